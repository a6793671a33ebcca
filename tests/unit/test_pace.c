/* SPDX-License-Identifier: MIT
 * The pace of quotes: the calendar's, unless a provider knows its own market better. */
#include "config.h"

#include "poller_state.h"

#include "base/date.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define NOON  1758729600 /* 2025-09-24 12:00 New York, a Wednesday */
#define NIGHT 1758698400 /* 03:20 of that day: London trades */
#define BELL  1758720660 /* 09:31 */

static int64_t now_ms(void *context)
{
    return *(const int64_t *)context * 1000;
}

static enum market_session told(int64_t now, enum market_session said, int64_t age)
{
    const struct quote quote = {.session = said, .fetched_at = now - age};
    return pace_told(&quote, now);
}

static void the_providers_word_counts_while_it_is_fresh(void **state)
{
    (void)state;
    assert_int_equal(pace_told(NULL, NOON), SESSION_REGULAR);
    assert_int_equal(told(NOON, SESSION_UNKNOWN, 10), SESSION_REGULAR);
    assert_int_equal(told(NOON, SESSION_CLOSED, 10), SESSION_CLOSED); /* the exchange had to close */
    assert_int_equal(told(NOON, SESSION_CLOSED, 1800), SESSION_REGULAR);
    assert_int_equal(told(NIGHT, SESSION_REGULAR, 10), SESSION_REGULAR); /* another exchange */
    assert_int_equal(told(BELL, SESSION_CLOSED, 10), SESSION_REGULAR);   /* it has not noticed yet */
    assert_int_equal(told(BELL, SESSION_PRE, 120), SESSION_REGULAR);     /* from before the bell */
}

struct world {
    int64_t now;
    struct clock clock;
    struct config config;
    struct dataset *data;
    struct quote quotes[3];
    struct slot slot;
    char symbols[3][SYMBOL_SIZE];
    struct job job;
    struct poller poller;
};

static void open_world(struct world *world, int64_t now)
{
    static const char *const names[] = {"CRWV", "VOD.L", "EURUSD=X"};
    *world = (struct world){.now = now};
    world->clock = (struct clock){now_ms, now_ms, &world->now};
    world->data = dataset_new(DATASET_QUOTES, "");
    for (size_t i = 0; i < 3; i++) {
        snprintf(world->symbols[i], SYMBOL_SIZE, "%s", names[i]);
        world->quotes[i] = (struct quote){.session = SESSION_CLOSED, .fetched_at = now - 5};
        snprintf(world->quotes[i].symbol, SYMBOL_SIZE, "%s", names[i]);
    }
    world->data->u.quotes = (struct quotes){world->quotes, 3};
    world->slot = (struct slot){.kind = DATASET_QUOTES, .data = world->data};
    world->job = (struct job){.kind = DATASET_QUOTES, .symbols = world->symbols, .symbol_count = 3};
    world->poller =
        (struct poller){.clock = &world->clock, .config = &world->config, .slots = &world->slot, .slot_count = 1};
}

static void the_liveliest_market_of_a_batch_decides(void **state)
{
    (void)state;
    struct world world;
    open_world(&world, NIGHT);
    world.quotes[2].session = SESSION_REGULAR; /* currencies trade all night: they alone hurry nobody */
    assert_int_equal(pace_session(&world.poller, &world.job), SESSION_CLOSED);
    world.quotes[1].session = SESSION_REGULAR;
    assert_int_equal(pace_session(&world.poller, &world.job), SESSION_REGULAR);
    const struct job chart = {.kind = DATASET_BARS, .symbol = "VOD.L"},
                     other = {.kind = DATASET_BARS, .symbol = "CRWV"};
    assert_int_equal(pace_session(&world.poller, &chart), SESSION_REGULAR);
    assert_int_equal(pace_session(&world.poller, &other), SESSION_CLOSED);
    const struct job filings = {.kind = DATASET_FILINGS, .symbol = "VOD.L"};
    assert_int_equal(pace_session(&world.poller, &filings), SESSION_CLOSED); /* the calendar's */
    world.poller.live_pace = true;
    assert_int_equal(pace_session(&world.poller, &world.job), SESSION_REGULAR);
    dataset_unref(world.data);
}

static void a_session_is_met_at_its_beginning(void **state)
{
    (void)state;
    struct world world;
    open_world(&world, NIGHT + 35 * 60); /* five minutes before the pre-market */
    assert_int_equal(pace_cut_ms(&world.poller, &world.job, 900000), 301000);
    assert_int_equal(pace_cut_ms(&world.poller, &world.job, 15000), 15000);
    const struct job filings = {.kind = DATASET_FILINGS};
    assert_int_equal(pace_cut_ms(&world.poller, &filings, 900000), 900000);
    dataset_unref(world.data);
}

/* EDGAR accepts from six to ten in the evening of working days, New York's time. */
static void the_feed_follows_edgars_hours(void **state)
{
    static const struct {
        int day, hour, feed, submissions;
    } cases[] = {{17, 5, 300, 900},  {17, 6, 12, 600},   {17, 21, 12, 600},   /* Tuesday, 2026-11-17 */
                 {17, 22, 300, 900}, {21, 12, 300, 900}, {22, 12, 300, 900}}; /* a weekend */
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct world world;
        open_world(&world, date_new_york_to_utc(2026, 11, cases[i].day, cases[i].hour, 30, 0));
        assert_int_equal(acceptance_pace(&world.poller, DATASET_ACCEPTED, 12), cases[i].feed);
        assert_int_equal(acceptance_pace(&world.poller, DATASET_FILINGS, 600), cases[i].submissions);
        assert_int_equal(acceptance_pace(&world.poller, DATASET_FILINGS, 3600), 3600); /* a slower wish stays */
        assert_int_equal(acceptance_pace(&world.poller, DATASET_QUOTES, 15), 15);
        world.poller.live_pace = true;
        assert_int_equal(acceptance_pace(&world.poller, DATASET_ACCEPTED, 12), 12);
        dataset_unref(world.data);
    }
}

int main(void)
{
    date_use_new_york();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_providers_word_counts_while_it_is_fresh),
        cmocka_unit_test(the_liveliest_market_of_a_batch_decides),
        cmocka_unit_test(a_session_is_met_at_its_beginning),
        cmocka_unit_test(the_feed_follows_edgars_hours),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
