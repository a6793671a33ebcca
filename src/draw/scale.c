/* SPDX-License-Identifier: MIT
 * The value axis: which row a value belongs to, and round labels. */
#include "config.h"

#include "draw/chart.h"
#include "scale_parts.h"

#include "base/format.h"
#include "base/text.h"

#include <math.h>
#include <stdio.h>

#define ROWS_PER_TICK  3
#define DECIMALS_MOST  6
#define TICK_MARK      0x2524 /* ┤ */
#define LABEL_SIZE     32
#define MAGNITUDE_MOST 1e15

/* The smallest of 1, 2, 5 times a power of ten that is not below `least`. */
static double round_step(double least)
{
    double power = pow(10.0, floor(log10(least)));
    double factor = least / power;
    double nice = factor <= 1.0 ? 1.0 : factor <= 2.0 ? 2.0 : factor <= 5.0 ? 5.0 : 10.0;
    return nice * power;
}

static unsigned decimals_of(double step)
{
    double digits = ceil(-log10(step) - 1e-9);
    return digits <= 0.0 ? 0 : digits >= DECIMALS_MOST ? DECIMALS_MOST : (unsigned)digits;
}

static double bounded(double value, double otherwise)
{
    if (!isfinite(value))
        return otherwise;
    return fmax(-MAGNITUDE_MOST, fmin(MAGNITUDE_MOST, value));
}

struct scale scale_make(double low, double high, int rows)
{
    double first = bounded(low, 0.0);
    double second = bounded(high, first);
    struct scale scale = {.low = fmin(first, second), .high = fmax(first, second), .rows = rows > 0 ? rows : 0};
    double size = fmax(fabs(scale.low), fabs(scale.high));
    double least_span = fmax(size * 1e-6, 1e-6);
    if (scale.high - scale.low < least_span) {
        double margin = fmax(size * 0.01, least_span);
        scale.low -= margin;
        scale.high += margin;
    }
    int ticks = scale.rows / ROWS_PER_TICK > 1 ? scale.rows / ROWS_PER_TICK : 2;
    scale.step = round_step((scale.high - scale.low) / ticks);
    scale.decimals = decimals_of(scale.step);
    return scale;
}

void scale_make_logarithmic(struct scale *scale)
{
    scale->logarithmic = scale->low > 0.0 && scale->high > scale->low;
}

int scale_part(const struct scale *scale, double value, int parts)
{
    int last = scale->rows * parts - 1;
    double span = scale->high - scale->low;
    if (last < 0 || !(span > 0.0) || isnan(value))
        return 0;
    double share = (scale->high - value) / span;
    if (scale->logarithmic)
        share = value > 0.0 ? log(scale->high / value) / log(scale->high / scale->low) : 1.0;
    double place = share * (last + 1);
    return place <= 0.0 ? 0 : place >= last ? last : (int)place;
}

int scale_half_row(const struct scale *scale, double value)
{
    return scale_part(scale, value, 2);
}

int scale_row(const struct scale *scale, double value)
{
    return scale_part(scale, value, 1);
}

static void label_of(const struct scale *scale, double value, int room, char text[LABEL_SIZE])
{
    snprintf(text, LABEL_SIZE, "%.*f", (int)scale->decimals, fabs(value) < scale->step / 2 ? 0.0 : value);
    if (text_width(text) > (size_t)room)
        format_scaled(text, LABEL_SIZE, amount_of(value));
}

static void put_label(struct canvas *canvas, struct rect area, const struct scale *scale, int row,
                      int label_columns, double value)
{
    char text[LABEL_SIZE];
    int left = area.columns - label_columns, room = label_columns - 2;
    label_of(scale, value, room, text);
    canvas_put(canvas, area, row, left, TICK_MARK, ROLE_CHART_AXIS, 0);
    (void)canvas_field(canvas, area, row, left + 2, room, ALIGN_LEFT, ROLE_CHART_AXIS, 0, text, true);
}

/* Equal steps would crowd at the top: every third row is told by the roundest value in it. */
static void label_ratios(struct canvas *canvas, struct rect area, const struct scale *scale, int label_columns)
{
    double ratio = pow(scale->low / scale->high, 1.0 / scale->rows);
    for (int row = 1; row < scale->rows && row < area.rows; row += ROWS_PER_TICK) {
        double above = scale->high * pow(ratio, row), below = above * ratio;
        struct scale part = *scale;
        part.step = round_step((above - below) / 2.5); /* at most the row's span: one multiple lies within */
        part.decimals = decimals_of(part.step);
        put_label(canvas, area, &part, row, label_columns, ceil(below / part.step) * part.step);
    }
}

void chart_value_axis(struct canvas *canvas, struct rect area, const struct scale *scale, int label_columns)
{
    int left = area.columns - label_columns;
    int room = label_columns - 2; /* the mark and a blank */
    int taken = -1;
    if (room <= 0 || left < 0 || !(scale->step > 0.0))
        return;
    if (scale->logarithmic) {
        label_ratios(canvas, area, scale, label_columns);
        return;
    }
    double first = ceil(scale->low / scale->step);
    for (int i = 0; i <= scale->rows; i++) {
        double value = (first + i) * scale->step;
        if (value > scale->high)
            break;
        int row = scale_row(scale, value);
        if (row == taken || row >= area.rows)
            continue;
        taken = row;
        put_label(canvas, area, scale, row, label_columns, value);
    }
}
