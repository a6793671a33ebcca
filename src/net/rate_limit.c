/* SPDX-License-Identifier: MIT
 * Token buckets and cool-downs, one per name. */
#include "config.h"

#include "net/rate_limit.h"

#include "base/memory.h"
#include "base/text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define COOLING_FIRST_MS ((int64_t)60 * 1000)
#define COOLING_MOST_MS  ((int64_t)15 * 60 * 1000)
#define DEFAULT_RATE     1.0
#define DEFAULT_BURST    1.0
#define NAME_SIZE        64

struct bucket {
    char name[NAME_SIZE];
    double rate;  /* tokens per second */
    double burst; /* the most tokens */
    double tokens;
    int64_t filled_ms; /* when tokens was last counted */
    bool started;      /* filled_ms is set */
    int64_t cool_until_ms;
    bool cooling;
    unsigned refusals;
};

struct rate_limits {
    struct bucket *buckets;
    size_t count;
};

struct rate_limits *rate_limits_new(void)
{
    return memory_new(1, sizeof(struct rate_limits));
}

void rate_limits_free(struct rate_limits *limits)
{
    if (limits == NULL)
        return;
    free(limits->buckets);
    free(limits);
}

static struct bucket *find(const struct rate_limits *limits, const char *name)
{
    for (size_t i = 0; i < limits->count; i++)
        if (strncmp(limits->buckets[i].name, name, NAME_SIZE - 1) == 0)
            return &limits->buckets[i];
    return NULL;
}

static struct bucket *find_or_make(struct rate_limits *limits, const char *name)
{
    struct bucket *bucket = find(limits, name);
    if (bucket != NULL)
        return bucket;
    limits->buckets = memory_grow(limits->buckets, limits->count + 1, sizeof *limits->buckets);
    bucket = &limits->buckets[limits->count++];
    *bucket = (struct bucket){.rate = DEFAULT_RATE, .burst = DEFAULT_BURST, .tokens = DEFAULT_BURST};
    text_copy(bucket->name, sizeof bucket->name, name);
    return bucket;
}

void rate_limit_define(struct rate_limits *limits, const char *name, double rate, double burst)
{
    struct bucket *bucket = find_or_make(limits, name);
    bucket->rate = rate > 0 ? rate : DEFAULT_RATE;
    bucket->burst = burst >= 1 ? burst : DEFAULT_BURST;
    if (!bucket->started || bucket->tokens > bucket->burst)
        bucket->tokens = bucket->burst;
}

static void fill(struct bucket *bucket, int64_t now_ms)
{
    if (bucket->started && now_ms > bucket->filled_ms) {
        bucket->tokens += (double)(now_ms - bucket->filled_ms) / 1000 * bucket->rate;
        bucket->tokens = fmin(bucket->tokens, bucket->burst);
    }
    bucket->filled_ms = now_ms;
    bucket->started = true;
}

static int64_t cooling_left(const struct bucket *bucket, int64_t now_ms)
{
    return bucket->cooling && bucket->cool_until_ms > now_ms ? bucket->cool_until_ms - now_ms : 0;
}

int64_t rate_limit_take(struct rate_limits *limits, const char *name, int64_t now_ms)
{
    struct bucket *bucket = find_or_make(limits, name);
    int64_t wait = cooling_left(bucket, now_ms);
    fill(bucket, now_ms);
    if (wait > 0)
        return wait;
    /* Rounding must not make a caller that waited as long as told come a millisecond too early. */
    if (bucket->tokens >= 1 - 1e-9) {
        bucket->tokens = fmax(bucket->tokens - 1, 0);
        return 0;
    }
    wait = (int64_t)ceil((1 - bucket->tokens) / bucket->rate * 1000 - 1e-6);
    return wait > 0 ? wait : 1;
}

static int64_t own_cooling_ms(unsigned refusals)
{
    int64_t length = COOLING_FIRST_MS;
    for (unsigned i = 1; i < refusals && length < COOLING_MOST_MS; i++)
        length *= 2;
    return length < COOLING_MOST_MS ? length : COOLING_MOST_MS;
}

void rate_limit_refused(struct rate_limits *limits, const char *name, int64_t retry_after_seconds,
                        int64_t floor_seconds, int64_t now_ms)
{
    struct bucket *bucket = find_or_make(limits, name);
    /* Requests that were under way together are refused together: that is one refusal. */
    if (cooling_left(bucket, now_ms) == 0)
        bucket->refusals++;
    int64_t asked_seconds = retry_after_seconds > floor_seconds ? retry_after_seconds : floor_seconds;
    int64_t length = own_cooling_ms(bucket->refusals);
    if (asked_seconds > length / 1000)
        length = asked_seconds * 1000;
    if (!bucket->cooling || now_ms + length > bucket->cool_until_ms)
        bucket->cool_until_ms = now_ms + length;
    bucket->cooling = true;
}

void rate_limit_accepted(struct rate_limits *limits, const char *name)
{
    find_or_make(limits, name)->refusals = 0;
}

int64_t rate_limit_cooling(const struct rate_limits *limits, const char *name, int64_t now_ms)
{
    const struct bucket *bucket = find(limits, name);
    return bucket != NULL ? cooling_left(bucket, now_ms) : 0;
}
