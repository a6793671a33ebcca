/* SPDX-License-Identifier: MIT
 * Headlines in the store: one story of several sources, what they tell before the data do, and what of it is news.
 */
#include "config.h"

#include "store_fixture.h"

#include "base/text.h"
#include "store/kept_headlines.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define UPGRADE "Wells Fargo upgrades CRWV to Overweight, price target raised to $170"

static void put(struct fixture *fixture, const char *title, const char *source, int64_t when)
{
    struct observations observations;
    struct error err = {0};
    observations_init(&observations);
    observations_clear(&fixture->news);
    struct headline *headline = observations_add_headline(&observations);
    text_copy(headline->symbol, sizeof headline->symbol, "CRWV");
    headline->title = title;
    headline->publisher = "Reuters";
    headline->link = "https://example.com/a";
    headline->when = when;
    assert_true(store_put(fixture->store, &observations, source, NOON, &fixture->news, &err));
    observations_clear(&observations);
}

static struct dataset *load(struct fixture *fixture)
{
    struct error err = {0};
    struct dataset *dataset = store_load_headlines(fixture->store, "CRWV", &err);
    assert_non_null(dataset);
    return dataset;
}

static void one_story_is_one_row(void **state)
{
    struct fixture *fixture = *state;
    fixture_open(fixture, NOON);
    put(fixture, "A lease in Texas", "nasdaq_news", NOON - 300);
    put(fixture, "A lease in TEXAS", "yahoo_news", NOON - 200);
    put(fixture, "A lease in Texas", "nasdaq_news", NOON - 100); /* told again: the first stays */
    struct dataset *dataset = load(fixture);
    assert_int_equal(dataset->u.headlines.count, 1);
    const struct headline *headline = &dataset->u.headlines.items[0];
    assert_int_equal(headline->when, NOON - 300);
    assert_string_equal(headline->also, "yahoo_news");
    assert_int_equal(headline->stand, HEADLINE_PLAIN);
    assert_null(headline->told);
    assert_int_equal(dataset->fetched_at, NOON);
    dataset_unref(dataset);
}

static void what_the_data_lack_is_announced(void **state)
{
    struct fixture *fixture = *state;
    struct observations observations;
    struct error err = {0};
    fixture_open(fixture, NOON);
    observations_init(&observations);
    add_action(&observations, "CRWV", "Bank B", "Buy", 90, NOON - 86400);
    fixture_put(fixture, &observations, NOON);
    observations_clear(&observations);
    put(fixture, "A lease in Texas", "yahoo_news", NOON - 7200);
    assert_int_equal(fixture->news.headline_count, 0); /* a source's first import is no news */
    put(fixture, "Citi upgrades CRWV to Buy", "nasdaq_news", NOON - 7200);
    assert_int_equal(fixture->news.headline_count, 0);
    put(fixture, "Something older", "google_news", NOON - 7200);
    put(fixture, "A lease in Ohio", "yahoo_news", NOON - 7100);
    assert_int_equal(fixture->news.headline_count, 1); /* for rules to hear */
    assert_null(fixture->news.headlines[0].told);
    put(fixture, UPGRADE, "nasdaq_news", NOON - 3600);
    assert_int_equal(fixture->news.headline_count, 1);
    assert_string_equal(fixture->news.headlines[0].told->firm, "Wells Fargo");
    put(fixture, "CRWV upgraded to Overweight at Wells Fargo", "yahoo_news", NOON - 1800); /* the same again */

    struct dataset *actions = store_load_ratings(fixture->store, "CRWV", &err);
    assert_int_equal(actions->u.ratings.count, 3); /* with Citi's */
    const struct rating_action *action = &actions->u.ratings.items[0];
    assert_true(action->announced);
    assert_string_equal(action->source, "nasdaq_news");
    assert_int_equal(action->move, MOVE_UPGRADE);
    assert_true(action->target_to.value == 170);
    dataset_unref(actions);
    struct dataset *headlines = load(fixture);
    assert_int_equal(headlines->u.headlines.items[0].stand, HEADLINE_AHEAD);
    dataset_unref(headlines);

    observations_init(&observations);
    add_action(&observations, "CRWV", "Wells Fargo & Company", "Overweight", 170, NOON - 3000);
    fixture_put(fixture, &observations, NOON);
    observations_clear(&observations);
    actions = store_load_ratings(fixture->store, "CRWV", &err);
    assert_int_equal(actions->u.ratings.count, 3);
    assert_false(actions->u.ratings.items[0].announced);
    dataset_unref(actions);
    headlines = load(fixture);
    assert_int_equal(headlines->u.headlines.items[0].stand, HEADLINE_CONFIRMED);
    dataset_unref(headlines);
    put(fixture, "Wells Fargo lifts CRWV to Overweight with $170 target", "google_news", NOON - 60);
    assert_int_equal(fixture->news.headline_count, 0); /* the data have it */
}

static void what_is_announced_does_not_stay_for_ever(void **state)
{
    struct fixture *fixture = *state;
    struct error err = {0};
    fixture_open(fixture, NOON);
    put(fixture, UPGRADE, "nasdaq_news", NOON - 8 * DAYS);
    struct dataset *actions = store_load_ratings(fixture->store, "CRWV", &err);
    assert_int_equal(actions->u.ratings.count, 0);
    dataset_unref(actions);
}

static void a_hundred_are_shown(void **state)
{
    struct fixture *fixture = *state;
    fixture_open(fixture, NOON);
    for (int i = 0; i < 130; i++) {
        char title[40];
        snprintf(title, sizeof title, "Story %d", i);
        put(fixture, title, "nasdaq_news", NOON - i * 60);
    }
    struct dataset *dataset = load(fixture);
    assert_int_equal(dataset->u.headlines.count, 100);
    assert_string_equal(dataset->u.headlines.items[0].title, "Story 0");
    dataset_unref(dataset);
}

static void what_another_source_told_is_no_news(void **state)
{
    struct fixture *fixture = *state;
    static const struct {
        const char *source, *firm;
        double target;
        size_t news;
    } rows[] = {
        {"yahoo_ratings", "Bank A", 50, 0},   /* the first import */
        {"massive_ratings", "Bank B", 60, 0}, /* each source's */
        {"yahoo_ratings", "B of A Securities", 150, 1},
        {"massive_ratings", "BofA", 150, 0},                 /* in other words */
        {"massive_ratings", "Bank of America Corp", 140, 1}, /* another target: another action */
    };
    fixture_open(fixture, NOON);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct observations observations;
        struct error err = {0};
        observations_init(&observations);
        observations_clear(&fixture->news);
        add_action(&observations, "CRWV", rows[i].firm, "Buy", rows[i].target, NOON - 3600);
        assert_true(store_put(fixture->store, &observations, rows[i].source, NOON, &fixture->news, &err));
        assert_int_equal(fixture->news.action_count, rows[i].news);
        observations_clear(&observations);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(one_story_is_one_row, fixture_begin, fixture_end),
        cmocka_unit_test_setup_teardown(what_the_data_lack_is_announced, fixture_begin, fixture_end),
        cmocka_unit_test_setup_teardown(what_is_announced_does_not_stay_for_ever, fixture_begin, fixture_end),
        cmocka_unit_test_setup_teardown(a_hundred_are_shown, fixture_begin, fixture_end),
        cmocka_unit_test_setup_teardown(what_another_source_told_is_no_news, fixture_begin, fixture_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
