/* SPDX-License-Identifier: MIT
 * Errors as values. */
#include "config.h"

#include "base/error.h"

#include "base/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void an_error_is_set_and_false(void **state)
{
    struct error err = {0};
    (void)state;
    assert_false(error_set(&err, ERROR_TIMEOUT, "no answer in %d s", 10));
    assert_int_equal(err.code, ERROR_TIMEOUT);
    assert_string_equal(err.message, "no answer in 10 s");
    assert_false(error_set(NULL, ERROR_TIMEOUT, "nobody listens"));
    error_clear(&err);
    assert_int_equal(err.code, ERROR_NONE);
    assert_string_equal(err.message, "");
    error_clear(NULL);
}

static void a_prefix_keeps_code_and_message(void **state)
{
    struct error err = {0};
    (void)state;
    error_set(&err, ERROR_STORE, "disk full");
    assert_false(error_prefix(&err, "cache.db"));
    assert_int_equal(err.code, ERROR_STORE);
    assert_string_equal(err.message, "cache.db: disk full");
    assert_false(error_prefix(NULL, "nobody"));
    error_set(&err, ERROR_STORE, "twice: %s", err.message); /* its own message as an argument */
    assert_string_equal(err.message, "twice: cache.db: disk full");
}

/* At every length, so that the cut meets each byte of a character. */
static void long_messages_are_cut_between_characters(void **state)
{
    static const char *const characters[] = {"x", "\xc3\xa9", "\xe2\x82\xac", "\xf0\x9f\x98\x80"};
    (void)state;
    for (size_t kind = 0; kind < 4; kind++)
        for (size_t start = 0; start < 8; start++) {
            struct error err;
            char text[800] = "";
            size_t used = start;
            memset(text, 'a', start);
            while (used + 5 < sizeof text) {
                memcpy(text + used, characters[kind], strlen(characters[kind]) + 1);
                used += strlen(characters[kind]);
            }
            error_set(&err, ERROR_FORMAT, "%s", text);
            char clean[sizeof err.message];
            size_t length = text_clean(clean, sizeof clean, err.message, strlen(err.message));
            assert_string_equal(clean, err.message); /* nothing of it is a broken character */
            assert_true(length > sizeof err.message - 6);
        }
}

static void every_code_has_its_own_word(void **state)
{
    (void)state;
    for (int i = ERROR_NONE; i <= ERROR_CANCELLED; i++)
        for (int j = ERROR_NONE; j < i; j++)
            assert_string_not_equal(error_word((enum error_code)i), error_word((enum error_code)j));
    assert_string_equal(error_word((enum error_code)999), "unknown");
    assert_string_equal(error_word((enum error_code) - 1), "unknown");
}

static void what_a_message_cites_is_made_safe(void **state)
{
    struct error err = {0};
    (void)state;
    error_set(&err, ERROR_INVALID, "what is \"%s\" for?", "a\033[2Jb\n\xe2\x80\xae\xff");
    assert_string_equal(err.message, "what is \"a [2Jb \xef\xbf\xbd\" for?");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_a_message_cites_is_made_safe),
        cmocka_unit_test(an_error_is_set_and_false),
        cmocka_unit_test(a_prefix_keeps_code_and_message),
        cmocka_unit_test(long_messages_are_cut_between_characters),
        cmocka_unit_test(every_code_has_its_own_word),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
