/* SPDX-License-Identifier: MIT
 * Observations over time. Between two of them the earlier one stands: nothing is drawn that nobody said. */
#include "config.h"

#include "consensus_history.h"

#include "base/arena.h"
#include "draw/chart.h"
#include "view.h"

#include <math.h>
#include <stdio.h>

#define LABEL_COLUMNS 9
#define SIDE_BY_SIDE  76 /* columns that two charts need beside each other */
#define GAP           2
#define DOTS          2 /* a column of braille has two */
#define MONTH_SECONDS (30 * 86400)
#define DIAMOND       0x25c6

struct history_point {
    int64_t at;
    double value;
};

struct line { /* ascending in time */
    struct history_point *points;
    size_t count;
    int64_t now;
};

static void add(struct line *line, int64_t at, struct amount value)
{
    if (value.known)
        line->points[line->count++] = (struct history_point){at, value.value};
}

/* The provider's months first, as far as our own observations do not reach. */
static struct line recommendations(const struct consensus *consensus, int64_t now, struct arena *arena)
{
    struct line line = {.now = now};
    size_t count = consensus->history_count;
    int64_t ours = count > 0 ? consensus->history[0].at : now;
    line.points = arena_array(arena, count + TREND_MONTHS + 1, sizeof *line.points);
    for (int month = TREND_MONTHS - 1; month >= 0; month--)
        if (now - (int64_t)month * MONTH_SECONDS < ours)
            add(&line, now - (int64_t)month * MONTH_SECONDS, trend_month_mean(&consensus->months[month]));
    for (size_t i = 0; i < count; i++)
        add(&line, consensus->history[i].at, consensus->history[i].mean);
    return line;
}

static struct line targets(const struct consensus *consensus, int64_t now, struct arena *arena)
{
    struct line line = {.now = now};
    line.points = arena_array(arena, consensus->history_count + 1, sizeof *line.points);
    for (size_t i = 0; i < consensus->history_count; i++)
        add(&line, consensus->history[i].at, consensus->history[i].target_mean);
    return line;
}

/* The value that stood at each of so many equal steps from the first observation until now. */
static struct point *steps_of(const struct line *line, size_t count, struct arena *arena)
{
    struct point *points = arena_array(arena, count + 1, sizeof *points);
    int64_t first = line->points[0].at;
    size_t at = 0;
    for (size_t i = 0; i < count; i++) {
        int64_t when = count > 1 ? first + (line->now - first) * (int64_t)i / (int64_t)(count - 1) : line->now;
        while (at + 1 < line->count && line->points[at + 1].at <= when)
            at++;
        points[i] = (struct point){line->points[at].value, true};
    }
    return points;
}

static void draw_line(struct canvas *canvas, struct rect area, const struct line *line, struct amount mark,
                      struct arena *arena)
{
    double low = HUGE_VAL, high = -HUGE_VAL;
    struct rect plot = rect_below(area, 1);
    if (line->count < 2 || plot.rows < 2 || plot.columns <= LABEL_COLUMNS) {
        canvas_text(canvas, plot, 0, 0, plot.columns, ROLE_UNKNOWN, 0,
                    "the chart begins with the second day observed");
        return;
    }
    for (size_t i = 0; i < line->count; i++) {
        low = fmin(low, line->points[i].value);
        high = fmax(high, line->points[i].value);
    }
    if (mark.known) {
        low = fmin(low, mark.value);
        high = fmax(high, mark.value);
    }
    struct scale scale = scale_make(low, high, plot.rows);
    chart_value_axis(canvas, plot, &scale, LABEL_COLUMNS);
    plot.columns -= LABEL_COLUMNS;
    size_t count = (size_t)plot.columns * DOTS;
    chart_line(canvas, plot, &scale, steps_of(line, count, arena), (int)count, ROLE_ESTIMATE);
    if (mark.known)
        canvas_put(canvas, plot, scale_row(&scale, mark.value), plot.columns - 1, DIAMOND, ROLE_TEXT, 0);
}

static void draw_recommendations(struct canvas *canvas, struct rect area, const struct consensus *consensus,
                                 int64_t now)
{
    struct arena arena;
    arena_init(&arena);
    struct line line = recommendations(consensus, now, &arena);
    size_t days = line.count > 0 ? (size_t)((now - line.points[0].at) / 86400) : 0;
    canvas_printf(canvas, area, 0, 0, ROLE_MUTED, 0, "mean recommendation, 1 best, %zu days", days);
    draw_line(canvas, area, &line, AMOUNT_UNKNOWN, &arena);
    arena_clear(&arena);
}

static void draw_targets(struct canvas *canvas, struct rect area, const struct consensus *consensus,
                         struct amount price, int64_t now)
{
    struct arena arena;
    arena_init(&arena);
    struct line line = targets(consensus, now, &arena);
    canvas_printf(canvas, area, 0, 0, ROLE_MUTED, 0, "mean target, %zu day%s observed here", line.count,
                  line.count == 1 ? "" : "s");
    draw_line(canvas, area, &line, price, &arena);
    arena_clear(&arena);
}

void consensus_draw_history(struct canvas *canvas, struct rect area, const struct consensus *consensus,
                            struct amount price, int64_t now)
{
    struct rect second = area;
    if (area.columns >= SIDE_BY_SIDE) {
        area.columns = (area.columns - GAP) / 2;
        second.column += area.columns + GAP;
        second.columns -= area.columns + GAP;
    } else if (area.rows >= 2 * HISTORY_ROWS_LEAST) {
        area.rows /= 2;
        second = rect_below(second, area.rows);
    } else if (consensus->history_count < 2) {
        second.rows = 0;
    } else {
        area.rows = 0;
    }
    if (area.rows > 0)
        draw_recommendations(canvas, area, consensus, now);
    if (second.rows > 0)
        draw_targets(canvas, second, consensus, price, now);
}
