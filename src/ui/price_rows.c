/* SPDX-License-Identifier: MIT
 * Columns of the watchlist. */
#include "config.h"

#include "price_rows.h"

#include "base/format.h"
#include "base/text.h"
#include "draw/chart.h"
#include "model/calendar.h"
#include "view.h"

#include <stdio.h>
#include <string.h>

#define TREND_STEP 8 /* columns */

#define SESSION_TRUSTED_SECONDS 1800

#define OLD_INTERVALS  2  /* then a row is dim and its age marked */
#define AGED_INTERVALS 10 /* then its age stands in place of the change */

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

static bool is_dim(const void *row)
{
    return row_of(row)->state == SLOT_STALE || is_older_than(row, OLD_INTERVALS);
}

static const char *note_of(const void *row)
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
    snprintf(text, size, "%s%s", is_dim(row) ? "~" : "", plain);
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

static void format_bid(const void *row, char *text, size_t size)
{
    format_price(text, size, bid(row), quote_of(row)->decimals);
}

static void format_ask(const void *row, char *text, size_t size)
{
    format_price(text, size, ask(row), quote_of(row)->decimals);
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
    enum role role = is_dim(row) ? ROLE_STALE : view_change_role(change(row));
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

static const struct column columns[] = {
    {"SYM", 5, 0, ALIGN_LEFT, 0, true, format_symbol, NULL, compare_symbols, NULL, NULL, NULL},
    {"LAST", 7, 0, ALIGN_RIGHT, 0, true, format_last, last, NULL, role_of_day, NULL, NULL},
    {"CHG", 6, 0, ALIGN_RIGHT, 3, true, format_change_cell, change, NULL, role_of_day, NULL, NULL},
    {"CHG%", 8, 0, ALIGN_RIGHT, 1, true, format_change_percent, change_percent, NULL, role_of_day, NULL, NULL},
    {"PRE/POST", 8, 0, ALIGN_RIGHT, 5, true, format_extended, extended_price, NULL, role_of_extended, NULL, NULL},
    {"EXT%", 7, 0, ALIGN_RIGHT, 8, true, format_extended_percent, extended_percent, NULL, role_of_extended, NULL,
     NULL},
    {"VOL", 5, 0, ALIGN_RIGHT, 2, true, format_volume, volume, NULL, NULL, NULL, NULL},
    {"TREND", 5, 1, ALIGN_LEFT, 4, false, NULL, NULL, NULL, NULL, draw_trend, trend_width},
    {"MCAP", 5, 0, ALIGN_RIGHT, 7, true, format_market_cap, market_cap, NULL, NULL, NULL, NULL},
    {"AGE", 5, 0, ALIGN_RIGHT, 6, true, format_age_cell, age, NULL, role_of_muted, NULL, NULL},
    {"BID", 7, 0, ALIGN_RIGHT, 9, true, format_bid, bid, NULL, NULL, NULL, NULL},
    {"ASK", 7, 0, ALIGN_RIGHT, 9, true, format_ask, ask, NULL, NULL, NULL, NULL},
    {"DAY RANGE", 13, 0, ALIGN_RIGHT, 10, true, format_day_span, NULL, NULL, NULL, NULL, NULL},
    {"52W RANGE", 13, 0, ALIGN_RIGHT, 11, true, format_year_span, NULL, NULL, NULL, NULL, NULL},
    {"NAME", 10, 2, ALIGN_LEFT, 12, false, format_name, NULL, compare_names, role_of_muted, NULL, NULL},
    {"GROUP", 6, 1, ALIGN_LEFT, 14, false, format_group, NULL, NULL, role_of_muted, NULL, NULL},
    {"SOURCE", 6, 1, ALIGN_LEFT, 13, false, format_source, NULL, compare_sources, role_of_muted, NULL, NULL},
};

/* A provider knows its own market better than our calendar: another exchange, a halt, the simulator that never
 * closes. But only what it said lately counts. */
static bool knows_its_market(const struct quote *quote, int64_t now)
{
    return quote != NULL && quote->session != SESSION_UNKNOWN && now - quote->fetched_at < SESSION_TRUSTED_SECONDS;
}

enum market_session price_rows_session(const struct view *view)
{
    const struct quote *quote = view_quote(view, view_symbol(view));
    if (knows_its_market(quote, view->now))
        return quote->session;
    return calendar_known(view->now) ? calendar_session(view->now) : SESSION_REGULAR;
}

static bool is_closed(const struct view *view, const struct quote *quote)
{
    if (knows_its_market(quote, view->now))
        return quote->session == SESSION_CLOSED;
    return calendar_known(view->now) && calendar_session(view->now) == SESSION_CLOSED;
}

struct table price_rows_table(const struct view *view, struct arena *arena)
{
    struct table table = {.columns = columns,
                          .column_count = sizeof columns / sizeof columns[0],
                          .row_size = sizeof(struct price_row),
                          .note = note_of,
                          .dim = is_dim};
    if (!view->watchlist || view->group >= view->watchlist->count) {
        return table;
    }
    const struct watch_group *group = &view->watchlist->groups[view->group];
    const struct slot *slot = view_slot(view, DATASET_QUOTES, "");
    struct price_row *rows = arena_array(arena, group->count + 1, sizeof *rows);
    for (size_t i = 0; i < group->count; i++) {
        rows[i] = (struct price_row){
            .symbol = group->symbols[i],
            .group = group->name,
            .quote = view_quote(view, group->symbols[i]),
            .state = slot_state(slot, view->now),
            .interval_seconds = slot ? slot->interval_seconds : 0,
            .now = view->now,
            .closed = is_closed(view, view_quote(view, group->symbols[i])),
        };
    }
    table.rows = rows;
    table.row_count = group->count;
    return table;
}
