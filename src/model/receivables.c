/* SPDX-License-Identifier: MIT
 * Quarters out of facts.
 * R4: a duration is a quarter (75-105 days), half (165-200), nine months (255-290) or year (345-385), else ignored.
 * R5: a direct quarter wins; else year-to-date minus the previous year-to-date with the same start; the fourth
 * quarter is the year less nine months, or less its three quarters. R6: the first concept in an item's list that
 * has a value for the period is taken, period by period. R7: DSO = receivables at the end / revenue of the quarter
 * * days of the quarter. R8: change = receivables - those a quarter before.   R9: margin = gross profit, else
 * revenue - cost, over revenue. */
#include "config.h"

#include "model/receivables.h"

#include "fact_series.h"

#include "base/date.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

#define QUARTERS_MOST 40
#define ENDS_MOST     400

enum item {
    ITEM_REVENUE,
    ITEM_COST,
    ITEM_GROSS,
    ITEM_CAPEX,
    ITEM_CASH_FLOW,
    ITEM_INTEREST, /* flows */
    ITEM_RECEIVABLES,
    ITEM_ALLOWANCE,
    ITEM_UNBILLED,
    ITEM_INVENTORY,
    ITEM_RPO,
    ITEM_DEFERRED,
    ITEM_DEBT,
    ITEM_CASH,
    ITEMS
};

/* In order of preference within an item; the reasons stand in the SEC notes of the project. */
static const char *const concepts[] = {
    /* revenue */
    "us-gaap:RevenueFromContractWithCustomerExcludingAssessedTax",
    "us-gaap:Revenues",
    "us-gaap:RevenueFromContractWithCustomerIncludingAssessedTax",
    "us-gaap:SalesRevenueNet",
    "ifrs-full:Revenue",
    "ifrs-full:RevenueFromContractsWithCustomers",
    /* cost */
    "us-gaap:CostOfRevenue",
    "us-gaap:CostOfGoodsAndServicesSold",
    "us-gaap:CostOfGoodsSold",
    "ifrs-full:CostOfSales",
    /* gross */
    "us-gaap:GrossProfit",
    "ifrs-full:GrossProfit",
    /* capex */
    "us-gaap:PaymentsToAcquirePropertyPlantAndEquipment",
    "us-gaap:PaymentsToAcquireProductiveAssets",
    "us-gaap:PaymentsForCapitalImprovements",
    "us-gaap:PaymentsToAcquireOtherPropertyPlantAndEquipment",
    "ifrs-full:PurchaseOfPropertyPlantAndEquipmentClassifiedAsInvestingActivities",
    /* cash flow */
    "us-gaap:NetCashProvidedByUsedInOperatingActivities",
    "us-gaap:NetCashProvidedByUsedInOperatingActivitiesContinuingOperations",
    "ifrs-full:CashFlowsFromUsedInOperatingActivities",
    /* interest */
    "us-gaap:InterestExpenseNonoperating",
    "us-gaap:InterestExpense",
    "us-gaap:InterestExpenseDebt",
    "ifrs-full:FinanceCosts",
    /* receivables */
    "us-gaap:AccountsReceivableNetCurrent",
    "us-gaap:ReceivablesNetCurrent",
    "us-gaap:AccountsNotesAndLoansReceivableNetCurrent",
    "us-gaap:AccountsReceivableNet",
    "ifrs-full:TradeAndOtherCurrentReceivables",
    "ifrs-full:CurrentTradeReceivables",
    /* allowance */
    "us-gaap:AllowanceForDoubtfulAccountsReceivableCurrent",
    "us-gaap:AllowanceForDoubtfulAccountsReceivable",
    /* unbilled */
    "us-gaap:UnbilledContractsReceivable",
    "us-gaap:UnbilledReceivablesCurrent",
    "us-gaap:ContractWithCustomerAssetNetCurrent",
    "us-gaap:ContractWithCustomerAssetNet",
    /* inventory */
    "us-gaap:InventoryNet",
    "us-gaap:InventoryGross",
    "ifrs-full:Inventories",
    /* rpo */
    "us-gaap:RevenueRemainingPerformanceObligation",
    /* deferred */
    "us-gaap:ContractWithCustomerLiability",
    "us-gaap:ContractWithCustomerLiabilityCurrent",
    "us-gaap:DeferredRevenueCurrent",
    "us-gaap:DeferredRevenue",
    "ifrs-full:ContractLiabilities",
    "ifrs-full:CurrentContractLiabilities",
    /* debt */
    "us-gaap:LongTermDebt",
    "us-gaap:LongTermDebtNoncurrent",
    "us-gaap:DebtInstrumentCarryingAmount",
    "us-gaap:LongTermDebtAndCapitalLeaseObligations",
    "ifrs-full:Borrowings",
    "ifrs-full:LongtermBorrowings",
    /* cash */
    "us-gaap:CashAndCashEquivalentsAtCarryingValue",
    "ifrs-full:CashAndCashEquivalents",
};
#define CONCEPTS (sizeof concepts / sizeof concepts[0])

/* Where an item's concepts stand in the table. */
static const struct {
    size_t first, count;
} places[ITEMS] = {
    [ITEM_REVENUE] = {0, 6},      [ITEM_COST] = {6, 4},       [ITEM_GROSS] = {10, 2},
    [ITEM_CAPEX] = {12, 5},       [ITEM_CASH_FLOW] = {17, 3}, [ITEM_INTEREST] = {20, 4},
    [ITEM_RECEIVABLES] = {24, 6}, [ITEM_ALLOWANCE] = {30, 2}, [ITEM_UNBILLED] = {32, 4},
    [ITEM_INVENTORY] = {36, 3},   [ITEM_RPO] = {39, 1},       [ITEM_DEFERRED] = {40, 6},
    [ITEM_DEBT] = {46, 6},        [ITEM_CASH] = {52, 2},
};

const char *const *receivables_concepts(size_t *count)
{
    *count = CONCEPTS;
    return concepts;
}

struct book_of_series {
    struct fact_series series[CONCEPTS];
};

static const struct fact_series *series_of(const struct book_of_series *book, enum item item, size_t choice)
{
    return &book->series[places[item].first + choice];
}

/* --- flows --- */

static bool is_quarter_long(int32_t start, int32_t end)
{
    return span_of(start, end) == SPAN_QUARTER;
}

struct period {
    int32_t start, end;
};

static bool direct(const struct fact_series *series, int32_t end, struct flow *flow, struct period *period)
{
    for (size_t i = 0; i < series->count; i++) {
        const struct reading *row = &series->rows[i];
        if (row->end != end || row->start == DATE_UNKNOWN || !is_quarter_long(row->start, end))
            continue;
        *flow = (struct flow){amount_of(row->value), HOW_DIRECT, series->concept};
        *period = (struct period){row->start, end};
        return true;
    }
    return false;
}

/* Year-to-date at `end` less the year-to-date a quarter before, both from the same start. */
static bool difference(const struct fact_series *series, int32_t end, struct flow *flow, struct period *period)
{
    for (size_t i = 0; i < series->count; i++) {
        const struct reading *longer = &series->rows[i];
        enum span span = longer->start != DATE_UNKNOWN ? span_of(longer->start, end) : SPAN_OTHER;
        if (longer->end != end || span < SPAN_HALF)
            continue;
        for (size_t k = 0; k < series->count; k++) {
            const struct reading *shorter = &series->rows[k];
            if (shorter->start != longer->start || shorter->end >= end ||
                span_of(shorter->start, shorter->end) + 1 != span)
                continue;
            *flow = (struct flow){amount_of(longer->value - shorter->value),
                                  span == SPAN_YEAR ? HOW_YEAR_LESS_NINE : HOW_YTD_DIFFERENCE, series->concept};
            *period = (struct period){shorter->end + 1, end};
            return true;
        }
    }
    return false;
}

/* The year less its first three quarters, when no nine months are tagged. */
static bool year_less_quarters(const struct fact_series *series, int32_t end, struct flow *flow,
                               struct period *period)
{
    for (size_t i = 0; i < series->count; i++) {
        const struct reading *year = &series->rows[i];
        if (year->end != end || year->start == DATE_UNKNOWN || span_of(year->start, end) != SPAN_YEAR)
            continue;
        double rest = year->value;
        int32_t next = year->start;
        int found = 0;
        for (size_t k = 0; k < series->count && found < 3; k++) { /* rows ascend by end */
            const struct reading *quarter = &series->rows[k];
            if (quarter->start != next || !is_quarter_long(quarter->start, quarter->end))
                continue;
            rest -= quarter->value;
            next = quarter->end + 1;
            found++;
        }
        if (found < 3 || !is_quarter_long(next, end))
            continue;
        *flow = (struct flow){amount_of(rest), HOW_YEAR_LESS_QUARTERS, series->concept};
        *period = (struct period){next, end};
        return true;
    }
    return false;
}

static bool flow_of_series(const struct fact_series *series, int32_t end, struct flow *flow, struct period *period)
{
    return direct(series, end, flow, period) || difference(series, end, flow, period) ||
           year_less_quarters(series, end, flow, period);
}

static bool year_of_series(const struct fact_series *series, int32_t end, struct flow *flow, struct period *period)
{
    for (size_t i = 0; i < series->count; i++) {
        const struct reading *row = &series->rows[i];
        if (row->end != end || row->start == DATE_UNKNOWN || span_of(row->start, end) != SPAN_YEAR)
            continue;
        *flow = (struct flow){amount_of(row->value), HOW_DIRECT, series->concept};
        *period = (struct period){row->start, end};
        return true;
    }
    return false;
}

struct derivation_context {
    const struct book_of_series *book;
    bool annual;
};

static struct flow flow_at(const struct derivation_context *context, enum item item, int32_t end,
                           struct period *period)
{
    struct flow flow = {.concept = ""};
    for (size_t i = 0; i < places[item].count; i++) {
        const struct fact_series *series = series_of(context->book, item, i);
        if (context->annual ? year_of_series(series, end, &flow, period)
                            : flow_of_series(series, end, &flow, period))
            return flow;
    }
    return (struct flow){.concept = ""};
}

/* Filers that tag both: Revenues is the total when it is not the smaller (GOOGL's hedging gains, leases). */
static struct flow revenue_at(const struct derivation_context *context, int32_t end, struct period *period)
{
    struct flow chosen = flow_at(context, ITEM_REVENUE, end, period), total = {.concept = ""};
    struct period total_period;
    const struct fact_series *revenues = series_of(context->book, ITEM_REVENUE, 1);
    bool has_total = context->annual ? year_of_series(revenues, end, &total, &total_period)
                                     : flow_of_series(revenues, end, &total, &total_period);
    if (has_total && (!chosen.amount.known || total.amount.value >= chosen.amount.value)) {
        *period = total_period;
        return total;
    }
    return chosen;
}

/* --- balances --- */

static struct stock stock_at(const struct book_of_series *book, enum item item, int32_t end)
{
    for (size_t i = 0; i < places[item].count; i++) {
        const struct fact_series *series = series_of(book, item, i);
        const struct reading *row = fact_series_find(series, DATE_UNKNOWN, end);
        if (row != NULL)
            return (struct stock){amount_of(row->value), series->concept, row->accession, row->restated};
    }
    return (struct stock){.concept = "", .accession = ""};
}

/* --- quarters --- */

static void add_end(int32_t *ends, size_t *count, int32_t end)
{
    for (size_t i = 0; i < *count; i++)
        if (ends[i] == end)
            return;
    if (*count < ENDS_MOST)
        ends[(*count)++] = end;
}

static int descending(const void *a, const void *b)
{
    int32_t left = *(const int32_t *)a, right = *(const int32_t *)b;
    return (left < right) - (left > right);
}

static size_t collect_ends(const struct book_of_series *book, int32_t *ends)
{
    static const enum item items[] = {ITEM_REVENUE, ITEM_RECEIVABLES};
    size_t count = 0;
    for (size_t k = 0; k < sizeof items / sizeof items[0]; k++)
        for (size_t i = 0; i < places[items[k]].count; i++) {
            const struct fact_series *series = series_of(book, items[k], i);
            for (size_t row = series->count; row > 0; row--) /* newest first: the cap cuts the oldest */
                add_end(ends, &count, series->rows[row - 1].end);
        }
    qsort(ends, count, sizeof *ends, descending);
    return count;
}

static struct amount gross_margin(const struct derivation_context *context,
                                  const struct receivables_quarter *quarter)
{
    struct period period;
    struct amount gross = quarter->gross_profit.amount;
    if (!gross.known)
        gross =
            amount_minus(quarter->revenue.amount, flow_at(context, ITEM_COST, quarter->end_day, &period).amount);
    struct amount share = amount_over(gross, quarter->revenue.amount);
    return share.known ? amount_of(share.value * 100) : share;
}

static void fill_quarter(const struct derivation_context *context, int32_t end, struct receivables_quarter *quarter)
{
    struct period period = {DATE_UNKNOWN, end}, ignored;
    quarter->end_day = end;
    quarter->revenue = revenue_at(context, end, &period);
    quarter->start_day = period.start;
    quarter->gross_profit = flow_at(context, ITEM_GROSS, end, &ignored);
    quarter->capex = flow_at(context, ITEM_CAPEX, end, &ignored);
    quarter->operating_cash_flow = flow_at(context, ITEM_CASH_FLOW, end, &ignored);
    quarter->interest = flow_at(context, ITEM_INTEREST, end, &ignored);
    quarter->receivables = stock_at(context->book, ITEM_RECEIVABLES, end);
    quarter->allowance = stock_at(context->book, ITEM_ALLOWANCE, end);
    quarter->unbilled = stock_at(context->book, ITEM_UNBILLED, end);
    quarter->inventory = stock_at(context->book, ITEM_INVENTORY, end);
    quarter->rpo = stock_at(context->book, ITEM_RPO, end);
    quarter->deferred_revenue = stock_at(context->book, ITEM_DEFERRED, end);
    quarter->debt = stock_at(context->book, ITEM_DEBT, end);
    quarter->cash = stock_at(context->book, ITEM_CASH, end);
    quarter->gross_margin_percent = gross_margin(context, quarter);
    struct amount turns = amount_over(quarter->receivables.amount, quarter->revenue.amount);
    if (turns.known && quarter->start_day != DATE_UNKNOWN)
        quarter->dso_days = amount_of(turns.value * (end - quarter->start_day + 1));
}

/* The quarter whose end lies that many days before, give or take two weeks. */
static const struct receivables_quarter *earlier(const struct receivables *result, size_t index, int days)
{
    for (size_t i = index + 1; i < result->count; i++) {
        int distance = result->quarters[index].end_day - result->quarters[i].end_day;
        if (distance >= days - 15 && distance <= days + 15)
            return &result->quarters[i];
    }
    return NULL;
}

static void compare(struct receivables *result, int previous_days)
{
    for (size_t i = 0; i < result->count; i++) {
        struct receivables_quarter *quarter = &result->quarters[i];
        const struct receivables_quarter *before = earlier(result, i, previous_days),
                                         *year = earlier(result, i, 365);
        if (before != NULL) {
            quarter->receivables_change = amount_minus(quarter->receivables.amount, before->receivables.amount);
            quarter->receivables_qoq_percent =
                amount_percent_change(quarter->receivables.amount, before->receivables.amount);
            quarter->revenue_qoq_percent = amount_percent_change(quarter->revenue.amount, before->revenue.amount);
        }
        if (year != NULL) {
            quarter->receivables_yoy_percent =
                amount_percent_change(quarter->receivables.amount, year->receivables.amount);
            quarter->revenue_yoy_percent = amount_percent_change(quarter->revenue.amount, year->revenue.amount);
        }
    }
}

/* The unit of what was filed last: a filer that changed its currency is read in the new one. */
static const char *choose_unit(const struct facts *facts)
{
    const struct fact *newest = NULL;
    for (size_t i = 0; i < facts->count; i++)
        if (newest == NULL || facts->items[i].filed_day > newest->filed_day ||
            (facts->items[i].filed_day == newest->filed_day && strcmp(facts->items[i].unit, "USD") == 0))
            newest = &facts->items[i];
    return newest != NULL ? newest->unit : "USD";
}

static void collect_quarters(const struct derivation_context *context, const int32_t *ends, size_t count,
                             struct receivables *result)
{
    for (size_t i = 0; i < count && result->count < QUARTERS_MOST; i++) {
        struct receivables_quarter *quarter = &result->quarters[result->count];
        fill_quarter(context, ends[i], quarter);
        bool told = context->annual ? quarter->revenue.amount.known
                                    : quarter->revenue.amount.known || quarter->receivables.amount.known;
        if (told)
            result->count++;
        else
            memset(quarter, 0, sizeof *quarter);
    }
}

static bool any_revenue(const struct receivables *result)
{
    for (size_t i = 0; i < result->count; i++)
        if (result->quarters[i].revenue.amount.known)
            return true;
    return false;
}

struct receivables receivables_derive(const struct facts *facts, struct arena *arena)
{
    struct receivables result = {0};
    struct book_of_series *book = arena_alloc(arena, sizeof *book);
    struct derivation_context context = {book, false};
    int32_t ends[ENDS_MOST];
    const char *unit = choose_unit(facts);
    text_copy(result.symbol, sizeof result.symbol, facts->symbol);
    text_copy(result.currency, sizeof result.currency, unit);
    for (size_t i = 0; i < CONCEPTS; i++)
        book->series[i] = fact_series_select(facts, concepts[i], unit, arena);
    result.quarters = arena_array(arena, QUARTERS_MOST, sizeof *result.quarters);
    size_t count = collect_ends(book, ends);
    collect_quarters(&context, ends, count, &result);
    if (result.count > 0 && !any_revenue(&result)) { /* a filer of years only */
        struct receivables years = result;
        years.count = 0;
        context.annual = true;
        memset(result.quarters, 0, QUARTERS_MOST * sizeof *result.quarters);
        collect_quarters(&context, ends, count, &years);
        years.annual_only = years.count > 0;
        result = years;
    }
    compare(&result, result.annual_only ? 365 : 91);
    return result;
}

const char *derivation_name(enum derivation how)
{
    static const char *const names[] = {"", "direct", "ytd-diff", "fy-9m", "fy-3q"};
    return names[how];
}
