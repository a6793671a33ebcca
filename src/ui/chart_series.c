/* SPDX-License-Identifier: MIT
 * Bars to columns. */
#include "config.h"

#include "chart_series.h"

#include "base/date.h"
#include "model/calendar.h"

#include <math.h>

#define STRIDE_MOST  3
#define PRE_SECONDS  (330 * 60) /* from 4 o'clock to the opening bell */
#define DAYS_OF_WEEK 7
#define DAY_SECONDS  INT64_C(86400)
#define YEAR_SECONDS (366 * DAY_SECONDS)

struct slots { /* places on the time axis, one per bar that could be */
    int64_t origin, seconds;
    size_t count;
    size_t first_hole, hole_count; /* between the first bar and the last: they keep their places */
};

/* By the bars there are, and the holes between them: nights and weekends take no room. */
static struct slots slots_by_bars(const struct bars *bars)
{
    struct slots slots = {.count = bars->count};
    for (size_t i = 0; bars->count > 0 && i < bars->hole_count; i++) {
        slots.first_hole += bars->holes[i] < bars->items[0].start;
        slots.hole_count +=
            bars->holes[i] > bars->items[0].start && bars->holes[i] < bars->items[bars->count - 1].start;
    }
    slots.count += slots.hole_count;
    return slots;
}

/* One day is laid out over its session, and over those before and after it when they have bars. */
static struct slots slots_of(const struct bars *bars)
{
    struct slots slots = slots_by_bars(bars);
    if (bars->range != RANGE_1D || bars->count == 0) {
        return slots;
    }
    int64_t open, close, first = bars->items[0].start, last = bars->items[bars->count - 1].start;
    int64_t seconds = bar_interval_seconds(bars->interval);
    calendar_last_session(first + PRE_SECONDS, &open, &close);
    open -= first < open ? PRE_SECONDS : 0;
    close = last >= close + seconds ? calendar_session_change(close) : close;
    bool inside = first >= open && last < close + seconds;
    if (inside && seconds > 0 && close > open) {
        slots.origin = open;
        slots.seconds = seconds;
        slots.count = (size_t)((close - open + seconds - 1) / seconds) + 1;
        slots.hole_count = 0;
    }
    return slots;
}

static size_t slot_of(const struct slots *slots, const struct bars *bars, size_t index)
{
    if (slots->seconds == 0) {
        size_t holes = 0;
        while (holes < slots->hole_count && bars->holes[slots->first_hole + holes] < bars->items[index].start) {
            holes++;
        }
        return index + holes;
    }
    size_t slot = (size_t)((bars->items[index].start - slots->origin) / slots->seconds);
    return slot < slots->count ? slot : slots->count - 1;
}

static void make(struct series *series, const struct bars *bars, struct slots slots, int columns,
                 struct arena *arena)
{
    *series = (struct series){.bars = bars, .stride = 1, .labels = bars->range};
    if (columns <= 0 || slots.count == 0) {
        return;
    }
    size_t width = (size_t)columns;
    series->count = slots.count < width ? slots.count : width;
    int stride = columns / (int)series->count;
    series->stride = stride > STRIDE_MOST ? STRIDE_MOST : stride;
    series->steps = arena_array(arena, series->count, sizeof *series->steps);
    for (size_t i = 0; i < bars->count;) {
        size_t step = slot_of(&slots, bars, i) * series->count / slots.count;
        size_t end = i + 1;
        while (end < bars->count && slot_of(&slots, bars, end) * series->count / slots.count == step) {
            end++;
        }
        struct bars run = *bars;
        run.items = bars->items + i;
        run.count = end - i;
        struct bars one = bars_fold(&run, 1, arena);
        series->steps[step] = (struct series_step){.first = i, .last = end - 1, .known = one.count > 0};
        if (one.count > 0) {
            series->steps[step].bar = one.items[0];
        }
        i = end;
    }
}

void series_make(struct series *series, const struct bars *bars, int columns, struct arena *arena)
{
    make(series, bars, slots_of(bars), columns, arena);
}

void series_make_part(struct series *series, const struct bars *bars, int columns, struct arena *arena)
{
    make(series, bars, slots_by_bars(bars), columns, arena);
    int64_t seconds = bars->count > 0 ? bars->items[bars->count - 1].start - bars->items[0].start : 0;
    series->labels = seconds <= DAY_SECONDS        ? RANGE_1D
                     : seconds <= 10 * DAY_SECONDS ? RANGE_5D
                     : seconds <= 50 * DAY_SECONDS ? RANGE_1M
                     : seconds <= 3 * YEAR_SECONDS ? RANGE_1Y
                                                   : RANGE_MAX;
}

static size_t column_count(const struct series *series)
{
    return series->count * (size_t)series->stride;
}

struct candle *series_candles(const struct series *series, int *count, struct arena *arena)
{
    struct candle *candles = arena_array(arena, column_count(series) + 1, sizeof *candles);
    for (size_t i = 0; i < series->count; i++) {
        const struct series_step *step = &series->steps[i];
        candles[i * (size_t)series->stride] = (struct candle){
            .open = step->bar.open,
            .high = step->bar.high,
            .low = step->bar.low,
            .close = step->bar.close,
            .known = step->known,
            .partial = step->bar.partial,
        };
    }
    *count = (int)column_count(series);
    return candles;
}

struct point *series_volume(const struct series *series, int *count, struct arena *arena)
{
    struct point *points = arena_array(arena, column_count(series) + 1, sizeof *points);
    for (size_t i = 0; i < series->count; i++) {
        struct amount volume = series->steps[i].known ? series->steps[i].bar.volume : AMOUNT_UNKNOWN;
        points[i * (size_t)series->stride] = (struct point){volume.value, volume.known};
    }
    *count = (int)column_count(series);
    return points;
}

/* A step's close over all of its columns. */
struct point *series_columns(const struct series *series, int *count, struct arena *arena)
{
    struct point *points = arena_array(arena, column_count(series) + 1, sizeof *points);
    for (size_t i = 0; i < column_count(series); i++) {
        const struct series_step *step = &series->steps[i / (size_t)series->stride];
        points[i] = (struct point){step->bar.close, step->known};
    }
    *count = (int)column_count(series);
    return points;
}

/* Straight lines between neighbouring steps; a step that is a gap stays one. */
static void join(struct point *points, size_t per_step, size_t steps)
{
    for (size_t i = 0; i + 1 < steps; i++) {
        const struct point from = points[i * per_step];
        const struct point to = points[(i + 1) * per_step];
        for (size_t j = 1; j < per_step; j++) {
            double share = (double)j / (double)per_step;
            double value = to.known ? from.value + (to.value - from.value) * share : from.value;
            points[i * per_step + j] = (struct point){value, from.known && to.known};
        }
    }
}

/* A step of several bars shows its lowest and its highest close in the order in which they came. */
static void put_extremes(struct point *points, const struct series *series, const struct series_step *step)
{
    size_t low = step->first, high = step->first;
    for (size_t i = step->first; i <= step->last; i++) {
        low = series->bars->items[i].close < series->bars->items[low].close ? i : low;
        high = series->bars->items[i].close > series->bars->items[high].close ? i : high;
    }
    points[0] = (struct point){series->bars->items[low < high ? low : high].close, true};
    points[1] = (struct point){series->bars->items[low < high ? high : low].close, true};
}

static bool is_folded(const struct series *series)
{
    for (size_t i = 0; i < series->count; i++) {
        if (series->steps[i].known && series->steps[i].last > series->steps[i].first) {
            return true;
        }
    }
    return false;
}

struct point *series_closes(const struct series *series, int *count, struct arena *arena)
{
    size_t per_step = 2 * (size_t)series->stride;
    struct point *points = arena_array(arena, 2 * column_count(series) + 2, sizeof *points);
    bool folded = is_folded(series);
    for (size_t i = 0; i < series->count; i++) {
        const struct series_step *step = &series->steps[i];
        if (step->known && folded) {
            put_extremes(&points[i * per_step], series, step);
        } else if (step->known) {
            points[i * per_step] = (struct point){step->bar.close, true};
        }
    }
    if (!folded) {
        join(points, per_step, series->count);
    }
    *count = (int)(2 * column_count(series));
    return points;
}

struct point *series_values(const struct series *series, const struct amount *values, int *count,
                            struct arena *arena)
{
    size_t per_step = 2 * (size_t)series->stride;
    struct point *points = arena_array(arena, 2 * column_count(series) + 2, sizeof *points);
    for (size_t i = 0; i < series->count; i++) {
        if (series->steps[i].known) {
            struct amount value = values[series->steps[i].last];
            points[i * per_step] = (struct point){value.value, value.known};
        }
    }
    join(points, per_step, series->count);
    *count = (int)(2 * column_count(series));
    return points;
}

bool series_range(const struct series *series, bool closes_only, double *low, double *high)
{
    bool any = false;
    for (size_t i = 0; i < series->bars->count; i++) {
        const struct bar *bar = &series->bars->items[i];
        double least = closes_only ? bar->close : bar->low;
        double most = closes_only ? bar->close : bar->high;
        *low = any && *low < least ? *low : least;
        *high = any && *high > most ? *high : most;
        any = true;
    }
    return any;
}

int series_step_at(const struct series *series, int64_t when)
{
    int32_t day = date_new_york_day(when);
    const struct bars *bars = series->bars;
    int32_t more = bars->interval == BAR_1W ? DAYS_OF_WEEK - 1 : 0;
    if (bars->count == 0 || when < bars->items[0].start - 86400)
        return -1;
    for (size_t i = 0; i < series->count; i++)
        if (series->steps[i].known && date_new_york_day(bars->items[series->steps[i].last].start) + more >= day)
            return (int)i;
    return -1;
}
