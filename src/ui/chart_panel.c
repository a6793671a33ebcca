/* SPDX-License-Identifier: MIT
 * Panels below a chart. */
#include "config.h"

#include "chart_panel.h"

#include "base/text.h"
#include "view.h"

#include <math.h>
#include <stdio.h>

#define PANEL_ROWS       4
#define PRICE_ROWS_LEAST 8

static int panel_count(const struct indicator_set *set)
{
    int count = 0;
    for (size_t i = 0; set && i < set->count; i++)
        count += set->items[i].indicator->panel;
    return count;
}

int chart_panels_rows(const struct indicator_set *set, int rows)
{
    int wanted = panel_count(set) * PANEL_ROWS;
    return rows - wanted >= PRICE_ROWS_LEAST ? wanted : 0;
}

static bool widen(const struct indicator_values *values, int lines, size_t count, double *low, double *high)
{
    bool any = false;
    for (int line = 0; line < lines; line++)
        for (size_t i = 0; i < count; i++) {
            struct amount value = values->lines[line][i];
            if (!value.known)
                continue;
            *low = any ? fmin(*low, value.value) : value.value;
            *high = any ? fmax(*high, value.value) : value.value;
            any = true;
        }
    return any;
}

/* Its name and its newest value, in its first row behind the plot. */
static void draw_title(struct canvas *canvas, struct rect area, const struct indicator_use *use,
                       struct amount newest, int label_columns)
{
    char name[INDICATOR_NAME_SIZE], text[64];
    indicator_name(use, name);
    int width = (int)text_width(name);
    snprintf(text, sizeof text, newest.known ? "%.2f" : "-", newest.value);
    (void)canvas_field(canvas, area, 0, area.columns - label_columns, label_columns, ALIGN_RIGHT, ROLE_CHART_AXIS,
                       0, text, true);
    if (width < area.columns - label_columns)
        canvas_text(canvas, area, 0, 0, -1, ROLE_MUTED, 0, name);
}

static void draw_panel(struct canvas *canvas, struct rect area, const struct series *series,
                       const struct indicator_use *use, int label_columns, struct arena *arena)
{
    const struct indicator *indicator = use->indicator;
    struct indicator_values values = indicator_compute(use, series->bars, arena);
    double low = indicator->low, high = indicator->high;
    struct rect plot = {area.row, area.column, area.rows, area.columns - label_columns};
    draw_title(canvas, area, use, values.lines[0][series->bars->count - 1], label_columns);
    if (!indicator->fixed && !widen(&values, indicator->line_count, series->bars->count, &low, &high))
        return;
    struct scale scale = scale_make(low, high, area.rows);
    for (int line = 0; line < indicator->line_count && plot.columns > 0; line++) {
        int count;
        const struct point *points = series_values(series, values.lines[line], &count, arena);
        chart_line(canvas, plot, &scale, points, count, line == 0 ? ROLE_CHART_LINE : ROLE_CHART_AVERAGE);
    }
}

void chart_panels_draw(struct canvas *canvas, struct rect area, const struct series *series,
                       const struct indicator_set *set, int label_columns, struct arena *arena)
{
    for (size_t i = 0; set && area.rows >= PANEL_ROWS && i < set->count; i++) {
        if (!set->items[i].indicator->panel)
            continue;
        draw_panel(canvas, rect_top(area, PANEL_ROWS), series, &set->items[i], label_columns, arena);
        area = rect_below(area, PANEL_ROWS);
    }
}
