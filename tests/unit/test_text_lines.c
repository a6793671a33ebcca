/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "base/text_lines.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static void lines_come_without_their_ends(void **state)
{
    static const char text[] = "one\r\n\ntwo\r\rx\nthree";
    static const char *const expected[] = {"one", "", "two\r\rx", "three"};
    struct text_lines lines = text_lines_begin(text, strlen(text));
    char line[20];
    (void)state;
    for (unsigned i = 0; i < sizeof expected / sizeof expected[0]; i++) {
        assert_true(text_lines_next(&lines, line, sizeof line));
        assert_string_equal(line, expected[i]);
        assert_int_equal(lines.number, i + 1);
        assert_false(lines.unfit);
    }
    assert_false(text_lines_next(&lines, line, sizeof line));
    assert_int_equal(lines.number, 4);
}

static void an_end_makes_no_line_behind_it(void **state)
{
    struct text_lines lines = text_lines_begin("a\n", 2), none = text_lines_begin("", 0);
    char line[4];
    (void)state;
    assert_true(text_lines_next(&lines, line, sizeof line));
    assert_false(text_lines_next(&lines, line, sizeof line));
    assert_false(text_lines_next(&none, line, sizeof line));
}

static void a_spreadsheets_mark_is_no_text(void **state)
{
    static const char text[] = "\xef\xbb\xbf"
                               "a\n\xef\xbb\xbf";
    struct text_lines lines = text_lines_begin(text, strlen(text)), cut = text_lines_begin(text, 2);
    char line[8];
    (void)state;
    assert_true(text_lines_next(&lines, line, sizeof line));
    assert_string_equal(line, "a");
    assert_true(text_lines_next(&lines, line, sizeof line)); /* elsewhere it is */
    assert_string_equal(line, "\xef\xbb\xbf");
    assert_true(text_lines_next(&cut, line, sizeof line));
    assert_string_equal(line, "\xef\xbb");
}

static void what_does_not_fit_is_told_and_passed_over(void **state)
{
    static const char text[] = "1234\n123\na\0b\nlast";
    struct text_lines lines = text_lines_begin(text, sizeof text - 1);
    char line[4] = "old";
    (void)state;
    assert_true(text_lines_next(&lines, line, sizeof line));
    assert_true(lines.unfit);
    assert_string_equal(line, "");
    assert_true(text_lines_next(&lines, line, sizeof line));
    assert_false(lines.unfit);
    assert_string_equal(line, "123");
    assert_true(text_lines_next(&lines, line, sizeof line));
    assert_true(lines.unfit);
    assert_string_equal(line, "");
    assert_true(text_lines_next(&lines, line, sizeof line));
    assert_true(lines.unfit); /* no room for the end of it */
    assert_int_equal(lines.number, 4);
    assert_false(text_lines_next(&lines, line, sizeof line));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_come_without_their_ends),
        cmocka_unit_test(an_end_makes_no_line_behind_it),
        cmocka_unit_test(a_spreadsheets_mark_is_no_text),
        cmocka_unit_test(what_does_not_fit_is_told_and_passed_over),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
