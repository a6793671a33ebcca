/* SPDX-License-Identifier: MIT
 * Bars and sparklines in eighth blocks, and marks on a horizontal axis. */
#include "config.h"

#include "draw/chart.h"

#include "scale_parts.h"

#include <math.h>

#define EIGHTHS     8
#define LOWER_BLOCK 0x2580U /* plus 1..8: ▁ to █ */
#define FULL_BLOCK  0x2588U
#define LEFT_BLOCK  0x2590U /* minus 1..7: ▏ to ▉ */
#define AXIS_LINE   0x2500U

/* --- columns --- */

static double highest(const struct point *points, int count)
{
    double best = 0.0;
    for (int i = 0; i < count; i++)
        if (points[i].known && isfinite(points[i].value))
            best = fmax(best, points[i].value);
    return best;
}

static void draw_column(struct canvas *canvas, struct rect area, int column, int eighths, enum role role)
{
    for (int row = area.rows - 1; row >= 0 && eighths > 0; row--, eighths -= EIGHTHS)
        canvas_put(canvas, area, row, column, LOWER_BLOCK + (uint32_t)(eighths < EIGHTHS ? eighths : EIGHTHS), role,
                   0);
}

void chart_columns(struct canvas *canvas, struct rect area, const struct point *points, int count, enum role role)
{
    int shown = count < area.columns ? count : area.columns;
    double top = highest(points, shown);
    if (!(top > 0.0) || area.rows <= 0)
        return;
    for (int i = 0; i < shown; i++) {
        if (!points[i].known || !(points[i].value > 0.0) || !isfinite(points[i].value))
            continue;
        int eighths = (int)lround(points[i].value / top * area.rows * EIGHTHS);
        draw_column(canvas, area, i, eighths > 0 ? eighths : 1, role);
    }
}

void chart_area(struct canvas *canvas, struct rect area, const struct scale *scale, const struct point *points,
                int count, enum role role)
{
    for (int i = 0; i < count && i < area.columns; i++)
        if (points[i].known && isfinite(points[i].value) && scale->rows > 0)
            draw_column(canvas, area, i, scale->rows * EIGHTHS - scale_part(scale, points[i].value, EIGHTHS), role);
}

/* --- sparkline --- */

struct extent {
    float low, high;
    bool known;
};

static struct extent extent_of(const float *values, size_t count)
{
    struct extent extent = {0};
    for (size_t i = 0; i < count; i++) {
        if (!isfinite(values[i]))
            continue;
        extent.low = extent.known ? fminf(extent.low, values[i]) : values[i];
        extent.high = extent.known ? fmaxf(extent.high, values[i]) : values[i];
        extent.known = true;
    }
    return extent;
}

/* Of several values in one column the one that lies furthest from the column before: a spike stays visible. */
static float telling_value(struct extent column, float before)
{
    return fabsf(column.high - before) >= fabsf(column.low - before) ? column.high : column.low;
}

static uint32_t spark_glyph(float value, struct extent all)
{
    double low = (double)all.low;
    double span = (double)all.high - low;
    if (!(span > 0.0))
        return LOWER_BLOCK + EIGHTHS / 2;
    return LOWER_BLOCK + 1 + (uint32_t)lround(((double)value - low) / span * (EIGHTHS - 1));
}

void chart_spark(struct canvas *canvas, struct rect area, int row, int column, int width, const float *values,
                 size_t count, enum role role)
{
    struct extent all = extent_of(values, count);
    if (width <= 0 || !all.known)
        return;
    size_t columns = count < (size_t)width ? count : (size_t)width;
    int left = column + width - (int)columns; /* the newest value stands at the right edge */
    float before = values[0];
    for (size_t i = 0; i < columns; i++) {
        size_t first = i * count / columns;
        struct extent here = extent_of(values + first, (i + 1) * count / columns - first);
        if (!here.known)
            continue;
        before = telling_value(here, isfinite(before) ? before : here.low);
        canvas_put(canvas, area, row, left + (int)i, spark_glyph(before, all), role, 0);
    }
}

/* --- shares and marks --- */

void chart_share(struct canvas *canvas, struct rect area, int row, int column, int width, double share,
                 enum role role)
{
    if (width <= 0 || isnan(share))
        return;
    int eighths = (int)lround(fmax(0.0, fmin(1.0, share)) * width * EIGHTHS);
    for (int i = 0; i < width && eighths > 0; i++, eighths -= EIGHTHS)
        canvas_put(canvas, area, row, column + i, eighths >= EIGHTHS ? FULL_BLOCK : LEFT_BLOCK - (uint32_t)eighths,
                   role, 0);
}

void chart_axis_marks(struct canvas *canvas, struct rect area, int row, int column, int width, double low,
                      double high, const struct chart_mark *marks, size_t count)
{
    for (int i = 0; i < width; i++)
        canvas_put(canvas, area, row, column + i, AXIS_LINE, ROLE_CHART_AXIS, 0);
    if (width <= 0 || !(high > low))
        return;
    for (size_t i = 0; i < count; i++) {
        if (!isfinite(marks[i].value))
            continue;
        double place = fmax(0.0, fmin(1.0, (marks[i].value - low) / (high - low)));
        canvas_put(canvas, area, row, column + (int)lround(place * (width - 1)), marks[i].glyph, marks[i].role, 0);
    }
}
