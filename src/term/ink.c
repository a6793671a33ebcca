/* SPDX-License-Identifier: MIT
 * From cells to curses. A blank shows no colour of its own, so it is given none: curses then takes gaps for what a
 * cleared line holds, and jumps over them. */
#include "config.h"

#include "ink.h"

#include "base/text.h"

#include <wchar.h>

struct ink {
    attr_t attributes;
    short pair;
    bool solid; /* shows on a blank, too */
};

static struct ink ink_of(const struct role_looks *looks, const struct cell *cell)
{
    attr_t attributes = looks->attributes[cell->role] | colors_attributes(cell->style);
    bool solid = looks->backgrounds[cell->role] || (attributes & (A_REVERSE | A_UNDERLINE)) != 0;
    return (struct ink){attributes, looks->pairs[cell->role], solid};
}

/* curses counts columns by the C library's table, the canvas by ours. Where they disagree about a character, what
 * stands behind it would be drawn in the wrong place: then a sign of the right width stands for it. */
static wchar_t agreed(const struct cell *cell, int columns)
{
    return wcwidth((wchar_t)cell->glyph) == columns ? (wchar_t)cell->glyph : L'?';
}

static void put_cell(int row, int column, const struct cell *cell, struct ink ink)
{
    int columns = text_columns(cell->glyph) == 2 ? 2 : 1;
    wchar_t glyph = agreed(cell, columns), mark = wcwidth((wchar_t)cell->mark) == 0 ? (wchar_t)cell->mark : 0;
    bool stands_in = glyph != (wchar_t)cell->glyph;
    wchar_t text[3] = {glyph, stands_in ? 0 : mark, 0};
    cchar_t character;
    for (int i = 0; i < (stands_in ? columns : 1); i++)
        if (setcchar(&character, text, ink.attributes, ink.pair, NULL) == OK)
            mvadd_wch(row, column + i, &character); /* ERR in the last corner, where it stands all the same */
}

static bool is_blank(const struct role_looks *looks, const struct cell *cell)
{
    return cell->glyph == ' ' && cell->mark == 0 && !ink_of(looks, cell).solid;
}

/* A blank that stands already need not be put again for another role that it does not show. */
static bool is_same(const struct role_looks *looks, const struct cell *a, const struct cell *b)
{
    if (is_blank(looks, a) && is_blank(looks, b))
        return true;
    return a->glyph == b->glyph && a->mark == b->mark && a->role == b->role && a->style == b->style;
}

void ink_put(const struct role_looks *looks, const struct canvas *canvas, const struct canvas *shown)
{
    static const struct ink plain = {A_NORMAL, 0, false};
    for (int row = 0; row < canvas->rows; row++)
        for (int column = 0; column < canvas->columns; column++) {
            size_t index = (size_t)row * (size_t)canvas->columns + (size_t)column;
            const struct cell *cell = &canvas->cells[index];
            if (cell->glyph != 0 && (shown == NULL || !is_same(looks, cell, &shown->cells[index])))
                put_cell(row, column, cell, is_blank(looks, cell) ? plain : ink_of(looks, cell));
        }
}
