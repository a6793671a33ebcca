/* SPDX-License-Identifier: MIT
 * What the rows of the thesis board measure. */
#include "config.h"

#include "driver_figures.h"

#include "base/date.h"
#include "base/text.h"

#include <string.h>

#define DAY         86400
#define DAYS_90     (90 * DAY)
#define DAYS_365    (365 * DAY)
#define FLAGSHIP    "H100 SXM"
#define PERCENT     100.0
#define CUT_PERCENT 2.0
#define QUARTERS_4  4

/* --- helpers --- */

typedef struct amount quarter_figure(const struct receivables_quarter *quarter);

static void add_point(struct driver_figure *figure, struct amount value)
{
    if (value.known && figure->trend_count < DRIVER_TREND)
        figure->trend[figure->trend_count++] = (float)value.value;
}

/* Value, change against the quarter before, and the trend of one figure by quarter. */
static void by_quarter(const struct driver_inputs *inputs, struct driver_figure *figure, quarter_figure *of,
                       bool in_percent)
{
    const struct receivables *quarters = inputs->quarters;
    if (quarters == NULL || quarters->count == 0)
        return;
    size_t shown = quarters->count < DRIVER_TREND ? quarters->count : DRIVER_TREND;
    figure->value = of(&quarters->quarters[0]);
    if (quarters->count > 1) {
        struct amount before = of(&quarters->quarters[1]);
        figure->change =
            in_percent ? amount_percent_change(figure->value, before) : amount_minus(figure->value, before);
    }
    for (size_t i = shown; i > 0; i--)
        add_point(figure, of(&quarters->quarters[i - 1]));
    figure->as_of_day = quarters->quarters[0].end_day;
    figure->source = "sec_facts";
}

static struct amount times(struct amount a, double factor)
{
    return a.known ? amount_of(a.value * factor) : AMOUNT_UNKNOWN;
}

static struct amount share(struct amount part, struct amount whole)
{
    return times(amount_over(part, whole), PERCENT);
}

/* --- ratings --- */

/* Upgrades less downgrades of the last 90 days. */
void driver_net_ratings(const struct driver_inputs *inputs, struct driver_figure *figure)
{
    double net = 0;
    size_t seen = 0;
    for (size_t i = 0; inputs->ratings != NULL && i < inputs->ratings->count; i++) {
        const struct rating_action *action = &inputs->ratings->items[i];
        if (inputs->now - action->when > DAYS_365)
            continue;
        seen++; /* there is coverage: no action is then a figure, too */
        if (inputs->now - action->when > DAYS_90)
            continue;
        net += action->move == MOVE_UPGRADE ? 1 : action->move == MOVE_DOWNGRADE ? -1 : 0;
        figure->source = action->source;
    }
    if (seen == 0)
        return;
    figure->value = amount_of(net);
    figure->as_of_day = date_new_york_day(inputs->now);
}

/* Mean change of the targets told in the last 90 days. */
void driver_targets(const struct driver_inputs *inputs, struct driver_figure *figure)
{
    double sum = 0;
    size_t count = 0;
    for (size_t i = 0; inputs->ratings != NULL && i < inputs->ratings->count; i++) {
        const struct rating_action *action = &inputs->ratings->items[i];
        struct amount change = rating_target_change(action);
        if (!change.known || inputs->now - action->when > DAYS_90)
            continue;
        sum += change.value;
        count++;
        figure->source = action->source;
    }
    if (count == 0)
        return;
    figure->value = amount_of(sum / (double)count);
    figure->as_of_day = date_new_york_day(inputs->now);
}

static void estimate_of(const struct driver_inputs *inputs, struct driver_figure *figure, bool revenue,
                        const char *period)
{
    const struct consensus *consensus = inputs->consensus;
    for (size_t i = 0; consensus != NULL && i < consensus->estimate_count; i++) {
        const struct estimate *estimate = &consensus->estimates[i];
        if (estimate->revenue != revenue || strcmp(estimate->period, period) != 0)
            continue;
        figure->value = estimate->mean;
        figure->change = amount_percent_change(estimate->mean, estimate->ago30);
        add_point(figure, estimate->ago90);
        add_point(figure, estimate->ago60);
        add_point(figure, estimate->ago30);
        add_point(figure, estimate->ago7);
        add_point(figure, estimate->mean);
        figure->source = consensus->source;
        figure->as_of_day = date_new_york_day(inputs->now);
    }
}

void driver_revenue_this_year(const struct driver_inputs *inputs, struct driver_figure *figure)
{
    estimate_of(inputs, figure, true, "0y");
}

void driver_revenue_next_year(const struct driver_inputs *inputs, struct driver_figure *figure)
{
    estimate_of(inputs, figure, true, "+1y");
}

void driver_earnings_this_year(const struct driver_inputs *inputs, struct driver_figure *figure)
{
    estimate_of(inputs, figure, false, "0y");
}

void driver_earnings_next_year(const struct driver_inputs *inputs, struct driver_figure *figure)
{
    estimate_of(inputs, figure, false, "+1y");
}

/* --- GPU supply --- */

static const struct gpu_model_row *flagship(const struct driver_inputs *inputs)
{
    for (size_t i = 0; inputs->gpu != NULL && i < inputs->gpu->row_count; i++)
        if (strcmp(inputs->gpu->rows[i].model, FLAGSHIP) == 0)
            return &inputs->gpu->rows[i];
    return NULL;
}

void driver_rent(const struct driver_inputs *inputs, struct driver_figure *figure)
{
    const struct gpu_model_row *row = flagship(inputs);
    if (row == NULL)
        return;
    figure->value = row->price;
    figure->change = row->change30d.known ? row->change30d : row->change7d;
    for (size_t i = row->trend_count > DRIVER_TREND ? row->trend_count - DRIVER_TREND : 0; i < row->trend_count;
         i++)
        add_point(figure, amount_of((double)row->trend[i]));
    figure->source = "GPU venues";
    figure->as_of_day = date_new_york_day(row->as_of);
}

/* Of the models that are followed: the share whose rent fell. */
void driver_price_cuts(const struct driver_inputs *inputs, struct driver_figure *figure)
{
    size_t told = 0, fell = 0;
    int64_t newest = 0;
    for (size_t i = 0; inputs->gpu != NULL && i < inputs->gpu->row_count; i++) {
        const struct gpu_model_row *row = &inputs->gpu->rows[i];
        struct amount change = row->change30d.known ? row->change30d : row->change7d;
        told += change.known;
        fell += change.known && change.value < -CUT_PERCENT;
        newest = change.known && row->as_of > newest ? row->as_of : newest;
    }
    if (told == 0)
        return;
    figure->value = amount_of(100.0 * (double)fell / (double)told);
    figure->source = "GPU venues";
    figure->as_of_day = date_new_york_day(newest);
}

void driver_index(const struct driver_inputs *inputs, struct driver_figure *figure)
{
    const struct gsi_fix *live = inputs->index != NULL ? gsi_live_of(inputs->index, GSI_BASKET) : NULL;
    if (live == NULL || !live->level.value.known)
        return;
    const struct gsi_series *series = gsi_series_of(inputs->index, GSI_BASKET);
    for (size_t i = series->count > DRIVER_TREND ? series->count - DRIVER_TREND : 0; i < series->count; i++)
        add_point(figure, series->fixes[i].value);
    figure->value = live->level.value;
    figure->change = gsi_change(inputs->index, GSI_BASKET, 30);
    figure->source = GSI_VERSION;
    figure->as_of_day = date_new_york_day(live->fix_at);
}

/* Days until an operator plans to have more of it: the longest that one tells. */
void driver_lead(const struct driver_inputs *inputs, struct driver_figure *figure)
{
    const struct gpu_model_row *row = flagship(inputs);
    for (size_t i = 0; row != NULL && i < row->book_count; i++) {
        const struct gpu_book *book = &row->books[i];
        if (!book->lead_days.known || (figure->value.known && figure->value.value >= book->lead_days.value))
            continue;
        figure->value = book->lead_days;
        figure->source = book->source;
        figure->as_of_day = date_new_york_day(book->seen_at);
    }
}

void driver_stock(const struct driver_inputs *inputs, struct driver_figure *figure)
{
    const struct gpu_model_row *row = flagship(inputs);
    if (row == NULL)
        return;
    figure->value = row->availability;
    figure->source = "GPU venues";
    figure->as_of_day = date_new_york_day(row->as_of);
}

/* How far spot rents lie below on-demand: wide when there is too much. */
void driver_spot_discount(const struct driver_inputs *inputs, struct driver_figure *figure)
{
    const struct gpu_model_row *row = flagship(inputs);
    if (row == NULL)
        return;
    figure->value = row->spot_discount;
    figure->source = "GPU venues";
    figure->as_of_day = date_new_york_day(row->as_of);
}

/* --- demand --- */

/* Of one buyer, the n-th newest quarter. */
static struct amount capex_of(const struct receivables *buyer, size_t n)
{
    return buyer != NULL && n < buyer->count ? buyer->quarters[n].capex.amount : AMOUNT_UNKNOWN;
}

/* Of all buyers; unknown when one is missing: a sum over fewer would look like a fall. */
static struct amount capex_of_all(const struct driver_inputs *inputs, size_t n)
{
    double sum = 0;
    for (size_t i = 0; i < DRIVER_BUYERS; i++) {
        struct amount capex = capex_of(inputs->buyers[i], n);
        if (!capex.known)
            return AMOUNT_UNKNOWN;
        sum += capex.value;
    }
    return amount_of(sum);
}

void driver_buyers_capex(const struct driver_inputs *inputs, struct driver_figure *figure)
{
    figure->value = capex_of_all(inputs, 0);
    figure->change = amount_percent_change(figure->value, capex_of_all(inputs, QUARTERS_4));
    for (size_t n = DRIVER_TREND; n > 0; n--)
        add_point(figure, capex_of_all(inputs, n - 1));
    if (!figure->value.known)
        return;
    figure->source = "sec_facts";
    for (size_t i = 0; i < DRIVER_BUYERS; i++) { /* as old as the oldest of them */
        int32_t day = inputs->buyers[i]->quarters[0].end_day;
        figure->as_of_day = figure->as_of_day == DATE_UNKNOWN || day < figure->as_of_day ? day : figure->as_of_day;
    }
}

/* They build faster than it grows. */
void driver_built_elsewhere(const struct driver_inputs *inputs, struct driver_figure *figure)
{
    struct driver_figure buyers = {.as_of_day = DATE_UNKNOWN};
    driver_buyers_capex(inputs, &buyers);
    if (inputs->quarters == NULL || inputs->quarters->count == 0)
        return;
    figure->value = amount_minus(buyers.change, inputs->quarters->quarters[0].revenue_yoy_percent);
    figure->source = figure->value.known ? buyers.source : "";
    figure->as_of_day = buyers.as_of_day;
}

static struct amount rpo(const struct receivables_quarter *quarter)
{
    return quarter->rpo.amount;
}

void driver_rpo(const struct driver_inputs *inputs, struct driver_figure *figure)
{
    by_quarter(inputs, figure, rpo, true);
}

/* Quarters of revenue that are contracted. */
static struct amount rpo_cover(const struct receivables_quarter *quarter)
{
    return amount_over(quarter->rpo.amount, quarter->revenue.amount);
}

void driver_rpo_cover(const struct driver_inputs *inputs, struct driver_figure *figure)
{
    by_quarter(inputs, figure, rpo_cover, false);
}

static struct amount rpo_beyond(const struct receivables_quarter *quarter)
{
    return quarter->rpo_timing.beyond24;
}

void driver_rpo_beyond(const struct driver_inputs *inputs, struct driver_figure *figure)
{
    by_quarter(inputs, figure, rpo_beyond, false);
}

/* --- quality --- */

static struct amount margin(const struct receivables_quarter *quarter)
{
    return quarter->gross_margin_percent;
}

void driver_margin(const struct driver_inputs *inputs, struct driver_figure *figure)
{
    by_quarter(inputs, figure, margin, false);
    if (figure->value.known && inputs->quarters->quarters[0].margin_note != NULL)
        figure->note = inputs->quarters->quarters[0].margin_note;
}

static struct amount dso(const struct receivables_quarter *quarter)
{
    return quarter->dso_days;
}

void driver_dso(const struct driver_inputs *inputs, struct driver_figure *figure)
{
    by_quarter(inputs, figure, dso, false);
}

static struct amount growth_gap(const struct receivables_quarter *quarter)
{
    return amount_minus(quarter->receivables_qoq_percent, quarter->revenue_qoq_percent);
}

void driver_growth_gap(const struct driver_inputs *inputs, struct driver_figure *figure)
{
    by_quarter(inputs, figure, growth_gap, false);
}

static struct amount cash_margin(const struct receivables_quarter *quarter)
{
    return share(quarter->operating_cash_flow.amount, quarter->revenue.amount);
}

void driver_operating_cash(const struct driver_inputs *inputs, struct driver_figure *figure)
{
    by_quarter(inputs, figure, cash_margin, false);
}

static struct amount free_cash(const struct receivables_quarter *quarter)
{
    return amount_minus(quarter->operating_cash_flow.amount, quarter->capex.amount);
}

void driver_free_cash(const struct driver_inputs *inputs, struct driver_figure *figure)
{
    by_quarter(inputs, figure, free_cash, false);
}

/* --- funding --- */

static struct amount capex_over_cash(const struct receivables_quarter *quarter)
{
    struct amount cash = quarter->operating_cash_flow.amount;
    return cash.known && cash.value > 0 ? amount_over(quarter->capex.amount, cash) : AMOUNT_UNKNOWN;
}

void driver_capex_over_cash(const struct driver_inputs *inputs, struct driver_figure *figure)
{
    by_quarter(inputs, figure, capex_over_cash, false);
}

static struct amount debt(const struct receivables_quarter *quarter)
{
    return quarter->debt.amount;
}

void driver_debt(const struct driver_inputs *inputs, struct driver_figure *figure)
{
    by_quarter(inputs, figure, debt, true);
}

/* Below 1 the business does not earn its interest; below 0 it earns nothing. */
static struct amount interest_cover(const struct receivables_quarter *quarter)
{
    struct amount interest = quarter->interest.amount;
    return interest.known && interest.value > 0 ? amount_over(quarter->operating_income.amount, interest)
                                                : AMOUNT_UNKNOWN;
}

void driver_interest(const struct driver_inputs *inputs, struct driver_figure *figure)
{
    by_quarter(inputs, figure, interest_cover, false);
}

/* Quarters until the cash is spent at the pace of the last one; a company that burns none has no such figure. */
static struct amount runway(const struct receivables_quarter *quarter)
{
    struct amount flow = free_cash(quarter);
    if (!flow.known || flow.value >= 0)
        return AMOUNT_UNKNOWN;
    return amount_over(quarter->cash.amount, amount_of(-flow.value));
}

void driver_runway(const struct driver_inputs *inputs, struct driver_figure *figure)
{
    by_quarter(inputs, figure, runway, false);
}

static void take_quote(struct driver_figure *figure, const struct quote *quote, struct amount change)
{
    if (quote == NULL || !quote->last.known)
        return;
    figure->value = quote->last;
    figure->change = change;
    figure->source = quote->source;
    figure->as_of_day = date_new_york_day(quote->as_of);
}

void driver_yield(const struct driver_inputs *inputs, struct driver_figure *figure)
{
    if (inputs->yield != NULL)
        take_quote(figure, inputs->yield, quote_change(inputs->yield));
}

void driver_credit(const struct driver_inputs *inputs, struct driver_figure *figure)
{
    if (inputs->credit != NULL)
        take_quote(figure, inputs->credit, quote_change_percent(inputs->credit));
}

static struct amount inventory(const struct receivables_quarter *quarter)
{
    return quarter->inventory.amount;
}

void driver_inventory(const struct driver_inputs *inputs, struct driver_figure *figure)
{
    by_quarter(inputs, figure, inventory, true);
}

static struct amount own_capex(const struct receivables_quarter *quarter)
{
    return quarter->capex.amount;
}

void driver_own_capex(const struct driver_inputs *inputs, struct driver_figure *figure)
{
    by_quarter(inputs, figure, own_capex, true);
}
