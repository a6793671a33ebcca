/* SPDX-License-Identifier: MIT
 * Indices in the top line: names, yields in basis points, and that what does not fit is left out whole. */
#include "config.h"

#include "index_line.h"

#include "base/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static struct quote items[] = {
    {.symbol = "^GSPC", .last = {6612.4, true}, .prior_close = {6585, true}, .decimals = 2},
    {.symbol = "^TNX", .last = {4.12, true}, .prior_close = {4.15, true}, .decimals = 3},
    {.symbol = "^VIX", .last = {17.4, true}, .decimals = 2},
    {.symbol = "^SOX", .decimals = 2},
};
static const struct quotes quotes = {items, 4};

static void an_index_reads_as_a_trader_says_it(void **state)
{
    char text[INDEX_TEXT_SIZE];
    (void)state;
    assert_true(index_text(text, &quotes, "^GSPC", false));
    assert_string_equal(text, "SPX 6612.40 +0.42%");
    assert_true(index_text(text, &quotes, "^GSPC", true));
    assert_string_equal(text, "SPX +0.42%");
    assert_true(index_text(text, &quotes, "^TNX", true));
    assert_string_equal(text, "10y 4.12% -3bp");
    assert_true(index_text(text, &quotes, "^VIX", false));
    assert_string_equal(text, "VIX 17.40 \xe2\x80\x93"); /* no prior close: no change, and not 0 */
    assert_false(index_text(text, &quotes, "^SOX", false));
    assert_false(index_text(text, &quotes, "^NDX", false));
    assert_false(index_text(text, NULL, "^GSPC", false));
}

static void expect(int columns, int least, const char *line, int edge)
{
    struct canvas canvas;
    struct buffer buffer;
    struct rect area = {0, 0, 1, columns};
    canvas_init(&canvas, 1, columns);
    buffer_init(&buffer, 4096);
    canvas_erase(&canvas, area, ROLE_TEXT);
    assert_int_equal(index_line_draw(&canvas, area, &quotes, "^GSPC ^NDX ^TNX ^VIX", least, columns), edge);
    assert_true(canvas_to_text(&canvas, &buffer));
    const char *text = buffer_text(&buffer);
    assert_string_equal(text + strspn(text, " "), line);
    buffer_clear(&buffer);
    canvas_clear(&canvas);
}

static void what_does_not_fit_is_left_out_whole(void **state)
{
    (void)state;
    expect(60, 0, "SPX 6612.40 +0.42%  10y 4.12% -3bp  VIX 17.40 \xe2\x80\x93\n", 11);
    expect(45, 0, "SPX +0.42%  10y 4.12% -3bp  VIX \xe2\x80\x93\n", 10);
    expect(30, 0, "SPX +0.42%  10y 4.12% -3bp\n", 2);
    expect(20, 0, "SPX +0.42%\n", 8);
    expect(11, 0, "\n", 11);
    expect(60, 55, "\n", 60);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(an_index_reads_as_a_trader_says_it),
                                       cmocka_unit_test(what_does_not_fit_is_left_out_whole)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
