/* SPDX-License-Identifier: MIT
 * The same actions from several providers, through the whole path: one row that keeps its sources, conflicts shown,
 * news once; and no key anywhere but in the request. */
#include "config.h"

#include "stage.h"

#include "base/log.h"
#include "net/recording.h"

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#define SECRET "benzinga-key-4711"

static char massive[] = "massive-key-0815", fmp[] = "fmp-key-1234567", benzinga[] = SECRET,
            finnhub[] = "finnhub-key-99";
static struct config_key keys[] = {
    {"massive", massive}, {"fmp", fmp}, {"benzinga", benzinga}, {"finnhub", finnhub}};

static void give_keys(struct stage *stage)
{
    stage->config.keys = keys;
    stage->config.key_count = sizeof keys / sizeof keys[0];
    stage->options.kinds = 1U << DATASET_RATINGS;
}

static void take_keys(struct stage *stage)
{
    stage->config.keys = NULL; /* ours */
    stage->config.key_count = 0;
}

static size_t words_in(const char *text)
{
    size_t count = text[0] != '\0';
    for (; *text != '\0'; text++)
        count += *text == ' ';
    return count;
}

static const struct rating_actions *ratings_of(const struct stage *stage)
{
    return &stage_slot(stage, DATASET_RATINGS)->data->u.ratings;
}

static void four_providers_make_one_list(void **state)
{
    struct stage stage;
    size_t of_all = 0, of_yahoo = 0, conflicts = 0;
    (void)state;
    stage_open(&stage);
    stage_simulate(&stage, NULL);
    stage.options.kinds = 1U << DATASET_RATINGS;
    assert_true(stage_run_once(&stage));
    of_yahoo = ratings_of(&stage)->count;
    give_keys(&stage);
    assert_true(stage_run_once(&stage)); /* Yahoo was asked a moment ago; the others were never */
    const struct rating_actions *ratings = ratings_of(&stage);
    for (size_t i = 0; i < ratings->count; i++) {
        const struct rating_action *action = &ratings->items[i];
        of_all += words_in(action->also) == 3;
        conflicts += action->conflict[0] != '\0';
        if (words_in(action->also) == 3 && action->conflict[0] == '\0')
            assert_true(action->target_to.known); /* though FMP tells none */
    }
    assert_true(of_all >= 5);
    assert_true(conflicts >= 2);
    /* What contradicts stays two rows, and only that is added to Yahoo's. */
    assert_true(ratings->count >= of_yahoo && ratings->count <= of_yahoo + conflicts);
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        static const char *const sources[] = {"massive_ratings", "fmp_grades", "benzinga_ratings"};
        if (i < sizeof sources / sizeof sources[0])
            assert_true(stage_health(&stage, sources[i])->last_good_at > 0);
    }
    take_keys(&stage);
    stage_close(&stage);
}

static void the_upgrade_is_news_once(void **state)
{
    struct stage stage;
    size_t rows = 0, told = 0;
    (void)state;
    stage_open(&stage);
    give_keys(&stage);
    stage_simulate_upgrade(&stage, 3600);
    assert_true(stage_run_once(&stage));
    /* Whoever answers second brings history, too. */
    assert_int_equal(stage_slot(&stage, DATASET_EVENTS)->data->u.events.count, 0);
    stage.now_ms += INT64_C(13) * 3600 * 1000;
    assert_true(stage_run_once(&stage));
    const struct rating_actions *ratings = ratings_of(&stage);
    for (size_t i = 0; i < ratings->count; i++) {
        const struct rating_action *action = &ratings->items[i];
        bool it = action->target_to.known && action->target_to.value == 170 && action->target_from.value == 105;
        rows += it;
        if (it) {
            assert_non_null(strstr(action->also, action->source[0] == 'y' ? "massive_ratings" : "yahoo_ratings"));
            assert_string_equal(action->conflict, ""); /* Equal Weight and Equal-Weight are one */
        }
    }
    assert_int_equal(rows, 1);
    const struct events *events = &stage_slot(&stage, DATASET_EVENTS)->data->u.events;
    for (size_t i = 0; i < events->count; i++)
        told += strstr(events->items[i].text, "105 \xe2\x86\x92 170") != NULL;
    assert_int_equal(told, 1);
    take_keys(&stage);
    stage_close(&stage);
}

static void assert_not_in_file(const char *folder, const char *name, const char *secret)
{
    char path[512], text[8192];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    while (fgets(text, sizeof text, file) != NULL)
        if (strstr(text, secret) != NULL)
            fail_msg("the key stands in %s", name);
    fclose(file);
}

/* Benzinga's and Alpha Vantage's keys stand in the address: recordings, log and errors must not hold them. */
static void no_key_leaves_the_request(void **state)
{
    struct stage stage;
    char folder[64] = "/tmp/gputape-record-XXXXXX", lines[LOG_RING_LINES][LOG_LINE_SIZE];
    struct error err = {0};
    (void)state;
    assert_non_null(mkdtemp(folder));
    stage_open(&stage);
    give_keys(&stage);
    stage.options.recording = recording_new(folder, &err);
    assert_non_null(stage.options.recording);
    stage_simulate(&stage, NULL);
    assert_true(stage_run_once(&stage));
    stage_send(&stage, "benzinga_ratings", "http://127.0.0.1:1"); /* nobody is there: an error of the transport */
    stage.now_ms += INT64_C(13) * 3600 * 1000;
    (void)stage_run_once(&stage);
    assert_true(stage_health(&stage, "benzinga_ratings")->error.code != ERROR_NONE);
    assert_null(strstr(stage_health(&stage, "benzinga_ratings")->error.message, SECRET));
    size_t count = log_tail(lines, LOG_RING_LINES);
    for (size_t i = 0; i < count; i++)
        assert_null(strstr(lines[i], SECRET));
    recording_free(stage.options.recording);
    stage.options.recording = NULL;
    DIR *entries = opendir(folder);
    for (const struct dirent *entry = readdir(entries); entry != NULL; entry = readdir(entries)) {
        if (entry->d_name[0] == '.')
            continue;
        assert_not_in_file(folder, entry->d_name, SECRET);
        (void)unlinkat(dirfd(entries), entry->d_name, 0);
    }
    closedir(entries);
    rmdir(folder);
    take_keys(&stage);
    stage_close(&stage);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(four_providers_make_one_list),
        cmocka_unit_test(the_upgrade_is_news_once),
        cmocka_unit_test(no_key_leaves_the_request),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
