/* SPDX-License-Identifier: MIT
 * A growable run of bytes with a cap. */
#include "config.h"

#include "base/buffer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void an_empty_buffer_is_an_empty_text(void **state)
{
    struct buffer buffer;
    (void)state;
    buffer_init(&buffer, 10);
    assert_string_equal(buffer_text(&buffer), "");
    buffer_empty(&buffer);
    buffer_clear(&buffer);
    assert_int_equal(buffer.limit, 10);
}

static void bytes_are_appended_up_to_the_limit(void **state)
{
    struct buffer buffer;
    (void)state;
    buffer_init(&buffer, 1000);
    for (int i = 0; i < 100; i++)
        assert_true(buffer_append(&buffer, "0123456789", 10));
    assert_false(buffer_append(&buffer, "x", 1));
    assert_int_equal(buffer.length, 1000);
    assert_int_equal(strlen(buffer_text(&buffer)), 1000);
    assert_true(buffer_append(&buffer, "", 0));
    buffer_clear(&buffer);
}

static void what_does_not_fit_leaves_no_trace(void **state)
{
    struct buffer buffer;
    (void)state;
    buffer_init(&buffer, 8);
    assert_true(buffer_append_text(&buffer, "abcd"));
    assert_false(buffer_append_text(&buffer, "efghi"));
    assert_false(buffer_printf(&buffer, "%s", "efghi"));
    assert_false(buffer_append(&buffer, "x", SIZE_MAX));
    assert_string_equal(buffer_text(&buffer), "abcd");
    assert_true(buffer_printf(&buffer, "%d%s", 12, "34"));
    assert_string_equal(buffer_text(&buffer), "abcd1234");
    buffer_empty(&buffer);
    assert_string_equal(buffer_text(&buffer), "");
    assert_true(buffer_append(&buffer, "a\0b", 3));
    assert_int_equal(buffer.length, 3);
    buffer_clear(&buffer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_empty_buffer_is_an_empty_text),
        cmocka_unit_test(bytes_are_appended_up_to_the_limit),
        cmocka_unit_test(what_does_not_fit_leaves_no_trace),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
