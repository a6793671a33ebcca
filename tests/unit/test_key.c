/* SPDX-License-Identifier: MIT
 * Keys and their names. */
#include "config.h"

#include "base/key.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static void names_are_understood(void **state)
{
    static const struct {
        const char *name;
        uint32_t key;
    } rows[] = {
        {"x", 'x'},
        {"X", 'X'},
        {"Esc", KEYS_ESCAPE},
        {"escape", KEYS_ESCAPE},
        {"Enter", '\r'},
        {"tab", '\t'},
        {"S-Tab", KEYS_BACK_TAB},
        {"space", ' '},
        {"Ctrl-L", 12},
        {"ctrl-l", 12},
        {"^X", 24},
        {"^", '^'},
        {"PgUp", KEYS_PAGE_UP},
        {"F1", KEYS_F1},
        {"f12", KEYS_F12},
        {"F13", KEYS_NONE},
        {"F0", KEYS_NONE},
        {"", KEYS_NONE},
        {"Ctrl-", KEYS_NONE},
        {"Ctrl-xx", KEYS_NONE},
        {"nonsense", KEYS_NONE},
        {"\x1b", KEYS_NONE},
        {"\xe2\x82\xac", 0x20ac},
        {"Backspace", 0x7f},
        {"Ctrl-\xc3\xa9", KEYS_NONE},
        {"\x7f", KEYS_NONE},
        {"\xc2\x9b", KEYS_NONE},
        {"-", '-'},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (key_parse(rows[i].name) != rows[i].key)
            fail_msg("%s", rows[i].name);
}

static void every_name_leads_back_to_its_key(void **state)
{
    char name[16];
    (void)state;
    for (uint32_t key = 1; key < KEYS_LAST; key++) {
        if (key > 0x3000 && key < KEYS_FIRST)
            continue;
        key_label(key, name, sizeof name);
        if (name[0] != '\0' && key_parse(name) != key)
            fail_msg("key %x is named %s", (unsigned)key, name);
        for (const char *at = name; *at != '\0'; at++)
            assert_true((unsigned char)*at >= ' ' && *at != 0x7f);
    }
    key_label(KEYS_NONE, name, sizeof name);
    assert_string_equal(name, "");
    key_label(0x9b, name, sizeof name); /* a control character of terminals must not be printed */
    assert_string_equal(name, "");
    key_label(KEYS_PAGE_UP, name, sizeof name);
    assert_string_equal(name, "PgUp");
    key_label(12, name, sizeof name);
    assert_string_equal(name, "Ctrl-L");
}

static void a_short_room_is_respected(void **state)
{
    char name[4];
    (void)state;
    key_label(KEYS_BACKSPACE, name, sizeof name);
    assert_string_equal(name, "Bac");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_understood),
        cmocka_unit_test(every_name_leads_back_to_its_key),
        cmocka_unit_test(a_short_room_is_respected),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
