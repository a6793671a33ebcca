/* SPDX-License-Identifier: MIT
 * A pipe that wakes a loop. */
#include "config.h"

#include "base/waker.h"

#include <fcntl.h>
#include <poll.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <unistd.h>

#include <cmocka.h>

static bool is_awake(const struct waker *waker)
{
    struct pollfd fd = {.fd = waker->read_fd, .events = POLLIN};
    return poll(&fd, 1, 0) == 1;
}

static void waking_lasts_until_drained(void **state)
{
    struct waker waker;
    struct error err = {0};
    (void)state;
    assert_true(waker_init(&waker, &err));
    assert_false(is_awake(&waker));
    waker_wake(&waker);
    assert_true(is_awake(&waker));
    waker_drain(&waker);
    assert_false(is_awake(&waker));
    waker_clear(&waker);
    assert_int_equal(waker.read_fd, -1);
}

static void a_full_pipe_neither_blocks_nor_fails(void **state)
{
    struct waker waker;
    struct error err = {0};
    (void)state;
    assert_true(waker_init(&waker, &err));
    for (int i = 0; i < 200000; i++) /* a pipe holds 65536 */
        waker_wake(&waker);
    assert_true(is_awake(&waker));
    waker_drain(&waker);
    assert_false(is_awake(&waker));
    assert_int_equal(fcntl(waker.read_fd, F_GETFD) & FD_CLOEXEC, FD_CLOEXEC);
    waker_clear(&waker);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(waking_lasts_until_drained),
        cmocka_unit_test(a_full_pipe_neither_blocks_nor_fails),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
