/* SPDX-License-Identifier: MIT
 * A provider that answers 25 requests a day: they are counted over restarts, it is asked once a day for each
 * symbol, and its key never leaves the request. */
#include "config.h"

#include "stage.h"

#include "base/date.h"
#include "base/log.h"
#include "store/quota.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define SECRET "alpha-key-4711"
#define NOBODY "http://127.0.0.1:1"

static char key[] = SECRET;
static struct config_key keys[] = {{"alphavantage", key}};

static const struct source_health *health(const struct stage *stage)
{
    return stage_health(stage, "alphavantage_estimates");
}

/* Yahoo does not answer, so that everything is left to the others. */
static void prepare(struct stage *stage)
{
    stage_open(stage);
    stage->config.keys = keys;
    stage->config.key_count = 1;
    stage->options.kinds = 1U << DATASET_CONSENSUS;
    stage_simulate(stage, NULL);
    stage_send(stage, "yahoo_consensus", NOBODY);
}

static void finish(struct stage *stage)
{
    char(*lines)[LOG_LINE_SIZE] = calloc(LOG_RING_LINES, sizeof *lines);
    size_t count = log_tail(lines, LOG_RING_LINES);
    for (size_t i = 0; i < count; i++)
        assert_null(strstr(lines[i], SECRET));
    free(lines);
    stage->config.keys = NULL; /* ours */
    stage->config.key_count = 0;
    stage_close(stage);
}

static struct store *open_store(const struct stage *stage)
{
    struct store_options options = {.cache_path = stage->cache, .history_path = stage->history};
    struct error err = {0};
    struct store *store = store_open(&options, stage->now_ms / 1000, NULL, &err);
    assert_non_null(store);
    return store;
}

static unsigned used_on(const struct stage *stage, int64_t at)
{
    struct store *store = open_store(stage);
    unsigned used = store_quota_used(store, "alphavantage", date_new_york_day(at));
    store_close(store);
    return used;
}

static void asked_once_a_day_for_each_symbol(void **state)
{
    struct stage stage;
    (void)state;
    prepare(&stage);
    int64_t start = stage.now_ms / 1000;
    for (int hour = 0; hour < 5; hour++) {
        (void)stage_run_once(&stage);
        stage.now_ms += INT64_C(3601) * 1000;
    }
    assert_int_equal(used_on(&stage, start), 2);
    const struct consensus *consensus = &stage_slot(&stage, DATASET_CONSENSUS)->data->u.consensus;
    assert_true(consensus->estimate_count == 8);
    assert_string_equal(consensus->estimates[0].source, "alphavantage_estimates");
    assert_true(consensus->target_mean.known); /* Nasdaq's */
    stage.now_ms += INT64_C(22) * 3600 * 1000;
    (void)stage_run_once(&stage);
    assert_int_equal(used_on(&stage, stage.now_ms / 1000), 2); /* another day, counted by itself */
    finish(&stage);
}

static void what_was_used_stays_used_after_a_restart(void **state)
{
    struct stage stage;
    struct error err = {0};
    (void)state;
    prepare(&stage);
    struct store *store = open_store(&stage);
    int32_t day = date_new_york_day(stage.now_ms / 1000);
    for (unsigned i = 0; i < 24; i++)
        assert_true(store_quota_take(store, "alphavantage", day, 25, &err));
    store_close(store);
    (void)stage_run_once(&stage); /* one is left for two symbols */
    store = open_store(&stage);
    assert_int_equal(store_quota_used(store, "alphavantage", day), 25);
    assert_false(store_quota_take(store, "alphavantage", day, 25, &err));
    assert_int_equal(err.code, ERROR_NONE);
    assert_true(store_quota_take(store, "alphavantage", day + 1, 25, &err));
    store_close(store);
    assert_int_equal(health(&stage)->requests, 1);
    /* The other symbol's estimates are Nasdaq's. */
    struct error fault = {0};
    store = open_store(&stage);
    struct dataset *other = store_load_consensus(store, "NBIS", stage.now_ms / 1000, &fault);
    struct dataset *focus = store_load_consensus(store, "CRWV", stage.now_ms / 1000, &fault);
    const char *one = other->u.consensus.estimates[0].source, *two = focus->u.consensus.estimates[0].source;
    assert_true((strcmp(one, "nasdaq_forecast") == 0) != (strcmp(two, "nasdaq_forecast") == 0));
    dataset_unref(other);
    dataset_unref(focus);
    store_close(store);
    finish(&stage);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(asked_once_a_day_for_each_symbol),
        cmocka_unit_test(what_was_used_stays_used_after_a_restart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
