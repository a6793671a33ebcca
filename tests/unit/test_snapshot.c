/* SPDX-License-Identifier: MIT
 * Slots and what state they are in. */
#include "config.h"

#include "base/text.h"
#include "model/snapshot.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#define NOW INT64_C(1790000000)

static struct quote one_quote = {.symbol = "CRWV"};

static struct dataset filled(int64_t fetched_at)
{
    return (struct dataset){
        .kind = DATASET_QUOTES, .fetched_at = fetched_at, .u.quotes = {.items = &one_quote, .count = 1}};
}

static struct dataset nothing(int64_t fetched_at)
{
    return (struct dataset){.kind = DATASET_QUOTES, .fetched_at = fetched_at};
}

static void without_an_answer_it_is_loading(void **state)
{
    (void)state;
    struct slot slot = {.interval_seconds = 15, .refreshing = true};
    struct dataset empty = nothing(0);
    assert_int_equal(slot_state(NULL, NOW), SLOT_LOADING);
    assert_int_equal(slot_state(&slot, NOW), SLOT_LOADING);
    slot.data = &empty; /* from an empty store: nobody has been asked yet */
    assert_int_equal(slot_state(&slot, NOW), SLOT_LOADING);
}

static void data_ages(void **state)
{
    (void)state;
    struct dataset data = filled(NOW);
    struct slot slot = {.data = &data, .interval_seconds = 15};
    assert_int_equal(slot_state(&slot, NOW), SLOT_FRESH);
    assert_int_equal(slot_state(&slot, NOW + 35), SLOT_FRESH); /* two intervals and five seconds */
    assert_int_equal(slot_state(&slot, NOW + 36), SLOT_STALE);
    slot.good_at = NOW + 20; /* an answer that only confirmed it */
    assert_int_equal(slot_state(&slot, NOW + 55), SLOT_FRESH);
    assert_int_equal(slot_state(&slot, NOW + 56), SLOT_STALE);
    slot.refreshing = true;
    assert_int_equal(slot_state(&slot, NOW + 56), SLOT_REFRESHING);
    slot.refreshing = false;
    slot.interval_seconds = 0; /* asked for once only */
    assert_int_equal(slot_state(&slot, NOW + 1000000), SLOT_FRESH);
}

static void failed_beats_stale_and_refreshing(void **state)
{
    (void)state;
    static const enum error_code failures[] = {ERROR_NETWORK, ERROR_TIMEOUT, ERROR_RATE_LIMITED, ERROR_BLOCKED,
                                               ERROR_AUTH,    ERROR_SERVER,  ERROR_FORMAT,       ERROR_STORE};
    struct dataset data = filled(NOW - 1000);
    for (size_t i = 0; i < sizeof failures / sizeof failures[0]; i++) {
        struct slot slot = {.data = &data, .interval_seconds = 15, .error.code = failures[i]};
        assert_int_equal(slot_state(&slot, NOW), SLOT_FAILED);
        slot.refreshing = true;
        assert_int_equal(slot_state(&slot, NOW), SLOT_FAILED);
        slot.data = NULL;
        assert_int_equal(slot_state(&slot, NOW), SLOT_FAILED);
    }
}

static void a_key_or_a_setting_is_asked_for(void **state)
{
    (void)state;
    struct dataset data = filled(NOW);
    struct slot slot = {.error.code = ERROR_NEEDS_KEY};
    assert_int_equal(slot_state(&slot, NOW), SLOT_NEEDS_KEY);
    slot.error.code = ERROR_NEEDS_SETTING;
    slot.data = &data;
    assert_int_equal(slot_state(&slot, NOW), SLOT_NEEDS_KEY);
}

static void answered_but_nothing_reported(void **state)
{
    (void)state;
    struct dataset empty = nothing(NOW), data = filled(NOW);
    struct slot slot = {.data = &empty, .interval_seconds = 15};
    assert_int_equal(slot_state(&slot, NOW), SLOT_EMPTY);
    slot.refreshing = true;
    assert_int_equal(slot_state(&slot, NOW), SLOT_EMPTY);
    slot = (struct slot){.error.code = ERROR_NO_DATA};
    assert_int_equal(slot_state(&slot, NOW), SLOT_EMPTY);
    slot.error.code = ERROR_NOT_FOUND;
    assert_int_equal(slot_state(&slot, NOW), SLOT_EMPTY);
    slot = (struct slot){.good_at = NOW};
    assert_int_equal(slot_state(&slot, NOW), SLOT_EMPTY);
    /* what was known before does not vanish because today there is nothing */
    slot = (struct slot){.data = &data, .interval_seconds = 15, .error.code = ERROR_NO_DATA};
    assert_int_equal(slot_state(&slot, NOW), SLOT_FRESH);
    assert_int_equal(slot_state(&slot, NOW + 100), SLOT_STALE);
}

static void switched_off(void **state)
{
    (void)state;
    struct dataset data = filled(NOW);
    struct slot slot = {.disabled = true, .error.code = ERROR_NEEDS_KEY};
    assert_int_equal(slot_state(&slot, NOW), SLOT_UNWANTED);
    slot.data = &data; /* what is held is shown, as what will not be renewed */
    assert_int_equal(slot_state(&slot, NOW), SLOT_STALE);
}

static void slots_are_found_by_kind_and_subject(void **state)
{
    (void)state;
    struct snapshot *snapshot = snapshot_new(3, 2);
    struct dataset *bars = dataset_new(DATASET_BARS, "CRWV 1m");
    snapshot->slots[0].kind = DATASET_RATINGS;
    text_copy(snapshot->slots[0].subject, sizeof snapshot->slots[0].subject, "CRWV");
    snapshot->slots[1].kind = DATASET_BARS;
    snapshot_bars_subject(snapshot->slots[1].subject, sizeof snapshot->slots[1].subject, "CRWV", RANGE_1M);
    snapshot->slots[1].data = bars;
    assert_string_equal(snapshot->slots[1].subject, "CRWV 1m");
    assert_ptr_equal(snapshot_slot(snapshot, DATASET_RATINGS, "CRWV"), &snapshot->slots[0]);
    assert_ptr_equal(snapshot_data(snapshot, DATASET_BARS, "CRWV 1m"), bars);
    assert_null(snapshot_data(snapshot, DATASET_RATINGS, "CRWV"));
    assert_null(snapshot_slot(snapshot, DATASET_RATINGS, "NBIS"));
    assert_null(snapshot_data(snapshot, DATASET_CONSENSUS, "CRWV"));
    assert_null(snapshot_slot(NULL, DATASET_BARS, ""));
    assert_null(snapshot_data(NULL, DATASET_BARS, ""));
    assert_int_equal(snapshot->health_count, 2);
    snapshot_unref(snapshot); /* drops the bars too */
}

static void references_keep_a_snapshot_and_its_data(void **state)
{
    (void)state;
    struct snapshot *snapshot = snapshot_new(1, 0);
    struct dataset *data = dataset_new(DATASET_QUOTES, "");
    snapshot->slots[0].data = dataset_ref(data);
    const struct snapshot *other = snapshot_ref(snapshot);
    snapshot_unref(snapshot);
    assert_int_equal(other->references, 1);
    assert_int_equal(data->references, 2);
    snapshot_unref(other);
    assert_int_equal(data->references, 1);
    dataset_unref(data);
    snapshot_unref(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_an_answer_it_is_loading),
        cmocka_unit_test(data_ages),
        cmocka_unit_test(failed_beats_stale_and_refreshing),
        cmocka_unit_test(a_key_or_a_setting_is_asked_for),
        cmocka_unit_test(answered_but_nothing_reported),
        cmocka_unit_test(switched_off),
        cmocka_unit_test(slots_are_found_by_kind_and_subject),
        cmocka_unit_test(references_keep_a_snapshot_and_its_data),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
