/* SPDX-License-Identifier: MIT
 * A poller on its own thread and what the screen may ask of it: look, refresh, pause, edit, stop; and two pollers
 * on one store. */
#include "config.h"

#include "stage.h"

#include "base/date.h"
#include "base/memory.h"

#include <sched.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define ONLY(kind) (1U << (kind))

static int make(void **state)
{
    struct stage *stage = memory_new(1, sizeof *stage);
    stage_open(stage);
    *state = stage;
    return 0;
}

static int drop(void **state)
{
    stage_close(*state);
    free(*state);
    return 0;
}

static void look_at(struct stage *stage, const char *symbol, enum chart_range range)
{
    stage->focus.range = range;
    snprintf(stage->focus.symbol, sizeof stage->focus.symbol, "%s", symbol);
    poller_look_at(stage->poller, &stage->focus);
}

static bool has_slots_of(const struct stage *stage, const void *symbol)
{
    return snapshot_slot(stage->snapshot, DATASET_RATINGS, symbol) != NULL;
}

static bool is_paused(const struct stage *stage, const void *what)
{
    (void)what;
    return stage->snapshot->paused;
}

/* The server's own counter: requests come before any snapshot tells of them. Ended by the alarm. */
static void wait_for_requests(const struct stage *stage, unsigned long count)
{
    while (stage_requests(stage) < count)
        sched_yield();
}

static void the_first_snapshot_comes_before_any_answer(void **state)
{
    struct stage *stage = *state;
    stage_simulate(stage, "normal");
    assert_true(stage_run_once(stage));
    stage_simulate(stage, "hangs");
    stage_advance(stage, 86400);
    stage_start(stage);
    stage_wait(stage, has_slots_of, "CRWV");
    assert_true(stage_slot(stage, DATASET_QUOTES)->data->u.quotes.count == 2);
    assert_false(dataset_is_empty(stage_slot(stage, DATASET_BARS)->data));
}

static void another_symbol_is_there_at_once(void **state)
{
    struct stage *stage = *state;
    stage_simulate(stage, "normal");
    assert_true(stage_run_once(stage));
    stage->options.offline = true; /* from the store, or not at all */
    unsigned long asked = stage_requests(stage);
    stage_start(stage);
    stage_wait(stage, has_slots_of, "CRWV");
    assert_null(snapshot_slot(stage->snapshot, DATASET_RATINGS, "NBIS"));
    look_at(stage, "NBIS", RANGE_1M);
    stage_wait(stage, has_slots_of, "NBIS");
    assert_false(dataset_is_empty(stage_slot(stage, DATASET_RATINGS)->data));
    assert_false(dataset_is_empty(stage_slot(stage, DATASET_FILINGS)->data));
    assert_false(dataset_is_empty(stage_slot(stage, DATASET_RECEIVABLES)->data));
    assert_string_equal(stage_slot(stage, DATASET_RATINGS)->data->subject, "NBIS");
    assert_int_equal(stage_requests(stage), asked);
}

static void a_look_at_another_range_asks_for_its_bars(void **state)
{
    struct stage *stage = *state;
    stage->options.kinds = ONLY(DATASET_BARS);
    stage_simulate(stage, "normal");
    stage_start(stage);
    stage_wait_tried(stage, DATASET_BARS);
    size_t hours = stage_slot(stage, DATASET_BARS)->data->u.bars.count;
    assert_int_equal(stage_requests(stage), 1);
    look_at(stage, "CRWV", RANGE_1Y);
    stage_wait_tried(stage, DATASET_BARS);
    const struct dataset *year = snapshot_data(stage->snapshot, DATASET_BARS, "CRWV 1y");
    assert_non_null(year);
    assert_int_equal(year->u.bars.interval, BAR_1D);
    assert_true(year->u.bars.count > 200 && year->u.bars.count != hours);
    assert_int_equal(stage_requests(stage), 2);
}

static void refresh_asks_before_the_time(void **state)
{
    struct stage *stage = *state;
    stage->options.kinds = ONLY(DATASET_QUOTES);
    stage->config.second_seconds = 0; /* a second opinion would be a request at a time of its own */
    stage_simulate(stage, "normal");
    stage_start(stage);
    stage_wait_tried(stage, DATASET_QUOTES);
    unsigned long asked = stage_requests(stage);
    stage_advance(stage, 1); /* long before the next time */
    poller_refresh(stage->poller, ONLY(DATASET_QUOTES));
    stage_wait_tried(stage, DATASET_QUOTES);
    assert_int_equal(stage_requests(stage), asked + 1);
    assert_int_equal(stage_slot(stage, DATASET_QUOTES)->data->fetched_at, STAGE_START + 1);
}

static void refresh_asks_for_facts_that_are_current(void **state)
{
    struct stage *stage = *state;
    stage->options.kinds = ONLY(DATASET_RECEIVABLES);
    assert_true(watchlist_remove(&stage->watchlist, "Neoclouds", "NBIS"));
    stage_simulate(stage, "normal");
    stage_start(stage);
    stage_wait_tried(stage, DATASET_RECEIVABLES);
    stage_advance(stage, 1);
    poller_refresh(stage->poller, ONLY(DATASET_RECEIVABLES));
    stage_wait_tried(stage, DATASET_RECEIVABLES);
    assert_int_equal(stage_requests(stage), 2);
}

static void paused_means_nobody_is_asked(void **state)
{
    struct stage *stage = *state;
    stage->options.kinds = ONLY(DATASET_QUOTES);
    stage->config.second_seconds = 0; /* a second opinion would be a request at a time of its own */
    stage_simulate(stage, "normal");
    stage_start(stage);
    stage_wait_tried(stage, DATASET_QUOTES);
    unsigned long asked = stage_requests(stage);
    poller_pause(stage->poller, true);
    stage_wait(stage, is_paused, NULL);
    stage_advance(stage, 3600);
    look_at(stage, "NBIS", RANGE_1M);
    stage_wait(stage, has_slots_of, "NBIS"); /* it has had its turns, and looked at the clock */
    assert_int_equal(stage_slot(stage, DATASET_QUOTES)->tried_at, STAGE_START);
    assert_int_equal(stage_requests(stage), asked);
    poller_pause(stage->poller, false);
    stage_wait_tried(stage, DATASET_QUOTES);
    assert_int_equal(stage_requests(stage), asked + 1);
    assert_false(stage->snapshot->paused);
}

static bool tells_of_reload(const struct stage *stage, const void *words)
{
    const struct dataset *data = snapshot_data(stage->snapshot, DATASET_EVENTS, "");
    return data != NULL && data->u.events.count > 0 && strstr(data->u.events.items[0].text, words) != NULL;
}

static void reading_the_configuration_again_is_an_event(void **state)
{
    struct stage *stage = *state;
    stage_simulate(stage, "normal");
    stage_start(stage);
    poller_reloaded(stage->poller, true);
    stage_wait(stage, tells_of_reload, "configuration read again");
    stage_advance(stage, 10);
    poller_reloaded(stage->poller, false);
    stage_wait(stage, tells_of_reload, "it has faults");
}

static bool quotes_hold(const struct stage *stage, const void *symbol)
{
    const struct dataset *quotes = snapshot_data(stage->snapshot, DATASET_QUOTES, "");
    const struct quote *quote = quotes != NULL ? quotes_find(&quotes->u.quotes, symbol) : NULL;
    return quote != NULL && quote->last.known;
}

static bool quotes_lack(const struct stage *stage, const void *symbol)
{
    return !quotes_hold(stage, symbol);
}

static void an_edit_is_followed_and_kept(void **state)
{
    struct stage *stage = *state;
    struct watch_edit edit = {.group = "Chips", .symbol = "AMD", .at = STAGE_START};
    struct watch_edit removal = {.group = "Neoclouds", .symbol = "NBIS", .kind = WATCH_REMOVE, .at = STAGE_START};
    stage_simulate(stage, "normal");
    stage_start(stage);
    stage_wait(stage, quotes_hold, "CRWV");
    poller_edit_watchlist(stage->poller, &edit);
    poller_edit_watchlist(stage->poller, &removal);
    stage_wait(stage, quotes_hold, "AMD");
    assert_true(quotes_lack(stage, "NBIS"));
    stage_stop(stage);
    stage->options.offline = true; /* the next start knows it without asking */
    stage_start(stage);
    stage_wait(stage, quotes_hold, "AMD");
    assert_true(quotes_hold(stage, "CRWV"));
    assert_true(quotes_lack(stage, "NBIS"));
}

/* It would wait for the request's own 15 s and more, if at all: the request is for ever, the alarm is not. */
static void a_hanging_request_delays_no_end(void **state)
{
    struct stage *stage = *state;
    stage_simulate(stage, "hangs");
    stage_start(stage);
    wait_for_requests(stage, 3);
    stage_stop(stage);
}

static void an_end_at_any_moment_is_fine(void **state)
{
    struct stage *stage = *state;
    stage_simulate(stage, "normal");
    for (unsigned long i = 0; i < 12; i++) {
        unsigned long until = stage_requests(stage) + i;
        stage_advance(stage, 86400);
        stage_start(stage);
        wait_for_requests(stage, until);
        stage_stop(stage);
    }
    stage_advance(stage, 86400);
    assert_true(stage_run_once(stage)); /* and the store is as good as ever */
    assert_string_equal(stage->snapshot->banner, "");
}

/* --- two of them --- */

static bool is_newer(const struct stage *stage, const void *time)
{
    return quotes_hold(stage, "NBIS") &&
           stage_slot(stage, DATASET_QUOTES)->data->fetched_at >= *(const int64_t *)time;
}

static void the_second_takes_the_answers_of_the_first(void **state)
{
    struct stage *stage = *state;
    struct stage *other = memory_new(1, sizeof *other);
    stage->options.kinds = ONLY(DATASET_QUOTES);
    stage_simulate(stage, "normal");
    stage_open(other);
    other->options.kinds = ONLY(DATASET_QUOTES);
    other->options.store = stage->options.store;
    memcpy(other->config.base_url, stage->config.base_url, sizeof other->config.base_url);
    stage_start(stage);
    stage_wait_tried(stage, DATASET_QUOTES);
    stage_start(other);
    stage_wait(other, quotes_hold, "CRWV");
    assert_int_equal(stage_requests(stage), 3); /* the handshake and the quotes, of the first */
    stage_advance(stage, 60);
    stage_wait_tried(stage, DATASET_QUOTES);
    assert_int_equal(stage_requests(stage), 4);
    stage_advance(other, 60); /* its own clock: both would ask at once otherwise */
    stage_wait(other, is_newer, &(int64_t){STAGE_START + 60});
    assert_string_equal(stage_slot(other, DATASET_QUOTES)->source, "yahoo_quotes");
    stage_close(other);
    assert_int_equal(stage_requests(stage), 4);
    free(other);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_first_snapshot_comes_before_any_answer, make, drop),
        cmocka_unit_test_setup_teardown(another_symbol_is_there_at_once, make, drop),
        cmocka_unit_test_setup_teardown(a_look_at_another_range_asks_for_its_bars, make, drop),
        cmocka_unit_test_setup_teardown(refresh_asks_before_the_time, make, drop),
        cmocka_unit_test_setup_teardown(refresh_asks_for_facts_that_are_current, make, drop),
        cmocka_unit_test_setup_teardown(paused_means_nobody_is_asked, make, drop),
        cmocka_unit_test_setup_teardown(reading_the_configuration_again_is_an_event, make, drop),
        cmocka_unit_test_setup_teardown(an_edit_is_followed_and_kept, make, drop),
        cmocka_unit_test_setup_teardown(a_hanging_request_delays_no_end, make, drop),
        cmocka_unit_test_setup_teardown(an_end_at_any_moment_is_fine, make, drop),
        cmocka_unit_test_setup_teardown(the_second_takes_the_answers_of_the_first, make, drop),
    };
    date_use_new_york();
    return cmocka_run_group_tests_name("poller live", tests, NULL, NULL);
}
