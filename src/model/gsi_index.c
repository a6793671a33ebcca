/* SPDX-License-Identifier: MIT
 * The index as it is shown: looking things up in its fixes. */
#include "config.h"

#include "model/gsi_fix.h"

#include <string.h>

#define DAY       86400
#define LATE_DAYS 2 /* a fix so much older still stands for the day */

const struct gsi_fix *gsi_fixes_of(const struct gsi_index *index, const char *model, size_t *count)
{
    size_t first = 0;
    while (first < index->count && strcmp(index->fixes[first].model, model) != 0)
        first++;
    size_t end = first;
    while (end < index->count && strcmp(index->fixes[end].model, model) == 0)
        end++;
    *count = end - first;
    return *count > 0 ? &index->fixes[first] : NULL;
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
    size_t count;
    const struct gsi_fix *live = gsi_live_of(index, model), *fixes = gsi_fixes_of(index, model, &count);
    if (live == NULL || !live->level.value.known)
        return AMOUNT_UNKNOWN;
    int64_t then = live->fix_at - (int64_t)days * DAY;
    for (size_t i = count; i > 0; i--) {
        const struct gsi_fix *fix = &fixes[i - 1];
        if (fix->fix_at > then || !fix->level.value.known || fix->seeded)
            continue;
        return then - fix->fix_at <= (int64_t)LATE_DAYS * DAY ? amount_minus(live->level.value, fix->level.value)
                                                              : AMOUNT_UNKNOWN;
    }
    return AMOUNT_UNKNOWN;
}

struct amount gsi_percentile(const struct gsi_index *index, const struct gsi_fix *fix)
{
    size_t count, own = 0;
    double below = 0;
    const struct gsi_fix *fixes = gsi_fixes_of(index, fix->model, &count);
    for (size_t i = 0; fix->level.value.known && i < count && fixes[i].fix_at < fix->fix_at; i++) {
        struct amount value = fixes[i].level.value;
        if (!value.known || fixes[i].seeded)
            continue;
        own++;
        below += value.value < fix->level.value.value ? 1 : value.value > fix->level.value.value ? 0 : 0.5;
    }
    return own >= GSI_PERCENTILE_FIXES ? amount_of(100 * below / (double)own) : AMOUNT_UNKNOWN;
}
