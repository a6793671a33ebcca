/* SPDX-License-Identifier: MIT
 * The layout at every size up to 300x100. */
#include "config.h"

#include "ui/layout.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define PANES         4
#define LEAST_ROWS    6 /* of a pane that is shown, with its frame */
#define LEAST_COLUMNS 40

static size_t shown(const struct layout *layout)
{
    size_t count = 0;
    for (size_t i = 0; i < LAYOUT_PANES_MOST; i++)
        count += layout->panes[i].rows > 0;
    return count;
}

static void kinds_follow_the_size(void **state)
{
    static const struct {
        int rows, columns;
        enum layout_kind kind;
    } cases[] = {
        {40, 150, LAYOUT_WIDE},      {55, 200, LAYOUT_WIDE},     {39, 150, LAYOUT_MEDIUM},
        {40, 149, LAYOUT_MEDIUM},    {24, 100, LAYOUT_MEDIUM},   {25, 80, LAYOUT_MEDIUM},
        {24, 80, LAYOUT_SMALL},      {24, 99, LAYOUT_SMALL},     {10, 40, LAYOUT_SMALL},
        {9, 40, LAYOUT_TOO_SMALL},   {10, 39, LAYOUT_TOO_SMALL}, {0, 0, LAYOUT_TOO_SMALL},
        {-1, 500, LAYOUT_TOO_SMALL},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_int_equal(layout_make(cases[i].rows, cases[i].columns, PANES, 0, false).kind, cases[i].kind);
}

static void the_watchlist_is_among_two(void **state)
{
    (void)state;
    for (size_t focus = 0; focus < PANES; focus++) {
        struct layout layout = layout_make(30, 120, PANES, focus, false);
        assert_int_equal(shown(&layout), 2);
        assert_true(layout.panes[0].rows > 0);
        assert_true(layout.panes[focus].rows > 0);
    }
}

static void zoom_shows_the_focused_pane_alone(void **state)
{
    (void)state;
    for (size_t focus = 0; focus < PANES; focus++) {
        struct layout layout = layout_make(50, 180, PANES, focus, true);
        assert_int_equal(shown(&layout), 1);
        assert_int_equal(layout.panes[focus].columns, 180);
    }
}

static void wide_is_two_by_two(void **state)
{
    struct layout layout = layout_make(55, 200, PANES, 2, false);
    (void)state;
    assert_int_equal(shown(&layout), 4);
    assert_int_equal(layout.panes[0].row, layout.panes[1].row);
    assert_int_equal(layout.panes[0].column, layout.panes[2].column);
    assert_int_equal(layout.panes[3].column, layout.panes[1].column);
    assert_int_equal(layout.tape.rows, 1);
    assert_int_equal(layout.tabs.rows, 0);
}

/* --- properties --- */

static uint8_t taken[100][300];

static void take(struct rect area, int rows, int columns)
{
    assert_true(area.rows >= 0 && area.columns >= 0);
    if (area.rows == 0 || area.columns == 0)
        return;
    assert_true(area.row >= 0 && area.column >= 0);
    assert_true(area.row + area.rows <= rows && area.column + area.columns <= columns);
    for (int row = area.row; row < area.row + area.rows; row++)
        for (int column = area.column; column < area.column + area.columns; column++) {
            assert_int_equal(taken[row][column], 0);
            taken[row][column] = 1;
        }
}

static void check(int rows, int columns, size_t count, size_t focus, bool zoomed)
{
    struct layout layout = layout_make(rows, columns, count, focus, zoomed);
    for (int row = 0; row < rows; row++)
        for (int column = 0; column < columns; column++)
            taken[row][column] = 0;
    take(layout.header, rows, columns);
    take(layout.tabs, rows, columns);
    take(layout.tape, rows, columns);
    take(layout.status, rows, columns);
    for (size_t i = 0; i < LAYOUT_PANES_MOST; i++)
        take(layout.panes[i], rows, columns);
    if (layout.kind == LAYOUT_TOO_SMALL || count == 0) {
        assert_int_equal(shown(&layout), 0);
        return;
    }
    if (layout.kind != LAYOUT_MEDIUM || focus == 0 || zoomed)
        assert_true(layout.panes[focus].rows > 0);
    for (int row = 0; row < rows; row++) /* no cell is wasted */
        for (int column = 0; column < columns; column++)
            assert_int_equal(taken[row][column], 1);
    for (size_t i = 0; i < LAYOUT_PANES_MOST && count <= PANES; i++)
        if (layout.panes[i].rows > 0)
            assert_true(layout.panes[i].rows >= LEAST_ROWS && layout.panes[i].columns >= LEAST_COLUMNS);
}

static void rectangles_cover_the_screen_without_overlap(void **state)
{
    (void)state;
    for (int rows = 0; rows < 100; rows++)
        for (int columns = 0; columns < 300; columns += rows < 45 ? 1 : 7)
            check(rows, columns, PANES, (size_t)(rows + columns) % PANES, (rows + columns) % 5 == 0);
}

static void any_number_of_panes_fits(void **state)
{
    (void)state;
    for (size_t count = 0; count <= LAYOUT_PANES_MOST; count++)
        for (size_t focus = 0; focus < (count > 0 ? count : 1); focus++) {
            check(99, 299, count, focus, false);
            check(41, 151, count, focus, false);
            check(30, 110, count, focus, false);
            check(24, 80, count, focus, true);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(kinds_follow_the_size),
        cmocka_unit_test(the_watchlist_is_among_two),
        cmocka_unit_test(zoom_shows_the_focused_pane_alone),
        cmocka_unit_test(wide_is_two_by_two),
        cmocka_unit_test(rectangles_cover_the_screen_without_overlap),
        cmocka_unit_test(any_number_of_panes_fits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
