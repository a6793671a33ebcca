/* SPDX-License-Identifier: MIT
 * Candles: each cell shows two half rows, each of which is empty, wick or body. Bars: strokes with ticks. */
#include "config.h"

#include "draw/chart.h"

#include <math.h>

enum half { HALF_EMPTY, HALF_WICK, HALF_BODY };

static const uint32_t candle_glyphs[3][3] = {
    /* lower half:     empty   wick    body */
    [HALF_EMPTY] = {' ', 0x2577, 0x257b},   /* ' ' ╷ ╻ */
    [HALF_WICK] = {0x2575, 0x2502, 0x257d}, /* ╵ │ ╽ */
    [HALF_BODY] = {0x2579, 0x257f, 0x2503}, /* ╹ ╿ ┃ */
};

struct span { /* of half rows, both ends included */
    int top, bottom;
};

static struct span span_of(const struct scale *scale, double a, double b)
{
    return (struct span){scale_half_row(scale, fmax(a, b)), scale_half_row(scale, fmin(a, b))};
}

static enum half half_at(struct span wick, struct span body, int row)
{
    if (row >= body.top && row <= body.bottom)
        return HALF_BODY;
    return row >= wick.top && row <= wick.bottom ? HALF_WICK : HALF_EMPTY;
}

static bool is_drawable(const struct candle *candle)
{
    return candle->known && isfinite(candle->open) && isfinite(candle->high) && isfinite(candle->low) &&
           isfinite(candle->close);
}

static enum role role_of(const struct candle *candle)
{
    return candle->close > candle->open ? ROLE_GAIN : candle->close < candle->open ? ROLE_LOSS : ROLE_FLAT;
}

static uint8_t style_of(const struct candle *candle)
{
    return candle->partial ? STYLE_DIM : 0;
}

static void draw_candle(struct canvas *canvas, struct rect area, const struct scale *scale, int column,
                        const struct candle *candle)
{
    struct span wick = span_of(scale, candle->high, candle->low);
    struct span body = span_of(scale, candle->open, candle->close);
    enum role role = role_of(candle);
    for (int row = 0; row < scale->rows && row < area.rows; row++) {
        enum half upper = half_at(wick, body, 2 * row);
        enum half lower = half_at(wick, body, 2 * row + 1);
        if (upper != HALF_EMPTY || lower != HALF_EMPTY)
            canvas_put(canvas, area, row, column, candle_glyphs[upper][lower], role, style_of(candle));
    }
}

void chart_candles(struct canvas *canvas, struct rect area, const struct scale *scale, const struct candle *candles,
                   int count)
{
    for (int i = 0; i < count && i < area.columns; i++)
        if (is_drawable(&candles[i]))
            draw_candle(canvas, area, scale, i, &candles[i]);
}

#define TICK_LEFT  0x2524U /* ┤ */
#define TICK_RIGHT 0x251cU /* ├ */
#define TICK_BOTH  0x253cU /* ┼ */

static uint32_t stroke_glyph(const struct scale *scale, const struct candle *candle, struct span wick, int row)
{
    bool opens = scale_row(scale, candle->open) == row, closes = scale_row(scale, candle->close) == row;
    if (opens || closes)
        return opens && closes ? TICK_BOTH : opens ? TICK_LEFT : TICK_RIGHT;
    struct span none = {1, 0};
    return candle_glyphs[half_at(wick, none, 2 * row)][half_at(wick, none, 2 * row + 1)];
}

void chart_strokes(struct canvas *canvas, struct rect area, const struct scale *scale, const struct candle *candles,
                   int count)
{
    for (int i = 0; i < count && i < area.columns; i++) {
        if (!is_drawable(&candles[i]))
            continue;
        struct span wick = span_of(scale, candles[i].high, candles[i].low);
        for (int row = 0; row < scale->rows && row < area.rows; row++) {
            uint32_t glyph = stroke_glyph(scale, &candles[i], wick, row);
            if (glyph != ' ')
                canvas_put(canvas, area, row, i, glyph, role_of(&candles[i]), style_of(&candles[i]));
        }
    }
}
