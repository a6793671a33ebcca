/* SPDX-License-Identifier: MIT
 * Bars laid out over the columns of a chart. One day is laid out over its whole session, so that a new bar changes
 * its own column and nothing else; longer ranges get a new bar a few times a day at most. */
#ifndef CHART_SERIES_H
#define CHART_SERIES_H

#include "base/arena.h"
#include "draw/chart.h"
#include "model/prices.h"

struct series_step { /* what one step of the time axis shows: a bar or several, folded */
    struct bar bar;
    size_t first, last; /* bars of the source */
    bool known;         /* false: a gap */
};

struct series {
    const struct bars *bars;
    struct series_step *steps;
    size_t count;
    int stride;              /* columns per step */
    enum chart_range labels; /* that its time axis is labelled for */
};

void series_make(struct series *series, const struct bars *bars, int columns, struct arena *arena);
/* Of a part of a range that was panned or zoomed to: by its bars, labelled by how long it is. */
void series_make_part(struct series *series, const struct bars *bars, int columns, struct arena *arena);

/* One entry per column (candles, volume) or two (lines); how many goes to *count. All in arena. */
struct candle *series_candles(const struct series *series, int *count, struct arena *arena);
struct point *series_volume(const struct series *series, int *count, struct arena *arena);
struct point *series_columns(const struct series *series, int *count, struct arena *arena); /* closes, one each */
struct point *series_closes(const struct series *series, int *count, struct arena *arena);
/* values: one a bar. */
struct point *series_values(const struct series *series, const struct amount *values, int *count,
                            struct arena *arena);

/* The step of the day of that time (UTC s), else the next one: what is said on a Sunday moves Monday. -1: outside.
 */
int series_step_at(const struct series *series, int64_t when);

/* The least and the greatest price shown; false when there is none. */
bool series_range(const struct series *series, bool closes_only, double *low, double *high);

#endif
