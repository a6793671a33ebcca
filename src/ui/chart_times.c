/* SPDX-License-Identifier: MIT
 * The time axis of a chart: what is told depends on the range, not on how long ago it was. */
#include "config.h"

#include "chart_times.h"

#include "base/date.h"
#include "base/format.h"
#include "base/text.h"

#include <stdio.h>
#include <string.h>

enum label_unit { EACH_HOUR, EACH_DAY, EACH_WEEK, EACH_MONTH, EACH_YEAR };

static const enum label_unit label_units[CHART_RANGES] = {
    [RANGE_1D] = EACH_HOUR,  [RANGE_5D] = EACH_DAY,    [RANGE_1M] = EACH_WEEK,  [RANGE_3M] = EACH_MONTH,
    [RANGE_6M] = EACH_MONTH, [RANGE_YTD] = EACH_MONTH, [RANGE_1Y] = EACH_MONTH, [RANGE_2Y] = EACH_MONTH,
    [RANGE_5Y] = EACH_YEAR,  [RANGE_MAX] = EACH_YEAR,
};

/* Bars with the same key share a label, which stands at the first of them. */
static int64_t label_key(enum label_unit unit, int64_t start)
{
    struct date_time when = date_new_york(start);
    int64_t day = date_new_york_day(start);
    switch (unit) {
    case EACH_HOUR:
        return day * 24 + when.hour;
    case EACH_DAY:
        return day;
    case EACH_WEEK:
        return (day + 3) / 7; /* day 0 was a Thursday */
    case EACH_MONTH:
        return when.year * 12 + when.month;
    case EACH_YEAR:
    default:
        return when.year;
    }
}

/* A month tells its year where the axis begins and where the year changes. */
static void label_text(enum label_unit unit, int64_t start, int year_before, char *text, size_t size)
{
    struct date_time when = date_new_york(start);
    const char *month = date_month_name(when.month);
    if (unit == EACH_HOUR)
        format_time(text, size, start);
    else if (unit == EACH_YEAR)
        snprintf(text, size, "%d", when.year);
    else if (unit == EACH_MONTH && when.year == year_before)
        text_copy(text, size, month);
    else if (unit == EACH_MONTH)
        snprintf(text, size, "%s %d", month, when.year);
    else
        snprintf(text, size, "%s %2d", month, when.day);
}

void chart_times_draw(struct canvas *canvas, struct rect row, const struct series *series)
{
    enum label_unit unit = label_units[series->labels];
    int free_from = 0, year = 0;
    int64_t last_key = INT64_MIN;
    for (size_t i = 0; i < series->count; i++) {
        if (!series->steps[i].known) {
            continue;
        }
        int64_t start = series->steps[i].bar.start;
        int64_t key = label_key(unit, start);
        int column = (int)i * series->stride;
        char text[24];
        label_text(unit, start, year, text, sizeof text);
        int end = column + (int)text_width(text);
        if (key != last_key && column >= free_from && end <= row.columns) {
            canvas_text(canvas, row, 0, column, -1, ROLE_CHART_AXIS, 0, text);
            free_from = end + 2;
            year = date_new_york(start).year;
        }
        last_key = key;
    }
}
