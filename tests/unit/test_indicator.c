/* SPDX-License-Identifier: MIT
 * Indicators against values worked out by hand, and how they are named. */
#include "config.h"

#include "model/indicator.h"

#include "base/date.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define BARS_MOST 16

struct data {
    struct arena arena;
    struct bar items[BARS_MOST];
    struct bars bars;
};

static void fill(struct data *data, enum bar_interval interval, const double *closes, size_t count)
{
    arena_init(&data->arena);
    data->bars = (struct bars){.interval = interval, .items = data->items, .count = count};
    int64_t start = date_new_york_to_utc(2025, 9, 24, 9, 30, 0);
    for (size_t i = 0; i < count; i++)
        data->items[i] = (struct bar){.start = start + (int64_t)i * bar_interval_seconds(interval),
                                      .open = closes[i],
                                      .high = closes[i] + 1,
                                      .low = closes[i] - 1,
                                      .close = closes[i],
                                      .volume = amount_of(100.0 * (double)(i + 1))};
}

static struct indicator_values compute(struct data *data, const char *name)
{
    struct indicator_set set;
    struct error err = {0};
    assert_true(indicator_parse(&set, name, &err));
    assert_int_equal(set.count, 1);
    return indicator_compute(&set.items[0], &data->bars, &data->arena);
}

static void expect(const struct amount *line, const double *wanted, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(line[i].known, !isnan(wanted[i]));
        if (line[i].known)
            assert_float_equal(line[i].value, wanted[i], 1e-9);
    }
}

static const double closes[] = {1, 2, 3, 4, 8};

static void test_simple_average(void **state)
{
    (void)state;
    struct data data;
    fill(&data, BAR_1D, closes, 5);
    expect(compute(&data, "sma3").lines[0], (const double[]){NAN, NAN, 2, 3, 5}, 5);
    arena_clear(&data.arena);
}

/* Weight 2/(3+1): 2, then 2 + (4-2)/2 = 3, then 3 + (8-3)/2 = 5.5 */
/* A range begins with the average of what is held before it. */
static void test_average_begins_with_what_lies_before(void **state)
{
    (void)state;
    struct data data;
    fill(&data, BAR_1D, closes, 5);
    data.bars.items += 3;
    data.bars.count = 2;
    data.bars.older_count = 3;
    expect(compute(&data, "sma3").lines[0], (const double[]){3, 5}, 2);
    arena_clear(&data.arena);
}

static void test_exponential_average(void **state)
{
    (void)state;
    struct data data;
    fill(&data, BAR_1D, closes, 5);
    expect(compute(&data, "ema3").lines[0], (const double[]){NAN, NAN, 2, 3, 5.5}, 5);
    arena_clear(&data.arena);
}

/* Of 2, 4, 6: mean 4, squares 4 + 0 + 4, deviation sqrt(8/3). */
static void test_bollinger(void **state)
{
    (void)state;
    struct data data;
    double deviation = sqrt(8.0 / 3.0);
    fill(&data, BAR_1D, (const double[]){2, 4, 6}, 3);
    struct indicator_values values = compute(&data, "bollinger3/2");
    expect(values.lines[0], (const double[]){NAN, NAN, 4}, 3);
    expect(values.lines[1], (const double[]){NAN, NAN, 4 + 2 * deviation}, 3);
    expect(values.lines[2], (const double[]){NAN, NAN, 4 - 2 * deviation}, 3);
    arena_clear(&data.arena);
}

/* Changes +1 -1 +2 | -3: means of the first three 1 and 1/3, so 75; then gain 2/3, loss (2/3 + 3)/3 = 11/9, so
 * 100 * (6/9) / (17/9). */
static void test_relative_strength(void **state)
{
    (void)state;
    struct data data;
    fill(&data, BAR_1D, (const double[]){10, 11, 10, 12, 9}, 5);
    expect(compute(&data, "rsi3").lines[0], (const double[]){NAN, NAN, NAN, 75, 600.0 / 17}, 5);
    arena_clear(&data.arena);
    fill(&data, BAR_1D, (const double[]){5, 5, 5, 5}, 4);
    expect(compute(&data, "rsi2").lines[0], (const double[]){NAN, NAN, NAN, NAN}, 4);
    arena_clear(&data.arena);
}

/* Fast 1 is the close itself; slow 3 as above, 2 3 5.5: differences 1 1 2.5; signal over two of them 1, then
 * 1 + 2/3 * 1.5 = 2. */
static void test_convergence(void **state)
{
    (void)state;
    struct data data;
    fill(&data, BAR_1D, closes, 5);
    struct indicator_values values = compute(&data, "macd1/3/2");
    expect(values.lines[0], (const double[]){NAN, NAN, 1, 1, 2.5}, 5);
    expect(values.lines[1], (const double[]){NAN, NAN, NAN, 1, 2}, 5);
    expect(values.lines[2], (const double[]){NAN, NAN, NAN, 0, 0.5}, 5);
    arena_clear(&data.arena);
}

/* Typical price is the close here; volumes 100, 200, 300; the third bar is of the next day. */
static void test_volume_weighted_price(void **state)
{
    (void)state;
    struct data data;
    fill(&data, BAR_5M, (const double[]){10, 13, 20, 30}, 4);
    data.items[2].start += 86400;
    data.items[3].start += 86400;
    data.items[3].volume = AMOUNT_UNKNOWN;
    expect(compute(&data, "vwap").lines[0], (const double[]){10, 12, 20, 20}, 4);
    data.bars.interval = BAR_1D;
    expect(compute(&data, "vwap").lines[0], (const double[]){NAN, NAN, NAN, NAN}, 4);
    arena_clear(&data.arena);
}

static void test_no_bars(void **state)
{
    (void)state;
    struct data data;
    size_t count;
    const struct indicator *table = indicator_table(&count);
    for (size_t i = 0; i < count; i++) {
        fill(&data, BAR_1D, NULL, 0);
        (void)compute(&data, table[i].name);
        arena_clear(&data.arena);
    }
}

static void test_names(void **state)
{
    (void)state;
    struct indicator_set set = {.count = 0};
    struct error err = {0};
    char name[INDICATOR_NAME_SIZE];
    assert_true(indicator_parse(&set, "  sma50 macd rsi ", &err));
    assert_int_equal(set.count, 3);
    indicator_name(&set.items[0], name);
    assert_string_equal(name, "sma50");
    indicator_name(&set.items[1], name);
    assert_string_equal(name, "macd12/26/9");
    indicator_name(&set.items[2], name);
    assert_string_equal(name, "rsi14");
    assert_true(indicator_parse(&set, "none", &err));
    assert_int_equal(set.count, 0);
}

static void test_faulty_names_change_nothing(void **state)
{
    (void)state;
    static const char *const faulty[] = {"kama",
                                         "sma0",
                                         "sma20/3",
                                         "sma2x",
                                         "vwap3",
                                         "20",
                                         "bollinger20/9",
                                         "sma999999999999999999999",
                                         "sma sma sma sma sma sma sma sma sma"};
    struct indicator_set set;
    struct error err = {0};
    assert_true(indicator_parse(&set, "ema9", &err));
    for (size_t i = 0; i < sizeof faulty / sizeof faulty[0]; i++) {
        error_clear(&err);
        assert_false(indicator_parse(&set, faulty[i], &err));
        assert_true(err.message[0] != '\0' && set.count == 1 && set.items[0].parameters[0] == 9);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_average_begins_with_what_lies_before),
        cmocka_unit_test(test_simple_average),
        cmocka_unit_test(test_exponential_average),
        cmocka_unit_test(test_bollinger),
        cmocka_unit_test(test_relative_strength),
        cmocka_unit_test(test_convergence),
        cmocka_unit_test(test_volume_weighted_price),
        cmocka_unit_test(test_no_bars),
        cmocka_unit_test(test_names),
        cmocka_unit_test(test_faulty_names_change_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
