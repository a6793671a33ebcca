/* SPDX-License-Identifier: MIT
 * One replaceable clock. Wall time is for stamps and for comparing with a provider's time,
 * monotonic time for waiting. */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include <stdint.h>

struct clock {
    int64_t (*wall_ms)(void *context);      /* ms since 1970-01-01 UTC */
    int64_t (*monotonic_ms)(void *context); /* ms since some start, never steps */
    void *context;
};

extern const struct clock clock_system;
/* The system's clocks with the wall time *ahead_ms ahead; borrowed as long as the clock is used. */
struct clock clock_shifted(int64_t *ahead_ms);

int64_t clock_wall_ms(const struct clock *clock);
int64_t clock_wall_seconds(const struct clock *clock);
int64_t clock_monotonic_ms(const struct clock *clock);

#endif
