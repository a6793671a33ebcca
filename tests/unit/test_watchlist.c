/* SPDX-License-Identifier: MIT
 * Groups of symbols, their limits, and edits on top of them. */
#include "config.h"

#include "model/watchlist.h"

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
        {.group = "Neoclouds", .symbol = "CRWV", .removed = true},
        {.group = "Mine", .symbol = "TSLA"},
        {.group = "Gone from the configuration", .symbol = "X", .removed = true},
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_minute),
        cmocka_unit_test(adding),
        cmocka_unit_test(removing),
        cmocka_unit_test(limits),
        cmocka_unit_test(a_copy_is_its_own),
        cmocka_unit_test(edits_lie_on_top),
        cmocka_unit_test(symbols_are_distinct_and_capped),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
