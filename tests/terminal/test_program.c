/* SPDX-License-Identifier: MIT
 * gputape on a terminal: what it shows, sizes, and all the ways to end it. */
#include "config.h"

#include "world.h"

#include <errno.h>
#include <sched.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

static const char *const titles[] = {"Price", "Analyst ratings", "Receivables", "GPU shortage"};

/* --- what it shows --- */

static size_t panes_framed(struct pty *pty)
{
    size_t count = 0;
    char numbered[64];
    for (size_t i = 0; i < 4; i++) { /* "┌2 Analyst": the tabs of a small screen have no frame */
        snprintf(numbered, sizeof numbered, "┌%zu %s", i + 1, titles[i]);
        count += shows(pty, numbered);
        snprintf(numbered, sizeof numbered, "╔%zu %s", i + 1, titles[i]);
        count += shows(pty, numbered);
    }
    return count;
}

static void test_sizes_show_four_two_and_one_pane(void **state)
{
    static const struct {
        int rows, columns;
        size_t panes;
    } sizes[] = {{45, 160, 4}, {40, 120, 2}, {24, 80, 1}};
    struct pty *pty = world_demo(*state, 50, 180);
    for (size_t i = 0; i < 3; i++) {
        size_t before = repaints(pty);
        pty_resize(pty, sizes[i].rows, sizes[i].columns);
        expect_repaint(pty, before);
        assert_int_equal(panes_framed(pty), sizes[i].panes);
        assert_non_null(strstr(pty_row(pty, 0), "DEMO"));
    }
    pty_send(pty, "q");
    expect_end(*state, pty, 0);
}

static void test_second_start_paints_cached_rows_first(void **state)
{
    struct pty *pty = world_demo(*state, 45, 160);
    expect_text(pty, "analysts");
    expect_text(pty, "H100 SXM");
    pty_send(pty, "q");
    expect_end(*state, pty, 0);

    struct start again = {.arguments = {"--demo"}, .rows = 45, .columns = 160};
    pty = world_start(*state, &again);
    expect_repaint(pty, 0); /* the first frame */
    assert_true(shows(pty, "CRWV"));
    assert_true(shows(pty, "analysts"));
    assert_true(shows(pty, "H100 SXM"));
    assert_true(shows(pty, "DEMO"));
    assert_false(shows(pty, "loading quotes"));
    pty_send(pty, "q");
    expect_end(*state, pty, 0);
}

/* --- keys --- */

static void test_keys_that_quit(void **state)
{
    static const char *const ways[] = {"q", "\003", ":q\r", ":quit\r"};
    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
        struct pty *pty = world_demo(*state, 24, 80);
        pty_send(pty, ways[i]);
        expect_end(*state, pty, 0);
        expect_left_screen(pty);
    }
}

static void test_escape_never_quits(void **state)
{
    struct pty *pty = world_demo(*state, 24, 80);
    for (int i = 0; i < 20; i++)
        pty_send(pty, "\033");
    expect_alive(pty);
    pty_send(pty, "\033[200~\033[9999;1R\033]0;x\007\033P\033\\\033[<0;1;1M"); /* what terminals say unasked */
    expect_alive(pty);
    assert_true(shows(pty, "DEMO"));
}

/* --- sizes --- */

static void test_one_cell_and_back(void **state)
{
    struct pty *pty = world_demo(*state, 45, 160);
    size_t before = repaints(pty);
    pty_resize(pty, 1, 1);
    expect_repaint(pty, before);
    before = repaints(pty);
    pty_resize(pty, 45, 160);
    expect_repaint(pty, before);
    assert_int_equal(panes_framed(pty), 4);
    pty_resize(pty, 1, 1);
    pty_send(pty, "q"); /* at any size */
    expect_end(*state, pty, 0);
}

/* The clock stands one cell from the right edge, and the status line has been drawn, too. */
static bool is_of_this_size(struct pty *pty, void *what)
{
    int characters = 0, rows, columns;
    (void)what;
    pty_size(pty, &rows, &columns);
    for (const char *at = pty_row(pty, 0); *at != '\0'; at++)
        characters += ((unsigned char)*at & 0xc0) != 0x80;
    return characters == columns - 1 && strstr(pty_row(pty, 0), " ET") != NULL && pty_row(pty, rows - 1)[0] != '\0';
}

static void test_a_burst_of_sizes_is_few_frames(void **state)
{
    struct pty *pty = world_demo(*state, 45, 160);
    expect_alive(pty);
    size_t frames = repaints(pty);
    uint64_t bytes = pty_bytes(pty);
    for (int i = 0; i < 800; i++)
        pty_resize(pty, 41 + i % 9, 151 + i % 48);
    pty_resize(pty, 44, 170);
    assert_true(pty_wait(pty, is_of_this_size, NULL));
    assert_true(repaints(pty) - frames <= 25);
    assert_true(pty_bytes(pty) - bytes <= 300000);
    expect_alive(pty);
    assert_int_equal(panes_framed(pty), 4);
}

/* --- stop and go on --- */

static void test_suspend_and_continue(void **state)
{
    struct pty *pty = world_demo(*state, 45, 160);
    for (int round = 0; round < 2; round++) {
        pty_send(pty, "\032");
        assert_true(pty_wait_stop(pty));
        expect_settings(*state, pty);
        expect_left_screen(pty);
        size_t before = repaints(pty);
        pty_signal(pty, SIGCONT);
        expect_repaint(pty, before);
        assert_int_equal(panes_framed(pty), 4);
    }
    pty_send(pty, "q");
    expect_end(*state, pty, 0);
    expect_left_screen(pty);
}

/* --- ends that nobody asked for --- */

/* Ctrl-S and Ctrl-Q at the driver: stopped, a write takes nothing. */
static void stop_output(struct pty *pty, bool stopped)
{
    int other = pty_open_other_end(pty);
    assert_int_equal(tcflow(other, stopped ? TCOOFF : TCOON), 0);
    close(other);
}

/* Fills what the kernel keeps for a terminal that nobody reads. */
static void fill_unread(struct pty *pty)
{
    char filling[4096];
    int other = pty_open_other_end(pty);
    memset(filling, ' ', sizeof filling);
    while (write(other, filling, sizeof filling) > 0)
        continue;
    assert_int_equal(errno, EAGAIN);
    close(other);
}

/* Nothing tells that settings have changed: asked again, while the program lives. */
static void wait_until_taken(struct pty *pty)
{
    struct termios settings;
    do {
        pty_settings(pty, &settings);
        assert_int_equal(kill(pty_pid(pty), 0), 0);
        sched_yield();
    } while ((settings.c_lflag & ICANON) != 0);
}

static const int ends[] = {SIGTERM, SIGHUP, SIGINT, SIGQUIT};

static void test_signals_end_it_and_restore(void **state)
{
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
        struct pty *pty = world_demo(*state, 45, 160);
        pty_signal(pty, ends[i]);
        expect_end(*state, pty, 0);
        expect_left_screen(pty);
    }
}

static void test_signals_end_it_when_nobody_reads(void **state)
{
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
        struct pty *pty = world_demo(*state, 45, 160);
        fill_unread(pty);
        pty_send(pty, "\014?\033\014");
        pty_signal(pty, ends[i]);
        expect_end_unread(*state, pty);
    }
}

/* Signals wait until the first frame has been tried: here it is stuck for certain. */
static void test_a_start_on_a_stopped_terminal_can_be_ended(void **state)
{
    struct start start = {.arguments = {"--demo"}, .rows = 45, .columns = 160, .stopped = true};
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
        struct pty *pty = world_start(*state, &start);
        wait_until_taken(pty);
        pty_signal(pty, ends[i]);
        expect_end_unread(*state, pty);
    }
}

static void test_a_stopped_terminal_goes_on(void **state)
{
    struct pty *pty = world_demo(*state, 45, 160);
    stop_output(pty, true);
    for (int i = 0; i < 10; i++)
        pty_resize(pty, 45, 150 + i);
    pty_send(pty, "3");
    size_t before = repaints(pty);
    stop_output(pty, false);
    expect_repaint(pty, before);
    expect_text(pty, "╔3 Receivables");
    pty_send(pty, "q");
    expect_end(*state, pty, 0);
}

static void test_a_hang_up_ends_it(void **state)
{
    int end;
    struct pty *pty = world_demo(*state, 45, 160);
    pty_hang_up(pty);
    assert_true(pty_wait_exit_stuck(pty, &end));
    pty = world_demo(*state, 45, 160);
    fill_unread(pty);
    pty_send(pty, "\014");
    pty_hang_up(pty);
    assert_true(pty_wait_exit_stuck(pty, &end));
}

static void test_a_crash_restores_the_terminal(void **state)
{
    static const int crashes[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT};
    if (getenv("GPUTAPE_UNDER_VALGRIND") != NULL) {
        print_message("SKIPPED: valgrind makes an end of its own out of a crash\n");
        skip();
    }
    for (size_t i = 0; i < sizeof crashes / sizeof crashes[0]; i++) {
        struct pty *pty = world_demo(*state, 45, 160);
        pty_signal(pty, crashes[i]);
        int end;
        assert_true(pty_wait_exit(pty, &end));
        assert_true(WIFSIGNALED(end));
        assert_int_equal(WTERMSIG(end), crashes[i]);
        expect_settings(*state, pty);
        expect_left_screen(pty);
    }
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, world_setup, world_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_sizes_show_four_two_and_one_pane),
        TEST(test_second_start_paints_cached_rows_first),
        TEST(test_keys_that_quit),
        TEST(test_escape_never_quits),
        TEST(test_one_cell_and_back),
        TEST(test_a_burst_of_sizes_is_few_frames),
        TEST(test_suspend_and_continue),
        TEST(test_signals_end_it_and_restore),
        TEST(test_signals_end_it_when_nobody_reads),
        TEST(test_a_start_on_a_stopped_terminal_can_be_ended),
        TEST(test_a_stopped_terminal_goes_on),
        TEST(test_a_hang_up_ends_it),
        TEST(test_a_crash_restores_the_terminal),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
