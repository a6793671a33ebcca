/* SPDX-License-Identifier: MIT
 * The action table is sound, and the user's keys go before the defaults. */
#include "config.h"

#include "keymap.h"

#include "base/key.h"
#include "base/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

struct faults {
    size_t count;
    char last[256];
};

static void count_fault(void *context, const char *text)
{
    struct faults *faults = context;
    faults->count++;
    text_copy(faults->last, sizeof faults->last, text);
}

static void build(struct keymap *keymap, struct config_binding *bindings, size_t count, struct faults *faults)
{
    struct config config;
    const struct config_report report = {.message = count_fault, .context = faults};
    memset(&config, 0, sizeof config);
    memset(faults, 0, sizeof *faults);
    config.bindings = bindings;
    config.binding_count = count;
    keymap_build(keymap, &config, &report);
}

static void every_action_has_a_row(void **state)
{
    size_t count;
    const struct action *table = action_table(&count);
    (void)state;
    assert_int_equal(count, ACTION_COUNT - 1);
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(table[i].id, (enum action_id)(i + 1));
        assert_true(table[i].name[0] != '\0' && table[i].keys[0] != '\0' && table[i].help[0] != '\0');
        assert_non_null(table[i].run);
        assert_ptr_equal(action_find(table[i].name), &table[i]);
    }
    assert_null(action_find("no-such-action"));
}

static void every_default_key_parses_and_is_bound_once(void **state)
{
    struct keymap keymap;
    struct faults faults;
    size_t count;
    size_t words = 0;
    (void)state;
    build(&keymap, NULL, 0, &faults);
    assert_int_equal(faults.count, 0);
    const struct action *table = action_table(&count);
    for (size_t i = 0; i < count; i++) {
        char keys[64];
        text_copy(keys, sizeof keys, table[i].keys);
        char *rest = NULL;
        for (char *word = strtok_r(keys, " ", &rest); word != NULL; word = strtok_r(NULL, " ", &rest)) {
            uint32_t key = key_parse(word);
            assert_int_not_equal(key, KEYS_NONE);
            assert_int_equal(keymap_find(&keymap, key), table[i].id);
            words++;
        }
    }
    assert_int_equal(keymap.count, words); /* a key bound twice would be missing */
    for (size_t i = 0; i < keymap.count; i++)
        for (size_t j = 0; j < i; j++)
            assert_int_not_equal(keymap.items[i].key, keymap.items[j].key);
}

static void escape_and_quit_are_different_things(void **state)
{
    struct keymap keymap;
    struct faults faults;
    (void)state;
    build(&keymap, NULL, 0, &faults);
    assert_int_equal(keymap_find(&keymap, KEYS_ESCAPE), ACTION_BACK);
    assert_int_equal(keymap_find(&keymap, 'q'), ACTION_QUIT);
    assert_int_equal(keymap_find(&keymap, 3), ACTION_QUIT);
    assert_int_equal(keymap_find(&keymap, 0x20ac), ACTION_NONE);
}

static void the_user_takes_a_key_from_a_default(void **state)
{
    char zoom[] = "s F5";
    char quit[] = "none";
    struct config_binding bindings[] = {{"zoom", zoom}, {"quit", quit}};
    struct keymap keymap;
    struct faults faults;
    char names[32];
    (void)state;
    build(&keymap, bindings, 2, &faults);
    assert_int_equal(faults.count, 0);
    assert_int_equal(keymap_find(&keymap, 's'), ACTION_ZOOM);
    assert_int_equal(keymap_find(&keymap, 'z'), ACTION_NONE);
    assert_int_equal(keymap_find(&keymap, 'q'), ACTION_NONE);
    keymap_names(&keymap, ACTION_ZOOM, 4, names, sizeof names);
    assert_string_equal(names, "s F5");
    keymap_names(&keymap, ACTION_SORT, 4, names, sizeof names);
    assert_string_equal(names, "");
}

static void faults_are_told(void **state)
{
    char good[] = "x";
    char odd[] = "Hyper-x";
    struct config_binding twice[] = {{"zoom", good}, {"sort", good}};
    struct config_binding unknown_key[] = {{"zoom", odd}};
    struct config_binding unknown_action[] = {{"zooom", good}};
    struct keymap keymap;
    struct faults faults;
    (void)state;
    build(&keymap, twice, 2, &faults);
    assert_int_equal(faults.count, 1);
    assert_non_null(strstr(faults.last, "x is already given to zoom"));
    build(&keymap, unknown_key, 1, &faults);
    assert_int_equal(faults.count, 1);
    assert_non_null(strstr(faults.last, "\"Hyper-x\""));
    build(&keymap, unknown_action, 1, &faults);
    assert_int_equal(faults.count, 1);
    assert_non_null(strstr(faults.last, "did you mean \"zoom\""));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_action_has_a_row),
        cmocka_unit_test(every_default_key_parses_and_is_bound_once),
        cmocka_unit_test(escape_and_quit_are_different_things),
        cmocka_unit_test(the_user_takes_a_key_from_a_default),
        cmocka_unit_test(faults_are_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
