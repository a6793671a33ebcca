/* SPDX-License-Identifier: MIT
 * The newest snapshot wins, nothing leaks, and the reader is woken: also with a writer on another thread. */
#include "config.h"

#include "poller/mailbox.h"

#include <poll.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define MANY 20000

static int make(void **state)
{
    *state = mailbox_new(NULL);
    return *state != NULL ? 0 : -1;
}

static int drop(void **state)
{
    mailbox_free(*state);
    return 0;
}

static const struct snapshot *numbered(uint64_t generation)
{
    struct snapshot *snapshot = snapshot_new(1, 0);
    snapshot->slots[0].kind = DATASET_QUOTES;
    snapshot->slots[0].data = dataset_new(DATASET_QUOTES, "");
    snapshot->generation = generation;
    return snapshot;
}

static bool is_readable(const struct mailbox *mailbox, int timeout_ms)
{
    struct pollfd fd = {.fd = mailbox_fd(mailbox), .events = POLLIN};
    return poll(&fd, 1, timeout_ms) == 1;
}

static void empty_means_nothing_and_silence(void **state)
{
    assert_false(is_readable(*state, 0));
    assert_null(mailbox_take(*state));
}

static void the_newest_wins(void **state)
{
    for (uint64_t i = 1; i <= 3; i++)
        mailbox_put(*state, numbered(i));
    assert_true(is_readable(*state, 0));
    const struct snapshot *taken = mailbox_take(*state);
    assert_non_null(taken);
    assert_int_equal(taken->generation, 3);
    snapshot_unref(taken);
    assert_false(is_readable(*state, 0)); /* drained: no wake-up for what was taken */
    assert_null(mailbox_take(*state));
}

static void what_is_taken_stays(void **state)
{
    mailbox_put(*state, numbered(1));
    const struct snapshot *first = mailbox_take(*state);
    mailbox_put(*state, numbered(2));
    assert_true(is_readable(*state, 0));
    assert_int_equal(first->generation, 1);
    assert_non_null(first->slots[0].data);
    snapshot_unref(first);
}

static void unread_ones_are_dropped_with_the_box(void **state)
{
    mailbox_put(*state, numbered(1)); /* the sanitizer and valgrind look whether drop() frees it */
}

static void *write_many(void *mailbox)
{
    for (uint64_t i = 1; i <= MANY; i++)
        mailbox_put(mailbox, numbered(i));
    return NULL;
}

/* The wake-up that is lost would be seen as the reader waiting for ever: poll's end is only the test's own. */
static void no_wake_up_is_lost(void **state)
{
    pthread_t writer;
    uint64_t newest = 0;
    assert_int_equal(pthread_create(&writer, NULL, write_many, *state), 0);
    while (newest < MANY) {
        assert_true(is_readable(*state, 60000));
        const struct snapshot *taken = mailbox_take(*state);
        if (taken != NULL) { /* a put between drain and swap wakes once too often */
            assert_true(taken->generation > newest);
            newest = taken->generation;
        }
        snapshot_unref(taken);
    }
    pthread_join(writer, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(empty_means_nothing_and_silence, make, drop),
        cmocka_unit_test_setup_teardown(the_newest_wins, make, drop),
        cmocka_unit_test_setup_teardown(what_is_taken_stays, make, drop),
        cmocka_unit_test_setup_teardown(unread_ones_are_dropped_with_the_box, make, drop),
        cmocka_unit_test_setup_teardown(no_wake_up_is_lost, make, drop),
    };
    return cmocka_run_group_tests_name("mailbox", tests, NULL, NULL);
}
