/* SPDX-License-Identifier: MIT
 * What of a range is still to be asked for, after what was answered. */
#include "config.h"

#include "store_fixture.h"

#include "base/date.h"
#include "store/bar_spans.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define SLACK (2 * HOUR)

static struct bar_plan plan_of(const struct fixture *fixture, enum chart_range range, int64_t now)
{
    struct bar_plan plan;
    store_bar_plan(fixture->store, "CRWV", range, now, &plan);
    return plan;
}

/* Daily bars up to `last`, of which all before it are final. */
static struct bars *answer(struct observations *observations, enum chart_range range, int64_t last, size_t count)
{
    struct bars *bars =
        add_bars(observations, "CRWV", range, BAR_1D, last - (int64_t)(count - 1) * DAYS, count, 100);
    bars->items[count - 1].partial = true;
    bars->settled_to = last - SLACK;
    return bars;
}

static void put_range(struct fixture *fixture, enum chart_range range, int64_t now)
{
    struct observations observations;
    observations_init(&observations);
    answer(&observations, range, now - HOUR, (size_t)((now - chart_range_start(range, now)) / DAYS));
    fixture_put(fixture, &observations, now);
    observations_clear(&observations);
}

/* count 0: an answer without bars. */
static void put_part(struct fixture *fixture, struct bar_span span, int64_t settled_to, size_t count, int64_t now)
{
    struct observations observations;
    observations_init(&observations);
    struct bars *bars = add_bars(&observations, "CRWV", RANGE_3M, BAR_1D, span.from + SLACK, count, 100);
    bars->asked = span;
    bars->settled_to = settled_to;
    fixture_put(fixture, &observations, now);
    observations_clear(&observations);
}

static void what_is_held_for_good_is_in_no_span(void **state)
{
    struct fixture *fixture = *state;
    fixture_open(fixture, NOON);
    struct bar_plan plan = plan_of(fixture, RANGE_3M, NOON);
    assert_int_equal(plan.count, 1);
    assert_int_equal(plan.spans[0].to, 0); /* all of it */
    put_range(fixture, RANGE_3M, NOON);
    plan = plan_of(fixture, RANGE_3M, NOON);
    assert_int_equal(plan.count, 1);
    assert_int_equal(plan.spans[0].from, NOON - HOUR - SLACK);
    assert_true(plan.spans[0].to > NOON);
    plan = plan_of(fixture, RANGE_1Y, NOON);
    assert_int_equal(plan.count, 2);
    assert_int_equal(plan.spans[1].from, chart_range_start(RANGE_1Y, NOON));
    assert_int_equal(plan.spans[1].to, chart_range_start(RANGE_3M, NOON));
    put_part(fixture, plan.spans[1], plan.spans[1].to, 0, NOON); /* there was nothing: it was not listed yet */
    assert_int_equal(plan_of(fixture, RANGE_1Y, NOON + 60).count, 1);
    put_part(fixture, plan.spans[1], plan.spans[1].to, 0, NOON + 60);
    assert_int_equal(plan_of(fixture, RANGE_1Y, NOON + 60).fetched_at, NOON); /* of the newest end */
    assert_int_equal(plan_of(fixture, RANGE_1D, NOON).spans[0].to, 0);        /* bars of another length */
    plan = plan_of(fixture, RANGE_3M, NOON + 200 * DAYS);
    assert_int_equal(plan.spans[0].to, 0); /* nothing of the range is held any more */
}

static void a_final_end_leaves_nothing_to_ask_for(void **state)
{
    struct fixture *fixture = *state;
    fixture_open(fixture, NOON);
    put_range(fixture, RANGE_3M, NOON);
    struct bar_span tail = plan_of(fixture, RANGE_3M, NOON + 6 * HOUR).spans[0];
    put_part(fixture, tail, NOON + 20 * HOUR, 1, NOON + 6 * HOUR);
    assert_int_equal(plan_of(fixture, RANGE_3M, NOON + 8 * HOUR).count, 0);
    assert_int_equal(plan_of(fixture, RANGE_3M, NOON + 21 * HOUR).count, 1);
    put_part(fixture, plan_of(fixture, RANGE_3M, NOON + 21 * HOUR).spans[0], NOON + 20 * HOUR, 0, NOON + 21 * HOUR);
    assert_int_equal(plan_of(fixture, RANGE_3M, NOON + 21 * HOUR).spans[0].from, NOON + 20 * HOUR);
    struct error err = {0};
    struct dataset *dataset = store_load_bars(fixture->store, "CRWV", RANGE_3M, NOON + 21 * HOUR, &err);
    assert_int_equal(dataset->fetched_at, NOON + 21 * HOUR);
    assert_true(dataset->u.bars.count > 90);
    dataset_unref(dataset);
}

static void put_hole(struct fixture *fixture, int64_t hole)
{
    struct observations observations;
    observations_init(&observations);
    struct bars *bars = answer(&observations, RANGE_3M, NOON - HOUR, 92);
    bars->holes = &hole;
    bars->hole_count = 1;
    for (size_t i = 0; i < bars->count; i++)
        if (bars->items[i].start == hole) {
            memmove(&bars->items[i], &bars->items[i + 1], (bars->count - i - 1) * sizeof *bars->items);
            bars->count--;
        }
    fixture_put(fixture, &observations, NOON);
    observations_clear(&observations);
}

static size_t hole_count(const struct fixture *fixture)
{
    struct error err = {0};
    struct dataset *dataset = store_load_bars(fixture->store, "CRWV", RANGE_3M, NOON, &err);
    size_t count = dataset->u.bars.hole_count;
    dataset_unref(dataset);
    return count;
}

static void the_tries_of_a_hole_are_kept(void **state)
{
    static const int hours[] = {1, 6, 24, 72, 168};
    struct fixture *fixture = *state;
    int64_t hole = NOON - HOUR - 5 * DAYS, now = NOON;
    fixture_open(fixture, NOON);
    put_hole(fixture, hole);
    assert_int_equal(hole_count(fixture), 1);
    for (size_t i = 0; i < sizeof hours / sizeof hours[0]; i++) {
        assert_int_equal(plan_of(fixture, RANGE_3M, now + hours[i] * HOUR - 1).count, 1);
        now += hours[i] * HOUR;
        fixture_close(fixture);
        fixture_open(fixture, now);
        struct bar_plan plan = plan_of(fixture, RANGE_3M, now);
        assert_int_equal(plan.count, 2);
        assert_int_equal(plan.spans[1].from, hole);
        assert_int_equal(plan.spans[1].to, hole + DAYS - SLACK);
        put_part(fixture, plan.spans[1], plan.spans[1].to, 0, now);
    }
    struct bar_span span = {hole - SLACK, hole + DAYS - SLACK};
    put_part(fixture, span, span.to, 1, now + 1); /* it has come */
    assert_int_equal(hole_count(fixture), 0);
    assert_int_equal(plan_of(fixture, RANGE_3M, now + 400 * HOUR).count, 1);
}

static void a_new_split_makes_all_be_asked_for_again(void **state)
{
    struct fixture *fixture = *state;
    struct observations observations;
    fixture_open(fixture, NOON);
    put_range(fixture, RANGE_1Y, NOON);
    observations_init(&observations);
    add_bars(&observations, "CRWV", RANGE_1D, BAR_5M, NOON - 20 * 300, 20, 100)->settled_to = NOON - 300;
    fixture_put(fixture, &observations, NOON);
    observations_clear(&observations);
    assert_int_equal(plan_of(fixture, RANGE_1Y, NOON + DAYS).count, 1);
    for (int times = 0; times < 2; times++) { /* the same split again is no news */
        int64_t now = NOON + DAYS + times * HOUR;
        struct bar_span tail = plan_of(fixture, RANGE_1Y, now).spans[0];
        observations_init(&observations);
        struct bars *bars = answer(&observations, RANGE_1Y, now - HOUR, 1);
        bars->asked = tail;
        *observations_add_split(&observations) =
            (struct stock_split){.symbol = "CRWV", .day = date_new_york_day(now), .ratio = 10};
        fixture_put(fixture, &observations, now);
        observations_clear(&observations);
        struct bar_plan plan = plan_of(fixture, RANGE_1Y, now);
        assert_int_equal(plan.count, 2 - times);
        if (times > 0)
            break;
        assert_int_equal(plan.spans[1].from, chart_range_start(RANGE_1Y, now));
        assert_int_equal(plan_of(fixture, RANGE_1D, now).spans[0].to, 0);
        put_part(fixture, plan.spans[1], plan.spans[1].to, 300, now);
    }
}

int main(void)
{
    date_use_new_york();
#define WITH_FILES(test) cmocka_unit_test_setup_teardown(test, fixture_begin, fixture_end)
    const struct CMUnitTest tests[] = {
        WITH_FILES(what_is_held_for_good_is_in_no_span),
        WITH_FILES(a_final_end_leaves_nothing_to_ask_for),
        WITH_FILES(the_tries_of_a_hole_are_kept),
        WITH_FILES(a_new_split_makes_all_be_asked_for_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
