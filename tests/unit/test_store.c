/* SPDX-License-Identifier: MIT
 * The store's life, transactions, and what it remembers for the poller and the screen. */
#include "config.h"

#include "store_fixture.h"

#include "record.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <unistd.h>

static void an_empty_store_loads_empty_datasets(void **state)
{
    struct fixture *fixture = *state;
    struct store *store = fixture_open(fixture, NOON);
    struct error err = {0};
    struct dataset *const all[] = {
        store_load_quotes(store, NULL, 0, NOON, &err), store_load_bars(store, "CRWV", RANGE_1Y, NOON, &err),
        store_load_ratings(store, "CRWV", &err),       store_load_consensus(store, "CRWV", NOON, &err),
        store_load_receivables(store, "CRWV", &err),   store_load_filings(store, "CRWV", &err),
        store_load_gpu_market(store, NOON, &err),      store_load_events(store, 10, &err)};
    static const enum dataset_kind kinds[] = {DATASET_QUOTES,     DATASET_BARS,        DATASET_RATINGS,
                                              DATASET_CONSENSUS,  DATASET_RECEIVABLES, DATASET_FILINGS,
                                              DATASET_GPU_MARKET, DATASET_EVENTS};
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        assert_non_null(all[i]);
        assert_int_equal(all[i]->kind, kinds[i]);
        assert_true(dataset_is_empty(all[i]));
        assert_int_equal(all[i]->fetched_at, 0);
        dataset_unref(all[i]);
    }
    assert_int_equal(fixture->report.count, 0);
    assert_string_equal(store_trouble(store), "");
}

static void every_record_fits_its_table(void **state)
{
    struct fixture *fixture = *state;
    struct store *store = fixture_open(fixture, NOON);
    struct error err = {0};
    for (const struct record *const *record = store_records; *record != NULL; record++) {
        char thing[4096] = ""; /* all unknown, all zero; words must be somewhere */
        for (size_t i = 0; i < (*record)->count; i++)
            if ((*record)->fields[i].type == FIELD_WORDS) {
                const char *words = "words";
                memcpy(thing + (*record)->fields[i].offset, &words, sizeof words);
            }
        bool added = false;
        if (!record_put(store, *record, thing, &added, &err))
            fail_msg("%s: %s", (*record)->table, err.message);
        assert_true(added);
        sqlite3_stmt *row = NULL;
        char *sql = sqlite3_mprintf("SELECT * FROM %s", (*record)->table);
        assert_int_equal(sqlite3_prepare_v2(store->db, sql, -1, &row, NULL), SQLITE_OK);
        assert_int_equal(sqlite3_column_count(row), (*record)->count);
        sqlite3_finalize(row);
        sqlite3_free(sql);
    }
}

static void in_memory_works_without_any_file(void **state)
{
    struct store_options options = {.cache_path = NULL, .history_path = NULL, .read_only = false};
    struct store_report report = {.count = 0};
    struct error err = {0};
    char value[16];
    (void)state;
    struct store *store = store_open(&options, NOON, &report, &err);
    assert_non_null(store);
    assert_true(store_setting_put(store, "theme", "dark", &err));
    store_setting_get(store, "theme", value, sizeof value);
    assert_string_equal(value, "dark");
    assert_int_equal(report.count, 0);
    store_recover(store, NOON, &(struct store_report){.count = 0});
    assert_false(store_changed_elsewhere(store));
    store_close(store);
    store_close(NULL);
}

static void a_rollback_undoes_all_since_begin(void **state)
{
    struct fixture *fixture = *state;
    struct store *store = fixture_open(fixture, NOON);
    struct observations observations;
    struct error err = {0};
    observations_init(&observations);
    add_quote(&observations, "CRWV", 100, NOON);
    assert_true(store_begin(store, &err));
    assert_true(store_put(store, &observations, "test", NOON, NULL, &err));
    assert_true(load_one_quote(store, "CRWV", NOON).last.known);
    store_rollback(store);
    assert_false(load_one_quote(store, "CRWV", NOON).last.known);
    assert_true(store_put(store, &observations, "test", NOON, NULL, &err)); /* alone it is a poll of its own */
    assert_true(load_one_quote(store, "CRWV", NOON).last.known);
    observations_clear(&observations);
}

static void an_open_transaction_ends_with_the_store(void **state)
{
    struct fixture *fixture = *state;
    struct observations observations;
    struct error err = {0};
    observations_init(&observations);
    add_quote(&observations, "CRWV", 100, NOON);
    fixture_open(fixture, NOON);
    assert_true(store_begin(fixture->store, &err));
    assert_true(store_put(fixture->store, &observations, "test", NOON, NULL, &err));
    fixture_close(fixture);
    assert_false(load_one_quote(fixture_open(fixture, NOON), "CRWV", NOON).last.known);
    observations_clear(&observations);
}

static void polls_are_remembered(void **state)
{
    struct fixture *fixture = *state;
    struct store_poll poll = {.tried_at = 5, .good_at = 3, .failures = 2, .etag = "\"e1\"", .body_digest = "ab"};
    struct store_poll got;
    struct error err = {0};
    fixture_open(fixture, NOON);
    assert_false(store_poll_get(fixture->store, "yahoo_quotes", "", &got));
    assert_int_equal(got.tried_at, 0);
    assert_true(store_poll_put(fixture->store, "yahoo_quotes", "", &poll, &err));
    poll.tried_at = 4; /* what is put last holds, also with an earlier stamp */
    poll.failures = 0;
    assert_true(store_poll_put(fixture->store, "yahoo_quotes", "", &poll, &err));
    fixture_close(fixture);
    fixture_open(fixture, NOON);
    assert_true(store_poll_get(fixture->store, "yahoo_quotes", "", &got));
    assert_int_equal(got.tried_at, 4);
    assert_int_equal(got.good_at, 3);
    assert_int_equal(got.failures, 0);
    assert_string_equal(got.etag, "\"e1\"");
    assert_string_equal(got.last_modified, "");
    assert_string_equal(got.body_digest, "ab");
    assert_false(store_poll_get(fixture->store, "yahoo_quotes", "CRWV", &got));
}

static void cool_downs_are_remembered_and_lifted(void **state)
{
    struct fixture *fixture = *state;
    struct error err = {0};
    fixture_open(fixture, NOON);
    assert_int_equal(store_cooling_get(fixture->store, "yahoo"), 0);
    assert_true(store_cooling_put(fixture->store, "yahoo", NOON + HOUR, &err));
    assert_int_equal(store_cooling_get(fixture->store, "yahoo"), NOON + HOUR);
    fixture_close(fixture);
    fixture_open(fixture, NOON - HOUR); /* a clock that was set back */
    assert_true(store_cooling_put(fixture->store, "yahoo", 0, &err));
    assert_int_equal(store_cooling_get(fixture->store, "yahoo"), 0);
}

static void edits_come_in_the_order_of_their_making(void **state)
{
    struct fixture *fixture = *state;
    static const struct watch_edit edits[] = {
        {.kind = WATCH_ADD, .group = "AI", .symbol = "CRWV", .at = 30},
        {.kind = WATCH_ADD, .group = "AI", .symbol = "NBIS", .at = 10}, /* the clock was set back */
        {.kind = WATCH_ADD, .group = "AI", .symbol = "IREN", .at = 40},
        {.kind = WATCH_MOVE, .group = "AI", .symbol = "IREN", .place = 1, .at = 41},
        {.kind = WATCH_MOVE, .group = "AI", .symbol = "IREN", .place = 0, .at = 42},
        {.kind = WATCH_GROUP_RENAME, .group = "AI", .name = "Clouds", .at = 43},
        {.kind = WATCH_ADD, .group = "AI", .symbol = "VST", .at = 44}, /* another group of the old name */
        {.kind = WATCH_REMOVE, .group = "Clouds", .symbol = "NBIS", .at = 45},
        {.kind = WATCH_GROUP_ADD, .group = "Gone", .at = 46},
        {.kind = WATCH_GROUP_REMOVE, .group = "Gone", .at = 47},
        {.kind = WATCH_GROUP_ADD, .group = "Empty", .at = 48},
    };
    struct watchlist list;
    struct error err = {0};
    fixture_open(fixture, NOON);
    for (size_t i = 0; i < 4; i++)
        assert_true(store_watch_edits_put(fixture->store, &edits[i], 1, &err));
    assert_true(store_watch_edits_put(fixture->store, edits + 4, sizeof edits / sizeof edits[0] - 4, &err));
    fixture_close(fixture);
    fixture_open(fixture, NOON);
    watchlist_init(&list);
    assert_int_equal(store_watch_edits(fixture->store, &list), 10); /* two moves are one */
    assert_int_equal(list.count, 3);
    assert_string_equal(list.groups[0].name, "Clouds");
    assert_int_equal(list.groups[0].count, 2);
    assert_string_equal(list.groups[0].symbols[0], "IREN");
    assert_string_equal(list.groups[0].symbols[1], "CRWV");
    assert_string_equal(list.groups[1].name, "AI");
    assert_string_equal(list.groups[1].symbols[0], "VST");
    assert_string_equal(list.groups[2].name, "Empty");
    assert_int_equal(list.groups[2].count, 0);
    watchlist_clear(&list);
}

static void settings_are_remembered_and_cut(void **state)
{
    struct fixture *fixture = *state;
    char value[8] = "before";
    struct error err = {0};
    fixture_open(fixture, NOON);
    store_setting_get(fixture->store, "theme", value, sizeof value);
    assert_string_equal(value, "");
    assert_true(store_setting_put(fixture->store, "theme", "high-contrast", &err));
    fixture_close(fixture);
    fixture_open(fixture, NOON - DAYS); /* a clock that was set back */
    store_setting_get(fixture->store, "theme", value, sizeof value);
    assert_string_equal(value, "high-co");
    assert_true(store_setting_put(fixture->store, "theme", "dark", &err));
    store_setting_get(fixture->store, "theme", value, sizeof value);
    assert_string_equal(value, "dark");
}

static void the_other_handle_s_commit_is_noticed_once(void **state)
{
    struct fixture *fixture = *state;
    struct store_options options = {
        .cache_path = fixture->cache, .history_path = fixture->history, .read_only = false};
    struct store_report report = {.count = 0};
    struct error err = {0};
    fixture_open(fixture, NOON);
    struct store *other = store_open(&options, NOON, &report, &err);
    assert_non_null(other);
    assert_int_equal(report.count, 0);
    (void)store_changed_elsewhere(fixture->store);
    assert_false(store_changed_elsewhere(fixture->store));
    assert_true(store_setting_put(fixture->store, "symbol", "CRWV", &err)); /* our own is none */
    assert_false(store_changed_elsewhere(fixture->store));
    assert_true(store_changed_elsewhere(other));
    assert_true(store_setting_put(other, "symbol", "NBIS", &err)); /* the history */
    assert_true(store_changed_elsewhere(fixture->store));
    assert_false(store_changed_elsewhere(fixture->store));
    assert_true(store_cooling_put(other, "sec", NOON, &err)); /* the cache */
    assert_true(store_changed_elsewhere(fixture->store));
    store_close(other);
}

static void the_first_frame_reads_and_leaves_no_trace(void **state)
{
    struct fixture *fixture = *state;
    struct observations observations;
    char value[16];
    struct error err = {0};
    fixture_open_read_only(fixture, NOON);
    assert_false(load_one_quote(fixture->store, "CRWV", NOON).last.known);
    fixture_close(fixture);
    assert_int_equal(fixture_count_names(fixture, "db", NULL), 0); /* nothing was made */

    fixture_open(fixture, NOON);
    observations_init(&observations);
    add_quote(&observations, "CRWV", 100, NOON);
    fixture_put(fixture, &observations, NOON);
    assert_true(store_setting_put(fixture->store, "symbol", "CRWV", &err));
    struct store *writer = fixture->store; /* what it wrote lies in the journal still */
    fixture->store = NULL;
    fixture_open_read_only(fixture, NOON);
    assert_true(load_one_quote(fixture->store, "CRWV", NOON).last.known);
    store_setting_get(fixture->store, "symbol", value, sizeof value);
    assert_string_equal(value, "CRWV");
    assert_false(store_setting_put(fixture->store, "symbol", "NBIS", &err));
    assert_string_equal(store_trouble(fixture->store), "");
    fixture_close(fixture);
    store_close(writer);

    fixture_open_read_only(fixture, NOON); /* and without a journal */
    assert_true(load_one_quote(fixture->store, "CRWV", NOON).last.known);
    observations_clear(&observations);
}

static void the_first_frame_needs_only_one_of_the_files(void **state)
{
    struct fixture *fixture = *state;
    struct observations observations;
    char value[16];
    struct error err = {0};
    fixture_open(fixture, NOON);
    observations_init(&observations);
    add_quote(&observations, "CRWV", 100, NOON);
    fixture_put(fixture, &observations, NOON);
    assert_true(store_setting_put(fixture->store, "symbol", "CRWV", &err));
    fixture_close(fixture);
    assert_int_equal(unlink(fixture->cache), 0); /* a cache may be deleted at any time */
    fixture_open_read_only(fixture, NOON);
    assert_false(load_one_quote(fixture->store, "CRWV", NOON).last.known);
    store_setting_get(fixture->store, "symbol", value, sizeof value);
    assert_string_equal(value, "CRWV");
    observations_clear(&observations);
}

int main(void)
{
#define WITH_FILES(test) cmocka_unit_test_setup_teardown(test, fixture_begin, fixture_end)
    const struct CMUnitTest tests[] = {
        WITH_FILES(an_empty_store_loads_empty_datasets),
        WITH_FILES(every_record_fits_its_table),
        cmocka_unit_test(in_memory_works_without_any_file),
        WITH_FILES(a_rollback_undoes_all_since_begin),
        WITH_FILES(an_open_transaction_ends_with_the_store),
        WITH_FILES(polls_are_remembered),
        WITH_FILES(cool_downs_are_remembered_and_lifted),
        WITH_FILES(edits_come_in_the_order_of_their_making),
        WITH_FILES(settings_are_remembered_and_cut),
        WITH_FILES(the_other_handle_s_commit_is_noticed_once),
        WITH_FILES(the_first_frame_reads_and_leaves_no_trace),
        WITH_FILES(the_first_frame_needs_only_one_of_the_files),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
