/* SPDX-License-Identifier: MIT
 * One pass over days: each venue speaks with its newest word. */
#include "config.h"

#include "model/gpu_history.h"

#include "quantile.h"

#include "base/text.h"

#include <stdio.h>
#include <string.h>

#define VENUES_MOST 24
#define LONG_AGO    " ever"

struct venues {
    const struct gpu_day *last[VENUES_MOST];
    size_t count;
    struct amount settled; /* of the day under way */
};

static void hear(struct venues *venues, const struct gpu_day *day)
{
    size_t i = 0;
    while (i < venues->count && strcmp(venues->last[i]->venue, day->venue) != 0)
        i++;
    if (i == VENUES_MOST)
        return;
    venues->last[i] = day;
    if (i == venues->count)
        venues->count++;
}

static struct gpu_history_point point_at(const struct venues *venues, int64_t day)
{
    struct gpu_history_point point = {.day = day};
    double prices[VENUES_MOST];
    size_t telling = 0, stocked = 0;
    for (size_t i = 0; i < venues->count; i++) {
        const struct gpu_day *last = venues->last[i];
        if (day - last->day > GPU_CARRY_DAYS)
            continue;
        if (last->median.known)
            prices[point.venues++] = last->median.value;
        telling += last->stock.known;
        stocked += last->stock.known && last->stock.value > 0;
        if (last->idle_gpus.known)
            point.idle_gpus = amount_of(point.idle_gpus.value + last->idle_gpus.value);
    }
    point.price = quantile(prices, point.venues, 0.5);
    point.settled = point.price.known ? AMOUNT_UNKNOWN : venues->settled;
    if (telling > 0)
        point.availability = amount_of(100 * (double)stocked / (double)telling);
    return point;
}

struct gpu_history gpu_history_build(const char *model, const struct gpu_day *days, size_t count,
                                     struct arena *arena)
{
    struct gpu_history history = {.points = arena_array(arena, count + 1, sizeof *history.points)};
    struct venues venues = {.count = 0};
    text_copy(history.model, sizeof history.model, model);
    for (size_t i = 0; i < count; i++) {
        if (i == 0 || days[i - 1].day != days[i].day)
            venues.settled = AMOUNT_UNKNOWN;
        if (days[i].role == GPU_ROLE_MARKET)
            hear(&venues, &days[i]);
        else if (days[i].role == GPU_ROLE_INDEX)
            venues.settled = days[i].median;
        bool day_ends = i + 1 == count || days[i + 1].day != days[i].day;
        if (!day_ends)
            continue;
        struct gpu_history_point point = point_at(&venues, days[i].day);
        if (point.venues > 0 || point.availability.known || point.settled.known)
            history.points[history.count++] = point;
    }
    return history;
}

void gpu_history_subject(char *subject, size_t size, const char *model, bool long_ago)
{
    snprintf(subject, size, "%s%s", model, long_ago ? LONG_AGO : "");
}

bool gpu_history_split(const char *subject, char model[GPU_MODEL_SIZE])
{
    size_t length = strlen(subject), tail = strlen(LONG_AGO);
    bool long_ago = length > tail && strcmp(subject + length - tail, LONG_AGO) == 0;
    text_copy(model, GPU_MODEL_SIZE, subject);
    if (long_ago && length - tail < GPU_MODEL_SIZE)
        model[length - tail] = '\0';
    return long_ago;
}
