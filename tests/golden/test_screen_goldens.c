/* SPDX-License-Identifier: MIT
 * Every pane in every state at three sizes, as whole screens; the pages and the lines to type over them. */
#include "config.h"

#include "golden.h"
#include "screen_fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define ITEMS(array) (sizeof(array) / sizeof(array)[0])

static const char *const state_names[FIXTURE_STATES] = {
    [FIXTURE_NORMAL] = "normal",
    [FIXTURE_EMPTY] = "empty",
    [FIXTURE_LOADING] = "loading",
    [FIXTURE_REFRESHING] = "refreshing",
    [FIXTURE_STALE] = "stale",
    [FIXTURE_FAILED] = "failed, older data",
    [FIXTURE_FAILED_BARE] = "failed, no data",
    [FIXTURE_NEEDS] = "needs a key or a setting",
    [FIXTURE_OFF] = "switched off",
    [FIXTURE_CJK] = "CJK",
};

static void add_screen(struct golden *golden, const char *title, enum fixture_state state, const char *keys,
                       int rows, int columns, bool ascii)
{
    struct screen_fixture fixture;
    screen_fixture_init(&fixture, state, MODE_DEMO);
    canvas_resize(&fixture.canvas, rows, columns);
    fixture.canvas.ascii = ascii;
    (void)screen_fixture_type(&fixture, keys);
    screen_draw(fixture.screen, &fixture.canvas, FIXTURE_NOW);
    golden_add(golden, title, &fixture.canvas);
    screen_fixture_clear(&fixture);
}

/* One pane: all states on a small and a medium screen; tiny, ASCII, opened. */
static void compare_pane(const char *name, const char *key)
{
    struct golden golden;
    char opened[8];
    golden_begin(&golden, name);
    for (int state = 0; state < FIXTURE_STATES; state++) {
        add_screen(&golden, state_names[state], (enum fixture_state)state, key, 24, 80, false);
        if (key[0] != '1') /* the ratings stand beside the prices in their own file */
            add_screen(&golden, state_names[state], (enum fixture_state)state, key, 40, 120, false);
    }
    snprintf(opened, sizeof opened, "%s\n", key);
    add_screen(&golden, "tiny", FIXTURE_NORMAL, key, 10, 40, false);
    add_screen(&golden, "tiny, failed", FIXTURE_FAILED_BARE, key, 10, 40, false);
    add_screen(&golden, "ASCII", FIXTURE_NORMAL, key, 24, 80, true);
    add_screen(&golden, "opened", FIXTURE_NORMAL, opened, 24, 80, false);
    snprintf(opened, sizeof opened, "%sz\n", key);
    add_screen(&golden, "zoomed and opened", FIXTURE_NORMAL, opened, 40, 120, false);
    golden_end(&golden);
}

static void price(void **state)
{
    (void)state;
    compare_pane("price", "1");
}

static void ratings(void **state)
{
    (void)state;
    compare_pane("ratings", "2");
}

static void receivables(void **state)
{
    (void)state;
    compare_pane("receivables", "3");
}

static void gpu(void **state)
{
    (void)state;
    compare_pane("gpu", "4");
}

/* The thesis board, a fifth pane of the grid by configuration. */
static void add_drivers(struct golden *golden, const char *title, enum fixture_state state, int rows, int columns,
                        bool ascii)
{
    struct screen_fixture fixture;
    screen_fixture_init(&fixture, state, MODE_DEMO);
    fixture.config.drivers = true;
    screen_fixture_restart(&fixture, MODE_DEMO);
    canvas_resize(&fixture.canvas, rows, columns);
    fixture.canvas.ascii = ascii;
    (void)screen_fixture_type(&fixture, "d");
    screen_draw(fixture.screen, &fixture.canvas, FIXTURE_NOW);
    golden_add(golden, title, &fixture.canvas);
    screen_fixture_clear(&fixture);
}

static void drivers(void **state)
{
    struct golden golden;
    (void)state;
    golden_begin(&golden, "drivers");
    for (int fixture_state = 0; fixture_state < FIXTURE_STATES; fixture_state++) {
        add_drivers(&golden, state_names[fixture_state], (enum fixture_state)fixture_state, 24, 80, false);
        add_drivers(&golden, state_names[fixture_state], (enum fixture_state)fixture_state, 55, 200, false);
    }
    add_drivers(&golden, "medium", FIXTURE_NORMAL, 40, 120, false);
    add_drivers(&golden, "tiny", FIXTURE_NORMAL, 10, 40, false);
    add_drivers(&golden, "ASCII", FIXTURE_NORMAL, 40, 120, true);
    golden_end(&golden);
}

static void wide(void **state)
{
    struct golden golden;
    (void)state;
    golden_begin(&golden, "wide");
    for (int fixture_state = 0; fixture_state < FIXTURE_STATES; fixture_state++)
        add_screen(&golden, state_names[fixture_state], (enum fixture_state)fixture_state, "", 55, 200, false);
    add_screen(&golden, "ASCII", FIXTURE_NORMAL, "2", 55, 200, true);
    add_screen(&golden, "CJK: the Taiwanese symbol opened", FIXTURE_NORMAL, ":2330.TW\n\n", 55, 200, false);
    golden_end(&golden);
}

static void pages(void **state)
{
    static const struct {
        const char *title, *keys;
        int rows, columns;
    } cases[] = {
        {"help", "?", 24, 80},
        {"help", "?", 45, 160},
        {"help, its end", "?G", 24, 80},
        {"events", "e", 24, 80},
        {"events", "e", 40, 120},
        {"where a figure comes from", "i", 24, 80},
        {"where a figure comes from", "3i", 40, 120},
        {"themes", ":theme\nj", 24, 80},
        {"a command being completed", ":re\t\t", 24, 80},
        {"a filter", "/nb", 24, 80},
        {"a symbol being added", "+ire", 24, 80},
        {"a line chart", "c", 40, 120},
        {"a filter that nothing matches", "/qqq\n", 24, 80},
        {"a message", ":range soon\n", 24, 80},
        {"paused", "p", 24, 80},
        {"another group", "]", 24, 80},
        {"no symbols at all", "----", 40, 120},
        {"too small", "", 9, 80},
        {"far too small", "", 3, 12},
        {"the least", "", 10, 40},
    };
    struct golden golden;
    (void)state;
    golden_begin(&golden, "pages");
    for (size_t i = 0; i < ITEMS(cases); i++)
        add_screen(&golden, cases[i].title, FIXTURE_NORMAL, cases[i].keys, cases[i].rows, cases[i].columns, false);
    add_screen(&golden, "no events", FIXTURE_EMPTY, "e", 24, 80, false);
    add_screen(&golden, "events, ASCII", FIXTURE_NORMAL, "e", 24, 80, true);
    add_screen(&golden, "where a failed figure comes from", FIXTURE_FAILED, "i", 24, 80, false);
    golden_end(&golden);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(price),   cmocka_unit_test(ratings), cmocka_unit_test(receivables), cmocka_unit_test(gpu),
        cmocka_unit_test(drivers), cmocka_unit_test(wide),    cmocka_unit_test(pages),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
