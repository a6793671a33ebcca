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
#include "receivable_ratios.h"

#include "base/date.h"
#include "base/text.h"

#include <assert.h>
#include <stddef.h>
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

/* What was borrowed from the facts goes into the arena. */
static struct flow kept_flow(const struct derivation_context *context, struct flow flow)
{
    flow.accession = arena_text(context->arena, flow.accession);
    flow.earlier_accession = arena_text(context->arena, flow.earlier_accession);
    return flow;
}

static struct flow flow_at(const struct derivation_context *context, enum item item, int32_t end,
                           struct period *period)
{
    struct flow flow = {.concept = "", .accession = "", .earlier_accession = ""};
    struct concept_range range = receivable_concepts_of(item);
    for (size_t i = 0; i < range.count; i++)
        if (flow_of(context, &context->series[range.first + i], end, &flow, period))
            break;
    return kept_flow(context, flow);
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
    return kept_flow(context, total);
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
        stock->earlier = AMOUNT_UNKNOWN; /* of the part only */
        stock->concept = part->both;
        return;
    }
}

static const struct stock no_stock = {.concept = "", .accession = "", .earlier_accession = ""};

static struct stock stock_of(const struct derivation_context *context, const struct fact_series *series,
                             const struct reading *row)
{
    return (struct stock){
        .amount = amount_of(row->value),
        .concept = series->concept,
        .accession = arena_text(context->arena, row->accession),
        .restated = row->restated,
        .earlier = row->restated ? amount_of(row->earlier) : AMOUNT_UNKNOWN,
        .earlier_accession = row->restated ? arena_text(context->arena, row->earlier_accession) : "",
    };
}

static struct stock stock_at(const struct derivation_context *context, enum item item, int32_t end)
{
    struct concept_range range = receivable_concepts_of(item);
    for (size_t i = 0; i < range.count; i++) {
        const struct fact_series *series = &context->series[range.first + i];
        const struct reading *row = fact_series_instant(series, end);
        if (row == NULL)
            continue;
        struct stock stock = stock_of(context, series, row);
        add_other_part(context, &stock, end);
        return stock;
    }
    return no_stock;
}

/* A balance that filers tag with a duration: of those that end on the day, the longest, which is the year to date.
 */
static struct stock stock_of_durations(const struct derivation_context *context, enum item item, int32_t end)
{
    struct concept_range range = receivable_concepts_of(item);
    for (size_t i = 0; i < range.count; i++) {
        const struct fact_series *series = &context->series[range.first + i];
        const struct reading *found = NULL;
        for (size_t k = 0; k < series->count; k++)
            if (series->rows[k].end == end && (found == NULL || series->rows[k].start < found->start))
                found = &series->rows[k];
        if (found != NULL)
            return stock_of(context, series, found);
    }
    return no_stock;
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

static struct amount cost_at(const struct derivation_context *context, int32_t end)
{
    struct period period;
    return flow_at(context, ITEM_COST, end, &period).amount;
}

static struct amount gross_margin(const struct derivation_context *context,
                                  const struct receivables_quarter *quarter)
{
    struct amount gross = quarter->gross_profit.amount;
    if (!gross.known)
        gross = amount_minus(quarter->revenue.amount, cost_at(context, quarter->end_day));
    struct amount share = amount_over(gross, quarter->revenue.amount);
    return share.known ? amount_of(share.value * 100) : share;
}

static const struct {
    enum item item;
    size_t offset;
} flow_lines[] =
    {
        {ITEM_GROSS, offsetof(struct receivables_quarter, gross_profit)},
        {ITEM_CAPEX, offsetof(struct receivables_quarter, capex)},
        {ITEM_CASH_FLOW, offsetof(struct receivables_quarter, operating_cash_flow)},
        {ITEM_INTEREST, offsetof(struct receivables_quarter, interest)},
        {ITEM_OPERATING_INCOME, offsetof(struct receivables_quarter, operating_income)},
        {ITEM_DEPRECIATION, offsetof(struct receivables_quarter, depreciation)},
        {ITEM_INFRASTRUCTURE, offsetof(struct receivables_quarter, infrastructure)},
},
  stock_lines[] = {
      {ITEM_RECEIVABLES, offsetof(struct receivables_quarter, receivables)},
      {ITEM_ALLOWANCE, offsetof(struct receivables_quarter, allowance)},
      {ITEM_UNBILLED, offsetof(struct receivables_quarter, unbilled)},
      {ITEM_CONTRACT_ASSET, offsetof(struct receivables_quarter, contract_assets)},
      {ITEM_RELATED, offsetof(struct receivables_quarter, related_receivables)},
      {ITEM_INVENTORY, offsetof(struct receivables_quarter, inventory)},
      {ITEM_RPO, offsetof(struct receivables_quarter, rpo)},
      {ITEM_DEFERRED, offsetof(struct receivables_quarter, deferred_revenue)},
      {ITEM_DEBT, offsetof(struct receivables_quarter, debt)},
      {ITEM_PURCHASES, offsetof(struct receivables_quarter, purchase_obligations)},
      {ITEM_COMMITMENTS, offsetof(struct receivables_quarter, commitments)},
      {ITEM_SUPPLY, offsetof(struct receivables_quarter, supply_commitments)},
      {ITEM_CASH, offsetof(struct receivables_quarter, cash)},
};

static void fill_lines(const struct derivation_context *context, int32_t end, struct receivables_quarter *quarter)
{
    char *base = (char *)quarter;
    struct period ignored;
    for (size_t i = 0; i < sizeof flow_lines / sizeof flow_lines[0]; i++) {
        struct flow flow = flow_at(context, flow_lines[i].item, end, &ignored);
        memcpy(base + flow_lines[i].offset, &flow, sizeof flow);
    }
    for (size_t i = 0; i < sizeof stock_lines / sizeof stock_lines[0]; i++) {
        struct stock stock = stock_at(context, stock_lines[i].item, end);
        memcpy(base + stock_lines[i].offset, &stock, sizeof stock);
    }
    quarter->capex_unpaid = stock_of_durations(context, ITEM_UNPAID, end);
    quarter->leases_not_commenced = no_stock; /* told with dimensions only */
    quarter->margin_note = quarter->rpo_timing.accession = "";
}

static void fill_quarter(const struct derivation_context *context, int32_t end, struct receivables_quarter *quarter)
{
    struct period period = {DATE_UNKNOWN, end};
    quarter->end_day = end;
    quarter->revenue = revenue_at(context, end, &period);
    quarter->start_day = period.start;
    fill_lines(context, end, quarter);
    quarter->gross_margin_percent = gross_margin(context, quarter);
    struct amount turns = amount_over(quarter->receivables.amount, quarter->revenue.amount);
    if (turns.known && quarter->start_day != DATE_UNKNOWN)
        quarter->dso_days = amount_of(turns.value * (end - quarter->start_day + 1));
    receivable_ratios(quarter, context->annual ? AMOUNT_UNKNOWN : cost_at(context, end));
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

/* "us-gaap", "ifrs-full": what it is called and what it holds differ. Unknown concepts do not differ. */
static bool is_other_taxonomy(const char *a, const char *b)
{
    size_t length = strcspn(a, ":");
    return a[0] != '\0' && b[0] != '\0' && strncmp(a, b, length + 1) != 0 &&
           (strncmp(a, "ifrs-full:", 10) == 0 || strncmp(b, "ifrs-full:", 10) == 0);
}

static bool are_of_two_taxonomies(const struct receivables_quarter *a, const struct receivables_quarter *b)
{
    return is_other_taxonomy(a->receivables.concept, b->receivables.concept) ||
           is_other_taxonomy(a->revenue.concept, b->revenue.concept);
}

static void compare_quarters(struct receivables *result)
{
    static const struct receivables_quarter nothing; /* its amounts are unknown */
    for (size_t i = 0; i < result->count; i++) {
        struct receivables_quarter *quarter = &result->quarters[i];
        const struct receivables_quarter *year = earlier(result, i, YEAR_DAYS),
                                         *before = result->annual_only ? year : earlier(result, i, QUARTER_DAYS);
        quarter->taxonomy_changed = before != NULL && are_of_two_taxonomies(quarter, before);
        if (quarter->taxonomy_changed)
            before = NULL;
        if (year != NULL && are_of_two_taxonomies(quarter, year))
            year = NULL;
        year = year != NULL ? year : &nothing;
        before = before != NULL ? before : &nothing;
        struct amount receivables = quarter->receivables.amount, revenue = quarter->revenue.amount;
        quarter->receivables_change = amount_minus(receivables, before->receivables.amount);
        quarter->receivables_qoq_percent = amount_percent_change(receivables, before->receivables.amount);
        quarter->receivables_yoy_percent = amount_percent_change(receivables, year->receivables.amount);
        quarter->revenue_qoq_percent = amount_percent_change(revenue, before->revenue.amount);
        quarter->revenue_yoy_percent = amount_percent_change(revenue, year->revenue.amount);
        receivable_accrual(quarter, before);
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
