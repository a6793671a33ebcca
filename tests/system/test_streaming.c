/* SPDX-License-Identifier: MIT
 * Trades as they happen: a stream delivers, is cut, polling takes over, it comes back. */
#include "config.h"

#include "stage.h"

#include "base/log.h"
#include "base/memory.h"
#include "net/recording.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define SECRET "finn-0123456789-secret"

static int make(void **state)
{
    struct stage *stage = memory_new(1, sizeof *stage);
    stage_open(stage);
    stage->options.kinds = 1U << DATASET_QUOTES;
    *state = stage;
    return 0;
}

static int drop(void **state)
{
    stage_close(*state);
    free(*state);
    return 0;
}

static void configure(struct stage *stage, const char *const (*keys)[2], size_t count)
{
    stage->config.keys = memory_new(count, sizeof *stage->config.keys);
    stage->config.key_count = count;
    for (size_t i = 0; i < count; i++) {
        snprintf(stage->config.keys[i].name, sizeof stage->config.keys[i].name, "%s", keys[i][0]);
        stage->config.keys[i].value = memory_text(keys[i][1]);
    }
    stage_simulate(stage, "normal");
    snprintf(stage->config.stream_url, sizeof stage->config.stream_url, "http://127.0.0.1:%u",
             simulator_stream_port(stage->simulator));
}

static const struct quote *quote_of(const struct stage *stage)
{
    const struct dataset *data = stage_slot(stage, DATASET_QUOTES)->data;
    return data != NULL ? quotes_find(&data->u.quotes, "CRWV") : NULL;
}

static bool is_told_by(const struct stage *stage, const void *source)
{
    const struct quote *quote = quote_of(stage);
    return quote != NULL && strcmp(quote->source, source) == 0;
}

static bool is_told_now(const struct stage *stage, const void *source)
{
    const struct quote *quote = quote_of(stage);
    return quote != NULL && strcmp(quote->source, source) == 0 &&
           quote->fetched_at == clock_wall_seconds(&stage->clock);
}

/* What was under way when the clock moved is taken first: the second step brings a trade of after the first. */
static void see_a_later_trade(struct stage *stage, const char *feed)
{
    int64_t before = clock_wall_seconds(&stage->clock);
    stage_advance(stage, 5);
    stage_wait(stage, is_told_now, feed);
    stage_advance(stage, 5);
    stage_wait(stage, is_told_now, feed);
    const struct quote *quote = quote_of(stage);
    assert_true(quote != NULL && quote->last.known && quote->as_of > before);
}

static bool is_streaming(const struct stage *stage, const void *heading)
{
    return strcmp(stage_slot(stage, DATASET_QUOTES)->stream, heading) == 0;
}

static double prior_close_of(const struct stage *stage)
{
    const struct quote *quote = quote_of(stage);
    assert_true(quote != NULL && quote->prior_close.known);
    return quote != NULL ? quote->prior_close.value : 0;
}

static void check_delivery(struct stage *stage, const char *heading, const char *feed, const char *source)
{
    stage_start(stage);
    stage_wait_tried(stage, DATASET_QUOTES);
    double close = prior_close_of(stage);
    stage_wait(stage, is_streaming, heading);
    see_a_later_trade(stage, feed);
    assert_true(prior_close_of(stage) > close - 0.001 && prior_close_of(stage) < close + 0.001);
    assert_int_equal(stage_slot(stage, DATASET_QUOTES)->interval_seconds, 60); /* polling goes slowly */
    simulator_cut_streams(stage->simulator, true);
    stage_wait(stage, is_streaming, "");
    stage_wait(stage, is_told_by, source); /* at once, and with no further step of the clock */
    assert_int_equal(stage_slot(stage, DATASET_QUOTES)->interval_seconds, 15);
    simulator_cut_streams(stage->simulator, false);
    stage_wait(stage, is_streaming, heading);
    see_a_later_trade(stage, feed);
}

static void finnhub_is_cut_and_comes_back(void **state)
{
    static const char *const keys[][2] = {{"finnhub", SECRET}};
    configure(*state, keys, 1);
    check_delivery(*state, "Finnhub", "finnhub_stream", "finnhub_quotes");
}

static void alpaca_is_cut_and_comes_back(void **state)
{
    static const char *const keys[][2] = {{"alpaca", "AK-0123456789"}, {"alpaca_secret", SECRET}};
    configure(*state, keys, 2);
    check_delivery(*state, "Alpaca", "alpaca_stream", "alpaca_quotes");
}

static void a_silent_stream_does_not_count(void **state)
{
    static const char *const keys[][2] = {{"finnhub", SECRET}};
    struct stage *stage = *state;
    assert_true(watchlist_remove(&stage->watchlist, "Neoclouds", "CRWV"));
    assert_true(watchlist_remove(&stage->watchlist, "Neoclouds", "NBIS"));
    assert_true(watchlist_add(&stage->watchlist, "Neoclouds", "ZZZZ")); /* nobody trades it */
    configure(stage, keys, 1);
    stage_start(stage);
    stage_wait_tried(stage, DATASET_QUOTES);
    stage_advance(stage, 30);
    stage_wait_tried(stage, DATASET_QUOTES);
    assert_string_equal(stage_slot(stage, DATASET_QUOTES)->stream, "");
    assert_int_equal(stage_slot(stage, DATASET_QUOTES)->interval_seconds, 15);
}

static void behind_a_mirror_no_live_stream_is_asked(void **state)
{
    static const char *const keys[][2] = {{"finnhub", SECRET}};
    struct stage *stage = *state;
    configure(stage, keys, 1);
    stage->config.stream_url[0] = '\0';
    stage_start(stage);
    stage_wait_tried(stage, DATASET_QUOTES);
    stage_advance(stage, 30);
    stage_wait_tried(stage, DATASET_QUOTES);
    assert_string_equal(stage_slot(stage, DATASET_QUOTES)->stream, "");
}

static void expect_no_key(const char *where, const char *text)
{
    if (strstr(text, SECRET) != NULL)
        fail_msg("the key stands in %s: %s", where, text);
}

/* The key of Finnhub's stream stands in its address. It was not told to the log: what is not written needs no
 * redaction. */
static void the_key_is_nowhere_to_be_read(void **state)
{
    static const char *const keys[][2] = {{"finnhub", SECRET}};
    struct stage *stage = *state;
    struct error err = {0};
    char folder[] = "/tmp/gputape-stream-XXXXXX", log[64], command[160];
    assert_non_null(mkdtemp(folder));
    snprintf(log, sizeof log, "%s/log", folder);
    assert_true(log_open(log, LOG_DEBUG, &err));
    configure(stage, keys, 1);
    stage->options.recording = recording_new(folder, &err);
    assert_non_null(stage->options.recording);
    check_delivery(stage, "Finnhub", "finnhub_stream", "finnhub_quotes");
    snprintf(stage->config.stream_url, sizeof stage->config.stream_url, "http://127.0.0.1:1"); /* nobody is there */
    stage_stop(stage);
    stage_start(stage);
    stage_advance(stage, 30);
    stage_wait_tried(stage, DATASET_QUOTES);
    const struct slot *slot = stage_slot(stage, DATASET_QUOTES);
    expect_no_key("an error", slot->error.message);
    expect_no_key("a note", slot->chain_note);
    for (size_t i = 0; i < stage->snapshot->health_count; i++)
        expect_no_key("the health", stage->snapshot->health[i].error.message);
    stage_stop(stage);
    recording_free(stage->options.recording);
    log_close();
    snprintf(command, sizeof command, "ls '%s' | grep -q index.tsv", folder);
    assert_int_equal(system(command), 0);
    snprintf(command, sizeof command, "grep -rqaF " SECRET " '%s'", folder);
    assert_int_not_equal(system(command), 0);
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    assert_int_equal(system(command), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(finnhub_is_cut_and_comes_back, make, drop),
        cmocka_unit_test_setup_teardown(alpaca_is_cut_and_comes_back, make, drop),
        cmocka_unit_test_setup_teardown(a_silent_stream_does_not_count, make, drop),
        cmocka_unit_test_setup_teardown(the_key_is_nowhere_to_be_read, make, drop),
        cmocka_unit_test_setup_teardown(behind_a_mirror_no_live_stream_is_asked, make, drop),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
