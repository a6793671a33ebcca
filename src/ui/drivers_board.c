/* SPDX-License-Identifier: MIT
 * The thesis board as a table: one row per leg, which way it points, and the rule that says so. */
#include "config.h"

#include "drivers_board.h"

#include "base/date.h"
#include "base/format.h"
#include "base/text.h"
#include "draw/chart.h"
#include "view.h"

#include <stdio.h>
#include <string.h>

#define SPARK_MOST DRIVER_TREND

static const struct dataset *find_shown(void *context, enum dataset_kind kind, const char *subject)
{
    return view_dataset(context, kind, subject);
}

/* --- columns --- */

static const struct driver_row *row_of(const void *row)
{
    return row;
}

static void format_leg(const void *row, char *text, size_t size)
{
    text_copy(text, size, row_of(row)->driver->leg);
}

void drivers_format_title(const void *row, char *text, size_t size)
{
    text_copy(text, size, row_of(row)->driver->title);
}

static struct amount value(const void *row)
{
    return row_of(row)->figure.value;
}

void drivers_format_value(const void *row, char *text, size_t size)
{
    const char *unit = row_of(row)->driver->unit;
    struct amount figure = value(row);
    char plain[48];
    if (unit[0] == '$')
        format_scaled(text, size, figure);
    else if (unit[0] == '%')
        format_share(text, size, figure, 1);
    else {
        format_price(plain, sizeof plain, figure, unit[0] == 'd' ? 0 : 2);
        snprintf(text, size, "%s%s%s", plain, figure.known && strlen(unit) > 1 ? " " : "",
                 figure.known ? unit : "");
    }
}

static struct amount change(const void *row)
{
    return row_of(row)->figure.change;
}

static void format_change_of(const void *row, char *text, size_t size)
{
    const char *unit = row_of(row)->driver->change;
    char figure[32];
    if (unit[0] == '\0') {
        text_copy(text, size, "");
        return;
    }
    if (unit[0] == '%')
        format_percent(figure, sizeof figure, change(row), 1);
    else
        format_change(figure, sizeof figure, change(row), 2);
    snprintf(text, size, "%s", figure);
}

static void format_period(const void *row, char *text, size_t size)
{
    const char *unit = row_of(row)->driver->change;
    text_copy(text, size, unit[0] == '%' ? unit + (unit[1] == ' ' ? 2 : 1) : unit);
}

enum role drivers_direction_role(const void *row)
{
    static const enum role roles[] = {[DRIVER_UNKNOWN] = ROLE_UNKNOWN,
                                      [DRIVER_SUPPORTS] = ROLE_GAIN,
                                      [DRIVER_WEAKENS] = ROLE_LOSS,
                                      [DRIVER_NEUTRAL] = ROLE_FLAT};
    return roles[row_of(row)->direction];
}

void drivers_format_direction(const void *row, char *text, size_t size)
{
    static const char *const words[] = {[DRIVER_UNKNOWN] = "– unknown",
                                        [DRIVER_SUPPORTS] = "▲ supports",
                                        [DRIVER_WEAKENS] = "▼ weakens",
                                        [DRIVER_NEUTRAL] = "• neutral"};
    text_copy(text, size, words[row_of(row)->direction]);
}

static int compare_direction(const void *a, const void *b)
{
    return (int)row_of(a)->direction - (int)row_of(b)->direction;
}

static void draw_trend(struct canvas *canvas, struct rect cell, const void *row)
{
    const struct driver_figure *figure = &row_of(row)->figure;
    chart_spark(canvas, cell, 0, 0, cell.columns, figure->trend, figure->trend_count, ROLE_CHART_LINE);
}

static int wants_trend(const void *row)
{
    size_t count = row_of(row)->figure.trend_count;
    return count > 1 ? (int)count : 0;
}

static void format_as_of(const void *row, char *text, size_t size)
{
    int32_t day = row_of(row)->figure.as_of_day;
    text_copy(text, size, FORMAT_UNKNOWN);
    if (day != DATE_UNKNOWN)
        format_day(text, size, day);
}

static void format_rule(const void *row, char *text, size_t size)
{
    text_copy(text, size, row_of(row)->rule);
}

static enum role muted(const void *row)
{
    (void)row;
    return ROLE_MUTED;
}

static const struct column columns[] = {
    {.heading = "DRIVER", .least = 18, .weight = 3, .priority = 0, .format = drivers_format_title},
    {.heading = "NOW",
     .least = 6,
     .align = ALIGN_RIGHT,
     .priority = 1,
     .number = true,
     .format = drivers_format_value,
     .figure = value},
    {.heading = "CHANGE",
     .least = 6,
     .align = ALIGN_RIGHT,
     .priority = 2,
     .number = true,
     .format = format_change_of,
     .figure = change},
    {.heading = "OVER", .least = 7, .priority = 4, .format = format_period, .role = muted},
    {.heading = "POINTS",
     .least = 10,
     .priority = 0,
     .format = drivers_format_direction,
     .compare = compare_direction,
     .role = drivers_direction_role},
    {.heading = "TREND", .least = SPARK_MOST, .priority = 5, .draw = draw_trend, .wants = wants_trend},
    {.heading = "LEG", .least = 9, .priority = 6, .format = format_leg, .role = muted},
    {.heading = "AS OF", .least = 10, .priority = 7, .format = format_as_of, .role = muted},
    {.heading = "RULE", .least = 30, .weight = 2, .priority = 8, .format = format_rule, .role = muted},
};

size_t drivers_of(const struct view *view, const char *symbol, struct arena *arena, struct driver_row **rows)
{
    struct driver_inputs inputs = {.symbol = symbol,
                                   .kind = driver_kind_in(view->watchlist, symbol),
                                   .dossier = view->dossier,
                                   .now = view->now};
    struct view looked_at = *view;
    size_t count;
    (void)driver_table(&count);
    drivers_gather(&inputs, find_shown, &looked_at);
    *rows = arena_array(arena, count, sizeof **rows);
    return drivers_evaluate(&inputs, *rows);
}

struct table drivers_board(const struct view *view, struct arena *arena)
{
    struct driver_row *rows;
    size_t count = drivers_of(view, view_symbol(view), arena, &rows);
    return (struct table){.columns = columns,
                          .column_count = sizeof columns / sizeof columns[0],
                          .rows = rows,
                          .row_size = sizeof *rows,
                          .row_count = count};
}
