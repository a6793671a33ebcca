/* SPDX-License-Identifier: MIT
 * The basket in a line: level, label, changes, band, confidence, its days; below it the components as bars. */
#include "config.h"

#include "gsi_header.h"

#include "base/format.h"
#include "draw/chart.h"

#include <stdio.h>

#define TWO_LINES  14 /* rows of the area from which on the components are shown */
#define BAR        4
#define SPARK      16
#define DAYS_SHOWN 30

static int draw_change(struct canvas *canvas, struct rect area, int column, const struct gsi_index *index, int days)
{
    char text[24];
    struct amount change = gsi_change(index, GSI_BASKET, days);
    if (!change.known)
        return column;
    format_change(text, sizeof text, change, 0);
    /* Scarcity is neither gain nor loss: what it means depends on who looks. */
    return column +
           canvas_printf(canvas, area, 0, column, ROLE_TEXT, 0, "  %s%s %dd", view_change_mark(change), text, days);
}

/* Days of our own only; seeded ones are of another make, and muted. */
static int draw_days(struct canvas *canvas, struct rect area, int column, const struct gsi_index *index)
{
    float values[DAYS_SHOWN];
    size_t shown = 0;
    const struct gsi_series *series = gsi_series_of(index, GSI_BASKET);
    bool seeded = series->count > 0 && series->fixes[series->count - 1].seeded;
    for (size_t i = series->count > DAYS_SHOWN ? series->count - DAYS_SHOWN : 0; i < series->count; i++)
        if (series->fixes[i].value.known && series->fixes[i].seeded == seeded)
            values[shown++] = (float)series->fixes[i].value.value;
    if (shown < 2 || area.columns - column < SPARK + 2)
        return column;
    chart_spark(canvas, area, 0, column + 2, SPARK, values, shown, seeded ? ROLE_ESTIMATE : ROLE_CHART_LINE);
    return column + 2 + SPARK;
}

static void draw_level(struct canvas *canvas, struct rect area, const struct gsi_index *index,
                       const struct gsi_fix *live)
{
    static const int days[] = {1, 7, 30};
    int column = 1;
    if (!live->level.value.known) {
        canvas_printf(canvas, area, 0, 1, ROLE_MUTED, 0, "Shortage index withheld: too little is known");
        return;
    }
    column += canvas_printf(canvas, area, 0, column, ROLE_TITLE, STYLE_BOLD, "Shortage index %.0f %s",
                            live->level.value.value, gsi_label_name(live->label));
    if (live->panel_error.known)
        column += canvas_printf(canvas, area, 0, column, ROLE_MUTED, 0, " ±%.0f", live->panel_error.value);
    for (size_t i = 0; i < sizeof days / sizeof days[0]; i++)
        column = draw_change(canvas, area, column, index, days[i]);
    struct amount percentile = gsi_percentile(index, live);
    if (percentile.known)
        column +=
            canvas_printf(canvas, area, 0, column, ROLE_MUTED, 0, "  above %.0f%% of its fixes", percentile.value);
    column += canvas_printf(canvas, area, 0, column, ROLE_MUTED, 0, "  conf. %.0f%s", live->level.confidence,
                            live->level.status == GSI_PROVISIONAL ? " provisional" : "");
    draw_days(canvas, area, column, index);
}

static void draw_components(struct canvas *canvas, struct rect area, const struct gsi_fix *live)
{
    int column = 1;
    for (int k = 0; k < GSI_COMPONENTS; k++) {
        char age[24] = "";
        if (column + BAR + 12 > area.columns)
            return;
        column += canvas_printf(canvas, area, 1, column, ROLE_HEADING, 0, "%c ", gsi_constants[k].letter);
        if (!live->scores[k].known) {
            column += canvas_printf(canvas, area, 1, column, ROLE_UNKNOWN, 0, FORMAT_UNKNOWN "  ");
            continue;
        }
        chart_share(canvas, area, 1, column, BAR, live->scores[k].value / 100, ROLE_CHART_LINE);
        if (live->ages[k].value >= 1)
            snprintf(age, sizeof age, " %.0fh", live->ages[k].value);
        column += BAR + canvas_printf(canvas, area, 1, column + BAR, ROLE_TEXT, 0, " %.0f%s  ",
                                      live->scores[k].value, age);
    }
}

struct rect gsi_header_draw(struct canvas *canvas, struct rect area, const struct view *view)
{
    const struct dataset *data = view_dataset(view, DATASET_GPU_INDEX, "");
    const struct gsi_fix *live = data ? gsi_live_of(&data->u.index, GSI_BASKET) : NULL;
    if (!live || area.rows < 4)
        return area;
    draw_level(canvas, area, &data->u.index, live);
    if (area.rows < TWO_LINES || !live->level.value.known)
        return rect_below(area, 1);
    draw_components(canvas, area, live);
    return rect_below(area, 2);
}
