/* SPDX-License-Identifier: MIT
 * Token buckets and cool-downs, with a clock of our own. */
#include "config.h"

#include "net/rate_limit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define MINUTE_MS 60000

static int make(void **state)
{
    struct rate_limits *limits = rate_limits_new();
    rate_limit_define(limits, "sec", 8, 2);
    *state = limits;
    return 0;
}

static int drop(void **state)
{
    rate_limits_free(*state);
    return 0;
}

static void burst_then_pace(void **state)
{
    struct rate_limits *limits = *state;
    assert_int_equal(rate_limit_take(limits, "sec", 1000), 0);
    assert_int_equal(rate_limit_take(limits, "sec", 1000), 0);
    assert_int_equal(rate_limit_take(limits, "sec", 1000), 125);
    assert_int_equal(rate_limit_take(limits, "sec", 1100), 25);
    assert_int_equal(rate_limit_take(limits, "sec", 1125), 0);
    assert_int_equal(rate_limit_take(limits, "sec", 1125), 125);
}

static void waiting_as_told_is_always_enough(void **state)
{
    static const double rates[] = {0.1, 0.3, 1.0 / 3, 0.7, 1, 2, 3, 7, 8, 9.9, 1000};
    struct rate_limits *limits = *state;
    for (size_t i = 0; i < sizeof rates / sizeof rates[0]; i++) {
        int64_t now = 12345;
        rate_limit_define(limits, "odd", rates[i], 1);
        for (int taken = 0; taken < 200; taken++) {
            int64_t wait = rate_limit_take(limits, "odd", now);
            if (wait == 0)
                continue;
            assert_true(wait > 0);
            now += wait;
            assert_int_equal(rate_limit_take(limits, "odd", now), 0);
        }
    }
}

static void rest_never_saves_more_than_the_burst(void **state)
{
    struct rate_limits *limits = *state;
    assert_int_equal(rate_limit_take(limits, "sec", 0), 0);
    assert_int_equal(rate_limit_take(limits, "sec", 3600000), 0);
    assert_int_equal(rate_limit_take(limits, "sec", 3600000), 0);
    assert_int_equal(rate_limit_take(limits, "sec", 3600000), 125);
}

static void no_more_than_the_rate_in_any_hour(void **state)
{
    struct rate_limits *limits = *state;
    unsigned taken = 0;
    for (int64_t now = 0; now < 60 * MINUTE_MS; now += 10)
        taken += rate_limit_take(limits, "sec", now) == 0;
    assert_in_range(taken, 8 * 3600 - 8, 8 * 3600 + 2);
}

static void buckets_do_not_touch_each_other(void **state)
{
    struct rate_limits *limits = *state;
    rate_limit_define(limits, "yahoo", 1, 1);
    rate_limit_refused(limits, "yahoo", -1, 0, 0);
    assert_int_equal(rate_limit_take(limits, "sec", 0), 0);
    assert_true(rate_limit_take(limits, "yahoo", 0) > 0);
    assert_int_equal(rate_limit_cooling(limits, "sec", 0), 0);
    assert_int_equal(rate_limit_cooling(limits, "never heard of", 0), 0);
}

static void an_undefined_bucket_is_a_careful_one(void **state)
{
    assert_int_equal(rate_limit_take(*state, "new", 0), 0);
    assert_int_equal(rate_limit_take(*state, "new", 0), 1000);
}

static void a_clock_that_steps_back_gives_nothing(void **state)
{
    struct rate_limits *limits = *state;
    assert_int_equal(rate_limit_take(limits, "sec", 5000), 0);
    assert_int_equal(rate_limit_take(limits, "sec", 4000), 0);
    assert_int_equal(rate_limit_take(limits, "sec", 4000), 125);
}

static void refusals_double_to_a_quarter_of_an_hour(void **state)
{
    static const int64_t minutes[] = {1, 2, 4, 8, 15, 15};
    struct rate_limits *limits = *state;
    int64_t now = 0;
    for (size_t i = 0; i < sizeof minutes / sizeof minutes[0]; i++) {
        rate_limit_refused(limits, "sec", -1, 0, now);
        assert_int_equal(rate_limit_cooling(limits, "sec", now), minutes[i] * MINUTE_MS);
        assert_int_equal(rate_limit_take(limits, "sec", now), minutes[i] * MINUTE_MS);
        now += minutes[i] * MINUTE_MS;
        assert_int_equal(rate_limit_cooling(limits, "sec", now), 0);
        assert_int_equal(rate_limit_take(limits, "sec", now), 0);
    }
}

static void a_success_ends_the_doubling(void **state)
{
    struct rate_limits *limits = *state;
    rate_limit_refused(limits, "sec", -1, 0, 0);
    rate_limit_refused(limits, "sec", -1, 0, MINUTE_MS);
    rate_limit_accepted(limits, "sec");
    rate_limit_refused(limits, "sec", -1, 0, 10 * MINUTE_MS);
    assert_int_equal(rate_limit_cooling(limits, "sec", 10 * MINUTE_MS), MINUTE_MS);
}

static void refused_together_counts_once(void **state)
{
    struct rate_limits *limits = *state;
    for (int i = 0; i < 5; i++)
        rate_limit_refused(limits, "sec", -1, 0, 0);
    assert_int_equal(rate_limit_cooling(limits, "sec", 0), MINUTE_MS);
}

static void the_longest_wish_wins(void **state)
{
    struct rate_limits *limits = *state;
    rate_limit_refused(limits, "sec", 7, 0, 0);
    assert_int_equal(rate_limit_cooling(limits, "sec", 0), MINUTE_MS);
    rate_limit_refused(limits, "sec", 90, 0, 0);
    assert_int_equal(rate_limit_cooling(limits, "sec", 0), 90000);
    rate_limit_refused(limits, "sec", 90, 600, 0);
    assert_int_equal(rate_limit_cooling(limits, "sec", 0), 600000);
    rate_limit_refused(limits, "sec", -1, 0, 0); /* a shorter one does not shorten it */
    assert_int_equal(rate_limit_cooling(limits, "sec", 0), 600000);
}

int main(void)
{
#define TEST(function) cmocka_unit_test_setup_teardown(function, make, drop)
    const struct CMUnitTest tests[] = {
        TEST(burst_then_pace),
        TEST(waiting_as_told_is_always_enough),
        TEST(rest_never_saves_more_than_the_burst),
        TEST(no_more_than_the_rate_in_any_hour),
        TEST(buckets_do_not_touch_each_other),
        TEST(an_undefined_bucket_is_a_careful_one),
        TEST(a_clock_that_steps_back_gives_nothing),
        TEST(refusals_double_to_a_quarter_of_an_hour),
        TEST(a_success_ends_the_doubling),
        TEST(refused_together_counts_once),
        TEST(the_longest_wish_wins),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
