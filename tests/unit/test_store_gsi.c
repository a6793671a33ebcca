/* SPDX-License-Identifier: MIT
 * The index in the store: fixed once a day, never touched again, and made again to the last bit. */
#include "config.h"

#include "store_fixture.h"

#include "base/buffer.h"
#include "base/text.h"
#include "store/gsi_fixes.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define FIX   1785528000 /* 2026-07-31 20:00 UTC */
#define LATER 120

static const char *const models[] = {"H100 SXM", "H200", "B200"};
static const char *const venues[] = {"Vast", "RunPod", "Scaleway", "Voltage Park"};
#define MODELS (sizeof models / sizeof models[0])
#define VENUES (sizeof venues / sizeof venues[0])

/* A poll of four venues, a cloud's list and a settled index; scarcity 0..1 moves stock, rent and idle GPUs. */
static void poll_all(struct fixture *fixture, int64_t at, double scarcity)
{
    struct observations observations;
    observations_init(&observations);
    for (size_t m = 0; m < MODELS; m++) {
        for (size_t v = 0; v < VENUES; v++) {
            double wave = sin((double)at / 7000 + (double)(m * 3 + v));
            struct gpu_book *book =
                add_book(&observations, venues[v], models[m], 2 + (double)m + scarcity + 0.01 * wave, at);
            book->stock = amount_of(scarcity + 0.2 * wave > 0.5 ? 0 : 1);
            book->stock8 = v % 2 == 0 ? amount_of(scarcity + 0.3 * wave > 0.4 ? 0 : 0.5) : AMOUNT_UNKNOWN;
            book->regions = amount_of(10);
            book->regions_stocked = amount_of(floor(10 * (1 - scarcity)));
            book->rented = amount_of(900 * scarcity);
            book->total = amount_of(1000);
            book->machines = amount_of(20);
            book->idle_gpus = amount_of(floor(200 * (1 - scarcity) + 5 * wave));
        }
        struct gpu_book *list = add_book(&observations, "AWS", models[m], 7, at);
        list->role = GPU_ROLE_LIST;
        list->spot_ratio = amount_of(0.3 + 0.3 * scarcity);
        list->interruption = amount_of(1 + scarcity);
        struct gpu_book *settled = add_book(&observations, "Ornn index", models[m], 2.5 + scarcity, at);
        settled->role = GPU_ROLE_INDEX;
    }
    fixture_put(fixture, &observations, at);
    observations_clear(&observations);
}

/* So many days, four polls each, a fix after each. Returns the changes of label told. */
static size_t live_days(struct fixture *fixture, int days, struct observations *events)
{
    struct error err = {0};
    for (int day = days - 1; day >= 0; day--) {
        int64_t at = FIX - (int64_t)day * DAYS;
        for (int hours = 18; hours >= 0; hours -= 6)
            poll_all(fixture, at - hours * HOUR - 60, 0.35 + 0.3 * (double)(days - day) / days);
        assert_true(store_gsi_fix(fixture->store, at + LATER, events, &err));
    }
    return events->event_count;
}

static struct gsi_fix stored(struct fixture *fixture, int64_t at, const char *model)
{
    struct gsi_fix fixes[GSI_MODELS_MOST], found = {.model = ""};
    struct error err = {0};
    size_t count = store_gsi_stored(fixture->store, at, fixes, GSI_MODELS_MOST, &err);
    for (size_t i = 0; i < count; i++)
        if (strcmp(fixes[i].model, model) == 0)
            found = fixes[i];
    return found;
}

static void assert_same_again(struct fixture *fixture, int64_t at, enum gsi_origin origin)
{
    struct gsi_evidence_set set;
    struct gsi_fix fixes[GSI_MODELS_MOST];
    struct error err = {0};
    if (!store_gsi_compute(fixture->store, at, origin, FIX + DAYS, &set, &err))
        fail_msg("%s", err.message);
    assert_int_equal(store_gsi_stored(fixture->store, at, fixes, GSI_MODELS_MOST, &err), MODELS + 1);
    assert_int_equal(set.count, MODELS);
    for (size_t i = 0; i < MODELS; i++) {
        struct gsi_fix kept = stored(fixture, at, set.works[i].fix.model);
        assert_true(gsi_fix_equal(&set.works[i].fix, &kept));
        assert_memory_equal(&set.works[i].fix.level.value.value, &kept.level.value.value, sizeof(double));
    }
    assert_true(gsi_fix_equal(&set.basket, &fixes[MODELS]));
    store_gsi_clear(&set);
}

static void a_fix_is_made_again_to_the_last_bit(void **state)
{
    struct fixture *fixture = *state;
    struct observations events;
    observations_init(&events);
    fixture_open(fixture, FIX);
    live_days(fixture, 40, &events);
    struct gsi_fix newest = stored(fixture, FIX, "H100 SXM");
    assert_int_equal(newest.level.status, GSI_FINAL);
    assert_int_equal(newest.venues, VENUES);
    assert_false(newest.settled_price);
    for (int k = 0; k < GSI_COMPONENTS; k++)
        assert_true(newest.scores[k].known);
    for (int day = 0; day < 40; day++) {
        assert_same_again(fixture, FIX - (int64_t)day * DAYS, GSI_FROM_INPUTS);
        assert_same_again(fixture, FIX - (int64_t)day * DAYS, GSI_FROM_BOOKS);
    }
    fixture_close(fixture);
    fixture_open(fixture, FIX + DAYS); /* and after a restart */
    assert_same_again(fixture, FIX, GSI_FROM_INPUTS);
    observations_clear(&events);
}

static void thinned_books_take_nothing_from_old_fixes(void **state)
{
    struct fixture *fixture = *state;
    struct observations events;
    struct error err = {0};
    observations_init(&events);
    fixture_open(fixture, FIX);
    live_days(fixture, 30, &events);
    fixture_close(fixture);
    fixture_open(fixture, FIX + 400 * (int64_t)DAYS);
    assert_true(store_maintain(fixture->store, FIX + 400 * (int64_t)DAYS, &err));
    for (int day = 0; day < 30; day++)
        assert_same_again(fixture, FIX - (int64_t)day * DAYS, GSI_FROM_INPUTS);
    observations_clear(&events);
}

static void nothing_changes_or_deletes_a_fix(void **state)
{
    struct fixture *fixture = *state;
    struct observations events;
    struct error err = {0};
    observations_init(&events);
    fixture_open(fixture, FIX);
    live_days(fixture, 2, &events);
    struct gsi_fix before = stored(fixture, FIX, GSI_BASKET);
    poll_all(fixture, FIX - 30, 1); /* too late for this fix */
    assert_true(store_gsi_fix(fixture->store, FIX + 3 * HOUR, &events, &err));
    struct gsi_fix after = stored(fixture, FIX, GSI_BASKET);
    assert_memory_equal(&before, &after, sizeof before);
    fixture_close(fixture);
    static const char *const attempts[] = {"UPDATE gsi_fix SET value = 1", "DELETE FROM gsi_fix",
                                           "UPDATE gsi_input SET stocked = 1", "DELETE FROM gsi_input"};
    for (size_t i = 0; i < sizeof attempts / sizeof attempts[0]; i++)
        assert_true(fixture_refuses(fixture->history, attempts[i]));
    assert_int_equal(fixture_number(fixture->history, "SELECT count(*) FROM gsi_fix"), 2 * (MODELS + 1));
    observations_clear(&events);
}

static void a_missed_fix_is_made_late_and_says_so(void **state)
{
    struct fixture *fixture = *state;
    struct observations events;
    struct error err = {0};
    observations_init(&events);
    fixture_open(fixture, FIX);
    live_days(fixture, 3, &events);
    poll_all(fixture, FIX + 20 * HOUR, 0.6); /* then nobody was there until the third day */
    poll_all(fixture, FIX + 3 * DAYS + 5 * HOUR, 0.2);
    assert_true(store_gsi_fix(fixture->store, FIX + 3 * DAYS + 5 * HOUR, &events, &err));
    struct gsi_fix missed = stored(fixture, FIX + DAYS, "H200");
    assert_true(gsi_fix_is_late(&missed));
    assert_int_equal(missed.made_at, FIX + 3 * DAYS + 5 * HOUR);
    assert_true(fabs(missed.ages[GSI_A].value - 4) < 1e-9);                 /* of what was known then, not of now */
    assert_string_equal(stored(fixture, FIX + 2 * DAYS, "H200").model, ""); /* nothing was observed that day */
    assert_string_equal(stored(fixture, FIX + 3 * DAYS, "H200").model, "");
    struct gsi_fix in_time = stored(fixture, FIX, "H200");
    assert_false(gsi_fix_is_late(&in_time));
    assert_same_again(fixture, FIX + DAYS, GSI_FROM_INPUTS);
    observations_clear(&events);
}

static void a_change_of_label_is_told_once(void **state)
{
    struct fixture *fixture = *state;
    struct observations events;
    struct error err = {0};
    observations_init(&events);
    fixture_open(fixture, FIX);
    assert_true(live_days(fixture, 40, &events) > 0);
    size_t basket = 0, told = events.event_count;
    for (size_t i = 0; i < told; i++)
        basket += events.events[i].kind == EVENT_INDEX;
    assert_true(basket >= 1 && basket <= 6); /* it passes one label after the other, and none twice */
    assert_true(strncmp(events.events[0].detail, "label ", 6) == 0);
    assert_true(store_gsi_fix(fixture->store, FIX + HOUR, &events, &err));
    assert_int_equal(events.event_count, told);
    observations_clear(&events);
}

static void the_live_value_goes_on_from_the_last_fix(void **state)
{
    struct fixture *fixture = *state;
    struct observations events;
    struct error err = {0};
    observations_init(&events);
    fixture_open(fixture, FIX);
    live_days(fixture, 10, &events);
    poll_all(fixture, FIX + 2 * HOUR, 1);
    struct dataset *dataset = store_load_gsi(fixture->store, FIX + 2 * HOUR, &err);
    assert_non_null(dataset);
    const struct gsi_fix *live = gsi_live_of(&dataset->u.index, GSI_BASKET);
    assert_non_null(live);
    assert_string_equal(dataset->u.index.live[0].model, GSI_BASKET);
    assert_int_equal(gsi_series_of(&dataset->u.index, "H100 SXM")->count, 10);
    assert_true(gsi_change(&dataset->u.index, GSI_BASKET, 7).known);
    assert_false(gsi_change(&dataset->u.index, GSI_BASKET, 30).known);
    assert_int_equal(dataset->u.index.count, 0); /* whole ones are for reports */
    dataset_unref(dataset);
    dataset = store_load_gsi_whole(fixture->store, FIX + 2 * HOUR, &err);
    assert_non_null(dataset);
    assert_int_equal(dataset->u.index.count, 10 * dataset->u.index.series_count);
    for (size_t i = 0; i < dataset->u.index.count; i++) {
        const struct gsi_fix *whole = &dataset->u.index.fixes[i];
        const struct gsi_past *past = &gsi_series_of(&dataset->u.index, whole->model)->fixes[i % 10];
        assert_true(past->fix_at == whole->fix_at && past->seeded == whole->seeded);
        assert_true(past->value.known && past->value.value == whole->level.value.value);
    }
    dataset_unref(dataset);
    observations_clear(&events);
}

/* Each fix remembers by what it was made whose prices it looked at, whatever is wished later. */
static void whose_prices_are_looked_at_is_a_choice(void **state)
{
    struct fixture *fixture = *state;
    struct observations events;
    observations_init(&events);
    fixture_open(fixture, FIX);
    live_days(fixture, 18, &events);
    fixture_close(fixture);
    struct store_options options = {
        .cache_path = fixture->cache, .history_path = fixture->history, .own_prices = true};
    struct error err = {0};
    fixture->store = store_open(&options, FIX + HOUR, &fixture->report, &err);
    assert_non_null(fixture->store);
    poll_all(fixture, FIX + DAYS - 60, 0.7);
    assert_true(store_gsi_fix(fixture->store, FIX + DAYS + LATER, &events, &err));
    assert_true(stored(fixture, FIX, models[0]).settled_price);
    assert_false(stored(fixture, FIX + DAYS, models[0]).settled_price);
    assert_true(stored(fixture, FIX + DAYS, models[0]).scores[GSI_P].known);
    for (int again = 0; again < 2; again++) {
        assert_same_again(fixture, FIX, GSI_FROM_INPUTS);
        assert_same_again(fixture, FIX, GSI_FROM_BOOKS);
        assert_same_again(fixture, FIX + DAYS, GSI_FROM_INPUTS);
        assert_same_again(fixture, FIX + DAYS, GSI_FROM_BOOKS);
        fixture_close(fixture);
        fixture_open(fixture, FIX + DAYS + HOUR); /* as it is wished otherwise */
    }
    observations_clear(&events);
}

static void an_empty_store_has_no_index(void **state)
{
    struct fixture *fixture = *state;
    struct error err = {0};
    struct gsi_evidence_set set;
    fixture_open(fixture, FIX);
    assert_true(store_gsi_fix(fixture->store, FIX + LATER, NULL, &err));
    struct dataset *dataset = store_load_gsi(fixture->store, FIX, &err);
    assert_non_null(dataset);
    assert_true(dataset_is_empty(dataset));
    dataset_unref(dataset);
    assert_false(store_gsi_compute(fixture->store, FIX, GSI_FROM_INPUTS, FIX, &set, &err));
    assert_int_equal(err.code, ERROR_NOT_FOUND);
    store_gsi_clear(&set);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_begin, fixture_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_fix_is_made_again_to_the_last_bit), TEST(thinned_books_take_nothing_from_old_fixes),
        TEST(nothing_changes_or_deletes_a_fix),    TEST(a_missed_fix_is_made_late_and_says_so),
        TEST(a_change_of_label_is_told_once),      TEST(the_live_value_goes_on_from_the_last_fix),
        TEST(an_empty_store_has_no_index),         TEST(whose_prices_are_looked_at_is_a_choice),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
