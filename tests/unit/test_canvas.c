/* SPDX-License-Identifier: MIT
 * The canvas: clipping at any rectangle, wide characters, fields, text output, ASCII. */
#include "config.h"

#include "draw/canvas.h"

#include "base/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define OUTSIDE 0x00a4U /* a glyph that no test draws */

static struct rect whole(const struct canvas *canvas)
{
    return (struct rect){0, 0, canvas->rows, canvas->columns};
}

static void expect_text(const struct canvas *canvas, const char *expected)
{
    struct buffer buffer;
    buffer_init(&buffer, 1 << 20);
    assert_true(canvas_to_text(canvas, &buffer));
    assert_string_equal(buffer_text(&buffer), expected);
    buffer_clear(&buffer);
}

static void text_is_cut_with_an_ellipsis(void **state)
{
    struct canvas canvas;
    (void)state;
    canvas_init(&canvas, 3, 8);
    assert_int_equal(canvas_text(&canvas, whole(&canvas), 0, 0, -1, ROLE_TEXT, 0, "NVIDIA Corp"), 8);
    assert_int_equal(canvas_text(&canvas, whole(&canvas), 1, 0, -1, ROLE_TEXT, 0, "NVIDIA C"), 8);
    assert_int_equal(canvas_text(&canvas, whole(&canvas), 2, 2, 4, ROLE_TEXT, 0, "NVIDIA"), 4);
    expect_text(&canvas, "NVIDIA …\nNVIDIA C\n  NVI…\n");
    canvas_clear(&canvas);
}

static void wide_characters_are_never_halved(void **state)
{
    struct canvas canvas;
    (void)state;
    canvas_init(&canvas, 1, 5);
    assert_int_equal(canvas_text(&canvas, whole(&canvas), 0, 0, -1, ROLE_TEXT, 0, "台積電"), 5);
    expect_text(&canvas, "台積…\n");
    canvas_put(&canvas, whole(&canvas), 0, 1, 'x', ROLE_TEXT, 0); /* on a right half */
    expect_text(&canvas, " x積…\n");
    canvas_put(&canvas, whole(&canvas), 0, 1, 0x96fb, ROLE_TEXT, 0); /* over x and a left half */
    expect_text(&canvas, " 電 …\n");
    canvas_put(&canvas, whole(&canvas), 0, 4, 0x96fb, ROLE_TEXT, 0); /* half outside */
    expect_text(&canvas, " 電\n");
    canvas_clear(&canvas);
}

static void marks_stay_with_their_base(void **state)
{
    struct canvas canvas;
    (void)state;
    canvas_init(&canvas, 1, 6);
    assert_int_equal(canvas_text(&canvas, whole(&canvas), 0, 0, -1, ROLE_TEXT, 0, "e\xcc\x81t"), 2);
    assert_int_equal(canvas.cells[0].mark, 0x301);
    expect_text(&canvas, "e\xcc\x81t\n");
    canvas_clear(&canvas);
}

static void a_number_that_does_not_fit_is_not_cut(void **state)
{
    struct canvas canvas;
    (void)state;
    canvas_init(&canvas, 5, 8);
    canvas_field(&canvas, whole(&canvas), 0, 0, 6, ALIGN_RIGHT, ROLE_TEXT, 0, "133.20", true);
    canvas_field(&canvas, whole(&canvas), 1, 0, 6, ALIGN_RIGHT, ROLE_TEXT, 0, "1133.20", true);
    canvas_field(&canvas, whole(&canvas), 2, 0, 6, ALIGN_RIGHT, ROLE_TEXT, 0, "5.1", true);
    canvas_field(&canvas, whole(&canvas), 3, 0, 6, ALIGN_LEFT, ROLE_TEXT, 0, "Neoclouds", false);
    canvas_field(&canvas, whole(&canvas), 4, 0, 6, ALIGN_CENTRE, ROLE_TEXT, 0, "ab", false);
    expect_text(&canvas, "133.20\n######\n   5.1\nNeocl…\n  ab\n");
    canvas_clear(&canvas);
}

static void ascii_replaces_what_it_cannot_show(void **state)
{
    struct canvas canvas;
    (void)state;
    canvas_init(&canvas, 2, 20);
    canvas.ascii = true;
    canvas_text(&canvas, whole(&canvas), 0, 0, -1, ROLE_TEXT, 0, "┌─▲▼→…–┐│⠿▅ 台é");
    canvas_text(&canvas, whole(&canvas), 1, 0, 4, ROLE_TEXT, 0, "abcdef");
    expect_text(&canvas, "+-^v>.-+|*= ???\nabc.\n");
    canvas_clear(&canvas);
}

static void every_ascii_stand_in_is_printable(void **state)
{
    (void)state;
    for (uint32_t glyph = 0; glyph < 0x30000; glyph++) {
        char stand_in = canvas_ascii(glyph);
        assert_true(stand_in >= ' ' && stand_in < 0x7f);
    }
    assert_int_equal(canvas_ascii('q'), 'q');
    assert_int_equal(canvas_ascii(0x2800), ' ');
}

static void sizes_are_never_negative(void **state)
{
    struct canvas canvas;
    (void)state;
    canvas_init(&canvas, -3, -1);
    assert_int_equal(canvas.rows, 0);
    assert_int_equal(canvas.columns, 0);
    canvas_put(&canvas, (struct rect){0, 0, 5, 5}, 0, 0, 'x', ROLE_TEXT, 0);
    canvas_clear(&canvas);
    for (int rows = -3; rows < 6; rows++)
        for (int margin = -1; margin < 5; margin++) {
            struct rect inside = rect_inside((struct rect){1, 1, rows, rows}, margin, margin);
            assert_true(inside.rows >= 0 && inside.columns >= 0);
        }
}

static void roles_follow_the_text(void **state)
{
    struct canvas canvas;
    struct buffer buffer;
    (void)state;
    canvas_init(&canvas, 1, 4);
    buffer_init(&buffer, 1000);
    canvas_text(&canvas, whole(&canvas), 0, 1, -1, ROLE_GAIN, 0, "up");
    canvas_fill_role(&canvas, whole(&canvas), 0, 2, 9, ROLE_SELECTION, 0);
    assert_true(canvas_roles_to_text(&canvas, &buffer));
    assert_string_equal(buffer_text(&buffer), " up\n.gSS\n");
    buffer_clear(&buffer);
    canvas_clear(&canvas);
}

/* --- property: whatever is drawn, nothing outside of the area changes --- */

static int pick(int low, int high)
{
    return low + rand() % (high - low + 1); /* NOLINT(cert-msc30-c,concurrency-mt-unsafe): a fixed seed is wanted */
}

static void draw_something(struct canvas *canvas, struct rect area)
{
    static const char *const texts[] = {"", "a", "台積電 Taiwan", "é̂ and → …", "plain text that is rather long"};
    const char *text = texts[pick(0, 4)];
    int row = pick(-3, 12);
    int column = pick(-5, 25);
    int width = pick(-2, 30);
    switch (pick(0, 5)) {
    case 0:
        canvas_text(canvas, area, row, column, width, ROLE_TEXT, 0, text);
        break;
    case 1:
        canvas_field(canvas, area, row, column, width, (enum align)pick(0, 2), ROLE_TEXT, 0, text, pick(0, 1) == 1);
        break;
    case 2:
        canvas_put(canvas, area, row, column, 0x96fb, ROLE_TEXT, 0);
        break;
    case 3:
        canvas_erase(canvas, area, ROLE_TEXT);
        break;
    case 4:
        canvas_fill_role(canvas, area, row, column, width, ROLE_GAIN, 0);
        break;
    default:
        canvas_printf(canvas, area, row, column, ROLE_TEXT, 0, "%d %s", row, text);
    }
}

static bool is_inside(struct rect area, int row, int column)
{
    return row >= area.row && row < area.row + area.rows && column >= area.column &&
           column < area.column + area.columns;
}

static void nothing_outside_is_touched(void **state)
{
    struct canvas canvas;
    (void)state;
    srand(7); /* NOLINT(cert-msc51-cpp,cert-msc32-c): repeatable */
    for (int round = 0; round < 20000; round++) {
        canvas_init(&canvas, pick(0, 12), pick(0, 30));
        struct rect area = {pick(-4, 14), pick(-6, 32), pick(-3, 14), pick(-3, 32)};
        canvas.ascii = pick(0, 3) == 0;
        for (int i = 0; i < canvas.rows * canvas.columns; i++)
            canvas.cells[i].glyph = OUTSIDE;
        for (int i = 0; i < 4; i++)
            draw_something(&canvas, area);
        for (int row = 0; row < canvas.rows; row++)
            for (int column = 0; column < canvas.columns; column++) {
                const struct cell *cell = &canvas.cells[row * canvas.columns + column];
                if (!is_inside(area, row, column))
                    assert_int_equal(cell->glyph, OUTSIDE);
                if (cell->glyph == 0)
                    assert_true(column > 0 && text_columns(cell[-1].glyph) == 2);
                if (text_columns(cell->glyph) == 2)
                    assert_true(column + 1 < canvas.columns && cell[1].glyph == 0);
            }
        canvas_clear(&canvas);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_is_cut_with_an_ellipsis),
        cmocka_unit_test(wide_characters_are_never_halved),
        cmocka_unit_test(marks_stay_with_their_base),
        cmocka_unit_test(a_number_that_does_not_fit_is_not_cut),
        cmocka_unit_test(ascii_replaces_what_it_cannot_show),
        cmocka_unit_test(every_ascii_stand_in_is_printable),
        cmocka_unit_test(sizes_are_never_negative),
        cmocka_unit_test(roles_follow_the_text),
        cmocka_unit_test(nothing_outside_is_touched),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
