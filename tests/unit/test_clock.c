/* SPDX-License-Identifier: MIT
 * The clock and its replacement. */
#include "config.h"

#include "base/clock.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

#include <cmocka.h>

static int64_t wall(void *context)
{
    return *(int64_t *)context;
}

static int64_t monotonic(void *context)
{
    return *(int64_t *)context / 2;
}

static void a_clock_is_what_it_is_told(void **state)
{
    int64_t now = 1795000001999;
    struct clock clock = {wall, monotonic, &now};
    (void)state;
    assert_true(clock_wall_ms(&clock) == 1795000001999);
    assert_true(clock_wall_seconds(&clock) == 1795000001);
    assert_true(clock_monotonic_ms(&clock) == 1795000001999 / 2);
}

static void the_system_clock_is_the_systems(void **state)
{
    (void)state;
    int64_t before = (int64_t)time(NULL), now = clock_wall_seconds(&clock_system), after = (int64_t)time(NULL);
    assert_true(before - 1 <= now && now <= after + 1); /* time(2) reads the coarse clock */
    int64_t first = clock_monotonic_ms(&clock_system);
    assert_true(clock_monotonic_ms(&clock_system) >= first);
}

static void a_shifted_clock_runs_beside_the_systems(void **state)
{
    int64_t ahead_ms = -5000000;
    struct clock clock = clock_shifted(&ahead_ms);
    (void)state;
    int64_t before = clock_wall_ms(&clock_system), now = clock_wall_ms(&clock),
            after = clock_wall_ms(&clock_system);
    assert_true(before - 5000000 <= now && now <= after - 5000000);
    int64_t first = clock_monotonic_ms(&clock_system);
    assert_true(clock_monotonic_ms(&clock) >= first &&
                clock_monotonic_ms(&clock) <= clock_monotonic_ms(&clock_system));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_clock_is_what_it_is_told),
        cmocka_unit_test(the_system_clock_is_the_systems),
        cmocka_unit_test(a_shifted_clock_runs_beside_the_systems),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
