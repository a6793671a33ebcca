/* SPDX-License-Identifier: MIT
 * The price pane: the watchlist, under it the chart of the selected symbol; opened, all figures of the quote. The
 * selection here is the program's global symbol. */
#include "config.h"

#include "panes.h"

#include "base/format.h"
#include "base/text.h"
#include "chart_compare.h"
#include "chart_cursor.h"
#include "chart_second.h"
#include "chart_window.h"
#include "listing.h"
#include "model/calendar.h"
#include "pane_reports.h"
#include "position_columns.h"
#include "price_chart.h"
#include "price_rows.h"
#include "sheet.h"
#include "ui/screen.h"
#include "view.h"

#include <stdio.h>
#include <string.h>

#define DETAIL_SHEET_ROWS 15
#define DETAIL_SIDE       40 /* columns of the figures when the chart stands beside them */
#define DETAIL_SIDE_LEAST 100

static void subtitle(const struct view *view, char *text, size_t size)
{
    bool grouped = view->watchlist && view->group < view->watchlist->count;
    text_copy(text, size, grouped ? view->watchlist->groups[view->group].name : "");
}

/* The table's selection follows the global symbol, which other panes and commands change too. */
static void follow_symbol(const struct view *view, const struct table *table)
{
    const struct price_row *rows = table->rows;
    const struct price_row *marked = table_selected(table, &view->state->table);
    if (marked && strcmp(marked->symbol, view_symbol(view)) == 0) {
        return; /* a symbol may stand in several groups */
    }
    for (size_t i = 0; i < table->row_count; i++) {
        if (strcmp(rows[i].symbol, view_symbol(view)) == 0) {
            table_select(table, &view->state->table, &rows[i]);
        }
    }
}

static void market_words(const struct view *view, char *text, size_t size)
{
    enum market_session session = price_rows_session(view);
    if (session == SESSION_REGULAR) {
        text[0] = '\0';
        return;
    }
    snprintf(text, size, session == SESSION_CLOSED ? "market closed" : "market %s", session_name(session));
}

/* The table takes what its rows need, the chart the rest; a low pane has no chart. */
static int table_rows(const struct rect *area, const struct table *table)
{
    int wanted = (int)table->row_count + 1;
    int half = area->rows / 2 > 5 ? area->rows / 2 : 5;
    int rows = wanted < half ? wanted : half;
    return area->rows - rows < PRICE_CHART_LEAST_ROWS ? area->rows : rows;
}

static void draw_list(struct canvas *canvas, struct rect area, const struct view *view, const struct table *table)
{
    if (table->row_count == 0) {
        canvas_text(canvas, area, 0, 0, area.columns, ROLE_MUTED, 0, "no symbols in this group; + adds one");
        return;
    }
    bool totals = view->positions && view->positions->count > 0 && position_columns_shown(table);
    int rows = table_rows(&area, table);
    if (totals && area.rows > 4) {
        rows -= rows == area.rows;
        position_totals_draw(canvas, rect_below(area, rows), view);
        table_draw(canvas, rect_top(area, rows), table, &view->state->table, view->focused);
        price_chart_draw(canvas, rect_below(area, rows + 1), view);
        return;
    }
    table_draw(canvas, rect_top(area, rows), table, &view->state->table, view->focused);
    price_chart_draw(canvas, rect_below(area, rows), view);
}

static void add_price(struct sheet *sheet, const char *label, struct amount price, const struct quote *quote)
{
    char text[32];
    format_price(text, sizeof text, price, quote->decimals);
    sheet_field(sheet, label, ROLE_TEXT, text);
}

static void add_scaled(struct sheet *sheet, const char *label, struct amount amount)
{
    char text[32];
    format_scaled(text, sizeof text, amount);
    sheet_field(sheet, label, ROLE_TEXT, text);
}

static void add_last(struct sheet *sheet, const struct quote *quote)
{
    char last[32], change[32], percent[32];
    struct amount difference = quote_change(quote);
    format_price(last, sizeof last, quote->last, quote->decimals);
    format_change(change, sizeof change, difference, quote->decimals);
    format_percent(percent, sizeof percent, quote_change_percent(quote), 2);
    sheet_print(sheet, "last", view_change_role(difference), "%s %s  %s%s  %s", last, quote->currency,
                view_change_mark(difference), change, percent);
}

static void add_extended(struct sheet *sheet, const struct quote *quote)
{
    char price[32], percent[32], stamp[48];
    struct amount change = quote_extended_percent(quote);
    format_price(price, sizeof price, quote->extended_last, quote->decimals);
    format_percent(percent, sizeof percent, change, 2);
    format_stamp(stamp, sizeof stamp, quote->extended_as_of);
    if (quote->extended_last.known) {
        const char *session = session_name(quote->extended_session);
        sheet_print(sheet, session[0] ? session : "extended hours", view_change_role(change), "%s  %s%s  %s", price,
                    view_change_mark(change), percent, stamp);
    } else {
        sheet_field(sheet, "pre/post market", ROLE_TEXT, "");
    }
}

static void add_span(struct sheet *sheet, const char *label, struct amount low, struct amount high,
                     const struct quote *quote)
{
    char from[32], to[32];
    format_price(from, sizeof from, low, quote->decimals);
    format_price(to, sizeof to, high, quote->decimals);
    sheet_print(sheet, label, ROLE_TEXT, "%s to %s", from, to);
}

static void add_origin(struct sheet *sheet, const struct quote *quote, int64_t now)
{
    char text[128], delay[48];
    view_origin(text, sizeof text, quote->source, quote->as_of, now);
    sheet_field(sheet, "source, trade", ROLE_TEXT, text);
    view_origin(text, sizeof text, "", quote->fetched_at, now);
    sheet_field(sheet, "received", ROLE_TEXT, text);
    snprintf(delay, sizeof delay, "delayed %d minutes", quote->delay_minutes);
    sheet_field(sheet, "delay", ROLE_TEXT,
                quote->delay_minutes < 0    ? "not said by the provider"
                : quote->delay_minutes == 0 ? "real time"
                                            : delay);
}

static void add_opinion(struct sheet *sheet, const struct quote *quote, int64_t now)
{
    char price[32], percent[32], origin[128];
    if (quote->other_at == 0)
        return;
    format_price(price, sizeof price, quote->other_last, quote->decimals);
    format_percent(percent, sizeof percent, quote->other_percent, 2);
    view_origin(origin, sizeof origin, quote->other_source, quote->other_at, now);
    sheet_print(sheet, "second opinion", quote->doubted ? ROLE_WARNING : ROLE_TEXT, "%s  %s  %s", price,
                quote->doubted               ? "DISAGREES"
                : quote->other_percent.known ? percent
                                             : "not of the same time",
                origin);
}

static void add_earnings(struct sheet *sheet, const struct quote *quote)
{
    char stamp[48];
    format_stamp(stamp, sizeof stamp, quote->earnings_at);
    sheet_print(sheet, "next earnings", ROLE_TEXT, "%s%s", quote->earnings_at ? stamp : FORMAT_UNKNOWN,
                quote->earnings_at && quote->earnings_estimated ? " (estimated)" : "");
}

static void fill_quote(struct sheet *sheet, const struct quote *quote, int64_t now)
{
    sheet_print(sheet, "", ROLE_HEADING, "%s  %s", quote->symbol, quote->name);
    if (quote->halted) {
        sheet_text(sheet, ROLE_ALARM, "trading is HALTED");
    }
    if (quote->split_ratio > 0) {
        sheet_print(sheet, "split", ROLE_WARNING,
                    quote->split_ratio >= 1 ? "%g new shares for 1, today" : "1 new share for %g, today",
                    quote->split_ratio >= 1 ? quote->split_ratio : 1 / quote->split_ratio);
    }
    if (quote->split_unchecked) {
        sheet_text(sheet, ROLE_WARNING, "change withheld: it may be a split, which the chart will tell");
    }
    add_last(sheet, quote);
    add_extended(sheet, quote);
    add_price(sheet, "prior close", quote->prior_close, quote);
    add_price(sheet, "open", quote->open, quote);
    add_span(sheet, "day range", quote->low, quote->high, quote);
    add_span(sheet, "52 weeks", quote->year_low, quote->year_high, quote);
    add_span(sheet, "bid, ask", quote->bid, quote->ask, quote);
    add_scaled(sheet, "volume", quote->volume);
    add_scaled(sheet, "usual volume", quote->average_volume);
    add_scaled(sheet, "market value", quote->market_cap);
    add_earnings(sheet, quote);
    sheet_field(sheet, "exchange", ROLE_TEXT, quote->exchange);
    sheet_field(sheet, "session", ROLE_TEXT, session_name(quote->session));
    add_origin(sheet, quote, now);
    add_opinion(sheet, quote, now);
}

static void draw_detail(struct canvas *canvas, struct rect area, const struct view *view,
                        const struct notice *notice)
{
    const struct quote *quote = view_quote(view, view_symbol(view));
    if (!quote || quote->not_found) {
        if (quote) {
            canvas_printf(canvas, area, 0, 0, ROLE_WARNING, 0, "%s: no such symbol at the provider", quote->symbol);
        } else {
            notice_fill(canvas, area, notice);
        }
        return;
    }
    struct sheet sheet;
    sheet_init(&sheet);
    fill_quote(&sheet, quote, view->now);
    struct rect figures = area, chart = area;
    if (area.columns >= DETAIL_SIDE_LEAST) {
        figures.columns = DETAIL_SIDE;
        chart.column += DETAIL_SIDE + 2;
        chart.columns -= DETAIL_SIDE + 2;
    } else {
        int rows = area.rows > 2 * DETAIL_SHEET_ROWS ? DETAIL_SHEET_ROWS + 3 : area.rows / 2;
        rows = area.rows - rows < PRICE_CHART_LEAST_ROWS ? area.rows : rows;
        figures = rect_top(area, rows);
        chart = rect_below(area, rows);
    }
    sheet_draw(canvas, figures, &sheet, &view->state->detail_top);
    price_chart_draw(canvas, chart, view);
    sheet_clear(&sheet);
}

static void draw(struct canvas *canvas, struct rect area, const struct view *view)
{
    struct arena arena;
    arena_init(&arena);
    struct table table = price_rows_table(view, &arena);
    struct notice notice;
    char market[48];
    follow_symbol(view, &table);
    market_words(view, market, sizeof market);
    notice_make(&notice, view->snapshot, view_slot(view, DATASET_QUOTES, ""), "quotes",
                "the provider reports no quotes", view->now);
    area = notice_footer(canvas, area, &notice, market);
    if (view->state->detail) {
        draw_detail(canvas, area, view, &notice);
    } else {
        draw_list(canvas, area, view, &table);
    }
    arena_clear(&arena);
}

/* Sorting moves rows, not the selection; in an open detail the keys scroll. */
static bool chooses_symbol(enum action_id action, bool was_open)
{
    return !was_open && action != ACTION_SORT && action != ACTION_REVERSE;
}

static unsigned act(struct view *view, enum action_id action, struct screen *screen)
{
    struct arena arena;
    arena_init(&arena);
    struct table table = price_rows_table(view, &arena);
    bool was_open = view->state->detail;
    follow_symbol(view, &table);
    size_t moved = view->state->window.pan;
    if (chart_cursor_act(view->state, action) || chart_window_act(view, action)) {
        if (action == ACTION_CHART_OLDER && view->state->window.pan == moved && screen)
            screen_say(screen, ROLE_STATUS, "no older bars of this length are held; t asks for a longer range");
        arena_clear(&arena);
        return OUTCOME_REDRAW;
    }
    unsigned outcome = view_detail_act(view->state, action);
    if (outcome == OUTCOME_NONE && !was_open) {
        outcome = table_act(&table, &view->state->table, action);
    }
    const struct price_row *row = table_selected(&table, &view->state->table);
    /* ACTION_NONE: the filter was changed and may hide the symbol; the marked row's is taken then. */
    bool chosen = (outcome != OUTCOME_NONE || action == ACTION_NONE) && chooses_symbol(action, was_open);
    if (chosen && row && strcmp(row->symbol, view_symbol(view)) != 0) {
        view->symbol = row->symbol;
        outcome |= OUTCOME_FOCUS;
    }
    arena_clear(&arena);
    return outcome;
}

static bool sort(const struct view *view, const char *order, struct error *err)
{
    struct arena arena;
    arena_init(&arena);
    struct table table = price_rows_table(view, &arena);
    bool good = table_sort(&table, &view->state->table, order, err);
    arena_clear(&arena);
    return good;
}

static size_t rows(const struct view *view)
{
    return listing_count(view, price_rows_table, &view->state->table);
}

/* What lies over the chart, or is compared on it. */
static size_t wants(const struct view *view, struct want *wanted, size_t most)
{
    size_t count = chart_second_wants(view, wanted, most);
    return count + chart_compare_wants(view, wanted + count, most - count);
}

static void provenance(const struct view *view, char *text, size_t size)
{
    const struct quote *quote = view_quote(view, view_symbol(view));
    if (!quote) {
        snprintf(text, size, "%s: no quote yet", view_symbol(view));
        return;
    }
    char last[32], trade[96], received[96];
    format_price(last, sizeof last, quote->last, quote->decimals);
    view_origin(trade, sizeof trade, quote->source, quote->as_of, view->now);
    view_origin(received, sizeof received, "", quote->fetched_at, view->now);
    snprintf(text, size, "%s %s %s: %s, received %s", quote->symbol, last, quote->currency, trade, received);
}

static void copy(const struct view *view, char *text, size_t size)
{
    const struct quote *quote = view_quote(view, view_symbol(view));
    text[0] = '\0';
    if (quote && quote->last.known) {
        format_price(text, size, quote->last, quote->decimals);
    }
}

/* Ages stand still while the market is closed. */
static int64_t next_change(const struct view *view)
{
    char subject[SUBJECT_SIZE];
    snapshot_bars_subject(subject, sizeof subject, view_symbol(view), view->range);
    int64_t soonest = notice_sooner(notice_next_change(view_slot(view, DATASET_QUOTES, ""), view->now),
                                    notice_next_change(view_slot(view, DATASET_BARS, subject), view->now));
    if (!calendar_known(view->now)) {
        return soonest;
    }
    soonest = notice_sooner(soonest, calendar_session_change(view->now));
    const struct dataset *data = view_dataset(view, DATASET_QUOTES, "");
    const struct slot *slot = view_slot(view, DATASET_QUOTES, "");
    int interval = slot ? slot->interval_seconds : 0;
    bool ages = data && price_rows_session(view) != SESSION_CLOSED;
    for (size_t i = 0; ages && i < data->u.quotes.count; i++) {
        soonest = notice_sooner(soonest, quote_next_change(&data->u.quotes.items[i], interval, view->now));
    }
    return soonest;
}

const struct pane price_pane = {
    .name = "price",
    .title = "Price",
    .hotkey = '1',
    .kinds = 1u << DATASET_QUOTES | 1u << DATASET_BARS,
    .least_rows = 4,
    .least_columns = 20,
    .subtitle = subtitle,
    .draw = draw,
    .act = act,
    .rows = rows,
    .provenance = provenance,
    .wants = wants,
    .copy = copy,
    .next_change = next_change,
    .sort = sort,
    .report = &price_report,
};
