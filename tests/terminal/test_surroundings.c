/* SPDX-License-Identifier: MIT
 * gputape in surroundings that are not as one would wish: terminals, locales, configurations, folders, networks. */
#include "config.h"

#include "world.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

/* --- terminals --- */

static const char *const good_terms[] = {"xterm-256color", "tmux-256color", "screen", "linux", "vt100"};

static void test_terminals_that_will_do(void **state)
{
    for (size_t i = 0; i < sizeof good_terms / sizeof good_terms[0]; i++) {
        struct start start = {.arguments = {"--demo"}, .term = good_terms[i], .rows = 24, .columns = 80};
        struct pty *pty = world_start(*state, &start);
        expect_text(pty, "Yahoo quotes");
        assert_true(shows(pty, "DEMO"));
        expect_alive(pty);
        pty_send(pty, "q");
        expect_end(*state, pty, 0);
    }
}

static void test_terminals_that_will_not_do(void **state)
{
    static const struct {
        const char *term, *sentence;
    } cases[] = {
        {"dumb", "cannot place the cursor"},
        {"", "TERM is not set"},
        {"nonsense", "TERM=nonsense is not known"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct start start = {.arguments = {"--demo"}, .term = cases[i].term, .rows = 24, .columns = 160};
        struct pty *pty = world_start(*state, &start);
        expect_end(*state, pty, 2);
        assert_true(shows(pty, cases[i].sentence));
        assert_int_equal(count_bytes(pty, "\033"), 0);
    }
}

static void test_a_family_that_is_known(void **state)
{
    struct start start = {.arguments = {"--demo"}, .term = "xterm-nonsense", .rows = 24, .columns = 120};
    struct pty *pty = world_start(*state, &start);
    expect_text(pty, "taken for xterm-256color");
    expect_text(pty, "Yahoo quotes");
    pty_send(pty, "q");
    expect_end(*state, pty, 0);
    expect_left_screen(pty);
}

static void assert_plain_bytes(struct pty *pty)
{
    size_t length;
    const char *bytes = pty_log(pty, &length);
    for (size_t i = 0; i < length; i++)
        if ((unsigned char)bytes[i] >= 0x80)
            fail_msg("byte %02x in \"%.40s\"", (unsigned char)bytes[i], bytes + i);
}

static void test_a_locale_without_utf8_gets_ascii(void **state)
{
    struct start start = {.arguments = {"--demo"}, .variables = {"LC_ALL=C"}, .rows = 45, .columns = 160};
    struct pty *pty = world_start(*state, &start);
    expect_text(pty, "Yahoo quotes");
    pty_send(pty, "?");
    expect_text(pty, "Esc closes");
    expect_alive(pty);
    assert_plain_bytes(pty);
    pty_send(pty, "\033q");
    expect_end(*state, pty, 0);
    assert_plain_bytes(pty);
}

static void test_the_linux_console_gets_ascii(void **state)
{
    struct start start = {.arguments = {"--demo"}, .term = "linux", .rows = 45, .columns = 160};
    struct pty *pty = world_start(*state, &start);
    expect_text(pty, "Yahoo quotes");
    expect_alive(pty);
    assert_plain_bytes(pty);
}

/* Parameters of SGR that are colours: 30-49 and 90-107; "39" and "49" need a colour before them to mean something.
 */
static size_t count_colours(struct pty *pty)
{
    size_t length, count = 0;
    const char *bytes = pty_log(pty, &length);
    for (size_t i = 0; i + 2 < length; i++) {
        size_t end = i + 2;
        if (bytes[i] != '\033' || bytes[i + 1] != '[')
            continue;
        while (end < length && (bytes[end] == ';' || (bytes[end] >= '0' && bytes[end] <= '9')))
            end++;
        if (end == length || bytes[end] != 'm')
            continue;
        for (size_t at = i + 2, value = 0; at <= end; at++) {
            if (bytes[at] >= '0' && bytes[at] <= '9') {
                value = value * 10 + (size_t)(bytes[at] - '0');
                continue;
            }
            count += (value >= 30 && value <= 49) || (value >= 90 && value <= 107);
            value = 0;
        }
    }
    return count;
}

static void test_no_color(void **state)
{
    struct start start = {.arguments = {"--demo"}, .rows = 45, .columns = 160};
    struct pty *pty = world_start(*state, &start);
    expect_text(pty, "Yahoo quotes");
    expect_alive(pty);
    assert_true(count_colours(pty) > 0);
    start.variables[0] = "NO_COLOR=1";
    pty = world_start(*state, &start);
    expect_text(pty, "Yahoo quotes");
    expect_alive(pty);
    pty_send(pty, "q");
    expect_end(*state, pty, 0);
    assert_int_equal(count_colours(pty), 0);
}

/* --- no terminal, wrong words --- */

static void test_refusals_are_sentences(void **state)
{
    static const struct {
        const char *arguments[4];
        const char *sentence;
    } cases[] = {
        {{"--demo", NULL}, "this is no terminal; for scripts there is: gputape --print"},
        {{"--frobnicate", NULL}, "unknown option --frobnicate"},
        {{"--demo", "--config", "/nonexistent/gputape.conf", NULL}, "/nonexistent/gputape.conf: cannot be read"},
        {{"--demo", "--config", "/", NULL}, "cannot be read"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct start start = {.rows = 24, .columns = 80};
        struct outcome outcome;
        memcpy(start.arguments, cases[i].arguments, sizeof cases[i].arguments);
        world_run(*state, &start, &outcome);
        assert_int_equal(outcome.status, 2);
        if (strstr(outcome.text, cases[i].sentence) == NULL)
            fail_msg("%s", outcome.text);
        assert_null(strchr(outcome.text, '\033'));
    }
}

/* --- configurations --- */

static void test_a_wrong_config_that_was_named_is_refused(void **state)
{
    const struct world *world = *state;
    char path[64];
    struct outcome outcome;
    world_write(world, "wrong.conf", "[screen]\ntheem = dark\n");
    snprintf(path, sizeof path, "%s/wrong.conf", world->home);
    struct start start = {.arguments = {"--demo", "--config", path}};
    world_run(world, &start, &outcome);
    assert_int_equal(outcome.status, 2);
    assert_non_null(strstr(outcome.text, "wrong.conf:2: "));
    assert_non_null(strstr(outcome.text, "did you mean \"theme\"?"));
}

static void test_a_wrong_config_in_its_place_is_told_on_the_screen(void **state)
{
    struct start start = {.arguments = {"--demo"}, .rows = 24, .columns = 160};
    world_write(*state, "config/gputape/gputape.conf", "[screen]\ntheem = dark\n");
    struct pty *pty = world_start(*state, &start);
    expect_text(pty, "DEMO");
    expect_text(pty, "gputape.conf:2: ");
    expect_text(pty, "Yahoo quotes");
    pty_send(pty, "q");
    expect_end(*state, pty, 0);
}

/* --- folders --- */

static void test_a_cache_that_cannot_be_written_is_told(void **state)
{
    struct start start = {.arguments = {"--demo"}, .rows = 45, .columns = 160};
    world_write(*state, "cache", "a file where a folder should be\n");
    struct pty *pty = world_start(*state, &start);
    expect_text(pty, "kept in memory");
    expect_text(pty, "Yahoo quotes");
    pty_send(pty, "q");
    expect_end(*state, pty, 0);
}

/* --- networks --- */

static void test_offline_with_nothing_stored_says_so(void **state)
{
    struct start start = {.arguments = {"--offline"}, .rows = 45, .columns = 160};
    struct pty *pty = world_start(*state, &start);
    expect_text(pty, "OFFLINE");
    expect_text(pty, "nothing is stored, and --offline asks nobody");
    expect_no_text(pty, "loading");
    pty_send(pty, "q");
    expect_end(*state, pty, 0);
}

static void test_the_second_start_shows_the_last_rows_without_a_network(void **state)
{
    struct start start = {.rows = 45, .columns = 160};
    world_simulator(*state);
    struct pty *pty = world_start(*state, &start);
    expect_text(pty, "Yahoo quotes");
    expect_text(pty, "H100 SXM");
    assert_false(shows(pty, "DEMO"));
    pty_send(pty, "q");
    expect_end(*state, pty, 0);

    world_stop_simulator(*state);
    pty = world_start(*state, &start);
    expect_repaint(pty, 0); /* the first frame stands before any request */
    assert_true(shows(pty, "▸CRWV"));
    assert_true(shows(pty, "H100 SXM"));
    assert_false(shows(pty, "loading quotes"));
    pty_send(pty, "R");
    expect_text(pty, "next try"); /* the failure, and what comes */
    assert_true(shows(pty, "▸CRWV"));
    assert_true(shows(pty, "H100 SXM"));
    expect_text(pty, "× offline");
    pty_send(pty, "q");
    expect_end(*state, pty, 0);
}

static void test_two_at_once_on_one_store(void **state)
{
    struct start start = {.rows = 45, .columns = 160};
    world_simulator(*state);
    struct pty *first = world_start(*state, &start);
    struct pty *second = world_start_second(*state, &start);
    expect_text(first, "Yahoo quotes");
    expect_text(second, "Yahoo quotes");
    expect_text(first, "H100 SXM");
    expect_text(second, "H100 SXM");
    assert_false(shows(first, "in memory") || shows(second, "in memory"));
    pty_send(first, "R");
    pty_send(second, "R");
    expect_alive(first);
    expect_alive(second);
    pty_send(first, "q");
    expect_end(*state, first, 0);
    expect_alive(second);
    pty_send(second, "q");
    expect_end(*state, second, 0);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, world_setup, world_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_terminals_that_will_do),
        TEST(test_terminals_that_will_not_do),
        TEST(test_a_family_that_is_known),
        TEST(test_a_locale_without_utf8_gets_ascii),
        TEST(test_the_linux_console_gets_ascii),
        TEST(test_no_color),
        TEST(test_refusals_are_sentences),
        TEST(test_a_wrong_config_that_was_named_is_refused),
        TEST(test_a_wrong_config_in_its_place_is_told_on_the_screen),
        TEST(test_a_cache_that_cannot_be_written_is_told),
        TEST(test_offline_with_nothing_stored_says_so),
        TEST(test_the_second_start_shows_the_last_rows_without_a_network),
        TEST(test_two_at_once_on_one_store),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
