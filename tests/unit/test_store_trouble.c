/* SPDX-License-Identifier: MIT
 * A disk that is full, files that can only be read, or that are taken away: the store goes on in memory with all it
 * holds, and brings back what was observed meanwhile. */
#include "config.h"

#include "store_fixture.h"

#include "base/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define CANNOT_MAKE 77 /* the kernel does not let this test set its scene */

/* No file may grow beyond so many bytes: what a full disk looks like to one process. */
static void limit_files(rlim_t bytes)
{
    struct rlimit limit;
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &limit), 0);
    limit.rlim_cur = bytes;
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
}

static bool put_quote(struct fixture *fixture, const char *symbol, double last, int64_t now)
{
    struct observations observations;
    struct error err = {0};
    observations_init(&observations);
    add_quote(&observations, symbol, last, now)->fetched_at = now;
    bool good = store_put(fixture->store, &observations, "test", now, NULL, &err);
    observations_clear(&observations);
    return good;
}

static bool put_many(struct fixture *fixture, int64_t now)
{
    struct observations observations;
    struct error err = {0};
    observations_init(&observations);
    add_bars(&observations, "CRWV", RANGE_5Y, BAR_1D, NOON - 1000 * DAYS, 1000, 100);
    add_action(&observations, "CRWV", "Bank A", "Buy", 150, now);
    bool good = store_put(fixture->store, &observations, "test", now, NULL, &err);
    observations_clear(&observations);
    return good;
}

static double last_of(struct fixture *fixture, const char *symbol)
{
    struct quote quote = load_one_quote(fixture->store, symbol, NOON + HOUR);
    return quote.last.known ? quote.last.value : -1;
}

static bool in_trouble(const struct fixture *fixture)
{
    return store_trouble(fixture->store)[0] != '\0';
}

static void a_full_disk_costs_nothing_that_was_observed(void **state)
{
    struct fixture *fixture = *state;
    struct error err = {0};
    char value[16];
    fixture_open(fixture, NOON);
    assert_true(put_quote(fixture, "CRWV", 100, NOON));
    long size = fixture_size(fixture->cache);
    char journal[FIXTURE_PATH * 2];
    snprintf(journal, sizeof journal, "%s-wal", fixture->cache);
    long written = fixture_size(journal);
    limit_files((rlim_t)(written > size ? written : size) + 4096);
    assert_false(put_many(fixture, NOON + 10)); /* the caller does it again */
    assert_true(in_trouble(fixture));
    assert_true(put_many(fixture, NOON + 10));
    assert_true(put_quote(fixture, "NBIS", 50, NOON + 20));
    assert_true(store_setting_put(fixture->store, "symbol", "NBIS", &err));
    assert_true(last_of(fixture, "CRWV") == 100); /* what was held is held */
    assert_true(last_of(fixture, "NBIS") == 50);
    limit_files(4096); /* leaving the files has freed a little */
    store_recover(fixture->store, NOON + 60, &(struct store_report){.count = 0});
    assert_true(in_trouble(fixture));
    assert_true(last_of(fixture, "NBIS") == 50);
    limit_files(RLIM_INFINITY);
    store_recover(fixture->store, NOON + 120, &(struct store_report){.count = 0});
    assert_false(in_trouble(fixture));
    assert_true(put_quote(fixture, "CRWV", 101, NOON + 130));
    fixture_close(fixture);
    fixture_open(fixture, NOON + 200);
    assert_int_equal(fixture->report.count, 0);
    assert_true(last_of(fixture, "CRWV") == 101);
    assert_true(last_of(fixture, "NBIS") == 50);
    store_setting_get(fixture->store, "symbol", value, sizeof value);
    assert_string_equal(value, "NBIS");
    assert_int_equal(fixture_number(fixture->cache, "SELECT count(*) FROM bar"), 1000);
    assert_int_equal(fixture_number(fixture->history, "SELECT count(*) FROM action"), 1);
}

static void what_stands_alone_goes_round_a_full_disk_by_itself(void **state)
{
    struct fixture *fixture = *state;
    struct store_poll poll = {.good_at = NOON}, got;
    struct error err = {0};
    fixture_open(fixture, NOON);
    limit_files(4096);
    bool good = store_poll_put(fixture->store, "sec_facts", "CRWV", &poll, &err);
    limit_files(RLIM_INFINITY);
    assert_true(good);
    assert_true(in_trouble(fixture));
    assert_true(store_poll_get(fixture->store, "sec_facts", "CRWV", &got));
    store_recover(fixture->store, NOON, &(struct store_report){.count = 0});
    assert_false(in_trouble(fixture));
    assert_int_equal(fixture_number(fixture->cache, "SELECT count(*) FROM poll"), 1);
}

static void a_disk_that_is_full_at_the_start_is_no_reason_not_to_start(void **state)
{
    struct fixture *fixture = *state;
    fixture_open(fixture, NOON);
    assert_true(put_quote(fixture, "CRWV", 100, NOON));
    fixture_close(fixture);
    limit_files(1024);
    fixture_open(fixture, NOON);
    limit_files(RLIM_INFINITY);
    assert_true(fixture_reported(fixture, "The cache cannot be written"));
    assert_true(fixture_reported(fixture, "The history cannot be written"));
    assert_true(in_trouble(fixture));
    assert_true(last_of(fixture, "CRWV") == 100); /* what can be read is shown */
    assert_true(put_quote(fixture, "NBIS", 50, NOON));
    store_recover(fixture->store, NOON + 60, &(struct store_report){.count = 0});
    assert_false(in_trouble(fixture));
    assert_int_equal(fixture_number(fixture->cache, "SELECT count(*) FROM quote"), 2);
}

static void what_another_process_wrote_meanwhile_is_not_overwritten(void **state)
{
    struct fixture *fixture = *state;
    struct store_options options = {
        .cache_path = fixture->cache, .history_path = fixture->history, .read_only = false};
    struct store_report report = {.count = 0};
    struct error err = {0};
    struct store_poll poll = {.tried_at = NOON, .etag = "old"}, got;
    fixture_open(fixture, NOON);
    assert_true(put_quote(fixture, "CRWV", 100, NOON));
    assert_true(put_quote(fixture, "NBIS", 50, NOON));
    assert_true(store_poll_put(fixture->store, "a", "", &poll, &err));
    limit_files(4096);
    assert_false(put_many(fixture, NOON + 10));
    limit_files(RLIM_INFINITY);
    assert_true(put_quote(fixture, "NBIS", 55, NOON + 40)); /* newer here */
    struct store *other = store_open(&options, NOON + 20, &report, &err);
    assert_non_null(other);
    assert_int_equal(report.count, 0);
    struct observations observations;
    observations_init(&observations);
    add_quote(&observations, "CRWV", 104, NOON + 30); /* newer there */
    add_quote(&observations, "NBIS", 51, NOON + 30);
    assert_true(store_put(other, &observations, "test", NOON + 31, NULL, &err));
    observations_clear(&observations);
    poll = (struct store_poll){.tried_at = NOON + 30, .etag = "new"};
    assert_true(store_poll_put(other, "a", "", &poll, &err));
    store_recover(fixture->store, NOON + 60, &(struct store_report){.count = 0});
    assert_false(in_trouble(fixture));
    assert_true(last_of(fixture, "CRWV") == 104);
    assert_true(last_of(fixture, "NBIS") == 55);
    assert_true(store_poll_get(fixture->store, "a", "", &got));
    assert_string_equal(got.etag, "new");
    assert_true(store_changed_elsewhere(other));
    store_close(other);
}

static void a_fault_inside_a_transaction_undoes_all_of_it(void **state)
{
    struct fixture *fixture = *state;
    struct observations observations;
    struct error err = {0};
    fixture_open(fixture, NOON);
    observations_init(&observations);
    add_quote(&observations, "CRWV", 100, NOON);
    add_bars(&observations, "CRWV", RANGE_5Y, BAR_1D, NOON - 1000 * DAYS, 1000, 100);
    limit_files(4096);
    bool good = store_begin(fixture->store, &err) &&
                store_put(fixture->store, &observations, "test", NOON, NULL, &err) &&
                store_commit(fixture->store, &err);
    store_rollback(fixture->store); /* allowed, though nothing is left to undo */
    limit_files(RLIM_INFINITY);
    assert_false(good);
    assert_int_equal(err.code, ERROR_STORE);
    assert_true(in_trouble(fixture));
    assert_true(last_of(fixture, "CRWV") == -1);
    observations_clear(&observations);
}

static void a_cache_that_is_deleted_while_in_use_is_written_anew(void **state)
{
    struct fixture *fixture = *state;
    fixture_open(fixture, NOON);
    assert_true(put_quote(fixture, "CRWV", 100, NOON));
    assert_false(store_changed_elsewhere(fixture->store));
    assert_int_equal(unlink(fixture->cache), 0);
    assert_true(store_changed_elsewhere(fixture->store));
    assert_non_null(strstr(store_trouble(fixture->store), "removed"));
    assert_true(last_of(fixture, "CRWV") == 100);
    assert_true(put_quote(fixture, "NBIS", 50, NOON + 10));
    store_recover(fixture->store, NOON + 60, &(struct store_report){.count = 0});
    assert_false(in_trouble(fixture));
    fixture_close(fixture);
    fixture_open_read_only(fixture, NOON);
    assert_true(last_of(fixture, "CRWV") == 100);
    assert_true(last_of(fixture, "NBIS") == 50);
}

/* --- what needs a mount: done in a child with name spaces of its own --- */

static bool write_line(const char *path, const char *line)
{
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    if (fd < 0)
        return false;
    bool good = write(fd, line, strlen(line)) == (ssize_t)strlen(line);
    return close(fd) == 0 && good;
}

static bool enter_own_space(void)
{
    char line[64];
    uid_t user = getuid();
    gid_t group = getgid();
    if (unshare(CLONE_NEWNS) != 0) {
        if (unshare(CLONE_NEWUSER | CLONE_NEWNS) != 0)
            return false;
        snprintf(line, sizeof line, "0 %u 1", (unsigned)user);
        if (!write_line("/proc/self/setgroups", "deny") || !write_line("/proc/self/uid_map", line))
            return false;
        snprintf(line, sizeof line, "0 %u 1", (unsigned)group);
        if (!write_line("/proc/self/gid_map", line))
            return false;
    }
    return mount("none", "/", "none", MS_REC | MS_PRIVATE, NULL) == 0;
}

/* What the child finds wrong is its exit status: cmocka's assertions are the parent's. */
static void in_a_child(struct fixture *fixture, int (*scene)(struct fixture *))
{
    int status = 0;
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0)
        _exit(enter_own_space() ? scene(fixture) : CANNOT_MAKE);
    assert_int_equal(waitpid(child, &status, 0), child);
    if (WIFEXITED(status) && WEXITSTATUS(status) == CANNOT_MAKE) {
        print_message("SKIPPED: no mounts without privileges on this machine\n");
        skip();
    }
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
}

static int read_only_scene(struct fixture *fixture)
{
    const char *folder = fixture->folder;
    if (mount(folder, folder, "none", MS_BIND, NULL) != 0 ||
        mount("none", folder, "none", MS_REMOUNT | MS_BIND | MS_RDONLY, NULL) != 0)
        return CANNOT_MAKE;
    struct store_options options = {
        .cache_path = fixture->cache, .history_path = fixture->history, .read_only = true};
    struct store_report report = {.count = 0};
    struct error err = {0};
    fixture->store = store_open(&options, NOON, &report, &err); /* the first frame */
    if (fixture->store == NULL || last_of(fixture, "CRWV") != 100)
        return 1;
    store_close(fixture->store);
    options.read_only = false;
    fixture->store = store_open(&options, NOON, &report, &err);
    if (fixture->store == NULL || report.count != 2 || !in_trouble(fixture))
        return 2;
    if (last_of(fixture, "CRWV") != 100 || !put_quote(fixture, "NBIS", 50, NOON) || last_of(fixture, "NBIS") != 50)
        return 3;
    store_recover(fixture->store, NOON + 60, &(struct store_report){.count = 0});
    if (!in_trouble(fixture) || last_of(fixture, "NBIS") != 50)
        return 4;
    if (mount("none", folder, "none", MS_REMOUNT | MS_BIND, NULL) != 0)
        return 5;
    store_recover(fixture->store, NOON + 120, &(struct store_report){.count = 0});
    if (in_trouble(fixture) || last_of(fixture, "NBIS") != 50)
        return 6;
    store_close(fixture->store);
    return 0;
}

static void a_folder_that_can_only_be_read_is_read(void **state)
{
    struct fixture *fixture = *state;
    fixture_open(fixture, NOON);
    assert_true(put_quote(fixture, "CRWV", 100, NOON));
    fixture_close(fixture);
    in_a_child(fixture, read_only_scene);
    assert_int_equal(fixture_number(fixture->cache, "SELECT count(*) FROM quote"), 2);
}

static int full_disk_scene(struct fixture *fixture)
{
    char ballast[2 * FIXTURE_PATH];
    static const char zeros[4096];
    if (mount("none", fixture->folder, "tmpfs", 0, "size=1500k") != 0)
        return CANNOT_MAKE;
    struct store_options options = {
        .cache_path = fixture->cache, .history_path = fixture->history, .read_only = false};
    struct store_report report = {.count = 0};
    struct error err = {0};
    fixture->store = store_open(&options, NOON, &report, &err);
    if (fixture->store == NULL || report.count != 0 || !put_quote(fixture, "CRWV", 100, NOON))
        return 1;
    snprintf(ballast, sizeof ballast, "%s/ballast", fixture->folder);
    int fd = open(ballast, O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
    while (fd >= 0 && write(fd, zeros, sizeof zeros) == (ssize_t)sizeof zeros)
        continue;
    if (fd < 0 || close(fd) != 0)
        return 2;
    if (put_many(fixture, NOON) || strstr(store_trouble(fixture->store), "disk full") == NULL)
        return 3;
    if (!put_many(fixture, NOON) || last_of(fixture, "CRWV") != 100)
        return 4;
    store_recover(fixture->store, NOON + 60, &(struct store_report){.count = 0});
    if (!in_trouble(fixture))
        return 5;
    if (unlink(ballast) != 0)
        return 6;
    store_recover(fixture->store, NOON + 120, &(struct store_report){.count = 0});
    if (in_trouble(fixture) || fixture_number(fixture->cache, "SELECT count(*) FROM bar") != 1000)
        return 7;
    store_close(fixture->store);
    return fixture_number(fixture->cache, "PRAGMA integrity_check") == 0 ? 0 : 8; /* "ok" as a number */
}

static void a_full_file_system_is_told_and_survived(void **state)
{
    in_a_child(*state, full_disk_scene);
}

int main(void)
{
#define WITH_FILES(test) cmocka_unit_test_setup_teardown(test, fixture_begin, fixture_end)
    const struct CMUnitTest tests[] = {
        WITH_FILES(a_full_disk_costs_nothing_that_was_observed),
        WITH_FILES(what_stands_alone_goes_round_a_full_disk_by_itself),
        WITH_FILES(a_disk_that_is_full_at_the_start_is_no_reason_not_to_start),
        WITH_FILES(what_another_process_wrote_meanwhile_is_not_overwritten),
        WITH_FILES(a_fault_inside_a_transaction_undoes_all_of_it),
        WITH_FILES(a_cache_that_is_deleted_while_in_use_is_written_anew),
        WITH_FILES(a_folder_that_can_only_be_read_is_read),
        WITH_FILES(a_full_file_system_is_told_and_survived),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
