/* SPDX-License-Identifier: MIT
 * One row per column of the watchlist's table. */
#include "config.h"

#include "price_columns.h"

#include "base/date.h"
#include "base/format.h"
#include "base/text.h"
#include "draw/chart.h"
#include "position_columns.h"
#include "price_rows.h"
#include "view.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define TREND_STEP 8 /* columns */

#define OLD_INTERVALS  2  /* then a row is dim and its age marked */
#define AGED_INTERVALS 10 /* then its age stands in place of the change */
#define RANGE_WIDTH    12 /* of a range drawn as a bar */

static const struct quote no_quote = {.decimals = 2};

static const struct price_row *row_of(const void *row)
{
    return row;
}

static const struct quote *quote_of(const void *row)
{
    return row_of(row)->quote ? row_of(row)->quote : &no_quote;
}

static bool is_older_than(const struct price_row *row, int intervals)
{
    return row->quote && row->interval_seconds > 0 && !row->closed &&
           row->now - row->quote->fetched_at > (int64_t)intervals * row->interval_seconds;
}

/* When a quote turns old, and again when its age takes the place of the change, which then goes on ageing. */
int64_t quote_next_change(const struct quote *quote, int interval_seconds, int64_t now)
{
    int64_t next = 0;
    if (quote->as_of > 0 && quote->as_of <= now)
        next = format_age_next_change(quote->as_of, now);
    if (interval_seconds <= 0)
        return next;
    int64_t old_at = quote->fetched_at + (int64_t)OLD_INTERVALS * interval_seconds + 1;
    int64_t aged_at = quote->fetched_at + (int64_t)AGED_INTERVALS * interval_seconds + 1;
    if (old_at > now)
        next = notice_sooner(next, old_at);
    return notice_sooner(next, aged_at > now ? aged_at : format_age_next_change(quote->fetched_at, now));
}

bool price_columns_dim(const void *row)
{
    return row_of(row)->state == SLOT_STALE || is_older_than(row, OLD_INTERVALS);
}

const char *price_columns_note(const void *row)
{
    const struct price_row *price = row_of(row);
    if (price->quote && price->quote->not_found) {
        return "no such symbol at the provider";
    }
    return !price->quote && price->state == SLOT_LOADING ? "loading" : NULL;
}

bool quote_has_extended(const struct quote *quote)
{
    return quote->extended_last.known && quote->extended_as_of >= quote->as_of;
}

static struct amount extended_price(const void *row)
{
    return quote_has_extended(quote_of(row)) ? quote_of(row)->extended_last : AMOUNT_UNKNOWN;
}

static struct amount extended_percent(const void *row)
{
    return quote_has_extended(quote_of(row)) ? quote_extended_percent(quote_of(row)) : AMOUNT_UNKNOWN;
}

static struct amount change_percent(const void *row)
{
    return quote_change_percent(quote_of(row));
}

static struct amount change(const void *row)
{
    return quote_change(quote_of(row));
}

#define FIGURE(name)                                                                                               \
    static struct amount name(const void *row)                                                                     \
    {                                                                                                              \
        return quote_of(row)->name;                                                                                \
    }
FIGURE(last)
FIGURE(volume)
FIGURE(bid)
FIGURE(ask)
FIGURE(market_cap)
#undef FIGURE

static struct amount age(const void *row)
{
    const struct quote *quote = quote_of(row);
    return quote->as_of > 0 ? amount_of((double)(row_of(row)->now - quote->as_of)) : AMOUNT_UNKNOWN;
}

static void format_symbol(const void *row, char *text, size_t size)
{
    text_copy(text, size, row_of(row)->symbol);
}

static void format_last(const void *row, char *text, size_t size)
{
    char price[32];
    format_price(price, sizeof price, last(row), quote_of(row)->decimals);
    snprintf(text, size, "%s%s", quote_of(row)->doubted ? "?" : "", price);
}

static void format_age_cell(const void *row, char *text, size_t size)
{
    const struct quote *quote = quote_of(row);
    char plain[32] = FORMAT_UNKNOWN;
    if (row_of(row)->closed && quote->as_of > 0) {
        text_copy(text, size, "close");
        return;
    }
    if (quote->as_of > 0) {
        format_age(plain, sizeof plain, quote->as_of, row_of(row)->now);
    }
    snprintf(text, size, "%s%s", price_columns_dim(row) ? "~" : "", plain);
}

static void format_change_cell(const void *row, char *text, size_t size)
{
    if (is_older_than(row, AGED_INTERVALS)) {
        format_age(text, size, quote_of(row)->fetched_at, row_of(row)->now);
        return;
    }
    format_change(text, size, change(row), quote_of(row)->decimals);
}

static void format_change_percent(const void *row, char *text, size_t size)
{
    struct amount percent = change_percent(row);
    char figure[32];
    format_percent(figure, sizeof figure, percent, 2);
    snprintf(text, size, "%s%s", percent.known && percent.value > 0 ? "▲" : percent.value < 0 ? "▼" : "", figure);
}

static void format_extended(const void *row, char *text, size_t size)
{
    if (quote_of(row)->halted) {
        text_copy(text, size, "HALTED");
        return;
    }
    format_price(text, size, extended_price(row), quote_of(row)->decimals);
}

static void format_extended_percent(const void *row, char *text, size_t size)
{
    format_percent(text, size, extended_percent(row), 2);
}

static void format_volume(const void *row, char *text, size_t size)
{
    format_scaled(text, size, volume(row));
}

static void format_span(char *text, size_t size, struct amount low, struct amount high, unsigned decimals)
{
    char from[32], to[32];
    format_price(from, sizeof from, low, decimals);
    format_price(to, sizeof to, high, decimals);
    if (!low.known && !high.known) {
        text_copy(text, size, FORMAT_UNKNOWN);
        return;
    }
    snprintf(text, size, "%s-%s", from, to);
}

static void format_day_span(const void *row, char *text, size_t size)
{
    format_span(text, size, quote_of(row)->low, quote_of(row)->high, quote_of(row)->decimals);
}

static void format_year_span(const void *row, char *text, size_t size)
{
    format_span(text, size, quote_of(row)->year_low, quote_of(row)->year_high, quote_of(row)->decimals);
}

static void format_market_cap(const void *row, char *text, size_t size)
{
    format_scaled(text, size, market_cap(row));
}

static void format_source(const void *row, char *text, size_t size)
{
    const char *source = quote_of(row)->source;
    text_copy(text, size, source[0] ? source : FORMAT_UNKNOWN);
}

static void format_name(const void *row, char *text, size_t size)
{
    const char *name = quote_of(row)->name;
    text_copy(text, size, name[0] ? name : FORMAT_UNKNOWN);
}

/* In steps: else the table would be laid out anew, and drawn, at each quote of the morning. */
static int trend_width(const void *row)
{
    int count = (int)quote_of(row)->trend_count;
    return count > 1 ? (count + TREND_STEP - 1) / TREND_STEP * TREND_STEP : 0;
}

static void draw_trend(struct canvas *canvas, struct rect cell, const void *row)
{
    const struct quote *quote = quote_of(row);
    enum role role = price_columns_dim(row) ? ROLE_STALE : view_change_role(change(row));
    if (quote->trend_count > 1) {
        chart_spark(canvas, cell, 0, 0, cell.columns, quote->trend, quote->trend_count, role);
    }
}

static enum role role_of_day(const void *row)
{
    return view_change_role(change(row));
}

static enum role role_of_extended(const void *row)
{
    return quote_of(row)->halted ? ROLE_ALARM : view_change_role(extended_percent(row));
}

static enum role role_of_muted(const void *row)
{
    (void)row;
    return ROLE_MUTED;
}

static void format_group(const void *row, char *text, size_t size)
{
    text_copy(text, size, row_of(row)->group);
}

static int compare_symbols(const void *a, const void *b)
{
    return strcmp(row_of(a)->symbol, row_of(b)->symbol);
}

static int compare_sources(const void *a, const void *b)
{
    return strcmp(quote_of(a)->source, quote_of(b)->source);
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(quote_of(a)->name, quote_of(b)->name);
}

static struct amount spread(const void *row)
{
    return amount_minus(ask(row), bid(row));
}

static struct amount relative_volume(const void *row)
{
    return amount_over(volume(row), quote_of(row)->average_volume);
}

static void format_relative_volume(const void *row, char *text, size_t size)
{
    char figure[32];
    struct amount times = relative_volume(row);
    format_price(figure, sizeof figure, times, 2);
    snprintf(text, size, "%s%s", figure, times.known ? "x" : "");
}

/* Where the last price stands between two others, percent. */
static struct amount place_between(struct amount low, struct amount high, struct amount at)
{
    struct amount place = amount_over(amount_minus(at, low), amount_minus(high, low));
    return place.known ? amount_within(place.value * 100, 0, 100) : AMOUNT_UNKNOWN;
}

static struct amount place_in_day(const void *row)
{
    return place_between(quote_of(row)->low, quote_of(row)->high, last(row));
}

static struct amount place_in_year(const void *row)
{
    return place_between(quote_of(row)->year_low, quote_of(row)->year_high, last(row));
}

static void draw_place(struct canvas *canvas, struct rect cell, struct amount place, enum role role)
{
    int at = place.known ? (int)lround(place.value / 100 * (cell.columns - 1)) : -1;
    for (int i = 0; place.known && i < cell.columns; i++)
        canvas_put(canvas, cell, 0, i, i == at ? 0x25cf : 0x2500, i == at ? role : ROLE_MUTED, 0);
}

static void draw_day_bar(struct canvas *canvas, struct rect cell, const void *row)
{
    draw_place(canvas, cell, place_in_day(row), view_change_role(change(row)));
}

static void draw_year_bar(struct canvas *canvas, struct rect cell, const void *row)
{
    draw_place(canvas, cell, place_in_year(row), ROLE_TEXT);
}

static int day_bar_width(const void *row)
{
    return place_in_day(row).known ? RANGE_WIDTH : 0;
}

static int year_bar_width(const void *row)
{
    return place_in_year(row).known ? RANGE_WIDTH : 0;
}

/* Days from today, so that one can ask for earnings < 7. */
static struct amount days_to_earnings(const void *row)
{
    int64_t at = quote_of(row)->earnings_at;
    return at > 0 ? amount_of(date_new_york_day(at) - date_new_york_day(row_of(row)->now)) : AMOUNT_UNKNOWN;
}

static void format_earnings(const void *row, char *text, size_t size)
{
    char day[24];
    if (quote_of(row)->earnings_at <= 0) {
        text_copy(text, size, FORMAT_UNKNOWN);
        return;
    }
    format_month_day(day, sizeof day, quote_of(row)->earnings_at, row_of(row)->now);
    snprintf(text, size, "%s%s", day, quote_of(row)->earnings_estimated ? " est." : "");
}

static struct amount target(const void *row)
{
    return quote_of(row)->target_mean;
}

static struct amount upside(const void *row)
{
    return amount_percent_change(target(row), last(row));
}

static void format_upside(const void *row, char *text, size_t size)
{
    format_percent(text, size, upside(row), 1);
}

static enum role role_of_upside(const void *row)
{
    return view_change_role(upside(row));
}

static struct amount alarms(const void *row)
{
    return row_of(row)->quote ? amount_of(quote_of(row)->alarms) : AMOUNT_UNKNOWN;
}

static void format_alarms(const void *row, char *text, size_t size)
{
    if (quote_of(row)->alarms > 0)
        snprintf(text, size, "!%u", quote_of(row)->alarms);
    else
        text[0] = '\0';
}

static enum role role_of_alarms(const void *row)
{
    (void)row;
    return ROLE_ALARM;
}

static void format_currency(const void *row, char *text, size_t size)
{
    const char *currency = quote_of(row)->currency;
    text_copy(text, size, currency[0] ? currency : FORMAT_UNKNOWN);
}

static int compare_currencies(const void *a, const void *b)
{
    return strcmp(quote_of(a)->currency, quote_of(b)->currency);
}

static int compare_groups(const void *a, const void *b)
{
    return strcmp(row_of(a)->group, row_of(b)->group);
}

#define PRICE_CELL(name)                                                                                           \
    static void format_##name(const void *row, char *text, size_t size)                                            \
    {                                                                                                              \
        format_price(text, size, name(row), quote_of(row)->decimals);                                              \
    }
PRICE_CELL(bid)
PRICE_CELL(ask)
PRICE_CELL(spread)
PRICE_CELL(target)
#undef PRICE_CELL

/* --- the registry --- */

static const struct price_column registry[] = {
    {{"SYM", 5, 0, ALIGN_LEFT, 0, true, format_symbol, NULL, compare_symbols, NULL, NULL, NULL}, true, "symbol"},
    {{"LAST", 7, 0, ALIGN_RIGHT, 0, true, format_last, last, NULL, role_of_day, NULL, NULL},
     true,
     "last price of the regular session"},
    {{"CHG", 6, 0, ALIGN_RIGHT, 3, true, format_change_cell, change, NULL, role_of_day, NULL, NULL},
     true,
     "change since the prior close"},
    {{"CHG%", 8, 0, ALIGN_RIGHT, 1, true, format_change_percent, change_percent, NULL, role_of_day, NULL, NULL},
     true,
     "the same in percent"},
    {{"PRE/POST", 8, 0, ALIGN_RIGHT, 5, true, format_extended, extended_price, NULL, role_of_extended, NULL, NULL},
     true,
     "price before or after hours; HALTED"},
    {{"EXT%", 7, 0, ALIGN_RIGHT, 8, true, format_extended_percent, extended_percent, NULL, role_of_extended, NULL,
      NULL},
     true,
     "its change since the last price, percent"},
    {{"VOL", 5, 0, ALIGN_RIGHT, 2, true, format_volume, volume, NULL, NULL, NULL, NULL}, true, "shares today"},
    {{"TREND", 5, 1, ALIGN_LEFT, 4, false, NULL, NULL, NULL, NULL, draw_trend, trend_width},
     true,
     "prices of the last day as observed"},
    {{"MCAP", 5, 0, ALIGN_RIGHT, 7, true, format_market_cap, market_cap, NULL, NULL, NULL, NULL},
     true,
     "market value"},
    {{"AGE", 5, 0, ALIGN_RIGHT, 6, true, format_age_cell, age, NULL, role_of_muted, NULL, NULL},
     true,
     "since the last trade"},
    {{"BID", 7, 0, ALIGN_RIGHT, 9, true, format_bid, bid, NULL, NULL, NULL, NULL}, true, "best bid"},
    {{"ASK", 7, 0, ALIGN_RIGHT, 9, true, format_ask, ask, NULL, NULL, NULL, NULL}, true, "best offer"},
    {{"DAY RANGE", 13, 0, ALIGN_RIGHT, 10, true, format_day_span, place_in_day, NULL, NULL, NULL, NULL},
     true,
     "low and high of the day; its figure: where the last price stands between, percent"},
    {{"52W RANGE", 13, 0, ALIGN_RIGHT, 11, true, format_year_span, place_in_year, NULL, NULL, NULL, NULL},
     true,
     "the same of 52 weeks"},
    {{"NAME", 10, 2, ALIGN_LEFT, 12, false, format_name, NULL, compare_names, role_of_muted, NULL, NULL},
     true,
     "company"},
    {{"GROUP", 6, 1, ALIGN_LEFT, 14, false, format_group, NULL, compare_groups, role_of_muted, NULL, NULL},
     true,
     "group of the watchlist; a filter that names it looks through all groups"},
    {{"SOURCE", 6, 1, ALIGN_LEFT, 13, false, format_source, NULL, compare_sources, role_of_muted, NULL, NULL},
     true,
     "who said so"},
    {{"SPREAD", 6, 0, ALIGN_RIGHT, 9, true, format_spread, spread, NULL, NULL, NULL, NULL}, false, "ask less bid"},
    {{"RVOL", 6, 0, ALIGN_RIGHT, 6, true, format_relative_volume, relative_volume, NULL, NULL, NULL, NULL},
     false,
     "volume against the usual one of a whole day"},
    {{"DAY BAR", RANGE_WIDTH, 0, ALIGN_LEFT, 10, false, NULL, place_in_day, NULL, NULL, draw_day_bar,
      day_bar_width},
     false,
     "the day's range as a bar"},
    {{"52W BAR", RANGE_WIDTH, 0, ALIGN_LEFT, 11, false, NULL, place_in_year, NULL, NULL, draw_year_bar,
      year_bar_width},
     false,
     "the range of 52 weeks as a bar"},
    {{"EARNINGS", 8, 0, ALIGN_RIGHT, 6, true, format_earnings, days_to_earnings, NULL, NULL, NULL, NULL},
     false,
     "next earnings, est. when not confirmed; its figure: days from today"},
    {{"TARGET", 7, 0, ALIGN_RIGHT, 6, true, format_target, target, NULL, NULL, NULL, NULL},
     false,
     "the analysts' mean target"},
    {{"UPSIDE", 7, 0, ALIGN_RIGHT, 6, true, format_upside, upside, NULL, role_of_upside, NULL, NULL},
     false,
     "from the last price to it, percent"},
    {{"A/R", 3, 0, ALIGN_RIGHT, 5, true, format_alarms, alarms, NULL, role_of_alarms, NULL, NULL},
     false,
     "receivables rules that the last filings rang"},
    {{"CCY", 3, 0, ALIGN_LEFT, 8, true, format_currency, NULL, compare_currencies, role_of_muted, NULL, NULL},
     false,
     "currency of the quote"},
};
#define REGISTERED (sizeof registry / sizeof registry[0])

const struct price_column *price_column_at(size_t index)
{
    size_t more;
    const struct price_column *of_positions = position_columns(&more);
    if (index < REGISTERED)
        return &registry[index];
    return index - REGISTERED < more ? &of_positions[index - REGISTERED] : NULL;
}
