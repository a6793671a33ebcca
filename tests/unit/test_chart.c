/* SPDX-License-Identifier: MIT
 * Charts: glyph by glyph, and at any size and any values. */
#include "config.h"

#include "draw/chart.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define OUTSIDE 0x00a4U

static struct rect whole(const struct canvas *canvas)
{
    return (struct rect){0, 0, canvas->rows, canvas->columns};
}

static void expect_text(struct canvas *canvas, const char *expected)
{
    struct buffer buffer;
    buffer_init(&buffer, 1 << 20);
    assert_true(canvas_to_text(canvas, &buffer));
    assert_string_equal(buffer_text(&buffer), expected);
    buffer_clear(&buffer);
    canvas_clear(canvas);
}

static void all_nine_candle_glyphs(void **state)
{
    struct canvas canvas;
    struct scale scale = {.low = 0, .high = 2, .rows = 1, .step = 1};
    /* Half rows: 1..2 above, 0..1 below. */
    const struct candle candles[] = {
        {.known = false},
        {.open = 1.5, .high = 1.5, .low = 1.5, .close = 1.5, .known = true}, /* body above */
        {.open = 0.5, .high = 0.5, .low = 0.5, .close = 0.5, .known = true}, /* body below */
        {.open = 0.5, .high = 1.5, .low = 0.5, .close = 1.5, .known = true}, /* body both */
        {.open = 0.5, .high = 1.5, .low = 0.2, .close = 0.6, .known = true}, /* wick over body */
        {.open = 1.5, .high = 1.8, .low = 0.2, .close = 1.6, .known = true}, /* body over wick */
    };
    (void)state;
    canvas_init(&canvas, 1, 6);
    chart_candles(&canvas, whole(&canvas), &scale, candles, 6);
    expect_text(&canvas, " ╹╻┃╽╿\n");

    struct scale tall = {.low = 0, .high = 6, .rows = 3, .step = 1};
    const struct candle wicks[] = {
        {.open = 3.5, .high = 4.5, .low = 1.5, .close = 3.5, .known = true}, /* ╷ ╿ ╵ */
        {.open = 2.5, .high = 5.5, .low = 0.5, .close = 2.5, .known = true}, /* │ ╽ │ */
    };
    canvas_init(&canvas, 3, 2);
    chart_candles(&canvas, whole(&canvas), &tall, wicks, 2);
    expect_text(&canvas, "╷│\n╿╽\n╵│\n");
}

static void candles_say_their_direction(void **state)
{
    struct canvas canvas;
    struct scale scale = {.low = 0, .high = 2, .rows = 1, .step = 1};
    const struct candle candles[] = {{.open = 1, .high = 2, .low = 0, .close = 2, .known = true},
                                     {.open = 2, .high = 2, .low = 0, .close = 1, .known = true},
                                     {.open = 1, .high = 2, .low = 0, .close = 1, .known = true}};
    (void)state;
    canvas_init(&canvas, 1, 3);
    chart_candles(&canvas, whole(&canvas), &scale, candles, 3);
    assert_int_equal(canvas.cells[0].role, ROLE_GAIN);
    assert_int_equal(canvas.cells[1].role, ROLE_LOSS);
    assert_int_equal(canvas.cells[2].role, ROLE_FLAT);
    canvas_clear(&canvas);
}

/* It changes with every tick until its time is over. */
static void a_candle_that_goes_on_is_dim(void **state)
{
    static const struct candle candles[] = {{1, 3, 1, 3, true, false}, {1, 3, 1, 3, true, true}};
    struct canvas canvas;
    struct scale scale = scale_make(1, 3, 2);
    struct rect area = {0, 0, 2, 2};
    (void)state;
    canvas_init(&canvas, 2, 2);
    chart_candles(&canvas, area, &scale, candles, 2);
    assert_int_equal(canvas.cells[0].style, 0);
    assert_int_equal(canvas.cells[1].style, STYLE_DIM);
    canvas_erase(&canvas, area, ROLE_TEXT);
    chart_strokes(&canvas, area, &scale, candles, 2);
    assert_int_equal(canvas.cells[0].style, 0);
    assert_int_equal(canvas.cells[1].style, STYLE_DIM);
    canvas_clear(&canvas);
}

static void lines_are_joined_and_gaps_stay(void **state)
{
    struct canvas canvas;
    struct scale scale = {.low = 0, .high = 8, .rows = 2, .step = 1};
    const struct point points[] = {{7.5, true}, {0.5, true}, {0, false}, {3.5, true}, {0.5, true}, {0.5, true}};
    (void)state;
    canvas_init(&canvas, 2, 3);
    chart_line(&canvas, whole(&canvas), &scale, points, 6, ROLE_CHART_LINE);
    expect_text(&canvas, "⢱\n⢸⠈⣆\n"); /* the run down, a lone dot behind the gap, a run down again */
}

static void lines_in_half_blocks(void **state)
{
    struct canvas canvas;
    struct scale scale = {.low = 0, .high = 2, .rows = 2, .step = 1};
    const struct point points[] = {{0.1, true}, {0.1, true}, {0.9, true}, {0.9, true},
                                   {0.1, true}, {1.9, true}, {0, false},  {0, false}};
    (void)state;
    canvas_init(&canvas, 2, 5);
    canvas.half_blocks = true;
    canvas_put(&canvas, whole(&canvas), 0, 2, 'x', ROLE_TEXT, 0);
    chart_line(&canvas, whole(&canvas), &scale, points, 8, ROLE_CHART_LINE);
    expect_text(&canvas, "  x\n▄██\n"); /* the climb fills its cell; a letter stays */
}

static void a_line_covers_no_candle(void **state)
{
    struct canvas canvas;
    struct scale scale = {.low = 0, .high = 4, .rows = 1, .step = 1};
    const struct point points[] = {{1, true}, {1, true}, {1, true}, {1, true}};
    (void)state;
    canvas_init(&canvas, 1, 2);
    canvas_put(&canvas, whole(&canvas), 0, 0, 0x2503, ROLE_GAIN, 0);
    chart_line(&canvas, whole(&canvas), &scale, points, 4, ROLE_CHART_AVERAGE);
    expect_text(&canvas, "┃⣀\n");
}

static void columns_grow_from_the_bottom(void **state)
{
    struct canvas canvas;
    const struct point points[] = {{16, true}, {8, true},  {1, true},  {0, true},
                                   {0, false}, {12, true}, {-5, true}, {0.1, true}};
    (void)state;
    canvas_init(&canvas, 2, 8);
    chart_columns(&canvas, whole(&canvas), points, 8, ROLE_CHART_VOLUME);
    expect_text(&canvas, "█    ▄\n██▁  █ ▁\n"); /* what is not nothing is seen */
}

static void sparklines_keep_spikes_and_gaps(void **state)
{
    struct canvas canvas;
    const float values[] = {0, 1, 2, 3, 4, 5, 6, 7};
    const float gaps[] = {0, NAN, 7};
    const float spike[] = {1, 1, 1, 9, 1, 1, 1, 1};
    const float flat[] = {5, 5};
    (void)state;
    canvas_init(&canvas, 4, 8);
    chart_spark(&canvas, whole(&canvas), 0, 0, 8, values, 8, ROLE_TEXT);
    chart_spark(&canvas, whole(&canvas), 1, 0, 8, gaps, 3, ROLE_TEXT);
    chart_spark(&canvas, whole(&canvas), 2, 0, 4, spike, 8, ROLE_TEXT);
    chart_spark(&canvas, whole(&canvas), 3, 0, 8, flat, 2, ROLE_TEXT);
    expect_text(&canvas, "▁▂▃▄▅▆▇█\n     ▁ █\n▁█▁▁\n      ▄▄\n");
}

static void shares_end_in_eighths(void **state)
{
    struct canvas canvas;
    (void)state;
    canvas_init(&canvas, 5, 4);
    chart_share(&canvas, whole(&canvas), 0, 0, 4, 0.5, ROLE_TEXT);
    chart_share(&canvas, whole(&canvas), 1, 0, 4, 1.0 / 32, ROLE_TEXT);
    chart_share(&canvas, whole(&canvas), 2, 0, 4, 0.7, ROLE_TEXT);
    chart_share(&canvas, whole(&canvas), 3, 0, 4, 7.0, ROLE_TEXT);
    chart_share(&canvas, whole(&canvas), 4, 0, 4, -1.0, ROLE_TEXT);
    expect_text(&canvas, "██\n▏\n██▊\n████\n\n");
}

static void marks_stand_where_their_values_are(void **state)
{
    struct canvas canvas;
    const struct chart_mark marks[] = {
        {65, '|', ROLE_TEXT}, {148, 'o', ROLE_TEXT}, {999, '>', ROLE_TEXT}, {NAN, 'x', ROLE_TEXT}};
    (void)state;
    canvas_init(&canvas, 1, 11);
    chart_axis_marks(&canvas, whole(&canvas), 0, 0, 11, 65, 240, marks, 4);
    expect_text(&canvas, "|────o────>\n");
}

static void ticks_are_round(void **state)
{
    struct canvas canvas;
    struct scale scale = scale_make(104.3, 141.9, 12);
    (void)state;
    assert_true(scale.step == 10.0);
    assert_int_equal(scale.decimals, 0);
    canvas_init(&canvas, 12, 8);
    chart_value_axis(&canvas, whole(&canvas), &scale, 8);
    expect_text(&canvas, "┤ 140\n\n\n┤ 130\n\n\n┤ 120\n\n\n\n┤ 110\n\n");
    assert_int_equal(scale_make(2.01, 2.13, 12).decimals, 2);
}

static void steps_are_one_two_five(void **state)
{
    (void)state;
    for (int i = 1; i < 3000; i++) {
        struct scale scale = scale_make(10, 10 + i * 0.037, 20);
        double power = pow(10, floor(log10(scale.step) + 1e-9));
        double factor = scale.step / power;
        assert_true(fabs(factor - 1) < 1e-6 || fabs(factor - 2) < 1e-6 || fabs(factor - 5) < 1e-6);
    }
}

static void odd_ranges_make_a_usable_scale(void **state)
{
    static const double values[] = {0, -0.0, 1, 5, 5.0000001, -3, 1e-300, 1e300, -1e300, NAN, INFINITY, -INFINITY};
    const size_t count = sizeof values / sizeof values[0];
    (void)state;
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < count; j++)
            for (int rows = -1; rows < 4; rows++) {
                struct scale scale = scale_make(values[i], values[j], rows);
                assert_true(scale.high > scale.low && scale.step > 0 && isfinite(scale.high - scale.low));
                for (size_t k = 0; k < count; k++) {
                    int half = scale_half_row(&scale, values[k]);
                    assert_true(half >= 0 && (half < 2 * scale.rows || scale.rows == 0));
                }
            }
}

/* --- property: any size, any values, nothing outside of the area changes --- */

static int pick(int low, int high)
{
    return low + rand() % (high - low + 1); /* NOLINT(cert-msc30-c,concurrency-mt-unsafe): a fixed seed is wanted */
}

static double any_value(void)
{
    static const double odd[] = {NAN, INFINITY, -INFINITY, 0, 1e300, -1e300, 1e-310};
    return pick(0, 9) == 0 ? odd[pick(0, 6)] : pick(-1000, 1000) / 7.0;
}

static void draw_all(struct canvas *canvas, struct rect area)
{
    struct point points[40];
    struct candle candles[40];
    float values[40];
    struct chart_mark marks[3];
    struct scale scale = scale_make(any_value(), any_value(), pick(-2, 14));
    for (int i = 0; i < 40; i++) {
        points[i] = (struct point){any_value(), pick(0, 4) != 0};
        candles[i] =
            (struct candle){any_value(), any_value(), any_value(), any_value(), pick(0, 4) != 0, pick(0, 4) == 0};
        values[i] = pick(0, 6) == 0 ? NAN : (float)pick(-50, 50);
    }
    for (size_t i = 0; i < 3; i++)
        marks[i] = (struct chart_mark){any_value(), 0x25cf, ROLE_TEXT};
    chart_columns(canvas, area, points, pick(0, 40), ROLE_TEXT);
    chart_candles(canvas, area, &scale, candles, pick(0, 40));
    chart_line(canvas, area, &scale, points, pick(0, 40), ROLE_TEXT);
    chart_value_axis(canvas, area, &scale, pick(-3, 20));
    chart_spark(canvas, area, pick(-2, 12), pick(-5, 30), pick(-3, 40), values, (size_t)pick(0, 40), ROLE_TEXT);
    chart_share(canvas, area, pick(-2, 12), pick(-5, 30), pick(-3, 40), any_value(), ROLE_TEXT);
    chart_axis_marks(canvas, area, pick(-2, 12), pick(-5, 30), pick(-3, 40), any_value(), any_value(), marks, 3);
}

static void nothing_outside_is_touched(void **state)
{
    struct canvas canvas;
    (void)state;
    srand(11); /* NOLINT(cert-msc51-cpp,cert-msc32-c): repeatable */
    for (int round = 0; round < 10000; round++) {
        canvas_init(&canvas, pick(0, 12), pick(0, 30));
        struct rect area = {pick(-4, 14), pick(-6, 32), pick(-3, 14), pick(-3, 32)};
        for (int i = 0; i < canvas.rows * canvas.columns; i++)
            canvas.cells[i].glyph = OUTSIDE;
        draw_all(&canvas, area);
        for (int row = 0; row < canvas.rows; row++)
            for (int column = 0; column < canvas.columns; column++)
                if (row < area.row || row >= area.row + area.rows || column < area.column ||
                    column >= area.column + area.columns)
                    assert_int_equal(canvas.cells[row * canvas.columns + column].glyph, OUTSIDE);
        canvas_clear(&canvas);
    }
}

static void test_logarithmic_rows_are_equal_ratios(void **state)
{
    (void)state;
    struct scale scale = scale_make(1, 10000, 8);
    scale_make_logarithmic(&scale);
    assert_int_equal(scale_row(&scale, 9999), 0);
    assert_int_equal(scale_row(&scale, 101), 3);
    assert_int_equal(scale_row(&scale, 99), 4);
    assert_int_equal(scale_row(&scale, -5), 7);
    scale = scale_make(-1, 10, 8);
    scale_make_logarithmic(&scale);
    assert_false(scale.logarithmic);
}

static void test_a_stroke_has_its_ticks(void **state)
{
    (void)state;
    struct canvas canvas;
    struct rect area = {0, 0, 4, 2};
    struct scale scale = scale_make(0, 4, 4);
    struct candle candles[2] = {{.open = 1.5, .high = 4, .low = 0, .close = 3.5, .known = true}};
    canvas_init(&canvas, 4, 2);
    chart_strokes(&canvas, area, &scale, candles, 2);
    assert_int_equal(canvas.cells[0].glyph, 0x251c); /* close, to the right */
    assert_int_equal(canvas.cells[2].glyph, 0x2502);
    assert_int_equal(canvas.cells[4].glyph, 0x2524); /* open, to the left */
    assert_int_equal(canvas.cells[6].glyph, 0x2502);
    assert_int_equal(canvas.cells[1].glyph, ' ');
    canvas_clear(&canvas);
}

static void test_an_area_is_filled_to_its_values(void **state)
{
    (void)state;
    struct canvas canvas;
    struct rect area = {0, 0, 4, 2};
    struct scale scale = scale_make(0, 4, 4);
    struct point points[2] = {{2, true}, {2, false}};
    canvas_init(&canvas, 4, 2);
    chart_area(&canvas, area, &scale, points, 2, ROLE_CHART_LINE);
    assert_int_equal(canvas.cells[2].glyph, ' ');
    assert_int_equal(canvas.cells[4].glyph, 0x2588);
    assert_int_equal(canvas.cells[6].glyph, 0x2588);
    assert_int_equal(canvas.cells[7].glyph, ' ');
    canvas_clear(&canvas);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_logarithmic_rows_are_equal_ratios),
        cmocka_unit_test(test_a_stroke_has_its_ticks),
        cmocka_unit_test(test_an_area_is_filled_to_its_values),
        cmocka_unit_test(all_nine_candle_glyphs),
        cmocka_unit_test(candles_say_their_direction),
        cmocka_unit_test(a_candle_that_goes_on_is_dim),
        cmocka_unit_test(lines_are_joined_and_gaps_stay),
        cmocka_unit_test(lines_in_half_blocks),
        cmocka_unit_test(a_line_covers_no_candle),
        cmocka_unit_test(columns_grow_from_the_bottom),
        cmocka_unit_test(sparklines_keep_spikes_and_gaps),
        cmocka_unit_test(shares_end_in_eighths),
        cmocka_unit_test(marks_stand_where_their_values_are),
        cmocka_unit_test(ticks_are_round),
        cmocka_unit_test(steps_are_one_two_five),
        cmocka_unit_test(odd_ranges_make_a_usable_scale),
        cmocka_unit_test(nothing_outside_is_touched),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
