/* SPDX-License-Identifier: MIT
 * Sheets: wrapping without loss, narrow places, scrolling within bounds. */
#include "config.h"

#include "sheet.h"

#include "base/buffer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define ADDRESS "https://www.sec.gov/Archives/edgar/data/1769628/000176962825000014/crwv-20250331.htm"

static void fill(struct sheet *sheet)
{
    sheet_init(sheet);
    sheet_heading(sheet, "CRWV");
    sheet_field(sheet, "last", ROLE_TEXT, "133.20 USD");
    sheet_field(sheet, "bid", ROLE_TEXT, NULL);
    sheet_field(sheet, "address", ROLE_LINK, ADDRESS);
}

static void draw(int rows, int columns, int *top, struct buffer *buffer)
{
    struct sheet sheet;
    struct canvas canvas;
    fill(&sheet);
    canvas_init(&canvas, rows, columns);
    sheet_draw(&canvas, (struct rect){0, 0, rows, columns}, &sheet, top);
    buffer_empty(buffer);
    assert_true(canvas_to_text(&canvas, buffer));
    canvas_clear(&canvas);
    sheet_clear(&sheet);
}

static void test_labels_and_unknown(void **state)
{
    (void)state;
    struct buffer buffer;
    buffer_init(&buffer, 1 << 16);
    int top = 0;
    draw(5, 100, &top, &buffer);
    assert_string_equal(buffer_text(&buffer), "CRWV\n"
                                              "last     133.20 USD\n"
                                              "bid      \xe2\x80\x93\n"
                                              "address  " ADDRESS "\n\n");
    buffer_clear(&buffer);
}

/* Whatever the width, the address can be read off whole. */
static void test_wrapping_loses_nothing(void **state)
{
    (void)state;
    struct buffer buffer;
    buffer_init(&buffer, 1 << 16);
    for (int columns = 3; columns < 120; columns++) {
        int top = 0;
        draw(100, columns, &top, &buffer);
        char joined[512];
        size_t length = 0;
        for (const char *at = strstr(buffer_text(&buffer), "ht"); at && *at; at++) {
            if (*at != '\n' && *at != ' ' && length + 1 < sizeof joined) {
                joined[length++] = *at;
            }
        }
        joined[length] = '\0';
        assert_string_equal(joined, ADDRESS);
    }
    buffer_clear(&buffer);
}

static void test_scrolling_stops_at_the_ends(void **state)
{
    (void)state;
    struct buffer buffer;
    buffer_init(&buffer, 1 << 16);
    int top = 1000;
    draw(2, 100, &top, &buffer);
    assert_int_equal(top, 2);
    assert_non_null(strstr(buffer_text(&buffer), "address"));
    top = -5;
    draw(2, 100, &top, &buffer);
    assert_int_equal(top, 0);
    top = 3;
    draw(50, 100, &top, &buffer);
    assert_int_equal(top, 0);
    buffer_clear(&buffer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_labels_and_unknown),
        cmocka_unit_test(test_wrapping_loses_nothing),
        cmocka_unit_test(test_scrolling_stops_at_the_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
