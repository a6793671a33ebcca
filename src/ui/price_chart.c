/* SPDX-License-Identifier: MIT
 * Drawing the chart: header with the ranges, plot, volume, value axis, time axis. */
#include "config.h"

#include "price_chart.h"

#include "base/format.h"
#include "base/text.h"
#include "chart_compare.h"
#include "chart_cursor.h"
#include "chart_overlays.h"
#include "chart_panel.h"
#include "chart_second.h"
#include "chart_series.h"
#include "chart_times.h"
#include "chart_window.h"
#include "command_chart.h"
#include "overlay_choice.h"
#include "view.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define AXIS_COLUMNS_LEAST    8
#define VOLUME_ROWS_LEAST     9 /* of plot, so that volume gets a part of its own */
#define NARROW_HEADER_COLUMNS 52
#define PRIOR_CLOSE_GLYPH     0x2504 /* dashed line */
#define PRIOR_CLOSE_WORDS     "prior close"
#define SHADE_GLYPH           0x2591

struct plot {
    struct rect area;   /* candles or line */
    struct rect volume; /* 0 rows: not shown */
    struct rect panels; /* those of indicators, with their labels */
    struct rect times;
    int label_columns;
    struct scale scale;
};

static int put_word(struct canvas *canvas, struct rect row, int column, enum role role, unsigned style,
                    const char *word)
{
    if (column + (int)text_width(word) > row.columns) {
        return column; /* a word that does not fit whole is left out */
    }
    return column + canvas_text(canvas, row, 0, column, -1, role, style, word) + 1;
}

static void draw_header(struct canvas *canvas, struct rect row, const struct view *view, const struct bars *shown)
{
    char words[40] = "";
    bool wide = row.columns >= NARROW_HEADER_COLUMNS;
    int column = put_word(canvas, row, 0, ROLE_TITLE, STYLE_BOLD, view_symbol(view));
    for (int range = 0; range < CHART_RANGES; range++) {
        bool current = range == (int)view->range;
        char word[16];
        snprintf(word, sizeof word, current ? "[%s]" : "%s", chart_range_name((enum chart_range)range));
        if (wide || current) {
            column = put_word(canvas, row, column, current ? ROLE_KEY : ROLE_MUTED, 0, word);
        }
    }
    if (shown && chart_window_is_moved(view)) {
        chart_window_words(shown, words, sizeof words);
        column = put_word(canvas, row, column, ROLE_KEY, 0, words);
    }
    bool any = shown && shown->count > 0;
    snprintf(words, sizeof words, "%s%s%s", any ? bar_interval_name(shown->interval) : "", any ? " " : "",
             command_chart_name(view->chart));
    column = put_word(canvas, row, column + 1, ROLE_MUTED, 0, words);
    if (view->logarithmic) {
        column = put_word(canvas, row, column, ROLE_MUTED, 0, "log");
    }
    for (size_t i = 0; view->overlays && view->indicators && i < view->indicators->count; i++) {
        const struct indicator_use *use = &view->indicators->items[i];
        char name[INDICATOR_NAME_SIZE];
        indicator_name(use, name);
        column = use->indicator->panel ? column : put_word(canvas, row, column, ROLE_CHART_AVERAGE, 0, name);
    }
    if (overlay_is_on(view, OVERLAY_VOLUME)) {
        put_word(canvas, row, column, ROLE_CHART_VOLUME, 0, "volume");
    }
}

/* Behind everything else: it must hide neither a candle nor a line. */
static void draw_prior_close(struct canvas *canvas, const struct plot *plot, const struct bars *bars)
{
    if (bars->range != RANGE_1D || !bars->prior_close.known) {
        return;
    }
    int row = scale_row(&plot->scale, bars->prior_close.value);
    int label = plot->area.columns - (int)strlen(PRIOR_CLOSE_WORDS);
    bool free = label > (int)strlen(PRIOR_CLOSE_WORDS);
    for (int column = label; free && column < plot->area.columns; column++) {
        free = canvas_is_blank(canvas, plot->area, row, column);
    }
    if (free) {
        canvas_text(canvas, plot->area, row, label, -1, ROLE_CHART_AXIS, 0, PRIOR_CLOSE_WORDS);
    }
    for (int column = 0; column < plot->area.columns; column++) {
        if (canvas_is_blank(canvas, plot->area, row, column)) {
            canvas_put(canvas, plot->area, row, column, PRIOR_CLOSE_GLYPH, ROLE_CHART_AXIS, 0);
        }
    }
}

/* Trading before and after the session; last of all, so that it hides nothing. */
static void draw_sessions(struct canvas *canvas, const struct plot *plot, const struct series *series)
{
    for (size_t i = 0; i < series->count; i++) {
        enum market_session session = series->steps[i].bar.session;
        for (int k = 0; k < series->stride && (session == SESSION_PRE || session == SESSION_POST); k++) {
            int column = (int)i * series->stride + k;
            for (int row = 0; row < plot->area.rows; row++) {
                if (canvas_is_blank(canvas, plot->area, row, column)) {
                    canvas_put(canvas, plot->area, row, column, SHADE_GLYPH, ROLE_CHART_AXIS, STYLE_DIM);
                }
            }
        }
    }
}

static void draw_lines(struct canvas *canvas, const struct plot *plot, const struct series *series,
                       const struct indicator_set *set, struct arena *arena)
{
    for (size_t i = 0; set && i < set->count; i++) {
        const struct indicator *indicator = set->items[i].indicator;
        if (indicator->panel) {
            continue;
        }
        struct indicator_values values = indicator_compute(&set->items[i], series->bars, arena);
        for (int line = 0; line < indicator->line_count; line++) {
            int count;
            const struct point *points = series_values(series, values.lines[line], &count, arena);
            chart_line(canvas, plot->area, &plot->scale, points, count, ROLE_CHART_AVERAGE);
        }
    }
}

static void draw_prices(struct canvas *canvas, const struct plot *plot, const struct series *series,
                        enum chart_kind kind, struct arena *arena)
{
    int count;
    if (kind == CHART_LINE || kind == CHART_AREA) {
        const struct point *points =
            kind == CHART_AREA ? series_columns(series, &count, arena) : series_closes(series, &count, arena);
        (kind == CHART_AREA ? chart_area : chart_line)(canvas, plot->area, &plot->scale, points, count,
                                                       ROLE_CHART_LINE);
        return;
    }
    const struct candle *candles = series_candles(series, &count, arena);
    (kind == CHART_BARS ? chart_strokes : chart_candles)(canvas, plot->area, &plot->scale, candles, count);
}

static void draw_plot(struct canvas *canvas, const struct plot *plot, const struct series *series,
                      const struct view *view, struct arena *arena)
{
    draw_prices(canvas, plot, series, view->chart, arena);
    if (view->overlays) {
        draw_lines(canvas, plot, series, view->indicators, arena);
        chart_panels_draw(canvas, plot->panels, series, view->indicators, plot->label_columns, arena);
    }
    if (view->overlays) {
        chart_overlays_draw(canvas, plot->area, &plot->scale, series, view);
        chart_second_draw(canvas, plot->area, series, view, arena);
    }
    draw_prior_close(canvas, plot, series->bars);
    if (plot->volume.rows > 0) {
        int count;
        const struct point *volume = series_volume(series, &count, arena);
        chart_columns(canvas, plot->volume, volume, count, ROLE_CHART_VOLUME);
    }
}

/* Rows and columns of the parts; the label column is as wide as the highest price needs. */
static void lay_out(struct plot *plot, struct rect area, const struct bars *bars, double low, double high,
                    const struct view *view)
{
    char label[32];
    format_price(label, sizeof label, amount_of(high), bars->decimals);
    int label_columns = (int)text_width(label) + 2;
    plot->label_columns = label_columns < AXIS_COLUMNS_LEAST ? AXIS_COLUMNS_LEAST : label_columns;
    int columns = area.columns - plot->label_columns > 0 ? area.columns - plot->label_columns : 0;
    int rows = area.rows - 1;
    int panel_rows = view->overlays ? chart_panels_rows(view->indicators, rows) : 0;
    rows -= panel_rows;
    int volume_rows = overlay_is_on(view, OVERLAY_VOLUME) && rows >= VOLUME_ROWS_LEAST ? rows / 4 : 0;
    plot->area = (struct rect){area.row, area.column, rows - volume_rows, columns};
    plot->volume = (struct rect){area.row + rows - volume_rows, area.column, volume_rows, columns};
    plot->panels = (struct rect){area.row + rows, area.column, panel_rows, area.columns};
    plot->times = (struct rect){area.row + rows + panel_rows, area.column, 1, columns};
    plot->scale = scale_make(low, high, plot->area.rows);
    if (view->logarithmic) {
        scale_make_logarithmic(&plot->scale);
    }
}

static void draw_bars(struct canvas *canvas, struct rect area, struct rect header, const struct view *view,
                      const struct bars *bars)
{
    struct arena arena;
    arena_init(&arena);
    struct series series = {.bars = bars};
    double low = 0, high = 0;
    if (series_range(&series, view->chart == CHART_LINE || view->chart == CHART_AREA, &low, &high)) {
        if (bars->range == RANGE_1D && bars->prior_close.known) {
            low = fmin(low, bars->prior_close.value);
            high = fmax(high, bars->prior_close.value);
        }
        struct plot plot;
        lay_out(&plot, area, bars, low, high, view);
        (chart_window_is_moved(view) ? series_make_part : series_make)(&series, bars, plot.area.columns, &arena);
        struct rect with_axis = plot.area;
        with_axis.columns = area.columns;
        chart_value_axis(canvas, with_axis, &plot.scale, plot.label_columns);
        draw_plot(canvas, &plot, &series, view, &arena);
        chart_times_draw(canvas, plot.times, &series);
        chart_cursor_draw(canvas, plot.area, header, &series, view, &arena);
        draw_sessions(canvas, &plot, &series);
    }
    arena_clear(&arena);
}

/* The quote's, from which its change is counted, is of the present day for certain. */
static void take_prior_close(struct bars *shown, const struct view *view)
{
    const struct quote *quote = view_quote(view, view_symbol(view));
    bool moved = view->state && view->state->window.pan > 0;
    if (quote && quote->prior_close.known && !moved && strcmp(quote->currency, shown->currency) == 0) {
        shown->prior_close = quote->prior_close;
    }
}

void price_chart_draw(struct canvas *canvas, struct rect area, const struct view *view)
{
    if (area.rows < 3 || area.columns < 2 * AXIS_COLUMNS_LEAST) {
        return;
    }
    char subject[SUBJECT_SIZE];
    snapshot_bars_subject(subject, sizeof subject, view_symbol(view), view->range);
    const struct slot *slot = view_slot(view, DATASET_BARS, subject);
    struct notice notice;
    char what[64];
    snprintf(what, sizeof what, "the chart of %s", view_symbol(view));
    notice_make(&notice, view->snapshot, slot, what, "no bars in this range", view->now);
    const struct bars *bars = slot && slot->data ? &slot->data->u.bars : NULL;
    struct bars shown = {.count = 0};
    if (bars) {
        shown = chart_window(bars, view);
        take_prior_close(&shown, view);
    }
    if (chart_compare_is_on(view) && bars && bars->count > 0) {
        chart_compare_draw(canvas, area, view, &shown);
        return;
    }
    draw_header(canvas, rect_top(area, 1), view, bars ? &shown : NULL);
    struct rect below = rect_below(area, 1);
    if (!bars || bars->count == 0) {
        notice_fill(canvas, below, &notice);
        return;
    }
    /* What the pane's own footer says already is not said twice. */
    bool quiet = notice.state == SLOT_FRESH || notice.state == SLOT_REFRESHING;
    bool speaks = !quiet && notice.state != slot_state(view_slot(view, DATASET_QUOTES, ""), view->now);
    below = speaks ? notice_footer(canvas, below, &notice, "") : below;
    draw_bars(canvas, below, rect_top(area, 1), view, &shown);
}
