/* SPDX-License-Identifier: MIT
 * The panes as they are, cell by cell: tests/golden/panes/NAME.txt holds every case with its roles.
 * `make update-goldens` writes the files anew; read the difference before you commit it. */
#include "config.h"

#include "golden.h"
#include "pane_fixture.h"
#include "panes.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

static const struct {
    const char *name;
    enum fixture_state state;
    int rows, columns;
    bool ascii, line, detail, unfocused;
} cases[] = {
    {"normal", FIXTURE_NORMAL, 24, 80, false, false, false, false},
    {"line chart", FIXTURE_NORMAL, 24, 80, false, true, false, false},
    {"without the focus", FIXTURE_NORMAL, 14, 60, false, false, false, true},
    {"detail", FIXTURE_NORMAL, 30, 80, false, false, true, false},
    {"empty", FIXTURE_EMPTY, 14, 60, false, false, false, false},
    {"loading", FIXTURE_LOADING, 14, 60, false, false, false, false},
    {"refreshing", FIXTURE_REFRESHING, 14, 60, false, false, false, false},
    {"stale", FIXTURE_STALE, 14, 60, false, false, false, false},
    {"failed", FIXTURE_FAILED, 14, 60, false, false, false, false},
    {"failed with nothing to show", FIXTURE_FAILED_BARE, 14, 60, false, false, false, false},
    {"needs a key or a setting", FIXTURE_NEEDS, 14, 60, false, false, false, false},
    {"switched off", FIXTURE_OFF, 14, 60, false, false, false, false},
    {"tiny", FIXTURE_NORMAL, 6, 20, false, false, false, false},
    {"wide", FIXTURE_NORMAL, 40, 100, false, false, false, false},
    {"very wide", FIXTURE_NORMAL, 20, 200, false, false, false, false},
    {"ASCII", FIXTURE_NORMAL, 24, 80, true, false, false, false},
    {"CJK", FIXTURE_CJK, 24, 80, false, false, false, false},
    {"CJK, detail", FIXTURE_CJK, 30, 80, false, false, true, false},
    {"CJK, narrow", FIXTURE_CJK, 14, 47, false, false, false, false},
    {"CJK without UTF-8", FIXTURE_CJK, 24, 80, true, false, false, false},
};

static void add_case(struct golden *golden, const struct pane *pane, size_t index)
{
    struct fixture fixture;
    struct canvas canvas;
    fixture_init(&fixture, cases[index].state);
    fixture.view.chart = cases[index].line ? CHART_LINE : CHART_CANDLES;
    fixture.view.focused = !cases[index].unfocused;
    fixture.state.detail = cases[index].detail;
    canvas_init(&canvas, cases[index].rows, cases[index].columns);
    canvas.ascii = cases[index].ascii;
    pane->draw(&canvas, (struct rect){0, 0, canvas.rows, canvas.columns}, &fixture.view);
    golden_add(golden, cases[index].name, &canvas);
    canvas_clear(&canvas);
    fixture_clear(&fixture);
}

static void check_pane(const struct pane *pane)
{
    struct golden golden;
    char name[64];
    snprintf(name, sizeof name, "panes/%s", pane->name);
    golden_begin(&golden, name);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        add_case(&golden, pane, i);
    golden_end(&golden);
}

static void test_price(void **state)
{
    (void)state;
    check_pane(&price_pane);
}

static void test_ratings(void **state)
{
    (void)state;
    check_pane(&ratings_pane);
}

static void test_receivables(void **state)
{
    (void)state;
    check_pane(&receivables_pane);
}

static void test_gpu(void **state)
{
    (void)state;
    check_pane(&gpu_pane);
}

static void test_drivers(void **state)
{
    (void)state;
    check_pane(&drivers_pane);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_price), cmocka_unit_test(test_ratings), cmocka_unit_test(test_receivables),
        cmocka_unit_test(test_gpu),   cmocka_unit_test(test_drivers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
