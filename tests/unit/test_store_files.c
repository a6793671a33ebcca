/* SPDX-License-Identifier: MIT
 * What the store meets when it opens: damage, other versions, unclean ends, files that cannot be written. */
#include "config.h"

#include "store_fixture.h"

#include "marks.h"
#include "migrations.h"

#include "base/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static const char html[] = "<!doctype html><html><head><title>Sign in to the network</title></head></html>";

/* A closed store that holds a quote in the cache, and an action and a setting in the history. */
static void fill_and_close(struct fixture *fixture)
{
    struct observations observations;
    struct error err = {0};
    observations_init(&observations);
    add_quote(&observations, "CRWV", 100, NOON);
    add_action(&observations, "CRWV", "Bank A", "Buy", 150, NOON);
    fixture_open(fixture, NOON);
    fixture_put(fixture, &observations, NOON);
    assert_true(store_setting_put(fixture->store, "symbol", "CRWV", &err));
    assert_true(store_maintain(fixture->store, NOON, &err));
    fixture_close(fixture);
    observations_clear(&observations);
}

/* A process that ended without closing leaves its mark. */
static void leave_mark_of_the_dead(const char *path)
{
    fixture_sql(path, "INSERT INTO state VALUES('open:none:1:1:0', 1)");
}

static bool has_quote(struct fixture *fixture)
{
    return load_one_quote(fixture->store, "CRWV", NOON).last.known;
}

static size_t actions(struct fixture *fixture)
{
    struct error err = {0};
    struct dataset *dataset = store_load_ratings(fixture->store, "CRWV", &err);
    assert_non_null(dataset);
    size_t count = dataset->u.ratings.count;
    dataset_unref(dataset);
    return count;
}

static void assert_works(struct fixture *fixture)
{
    struct observations observations;
    observations_init(&observations);
    add_quote(&observations, "NBIS", 50, NOON);
    fixture_put(fixture, &observations, NOON);
    assert_true(load_one_quote(fixture->store, "NBIS", NOON).last.known);
    observations_clear(&observations);
}

/* --- damage --- */

static void html_in_place_of_the_cache_is_set_aside(void **state)
{
    struct fixture *fixture = *state;
    char name[FIXTURE_PATH], path[2 * FIXTURE_PATH], text[sizeof html] = "";
    fill_and_close(fixture);
    FILE *file = fopen(fixture->cache, "we");
    assert_non_null(file);
    fputs(html, file);
    fclose(file);
    fixture_open(fixture, NOON + 7);
    assert_true(fixture_reported(fixture, "The cache was damaged: set aside as cache.db.corrupt-20260731-170007"));
    assert_string_equal(store_trouble(fixture->store), "");
    assert_false(has_quote(fixture));
    assert_int_equal(actions(fixture), 1); /* the history is not touched */
    assert_works(fixture);
    assert_int_equal(fixture_count_names(fixture, "cache.db.corrupt", name), 1);
    snprintf(path, sizeof path, "%s/%s", fixture->folder, name);
    file = fopen(path, "re");
    assert_non_null(file);
    assert_non_null(fgets(text, sizeof text, file));
    fclose(file);
    assert_string_equal(text, html); /* never deleted */
}

static void two_damages_in_one_second_have_two_names(void **state)
{
    struct fixture *fixture = *state;
    for (int i = 0; i < 2; i++) {
        FILE *file = fopen(fixture->cache, "we");
        assert_non_null(file);
        fprintf(file, "%s %d", html, i);
        fclose(file);
        fixture_open(fixture, NOON);
        fixture_close(fixture);
    }
    assert_int_equal(fixture_count_names(fixture, "cache.db.corrupt-20260731-170000", NULL), 2);
}

static void a_truncated_cache_is_set_aside(void **state)
{
    struct fixture *fixture = *state;
    fill_and_close(fixture);
    assert_int_equal(truncate(fixture->cache, fixture_size(fixture->cache) / 2), 0);
    leave_mark_of_the_dead(fixture->history); /* the history is sound: checked, and kept */
    fixture_open(fixture, NOON);
    assert_true(fixture_reported(fixture, "The cache was damaged"));
    assert_int_equal(fixture->report.count, 1);
    assert_int_equal(actions(fixture), 1);
    assert_works(fixture);
}

static void a_zeroed_page_is_found_after_an_unclean_end(void **state)
{
    struct fixture *fixture = *state;
    static const char zeros[4096];
    fill_and_close(fixture);
    leave_mark_of_the_dead(fixture->cache);
    int64_t page = fixture_number(fixture->cache, "SELECT rootpage FROM sqlite_master WHERE name = 'bar'");
    fixture_overwrite(fixture->cache, (long)(page - 1) * 4096, zeros, sizeof zeros);
    fixture_open(fixture, NOON);
    assert_true(fixture_reported(fixture, "The cache was damaged"));
    assert_works(fixture);
}

static void damage_found_while_working_is_healed_in_memory_and_then_in_the_file(void **state)
{
    struct fixture *fixture = *state;
    struct observations observations;
    struct error err = {0};
    static const char zeros[4096];
    fill_and_close(fixture); /* a clean end: nothing is checked */
    int64_t page = fixture_number(fixture->cache, "SELECT rootpage FROM sqlite_master WHERE name = 'bar'");
    fixture_overwrite(fixture->cache, (long)(page - 1) * 4096, zeros, sizeof zeros);
    fixture_open(fixture, NOON);
    assert_int_equal(fixture->report.count, 0);
    observations_init(&observations);
    add_bars(&observations, "CRWV", RANGE_1M, BAR_1D, NOON - 3 * DAYS, 3, 100);
    assert_false(store_put(fixture->store, &observations, "test", NOON, NULL, &err));
    assert_non_null(strstr(store_trouble(fixture->store), "damaged file"));
    assert_true(store_put(fixture->store, &observations, "test", NOON, NULL, &err)); /* in memory */
    assert_int_equal(actions(fixture), 1);
    store_recover(fixture->store, NOON + 60, &(struct store_report){.count = 0});
    assert_string_equal(store_trouble(fixture->store), "");
    assert_int_equal(fixture_count_names(fixture, "cache.db.corrupt", NULL) > 0, 1);
    assert_int_equal(fixture_number(fixture->cache, "SELECT count(*) FROM bar"), 3);
    assert_int_equal(actions(fixture), 1);
    observations_clear(&observations);
}

static void damage_met_while_reading_is_looked_at(struct fixture *fixture)
{
    static const char zeros[4096];
    struct error err = {0};
    fill_and_close(fixture); /* a clean end: nothing is checked */
    int64_t page = fixture_number(fixture->cache, "SELECT rootpage FROM sqlite_master WHERE name = 'bar'");
    fixture_overwrite(fixture->cache, (long)(page - 1) * 4096, zeros, sizeof zeros);
    fixture_open(fixture, NOON);
    assert_int_equal(fixture->report.count, 0);
    assert_null(store_load_bars(fixture->store, "CRWV", RANGE_1M, NOON, &err));
    assert_int_equal(err.code, ERROR_STORE);
}

static void a_program_that_goes_on_reading_sets_a_damaged_file_aside(void **state)
{
    struct fixture *fixture = *state;
    struct store_report report = {.count = 0};
    damage_met_while_reading_is_looked_at(fixture);
    assert_true(store_changed_elsewhere(fixture->store));
    assert_non_null(strstr(store_trouble(fixture->store), "damaged file"));
    store_recover(fixture->store, NOON + 60, &report);
    assert_string_equal(store_trouble(fixture->store), "");
    assert_int_equal(report.count, 1);
    assert_non_null(strstr(report.messages[0], "set aside as cache.db.corrupt"));
    assert_int_equal(actions(fixture), 1);
}

/* It ends as one that was killed does, of which the next start looks at the whole file. */
static void one_that_ends_leaves_it_to_the_next_start(void **state)
{
    static const char marks[] = "SELECT count(*) FROM state WHERE name LIKE 'open:%'";
    struct fixture *fixture = *state;
    fill_and_close(fixture);
    assert_int_equal(fixture_number(fixture->cache, marks), 0);
    damage_met_while_reading_is_looked_at(fixture);
    fixture_close(fixture);
    assert_int_equal(fixture_number(fixture->cache, marks), 1);
}

/* A copy of a copy, newer, in which the table of actions is zeroed. */
static void spoil_copy(const struct fixture *fixture, const char *from, const char *to)
{
    static const char zeros[4096];
    char source[2 * FIXTURE_PATH], target[2 * FIXTURE_PATH], sql[5 * FIXTURE_PATH];
    snprintf(source, sizeof source, "%s/%s", fixture->folder, from);
    snprintf(target, sizeof target, "%s/%s", fixture->folder, to);
    snprintf(sql, sizeof sql, "VACUUM INTO '%s'", target);
    fixture_sql(source, sql);
    int64_t page = fixture_number(target, "SELECT rootpage FROM sqlite_master WHERE name = 'action'");
    fixture_overwrite(target, (long)(page - 1) * 4096, zeros, sizeof zeros);
}

static void a_damaged_history_comes_back_from_its_newest_sound_copy(void **state)
{
    struct fixture *fixture = *state;
    char path[2 * FIXTURE_PATH], value[16];
    struct error err = {0};
    fill_and_close(fixture); /* makes the copy history-20260731.db */
    fixture_open(fixture, NOON + DAYS);
    assert_true(store_setting_put(fixture->store, "symbol", "NBIS", &err)); /* after the copy */
    fixture_close(fixture);
    snprintf(path, sizeof path, "%s/history-20260802.db", fixture->folder); /* newer, and no database at all */
    FILE *file = fopen(path, "we");
    assert_non_null(file);
    fputs(html, file);
    fclose(file);
    fixture_overwrite(fixture->history, 0, html, sizeof html);
    spoil_copy(fixture, "history-20260731.db", "history-20260801.db");
    fixture_open(fixture, NOON + 2 * DAYS);
    assert_true(fixture_reported(fixture, "The history was damaged: set aside as history.db.corrupt-20260802"));
    assert_true(fixture_reported(fixture, "The history was restored from its copy history-20260731.db"));
    assert_int_equal(actions(fixture), 1);
    store_setting_get(fixture->store, "symbol", value, sizeof value);
    assert_string_equal(value, "CRWV"); /* as it was when the copy was made */
    assert_true(has_quote(fixture));
    assert_works(fixture);
    assert_int_equal(fixture_count_names(fixture, "history-20260731.db", NULL), 1); /* copied, not moved */
}

static void a_damaged_history_without_a_copy_begins_anew(void **state)
{
    struct fixture *fixture = *state;
    fixture_open(fixture, NOON);
    fixture_close(fixture);
    fixture_overwrite(fixture->history, 0, html, sizeof html);
    fixture_open(fixture, NOON);
    assert_true(fixture_reported(fixture, "begins anew"));
    assert_works(fixture);
}

static void a_file_that_lacks_what_its_version_promises_is_damaged(void **state)
{
    struct fixture *fixture = *state;
    fill_and_close(fixture);
    fixture_sql(fixture->cache, "ALTER TABLE quote RENAME COLUMN bid TO offered");
    fixture_open(fixture, NOON);
    assert_true(fixture_reported(fixture, "The cache was damaged"));
    assert_works(fixture);
}

/* Both steps up are impossible: the tables are there already. */
static void files_newer_than_their_version_are_damaged(void **state)
{
    struct fixture *fixture = *state;
    fill_and_close(fixture);
    fixture_sql(fixture->cache, "PRAGMA user_version = 1000");
    fixture_sql(fixture->history, "PRAGMA user_version = 1000");
    fixture_open(fixture, NOON);
    assert_true(fixture_reported(fixture, "The cache was damaged: set aside"));
    assert_true(fixture_reported(fixture, "The history was damaged: set aside"));
    assert_string_equal(store_trouble(fixture->store), "");
    assert_works(fixture);
}

/* The copies of the history are no better: memory begins anew. */
static void no_file_keeps_the_store_from_opening(void **state)
{
    struct fixture *fixture = *state;
    char locked[FIXTURE_PATH + 100];
    fill_and_close(fixture);
    fixture_sql(fixture->cache, "PRAGMA user_version = 1000");
    snprintf(locked, sizeof locked, "%s.v1000.part", fixture->cache); /* no copy before the upgrade can be made */
    assert_int_equal(mkdir(locked, 0700), 0);
    fixture_open(fixture, NOON);
    assert_non_null(fixture->store);
    assert_non_null(strstr(store_trouble(fixture->store), "New data are kept in memory"));
    assert_works(fixture);
    fixture_close(fixture);
    assert_int_equal(rmdir(locked), 0);
}

static void every_damage_of_the_first_pages_is_survived(void **state)
{
    struct fixture *fixture = *state;
    char junk[512];
    struct error err = {0};
    for (size_t i = 0; i < sizeof junk; i++)
        junk[i] = (char)(i * 37 + 11);
    for (long offset = 0; offset < 24 * 4096L; offset += 1369) {
        fill_and_close(fixture);
        leave_mark_of_the_dead(fixture->cache);
        if (offset + (long)sizeof junk < fixture_size(fixture->cache))
            fixture_overwrite(fixture->cache, offset, junk, sizeof junk);
        fixture_open_read_only(fixture, NOON); /* the first frame looks before anybody has checked */
        char symbols[1][SYMBOL_SIZE] = {"CRWV"};
        dataset_unref(store_load_quotes(fixture->store, (const char(*)[SYMBOL_SIZE])symbols, 1, NOON, &err));
        dataset_unref(store_load_filings(fixture->store, "CRWV", &err));
        dataset_unref(store_load_receivables(fixture->store, "CRWV", &err));
        fixture_close(fixture);
        fixture_open(fixture, NOON);
        assert_works(fixture);
        fixture_close(fixture);
        assert_int_equal(unlink(fixture->cache), 0);
    }
}

/* --- unclean ends --- */

static void marks_tell_the_living_from_the_dead(void **state)
{
    char mark[MARK_SIZE], other[MARK_SIZE];
    int pipes[2];
    (void)state;
    mark_make(mark, state);
    assert_true(mark_is_alive(mark));
    text_copy(other, sizeof other, mark);
    char *start = strchr(strchr(other + strlen("open:"), ':') + 1, ':') + 1;
    *start = *start == '9' ? '8' : '9'; /* the number was taken again by another process */
    assert_false(mark_is_alive(other));
    mark[strlen("open:")] = mark[strlen("open:")] == 'x' ? 'y' : 'x'; /* another boot */
    assert_false(mark_is_alive(mark));
    assert_false(mark_is_alive("open:"));
    assert_false(mark_is_alive("open:::::"));
    assert_int_equal(pipe(pipes), 0);
    pid_t child = fork();
    if (child == 0) {
        mark_make(mark, state);
        ssize_t written = write(pipes[1], mark, sizeof mark);
        (void)written;
        pause();
        _exit(0);
    }
    assert_int_equal(read(pipes[0], mark, sizeof mark), sizeof mark);
    assert_true(mark_is_alive(mark));
    kill(child, SIGKILL);
    assert_int_equal(waitpid(child, NULL, 0), child);
    assert_false(mark_is_alive(mark));
    close(pipes[0]);
    close(pipes[1]);
}

static int64_t marks(const char *path)
{
    return fixture_number(path, "SELECT count(*) FROM state WHERE name GLOB 'open:*'");
}

static void a_clean_end_leaves_no_mark_and_a_killed_one_does(void **state)
{
    struct fixture *fixture = *state;
    int status;
    fill_and_close(fixture);
    assert_int_equal(marks(fixture->cache), 0);
    assert_int_equal(marks(fixture->history), 0);
    pid_t child = fork();
    if (child == 0) {
        fixture_open(fixture, NOON);
        raise(SIGKILL);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status));
    assert_int_equal(marks(fixture->cache), 1);
    struct store *first = fixture_open(fixture, NOON);
    assert_int_equal(fixture->report.count, 0); /* checked, and found sound */
    assert_int_equal(marks(fixture->cache), 1); /* ours: that of the dead is gone */
    fixture->store = NULL;
    fixture_open(fixture, NOON);
    assert_int_equal(marks(fixture->history), 2);
    store_close(first);
    assert_int_equal(marks(fixture->history), 1);
}

/* --- versions --- */

static void a_newer_file_is_left_alone(void **state)
{
    struct fixture *fixture = *state;
    fill_and_close(fixture);
    fixture_sql(fixture->history, "PRAGMA user_version = 2000; DROP TABLE action; CREATE TABLE action(other)");
    fixture_open(fixture, NOON);
    assert_true(fixture_reported(fixture, "The history was written by a newer gputape"));
    assert_string_equal(store_trouble(fixture->store), ""); /* nothing that could pass */
    assert_true(has_quote(fixture));                        /* the cache is not newer */
    assert_int_equal(actions(fixture), 0);
    assert_works(fixture);
    store_recover(fixture->store, NOON + 60, &(struct store_report){.count = 0});
    fixture_close(fixture);
    assert_int_equal(fixture_number(fixture->history, "PRAGMA user_version"), 2000);
    assert_int_equal(fixture_number(fixture->history, "SELECT count(*) FROM setting"), 1);
    assert_int_equal(fixture_count_names(fixture, "corrupt", NULL), 0);
    fixture_open_read_only(fixture, NOON);
    assert_int_equal(actions(fixture), 0);
}

static void a_newer_minor_version_is_used(void **state)
{
    struct fixture *fixture = *state;
    fill_and_close(fixture);
    fixture_sql(fixture->cache, "PRAGMA user_version = 1999; ALTER TABLE quote ADD COLUMN mood TEXT");
    fixture_open(fixture, NOON);
    assert_int_equal(fixture->report.count, 0);
    assert_true(has_quote(fixture));
    assert_works(fixture);
    fixture_close(fixture);
    assert_int_equal(fixture_number(fixture->cache, "PRAGMA user_version"), 1999); /* never downgraded */
}

/* A file as the first version made it: the first step, and a row. */
static void make_version_1(const struct fixture *fixture, enum store_file file, const char *path, const char *row)
{
    sqlite3 *db = NULL;
    const struct schema *schema = &store_schemas[file];
    assert_int_equal(sqlite3_open(":memory:", &db), SQLITE_OK);
    char *sql = sqlite3_mprintf("ATTACH %Q AS %s; %s PRAGMA %s.user_version = %d; %s", path, schema->name,
                                schema->steps[0].sql, schema->name, schema->steps[0].version, row);
    assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_free(sql);
    sqlite3_close(db);
    (void)fixture;
}

static void version_1_is_brought_up_after_a_copy(void **state)
{
    struct fixture *fixture = *state;
    char copy[2 * FIXTURE_PATH], value[16];
    make_version_1(fixture, FILE_HISTORY, fixture->history,
                   "INSERT INTO history.setting VALUES('symbol', 'CRWV', 1)");
    make_version_1(fixture, FILE_CACHE, fixture->cache,
                   "INSERT INTO cache.company VALUES('CRWV', 77, 'CoreWeave', 1)");
    fixture_open(fixture, NOON);
    assert_int_equal(fixture->report.count, 0);
    store_setting_get(fixture->store, "symbol", value, sizeof value);
    assert_string_equal(value, "CRWV");
    assert_int_equal(store_cik(fixture->store, "CRWV"), 77);
    fixture_close(fixture);
    assert_int_equal(fixture_number(fixture->history, "PRAGMA user_version"),
                     schema_newest(&store_schemas[FILE_HISTORY]));
    assert_int_equal(fixture_number(fixture->cache, "PRAGMA user_version"),
                     schema_newest(&store_schemas[FILE_CACHE]));
    assert_int_equal(
        fixture_number(fixture->cache, "SELECT count(*) FROM sqlite_master WHERE name = 'filing_by_day'"), 1);
    snprintf(copy, sizeof copy, "%s.v1000", fixture->history);
    assert_int_equal(fixture_number(copy, "PRAGMA user_version"), 1000);
    assert_int_equal(fixture_number(copy, "SELECT count(*) FROM setting"), 1);
}

static void a_step_that_fails_changes_nothing(void **state)
{
    struct fixture *fixture = *state;
    static const struct migration steps[] = {
        {1000, "CREATE TABLE cache.a(x)"}, {1001, "CREATE TABLE cache.b(x)"}, {1002, "CREATE TABLE cache.b(x)"}};
    struct schema schema = {"cache", steps, 2};
    struct error err = {0};
    sqlite3 *db = NULL;
    fixture_sql(fixture->cache, "CREATE TABLE a(x); INSERT INTO a VALUES(5); PRAGMA user_version = 1000");
    assert_int_equal(sqlite3_open(":memory:", &db), SQLITE_OK);
    char *sql = sqlite3_mprintf("ATTACH %Q AS cache", fixture->cache);
    assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_free(sql);
    schema.count = 3;
    assert_false(schema_migrate(db, &schema, fixture->cache, &err));
    assert_int_equal(err.code, ERROR_FORMAT);
    assert_int_equal(schema_version(db, &schema), 1000);
    assert_int_equal(fixture_number(fixture->cache, "SELECT count(*) FROM sqlite_master"), 1);
    schema.count = 2;
    assert_true(schema_migrate(db, &schema, fixture->cache, &err));
    assert_int_equal(schema_version(db, &schema), 1001);
    assert_true(schema_migrate(db, &schema, fixture->cache, &err)); /* nothing is left to do */
    assert_int_equal(fixture_number(fixture->cache, "SELECT x FROM a"), 5);
    sqlite3_close(db);
}

static void steps_ascend(void **state)
{
    (void)state;
    for (int file = 0; file < STORE_FILES; file++)
        for (size_t i = 1; i < store_schemas[file].count; i++)
            assert_true(store_schemas[file].steps[i].version > store_schemas[file].steps[i - 1].version);
}

/* --- names --- */

static void names_that_mean_something_in_an_address_are_plain_names(void **state)
{
    struct fixture *fixture = *state;
    snprintf(fixture->cache, sizeof fixture->cache, "%s/a?mode=ro#%%41'b.db", fixture->folder);
    snprintf(fixture->history, sizeof fixture->history, "%s/[h]*'.db", fixture->folder);
    fill_and_close(fixture);
    assert_int_equal(fixture_count_names(fixture, "a?mode=ro#%41'b.db", NULL), 1);
    assert_int_equal(fixture_count_names(fixture, "[h]*'-20260731.db", NULL), 1);
    fixture_open_read_only(fixture, NOON);
    assert_true(has_quote(fixture));
    assert_int_equal(actions(fixture), 1);
}

static void folders_are_made(void **state)
{
    struct fixture *fixture = *state;
    char folder[2 * FIXTURE_PATH];
    snprintf(folder, sizeof folder, "%s/new", fixture->folder);
    snprintf(fixture->cache, sizeof fixture->cache, "%s/new/cache.db", fixture->folder);
    fixture_open(fixture, NOON);
    assert_int_equal(fixture->report.count, 0);
    fixture_close(fixture);
    assert_true(fixture_size(fixture->cache) > 0);
    assert_int_equal(unlink(fixture->cache), 0);
    assert_int_equal(rmdir(folder), 0);
}

int main(void)
{
#define WITH_FILES(test) cmocka_unit_test_setup_teardown(test, fixture_begin, fixture_end)
    const struct CMUnitTest tests[] = {
        WITH_FILES(html_in_place_of_the_cache_is_set_aside),
        WITH_FILES(two_damages_in_one_second_have_two_names),
        WITH_FILES(a_truncated_cache_is_set_aside),
        WITH_FILES(a_zeroed_page_is_found_after_an_unclean_end),
        WITH_FILES(damage_found_while_working_is_healed_in_memory_and_then_in_the_file),
        WITH_FILES(a_program_that_goes_on_reading_sets_a_damaged_file_aside),
        WITH_FILES(one_that_ends_leaves_it_to_the_next_start),
        WITH_FILES(a_damaged_history_comes_back_from_its_newest_sound_copy),
        WITH_FILES(a_damaged_history_without_a_copy_begins_anew),
        WITH_FILES(a_file_that_lacks_what_its_version_promises_is_damaged),
        WITH_FILES(files_newer_than_their_version_are_damaged),
        WITH_FILES(no_file_keeps_the_store_from_opening),
        WITH_FILES(every_damage_of_the_first_pages_is_survived),
        cmocka_unit_test(marks_tell_the_living_from_the_dead),
        WITH_FILES(a_clean_end_leaves_no_mark_and_a_killed_one_does),
        WITH_FILES(a_newer_file_is_left_alone),
        WITH_FILES(a_newer_minor_version_is_used),
        WITH_FILES(version_1_is_brought_up_after_a_copy),
        WITH_FILES(a_step_that_fails_changes_nothing),
        cmocka_unit_test(steps_ascend),
        WITH_FILES(names_that_mean_something_in_an_address_are_plain_names),
        WITH_FILES(folders_are_made),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
