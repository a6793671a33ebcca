/* SPDX-License-Identifier: MIT
 * The consensus at length: counts, mean and its change, targets on one scale, their history, estimates with their
 * revisions, beats and misses, the next earnings date. */
#include "config.h"

#include "ratings_views.h"

#include "base/date.h"
#include "base/format.h"
#include "base/text.h"
#include "consensus_history.h"
#include "consensus_lines.h"
#include "model/consensus.h"
#include "ratings_rows.h"
#include "view.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define NO_CONSENSUS    "no consensus reported"
#define CHART_ROWS_MOST 12
#define AFTER_HOURS     16

static const struct consensus *consensus_of(const struct view *view)
{
    const struct dataset *data = view_dataset(view, DATASET_CONSENSUS, view_symbol(view));
    return data ? &data->u.consensus : NULL;
}

/* "mean 2.1 buy   1m -0.10   3m –   12m –": below 0 it became better. */
static void draw_mean(struct canvas *canvas, struct rect area, const struct consensus *consensus, int64_t now)
{
    static const int months[] = {1, 3, 12};
    struct amount mean = consensus_mean(consensus);
    char text[96], figure[32];
    format_price(figure, sizeof figure, mean, 2);
    snprintf(text, sizeof text, "mean %s %s", figure, rating_step_name(rating_step_of_mean(mean)));
    int column = canvas_text(canvas, area, 0, 0, area.columns, ROLE_TEXT, 0, text) + 2;
    for (size_t i = 0; i < sizeof months / sizeof months[0]; i++) {
        struct amount change = consensus_mean_change(consensus, months[i], now);
        struct amount better = change.known ? amount_of(-change.value) : AMOUNT_UNKNOWN;
        format_change(figure, sizeof figure, change, 2);
        snprintf(text, sizeof text, "%dm %s%s", months[i], view_change_mark(better), figure);
        if (column + (int)text_width(text) <= area.columns)
            column += canvas_text(canvas, area, 0, column, -1, view_change_role(better), 0, text) + 2;
    }
    format_share(figure, sizeof figure, consensus_dispersion(consensus), 0);
    snprintf(text, sizeof text, "targets spread %s of their mean", figure);
    if (column + (int)text_width(text) <= area.columns)
        canvas_text(canvas, area, 0, column, -1, ROLE_MUTED, 0, text);
}

static void draw_calendar(struct canvas *canvas, struct rect area, const struct consensus *consensus, int64_t now)
{
    char from[32], to[32], text[160];
    if (consensus->earnings_from <= 0) {
        canvas_text(canvas, area, 0, 0, area.columns, ROLE_UNKNOWN, 0, "next earnings: " FORMAT_UNKNOWN);
        return;
    }
    struct date_time when = date_new_york(consensus->earnings_from);
    int32_t days = date_new_york_day(consensus->earnings_from) - date_new_york_day(now);
    format_day(from, sizeof from, date_new_york_day(consensus->earnings_from));
    format_day(to, sizeof to, date_new_york_day(consensus->earnings_to));
    snprintf(text, sizeof text, "next earnings %s%s%s%s, %s, in %d days", from, strcmp(from, to) != 0 ? " to " : "",
             strcmp(from, to) != 0 ? to : "", when.hour >= AFTER_HOURS ? " after the close" : "",
             consensus->earnings_estimated ? "not confirmed" : "confirmed", (int)days);
    canvas_text(canvas, area, 0, 0, area.columns, consensus->earnings_estimated ? ROLE_ESTIMATE : ROLE_TEXT, 0,
                text);
}

/* "last 8 quarters  +2% +4% -1%": oldest first, as one reads. */
static void draw_quarters(struct canvas *canvas, struct rect area, const struct consensus *consensus)
{
    size_t beats = 0, known = 0;
    char text[64];
    for (size_t i = 0; i < consensus->quarter_count; i++) {
        struct amount surprise = amount_minus(consensus->quarters[i].actual, consensus->quarters[i].expected);
        known += surprise.known;
        beats += surprise.known && surprise.value > 0;
    }
    if (known == 0) {
        canvas_text(canvas, area, 0, 0, area.columns, ROLE_UNKNOWN, 0, "beats and misses: " FORMAT_UNKNOWN);
        return;
    }
    snprintf(text, sizeof text, "beat in %zu of %zu quarters", beats, known);
    int column = canvas_text(canvas, area, 0, 0, area.columns, ROLE_MUTED, 0, text) + 2;
    for (size_t i = consensus->quarter_count; i > 0; i--) {
        struct amount surprise = quarter_surprise(&consensus->quarters[i - 1]);
        format_percent(text, sizeof text, surprise, 1);
        if (column + (int)text_width(text) > area.columns)
            break;
        column += canvas_text(canvas, area, 0, column, -1, view_change_role(surprise), 0, text) + 1;
    }
}

static void draw_all(struct canvas *canvas, struct rect area, const struct view *view,
                     const struct consensus *consensus)
{
    struct amount price = view_price(view, consensus->currency);
    struct table table = estimate_rows_table(view);
    int spare = area.rows - 5 - (int)table.row_count - 1;
    int chart = spare >= HISTORY_ROWS_LEAST ? spare < CHART_ROWS_MOST ? spare : CHART_ROWS_MOST : 0;
    consensus_draw_bar(canvas, rect_top(area, 1), consensus);
    draw_mean(canvas, rect_top(rect_below(area, 1), 1), consensus, view->now);
    consensus_draw_targets(canvas, rect_top(rect_below(area, 2), 1), consensus, price);
    draw_calendar(canvas, rect_top(rect_below(area, 3), 1), consensus, view->now);
    draw_quarters(canvas, rect_top(rect_below(area, 4), 1), consensus);
    if (chart > 0)
        consensus_draw_history(canvas, rect_top(rect_below(area, 5), chart), consensus, price, view->now);
    if (table.row_count > 0)
        table_draw(canvas, rect_below(area, 5 + chart), &table, &view->state->table, view->focused);
}

static void draw(struct canvas *canvas, struct rect area, const struct view *view)
{
    struct notice notice;
    const struct consensus *consensus = consensus_of(view);
    view_notice(&notice, view, DATASET_CONSENSUS, "consensus", NO_CONSENSUS);
    if (!consensus || dataset_is_empty(view_dataset(view, DATASET_CONSENSUS, view_symbol(view)))) {
        notice_fill(canvas, area, &notice);
        return;
    }
    draw_all(canvas, notice_footer(canvas, area, &notice, ""), view, consensus);
}

static unsigned act(struct view *view, enum action_id action, struct screen *screen)
{
    (void)screen;
    struct table table = estimate_rows_table(view);
    return table_act(&table, &view->state->table, action);
}

static size_t rows(const struct view *view)
{
    struct table table = estimate_rows_table(view);
    return table_visible(&table, &view->state->table);
}

static const struct estimate *selected(const struct view *view)
{
    struct table table = estimate_rows_table(view);
    return table_selected(&table, &view->state->table);
}

static void provenance(const struct view *view, char *text, size_t size)
{
    const struct estimate *estimate = selected(view);
    const struct dataset *data = view_dataset(view, DATASET_CONSENSUS, view_symbol(view));
    char title[48], origin[96];
    if (!estimate || !data) {
        snprintf(text, size, "%s: no estimates yet", view_symbol(view));
        return;
    }
    estimate_title(estimate, title, sizeof title);
    view_origin(origin, sizeof origin, estimate->source[0] ? estimate->source : data->source, data->fetched_at,
                view->now);
    snprintf(text, size, "%s %s: received from %s; %s", view_symbol(view), title, origin,
             estimate->revenue ? "its past from our own observations" : "its past as the provider tells");
}

static void copy(const struct view *view, char *text, size_t size)
{
    const struct estimate *estimate = selected(view);
    char title[48];
    text[0] = '\0';
    if (!estimate)
        return;
    estimate_title(estimate, title, sizeof title);
    snprintf(text, size, "%s %s: %.10g", view_symbol(view), title, estimate->mean.value);
}

static int64_t next_change(const struct view *view)
{
    return notice_next_change(view_slot(view, DATASET_CONSENSUS, view_symbol(view)), view->now);
}

static size_t wants(const struct view *view, struct want *wants, size_t most)
{
    (void)view, (void)wants, (void)most;
    return 0;
}

const struct pane_part ratings_consensus = {
    .draw = draw,
    .act = act,
    .rows = rows,
    .provenance = provenance,
    .copy = copy,
    .next_change = next_change,
    .wants = wants,
};
