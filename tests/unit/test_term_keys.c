/* SPDX-License-Identifier: MIT
 * A terminal's bytes as keys: whole, in pieces, and garbage. */
#include "config.h"

#include "keys.h"

#include "base/key.h"
#include "base/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static const struct {
    const char *bytes;
    uint32_t key;
} whole[] = {
    {"a", 'a'},
    {"\r", KEYS_ENTER},
    {"\n", KEYS_ENTER},
    {"\t", KEYS_TAB},
    {"\x7f", KEYS_BACKSPACE},
    {"\b", KEYS_BACKSPACE},
    {"\x0c", 12},
    {"\033[A", KEYS_UP},
    {"\033OA", KEYS_UP},
    {"\033[1;5B", KEYS_DOWN},
    {"\033[Z", KEYS_BACK_TAB},
    {"\033[1~", KEYS_HOME},
    {"\033[7~", KEYS_HOME},
    {"\033[3;5~", KEYS_DELETE},
    {"\033[24~", KEYS_F12},
    {"\033[15~", KEYS_F1 + 4},
    {"\033[[E", KEYS_F1 + 4},
    {"\033OS", KEYS_F1 + 3},
    {"\033Op", '0'},
    {"\033OM", KEYS_ENTER},
    {"\033[200~", KEYS_NONE},
    {"\033[?1;2c", KEYS_NONE},
    {"\033[I", KEYS_NONE},
    {"\xc3\xa9", 0xe9},
    {"\xe2\x82\xac", 0x20ac},
    {"\xf0\x9f\x98\x80", 0x1f600},
    {"\xc2\x9b", KEYS_NONE},     /* a C1 control */
    {"\xe2\x80\xae", KEYS_NONE}, /* right-to-left override */
};

static void whole_keys_are_decoded(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof whole / sizeof whole[0]; i++) {
        struct term_key key;
        size_t length = strlen(whole[i].bytes), used = keys_decode(whole[i].bytes, length, false, &key);
        if (used != length || key.key != whole[i].key)
            fail_msg("row %zu: %zu of %zu bytes, key %x", i, used, length, (unsigned)key.key);
        assert_int_equal(key.mouse_button, 0);
    }
}

/* Whatever follows belongs to the next key. */
static void keys_end_where_they_end(void **state)
{
    char both[32];
    (void)state;
    for (size_t i = 0; i < sizeof whole / sizeof whole[0]; i++)
        for (size_t j = 0; j < sizeof whole / sizeof whole[0]; j++) {
            struct term_key key;
            snprintf(both, sizeof both, "%s%s", whole[i].bytes, whole[j].bytes);
            assert_int_equal(keys_decode(both, strlen(both), false, &key), strlen(whole[i].bytes));
            assert_int_equal(key.key, whole[i].key);
        }
}

/* A part asks for more, at every cut; and is never mistaken for keys when no more comes. */
static void parts_wait_for_the_rest(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof whole / sizeof whole[0]; i++)
        for (size_t length = 1; length < strlen(whole[i].bytes); length++) {
            struct term_key key;
            assert_int_equal(keys_decode(whole[i].bytes, length, false, &key), 0);
            size_t used = keys_decode(whole[i].bytes, length, true, &key);
            assert_true(used > 0 && used <= length);
            assert_true(key.key == KEYS_NONE || (key.key == KEYS_ESCAPE && length < 3));
        }
}

static void escape_alone_is_escape(void **state)
{
    struct term_key key;
    (void)state;
    assert_int_equal(keys_decode("\033", 1, false, &key), 0);
    assert_int_equal(keys_decode("\033", 1, true, &key), 1);
    assert_int_equal(key.key, KEYS_ESCAPE);
    assert_int_equal(keys_decode("\033x", 2, false, &key), 1); /* Alt-x, or both */
    assert_int_equal(key.key, KEYS_ESCAPE);
    assert_int_equal(keys_decode("\033\033[A", 4, false, &key), 1);
    assert_int_equal(key.key, KEYS_ESCAPE);
}

static void the_mouse_is_read_in_both_kinds(void **state)
{
    static const struct {
        const char *bytes;
        int button, row, column;
    } rows[] = {
        {"\033[<0;11;6M", 1, 5, 10},
        {"\033[<64;1;1M", 4, 0, 0},
        {"\033[<65;300;70M", 5, 69, 299},
        {"\033[<0;11;6m", 0, 0, 0}, /* released */
        {"\033[<2;11;6M", 0, 0, 0},
        {"\033[<0;0;6M", 0, 0, 0}, /* no such column */
        {"\033[<0;99999999999;6M", 0, 0, 0},
        {"\033[<0;1M", 0, 0, 0},
        {"\033[M +&", 1, 5, 10},
        {"\033[M`!!", 4, 0, 0},
        {"\033[M#+&", 0, 0, 0},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct term_key key;
        assert_int_equal(keys_decode(rows[i].bytes, strlen(rows[i].bytes), false, &key), strlen(rows[i].bytes));
        assert_int_equal(key.mouse_button, rows[i].button);
        assert_int_equal(key.mouse_row, rows[i].row);
        assert_int_equal(key.mouse_column, rows[i].column);
        assert_int_equal(key.key, KEYS_NONE);
    }
}

static void garbage_always_moves_on(void **state)
{
    char bytes[80];
    unsigned seed = 31;
    (void)state;
    for (int round = 0; round < 100000; round++) {
        seed = seed * 1103515245U + 12345U;
        size_t length = 1 + (seed >> 16) % sizeof bytes;
        for (size_t i = 0; i < length; i++) {
            seed = seed * 1103515245U + 12345U;
            unsigned value = seed >> 16;
            bytes[i] = value % 3 == 0 ? "\033[O;<M~0123\xc3\xe2\x82"[value / 3 % 14] : (char)(value / 3);
        }
        for (size_t at = 0; at < length;) {
            struct term_key key;
            size_t used = keys_decode(bytes + at, length - at, true, &key);
            assert_true(used > 0 && used <= length - at);
            assert_true(key.key < KEYS_LAST &&
                        (key.key < 0x80 || key.key >= KEYS_FIRST || text_columns(key.key) > 0));
            at += used;
        }
    }
    memset(bytes, ';', sizeof bytes);
    memcpy(bytes, "\033[", 2);
    struct term_key key;
    assert_true(keys_decode(bytes, sizeof bytes, false, &key) > 0); /* no sequence is that long */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(whole_keys_are_decoded),          cmocka_unit_test(keys_end_where_they_end),
        cmocka_unit_test(parts_wait_for_the_rest),         cmocka_unit_test(escape_alone_is_escape),
        cmocka_unit_test(the_mouse_is_read_in_both_kinds), cmocka_unit_test(garbage_always_moves_on),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
