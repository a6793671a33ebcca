/* SPDX-License-Identifier: MIT
 * Quarters out of facts: which concept speaks, DSO, changes, margins, filers of years only. All figures invented.
 */
#include "config.h"

#include "base/date.h"
#include "base/text.h"
#include "model/receivables.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define FACTS_MOST 400

struct fixture {
    struct fact items[FACTS_MOST];
    struct facts facts;
    struct arena arena;
};

static int set_up(void **state)
{
    struct fixture *fixture = calloc(1, sizeof *fixture);
    fixture->facts.items = fixture->items;
    text_copy(fixture->facts.symbol, sizeof fixture->facts.symbol, "ACME");
    arena_init(&fixture->arena);
    *state = fixture;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *fixture = *state;
    arena_clear(&fixture->arena);
    free(fixture);
    return 0;
}

/* start "" makes a balance. */
static struct fact *put(struct fixture *fixture, const char *concept, const char *start, const char *end,
                        double value)
{
    struct fact *fact = &fixture->items[fixture->facts.count++];
    snprintf(fact->concept, sizeof fact->concept, "%s%s", strchr(concept, ':') != NULL ? "" : "us-gaap:", concept);
    text_copy(fact->unit, sizeof fact->unit, "USD");
    text_copy(fact->form, sizeof fact->form, "10-Q");
    text_copy(fact->accession, sizeof fact->accession, "0000000001-25-000001");
    fact->start_day = date_from_iso(start);
    fact->end_day = date_from_iso(end);
    fact->filed_day = fact->end_day + 30;
    fact->value = value;
    return fact;
}

static void put_two_quarters(struct fixture *fixture)
{
    put(fixture, "Revenues", "2025-01-01", "2025-03-31", 900);
    put(fixture, "Revenues", "2025-04-01", "2025-06-30", 1000);
    put(fixture, "AccountsReceivableNetCurrent", "", "2025-03-31", 450);
    put(fixture, "AccountsReceivableNetCurrent", "", "2025-06-30", 600);
}

static struct receivables derive(struct fixture *fixture)
{
    return receivables_derive(&fixture->facts, &fixture->arena);
}

static void sales_outstanding_and_changes(void **state)
{
    struct fixture *fixture = *state;
    put_two_quarters(fixture);
    struct receivables result = derive(fixture);
    assert_string_equal(result.symbol, "ACME");
    assert_string_equal(result.currency, "USD");
    assert_false(result.annual_only);
    assert_int_equal(result.count, 2);
    const struct receivables_quarter *newest = &result.quarters[0], *oldest = &result.quarters[1];
    assert_int_equal(newest->end_day, date_from_iso("2025-06-30"));
    assert_int_equal(newest->start_day, date_from_iso("2025-04-01"));
    assert_float_equal(newest->dso_days.value, 600.0 / 1000 * 91, 1e-9);
    assert_float_equal(newest->receivables_change.value, 150, 0);
    assert_float_equal(newest->receivables_qoq_percent.value, 100.0 / 3, 1e-9);
    assert_float_equal(newest->revenue_qoq_percent.value, 100.0 / 9, 1e-9);
    assert_false(newest->receivables_yoy_percent.known);
    assert_float_equal(oldest->dso_days.value, 450.0 / 900 * 90, 1e-9);
    assert_false(oldest->receivables_change.known);
}

static void a_year_ago(void **state)
{
    struct fixture *fixture = *state;
    put_two_quarters(fixture);
    put(fixture, "Revenues", "2024-04-01", "2024-06-29", 500); /* a year of 52 weeks */
    put(fixture, "AccountsReceivableNetCurrent", "", "2024-06-29", 400);
    struct receivables result = derive(fixture);
    assert_float_equal(result.quarters[0].receivables_yoy_percent.value, 50, 1e-9);
    assert_float_equal(result.quarters[0].revenue_yoy_percent.value, 100, 1e-9);
    assert_false(result.quarters[1].receivables_yoy_percent.known);
}

static void a_missing_quarter_is_not_bridged(void **state)
{
    struct fixture *fixture = *state;
    put_two_quarters(fixture);
    put(fixture, "Revenues", "2025-10-01", "2025-12-31", 2000);
    put(fixture, "AccountsReceivableNetCurrent", "", "2025-12-31", 800);
    struct receivables result = derive(fixture);
    assert_int_equal(result.count, 3);
    assert_false(result.quarters[0].receivables_change.known);
    assert_false(result.quarters[0].revenue_qoq_percent.known);
}

static void quarters_are_neighbours_within_two_weeks(void **state)
{
    struct fixture *fixture = *state;
    static const struct {
        int days;
        bool quarter, year;
    } cases[] = {{75, false, false}, {76, true, false},   {91, true, false},
                 {106, true, false}, {107, false, false}, {349, false, false},
                 {350, false, true}, {380, false, true},  {381, false, false}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        fixture->facts.count = 0;
        put(fixture, "AccountsReceivableNetCurrent", "", "2025-06-30", 600);
        struct fact *before = put(fixture, "AccountsReceivableNetCurrent", "", "2025-06-30", 500);
        before->end_day -= cases[i].days;
        struct receivables result = derive(fixture);
        assert_int_equal(result.quarters[0].receivables_change.known, cases[i].quarter);
        assert_int_equal(result.quarters[0].receivables_yoy_percent.known, cases[i].year);
    }
}

static void the_concept_is_chosen_period_by_period(void **state)
{
    struct fixture *fixture = *state;
    put_two_quarters(fixture);
    put(fixture, "PaymentsToAcquirePropertyPlantAndEquipment", "2025-01-01", "2025-03-31", 70);
    put(fixture, "PaymentsToAcquireProductiveAssets", "2025-01-01", "2025-03-31", 71);
    put(fixture, "PaymentsToAcquireProductiveAssets", "2025-01-01", "2025-06-30", 171);
    struct receivables result = derive(fixture);
    assert_float_equal(result.quarters[1].capex.amount.value, 70, 0);
    assert_string_equal(result.quarters[1].capex.concept, "us-gaap:PaymentsToAcquirePropertyPlantAndEquipment");
    assert_float_equal(result.quarters[0].capex.amount.value, 100, 0);
    assert_int_equal(result.quarters[0].capex.how, HOW_YTD_DIFFERENCE);
    assert_string_equal(result.quarters[0].capex.concept, "us-gaap:PaymentsToAcquireProductiveAssets");
}

static void revenues_is_the_total_unless_it_is_smaller(void **state)
{
    struct fixture *fixture = *state;
    static const char contracts[] = "RevenueFromContractWithCustomerExcludingAssessedTax";
    put(fixture, contracts, "2025-01-01", "2025-03-31", 880);
    put(fixture, "Revenues", "2025-01-01", "2025-03-31", 900); /* with hedging gains or leases */
    put(fixture, contracts, "2025-04-01", "2025-06-30", 1000);
    put(fixture, "Revenues", "2025-04-01", "2025-06-30", 40); /* a part of it */
    put(fixture, contracts, "2025-07-01", "2025-09-30", 1100);
    struct receivables result = derive(fixture);
    assert_float_equal(result.quarters[2].revenue.amount.value, 900, 0);
    assert_string_equal(result.quarters[2].revenue.concept, "us-gaap:Revenues");
    assert_float_equal(result.quarters[1].revenue.amount.value, 1000, 0);
    assert_float_equal(result.quarters[0].revenue.amount.value, 1100, 0);
}

static void margins_from_gross_profit_or_cost(void **state)
{
    struct fixture *fixture = *state;
    put_two_quarters(fixture);
    put(fixture, "GrossProfit", "2025-01-01", "2025-03-31", 450);
    put(fixture, "CostOfRevenue", "2025-01-01", "2025-03-31", 1);
    put(fixture, "CostOfRevenue", "2025-04-01", "2025-06-30", 270);
    struct receivables result = derive(fixture);
    assert_float_equal(result.quarters[1].gross_margin_percent.value, 50, 1e-9);
    assert_float_equal(result.quarters[0].gross_margin_percent.value, 73, 1e-9);
    assert_false(result.quarters[0].gross_profit.amount.known);
}

static void what_is_not_tagged_is_unknown(void **state)
{
    struct fixture *fixture = *state;
    put_two_quarters(fixture);
    struct receivables result = derive(fixture);
    const struct receivables_quarter *quarter = &result.quarters[0];
    assert_false(quarter->rpo.amount.known || quarter->allowance.amount.known || quarter->debt.amount.known ||
                 quarter->cash.amount.known || quarter->inventory.amount.known || quarter->unbilled.amount.known);
    assert_false(quarter->capex.amount.known || quarter->interest.amount.known ||
                 quarter->operating_cash_flow.amount.known || quarter->gross_margin_percent.known);
    assert_string_equal(quarter->rpo.concept, "");
    assert_string_equal(quarter->rpo.accession, "");
    assert_string_equal(quarter->capex.concept, "");
    assert_int_equal(quarter->capex.how, HOW_NONE);
}

static void balances_alone_have_no_sales_outstanding(void **state)
{
    struct fixture *fixture = *state;
    put(fixture, "AccountsReceivableNetCurrent", "", "2025-06-30", 600);
    struct receivables result = derive(fixture);
    assert_int_equal(result.count, 1);
    assert_false(result.annual_only);
    assert_false(result.quarters[0].dso_days.known);
    assert_int_equal(result.quarters[0].start_day, DATE_UNKNOWN);
}

static void every_item_finds_its_place(void **state)
{
    struct fixture *fixture = *state;
    static const char *const balances[] = {
        "AllowanceForDoubtfulAccountsReceivableCurrent", "UnbilledReceivablesCurrent",    "InventoryNet",
        "RevenueRemainingPerformanceObligation",         "ContractWithCustomerLiability", "LongTermDebt",
        "CashAndCashEquivalentsAtCarryingValue"};
    put_two_quarters(fixture);
    for (size_t i = 0; i < sizeof balances / sizeof balances[0]; i++)
        put(fixture, balances[i], "", "2025-06-30", 1 + (double)i);
    put(fixture, "InterestExpenseDebt", "2025-04-01", "2025-06-30", 11);
    put(fixture, "NetCashProvidedByUsedInOperatingActivities", "2025-04-01", "2025-06-30", -12);
    struct receivables result = derive(fixture);
    const struct receivables_quarter *quarter = &result.quarters[0];
    const struct stock *const stocks[] = {&quarter->allowance, &quarter->unbilled,         &quarter->inventory,
                                          &quarter->rpo,       &quarter->deferred_revenue, &quarter->debt,
                                          &quarter->cash};
    for (size_t i = 0; i < sizeof stocks / sizeof stocks[0]; i++)
        assert_true(stocks[i]->amount.value == 1 + (double)i);
    assert_float_equal(quarter->interest.amount.value, 11, 0);
    assert_float_equal(quarter->operating_cash_flow.amount.value, -12, 0);
}

static void parts_are_added_and_named(void **state)
{
    struct fixture *fixture = *state;
    put_two_quarters(fixture);
    put(fixture, "LongTermDebtNoncurrent", "", "2025-06-30", 500);
    put(fixture, "LongTermDebtCurrent", "", "2025-06-30", 40);
    put(fixture, "DebtCurrent", "", "2025-06-30", 7);
    put(fixture, "ContractWithCustomerLiabilityCurrent", "", "2025-06-30", 30);
    put(fixture, "ContractWithCustomerLiabilityNoncurrent", "", "2025-06-30", 3);
    put(fixture, "LongTermDebtNoncurrent", "", "2025-03-31", 400);  /* alone */
    put(fixture, "DeferredRevenueNoncurrent", "", "2025-03-31", 9); /* no item by itself */
    struct receivables result = derive(fixture);
    assert_float_equal(result.quarters[0].debt.amount.value, 540, 0);
    assert_string_equal(result.quarters[0].debt.concept,
                        "us-gaap:LongTermDebtNoncurrent + us-gaap:LongTermDebtCurrent");
    assert_float_equal(result.quarters[0].deferred_revenue.amount.value, 33, 0);
    assert_float_equal(result.quarters[1].debt.amount.value, 400, 0);
    assert_string_equal(result.quarters[1].debt.concept, "us-gaap:LongTermDebtNoncurrent");
    assert_false(result.quarters[1].deferred_revenue.amount.known);
    put(fixture, "LongTermDebt", "", "2025-06-30", 541); /* a total needs no sum */
    assert_float_equal(derive(fixture).quarters[0].debt.amount.value, 541, 0);
}

static void a_restated_balance_is_marked_with_its_filing(void **state)
{
    struct fixture *fixture = *state;
    put_two_quarters(fixture);
    struct fact *later = put(fixture, "AccountsReceivableNetCurrent", "", "2025-06-30", 640);
    later->filed_day += 90;
    text_copy(later->accession, sizeof later->accession, "0000000001-25-000009");
    struct receivables result = derive(fixture);
    memset(fixture->items, 0, sizeof fixture->items); /* the result does not lean on the facts */
    assert_float_equal(result.quarters[0].receivables.amount.value, 640, 0);
    assert_true(result.quarters[0].receivables.restated);
    assert_string_equal(result.quarters[0].receivables.accession, "0000000001-25-000009");
    assert_string_equal(result.quarters[0].receivables.concept, "us-gaap:AccountsReceivableNetCurrent");
    assert_false(result.quarters[1].receivables.restated);
    assert_string_equal(result.quarters[1].receivables.accession, "0000000001-25-000001");
}

static void a_filer_of_years_shows_years(void **state)
{
    struct fixture *fixture = *state;
    static const char *const years[][2] = {
        {"2022-01-01", "2022-12-31"}, {"2023-01-01", "2023-12-31"}, {"2024-01-01", "2024-12-31"}};
    for (size_t i = 0; i < 3; i++) {
        put(fixture, "ifrs-full:Revenue", years[i][0], years[i][1], 1000 * (double)(i + 1));
        put(fixture, "ifrs-full:CurrentTradeReceivables", "", years[i][1], 100 * (double)(i + 1));
    }
    put(fixture, "ifrs-full:CurrentTradeReceivables", "", "2024-06-30",
        1); /* a half-year's report has no revenue */
    for (size_t i = 0; i < fixture->facts.count; i++)
        text_copy(fixture->items[i].form, sizeof fixture->items[i].form, "20-F");
    struct receivables result = derive(fixture);
    assert_true(result.annual_only);
    assert_int_equal(result.count, 3);
    assert_float_equal(result.quarters[0].revenue.amount.value, 3000, 0);
    assert_float_equal(result.quarters[0].dso_days.value, 300.0 / 3000 * 366, 1e-9);
    assert_float_equal(result.quarters[0].revenue_yoy_percent.value, 50, 1e-9);
    assert_float_equal(result.quarters[0].receivables_change.value, 100, 0);
}

static void the_currency_is_that_of_the_newest_filing(void **state)
{
    struct fixture *fixture = *state;
    text_copy(put(fixture, "Revenues", "2022-01-01", "2022-12-31", 5)->unit, 12, "RUB");
    put(fixture, "Revenues", "2023-01-01", "2023-12-31", 6);
    text_copy(put(fixture, "Revenues", "2023-01-01", "2023-12-31", 500)->unit, 12, "RUB");
    struct receivables result = derive(fixture);
    assert_string_equal(result.currency, "USD");
    assert_int_equal(result.count, 1);
    assert_float_equal(result.quarters[0].revenue.amount.value, 6, 0);
}

static void one_currency_of_one_fact(void **state)
{
    struct fixture *fixture = *state;
    text_copy(put(fixture, "Revenues", "2022-01-01", "2022-12-31", 5)->unit, 12, "TWD");
    struct receivables result = derive(fixture);
    assert_string_equal(result.currency, "TWD");
    assert_true(result.annual_only);
}

static void nothing_gives_nothing(void **state)
{
    struct fixture *fixture = *state;
    struct receivables result = derive(fixture);
    assert_int_equal(result.count, 0);
    assert_false(result.annual_only);
}

static void ten_years_at_most_and_the_newest(void **state)
{
    struct fixture *fixture = *state;
    int32_t end = date_from_iso("2000-03-31");
    for (int i = 0; i < 60; i++, end += 91) {
        struct fact *fact = put(fixture, "Revenues", "2000-01-01", "2000-03-31", i);
        fact->start_day = end - 90;
        fact->end_day = end;
        fact->filed_day = end + 30;
    }
    struct receivables result = derive(fixture);
    assert_int_equal(result.count, 40);
    assert_float_equal(result.quarters[0].revenue.amount.value, 59, 0);
    assert_float_equal(result.quarters[39].revenue.amount.value, 20, 0);
}

static void concepts_are_named_once(void **state)
{
    (void)state;
    size_t count;
    const char *const *concepts = receivables_concepts(&count);
    assert_true(count > 50);
    for (size_t i = 0; i < count; i++) {
        assert_true(strncmp(concepts[i], "us-gaap:", 8) == 0 || strncmp(concepts[i], "ifrs-full:", 10) == 0 ||
                    strncmp(concepts[i], "nvda:", 5) == 0 || strncmp(concepts[i], "crwv:", 5) == 0);
        assert_true(strlen(concepts[i]) < sizeof(struct fact){.concept = ""}.concept);
        for (size_t k = 0; k < i; k++)
            assert_string_not_equal(concepts[i], concepts[k]);
    }
}

static void derivations_are_named(void **state)
{
    (void)state;
    static const char *const names[] = {"", "direct", "ytd-diff", "fy-9m", "fy-3q"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        assert_string_equal(derivation_name((enum derivation)i), names[i]);
}

#define QUARTERS_TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

/* --- lines that follow from others --- */

static void cash_flow_and_capex(void **state)
{
    struct fixture *fixture = *state;
    put_two_quarters(fixture);
    put(fixture, "NetCashProvidedByUsedInOperatingActivities", "2025-01-01", "2025-03-31", 200);
    put(fixture, "NetCashProvidedByUsedInOperatingActivities", "2025-01-01", "2025-06-30", 500);
    put(fixture, "PaymentsToAcquirePropertyPlantAndEquipment", "2025-04-01", "2025-06-30", 700);
    put(fixture, "CapitalExpendituresIncurredButNotYetPaid", "2025-01-01", "2025-03-31", 40);
    put(fixture, "CapitalExpendituresIncurredButNotYetPaid", "2025-01-01", "2025-06-30",
        90); /* of the year to date */
    struct receivables result = derive(fixture);
    const struct receivables_quarter *quarter = &result.quarters[0];
    assert_true(quarter->free_cash_flow.amount.value == -400);
    assert_int_equal(quarter->free_cash_flow.how, HOW_YTD_DIFFERENCE);
    assert_true(quarter->capex_share_percent.value == 70);
    assert_true(quarter->capex_unpaid.amount.value == 90);
    assert_true(quarter->capex_accrued.value == 750);
    assert_false(result.quarters[1].capex_accrued.known); /* no quarter before: unknown, not what was paid */
    assert_false(result.quarters[1].free_cash_flow.amount.known);
}

static void balances_of_their_own(void **state)
{
    struct fixture *fixture = *state;
    put_two_quarters(fixture);
    put(fixture, "AllowanceForDoubtfulAccountsReceivableCurrent", "", "2025-06-30", 25);
    put(fixture, "UnbilledReceivablesCurrent", "", "2025-06-30", 30);
    put(fixture, "ContractWithCustomerAssetNetCurrent", "", "2025-06-30", 35);
    put(fixture, "AccountsReceivableRelatedPartiesCurrent", "", "2025-06-30", 5);
    put(fixture, "PurchaseObligation", "", "2025-06-30", 4000);
    put(fixture, "OtherCommitment", "", "2025-06-30", 300);
    put(fixture, "nvda:PurchaseObligationInventoryPurchaseAndSupplyAgreements", "", "2025-06-30", 3000);
    const struct receivables_quarter quarter = derive(fixture).quarters[0];
    assert_true(quarter.allowance_share_percent.value == 4);
    assert_true(quarter.unbilled.amount.value == 30);
    assert_true(quarter.contract_assets.amount.value == 35);
    assert_true(quarter.related_receivables.amount.value == 5);
    assert_true(quarter.purchase_obligations.amount.value == 4000);
    assert_true(quarter.commitments.amount.value == 300);
    assert_true(quarter.supply_commitments.amount.value == 3000);
    assert_false(quarter.leases_not_commenced.amount.known);
}

/* CoreWeave, first quarter of 2025: 73.3 % becomes 16.1 % with what it keeps beside its cost of revenue. */
static void a_margin_that_is_not_comparable_says_so(void **state)
{
    struct fixture *fixture = *state;
    put(fixture, "Revenues", "2025-01-01", "2025-03-31", 981632);
    put(fixture, "CostOfRevenue", "2025-01-01", "2025-03-31", 262400);
    put(fixture, "AccountsReceivableNetCurrent", "", "2025-03-31", 1055208);
    struct receivables result = derive(fixture);
    assert_false(result.quarters[0].margin_after_percent.known);
    assert_string_equal(result.quarters[0].margin_note, "");
    put(fixture, "Depreciation", "2025-01-01", "2025-03-31", 443000);
    result = derive(fixture);
    assert_true(result.quarters[0].margin_after_percent.value > 28 &&
                result.quarters[0].margin_after_percent.value < 28.2);
    assert_non_null(strstr(result.quarters[0].margin_note, "exceeds the cost of revenue"));
    put(fixture, "crwv:TechnologyAndInfrastructure", "2025-01-01", "2025-03-31", 561400);
    result = derive(fixture);
    assert_true(result.quarters[0].margin_after_percent.value > 16 &&
                result.quarters[0].margin_after_percent.value < 16.2);
}

static void a_restatement_keeps_what_was_said_before(void **state)
{
    struct fixture *fixture = *state;
    put_two_quarters(fixture);
    struct fact *later = put(fixture, "AccountsReceivableNetCurrent", "", "2025-03-31", 480);
    later->filed_day += 90;
    text_copy(later->accession, sizeof later->accession, "0000000001-25-000002");
    const struct receivables_quarter quarter = derive(fixture).quarters[1];
    assert_true(quarter.receivables.amount.value == 480);
    assert_true(quarter.receivables.restated);
    assert_true(quarter.receivables.earlier.value == 450);
    assert_string_equal(quarter.receivables.earlier_accession, "0000000001-25-000001");
    assert_string_equal(quarter.receivables.accession, "0000000001-25-000002");
}

static void two_taxonomies_are_not_compared(void **state)
{
    struct fixture *fixture = *state;
    put(fixture, "ifrs-full:Revenue", "2025-01-01", "2025-03-31", 900);
    put(fixture, "ifrs-full:TradeReceivables", "", "2025-03-31", 450);
    put(fixture, "Revenues", "2025-04-01", "2025-06-30", 1000);
    put(fixture, "AccountsReceivableNetCurrent", "", "2025-06-30", 600);
    struct receivables result = derive(fixture);
    assert_true(result.quarters[0].taxonomy_changed);
    assert_false(result.quarters[0].receivables_change.known);
    assert_false(result.quarters[0].revenue_qoq_percent.known);
    assert_false(result.quarters[1].taxonomy_changed);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        QUARTERS_TEST(cash_flow_and_capex),
        QUARTERS_TEST(balances_of_their_own),
        QUARTERS_TEST(a_margin_that_is_not_comparable_says_so),
        QUARTERS_TEST(a_restatement_keeps_what_was_said_before),
        QUARTERS_TEST(two_taxonomies_are_not_compared),
        QUARTERS_TEST(sales_outstanding_and_changes),
        QUARTERS_TEST(a_year_ago),
        QUARTERS_TEST(a_missing_quarter_is_not_bridged),
        QUARTERS_TEST(quarters_are_neighbours_within_two_weeks),
        QUARTERS_TEST(the_concept_is_chosen_period_by_period),
        QUARTERS_TEST(revenues_is_the_total_unless_it_is_smaller),
        QUARTERS_TEST(margins_from_gross_profit_or_cost),
        QUARTERS_TEST(what_is_not_tagged_is_unknown),
        QUARTERS_TEST(balances_alone_have_no_sales_outstanding),
        QUARTERS_TEST(every_item_finds_its_place),
        QUARTERS_TEST(parts_are_added_and_named),
        QUARTERS_TEST(a_restated_balance_is_marked_with_its_filing),
        QUARTERS_TEST(a_filer_of_years_shows_years),
        QUARTERS_TEST(the_currency_is_that_of_the_newest_filing),
        QUARTERS_TEST(one_currency_of_one_fact),
        QUARTERS_TEST(nothing_gives_nothing),
        QUARTERS_TEST(ten_years_at_most_and_the_newest),
        cmocka_unit_test(concepts_are_named_once),
        cmocka_unit_test(derivations_are_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
