/* SPDX-License-Identifier: MIT
 * Runs told once: what is repeated, what must not be touched. */
#include "config.h"

#include "repeat.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define LIMIT 4096
#define EDGE  "\xe2\x94\x80"
#define WIDE  "\xe5\x8f\xb0"
#define MARK  "\xcc\x82"

static void expect(const char *bytes, const char *shorter)
{
    struct buffer out;
    buffer_init(&out, LIMIT);
    repeat_pass(bytes, strlen(bytes), &out);
    assert_string_equal(buffer_text(&out), shorter);
    buffer_clear(&out);
}

static void a_run_is_told_once(void **state)
{
    (void)state;
    expect(EDGE EDGE EDGE EDGE "x", EDGE "\033[3bx");
    expect("aaaaaaaaaaaa", "a\033[11b");
    expect("x      y", "x \033[5by");
}

static void a_run_that_would_not_be_shorter_stays(void **state)
{
    (void)state;
    expect(EDGE EDGE, EDGE EDGE);
    expect("aaaaa", "aaaaa");
    expect("", "");
}

static void sequences_are_no_text(void **state)
{
    (void)state;
    expect("\033[1111111111;2H0000000", "\033[1111111111;2H0\033[6b");
    expect("\033(BBBBBBBB", "\033(BB\033[6b");
    expect("\033[0000000000", "\033[0000000000");
    expect("\r\n\n\n\n\n\n\n", "\r\n\n\n\n\n\n\n");
}

static void a_sequence_ends_a_run(void **state)
{
    (void)state;
    expect(EDGE EDGE "\033[m" EDGE EDGE, EDGE EDGE "\033[m" EDGE EDGE);
}

static void what_takes_other_than_one_column_is_left_alone(void **state)
{
    (void)state;
    expect(WIDE WIDE WIDE WIDE, WIDE WIDE WIDE WIDE);
    expect("a" MARK MARK MARK MARK MARK, "a" MARK MARK MARK MARK MARK);
    expect(EDGE EDGE EDGE EDGE MARK, EDGE "\033[3b" MARK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_run_is_told_once),
        cmocka_unit_test(a_run_that_would_not_be_shorter_stays),
        cmocka_unit_test(sequences_are_no_text),
        cmocka_unit_test(a_sequence_ends_a_run),
        cmocka_unit_test(what_takes_other_than_one_column_is_left_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
