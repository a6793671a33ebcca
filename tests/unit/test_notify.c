/* SPDX-License-Identifier: MIT
 * Notes for the desktop and the window's title. */
#include "config.h"

#include "notify.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void expect(enum term_notice notice, const char *text, bool tmux, const char *bytes)
{
    char got[1200];
    size_t length = notify_bytes(notice, text, tmux, got, sizeof got);
    assert_int_equal(length, strlen(bytes));
    assert_string_equal(got, bytes);
}

static void each_way_has_its_sequence(void **state)
{
    (void)state;
    expect(TERM_NOTICE_OSC9, "CRWV > 150", false, "\033]9;CRWV > 150\a");
    expect(TERM_NOTICE_OSC777, "CRWV > 150", false, "\033]777;notify;gputape;CRWV > 150\a");
    expect(TERM_NOTICE_TITLE, "(!) gputape", false, "\033]2;(!) gputape\a");
}

static void tmux_is_asked_to_hand_it_on(void **state)
{
    (void)state;
    expect(TERM_NOTICE_OSC9, "hi", true, "\033Ptmux;\033\033]9;hi\a\033\\");
    expect(TERM_NOTICE_TITLE, "hi", true, "\033]2;hi\a");
}

static void nothing_in_a_text_ends_or_divides_the_sequence(void **state)
{
    (void)state;
    expect(TERM_NOTICE_OSC777, "a;b\a\033]c\177", false, "\033]777;notify;gputape;a,b]c\a");
}

static void what_does_not_fit_is_not_sent(void **state)
{
    char small[8], text[2000];
    (void)state;
    assert_int_equal(notify_bytes(TERM_NOTICE_OSC9, "CRWV > 150", false, small, sizeof small), 0);
    assert_int_equal(notify_bytes(TERM_NOTICE_OSC9, "hi", true, small, sizeof small), 0);
    memset(text, 'x', sizeof text);
    text[sizeof text - 1] = '\0';
    char large[1200];
    assert_true(notify_bytes(TERM_NOTICE_OSC9, text, true, large, sizeof large) < 400);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_way_has_its_sequence),
        cmocka_unit_test(tmux_is_asked_to_hand_it_on),
        cmocka_unit_test(nothing_in_a_text_ends_or_divides_the_sequence),
        cmocka_unit_test(what_does_not_fit_is_not_sent),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
