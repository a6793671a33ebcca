/* SPDX-License-Identifier: MIT
 * The table: order, filter, shedding of columns, and that no number is ever cut. */
#include "config.h"

#include "table.h"

#include "base/format.h"
#include "base/text.h"
#include "ui/screen.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

struct item {
    const char *name;
    struct amount price;
    int serial;
};

static const struct item items[] = {
    {"delta", {30, true}, 0},   {"alpha", {10, true}, 1},   {"echo", {0, false}, 2}, {"bravo", {10, true}, 3},
    {"charlie", {20, true}, 4}, {"foxtrot", {0, false}, 5}, {"golf", {10, true}, 6},
};

#define ITEM_COUNT (sizeof items / sizeof items[0])

static const struct item *item_of(const void *row)
{
    return row;
}

static void format_name(const void *row, char *text, size_t size)
{
    text_copy(text, size, item_of(row)->name);
}

static struct amount price(const void *row)
{
    return item_of(row)->price;
}

static void format_price_cell(const void *row, char *text, size_t size)
{
    format_price(text, size, price(row), 2);
}

static void format_big(const void *row, char *text, size_t size)
{
    snprintf(text, size, "1234567.%02d", item_of(row)->serial);
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(item_of(a)->name, item_of(b)->name);
}

static const struct column columns[] = {
    {.heading = "NAME", .least = 4, .weight = 1, .format = format_name, .compare = compare_names},
    {.heading = "PRICE",
     .least = 5,
     .align = ALIGN_RIGHT,
     .priority = 1,
     .number = true,
     .format = format_price_cell,
     .figure = price},
    {.heading = "BIG", .least = 3, .align = ALIGN_RIGHT, .priority = 3, .number = true, .format = format_big},
    {.heading = "LATE",
     .least = 3,
     .align = ALIGN_RIGHT,
     .priority = 2,
     .number = true,
     .format = format_price_cell},
};

static struct table make_table(void)
{
    return (struct table){
        .columns = columns, .column_count = 4, .rows = items, .row_size = sizeof items[0], .row_count = ITEM_COUNT};
}

static struct table_state make_state(void)
{
    struct table_state state;
    table_state_reset(&state);
    return state;
}

static void expect_order(const struct table_state *state, const char *expected)
{
    struct table table = make_table();
    size_t order[ITEM_COUNT];
    size_t count = table_order(&table, state, order);
    char names[128] = "";
    for (size_t i = 0; i < count; i++) {
        size_t length = strlen(names);
        snprintf(names + length, sizeof names - length, "%s%c", i ? " " : "", items[order[i]].name[0]);
    }
    assert_string_equal(names, expected);
}

static void test_order_is_the_given_one(void **state)
{
    (void)state;
    struct table_state table = make_state();
    expect_order(&table, "d a e b c f g");
    table.reversed = true;
    expect_order(&table, "g f c b e a d");
}

static void test_sort_is_stable_and_unknown_is_last(void **state)
{
    (void)state;
    struct table_state table = make_state();
    table.sort_column = 1;
    expect_order(&table, "a b g c d e f");
    table.reversed = true;
    expect_order(&table, "d c a b g e f");
    table.sort_column = 0;
    expect_order(&table, "g f e d c b a");
}

static void test_filter(void **state)
{
    (void)state;
    struct table table = make_table();
    struct table_state table_state = make_state();
    text_copy(table_state.filter, sizeof table_state.filter, "LF");
    expect_order(&table_state, "g");
    assert_int_equal(table_visible(&table, &table_state), 1);
    assert_string_equal(item_of(table_selected(&table, &table_state))->name, "golf");
    text_copy(table_state.filter, sizeof table_state.filter, "zulu");
    assert_int_equal(table_visible(&table, &table_state), 0);
    assert_null(table_selected(&table, &table_state));
}

static void expect_columns(int width, int left, const char *expected)
{
    struct table table = make_table();
    const int natural[] = {7, 5, 10, 5};
    struct table_fit fit;
    table_fit(&table, natural, left, width, &fit);
    char names[64] = "";
    for (size_t i = 0; i < fit.count; i++) {
        size_t length = strlen(names);
        snprintf(names + length, sizeof names - length, "%s%s:%d", i ? " " : "", columns[fit.column[i]].heading,
                 fit.width[i]);
        assert_true(i == 0 || fit.start[i] > fit.start[i - 1] + fit.width[i - 1]);
        assert_true(width < 4 || fit.start[i] + fit.width[i] <= width);
    }
    assert_string_equal(names, expected);
}

static void test_columns_are_shed_by_priority(void **state)
{
    (void)state;
    expect_columns(80, 0, "NAME:7 PRICE:5 BIG:10 LATE:5");
    expect_columns(30, 0, "NAME:7 PRICE:5 BIG:10 LATE:5");
    expect_columns(27, 0, "NAME:4 PRICE:5 BIG:10 LATE:5");
    expect_columns(26, 0, "NAME:7 PRICE:5 LATE:5");
    expect_columns(16, 0, "NAME:4 PRICE:5 LATE:5");
    expect_columns(15, 0, "NAME:7 PRICE:5");
    expect_columns(10, 0, "NAME:4 PRICE:5");
    expect_columns(9, 0, "NAME:7");
    expect_columns(3, 0, "NAME:3");
    expect_columns(0, 0, "NAME:0");
}

static void test_equals_go_from_the_right(void **state)
{
    (void)state;
    static const struct column equals[] = {
        {.heading = "A", .least = 3, .format = format_name},
        {.heading = "B", .least = 3, .priority = 5, .format = format_name},
        {.heading = "C", .least = 3, .priority = 5, .format = format_name},
    };
    const struct table table = {.columns = equals, .column_count = 3};
    const int natural[] = {3, 3, 3};
    struct table_fit fit;
    table_fit(&table, natural, 0, 10, &fit);
    assert_int_equal(fit.count, 2);
    assert_int_equal(fit.column[1], 1);
}

/* An extra column does not squeeze a text that the trader reads. */
static void test_extras_go_before_text_is_squeezed(void **state)
{
    (void)state;
    static const struct column extras[] = {
        {.heading = "TEXT", .least = 4, .weight = 1, .format = format_name},
        {.heading = "NEEDED", .least = 6, .priority = 3, .number = true, .format = format_name},
        {.heading = "EXTRA", .least = 6, .priority = 4, .number = true, .format = format_name},
    };
    const struct table table = {.columns = extras, .column_count = 3};
    const int natural[] = {30, 6, 6};
    struct table_fit fit;
    table_fit(&table, natural, 0, 30, &fit);
    assert_int_equal(fit.count, 3);
    assert_int_equal(fit.width[0], 16);
    table_fit(&table, natural, 0, 29, &fit);
    assert_int_equal(fit.count, 2);
    assert_int_equal(fit.width[0], 22);
    table_fit(&table, natural, 0, 12, &fit);
    assert_int_equal(fit.count, 2);
    assert_int_equal(fit.width[0], 5);
}

static void test_scrolling_sideways_keeps_the_first_column(void **state)
{
    (void)state;
    expect_columns(21, 1, "NAME:4 BIG:10 LATE:5");
    expect_columns(20, 1, "NAME:7 LATE:5");
    expect_columns(20, 2, "NAME:7 LATE:5");
}

static void draw_text(struct table_state *state, int rows, int width, bool focused, struct buffer *buffer)
{
    struct table table = make_table();
    struct canvas canvas;
    canvas_init(&canvas, rows, width);
    table_draw(&canvas, (struct rect){0, 0, rows, width}, &table, state, focused);
    buffer_empty(buffer);
    assert_true(canvas_to_text(&canvas, buffer));
    canvas_clear(&canvas);
}

/* Every run of digits and points on screen must be a whole figure. */
static void expect_whole_figures(const char *text)
{
    for (const char *at = text; *at != '\0';) {
        size_t length = strspn(at, "0123456789.");
        if (length == 0) {
            at++;
            continue;
        }
        bool known = false;
        for (size_t i = 0; i < ITEM_COUNT; i++) {
            char figure[32];
            format_price_cell(&items[i], figure, sizeof figure);
            known = known || (strlen(figure) == length && strncmp(figure, at, length) == 0);
            format_big(&items[i], figure, sizeof figure);
            known = known || (strlen(figure) == length && strncmp(figure, at, length) == 0);
        }
        if (!known) {
            fail_msg("a cut number in: %s", text);
        }
        at += length;
    }
}

static void test_no_width_cuts_a_number(void **state)
{
    (void)state;
    struct buffer buffer;
    buffer_init(&buffer, 1 << 16);
    for (int width = 0; width < 60; width++) {
        for (int left = 0; left < 4; left++) {
            struct table_state table = make_state();
            table.left = left;
            table.sort_column = width % 3 - 1;
            draw_text(&table, 9, width, true, &buffer);
            expect_whole_figures(buffer_text(&buffer));
        }
    }
    buffer_clear(&buffer);
}

static void test_drawing(void **state)
{
    (void)state;
    struct buffer buffer;
    buffer_init(&buffer, 1 << 16);
    struct table_state table = make_state();
    table.selected = 4;
    table.sort_column = 1;
    draw_text(&table, 4, 16, false, &buffer);
    assert_string_equal(buffer_text(&buffer), " NAME    PRICE▲\n"
                                              " golf     10.00\n"
                                              " charlie  20.00\n"
                                              "▸delta    30.00\n");
    assert_int_equal(table.top, 2);
    assert_int_equal(table.page, 3);
    text_copy(table.filter, sizeof table.filter, "zz");
    draw_text(&table, 4, 24, false, &buffer);
    assert_non_null(strstr(buffer_text(&buffer), "nothing matches \"zz\""));
    buffer_clear(&buffer);
}

static void test_movement_stays_inside(void **state)
{
    (void)state;
    struct table table = make_table();
    struct table_state table_state = make_state();
    table_state.page = 3;
    static const struct {
        enum action_id action;
        int selected;
    } steps[] = {
        {ACTION_UP, 0},        {ACTION_DOWN, 1},          {ACTION_PAGE_DOWN, 4}, {ACTION_PAGE_DOWN, 6},
        {ACTION_DOWN, 6},      {ACTION_HALF_UP, 5},       {ACTION_PAGE_UP, 2},   {ACTION_LAST, 6},
        {ACTION_FIND_NEXT, 0}, {ACTION_FIND_PREVIOUS, 6}, {ACTION_FIRST, 0},     {ACTION_HALF_DOWN, 1},
    };
    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
        assert_int_equal(table_act(&table, &table_state, steps[i].action), OUTCOME_REDRAW);
        assert_int_equal(table_state.selected, steps[i].selected);
    }
    assert_int_equal(table_act(&table, &table_state, ACTION_QUIT), OUTCOME_NONE);
}

static void test_sort_key_skips_what_cannot_be_sorted(void **state)
{
    (void)state;
    struct table table = make_table();
    struct table_state table_state = make_state();
    static const int sequence[] = {0, 1, -1, 0};
    for (size_t i = 0; i < sizeof sequence / sizeof sequence[0]; i++) {
        table_act(&table, &table_state, ACTION_SORT);
        assert_int_equal(table_state.sort_column, sequence[i]);
    }
    table_act(&table, &table_state, ACTION_REVERSE);
    assert_true(table_state.reversed);
}

static void test_selecting_a_row(void **state)
{
    (void)state;
    struct table table = make_table();
    struct table_state table_state = make_state();
    table_state.sort_column = 1;
    table_select(&table, &table_state, &items[4]);
    assert_int_equal(table_state.selected, 3);
    assert_ptr_equal(table_selected(&table, &table_state), &items[4]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_order_is_the_given_one),
        cmocka_unit_test(test_sort_is_stable_and_unknown_is_last),
        cmocka_unit_test(test_filter),
        cmocka_unit_test(test_columns_are_shed_by_priority),
        cmocka_unit_test(test_equals_go_from_the_right),
        cmocka_unit_test(test_extras_go_before_text_is_squeezed),
        cmocka_unit_test(test_scrolling_sideways_keeps_the_first_column),
        cmocka_unit_test(test_no_width_cuts_a_number),
        cmocka_unit_test(test_drawing),
        cmocka_unit_test(test_movement_stays_inside),
        cmocka_unit_test(test_sort_key_skips_what_cannot_be_sorted),
        cmocka_unit_test(test_selecting_a_row),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
