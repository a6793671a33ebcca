/* SPDX-License-Identifier: MIT
 * Quotes, ticks, trends and bars through the store and back. */
#include "config.h"

#include "store_fixture.h"

#include "record.h"

#include "base/date.h"
#include "base/text.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void put_last(struct fixture *fixture, double last, double volume, int64_t as_of, int64_t now)
{
    struct observations observations;
    observations_init(&observations);
    struct quote *quote = add_quote(&observations, "CRWV", last, as_of);
    quote->fetched_at = now;
    quote->volume = amount_of(volume);
    fixture_put(fixture, &observations, now);
    observations_clear(&observations);
}

static double last_of(struct fixture *fixture, int64_t now)
{
    return load_one_quote(fixture->store, "CRWV", now).last.value;
}

static int64_t ticks(const struct fixture *fixture)
{
    return fixture_number(fixture->cache, "SELECT count(*) FROM tick");
}

/* By the record's own table, so that no column is forgotten. A stored quote begins with the quote. */
static void assert_equal_fields(const struct quote *a, const struct quote *b)
{
    for (size_t i = 0; i < record_quote.count; i++) {
        const struct field *field = &record_quote.fields[i];
        const char *one = (const char *)a + field->offset, *two = (const char *)b + field->offset;
        if (field->type == FIELD_TREND)
            continue;
        if (field->type != FIELD_AMOUNT) {
            assert_memory_equal(one, two, field->size);
            continue;
        }
        struct amount first, second;
        memcpy(&first, one, sizeof first);
        memcpy(&second, two, sizeof second);
        assert_int_equal(first.known, second.known);
        assert_true(first.value == second.value);
    }
}

static void every_figure_of_a_quote_comes_back(void **state)
{
    struct fixture *fixture = *state;
    struct observations observations;
    observations_init(&observations);
    struct quote *quote = add_quote(&observations, "CRWV", 101.5, NOON - 60);
    text_copy(quote->name, sizeof quote->name, "CoreWeave \xc3\xa9");
    text_copy(quote->currency, sizeof quote->currency, "GBp");
    text_copy(quote->exchange, sizeof quote->exchange, "NasdaqGS");
    text_copy(quote->source, sizeof quote->source, "yahoo_quotes");
    struct amount *const amounts[] = {&quote->prior_close, &quote->open,       &quote->high,
                                      &quote->low,         &quote->bid,        &quote->ask,
                                      &quote->volume,      &quote->market_cap, &quote->average_volume,
                                      &quote->year_low,    &quote->year_high,  &quote->extended_last};
    for (size_t i = 0; i < sizeof amounts / sizeof amounts[0]; i++)
        *amounts[i] = amount_of(80 + (double)i); /* no step that a split may be behind */
    quote->ask = AMOUNT_UNKNOWN;
    quote->extended_as_of = NOON - 30;
    quote->session = SESSION_REGULAR;
    quote->extended_session = SESSION_PRE;
    quote->decimals = 4;
    quote->delay_minutes = 15;
    quote->halted = true;
    quote->earnings_at = NOON + 9 * DAYS;
    quote->earnings_estimated = true;
    struct quote before = *quote;
    fixture_open(fixture, NOON);
    fixture_put(fixture, &observations, NOON);
    fixture_close(fixture);
    fixture_open(fixture, NOON);
    struct quote after = load_one_quote(fixture->store, "CRWV", NOON);
    assert_int_equal(after.trend_count, 1);
    assert_true(after.trend[0] == 101.5f);
    assert_equal_fields(&after, &before);
    observations_clear(&observations);
}

static void a_quote_without_a_source_has_the_one_that_was_asked(void **state)
{
    struct fixture *fixture = *state;
    fixture_open(fixture, NOON);
    put_last(fixture, 100, 10, NOON - 60, NOON);
    assert_string_equal(load_one_quote(fixture->store, "CRWV", NOON).source, "test");
}

static void older_quotes_are_ignored(void **state)
{
    struct fixture *fixture = *state;
    fixture_open(fixture, NOON);
    put_last(fixture, 100, 10, NOON - 60, NOON);
    put_last(fixture, 90, 11, NOON - 120, NOON + 5); /* the provider's older trade */
    assert_true(last_of(fixture, NOON) == 100);
    put_last(fixture, 91, 12, NOON - 60, NOON - 30); /* received earlier, stored later */
    assert_true(last_of(fixture, NOON) == 100);
    put_last(fixture, 101, 12, NOON - 60, NOON + 6); /* the same trade time is newer news */
    assert_true(last_of(fixture, NOON) == 101);
    put_last(fixture, 102, 13, 0, NOON + 7); /* a provider that tells no time */
    assert_true(last_of(fixture, NOON) == 102);
    assert_int_equal(ticks(fixture), 3);
}

static void stamps_of_the_future_are_cut_and_do_not_block(void **state)
{
    struct fixture *fixture = *state;
    fixture_open(fixture, NOON);
    put_last(fixture, 100, 10, NOON + 2 * HOUR, NOON);
    assert_int_equal(fixture_number(fixture->cache, "SELECT as_of FROM quote"), NOON);
    assert_int_equal(load_one_quote(fixture->store, "CRWV", NOON).as_of, NOON);
    put_last(fixture, 101, 11, NOON + 10, NOON + 20);
    assert_true(last_of(fixture, NOON + 20) == 101);
    fixture_sql(fixture->cache, "UPDATE quote SET as_of = 4000000000, fetched_at = 4000000000"); /* a wrong clock */
    assert_int_equal(load_one_quote(fixture->store, "CRWV", NOON + 20).fetched_at, NOON + 20);
    put_last(fixture, 102, 12, NOON + 30, NOON + 40);
    assert_true(last_of(fixture, NOON + 40) == 102);
}

static void ticks_are_kept_when_price_or_volume_moves(void **state)
{
    struct fixture *fixture = *state;
    fixture_open(fixture, NOON);
    put_last(fixture, 100, 10, NOON, NOON);
    put_last(fixture, 100, 10, NOON, NOON + 10);
    assert_int_equal(ticks(fixture), 1);
    assert_int_equal(load_one_quote(fixture->store, "CRWV", NOON + 10).fetched_at, NOON + 10); /* heard, though */
    put_last(fixture, 100, 11, NOON, NOON + 20);
    assert_int_equal(ticks(fixture), 2);
    put_last(fixture, 100.01, 11, NOON, NOON + 30);
    assert_int_equal(ticks(fixture), 3);
}

static void a_changed_price_is_news_with_the_one_before(void **state)
{
    struct fixture *fixture = *state;
    fixture_open(fixture, NOON);
    put_last(fixture, 100, 10, NOON, NOON);
    assert_int_equal(fixture->news.quote_count, 0); /* the first is none */
    put_last(fixture, 104, 11, NOON + 10, NOON + 10);
    assert_int_equal(fixture->news.quote_count, 2);
    assert_true(fixture->news.quotes[0].last.value == 100);
    assert_int_equal(fixture->news.quotes[0].as_of, NOON);
    assert_string_equal(fixture->news.quotes[0].symbol, "CRWV");
    assert_true(fixture->news.quotes[1].last.value == 104);
    put_last(fixture, 104, 12, NOON + 20, NOON + 20); /* volume alone is none */
    assert_int_equal(fixture->news.quote_count, 0);
}

static void news_comes_in_pairs_however_many(void **state)
{
    struct fixture *fixture = *state;
    struct observations observations;
    char symbol[SYMBOL_SIZE];
    fixture_open(fixture, NOON);
    for (int round = 0; round < 2; round++) {
        observations_init(&observations);
        for (int i = 0; i < 300; i++) {
            snprintf(symbol, sizeof symbol, "S%d", i);
            add_quote(&observations, symbol, 100 + i + round, NOON + round)->fetched_at = NOON + round;
        }
        fixture_put(fixture, &observations, NOON + round);
        observations_clear(&observations);
    }
    assert_int_equal(fixture->news.quote_count, 600);
    for (size_t i = 0; i < 600; i += 2) {
        assert_string_equal(fixture->news.quotes[i].symbol, fixture->news.quotes[i + 1].symbol);
        assert_true(fixture->news.quotes[i].last.value + 1 == fixture->news.quotes[i + 1].last.value);
    }
}

static void not_found_never_wipes_out_a_price(void **state)
{
    struct fixture *fixture = *state;
    struct observations observations;
    observations_init(&observations);
    struct quote *quote = add_quote(&observations, "CRWV", 0, 0);
    quote->last = AMOUNT_UNKNOWN;
    quote->not_found = true;
    quote->fetched_at = NOON + 10;
    fixture_open(fixture, NOON);
    fixture_put(fixture, &observations, NOON + 10);
    assert_true(load_one_quote(fixture->store, "CRWV", NOON).not_found);
    assert_int_equal(ticks(fixture), 0);
    put_last(fixture, 100, 10, NOON, NOON + 20);
    assert_false(load_one_quote(fixture->store, "CRWV", NOON).not_found);
    quote->fetched_at = NOON + 30;
    fixture_put(fixture, &observations, NOON + 30);
    assert_false(load_one_quote(fixture->store, "CRWV", NOON).not_found);
    assert_true(last_of(fixture, NOON) == 100);
    observations_clear(&observations);
}

static void the_trend_spans_what_there_is_and_at_most_a_day(void **state)
{
    struct fixture *fixture = *state;
    fixture_open(fixture, NOON);
    for (int i = 0; i < 100; i++) /* five minutes */
        put_last(fixture, 100 + i, i, NOON + i * 3, NOON + i * 3);
    struct quote quote = load_one_quote(fixture->store, "CRWV", NOON + HOUR);
    assert_int_equal(quote.trend_count, QUOTE_TREND);
    assert_true(quote.trend[QUOTE_TREND - 1] == 199.0f);
    assert_true(quote.trend[0] < quote.trend[1]);
    for (int i = 0; i < 4 * 24; i++) /* and three days later a day and more of quarters of an hour */
        put_last(fixture, 300 + i, 1000 + i, NOON + 3 * DAYS + i * 900, NOON + 3 * DAYS + i * 900);
    int64_t end = NOON + 4 * DAYS - 900;
    quote = load_one_quote(fixture->store, "CRWV", end + 2 * DAYS); /* a weekend later */
    assert_int_equal(quote.trend_count, QUOTE_TREND);
    assert_true(quote.trend[0] >= 300 && quote.trend[0] < 304);
    assert_true(quote.trend[QUOTE_TREND - 1] == 395.0f);
}

static void what_a_damaged_file_says_is_gated(void **state)
{
    struct fixture *fixture = *state;
    fixture_open(fixture, NOON);
    put_last(fixture, 100, 10, NOON, NOON);
    fixture_sql(fixture->cache,
                "UPDATE quote SET last = 1e300, open = -4, high = 'many', low = 9e999, decimals = 99,"
                " session = 77, name = 'A' || char(27) || '[31m' || char(8238) || 'B',"
                " currency = x'ff00ff', earnings_at = -5, volume = x'00'");
    struct quote quote = load_one_quote(fixture->store, "CRWV", NOON);
    assert_false(quote.last.known);
    assert_false(quote.open.known);
    assert_false(quote.high.known);
    assert_false(quote.low.known);
    assert_false(quote.volume.known);
    assert_int_equal(quote.decimals, 0);
    assert_int_equal(quote.session, SESSION_UNKNOWN);
    assert_string_equal(quote.name, "A [31mB");
    assert_int_equal(quote.earnings_at, 0);
}

/* --- bars --- */

static struct dataset *bars_of(struct fixture *fixture, enum chart_range range, int64_t now)
{
    struct error err = {0};
    struct dataset *dataset = store_load_bars(fixture->store, "CRWV", range, now, &err);
    assert_non_null(dataset);
    return dataset;
}

static void put_bars_of(struct fixture *fixture, enum chart_range range, enum bar_interval interval, int64_t start,
                        size_t count, double close, int64_t now)
{
    struct observations observations;
    observations_init(&observations);
    add_bars(&observations, "CRWV", range, interval, start, count, close)->prior_close = amount_of(99);
    fixture_put(fixture, &observations, now);
    observations_clear(&observations);
}

static void bars_come_back_by_range(void **state)
{
    struct fixture *fixture = *state;
    fixture_open(fixture, NOON);
    put_bars_of(fixture, RANGE_2Y, BAR_1D, NOON - 600 * DAYS, 600, 100, NOON);
    struct dataset *year = bars_of(fixture, RANGE_1Y, NOON);
    assert_int_equal(year->u.bars.interval, BAR_1D);
    assert_true(year->u.bars.items[0].start >= chart_range_start(RANGE_1Y, NOON));
    assert_true(year->u.bars.items[0].start < chart_range_start(RANGE_1Y, NOON) + DAYS);
    assert_int_equal(year->u.bars.items[year->u.bars.count - 1].start, NOON - DAYS);
    assert_int_equal(year->as_of, NOON - DAYS);
    assert_string_equal(year->subject, "CRWV 1y");
    assert_int_equal(year->u.bars.older_count + year->u.bars.count, 600); /* to be panned to */
    assert_int_equal(year->u.bars.items[-1].start, year->u.bars.items[0].start - DAYS);
    dataset_unref(year);
    struct dataset *two = bars_of(fixture, RANGE_2Y, NOON);
    assert_int_equal(two->u.bars.count, 600);
    assert_int_equal(two->u.bars.older_count, 0);
    assert_string_equal(two->u.bars.currency, "USD");
    assert_true(two->u.bars.prior_close.value == 99);
    assert_string_equal(two->source, "test");
    assert_int_equal(two->fetched_at, NOON);
    assert_true(two->u.bars.items[599].volume.value == 1000);
    dataset_unref(two);
    struct dataset *later = bars_of(fixture, RANGE_3M, NOON + 2000 * DAYS); /* old bars only: counted from them */
    assert_true(later->u.bars.count > 80);
    assert_false(later->u.bars.prior_close.known); /* of another day */
    dataset_unref(later);
}

static void an_unfinished_bar_is_replaced_by_the_next_answer(void **state)
{
    struct fixture *fixture = *state;
    struct observations observations;
    fixture_open(fixture, NOON);
    observations_init(&observations);
    struct bars *set = add_bars(&observations, "CRWV", RANGE_1M, BAR_1D, NOON - 3 * DAYS, 4, 100);
    set->items[3].partial = true;
    fixture_put(fixture, &observations, NOON);
    struct dataset *dataset = bars_of(fixture, RANGE_1M, NOON);
    assert_true(dataset->u.bars.items[3].partial);
    dataset_unref(dataset);
    set->items[3].start += 77; /* the live bar's stamp moves */
    set->items[3].close = 105;
    fixture_put(fixture, &observations, NOON + 60);
    dataset = bars_of(fixture, RANGE_1M, NOON + 60);
    assert_int_equal(dataset->u.bars.count, 4);
    assert_true(dataset->u.bars.items[3].close == 105);
    dataset_unref(dataset);
    observations_clear(&observations);
}

static void after_a_split_no_bar_stays_on_the_old_base(void **state)
{
    struct fixture *fixture = *state;
    fixture_open(fixture, NOON);
    put_bars_of(fixture, RANGE_1Y, BAR_1D, NOON - 300 * DAYS, 300, 1000, NOON);
    put_bars_of(fixture, RANGE_3M, BAR_1D, NOON - 60 * DAYS, 60, 1001, NOON + 60); /* the same base */
    struct dataset *dataset = bars_of(fixture, RANGE_1Y, NOON);
    assert_int_equal(dataset->u.bars.count, 300);
    dataset_unref(dataset);
    put_bars_of(fixture, RANGE_3M, BAR_1D, NOON - 60 * DAYS, 60, 100, NOON + 120); /* ten for one */
    dataset = bars_of(fixture, RANGE_1Y, NOON);
    assert_int_equal(dataset->u.bars.count, 60);
    assert_true(dataset->u.bars.items[0].close == 100);
    dataset_unref(dataset);
}

static void older_bars_and_impossible_ones_do_not_show(void **state)
{
    struct fixture *fixture = *state;
    fixture_open(fixture, NOON);
    put_bars_of(fixture, RANGE_1M, BAR_1D, NOON - 10 * DAYS, 10, 100, NOON);
    put_bars_of(fixture, RANGE_1M, BAR_1D, NOON - 10 * DAYS, 10, 100.2, NOON - 60); /* another process, slower */
    struct dataset *dataset = bars_of(fixture, RANGE_1M, NOON);
    assert_true(dataset->u.bars.items[5].close == 100);
    dataset_unref(dataset);
    fixture_sql(fixture->cache, "UPDATE bar SET high = -1 WHERE start = (SELECT min(start) FROM bar)");
    dataset = bars_of(fixture, RANGE_1M, NOON);
    assert_int_equal(dataset->u.bars.count, 9); /* a gap, not a zero */
    dataset_unref(dataset);
}

static void a_coarser_interval_as_served_is_shown_as_such(void **state)
{
    struct fixture *fixture = *state;
    fixture_open(fixture, NOON);
    put_bars_of(fixture, RANGE_5Y, BAR_1D, NOON - 100 * DAYS, 100, 50, NOON);
    struct dataset *dataset = bars_of(fixture, RANGE_5Y, NOON);
    assert_int_equal(dataset->u.bars.interval, BAR_1D);
    assert_int_equal(dataset->u.bars.count, 100);
    dataset_unref(dataset);
}

static void put_step(struct fixture *fixture, double last, int64_t now)
{
    struct observations observations;
    observations_init(&observations);
    struct quote *quote = add_quote(&observations, "CRWV", last, now);
    quote->prior_close = amount_of(1000);
    quote->fetched_at = now;
    fixture_put(fixture, &observations, now);
    observations_clear(&observations);
}

static void put_chart(struct fixture *fixture, double ratio, int64_t now)
{
    struct observations observations;
    observations_init(&observations);
    add_bars(&observations, "CRWV", RANGE_3M, BAR_1D, now - 3 * DAYS, 4, 100);
    if (ratio > 0) {
        struct stock_split *split = observations_add_split(&observations);
        *split = (struct stock_split){.symbol = "CRWV", .day = date_new_york_day(now), .ratio = ratio};
    }
    fixture_put(fixture, &observations, now);
    observations_clear(&observations);
}

/* A 10:1 split never shows as -90 %: not before the chart has told of it, nor afterwards, nor as news. */
static void a_split_shows_as_none(void **state)
{
    struct fixture *fixture = *state;
    fixture_open(fixture, NOON);
    put_step(fixture, 102, NOON);
    struct quote quote = load_one_quote(fixture->store, "CRWV", NOON);
    assert_true(quote.last.known && quote.split_unchecked);
    assert_false(quote_change(&quote).known);
    put_chart(fixture, 10, NOON + MINUTE);
    quote = load_one_quote(fixture->store, "CRWV", NOON + MINUTE);
    assert_false(quote.split_unchecked);
    assert_true(quote.split_ratio > 9.99 && quote.split_ratio < 10.01);
    double percent = quote_change_percent(&quote).value;
    assert_true(percent > 1.99 && percent < 2.01);
    put_step(fixture, 103, NOON + 2 * MINUTE);
    assert_int_equal(fixture->news.quote_count, 2);
    assert_true(fabs(quote_change_percent(&fixture->news.quotes[1]).value - 3) < 0.01);
}

static void a_crash_shows_once_the_chart_knows_of_no_split(void **state)
{
    struct fixture *fixture = *state;
    fixture_open(fixture, NOON - DAYS);
    put_chart(fixture, 0, NOON - DAYS); /* of yesterday: it could not know */
    put_step(fixture, 400, NOON);
    struct quote quote = load_one_quote(fixture->store, "CRWV", NOON);
    assert_false(quote_change(&quote).known);
    put_chart(fixture, 0, NOON);
    quote = load_one_quote(fixture->store, "CRWV", NOON);
    assert_false(quote.split_unchecked);
    assert_true(fabs(quote_change_percent(&quote).value + 60) < 0.01);
}

int main(void)
{
#define WITH_FILES(test) cmocka_unit_test_setup_teardown(test, fixture_begin, fixture_end)
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_split_shows_as_none, fixture_begin, fixture_end),
        cmocka_unit_test_setup_teardown(a_crash_shows_once_the_chart_knows_of_no_split, fixture_begin, fixture_end),
        WITH_FILES(every_figure_of_a_quote_comes_back),
        WITH_FILES(a_quote_without_a_source_has_the_one_that_was_asked),
        WITH_FILES(older_quotes_are_ignored),
        WITH_FILES(stamps_of_the_future_are_cut_and_do_not_block),
        WITH_FILES(ticks_are_kept_when_price_or_volume_moves),
        WITH_FILES(a_changed_price_is_news_with_the_one_before),
        WITH_FILES(news_comes_in_pairs_however_many),
        WITH_FILES(not_found_never_wipes_out_a_price),
        WITH_FILES(the_trend_spans_what_there_is_and_at_most_a_day),
        WITH_FILES(what_a_damaged_file_says_is_gated),
        WITH_FILES(bars_come_back_by_range),
        WITH_FILES(an_unfinished_bar_is_replaced_by_the_next_answer),
        WITH_FILES(after_a_split_no_bar_stays_on_the_old_base),
        WITH_FILES(older_bars_and_impossible_ones_do_not_show),
        WITH_FILES(a_coarser_interval_as_served_is_shown_as_such),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
