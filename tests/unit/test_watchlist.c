/* SPDX-License-Identifier: MIT
 * Groups of symbols, their limits, and edits on top of them. */
#include "config.h"

#include "model/watchlist.h"
#include "model/watchlist_import.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void the_first_minute(void **state)
{
    (void)state;
    static const char *const expected[] = {"CRWV", "NBIS", "IREN", "APLD", "CIFR", "WULF", "MSFT", "GOOGL", "AMZN",
                                           "META", "ORCL", "NVDA", "AMD",  "AVGO", "TSM",  "MU",   "SMCI",  "DELL"};
    struct watchlist list;
    char symbols[32][SYMBOL_SIZE];
    watchlist_init(&list);
    watchlist_defaults(&list);
    assert_int_equal(list.count, 3);
    assert_string_equal(list.groups[0].name, "Neoclouds");
    assert_string_equal(list.groups[1].name, "Hyperscalers");
    assert_string_equal(list.groups[2].name, "Silicon");
    assert_int_equal(watchlist_symbols(&list, symbols, 32), sizeof expected / sizeof expected[0]);
    for (size_t i = 0; i < sizeof expected / sizeof expected[0]; i++)
        assert_string_equal(symbols[i], expected[i]);
    watchlist_clear(&list);
    assert_int_equal(list.count, 0);
}

static void adding(void **state)
{
    (void)state;
    struct watchlist list;
    watchlist_init(&list);
    assert_true(watchlist_add(&list, "Mine", "nvda"));
    assert_false(watchlist_add(&list, "Mine", "NVDA"));
    assert_true(watchlist_add(&list, "Other", "NVDA"));
    assert_true(watchlist_add(&list, "Mine", "BRK.B"));
    assert_false(watchlist_add(&list, "Mine", ""));
    assert_false(watchlist_add(&list, "Mine", "NV DA"));
    assert_false(watchlist_add(&list, "Mine", "ABCDEFGHIJKLMNOP"));
    assert_false(watchlist_add(&list, "", "AMD"));
    assert_false(watchlist_add(&list, "a name of a group that is too long", "AMD"));
    assert_false(watchlist_add(&list, "Empty", "\xc3\xa9"));
    assert_int_equal(list.count, 2);
    assert_string_equal(watchlist_group(&list, "Mine")->symbols[0], "NVDA");
    assert_int_equal(watchlist_group(&list, "Mine")->count, 2);
    assert_null(watchlist_group(&list, "mine"));
    watchlist_clear(&list);
}

static void removing(void **state)
{
    (void)state;
    struct watchlist list;
    watchlist_init(&list);
    watchlist_defaults(&list);
    assert_true(watchlist_remove(&list, "Silicon", "amd"));
    assert_false(watchlist_remove(&list, "Silicon", "AMD"));
    assert_false(watchlist_remove(&list, "Silicon", ""));
    assert_false(watchlist_remove(&list, "Gold", "NVDA"));
    assert_int_equal(watchlist_group(&list, "Silicon")->count, 6);
    assert_string_equal(watchlist_group(&list, "Silicon")->symbols[0], "NVDA");
    assert_string_equal(watchlist_group(&list, "Silicon")->symbols[1], "AVGO");
    assert_string_equal(watchlist_group(&list, "Silicon")->symbols[5], "DELL");
    watchlist_clear(&list);
}

static void limits(void **state)
{
    (void)state;
    struct watchlist list;
    char name[32];
    watchlist_init(&list);
    for (int i = 0; i < WATCH_GROUPS_MOST; i++) {
        snprintf(name, sizeof name, "G%d", i);
        assert_true(watchlist_add(&list, name, "NVDA"));
    }
    assert_false(watchlist_add(&list, "One more", "NVDA"));
    for (int i = WATCH_GROUPS_MOST; i < WATCH_SYMBOLS_MOST; i++) {
        snprintf(name, sizeof name, "S%d", i);
        assert_true(watchlist_add(&list, "G0", name));
    }
    assert_false(watchlist_add(&list, "G1", "AMD"));
    assert_true(watchlist_remove(&list, "G0", "S500"));
    assert_true(watchlist_add(&list, "G1", "AMD"));
    watchlist_clear(&list);
}

static void a_copy_is_its_own(void **state)
{
    (void)state;
    struct watchlist list, copy;
    watchlist_init(&list);
    watchlist_defaults(&list);
    watchlist_copy(&copy, &list);
    assert_true(watchlist_remove(&list, "Neoclouds", "CRWV"));
    assert_true(watchlist_add(&copy, "Neoclouds", "AAPL"));
    assert_string_equal(copy.groups[0].symbols[0], "CRWV");
    assert_int_equal(copy.groups[0].count, 7);
    assert_int_equal(list.groups[0].count, 5);
    watchlist_clear(&list);
    watchlist_clear(&copy);
    watchlist_init(&list); /* nothing can be copied too */
    watchlist_copy(&copy, &list);
    assert_int_equal(copy.count, 0);
    watchlist_clear(&copy);
}

static void edits_lie_on_top(void **state)
{
    (void)state;
    static const struct watch_edit edits[] = {
        {.group = "Neoclouds", .symbol = "AAPL"},
        {.group = "Neoclouds", .symbol = "CRWV", .kind = WATCH_REMOVE},
        {.group = "Mine", .symbol = "TSLA"},
        {.group = "Gone from the configuration", .symbol = "X", .kind = WATCH_REMOVE},
        {.group = "Neoclouds", .symbol = "NBIS"},
    };
    struct watchlist list;
    char symbols[64][SYMBOL_SIZE];
    watchlist_init(&list);
    watchlist_defaults(&list);
    for (int i = 0; i < 2; i++) { /* applied twice they change nothing more */
        watchlist_apply(&list, edits, sizeof edits / sizeof edits[0]);
        assert_int_equal(watchlist_group(&list, "Neoclouds")->count, 6);
        assert_string_equal(watchlist_group(&list, "Neoclouds")->symbols[0], "NBIS");
        assert_string_equal(watchlist_group(&list, "Neoclouds")->symbols[5], "AAPL");
        assert_int_equal(list.count, 4);
    }
    assert_int_equal(watchlist_symbols(&list, symbols, 64), 19);
    watchlist_clear(&list);
}

static void expect_order(const struct watch_group *group, const char *order)
{
    char text[128] = "";
    for (size_t i = 0; i < group->count; i++) {
        strcat(text, i > 0 ? " " : "");
        strcat(text, group->symbols[i]);
    }
    assert_string_equal(text, order);
}

static void symbols_are_moved(void **state)
{
    (void)state;
    static const char *const symbols[] = {"A", "B", "C", "D"};
    struct watchlist list;
    watchlist_init(&list);
    for (size_t i = 0; i < 4; i++)
        assert_true(watchlist_add(&list, "Mine", symbols[i]));
    assert_true(watchlist_move(&list, "Mine", "A", 2));
    expect_order(&list.groups[0], "B C A D");
    assert_true(watchlist_move(&list, "Mine", "D", 0));
    expect_order(&list.groups[0], "D B C A");
    assert_true(watchlist_move(&list, "Mine", "D", 99)); /* behind the end: the last */
    expect_order(&list.groups[0], "B C A D");
    assert_false(watchlist_move(&list, "Mine", "D", 3));
    assert_false(watchlist_move(&list, "Mine", "B", -1));
    assert_false(watchlist_move(&list, "Mine", "X", 0));
    assert_false(watchlist_move(&list, "Other", "A", 0));
    expect_order(&list.groups[0], "B C A D");
    watchlist_clear(&list);
}

static void groups_are_made_renamed_and_removed(void **state)
{
    (void)state;
    struct watchlist list;
    watchlist_init(&list);
    watchlist_defaults(&list);
    assert_true(watchlist_add_group(&list, "Power"));
    assert_false(watchlist_add_group(&list, "Power"));
    assert_false(watchlist_add_group(&list, ""));
    assert_false(watchlist_add_group(&list, "a name that is longer than any group may have"));
    assert_true(watchlist_rename_group(&list, "Power", "Utilities"));
    assert_false(watchlist_rename_group(&list, "Utilities", "Silicon"));
    assert_false(watchlist_rename_group(&list, "Power", "X"));
    assert_true(watchlist_remove_group(&list, "Hyperscalers"));
    assert_false(watchlist_remove_group(&list, "Hyperscalers"));
    assert_int_equal(list.count, 3);
    assert_string_equal(list.groups[1].name, "Silicon");
    assert_string_equal(list.groups[1].symbols[0], "NVDA");
    assert_string_equal(list.groups[2].name, "Utilities");
    watchlist_clear(&list);
}

static void symbols_are_distinct_and_capped(void **state)
{
    (void)state;
    struct watchlist list;
    char symbols[4][SYMBOL_SIZE];
    memset(symbols, 'x', sizeof symbols);
    watchlist_init(&list);
    assert_true(watchlist_add(&list, "A", "NVDA"));
    assert_true(watchlist_add(&list, "A", "AMD"));
    assert_true(watchlist_add(&list, "B", "NVDA"));
    assert_true(watchlist_add(&list, "B", "MU"));
    assert_int_equal(watchlist_symbols(&list, symbols, 4), 3);
    assert_string_equal(symbols[2], "MU");
    assert_int_equal(watchlist_symbols(&list, symbols, 2), 2);
    assert_int_equal(symbols[3][0], 'x');
    watchlist_clear(&list);
}

static void note_symbol(void *context, const char *group, const char *symbol)
{
    char *text = context;
    snprintf(text + strlen(text), 1000 - strlen(text), "%s/%s ", group, symbol);
}

static void note_line(void *context, unsigned line)
{
    char *text = context;
    snprintf(text + strlen(text), 1000 - strlen(text), "!%u ", line);
}

static void lists_are_read_as_people_have_them(void **state)
{
    (void)state;
    static const struct {
        const char *text, *expected;
    } files[] = {
        {"nvda amd;MU\tbrk.b", "/NVDA /AMD /MU /BRK.B "},
        {"\xef\xbb\xbfNVDA # the one\r\n\r\n#all\r\nAMD", "/NVDA /AMD "},
        {"###AI,NASDAQ:NVDA,NYSE:ORCL,###Power,NYSE:VST\n", "AI/NVDA AI/ORCL Power/VST "},
        {"###My own\nTSLA\n[Other one]\n^VIX EURUSD=X\n", "My own/TSLA Other one/^VIX Other one/EURUSD=X "},
        {"Symbol,Price,Name\nNVDA,180.5,NVIDIA Corp\n\"AMD\",9,\"x\"\n", "/NVDA /AMD "},
        {"NVDA 180.5\nAMD\n", "!1 /AMD "}, /* nothing of a line that holds anything else */
        {"this-is-far-too-long-for-a-symbol\n$$\nMU", "!1 !2 /MU "},
        {"[open\nMU", "!1 open/MU "},
        {"", ""},
    };
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        char got[1000] = "";
        watchlist_import(files[i].text, strlen(files[i].text), note_symbol, note_line, got);
        assert_string_equal(got, files[i].expected);
    }
    char zero[1000] = "";
    watchlist_import("A\0B\nC", 5, note_symbol, note_line, zero);
    assert_string_equal(zero, "!1 /C ");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_minute),
        cmocka_unit_test(adding),
        cmocka_unit_test(removing),
        cmocka_unit_test(limits),
        cmocka_unit_test(a_copy_is_its_own),
        cmocka_unit_test(edits_lie_on_top),
        cmocka_unit_test(symbols_are_moved),
        cmocka_unit_test(lists_are_read_as_people_have_them),
        cmocka_unit_test(groups_are_made_renamed_and_removed),
        cmocka_unit_test(symbols_are_distinct_and_capped),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
