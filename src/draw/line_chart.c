/* SPDX-License-Identifier: MIT
 * Lines in braille: 2x4 dots a cell, joined; or in half blocks, where the font has none. A line never covers a
 * candle or a letter. */
#include "config.h"

#include "draw/chart.h"

#include "cells.h"
#include "scale_parts.h"

#include <math.h>

#define DOTS_ACROSS   2
#define DOTS_DOWN     4
#define BRAILLE_FIRST 0x2800U
#define BRAILLE_LAST  0x28ffU
#define UPPER_HALF    0x2580U
#define LOWER_HALF    0x2584U
#define WHOLE         0x2588U

static const uint8_t dots[DOTS_DOWN][DOTS_ACROSS] = {{0x01, 0x08}, {0x02, 0x10}, {0x04, 0x20}, {0x40, 0x80}};

static bool is_braille(uint32_t glyph)
{
    return glyph >= BRAILLE_FIRST && glyph <= BRAILLE_LAST;
}

/* Half a cell of the same line, or the whole of it; 0 where something else stands. */
static uint32_t half_block(const struct cell *cell, bool upper, enum role role)
{
    bool own =
        cell->role == role && (cell->glyph == UPPER_HALF || cell->glyph == LOWER_HALF || cell->glyph == WHOLE);
    if (cell->glyph == ' ' || (own && cell->glyph == (upper ? UPPER_HALF : LOWER_HALF)))
        return upper ? UPPER_HALF : LOWER_HALF;
    return own ? WHOLE : 0;
}

static void add_dot(struct canvas *canvas, struct rect area, int x, int y, enum role role)
{
    int row = y / DOTS_DOWN;
    int column = x / DOTS_ACROSS;
    const struct cell *cell = cells_at(canvas, area, row, column);
    if (cell == NULL)
        return;
    if (canvas->half_blocks) {
        uint32_t glyph = half_block(cell, y % DOTS_DOWN < DOTS_DOWN / 2, role);
        if (glyph != 0)
            canvas_put(canvas, area, row, column, glyph, role, 0);
        return;
    }
    bool is_line = is_braille(cell->glyph) || (canvas->ascii && cell->glyph == '*');
    if (cell->glyph != ' ' && !is_line)
        return;
    uint32_t before = is_braille(cell->glyph) ? cell->glyph : BRAILLE_FIRST;
    canvas_put(canvas, area, row, column, before | dots[y % DOTS_DOWN][x % DOTS_ACROSS], role, 0);
}

static void add_run(struct canvas *canvas, struct rect area, int x, int from, int to, enum role role)
{
    int step = to >= from ? 1 : -1;
    for (int y = from; y != to + step; y += step)
        add_dot(canvas, area, x, y, role);
}

void chart_line(struct canvas *canvas, struct rect area, const struct scale *scale, const struct point *points,
                int count, enum role role)
{
    bool joined = false;
    int before = 0;
    for (int x = 0; x < count && x / DOTS_ACROSS < area.columns; x++) {
        if (!points[x].known || !isfinite(points[x].value) || scale->rows <= 0) {
            joined = false;
            continue;
        }
        int y = scale_part(scale, points[x].value, DOTS_DOWN);
        bool climbs = joined && y != before;
        add_run(canvas, area, x, climbs ? before + (y > before ? 1 : -1) : y, y, role);
        before = y;
        joined = true;
    }
}
