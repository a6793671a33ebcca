/* SPDX-License-Identifier: MIT
 * The table of concepts. Companies move from one to another over the years, so the choice is made period by period
 * (R6), in this order. Names by taxonomy: us-gaap 2008 to 2026, ifrs-full for those who file 20-F under IFRS. */
#include "config.h"

#include "receivable_concepts.h"

#include "model/receivables.h"

#include <string.h>

/* clang-format off */
#define CONCEPTS(ROW)                                                                    \
    ROW(ITEM_REVENUE, "us-gaap:RevenueFromContractWithCustomerExcludingAssessedTax")     \
    ROW(ITEM_REVENUE, CONCEPT_TOTAL_REVENUE)                                             \
    ROW(ITEM_REVENUE, "us-gaap:RevenueFromContractWithCustomerIncludingAssessedTax")     \
    ROW(ITEM_REVENUE, "us-gaap:SalesRevenueNet")                                         \
    ROW(ITEM_REVENUE, "ifrs-full:Revenue")                                               \
    ROW(ITEM_REVENUE, "ifrs-full:RevenueFromContractsWithCustomers")                     \
    ROW(ITEM_COST, "us-gaap:CostOfRevenue")                                              \
    ROW(ITEM_COST, "us-gaap:CostOfGoodsAndServicesSold")                                 \
    ROW(ITEM_COST, "us-gaap:CostOfGoodsSold")                                            \
    ROW(ITEM_COST, "ifrs-full:CostOfSales")                                              \
    ROW(ITEM_GROSS, "us-gaap:GrossProfit")                                               \
    ROW(ITEM_GROSS, "ifrs-full:GrossProfit")                                             \
    ROW(ITEM_CAPEX, "us-gaap:PaymentsToAcquirePropertyPlantAndEquipment")                \
    ROW(ITEM_CAPEX, "us-gaap:PaymentsToAcquireProductiveAssets")                         \
    ROW(ITEM_CAPEX, "us-gaap:PaymentsForCapitalImprovements")                            \
    ROW(ITEM_CAPEX, "us-gaap:PaymentsToAcquireOtherPropertyPlantAndEquipment")           \
    ROW(ITEM_CAPEX, "ifrs-full:PurchaseOfPropertyPlantAndEquipmentClassifiedAsInvestingActivities") \
    ROW(ITEM_CASH_FLOW, "us-gaap:NetCashProvidedByUsedInOperatingActivities")            \
    ROW(ITEM_CASH_FLOW, "us-gaap:NetCashProvidedByUsedInOperatingActivitiesContinuingOperations") \
    ROW(ITEM_CASH_FLOW, "ifrs-full:CashFlowsFromUsedInOperatingActivities")              \
    ROW(ITEM_INTEREST, "us-gaap:InterestExpenseNonoperating")                            \
    ROW(ITEM_INTEREST, "us-gaap:InterestExpense")                                        \
    ROW(ITEM_INTEREST, "us-gaap:InterestExpenseDebt")                                    \
    ROW(ITEM_INTEREST, "ifrs-full:FinanceCosts")                                         \
    ROW(ITEM_OPERATING_INCOME, "us-gaap:OperatingIncomeLoss")                            \
    ROW(ITEM_OPERATING_INCOME, "ifrs-full:ProfitLossFromOperatingActivities")            \
    ROW(ITEM_DEPRECIATION, "us-gaap:DepreciationDepletionAndAmortization")               \
    ROW(ITEM_DEPRECIATION, "us-gaap:DepreciationAndAmortization")                        \
    ROW(ITEM_DEPRECIATION, "us-gaap:Depreciation")                                       \
    ROW(ITEM_DEPRECIATION, "ifrs-full:DepreciationAndAmortisationExpense")               \
    ROW(ITEM_INFRASTRUCTURE, "crwv:TechnologyAndInfrastructure")                         \
    ROW(ITEM_INFRASTRUCTURE, "crwv:TechnologyAndInfrastructureExpense")                  \
    ROW(ITEM_UNPAID, "us-gaap:CapitalExpendituresIncurredButNotYetPaid")                 \
    ROW(ITEM_RECEIVABLES, "us-gaap:AccountsReceivableNetCurrent")                        \
    ROW(ITEM_RECEIVABLES, "us-gaap:ReceivablesNetCurrent")                               \
    ROW(ITEM_RECEIVABLES, "us-gaap:AccountsNotesAndLoansReceivableNetCurrent")           \
    ROW(ITEM_RECEIVABLES, "us-gaap:AccountsReceivableNet")                               \
    ROW(ITEM_RECEIVABLES, "ifrs-full:TradeAndOtherCurrentReceivables")                   \
    ROW(ITEM_RECEIVABLES, "ifrs-full:CurrentTradeReceivables")                           \
    ROW(ITEM_RECEIVABLES, "ifrs-full:TradeReceivables")                                  \
    ROW(ITEM_ALLOWANCE, "us-gaap:AllowanceForDoubtfulAccountsReceivableCurrent")         \
    ROW(ITEM_ALLOWANCE, "us-gaap:AllowanceForDoubtfulAccountsReceivable")                \
    ROW(ITEM_UNBILLED, "us-gaap:UnbilledContractsReceivable")                            \
    ROW(ITEM_UNBILLED, "us-gaap:UnbilledReceivablesCurrent")                             \
    ROW(ITEM_CONTRACT_ASSET, "us-gaap:ContractWithCustomerAssetNetCurrent")              \
    ROW(ITEM_CONTRACT_ASSET, "us-gaap:ContractWithCustomerAssetNet")                     \
    ROW(ITEM_CONTRACT_ASSET, "ifrs-full:CurrentContractAssets")                          \
    ROW(ITEM_CONTRACT_ASSET, "ifrs-full:ContractAssets")                                 \
    ROW(ITEM_RELATED, "us-gaap:AccountsReceivableRelatedPartiesCurrent")                 \
    ROW(ITEM_RELATED, "us-gaap:DueFromRelatedPartiesCurrent")                            \
    ROW(ITEM_INVENTORY, "us-gaap:InventoryNet")                                          \
    ROW(ITEM_INVENTORY, "us-gaap:InventoryGross")                                        \
    ROW(ITEM_INVENTORY, "ifrs-full:Inventories")                                         \
    ROW(ITEM_RPO, "us-gaap:RevenueRemainingPerformanceObligation")                       \
    ROW(ITEM_DEFERRED, "us-gaap:ContractWithCustomerLiability")                          \
    ROW(ITEM_DEFERRED, "us-gaap:ContractWithCustomerLiabilityCurrent")                   \
    ROW(ITEM_DEFERRED, "us-gaap:DeferredRevenueCurrent")                                 \
    ROW(ITEM_DEFERRED, "us-gaap:DeferredRevenue")                                        \
    ROW(ITEM_DEFERRED, "ifrs-full:ContractLiabilities")                                  \
    ROW(ITEM_DEFERRED, "ifrs-full:CurrentContractLiabilities")                           \
    ROW(ITEM_DEBT, "us-gaap:LongTermDebt")                                               \
    ROW(ITEM_DEBT, "us-gaap:LongTermDebtNoncurrent")                                     \
    ROW(ITEM_DEBT, "us-gaap:DebtInstrumentCarryingAmount")                               \
    ROW(ITEM_DEBT, "us-gaap:LongTermDebtAndCapitalLeaseObligations")                     \
    ROW(ITEM_DEBT, "ifrs-full:Borrowings")                                               \
    ROW(ITEM_DEBT, "ifrs-full:LongtermBorrowings")                                       \
    ROW(ITEM_DEBT, "us-gaap:ConvertibleNotesPayable")                                    \
    ROW(ITEM_PURCHASES, "us-gaap:PurchaseObligation")                                    \
    ROW(ITEM_PURCHASES, "us-gaap:UnrecordedUnconditionalPurchaseObligationBalanceSheetAmount") \
    ROW(ITEM_PURCHASES, "us-gaap:UnconditionalPurchaseObligationBalanceSheetAmount")     \
    ROW(ITEM_PURCHASES, "us-gaap:LongTermPurchaseCommitmentAmount")                      \
    ROW(ITEM_PURCHASES, "us-gaap:PurchaseCommitmentRemainingMinimumAmountCommitted")     \
    ROW(ITEM_PURCHASES, "us-gaap:ContractualObligation")                                 \
    ROW(ITEM_COMMITMENTS, "us-gaap:OtherCommitment")                                     \
    ROW(ITEM_SUPPLY, "nvda:PurchaseObligationInventoryPurchaseAndSupplyAgreements")      \
    ROW(ITEM_CASH, "us-gaap:CashAndCashEquivalentsAtCarryingValue")                      \
    ROW(ITEM_CASH, "ifrs-full:CashAndCashEquivalents")                                   \
    ROW(ITEM_OTHER_PART, "us-gaap:ContractWithCustomerLiabilityNoncurrent")              \
    ROW(ITEM_OTHER_PART, "us-gaap:DeferredRevenueNoncurrent")                            \
    ROW(ITEM_OTHER_PART, "us-gaap:LongTermDebtCurrent")                                  \
    ROW(ITEM_OTHER_PART, "us-gaap:DebtCurrent")                                          \
    ROW(ITEM_OTHER_PART, "us-gaap:LongTermDebtAndCapitalLeaseObligationsCurrent")
/* clang-format on */

#define NAME(item, name) name,
#define ITEM(item, name) item,
static const char *const concepts[] = {CONCEPTS(NAME)};
static const enum item items[] = {CONCEPTS(ITEM)};

#define PARTS(one, two)                                                                                            \
    {                                                                                                              \
        "us-gaap:" one, "us-gaap:" two, "us-gaap:" one " + us-gaap:" two                                           \
    }

const struct other_part *receivable_other_part(const char *concept, size_t n)
{
    static const struct other_part parts[] = {
        PARTS("ContractWithCustomerLiabilityCurrent", "ContractWithCustomerLiabilityNoncurrent"),
        PARTS("DeferredRevenueCurrent", "DeferredRevenueNoncurrent"),
        PARTS("LongTermDebtNoncurrent", "LongTermDebtCurrent"),
        PARTS("LongTermDebtNoncurrent", "DebtCurrent"),
        PARTS("LongTermDebtAndCapitalLeaseObligations", "LongTermDebtAndCapitalLeaseObligationsCurrent"),
    };
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
        if (strcmp(parts[i].concept, concept) == 0 && n-- == 0)
            return &parts[i];
    return NULL;
}

const char *const *receivables_concepts(size_t *count)
{
    *count = sizeof concepts / sizeof concepts[0];
    return concepts;
}

const char *const *receivables_dimensional_concepts(size_t *count)
{
    static const char *const dimensional[] = {
        "us-gaap:ConcentrationRiskPercentage1",
        "us-gaap:ConcentrationRiskPercentage",
        CONCEPT_OBLIGATION,
        CONCEPT_OBLIGATION_SHARE,
        CONCEPT_OBLIGATION_PERIOD,
        "us-gaap:AccountsReceivableNetCurrent",
        "us-gaap:AccountsReceivableNet",
        "us-gaap:RevenueFromRelatedParties",
        "us-gaap:UnrecordedUnconditionalPurchaseObligationBalanceSheetAmount",
        "us-gaap:PurchaseObligation",
        "us-gaap:OtherCommitment",
    };
    *count = sizeof dimensional / sizeof dimensional[0];
    return dimensional;
}

struct concept_range receivable_concepts_of(enum item item)
{
    struct concept_range range = {0, 0};
    while (items[range.first] != item)
        range.first++;
    while (range.first + range.count < sizeof items / sizeof items[0] && items[range.first + range.count] == item)
        range.count++;
    return range;
}
