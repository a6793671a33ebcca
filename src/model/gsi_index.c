/* SPDX-License-Identifier: MIT
 * The index as it is shown: looking things up in its fixes. */
#include "config.h"

#include "model/gsi_fix.h"

#include <string.h>

#define DAY       86400
#define LATE_DAYS 2 /* a fix so much older still stands for the day */

const struct gsi_series *gsi_series_of(const struct gsi_index *index, const char *model)
{
    static const struct gsi_series none;
    for (size_t i = 0; i < index->series_count; i++)
        if (strcmp(index->series[i].model, model) == 0)
            return &index->series[i];
    return &none;
}

const struct gsi_fix *gsi_live_of(const struct gsi_index *index, const char *model)
{
    for (size_t i = 0; i < index->live_count; i++)
        if (strcmp(index->live[i].model, model) == 0)
            return &index->live[i];
    return NULL;
}

struct amount gsi_change(const struct gsi_index *index, const char *model, int days)
{
    const struct gsi_fix *live = gsi_live_of(index, model);
    const struct gsi_series *series = gsi_series_of(index, model);
    if (live == NULL || !live->level.value.known)
        return AMOUNT_UNKNOWN;
    int64_t then = live->fix_at - (int64_t)days * DAY;
    for (size_t i = series->count; i > 0; i--) {
        const struct gsi_past *fix = &series->fixes[i - 1];
        if (fix->fix_at > then || !fix->value.known || fix->seeded)
            continue;
        return then - fix->fix_at <= (int64_t)LATE_DAYS * DAY ? amount_minus(live->level.value, fix->value)
                                                              : AMOUNT_UNKNOWN;
    }
    return AMOUNT_UNKNOWN;
}

struct amount gsi_percentile(const struct gsi_index *index, const struct gsi_fix *fix)
{
    size_t own = 0;
    double below = 0;
    const struct gsi_series *series = gsi_series_of(index, fix->model);
    for (size_t i = 0; fix->level.value.known && i < series->count && series->fixes[i].fix_at < fix->fix_at; i++) {
        struct amount value = series->fixes[i].value;
        if (!value.known || series->fixes[i].seeded)
            continue;
        own++;
        below += value.value < fix->level.value.value ? 1 : value.value > fix->level.value.value ? 0 : 0.5;
    }
    return own >= GSI_PERCENTILE_FIXES ? amount_of(100 * below / (double)own) : AMOUNT_UNKNOWN;
}
