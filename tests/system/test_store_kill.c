/* SPDX-License-Identifier: MIT
 * kill -9 in mid-write, 200 rounds: nothing that was acknowledged is lost, nothing is torn. And two processes that
 * write at the same time: neither fails, neither loses anything. */
#include "config.h"

#include "store_fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#define ROUNDS      200
#define ROWS        20 /* of each poll: a torn one would show fewer */
#define OTHER_POLLS 250

/* One poll: ROWS bars with the number as their time, and an event with the number as its key. */
static bool put_number(struct store *store, const char *name, int64_t number, struct error *err)
{
    struct observations observations;
    observations_init(&observations);
    add_bars(&observations, name, RANGE_1D, BAR_1M, NOON + number * ROWS * MINUTE, ROWS, 100);
    struct event *event = observations_add_event(&observations);
    snprintf(event->key, sizeof event->key, "%s:%lld", name, (long long)number);
    event->observed_at = NOON;
    bool good = store_begin(store, err) && store_put(store, &observations, "test", NOON + number, NULL, err) &&
                store_commit(store, err);
    observations_clear(&observations);
    return good;
}

static struct store *open_quietly(const struct fixture *fixture)
{
    struct store_options options = {
        .cache_path = fixture->cache, .history_path = fixture->history, .read_only = false};
    struct store_report report = {.count = 0};
    struct error err = {0};
    struct store *store = store_open(&options, NOON, &report, &err);
    for (size_t i = 0; i < report.count; i++)
        fprintf(stderr, "%s\n", report.messages[i]);
    return store != NULL && report.count == 0 && store_trouble(store)[0] == '\0' ? store : NULL;
}

/* Writes polls for ever, and acknowledges each by its number. */
static void write_for_ever(const struct fixture *fixture, int64_t number, int pipe_end)
{
    struct error err = {0};
    struct store *store = open_quietly(fixture);
    if (store == NULL)
        _exit(2);
    for (;; number++) {
        if (!put_number(store, "KILL", number, &err) || store_trouble(store)[0] != '\0')
            _exit(3);
        if (write(pipe_end, &number, sizeof number) != (ssize_t)sizeof number)
            _exit(4);
    }
}

/* Reads acknowledgements until `most` have come or the writer is gone; the last one, or `last` when there was none.
 */
static int64_t read_acknowledged(int pipe_end, int64_t last, int most)
{
    int64_t number;
    for (int i = 0; i < most && read(pipe_end, &number, sizeof number) == (ssize_t)sizeof number; i++)
        last = number;
    return last;
}

static void check_whole(const struct fixture *fixture, int64_t acknowledged)
{
    int64_t events = fixture_number(fixture->history, "SELECT count(*) FROM event");
    int64_t bars = fixture_number(fixture->cache, "SELECT count(*) FROM bar");
    assert_true(events > acknowledged); /* numbers begin at 0 */
    assert_true(events <= acknowledged + 2);
    assert_int_equal(bars % ROWS, 0);
    assert_true(bars / ROWS > acknowledged);
    assert_int_equal(
        fixture_number(fixture->cache, "SELECT count(*) FROM pragma_quick_check WHERE quick_check = 'ok'"), 1);
    assert_int_equal(
        fixture_number(fixture->history, "SELECT count(*) FROM pragma_quick_check WHERE quick_check = 'ok'"), 1);
}

static void nothing_acknowledged_is_lost_by_a_kill(void **state)
{
    struct fixture *fixture = *state;
    int64_t acknowledged = -1;
    unsigned seed = 12345;
    for (int round = 0; round < ROUNDS; round++) {
        int pipes[2], status = 0;
        assert_int_equal(pipe(pipes), 0);
        pid_t child = fork();
        if (child == 0) {
            close(pipes[0]);
            write_for_ever(fixture, acknowledged + 1, pipes[1]);
        }
        close(pipes[1]);
        seed = seed * 1103515245U + 12345U;
        acknowledged = read_acknowledged(pipes[0], acknowledged, (int)(seed >> 16) % 5); /* 0: while it opens */
        struct pollfd end = {.fd = pipes[0], .events = POLLIN};
        if ((seed >> 20) % 2 == 0)
            poll(&end, 1, (int)(seed >> 24) % 4); /* somewhere in the next poll, or just after it */
        kill(child, SIGKILL);
        assert_int_equal(waitpid(child, &status, 0), child);
        assert_true(WIFSIGNALED(status)); /* it did not end by itself, with a failure */
        acknowledged = read_acknowledged(pipes[0], acknowledged, 1000000);
        close(pipes[0]);
        if (round % 10 == 9)
            check_whole(fixture, acknowledged);
    }
    fixture_open(fixture, NOON);
    assert_int_equal(fixture->report.count, 0); /* sound, after 200 unclean ends */
    check_whole(fixture, acknowledged);
    print_message("%d kills, %lld polls acknowledged, none lost\n", ROUNDS, (long long)acknowledged + 1);
}

static void write_some(const struct fixture *fixture, const char *name)
{
    struct error err = {0};
    struct store *store = open_quietly(fixture);
    if (store == NULL)
        _exit(2);
    for (int64_t i = 0; i < OTHER_POLLS; i++)
        if (!put_number(store, name, i, &err)) {
            fprintf(stderr, "%s: %s\n", name, err.message);
            _exit(3);
        }
    store_close(store);
    _exit(0);
}

/* Both open at once as well: one of them makes the files. */
static void two_processes_write_and_neither_fails(void **state)
{
    struct fixture *fixture = *state;
    static const char *const names[] = {"ONE", "TWO"};
    pid_t children[2];
    int status;
    for (int i = 0; i < 2; i++) {
        children[i] = fork();
        if (children[i] == 0)
            write_some(fixture, names[i]);
    }
    for (int i = 0; i < 2; i++) {
        assert_int_equal(waitpid(children[i], &status, 0), children[i]);
        assert_true(WIFEXITED(status));
        assert_int_equal(WEXITSTATUS(status), 0);
    }
    assert_int_equal(fixture_number(fixture->cache, "SELECT count(*) FROM bar"), 2 * OTHER_POLLS * ROWS);
    assert_int_equal(fixture_number(fixture->history, "SELECT count(*) FROM event"), 2 * OTHER_POLLS);
    assert_int_equal(fixture_number(fixture->cache, "SELECT count(*) FROM state WHERE name GLOB 'open:*'"), 0);
}

/* Many times both begin on an empty folder, or on a damaged file: it is made, or mended, once. */
static void two_that_begin_at_once_make_one_store(void **state)
{
    struct fixture *fixture = *state;
    for (int round = 0; round < 20; round++) {
        pid_t children[2];
        int status;
        fixture_remove(fixture->cache);
        fixture_remove(fixture->history);
        if (round % 2 == 1) {
            FILE *file = fopen(fixture->cache, "we");
            assert_non_null(file);
            fputs("this is no database, and long enough to be looked at as one: <html><body>sign in</body></html>",
                  file);
            fclose(file);
        }
        for (int i = 0; i < 2; i++) {
            children[i] = fork();
            if (children[i] == 0) {
                struct store_options options = {
                    .cache_path = fixture->cache, .history_path = fixture->history, .read_only = false};
                struct store_report report = {.count = 0};
                struct error err = {0};
                struct store *store = store_open(&options, NOON + round, &report, &err);
                bool good = store != NULL && store_trouble(store)[0] == '\0' &&
                            put_number(store, i == 0 ? "ONE" : "TWO", 0, &err) && store_trouble(store)[0] == '\0';
                for (size_t k = 0; !good && k < report.count; k++)
                    fprintf(stderr, "%s\n", report.messages[k]);
                if (!good)
                    fprintf(stderr, "%s %s\n", err.message, store != NULL ? store_trouble(store) : "");
                store_close(store);
                _exit(good ? 0 : 1);
            }
        }
        for (int i = 0; i < 2; i++) {
            assert_int_equal(waitpid(children[i], &status, 0), children[i]);
            assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
        }
        assert_int_equal(fixture_number(fixture->cache, "SELECT count(*) FROM bar"), 2 * ROWS);
    }
    assert_int_equal(fixture_count_names(fixture, ".corrupt-", NULL), 10);
}

int main(void)
{
#define WITH_FILES(test) cmocka_unit_test_setup_teardown(test, fixture_begin, fixture_end)
    const struct CMUnitTest tests[] = {
        WITH_FILES(nothing_acknowledged_is_lost_by_a_kill),
        WITH_FILES(two_processes_write_and_neither_fails),
        WITH_FILES(two_that_begin_at_once_make_one_store),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
