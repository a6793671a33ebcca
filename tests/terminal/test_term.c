/* SPDX-License-Identifier: MIT
 * The terminal layer in a terminal: what it shows, takes, costs, and how it leaves. */
#include "config.h"

#include "pty.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include <cmocka.h>

#define STATUS_GONE 7

struct frame {
    int shown;
    unsigned long long bytes, writes, frames;
};

static char driver_path[512];

static struct pty *start_with(const struct pty_options *options, const char *first, const char *second)
{
    const char *argv[] = {driver_path, first, second, NULL};
    return pty_start(options, argv);
}

static struct frame next_frame(struct pty *pty)
{
    struct frame frame = {0};
    char line[128];
    assert_true(pty_report(pty, line, sizeof line));
    if (sscanf(line, "frame %d bytes %llu writes %llu frames %llu", &frame.shown, &frame.bytes, &frame.writes,
               &frame.frames) != 4)
        fail_msg("%s", line);
    return frame;
}

/* In xterm-256color; the first frame is there. */
static struct pty *start(int rows, int columns)
{
    struct pty_options options = {.rows = rows, .columns = columns, .term = "xterm-256color", .report = true};
    struct pty *pty = start_with(&options, NULL, NULL);
    char ready[32];
    snprintf(ready, sizeof ready, "ready %dx%d", rows, columns);
    if (columns >= 20)
        assert_true(pty_wait_row(pty, 0, ready));
    (void)next_frame(pty);
    return pty;
}

static struct frame press(struct pty *pty, const char *key)
{
    pty_send(pty, key);
    return next_frame(pty);
}

static void assert_status(struct pty *pty, int expected)
{
    int status;
    assert_true(pty_wait_exit(pty, &status));
    if (!WIFEXITED(status) || WEXITSTATUS(status) != expected)
        fail_msg("status %x instead of exit %d; the screen:\n%s", (unsigned)status, expected, pty_screen(pty));
}

/* The shell gets everything back. */
static void assert_restored(struct pty *pty)
{
    struct termios settings;
    pty_settings(pty, &settings);
    assert_true((settings.c_lflag & ICANON) != 0 && (settings.c_lflag & ECHO) != 0 &&
                (settings.c_lflag & ISIG) != 0);
    assert_true((settings.c_oflag & OPOST) != 0);
    assert_false(pty_alternate(pty));
    assert_true(pty_cursor_visible(pty));
    assert_false(pty_mouse(pty));
}

static void quit(struct pty *pty)
{
    pty_send(pty, "q");
    assert_status(pty, 0);
    assert_restored(pty);
    pty_free(pty);
}

/* --- what is shown --- */

static void the_canvas_is_on_the_screen(void **state)
{
    (void)state;
    struct pty *pty = start(24, 80);
    assert_true(pty_alternate(pty));
    assert_false(pty_cursor_visible(pty));
    assert_string_equal(pty_row(pty, 0), "ready 24x80 round 0");
    assert_string_equal(pty_row(pty, 3),
                        "\xe5\x8f\xb0\xe7\xa9\x8d cafe\xcc\x81 \xe2\x94\x80\xe2\x94\xac\xe2\x96\xb2 end");
    assert_int_equal(pty_cell(pty, 3, 0).width, 2);
    assert_string_equal(pty_cell(pty, 3, 8).text, "e\xcc\x81");
    assert_true(pty_cell(pty, 0, 0).bold);
    (void)press(pty, "1");
    assert_true(pty_wait_row(pty, 5, "%"));
    struct pty_cell cell = pty_cell(pty, 5, 15);
    assert_true(cell.coloured);
    assert_int_equal(cell.colour, cell.text[0] == '+' ? 2 : 1);
    quit(pty);
}

static void disputed_widths_shift_nothing(void **state)
{
    (void)state;
    struct pty *pty = start(24, 80);
    (void)press(pty, "d");
    assert_true(pty_wait_row(pty, 2, "end"));
    assert_string_equal(pty_row(pty, 2), "a?b end");
    quit(pty);
}

static void the_cursor_shows_where_it_is_wanted(void **state)
{
    int row, column;
    (void)state;
    struct pty *pty = start(24, 80);
    (void)press(pty, "c");
    (void)press(pty, "x");
    assert_true(pty_wait_row(pty, 1, "key x."));
    assert_true(pty_cursor_visible(pty));
    pty_cursor(pty, &row, &column);
    assert_int_equal(row, 2);
    assert_int_equal(column, 5);
    quit(pty);
}

static void bell_and_clipboard_pass(void **state)
{
    (void)state;
    struct pty *pty = start(24, 80);
    (void)press(pty, "b");
    (void)press(pty, "y");
    (void)press(pty, "x");
    assert_true(pty_wait_row(pty, 1, "key x."));
    assert_int_equal(pty_bells(pty), 1);
    assert_string_equal(pty_row(pty, 0), "ready 24x80 round 0"); /* nothing of it is visible */
    quit(pty);
}

static void a_flash_reverses_the_screen_and_back(void **state)
{
    (void)state;
    struct pty *pty = start(24, 80);
    (void)press(pty, "(");
    (void)press(pty, "x");
    assert_true(pty_wait_row(pty, 1, "key x."));
    assert_true(pty_reversed(pty));
    (void)press(pty, ")");
    (void)press(pty, "u");
    assert_true(pty_wait_row(pty, 1, "key u."));
    assert_false(pty_reversed(pty));
    quit(pty);
}

/* --- what it costs --- */

static void frames_keep_to_their_budget(void **state)
{
    (void)state;
    struct pty *pty = start(50, 200);
    struct frame nothing = press(pty, "n"), full = press(pty, "f"), one = press(pty, "1"), fifty = press(pty, "5");
    struct frame again = press(pty, "n");
    printf("bytes: nothing %llu, one figure %llu, fifty %llu, everything %llu\n", nothing.bytes, one.bytes,
           fifty.bytes, full.bytes);
    assert_true(pty_wait_row(pty, 4, "%"));
    assert_int_equal(nothing.bytes, 0);
    assert_int_equal(nothing.writes, 0);
    assert_int_equal(again.bytes, 0);
    assert_true(one.bytes > 0 && one.bytes <= 40);
    assert_int_equal(one.writes, 1);
    assert_true(fifty.bytes > 0 && fifty.bytes <= 1100);
    assert_int_equal(fifty.writes, 1);
    assert_true(full.bytes > 0 && full.bytes <= 13000);
    quit(pty);
}

/* A screen that is written little by little shows the same as one that is written at once. */
static void differences_add_up_to_the_whole(void **state)
{
    (void)state;
    struct pty *pty = start(50, 200);
    (void)press(pty, "f");
    for (int i = 0; i < 40; i++)
        (void)press(pty, i % 3 == 0 ? "5" : "1");
    assert_true(press(pty, "n").shown);
    assert_true(pty_wait_row(pty, 49, ""));
    (void)press(pty, "x");
    assert_true(pty_wait_row(pty, 1, "key x."));
    char *before = strdup(pty_screen(pty));
    assert_true(press(pty, "p").bytes > 1000); /* a new palette paints everything */
    (void)press(pty, "y");
    (void)press(pty, "b");
    (void)press(pty, "x");
    assert_true(pty_wait_row(pty, 1, "key x."));
    assert_string_equal(pty_screen(pty), before);
    free(before);
    quit(pty);
}

/* --- what is pressed --- */

static void every_key_arrives(void **state)
{
    static const struct {
        const char *bytes, *name;
    } keys[] = {
        {"x", "key x."},
        {"\033[A", "key Up."},
        {"\033OA", "key Up."},
        {"\033[B", "key Down."},
        {"\033OB", "key Down."},
        {"\033[C", "key Right."},
        {"\033[D", "key Left."},
        {"\033[H", "key Home."},
        {"\033OH", "key Home."},
        {"\033[F", "key End."},
        {"\033[1~", "key Home."},
        {"\033[4~", "key End."},
        {"\033[5~", "key PgUp."},
        {"\033[6~", "key PgDn."},
        {"\033[2~", "key Insert."},
        {"\033[3~", "key Delete."},
        {"\033[Z", "key S-Tab."},
        {"\t", "key Tab."},
        {"\r", "key Enter."},
        {"\n", "key Enter."},
        {"\x7f", "key Backspace."},
        {"\b", "key Backspace."},
        {"\033OP", "key F1."},
        {"\033[15~", "key F5."},
        {"\033[24~", "key F12."},
        {"\x03", "key Ctrl-C."},
        {"\x0c", "key Ctrl-L."},
        {"\x1a", "key Ctrl-Z."},
        {"\x13", "key Ctrl-S."},
        {"\x11", "key Ctrl-Q."},
        {"\x1c", "key Ctrl-\\."},
        {" ", "key Space."},
        {"\xe2\x82\xac", "key \xe2\x82\xac."},
        {"\033", "key Esc."},
        {"\xf0\x9f\x98\x80", "key \xf0\x9f\x98\x80."},
        {"\033[1;5A", "key Up."},
    };
    (void)state;
    struct pty *pty = start(24, 80);
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        (void)press(pty, keys[i].bytes);
        if (!pty_wait_row(pty, 1, keys[i].name))
            fail_msg("%s", keys[i].name);
        (void)press(pty, i % 2 == 0 ? "u" : "w"); /* so that the next is seen to be new */
        assert_true(pty_wait_row(pty, 1, i % 2 == 0 ? "key u." : "key w."));
    }
    quit(pty);
}

static void keys_typed_ahead_all_arrive(void **state)
{
    char many[400];
    (void)state;
    struct pty *pty = start(24, 80);
    memset(many, 'u', sizeof many);
    pty_send_bytes(pty, many, sizeof many);
    for (size_t i = 0; i < sizeof many; i++)
        (void)next_frame(pty);
    /* bytes that are no characters and sequences that nobody knows: swallowed whole, and nothing behind them is
     * lost */
    pty_send(pty, "\xff\xfe\xe2\x82xx\033[99;99;99~\033[?1;2c\xc3"
                  "uuuuuuuuuuuuuuuuv");
    assert_true(pty_wait_row(pty, 1, "key v."));
    for (size_t i = 0; i < 2 + 16 + 1; i++)
        (void)next_frame(pty);
    quit(pty);
}

static void the_mouse_is_off_unless_asked_for(void **state)
{
    struct pty_options options = {.term = "xterm-256color", .report = true};
    (void)state;
    struct pty *pty = start(24, 80);
    assert_false(pty_mouse(pty));
    quit(pty);
    pty = start_with(&options, "mouse", NULL);
    assert_true(pty_wait_row(pty, 0, "ready"));
    (void)next_frame(pty);
    assert_true(pty_mouse(pty));
    (void)press(pty, "\033[<0;11;6M");
    assert_true(pty_wait_row(pty, 1, "mouse 1 at 5,10"));
    (void)press(pty, "\033[<64;3;3M");
    assert_true(pty_wait_row(pty, 1, "mouse 4 at 2,2"));
    (void)press(pty, "\033[<65;3;3M");
    assert_true(pty_wait_row(pty, 1, "mouse 5 at 2,2"));
    quit(pty);
}

/* --- sizes --- */

static void it_follows_the_size(void **state)
{
    static const int sizes[][2] = {{50, 200}, {1, 1}, {24, 80}, {5, 20}, {1, 300}, {100, 2}, {70, 250}};
    char ready[32];
    (void)state;
    struct pty *pty = start(24, 80);
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        int rows = sizes[i][0], columns = sizes[i][1];
        pty_resize(pty, rows, columns);
        snprintf(ready, sizeof ready, "ready %dx%d", rows, columns);
        if (columns < 20)
            ready[columns > 1 ? columns - 1 : 0] = '\0'; /* what the narrow screen cuts */
        assert_true(next_frame(pty).shown);
        assert_true(pty_wait_row(pty, 0, ready));
    }
    pty_resize(pty, 24, 80);
    assert_true(pty_wait_row(pty, 0, "ready 24x80"));
    quit(pty);
}

/* --- leaving --- */

static void suspended_and_continued(void **state)
{
    (void)state;
    struct pty *pty = start(24, 80);
    for (int i = 0; i < 3; i++) {
        pty_send(pty, "z");
        assert_true(pty_wait_stop(pty));
        assert_restored(pty);
        pty_resize(pty, 30, 90 + i); /* while it slept */
        pty_signal(pty, SIGCONT);
        (void)next_frame(pty); /* for coming back */
        (void)next_frame(pty); /* for SIGWINCH, which waited */
        char ready[32];
        snprintf(ready, sizeof ready, "ready 30x%d", 90 + i);
        assert_true(pty_wait_row(pty, 0, ready));
        assert_true(pty_alternate(pty));
        (void)press(pty, "x");
        assert_true(pty_wait_row(pty, 1, "key x."));
    }
    quit(pty);
}

static void a_signal_ends_it_in_order(void **state)
{
    (void)state;
    struct pty *pty = start(24, 80);
    pty_signal(pty, SIGTERM);
    assert_status(pty, 0);
    assert_restored(pty);
    pty_free(pty);
}

static void a_crash_leaves_the_shell_usable(void **state)
{
    struct pty_options options = {.term = "xterm-256color", .report = true};
    int status;
    (void)state;
    struct pty *pty = start_with(&options, "mouse", NULL);
    assert_true(pty_wait_row(pty, 0, "ready"));
    (void)next_frame(pty);
    pty_send(pty, "X");
    assert_true(pty_wait_exit(pty, &status));
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
    assert_restored(pty);
    pty_free(pty);
}

static void a_stuck_terminal_cannot_hold_it(void **state)
{
    char line[128];
    int status;
    (void)state;
    struct pty *pty = start(50, 200);
    pty_send(pty, "F");
    assert_true(pty_report_stuck(pty, line, sizeof line));
    assert_string_equal(line, "stuck");
    pty_send(pty, "n"); /* it still takes keys, and draws nothing */
    assert_true(pty_report_stuck(pty, line, sizeof line));
    assert_string_equal(line, "frame 0 bytes 0 writes 0 frames 0");
    pty_signal(pty, SIGTERM);
    assert_true(pty_wait_exit_stuck(pty, &status));
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    pty_free(pty);
}

static void a_terminal_that_drains_shows_the_newest_state(void **state)
{
    char line[128];
    (void)state;
    struct pty *pty = start(50, 200);
    pty_send(pty, "F");
    assert_true(pty_report_stuck(pty, line, sizeof line));
    pty_send(pty, "n");
    assert_true(pty_report_stuck(pty, line, sizeof line));
    assert_true(pty_report(pty, line, sizeof line)); /* reading again */
    assert_string_equal(line, "flowing");
    (void)next_frame(pty);
    (void)press(pty, "x");
    assert_true(pty_wait_row(pty, 1, "key x."));
    assert_true(pty_wait_row(pty, 0, "ready 50x200"));
    assert_non_null(strstr(pty_row(pty, 3), " end"));
    char *drained = strdup(pty_screen(pty)); /* no byte was lost on the way: a full repaint shows the same */
    (void)press(pty, "p");
    (void)press(pty, "u");
    assert_true(pty_wait_row(pty, 1, "key u."));
    (void)press(pty, "x");
    assert_true(pty_wait_row(pty, 1, "key x."));
    assert_string_equal(pty_screen(pty), drained);
    free(drained);
    quit(pty);
}

static void a_dropped_line_is_noticed(void **state)
{
    struct pty_options options = {.term = "xterm-256color", .report = true, .ignore_hang_up = true};
    int status;
    (void)state;
    struct pty *pty = start_with(&options, NULL, NULL);
    assert_true(pty_wait_row(pty, 0, "ready"));
    pty_hang_up(pty);
    assert_true(pty_wait_exit(pty, &status));
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), STATUS_GONE);
    pty_free(pty);
}

/* --- which terminal --- */

static void known_terminals_work(void **state)
{
    static const char *const names[] = {"xterm-256color", "xterm", "tmux-256color", "screen-256color",
                                        "screen",         "linux", "vt100",         "rxvt"};
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        struct pty_options options = {.rows = 50, .columns = 200, .term = names[i], .report = true};
        struct pty *pty = start_with(&options, NULL, NULL);
        if (!pty_wait_row(pty, 0, "ready 50x200"))
            fail_msg("%s", names[i]);
        (void)next_frame(pty);
        struct frame nothing = press(pty, "n"), full = press(pty, "f"), one = press(pty, "1");
        printf("%-16s nothing %llu, one figure %llu, everything %llu\n", names[i], nothing.bytes, one.bytes,
               full.bytes);
        assert_int_equal(nothing.bytes, 0);
        assert_true(one.bytes > 0 && one.bytes <= 40);
        assert_int_equal(one.writes, 1);
        (void)press(pty, "\033[A");
        assert_true(pty_wait_row(pty, 1, "key Up."));
        (void)press(pty, "\033OB");
        assert_true(pty_wait_row(pty, 1, "key Down."));
        bool plain = strcmp(names[i], "linux") == 0;
        assert_true((strstr(pty_row(pty, 3), "\xe2\x94\xac") == NULL) == plain);
        assert_true(pty_cell(pty, 5, 15).coloured == (strcmp(names[i], "vt100") != 0));
        pty_send(pty, "q");
        assert_status(pty, 0);
        struct termios settings;
        pty_settings(pty, &settings);
        assert_true((settings.c_lflag & ICANON) != 0);
        pty_free(pty);
    }
}

static void unknown_kinds_of_known_families_are_taken_for_xterm(void **state)
{
    static const char *const names[] = {"xterm-gputape", "foot-gputape", "tmux-gputape", "alacritty-gputape"};
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        struct pty_options options = {.term = names[i], .columns = 120, .report = true};
        struct pty *pty = start_with(&options, NULL, NULL);
        assert_true(pty_wait_row(pty, 0, "ready"));
        assert_true(pty_wait_row(pty, 2, names[i])); /* the note says so */
        quit(pty);
    }
}

static void what_cannot_work_is_told(void **state)
{
    static const struct {
        const char *term, *expected;
    } rows[] = {{NULL, "TERM is not set"},
                {"", "TERM is not set"},
                {"dumb", "cannot place the cursor"},
                {"gputape-unknown", "is not known on this machine"},
                {"../../etc/passwd", "is not known"}};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct pty_options options = {.term = rows[i].term, .columns = 120};
        struct pty *pty = start_with(&options, NULL, NULL);
        assert_status(pty, 2);
        if (strstr(pty_screen(pty), rows[i].expected) == NULL)
            fail_msg("%s", pty_screen(pty));
        assert_restored(pty);
        pty_free(pty);
    }
}

static void no_terminal_is_told(void **state)
{
    static const char *const redirections[] = {"< /dev/null", "> /dev/null", "| cat"};
    (void)state;
    for (size_t i = 0; i < 3; i++) {
        char command[700];
        struct pty_options options = {.term = "xterm-256color", .columns = 160};
        snprintf(command, sizeof command, "%s %s; echo ended", driver_path, redirections[i]);
        const char *argv[] = {"/bin/sh", "-c", command, NULL};
        struct pty *pty = pty_start(&options, argv);
        assert_true(pty_wait_text(pty, "ended"));
        assert_non_null(strstr(pty_screen(pty), "this is no terminal"));
        pty_free(pty);
    }
}

static void colours_and_glyphs_can_be_refused(void **state)
{
    static const char *const no_color[] = {"NO_COLOR=1", NULL}, *const no_utf8[] = {"LC_ALL=C", NULL};
    struct pty_options options = {.term = "xterm-256color", .report = true};
    static const struct {
        const char *const *environment;
        const char *argument;
        bool coloured, ascii;
    } rows[] = {
        {NULL, NULL, true, false},     {no_color, NULL, false, false}, {no_color, "always", true, false},
        {NULL, "never", false, false}, {NULL, "ascii", true, true},    {no_utf8, NULL, true, true},
        {no_utf8, "utf8", true, true},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        options.environment = rows[i].environment;
        struct pty *pty = start_with(&options, rows[i].argument, NULL);
        assert_true(pty_wait_row(pty, 0, "ready"));
        (void)next_frame(pty);
        (void)press(pty, "1");
        assert_true(pty_wait_row(pty, 5, "%"));
        assert_int_equal(pty_cell(pty, 5, 15).coloured, rows[i].coloured);
        if (!rows[i].coloured)
            assert_true(pty_cell(pty, 0, 0).bold || pty_cell(pty, 5, 15).bold ||
                        pty_cell(pty, 5, 15).text[0] != ' ');
        assert_true((strstr(pty_row(pty, 3), "\xe2\x94\xac") == NULL) == rows[i].ascii);
        quit(pty);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_canvas_is_on_the_screen),
        cmocka_unit_test(disputed_widths_shift_nothing),
        cmocka_unit_test(the_cursor_shows_where_it_is_wanted),
        cmocka_unit_test(bell_and_clipboard_pass),
        cmocka_unit_test(a_flash_reverses_the_screen_and_back),
        cmocka_unit_test(frames_keep_to_their_budget),
        cmocka_unit_test(differences_add_up_to_the_whole),
        cmocka_unit_test(every_key_arrives),
        cmocka_unit_test(keys_typed_ahead_all_arrive),
        cmocka_unit_test(the_mouse_is_off_unless_asked_for),
        cmocka_unit_test(it_follows_the_size),
        cmocka_unit_test(suspended_and_continued),
        cmocka_unit_test(a_signal_ends_it_in_order),
        cmocka_unit_test(a_crash_leaves_the_shell_usable),
        cmocka_unit_test(a_stuck_terminal_cannot_hold_it),
        cmocka_unit_test(a_terminal_that_drains_shows_the_newest_state),
        cmocka_unit_test(a_dropped_line_is_noticed),
        cmocka_unit_test(known_terminals_work),
        cmocka_unit_test(unknown_kinds_of_known_families_are_taken_for_xterm),
        cmocka_unit_test(what_cannot_work_is_told),
        cmocka_unit_test(no_terminal_is_told),
        cmocka_unit_test(colours_and_glyphs_can_be_refused),
    };
    const char *build = getenv("GPUTAPE_BUILD_FOLDER");
    snprintf(driver_path, sizeof driver_path, "%s/tests/terminal/term_driver", build != NULL ? build : ".");
    return cmocka_run_group_tests(tests, NULL, NULL);
}
