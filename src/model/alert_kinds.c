/* SPDX-License-Identifier: MIT
 * What alert rules can be about. */
#include "config.h"

#include "model/alert.h"

#define EVENT(kind) (1U << EVENT_##kind)
#define EVERY_EVENT (((1U << EVENT_KINDS) - 1) & ~EVENT(ALERT))
#define SYMBOLS     (ALERT_SYMBOL | ALERT_GROUP | ALERT_ANY)

/* --- figures of quotes --- */

static struct amount last(const struct quote *quote)
{
    return quote->last;
}

static struct amount extended(const struct quote *quote)
{
    return quote->extended_last;
}

static struct amount volume_ratio(const struct quote *quote)
{
    return amount_over(quote->volume, quote->average_volume);
}

static struct amount gap(const struct quote *quote)
{
    return amount_percent_change(quote->open, quote->prior_close);
}

static struct amount from_year_high(const struct quote *quote)
{
    return amount_percent_change(quote->last, quote->year_high);
}

static struct amount from_year_low(const struct quote *quote)
{
    return amount_percent_change(quote->last, quote->year_low);
}

/* --- the same out of daily bars, for trials over the past --- */

static struct amount close_of(const struct bars *bars, size_t index)
{
    return amount_of(bars->items[index].close);
}

static struct amount change_of_bar(const struct bars *bars, size_t index)
{
    return index == 0 ? AMOUNT_UNKNOWN : amount_percent_change(close_of(bars, index), close_of(bars, index - 1));
}

static struct amount gap_of_bar(const struct bars *bars, size_t index)
{
    return index == 0 ? AMOUNT_UNKNOWN
                      : amount_percent_change(amount_of(bars->items[index].open), close_of(bars, index - 1));
}

/* --- of GPU models --- */

static struct amount rent(const struct gpu_model_row *row)
{
    return row->price;
}

static struct amount rent_change(const struct gpu_model_row *row)
{
    return row->change7d;
}

static struct amount availability(const struct gpu_model_row *row)
{
    return row->availability;
}

/* --- of the shortage index --- */

static struct amount index_value(const struct gsi_index *index)
{
    const struct gsi_fix *live = gsi_live_of(index, GSI_BASKET);
    return live != NULL ? live->level.value : AMOUNT_UNKNOWN;
}

static struct amount index_change(const struct gsi_index *index)
{
    return gsi_change(index, GSI_BASKET, 7);
}

/* --- of quarters, newest first --- */

static struct amount dso(const struct receivables *receivables)
{
    return receivables->count > 0 ? receivables->quarters[0].dso_days : AMOUNT_UNKNOWN;
}

static struct amount dso_change(const struct receivables *receivables)
{
    if (receivables->count < 2)
        return AMOUNT_UNKNOWN;
    return amount_minus(receivables->quarters[0].dso_days, receivables->quarters[1].dso_days);
}

static struct amount margin(const struct receivables *receivables)
{
    return receivables->count > 0 ? receivables->quarters[0].gross_margin_percent : AMOUNT_UNKNOWN;
}

static struct amount receivables_growth(const struct receivables *receivables)
{
    return receivables->count > 0 ? receivables->quarters[0].receivables_qoq_percent : AMOUNT_UNKNOWN;
}

static const struct alert_kind kinds[] = {
    {.name = "price",
     .scopes = SYMBOLS | ALERT_MODEL,
     .unit = "",
     .words = "",
     .of_quote = last,
     .of_model = rent,
     .of_bars = close_of,
     .help = "the last price, or a GPU model's median rent in $ per GPU-hour"},
    {.name = "change",
     .scopes = SYMBOLS | ALERT_MODEL,
     .unit = "%",
     .words = "",
     .of_quote = quote_change_percent,
     .of_model = rent_change,
     .of_bars = change_of_bar,
     .help = "against the prior close; of a GPU model over 7 days"},
    {.name = "extended",
     .scopes = SYMBOLS,
     .unit = "",
     .words = "",
     .of_quote = extended,
     .help = "the price before or after hours"},
    {.name = "extended change",
     .scopes = SYMBOLS,
     .unit = "%",
     .words = "",
     .of_quote = quote_extended_percent,
     .help = "before or after hours, against the last price"},
    {.name = "volume",
     .scopes = SYMBOLS,
     .unit = "x",
     .words = "",
     .of_quote = volume_ratio,
     .help = "today's volume over the average day's"},
    {.name = "gap",
     .scopes = SYMBOLS,
     .unit = "%",
     .words = "",
     .of_quote = gap,
     .of_bars = gap_of_bar,
     .help = "the open against the prior close"},
    {.name = "from high",
     .scopes = SYMBOLS,
     .unit = "%",
     .words = "",
     .of_quote = from_year_high,
     .help = "the last price against the 52-week high"},
    {.name = "from low",
     .scopes = SYMBOLS,
     .unit = "%",
     .words = "",
     .of_quote = from_year_low,
     .help = "the last price against the 52-week low"},
    {.name = "move",
     .scopes = SYMBOLS,
     .events = EVENT(PRICE),
     .unit = "",
     .words = "step gap high low volume",
     .help = "a price event: a step, a gap, a new 52-week high or low, a volume surge"},
    {.name = "rating",
     .scopes = SYMBOLS,
     .events = EVENT(RATING) | EVENT(TARGET),
     .unit = "",
     .words = "upgrade downgrade initiate reiterate maintain drop",
     .help = "an analyst's action"},
    {.name = "target",
     .scopes = SYMBOLS,
     .events = EVENT(RATING) | EVENT(TARGET),
     .event_value = true,
     .unit = "%",
     .words = "",
     .help = "an analyst's new target against the old one"},
    {.name = "estimate",
     .scopes = SYMBOLS,
     .events = EVENT(ESTIMATE),
     .event_value = true,
     .unit = "%",
     .words = NULL,
     .help = "a revision of an estimate"},
    {.name = "consensus",
     .scopes = SYMBOLS,
     .events = EVENT(CONSENSUS),
     .unit = "",
     .words = NULL,
     .help = "the consensus, or the number of analysts, changed"},
    {.name = "dso",
     .scopes = SYMBOLS,
     .unit = "days",
     .words = "",
     .of_quarters = dso,
     .help = "days of sales outstanding in the newest quarter"},
    {.name = "dso change",
     .scopes = SYMBOLS,
     .unit = "days",
     .words = "",
     .of_quarters = dso_change,
     .help = "against the quarter before"},
    {.name = "margin",
     .scopes = SYMBOLS,
     .unit = "%",
     .words = "",
     .of_quarters = margin,
     .help = "gross margin of the newest quarter"},
    {.name = "receivables",
     .scopes = SYMBOLS,
     .unit = "%",
     .words = "",
     .of_quarters = receivables_growth,
     .help = "receivables against the quarter before"},
    {.name = "disclosure",
     .scopes = SYMBOLS,
     .events = EVENT(RECEIVABLES),
     .unit = "",
     .words = NULL,
     .help = "an alarm out of a filing's figures"},
    {.name = "filing",
     .scopes = SYMBOLS,
     .events = EVENT(FILING),
     .unit = "",
     .words = NULL,
     .help = "a new filing, by form and items: filing 8-K item 1.01"},
    {.name = "news",
     .scopes = SYMBOLS,
     .events = EVENT(NEWS),
     .unit = "",
     .words = NULL,
     .help = "a headline that says these words"},
    {.name = "stock",
     .scopes = ALERT_MODEL | ALERT_ANY,
     .events = EVENT(GPU),
     .unit = "",
     .words = NULL,
     .help = "GPUs in stock at a venue or not: stock none, stock some"},
    {.name = "availability",
     .scopes = ALERT_MODEL,
     .unit = "%",
     .words = "",
     .of_model = availability,
     .help = "share of the venues that have the GPU model"},
    {.name = "label",
     .scopes = ALERT_INDEX,
     .events = EVENT(INDEX),
     .unit = "",
     .words = NULL,
     .help = "the GPU shortage index gets this label"},
    {.name = "value",
     .scopes = ALERT_INDEX,
     .unit = "",
     .words = "",
     .of_index = index_value,
     .help = "the GPU shortage index, 0 to 100"},
    {.name = "drift",
     .scopes = ALERT_INDEX,
     .unit = "points",
     .words = "",
     .of_index = index_change,
     .help = "the GPU shortage index over 7 days"},
    {.name = "provider",
     .scopes = ALERT_SOURCE | ALERT_ANY,
     .events = EVENT(PROVIDER),
     .unit = "",
     .words = "down back",
     .help = "a source fails for long, or answers again"},
    {.name = "event",
     .scopes = SYMBOLS,
     .events = EVERY_EVENT,
     .unit = "",
     .words = NULL,
     .help = "any event that says these words"},
};

const struct alert_kind *alert_kinds(size_t *count)
{
    *count = sizeof kinds / sizeof kinds[0];
    return kinds;
}
