/* SPDX-License-Identifier: MIT
 * A GPU model over months and years, one point a day. */
#ifndef MODEL_GPU_HISTORY_H
#define MODEL_GPU_HISTORY_H

#include "model/gpu_market.h"

#define GPU_CARRY_DAYS 3 /* so long a venue that falls silent speaks with its last word */

struct gpu_day { /* the last that a venue said of a model on a UTC day (table history.book_day) */
    char venue[GPU_VENUE_SIZE];
    char model[GPU_MODEL_SIZE];
    int64_t day; /* since 1970 */
    int64_t at;  /* UTC s */
    struct amount median, low, stock, idle_gpus;
    enum gpu_role role;
    struct amount spot_ratio; /* spot over on-demand */
};

struct gpu_history_point {
    int64_t day;
    struct amount price;        /* median of the venues' prices, USD per GPU-hour */
    struct amount availability; /* percent of the venues that tell */
    struct amount idle_gpus;    /* of the venues that tell */
    size_t venues;              /* with a price */
    struct amount settled;      /* an index's price of a day on which no venue was watched: published history */
};

struct gpu_history {
    char model[GPU_MODEL_SIZE];
    struct gpu_history_point *points; /* oldest first; days without any venue are left out */
    size_t count;
};

/* days: of one model, ascending by day. Only venues of GPU_ROLE_MARKET count; where there is none yet, the price of
 * an index stands in `settled` and never in `price`. */
struct gpu_history gpu_history_build(const char *model, const struct gpu_day *days, size_t count,
                                     struct arena *arena);

/* The subject of a model's slot: of a year, or of all that is held. */
void gpu_history_subject(char *subject, size_t size, const char *model, bool long_ago);
/* The two parts again: true of all that is held. */
bool gpu_history_split(const char *subject, char model[GPU_MODEL_SIZE]);

#endif
