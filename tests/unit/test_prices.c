/* SPDX-License-Identifier: MIT
 * Changes, ranges, averages and the folding of bars. */
#include "config.h"

#include "base/date.h"
#include "base/text.h"
#include "model/prices.h"
#include "model/quote_split.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#define MOST_BARS 300

static int use_new_york(void **state)
{
    (void)state;
    date_use_new_york();
    return 0;
}

static void changes_are_against_the_prior_close(void **state)
{
    (void)state;
    struct quote quote = {
        .last = amount_of(133.20), .prior_close = amount_of(129.09), .extended_last = amount_of(134.532)};
    assert_float_equal(quote_change(&quote).value, 4.11, 1e-9);
    assert_float_equal(quote_change_percent(&quote).value, 3.18382524, 1e-6);
    assert_float_equal(quote_extended_percent(&quote).value, 1.0, 1e-9);
}

static void an_unknown_part_makes_the_change_unknown(void **state)
{
    (void)state;
    struct quote quote = {.last = amount_of(133.20)};
    assert_false(quote_change(&quote).known);
    assert_false(quote_change_percent(&quote).known);
    assert_false(quote_extended_percent(&quote).known);
    quote.prior_close = amount_of(0);
    assert_true(quote_change(&quote).known);
    assert_false(quote_change_percent(&quote).known);
}

static void finds_a_quote_by_its_symbol(void **state)
{
    (void)state;
    struct quote items[2] = {{.symbol = "CRWV"}, {.symbol = "CR"}};
    struct quotes quotes = {items, 2};
    assert_ptr_equal(quotes_find(&quotes, "CR"), &items[1]);
    assert_ptr_equal(quotes_find(&quotes, "CRWV"), &items[0]);
    assert_null(quotes_find(&quotes, "C"));
    assert_null(quotes_find(&(struct quotes){NULL, 0}, "CR"));
}

static void ranges_are_named_and_read_back(void **state)
{
    (void)state;
    enum chart_range range = RANGE_5Y;
    for (int i = 0; i < CHART_RANGES; i++) {
        assert_true(chart_range_parse(chart_range_name((enum chart_range)i), &range));
        assert_int_equal(range, i);
    }
    assert_true(chart_range_parse("YTD", &range));
    assert_int_equal(range, RANGE_YTD);
    assert_false(chart_range_parse("4d", &range));
    assert_false(chart_range_parse("", &range));
    assert_int_equal(range, RANGE_YTD);
}

static void intervals_grow_with_the_range(void **state)
{
    (void)state;
    for (int i = 1; i < CHART_RANGES; i++)
        assert_true(chart_range_interval((enum chart_range)i) >= chart_range_interval((enum chart_range)(i - 1)));
    for (int i = 1; i < BAR_INTERVALS; i++)
        assert_true(bar_interval_seconds((enum bar_interval)i) > bar_interval_seconds((enum bar_interval)(i - 1)));
    assert_string_equal(bar_interval_name(BAR_5M), "5m");
    assert_string_equal(bar_interval_name(BAR_1W), "1w");
    assert_int_equal(bar_interval_seconds(BAR_1D), 86400);
}

static void ranges_begin_where_they_say(void **state)
{
    (void)state;
    int64_t monday = date_new_york_to_utc(2026, 11, 23, 8, 0, 0); /* before the bell */
    assert_int_equal(chart_range_start(RANGE_1D, monday), date_new_york_to_utc(2026, 11, 20, 0, 0, 0));
    assert_int_equal(chart_range_start(RANGE_1D, monday + 7200), date_new_york_to_utc(2026, 11, 23, 0, 0, 0));
    assert_int_equal(chart_range_start(RANGE_YTD, monday), date_new_york_to_utc(2026, 1, 1, 0, 0, 0));
    for (int i = 0; i < CHART_RANGES; i++)
        assert_true(chart_range_start((enum chart_range)i, monday) < monday);
    for (int i = RANGE_5D; i < CHART_RANGES; i++)
        if (i != RANGE_YTD)
            assert_true(chart_range_start((enum chart_range)i, monday) <
                        chart_range_start((enum chart_range)(i == RANGE_1Y ? RANGE_6M : i - 1), monday));
}

static void averages_need_enough_bars(void **state)
{
    (void)state;
    struct bar items[] = {{.close = 10}, {.close = 20}, {.close = 60}};
    struct bars bars = {.items = items, .count = 3};
    assert_false(bars_average(&bars, 1, 3).known);
    assert_float_equal(bars_average(&bars, 2, 3).value, 30, 1e-12);
    assert_float_equal(bars_average(&bars, 2, 1).value, 60, 1e-12);
    assert_false(bars_average(&bars, 3, 1).known);
    assert_false(bars_average(&bars, 2, 0).known);
    assert_false(bars_average(&(struct bars){.count = 0}, 0, 1).known);
}

static void fill_bars(struct bars *bars, struct bar *items, size_t count, unsigned seed)
{
    double price = 100;
    for (size_t i = 0; i < count; i++) {
        seed = seed * 1103515245u + 12345u;
        double step = (double)(seed >> 16 & 0x7fff) / 32768.0 - 0.5;
        items[i] = (struct bar){.start = (int64_t)i * 300, .open = price, .volume = amount_of(1 + (double)i)};
        price += step * 4;
        items[i].close = price;
        items[i].high = fmax(items[i].open, price) + fabs(step);
        items[i].low = fmin(items[i].open, price) - fabs(step);
    }
    *bars = (struct bars){.symbol = "CRWV", .interval = BAR_5M, .items = items, .count = count};
}

static void expect_folded(const struct bars *whole, const struct bars *folded, size_t most)
{
    double high = 0, low = 1e9, volume = 0, got_high = 0, got_low = 1e9, got_volume = 0;
    for (size_t i = 0; i < whole->count; i++) {
        high = fmax(high, whole->items[i].high);
        low = fmin(low, whole->items[i].low);
        volume += whole->items[i].volume.value;
    }
    for (size_t i = 0; i < folded->count; i++) {
        got_high = fmax(got_high, folded->items[i].high);
        got_low = fmin(got_low, folded->items[i].low);
        got_volume += folded->items[i].volume.value;
        assert_true(i == 0 || folded->items[i].start > folded->items[i - 1].start);
    }
    assert_true(folded->count <= most && folded->count > 0);
    assert_true(folded->items[0].open == whole->items[0].open);
    assert_true(folded->items[0].start == whole->items[0].start);
    assert_true(folded->items[folded->count - 1].close == whole->items[whole->count - 1].close);
    assert_true(got_high == high && got_low == low && got_volume == volume);
}

static void folding_keeps_the_extremes_the_ends_and_the_volume(void **state)
{
    (void)state;
    static struct bar items[MOST_BARS];
    for (size_t count = 1; count <= MOST_BARS; count += 13)
        for (size_t most = 1; most <= count + 5; most += 1 + most / 3) {
            struct arena arena;
            struct bars bars;
            fill_bars(&bars, items, count, (unsigned)(count * 31 + most));
            arena_init(&arena);
            struct bars folded = bars_fold(&bars, most, &arena);
            expect_folded(&bars, &folded, most);
            assert_string_equal(folded.symbol, "CRWV");
            arena_clear(&arena);
        }
}

static void a_new_bar_changes_only_the_last_column(void **state)
{
    (void)state;
    struct bar items[20];
    struct bars bars;
    struct arena arena;
    fill_bars(&bars, items, 20, 5);
    arena_init(&arena);
    bars.count = 18; /* 18 and 19 bars into 10 columns: two to a column */
    struct bars before = bars_fold(&bars, 10, &arena);
    bars.count = 19;
    struct bars after = bars_fold(&bars, 10, &arena);
    assert_int_equal(before.count, 9);
    assert_int_equal(after.count, 10);
    for (size_t i = 0; i < before.count; i++)
        assert_memory_equal(&before.items[i].high, &after.items[i].high, 3 * sizeof(double));
    arena_clear(&arena);
}

static void folding_says_what_it_cannot_know(void **state)
{
    (void)state;
    struct bar items[4];
    struct bars bars;
    struct arena arena;
    fill_bars(&bars, items, 4, 1);
    items[1].volume = AMOUNT_UNKNOWN;
    items[3].partial = true;
    arena_init(&arena);
    struct bars folded = bars_fold(&bars, 2, &arena);
    assert_false(folded.items[0].volume.known);
    assert_true(folded.items[1].volume.known);
    assert_false(folded.items[0].partial);
    assert_true(folded.items[1].partial);
    assert_int_equal(bars_fold(&bars, 0, &arena).count, 0);
    bars.count = 0;
    assert_int_equal(bars_fold(&bars, 5, &arena).count, 0);
    arena_clear(&arena);
}

static void a_split_is_no_loss(void **state)
{
    (void)state;
    static const struct {
        double before, last, ratio, percent;
        bool suspected, rebased;
    } cases[] = {
        {1000, 102, 10, 2, true, true},    /* 10:1, the provider's close is of old shares */
        {100, 102, 10, 2, false, false},   /* the provider has done it */
        {10, 105, 0.1, 5, true, true},     /* 1:10 */
        {1000, 440, 2, -12, true, true},   /* 2:1 and a fall */
        {100, 45, 10, -55, true, false},   /* done, and a crash */
        {300, 201, 1.5, 0.5, false, true}, /* 3:2 */
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct quote quote = {.last = amount_of(cases[i].last), .prior_close = amount_of(cases[i].before)};
        assert_int_equal(quote_may_be_split(&quote), cases[i].suspected);
        assert_int_equal(quote_rebase(&quote, cases[i].ratio), cases[i].rebased);
        assert_true(fabs(quote_change_percent(&quote).value - cases[i].percent) < 1e-6);
        assert_false(quote_rebase(&quote, cases[i].ratio)); /* once */
    }
    struct quote unknown = {.last = amount_of(10)};
    assert_false(quote_may_be_split(&unknown) || quote_rebase(&unknown, 10) || unknown.prior_close.known);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(changes_are_against_the_prior_close),
        cmocka_unit_test(an_unknown_part_makes_the_change_unknown),
        cmocka_unit_test(finds_a_quote_by_its_symbol),
        cmocka_unit_test(ranges_are_named_and_read_back),
        cmocka_unit_test(intervals_grow_with_the_range),
        cmocka_unit_test(ranges_begin_where_they_say),
        cmocka_unit_test(averages_need_enough_bars),
        cmocka_unit_test(a_split_is_no_loss),
        cmocka_unit_test(folding_keeps_the_extremes_the_ends_and_the_volume),
        cmocka_unit_test(a_new_bar_changes_only_the_last_column),
        cmocka_unit_test(folding_says_what_it_cannot_know),
    };
    return cmocka_run_group_tests(tests, use_new_york, NULL);
}
