/* SPDX-License-Identifier: MIT
 * The few prices that stand for a day, at every pace of polling, and as bytes that may have been damaged. */
#include "config.h"

#include "trend.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define START 1785517200
#define DRAWN 32

/* A price each `pace` seconds for so long; the price is the number of the poll. */
static void fill(struct trend *trend, int64_t pace, int64_t seconds)
{
    trend->count = 0;
    for (int64_t i = 0; i * pace < seconds; i++)
        trend_add(trend, START + i * pace, (double)i + 1);
}

static void assert_in_order(const struct trend *trend, int64_t pace, int64_t seconds)
{
    int64_t polls = (seconds + pace - 1) / pace, last = START + (polls - 1) * pace;
    int64_t oldest = last - 86400 > START ? last - 86400 : START;
    assert_true(trend->count > 0 && trend->count <= TREND_POINTS);
    assert_int_equal(trend->points[trend->count - 1].at, last); /* the newest always stands */
    assert_true(trend->points[trend->count - 1].price == (float)polls);
    assert_true(trend->points[0].at >= oldest);
    assert_true(trend->points[0].at <= oldest + (last - oldest) / 8 + pace); /* and nearly all of the span */
    for (size_t i = 1; i < trend->count; i++)
        assert_true(trend->points[i].at > trend->points[i - 1].at);
}

static void every_pace_and_span_fits(void **state)
{
    static const int64_t paces[] = {1, 3, 7, 15, 60, 299, 900, 3600, 40000};
    static const int64_t spans[] = {1, 40, 333, 3600, 20000, 86400, 86401, 3 * 86400};
    struct trend trend;
    float prices[DRAWN];
    (void)state;
    for (size_t i = 0; i < sizeof paces / sizeof paces[0]; i++)
        for (size_t k = 0; k < sizeof spans / sizeof spans[0]; k++) {
            fill(&trend, paces[i], spans[k]);
            assert_in_order(&trend, paces[i], spans[k]);
            size_t count = trend_prices(&trend, prices, DRAWN);
            assert_true(count > 0 && count <= DRAWN);
            assert_true(prices[count - 1] == trend.points[trend.count - 1].price);
            for (size_t n = 1; n < count; n++)
                assert_true(prices[n] > prices[n - 1]);
        }
}

static void a_steady_pace_fills_the_sparkline(void **state)
{
    static const int64_t paces[] = {1, 5, 15, 60, 300, 900};
    struct trend trend;
    float prices[DRAWN];
    (void)state;
    for (size_t i = 0; i < sizeof paces / sizeof paces[0]; i++) {
        fill(&trend, paces[i], 2 * 86400);
        assert_int_equal(trend_prices(&trend, prices, DRAWN), DRAWN);
        fill(&trend, paces[i], 33 * paces[i]);                                /* the first minutes as well */
        assert_true(trend_prices(&trend, prices, DRAWN) >= TREND_POINTS / 2); /* stretches double */
    }
}

static void only_newer_prices_are_added(void **state)
{
    struct trend trend = {.count = 0};
    float price;
    (void)state;
    assert_int_equal(trend_prices(&trend, &price, 1), 0);
    trend_add(&trend, START, 5);
    trend_add(&trend, START - 1, 6);
    assert_int_equal(trend.count, 1);
    trend_add(&trend, START, 7); /* the same second: the last one counts */
    assert_int_equal(trend.count, 1);
    assert_int_equal(trend_prices(&trend, &price, 1), 1);
    assert_true(price == 7.0f);
    trend_add(&trend, START + 90000, 8); /* a day later nothing else is left */
    assert_int_equal(trend.count, 1);
}

static void bytes_come_back(void **state)
{
    struct trend before, after;
    unsigned char bytes[TREND_BYTES_MOST];
    (void)state;
    fill(&before, 60, 86400);
    size_t length = trend_encode(&before, bytes);
    assert_int_equal(length, 8 + before.count * 8);
    trend_decode(&after, bytes, length);
    assert_int_equal(after.count, before.count);
    for (size_t i = 0; i < before.count; i++) {
        assert_int_equal(after.points[i].at, before.points[i].at);
        assert_true(after.points[i].price == before.points[i].price);
    }
    before.count = 0;
    assert_int_equal(trend_encode(&before, bytes), 0);
    trend_decode(&after, NULL, 0);
    assert_int_equal(after.count, 0);
}

static void damaged_bytes_are_no_trend_or_a_plausible_one(void **state)
{
    struct trend trend;
    unsigned char bytes[TREND_BYTES_MOST + 8] = {0}, whole[TREND_BYTES_MOST];
    (void)state;
    fill(&trend, 60, 86400);
    size_t length = trend_encode(&trend, whole);
    for (size_t cut = 0; cut <= sizeof bytes; cut++) { /* of every length */
        memcpy(bytes, whole, length);
        trend_decode(&trend, bytes, cut);
        assert_true(trend.count == 0 || trend.count == cut / 8 - 1);
    }
    for (size_t at = 0; at < length; at++)
        for (unsigned bit = 0; bit < 8; bit++) {
            memcpy(bytes, whole, length);
            bytes[at] = (unsigned char)(bytes[at] ^ (1U << bit));
            trend_decode(&trend, bytes, length);
            for (size_t i = 0; i < trend.count; i++) {
                assert_true(trend.points[i].price > 0 && trend.points[i].price <= 1e7f);
                assert_true(i == 0 || trend.points[i].at > trend.points[i - 1].at);
            }
            trend_add(&trend, START + 86500, 1); /* and can be gone on with */
            assert_true(trend.count > 0);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_pace_and_span_fits),
        cmocka_unit_test(a_steady_pace_fills_the_sparkline),
        cmocka_unit_test(only_newer_prices_are_added),
        cmocka_unit_test(bytes_come_back),
        cmocka_unit_test(damaged_bytes_are_no_trend_or_a_plausible_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
