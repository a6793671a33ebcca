/* SPDX-License-Identifier: MIT
 * Quarters out of facts. R1 to R3 are kept by fact_series.c, R4 and R5 by quarter_flow.c.
 * R6: the first concept in an item's list that has a value for the period is taken, period by period.
 * R7: DSO = receivables at the end / revenue of the quarter * days of the quarter.
 * R8: change = receivables - those a quarter before. R9: margin = gross profit, else revenue - cost, over revenue.
 */
#include "config.h"

#include "model/receivables.h"

#include "fact_series.h"
#include "quarter_flow.h"
#include "receivable_concepts.h"

#include "base/date.h"
#include "base/text.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define QUARTERS_MOST 40
#define ENDS_MOST     400
#define CONCEPTS_MOST 100
#define QUARTER_DAYS  91
#define YEAR_DAYS     365
#define SLACK_DAYS    15 /* 52- and 53-week years, month ends */

struct derivation_context {
    struct fact_series series[CONCEPTS_MOST]; /* as receivables_concepts() has them */
    struct arena *arena;                      /* of the result */
    bool annual;
};

static bool flow_of(const struct derivation_context *context, const struct fact_series *series, int32_t end,
                    struct flow *flow, struct period *period)
{
    return context->annual ? year_flow(series, end, flow, period) : quarter_flow(series, end, flow, period);
}

static struct flow flow_at(const struct derivation_context *context, enum item item, int32_t end,
                           struct period *period)
{
    struct flow flow = {.concept = ""};
    struct concept_range range = receivable_concepts_of(item);
    for (size_t i = 0; i < range.count; i++)
        if (flow_of(context, &context->series[range.first + i], end, &flow, period))
            break;
    return flow;
}

static const struct fact_series *series_named(const struct derivation_context *context, const char *concept)
{
    size_t i = 0;
    while (strcmp(context->series[i].concept, concept) != 0)
        i++;
    return &context->series[i];
}

/* Filers that tag both: Revenues is the total when it is not the smaller (GOOGL's hedging gains, leases). */
static struct flow revenue_at(const struct derivation_context *context, int32_t end, struct period *period)
{
    struct flow chosen = flow_at(context, ITEM_REVENUE, end, period), total = {.concept = ""};
    struct period total_period;
    if (!flow_of(context, series_named(context, CONCEPT_TOTAL_REVENUE), end, &total, &total_period) ||
        total.amount.value < chosen.amount.value)
        return chosen;
    *period = total_period;
    return total;
}

/* A balance tagged in parts is their sum, and its concept says so. The part alone stands when the other is not
 * told. */
static void add_other_part(const struct derivation_context *context, struct stock *stock, int32_t end)
{
    const struct other_part *part;
    for (size_t n = 0; (part = receivable_other_part(stock->concept, n)) != NULL; n++) {
        const struct reading *row = fact_series_instant(series_named(context, part->other), end);
        if (row == NULL)
            continue;
        stock->amount = amount_of(stock->amount.value + row->value);
        stock->restated = stock->restated || row->restated;
        stock->concept = part->both;
        return;
    }
}

static struct stock stock_at(const struct derivation_context *context, enum item item, int32_t end)
{
    struct concept_range range = receivable_concepts_of(item);
    for (size_t i = 0; i < range.count; i++) {
        const struct fact_series *series = &context->series[range.first + i];
        const struct reading *row = fact_series_instant(series, end);
        if (row == NULL)
            continue;
        struct stock stock = {amount_of(row->value), series->concept, arena_text(context->arena, row->accession),
                              row->restated};
        add_other_part(context, &stock, end);
        return stock;
    }
    return (struct stock){.concept = "", .accession = ""};
}

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

/* The days on which a revenue or a balance of receivables ends, newest first. */
static size_t collect_ends(const struct derivation_context *context, int32_t *ends)
{
    static const enum item items[] = {ITEM_REVENUE, ITEM_RECEIVABLES};
    size_t count = 0;
    for (size_t k = 0; k < sizeof items / sizeof items[0]; k++) {
        struct concept_range range = receivable_concepts_of(items[k]);
        for (size_t i = 0; i < range.count; i++) {
            const struct fact_series *series = &context->series[range.first + i];
            for (size_t row = series->count; row > 0; row--) /* newest first: the cap cuts the oldest */
                add_end(ends, &count, series->rows[row - 1].end);
        }
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
    quarter->receivables = stock_at(context, ITEM_RECEIVABLES, end);
    quarter->allowance = stock_at(context, ITEM_ALLOWANCE, end);
    quarter->unbilled = stock_at(context, ITEM_UNBILLED, end);
    quarter->inventory = stock_at(context, ITEM_INVENTORY, end);
    quarter->rpo = stock_at(context, ITEM_RPO, end);
    quarter->deferred_revenue = stock_at(context, ITEM_DEFERRED, end);
    quarter->debt = stock_at(context, ITEM_DEBT, end);
    quarter->cash = stock_at(context, ITEM_CASH, end);
    quarter->gross_margin_percent = gross_margin(context, quarter);
    struct amount turns = amount_over(quarter->receivables.amount, quarter->revenue.amount);
    if (turns.known && quarter->start_day != DATE_UNKNOWN)
        quarter->dso_days = amount_of(turns.value * (end - quarter->start_day + 1));
}

/* The quarter whose end lies that many days before, give or take two weeks; NULL none. */
static const struct receivables_quarter *earlier(const struct receivables *result, size_t index, int days)
{
    for (size_t i = index + 1; i < result->count; i++) {
        int distance = result->quarters[index].end_day - result->quarters[i].end_day;
        if (distance >= days - SLACK_DAYS && distance <= days + SLACK_DAYS)
            return &result->quarters[i];
    }
    return NULL;
}

static void compare_quarters(struct receivables *result)
{
    static const struct receivables_quarter nothing; /* its amounts are unknown */
    for (size_t i = 0; i < result->count; i++) {
        struct receivables_quarter *quarter = &result->quarters[i];
        const struct receivables_quarter *year = earlier(result, i, YEAR_DAYS),
                                         *before = result->annual_only ? year : earlier(result, i, QUARTER_DAYS);
        year = year != NULL ? year : &nothing;
        before = before != NULL ? before : &nothing;
        struct amount receivables = quarter->receivables.amount, revenue = quarter->revenue.amount;
        quarter->receivables_change = amount_minus(receivables, before->receivables.amount);
        quarter->receivables_qoq_percent = amount_percent_change(receivables, before->receivables.amount);
        quarter->receivables_yoy_percent = amount_percent_change(receivables, year->receivables.amount);
        quarter->revenue_qoq_percent = amount_percent_change(revenue, before->revenue.amount);
        quarter->revenue_yoy_percent = amount_percent_change(revenue, year->revenue.amount);
    }
}

/* The unit of what was filed last: a filer that changed its currency is read in the new one. */
const char *receivables_currency(const struct facts *facts)
{
    const struct fact *newest = NULL;
    for (size_t i = 0; i < facts->count; i++)
        if (newest == NULL || facts->items[i].filed_day > newest->filed_day ||
            (facts->items[i].filed_day == newest->filed_day && strcmp(facts->items[i].unit, "USD") == 0))
            newest = &facts->items[i];
    return newest != NULL ? newest->unit : "USD";
}

/* Of years only those with revenue count: a balance in a half-year's report is not a year. */
static void collect_quarters(const struct derivation_context *context, const int32_t *ends, size_t count,
                             struct receivables *result)
{
    result->count = 0;
    for (size_t i = 0; i < count && result->count < QUARTERS_MOST; i++) {
        struct receivables_quarter quarter = {0};
        fill_quarter(context, ends[i], &quarter);
        if (quarter.revenue.amount.known || (!context->annual && quarter.receivables.amount.known))
            result->quarters[result->count++] = quarter;
    }
}

static bool any_revenue(const struct receivables *result)
{
    for (size_t i = 0; i < result->count; i++)
        if (result->quarters[i].revenue.amount.known)
            return true;
    return false;
}

static void derive(struct derivation_context *context, struct receivables *result)
{
    int32_t ends[ENDS_MOST];
    size_t count = collect_ends(context, ends);
    collect_quarters(context, ends, count, result);
    if (any_revenue(result))
        return;
    struct receivables years = {.quarters = arena_array(context->arena, QUARTERS_MOST, sizeof *years.quarters)};
    context->annual = true;
    collect_quarters(context, ends, count, &years);
    if (years.count == 0)
        return; /* balances alone are better than nothing */
    result->quarters = years.quarters;
    result->count = years.count;
    result->annual_only = true;
}

struct receivables receivables_derive(const struct facts *facts, struct arena *arena)
{
    struct receivables result = {.quarters = arena_array(arena, QUARTERS_MOST, sizeof *result.quarters)};
    struct derivation_context context = {.arena = arena};
    struct arena scratch; /* the series are many times larger than what comes out of them */
    const char *unit = receivables_currency(facts);
    size_t count;
    const char *const *concepts = receivables_concepts(&count);
    assert(count <= CONCEPTS_MOST);
    arena_init(&scratch);
    text_copy(result.symbol, sizeof result.symbol, facts->symbol);
    text_copy(result.currency, sizeof result.currency, unit);
    for (size_t i = 0; i < count; i++)
        context.series[i] = fact_series_select(facts, concepts[i], unit, &scratch);
    derive(&context, &result);
    compare_quarters(&result);
    arena_clear(&scratch);
    return result;
}

const char *derivation_name(enum derivation how)
{
    static const char *const names[] = {"", "direct", "ytd-diff", "fy-9m", "fy-3q"};
    return names[how];
}
