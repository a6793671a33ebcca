/* SPDX-License-Identifier: MIT
 * Bars over the columns of a chart: places, folding, gaps, and that a new bar moves nothing. */
#include "config.h"

#include "chart_series.h"

#include "base/date.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define BARS_MOST 400

struct data {
    struct arena arena;
    struct bar items[BARS_MOST];
    struct bars bars;
    struct series series;
};

/* Bar i closes at i; its low is 10 below, its high 10 above. */
static void fill(struct data *data, enum chart_range range, enum bar_interval interval, size_t count)
{
    arena_init(&data->arena);
    data->bars = (struct bars){.range = range, .interval = interval, .items = data->items, .count = count};
    int64_t open = date_new_york_to_utc(2025, 9, 24, 9, 30, 0);
    for (size_t i = 0; i < count; i++) {
        double value = (double)i;
        data->items[i] = (struct bar){.start = open + (int64_t)i * bar_interval_seconds(interval),
                                      .open = value,
                                      .high = value + 10,
                                      .low = value - 10,
                                      .close = value,
                                      .volume = amount_of(100)};
    }
}

/* What the provider has no prices for keeps its place. */
static void test_holes_are_gaps(void **state)
{
    (void)state;
    struct data data;
    fill(&data, RANGE_3M, BAR_1D, 10);
    int64_t holes[] = {data.items[0].start - 86400, data.items[4].start + 3600, data.items[4].start + 7200,
                       data.items[9].start + 86400};
    data.bars.holes = holes;
    data.bars.hole_count = 4;
    series_make(&data.series, &data.bars, 12, &data.arena);
    assert_int_equal(data.series.count, 12);
    for (size_t i = 0; i < 12; i++)
        assert_int_equal(data.series.steps[i].known, i != 5 && i != 6);
    assert_int_equal(data.series.steps[7].first, 5);
    arena_clear(&data.arena);
}

static void test_few_bars_are_spread(void **state)
{
    (void)state;
    struct data data;
    int count;
    fill(&data, RANGE_1M, BAR_1D, 4);
    series_make(&data.series, &data.bars, 9, &data.arena);
    assert_int_equal(data.series.count, 4);
    assert_int_equal(data.series.stride, 2);
    const struct candle *candles = series_candles(&data.series, &count, &data.arena);
    assert_int_equal(count, 8);
    for (int i = 0; i < count; i++) {
        assert_int_equal(candles[i].known, i % 2 == 0);
        assert_true(!candles[i].known || (int)candles[i].close == i / 2);
    }
    series_make(&data.series, &data.bars, 100, &data.arena);
    assert_int_equal(data.series.stride, 3);
    arena_clear(&data.arena);
}

static void test_many_bars_are_folded(void **state)
{
    (void)state;
    struct data data;
    int count;
    fill(&data, RANGE_1Y, BAR_1D, 250);
    series_make(&data.series, &data.bars, 100, &data.arena);
    assert_int_equal(data.series.count, 100);
    size_t next = 0;
    for (size_t i = 0; i < 100; i++) {
        const struct series_step *step = &data.series.steps[i];
        assert_int_equal(step->first, next);
        assert_true(step->known && (int)step->bar.open == (int)step->first &&
                    (int)step->bar.close == (int)step->last);
        assert_int_equal((int)step->bar.high, (int)step->last + 10);
        assert_int_equal((int)step->bar.volume.value, 100 * (int)(step->last - step->first + 1));
        next = step->last + 1;
    }
    assert_int_equal(next, 250);
    data.items[1].close = 900;
    series_make(&data.series, &data.bars, 100, &data.arena);
    const struct point *points = series_closes(&data.series, &count, &data.arena);
    assert_int_equal(count, 200);
    assert_int_equal((int)points[0].value, 0);
    assert_int_equal((int)points[1].value, 900); /* a spike stays, it is not averaged away */
    arena_clear(&data.arena);
}

static void test_a_day_stands_over_its_session(void **state)
{
    (void)state;
    struct data data;
    fill(&data, RANGE_1D, BAR_5M, 30);
    series_make(&data.series, &data.bars, 79, &data.arena);
    assert_int_equal(data.series.count, 79); /* 78 bars of five minutes, and the one at the close */
    assert_true(data.series.steps[29].known);
    assert_false(data.series.steps[30].known);
    size_t before = data.series.count;
    arena_clear(&data.arena);
    fill(&data, RANGE_1D, BAR_5M, 31);
    series_make(&data.series, &data.bars, 79, &data.arena);
    for (size_t i = 0; i < 30; i++) {
        assert_int_equal(data.series.steps[i].first, i);
    }
    assert_true(data.series.steps[30].known);
    assert_int_equal(data.series.count, before);
    arena_clear(&data.arena);
}

static void test_a_day_with_trading_outside_of_its_session(void **state)
{
    (void)state;
    struct data data;
    fill(&data, RANGE_1D, BAR_5M, 30);
    for (size_t i = 0; i < 30; i++)
        data.items[i].start -= 330 * 60; /* from 4 o'clock on */
    series_make(&data.series, &data.bars, 200, &data.arena);
    assert_int_equal(data.series.count, 66 + 79);
    assert_true(data.series.steps[0].known && data.series.steps[29].known && !data.series.steps[30].known);
    data.items[29].start += 11 * 3600; /* after the close */
    series_make(&data.series, &data.bars, 200, &data.arena);
    assert_int_equal(data.series.count, 66 + 78 + 48 + 1);
    arena_clear(&data.arena);
}

static void test_gaps_stay_gaps(void **state)
{
    (void)state;
    struct data data;
    int count;
    fill(&data, RANGE_1D, BAR_5M, 10);
    data.items[5].start += 600; /* two bars are missing before it */
    for (size_t i = 6; i < 10; i++) {
        data.items[i].start += 600;
    }
    series_make(&data.series, &data.bars, 158, &data.arena);
    assert_int_equal(data.series.stride, 2);
    const struct point *points = series_closes(&data.series, &count, &data.arena);
    assert_true(points[4 * 4].known && !points[4 * 4 + 1].known && !points[5 * 4].known &&
                !points[6 * 4 + 3].known);
    assert_true(points[3 * 4 + 1].known && points[3 * 4 + 1].value > 3.2 && points[3 * 4 + 1].value < 3.3);
    assert_int_equal((int)points[7 * 4].value, 5);
    const struct candle *candles = series_candles(&data.series, &count, &data.arena);
    assert_false(candles[5 * 2].known);
    arena_clear(&data.arena);
}

static void test_averages_begin_when_there_are_enough_bars(void **state)
{
    (void)state;
    struct data data;
    int count;
    fill(&data, RANGE_1M, BAR_1D, 30);
    series_make(&data.series, &data.bars, 30, &data.arena);
    struct amount averages[BARS_MOST];
    for (size_t i = 0; i < data.bars.count; i++)
        averages[i] = bars_average(&data.bars, i, 20);
    const struct point *points = series_values(&data.series, averages, &count, &data.arena);
    assert_false(points[2 * 18].known);
    assert_true(points[2 * 19].known && points[2 * 19].value > 9.4 && points[2 * 19].value < 9.6);
    arena_clear(&data.arena);
}

static void test_range_and_nothing(void **state)
{
    (void)state;
    struct data data;
    double low = 1, high = 1;
    int count;
    fill(&data, RANGE_1M, BAR_1D, 3);
    data.series.bars = &data.bars;
    assert_true(series_range(&data.series, false, &low, &high));
    assert_int_equal((int)low, -10);
    assert_int_equal((int)high, 12);
    assert_true(series_range(&data.series, true, &low, &high));
    assert_int_equal((int)low, 0);
    data.bars.count = 0;
    assert_false(series_range(&data.series, false, &low, &high));
    series_make(&data.series, &data.bars, 10, &data.arena);
    series_candles(&data.series, &count, &data.arena);
    assert_int_equal(count, 0);
    arena_clear(&data.arena);
}

int main(void)
{
    date_use_new_york();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_holes_are_gaps),
        cmocka_unit_test(test_a_day_with_trading_outside_of_its_session),
        cmocka_unit_test(test_few_bars_are_spread),
        cmocka_unit_test(test_many_bars_are_folded),
        cmocka_unit_test(test_a_day_stands_over_its_session),
        cmocka_unit_test(test_gaps_stay_gaps),
        cmocka_unit_test(test_averages_begin_when_there_are_enough_bars),
        cmocka_unit_test(test_range_and_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
