/* SPDX-License-Identifier: MIT
 * The system's clocks. */
#include "config.h"

#include "base/clock.h"

#include <time.h>

static int64_t read_ms(clockid_t id)
{
    struct timespec now;
    clock_gettime(id, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static int64_t system_wall_ms(void *context)
{
    (void)context;
    return read_ms(CLOCK_REALTIME);
}

static int64_t system_monotonic_ms(void *context)
{
    (void)context;
    return read_ms(CLOCK_MONOTONIC);
}

static int64_t shifted_wall_ms(void *context)
{
    const int64_t *ahead_ms = context;
    return read_ms(CLOCK_REALTIME) + *ahead_ms;
}

const struct clock clock_system = {system_wall_ms, system_monotonic_ms, NULL};

struct clock clock_shifted(int64_t *ahead_ms)
{
    return (struct clock){shifted_wall_ms, system_monotonic_ms, ahead_ms};
}

int64_t clock_wall_ms(const struct clock *clock)
{
    return clock->wall_ms(clock->context);
}

int64_t clock_wall_seconds(const struct clock *clock)
{
    return clock_wall_ms(clock) / 1000;
}

int64_t clock_monotonic_ms(const struct clock *clock)
{
    return clock->monotonic_ms(clock->context);
}
