/* SPDX-License-Identifier: MIT
 * The tape and a firm's record out of the store; the consensus from several sources. */
#include "config.h"

#include "store_fixture.h"

#include "base/date.h"
#include "base/text.h"
#include "model/consensus.h"
#include "store/rating_tapes.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const char symbols[][SYMBOL_SIZE] = {"CRWV", "NBIS"};

static void the_tape_holds_ninety_days_of_the_symbols(void **state)
{
    struct fixture *fixture = *state;
    struct observations observations;
    struct error err = {0};
    observations_init(&observations);
    add_action(&observations, "CRWV", "Bank A", "Buy", 150, NOON - 5 * DAYS);
    add_action(&observations, "NBIS", "Bank A", "Buy", 50, NOON - 1 * DAYS);
    add_action(&observations, "CRWV", "Bank B", "Buy", 90, NOON - 100 * DAYS);
    add_action(&observations, "OTHER", "Bank B", "Buy", 90, NOON);
    fixture_open(fixture, NOON);
    fixture_put(fixture, &observations, NOON);
    observations_clear(&observations);
    struct dataset *tape = store_load_tape(fixture->store, symbols, 2, NOON, &err);
    assert_non_null(tape);
    assert_int_equal(tape->u.ratings.count, 2);
    assert_string_equal(tape->u.ratings.items[0].symbol, "NBIS"); /* newest first */
    assert_int_equal(tape->fetched_at, NOON);
    dataset_unref(tape);
}

static void a_firm_is_found_under_all_its_names(void **state)
{
    struct fixture *fixture = *state;
    struct observations observations;
    struct error err = {0};
    observations_init(&observations);
    add_action(&observations, "CRWV", "B of A Securities", "Buy", 150, NOON - 40 * DAYS)->move = MOVE_UPGRADE;
    add_action(&observations, "NBIS", "BofA", "Buy", 50, NOON - 2 * DAYS);
    add_action(&observations, "NBIS", "Another House", "Buy", 50, NOON - 2 * DAYS);
    add_bars(&observations, "CRWV", RANGE_1Y, BAR_1D, NOON - 60 * DAYS, 61, 100);
    fixture_open(fixture, NOON);
    fixture_put(fixture, &observations, NOON);
    observations_clear(&observations);
    struct dataset *dataset = store_load_firm(fixture->store, "Bank of America", &err);
    assert_non_null(dataset);
    const struct firm_record *record = &dataset->u.firm;
    assert_int_equal(record->count, 2);
    assert_string_equal(record->items[0].action.symbol, "NBIS");
    assert_false(record->items[0].moved[0].known); /* no bars of it */
    assert_true(record->items[1].moved[0].known);
    assert_false(record->items[1].moved[3].known); /* sixty sessions have not passed */
    assert_int_equal(record->items[1].direction, 1);
    dataset_unref(dataset);
    dataset = store_load_firm(fixture->store, "", &err);
    assert_int_equal(dataset->u.firm.count, 0);
    dataset_unref(dataset);
}

/* --- consensus --- */

static void put_as(struct fixture *fixture, const char *source, const struct consensus *consensus, int64_t now,
                   struct observations *news)
{
    struct observations observations;
    struct error err = {0};
    observations_init(&observations);
    *observations_add_consensus(&observations) = *consensus;
    assert_true(store_put(fixture->store, &observations, source, now, news, &err));
    observations_clear(&observations);
}

static struct dataset *consensus_of(struct fixture *fixture, int64_t now)
{
    struct error err = {0};
    struct dataset *dataset = store_load_consensus(fixture->store, "CRWV", now, &err);
    assert_non_null(dataset);
    return dataset;
}

static void each_part_is_from_whoever_told_it_last(void **state)
{
    struct fixture *fixture = *state;
    struct consensus targets = {.symbol = "CRWV", .target_mean = amount_of(120)};
    struct consensus both = {.symbol = "CRWV", .target_mean = amount_of(150)};
    both.months[0].buy = amount_of(7);
    fixture_open(fixture, NOON);
    put_as(fixture, "first", &both, NOON, NULL);
    put_as(fixture, "second", &targets, NOON + HOUR, NULL);
    struct dataset *dataset = consensus_of(fixture, NOON + HOUR);
    assert_true(dataset->u.consensus.target_mean.value == 120);
    assert_true(dataset->u.consensus.months[0].buy.value == 7);
    dataset_unref(dataset);
    put_as(fixture, "first", &both, NOON + 2 * HOUR, NULL); /* unchanged, but it overrules */
    dataset = consensus_of(fixture, NOON + 2 * HOUR);
    assert_true(dataset->u.consensus.target_mean.value == 150);
    assert_int_equal(dataset->u.consensus.history_count, 1); /* all of one day */
    dataset_unref(dataset);
}

static void quarters_come_from_all_sources_once(void **state)
{
    struct fixture *fixture = *state;
    struct consensus first = {.symbol = "CRWV"}, second = {.symbol = "CRWV"};
    for (int i = 0; i < 4; i++) {
        struct earnings_quarter quarter = {20000 - 91 * i, amount_of(1), amount_of(2)};
        (void)consensus_add_quarter(&first, &quarter);
        quarter.end_day -= 91 * 3; /* one that both tell */
        (void)consensus_add_quarter(&second, &quarter);
    }
    fixture_open(fixture, NOON);
    put_as(fixture, "first", &first, NOON, NULL);
    put_as(fixture, "second", &second, NOON, NULL);
    struct dataset *dataset = consensus_of(fixture, NOON);
    assert_int_equal(dataset->u.consensus.quarter_count, 7);
    dataset_unref(dataset);
}

/* The pairs that events are made of: nothing at first, then what the same source said before. */
static void changes_are_news_by_source(void **state)
{
    struct fixture *fixture = *state;
    struct estimate estimate = {.revenue = true, .period = "0y", .end_day = 21000, .mean = amount_of(100)};
    struct consensus consensus = {.symbol = "CRWV",
                                  .analysts = amount_of(3),
                                  .target_mean = amount_of(9),
                                  .estimates = &estimate,
                                  .estimate_count = 1};
    struct observations news;
    observations_init(&news);
    fixture_open(fixture, NOON);
    put_as(fixture, "first", &consensus, NOON, &news);
    assert_int_equal(news.consensus_count, 0);
    estimate.mean = amount_of(110);
    put_as(fixture, "second", &consensus, NOON + HOUR, &news); /* another counts differently: no revision */
    assert_int_equal(news.consensus_count, 0);
    put_as(fixture, "first", &consensus, NOON + 3 * DAYS, &news);
    assert_int_equal(news.consensus_count, 2);
    assert_true(news.consensus[0].estimates[0].mean.value == 100);
    assert_true(news.consensus[1].estimates[0].mean.value == 110);
    observations_clear(&news);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_tape_holds_ninety_days_of_the_symbols, fixture_begin, fixture_end),
        cmocka_unit_test_setup_teardown(a_firm_is_found_under_all_its_names, fixture_begin, fixture_end),
        cmocka_unit_test_setup_teardown(each_part_is_from_whoever_told_it_last, fixture_begin, fixture_end),
        cmocka_unit_test_setup_teardown(quarters_come_from_all_sources_once, fixture_begin, fixture_end),
        cmocka_unit_test_setup_teardown(changes_are_news_by_source, fixture_begin, fixture_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
