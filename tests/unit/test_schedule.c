/* SPDX-License-Identifier: MIT
 * When to ask again: every kind's pace, the jitter's bounds, the back-off's growth, the spread of instances. */
#include "config.h"

#include "poller/schedule.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#define ALMOST_ONE 0.9999999999

static const struct config paces = {
    .open_seconds = 15,
    .extended_seconds = 60,
    .closed_seconds = 1800,
    .ratings_seconds = 7200,
    .filings_seconds = 300,
    .facts_seconds = 900,
    .gpu_seconds = 600,
    .bars_seconds = 45,
};

static void every_kind_has_its_pace(void **state)
{
    static const struct {
        enum dataset_kind kind;
        enum market_session session;
        int seconds;
    } rows[] = {
        {DATASET_QUOTES, SESSION_REGULAR, 15},
        {DATASET_QUOTES, SESSION_PRE, 60},
        {DATASET_QUOTES, SESSION_POST, 60},
        {DATASET_QUOTES, SESSION_CLOSED, 1800},
        {DATASET_QUOTES, SESSION_UNKNOWN, 15}, /* beyond the calendar: as if open */
        {DATASET_BARS, SESSION_REGULAR, 45},
        {DATASET_BARS, SESSION_CLOSED, 1800},
        {DATASET_RATINGS, SESSION_CLOSED, 7200},
        {DATASET_CONSENSUS, SESSION_REGULAR, 3600},
        {DATASET_RECEIVABLES, SESSION_CLOSED, 900},
        {DATASET_FILINGS, SESSION_CLOSED, 300},
        {DATASET_GPU_MARKET, SESSION_CLOSED, 600},
        {DATASET_COMPANIES, SESSION_REGULAR, 86400},
        {DATASET_CUSTOMERS, SESSION_REGULAR, 6 * 3600},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (schedule_interval(&paces, rows[i].kind, rows[i].session) != rows[i].seconds)
            fail_msg("%s in session %d: %d s, not %d s", dataset_kind_name(rows[i].kind), (int)rows[i].session,
                     schedule_interval(&paces, rows[i].kind, rows[i].session), rows[i].seconds);
}

static void what_is_not_there_yet_is_asked_for_soon(void **state)
{
    static const int seconds[] = {2, 2, 5, 10, 20, 40, 60, 60, 60};
    (void)state;
    for (unsigned i = 0; i < sizeof seconds / sizeof seconds[0]; i++)
        assert_int_equal(schedule_not_yet_ms(i), seconds[i] * 1000);
    assert_int_equal(schedule_not_yet_ms(~0U), 60000);
}

static void closed_never_quickens_the_bars(void **state)
{
    struct config quick = paces;
    (void)state;
    quick.closed_seconds = 5;
    assert_int_equal(schedule_interval(&quick, DATASET_BARS, SESSION_CLOSED), 45);
}

static void consensus_follows_quicker_ratings(void **state)
{
    struct config quick = paces;
    (void)state;
    quick.ratings_seconds = 60;
    assert_int_equal(schedule_interval(&quick, DATASET_CONSENSUS, SESSION_CLOSED), 60);
}

static void jitter_stays_within_a_tenth(void **state)
{
    (void)state;
    assert_int_equal(schedule_jitter_ms(10000, 0), 9000);
    assert_int_equal(schedule_jitter_ms(10000, 0.5), 10000);
    assert_in_range(schedule_jitter_ms(10000, ALMOST_ONE), 10990, 11000);
    assert_int_equal(schedule_jitter_ms(0, 0.3), 0);
}

static void back_off_doubles_up_to_ten_minutes(void **state)
{
    int64_t most = 0;
    (void)state;
    for (unsigned failures = 1; failures <= 64; failures++) {
        int64_t delay = schedule_backoff_ms(failures, 0, ALMOST_ONE);
        int64_t expected = failures < 10 ? (int64_t)1000 << failures : 600000;
        assert_in_range(delay, expected - 2, expected);
        assert_true(delay >= most);
        most = delay;
        assert_int_equal(schedule_backoff_ms(failures, 0, 0), 0); /* full jitter: anything from nothing */
    }
    assert_in_range(schedule_backoff_ms(UINT32_MAX, 0, ALMOST_ONE), 599990, 600000);
}

static void a_floor_is_kept(void **state)
{
    (void)state;
    assert_int_equal(schedule_backoff_ms(1, 5000, 0), 5000);
    assert_int_equal(schedule_backoff_ms(3, 3600000, ALMOST_ONE), 3600000); /* Retry-After beyond our own cap */
}

static void offsets_spread_and_repeat(void **state)
{
    enum { PARTS = 8, INSTANCES = 4000 };
    unsigned parts[PARTS] = {0};
    (void)state;
    for (uint64_t seed = 0; seed < INSTANCES; seed++) {
        int64_t offset = schedule_offset_ms("yahoo_quotes", "CRWV", seed, 15000);
        assert_in_range(offset, 0, 14999);
        assert_int_equal(offset, schedule_offset_ms("yahoo_quotes", "CRWV", seed, 15000));
        parts[offset * PARTS / 15000]++;
    }
    for (size_t i = 0; i < PARTS; i++) /* 500 each on average */
        assert_in_range(parts[i], 400, 600);
    assert_int_not_equal(schedule_offset_ms("yahoo_quotes", "CRWV", 1, 15000),
                         schedule_offset_ms("yahoo_quotes", "NBIS", 1, 15000));
    assert_int_equal(schedule_offset_ms("yahoo_quotes", "CRWV", 1, 0), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_kind_has_its_pace),
        cmocka_unit_test(what_is_not_there_yet_is_asked_for_soon),
        cmocka_unit_test(closed_never_quickens_the_bars),
        cmocka_unit_test(consensus_follows_quicker_ratings),
        cmocka_unit_test(jitter_stays_within_a_tenth),
        cmocka_unit_test(back_off_doubles_up_to_ten_minutes),
        cmocka_unit_test(a_floor_is_kept),
        cmocka_unit_test(offsets_spread_and_repeat),
    };
    return cmocka_run_group_tests_name("schedule", tests, NULL, NULL);
}
