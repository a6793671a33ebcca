/* SPDX-License-Identifier: MIT
 * Cells, clipping and text on them. The one invariant: a wide character's left half is followed by its right half
 * (glyph 0); who loses one half loses both. */
#include "config.h"

#include "draw/canvas.h"

#include "base/memory.h"
#include "base/text.h"
#include "cells.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PRINTF_SIZE 1024

static const struct cell blank = {.glyph = ' ', .role = ROLE_TEXT};

/* --- life --- */

static int not_negative(int value)
{
    return value > 0 ? value : 0;
}

static size_t cell_count(const struct canvas *canvas)
{
    return (size_t)canvas->rows * (size_t)canvas->columns;
}

void canvas_init(struct canvas *canvas, int rows, int columns)
{
    *canvas = (struct canvas){.cursor_row = -1, .cursor_column = -1};
    canvas_resize(canvas, rows, columns);
}

void canvas_clear(struct canvas *canvas)
{
    free(canvas->cells);
    canvas->cells = NULL;
    canvas->rows = canvas->columns = 0;
}

void canvas_resize(struct canvas *canvas, int rows, int columns)
{
    canvas->rows = not_negative(rows);
    canvas->columns = not_negative(columns);
    free(canvas->cells);
    canvas->cells = memory_new(cell_count(canvas) + 1, sizeof *canvas->cells);
    for (size_t i = 0; i < cell_count(canvas); i++)
        canvas->cells[i] = blank;
    canvas->cursor_row = canvas->cursor_column = -1;
}

/* --- cells --- */

struct cell *cells_at(const struct canvas *canvas, struct rect area, int row, int column)
{
    if (row < 0 || column < 0 || row >= area.rows || column >= area.columns)
        return NULL;
    int64_t y = (int64_t)area.row + row;
    int64_t x = (int64_t)area.column + column;
    if (y < 0 || x < 0 || y >= canvas->rows || x >= canvas->columns)
        return NULL;
    return &canvas->cells[(size_t)y * (size_t)canvas->columns + (size_t)x];
}

/* What stood here goes; the orphaned half of a wide character beside it, too. */
static void overwrite(const struct canvas *canvas, struct cell *cell, struct cell content)
{
    size_t column = (size_t)(cell - canvas->cells) % (size_t)canvas->columns;
    if (cell->glyph == 0 && column > 0 && text_columns(cell[-1].glyph) == 2) {
        cell[-1].glyph = ' ';
        cell[-1].mark = 0;
    }
    if (column + 1 < (size_t)canvas->columns && cell[1].glyph == 0)
        cell[1].glyph = ' ';
    *cell = content;
}

static struct cell cell_of(uint32_t glyph, enum role role, unsigned style)
{
    return (struct cell){.glyph = glyph, .role = (uint8_t)role, .style = (uint8_t)style};
}

void canvas_put(struct canvas *canvas, struct rect area, int row, int column, uint32_t glyph, enum role role,
                unsigned style)
{
    struct cell *left = cells_at(canvas, area, row, column);
    unsigned columns = text_columns(glyph);
    uint32_t right_glyph = 0;
    if (canvas->ascii && glyph >= 0x7f) {
        glyph = (uint32_t)canvas_ascii(glyph);
        right_glyph = glyph;
    }
    if (columns == 0)
        return; /* marks come with their base, through canvas_text */
    if (columns == 1) {
        if (left != NULL)
            overwrite(canvas, left, cell_of(glyph, role, style));
        return;
    }
    struct cell *right = cells_at(canvas, area, row, column + 1);
    bool whole = left != NULL && right != NULL;
    if (left != NULL)
        overwrite(canvas, left, cell_of(whole ? glyph : ' ', role, style));
    if (right != NULL)
        overwrite(canvas, right, cell_of(whole ? right_glyph : ' ', role, style));
}

void canvas_erase(struct canvas *canvas, struct rect area, enum role role)
{
    for (int row = 0; row < area.rows && area.row + row < canvas->rows; row++)
        for (int column = 0; column < area.columns && area.column + column < canvas->columns; column++) {
            struct cell *cell = cells_at(canvas, area, row, column);
            if (cell != NULL)
                overwrite(canvas, cell, cell_of(' ', role, 0));
        }
}

void canvas_fill_role(struct canvas *canvas, struct rect area, int row, int column, int columns, enum role role,
                      unsigned style)
{
    for (int i = 0; i < columns && column + i < area.columns; i++) {
        struct cell *cell = cells_at(canvas, area, row, column + i);
        if (cell == NULL)
            continue;
        cell->role = (uint8_t)role;
        cell->style = (uint8_t)style;
    }
}

/* --- text --- */

static void put_mark(struct canvas *canvas, struct rect area, int row, int column, uint32_t mark)
{
    struct cell *cell = cells_at(canvas, area, row, column);
    if (cell != NULL && cell->mark == 0 && cell->glyph != ' ' && !canvas->ascii)
        cell->mark = mark;
}

/* The first `bytes` bytes of text; returns the columns. */
static int put_text(struct canvas *canvas, struct rect area, int row, int column, enum role role, unsigned style,
                    const char *text, size_t bytes)
{
    int used = 0;
    int base = 0; /* where the last character stands */
    for (size_t at = 0; at < bytes;) {
        uint32_t glyph;
        size_t length = text_decode(text + at, &glyph);
        if (length == 0)
            break;
        at += length;
        int columns = (int)text_columns(glyph);
        if (columns == 0) {
            if (used > 0)
                put_mark(canvas, area, row, column + base, glyph);
            continue;
        }
        base = used;
        canvas_put(canvas, area, row, column + used, glyph, role, style);
        used += columns;
    }
    return used;
}

int canvas_text(struct canvas *canvas, struct rect area, int row, int column, int width, enum role role,
                unsigned style, const char *text)
{
    int room = area.columns - column;
    if (width < 0 || width > room)
        width = room;
    if (width <= 0 || row < 0 || row >= area.rows)
        return 0;
    size_t fitting = text_prefix(text, (size_t)width);
    if (text[fitting] == '\0')
        return put_text(canvas, area, row, column, role, style, text, fitting);
    int used = put_text(canvas, area, row, column, role, style, text, text_prefix(text, (size_t)width - 1));
    canvas_put(canvas, area, row, column + used, 0x2026, role, style);
    return used + 1;
}

int canvas_field(struct canvas *canvas, struct rect area, int row, int column, int width, enum align align,
                 enum role role, unsigned style, const char *text, bool number)
{
    if (width > area.columns - column)
        width = area.columns - column;
    if (width <= 0)
        return 0;
    size_t wanted = text_width(text);
    int spare = wanted < (size_t)width ? width - (int)wanted : 0;
    int before = align == ALIGN_LEFT ? 0 : align == ALIGN_RIGHT ? spare : spare / 2;
    bool cut = number && wanted > (size_t)width;
    for (int i = 0; i < width; i++)
        canvas_put(canvas, area, row, column + i, cut ? '#' : ' ', role, style);
    if (!cut)
        (void)canvas_text(canvas, area, row, column + before, width - before, role, style, text);
    return width;
}

int canvas_printf(struct canvas *canvas, struct rect area, int row, int column, enum role role, unsigned style,
                  const char *format, ...)
{
    char text[PRINTF_SIZE];
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    if (length < 0)
        return 0;
    return canvas_text(canvas, area, row, column, -1, role, style, text);
}

/* --- as text --- */

static const struct cell *row_cells(const struct canvas *canvas, int row)
{
    return &canvas->cells[(size_t)row * (size_t)canvas->columns];
}

static bool append_row(const struct canvas *canvas, int row, struct buffer *buffer)
{
    const struct cell *cells = row_cells(canvas, row);
    int columns = canvas->columns;
    while (columns > 0 && cells[columns - 1].glyph == ' ')
        columns--;
    for (int i = 0; i < columns; i++) {
        char utf8[5];
        if (cells[i].glyph == 0)
            continue;
        if (!buffer_append(buffer, utf8, text_encode(cells[i].glyph, utf8)))
            return false;
        if (cells[i].mark != 0 && !buffer_append(buffer, utf8, text_encode(cells[i].mark, utf8)))
            return false;
    }
    return buffer_append(buffer, "\n", 1);
}

static bool append_roles(const struct canvas *canvas, int row, struct buffer *buffer)
{
    const struct cell *cells = row_cells(canvas, row);
    for (int i = 0; i < canvas->columns; i++) {
        char letter = role_letter((enum role)cells[i].role);
        if (!buffer_append(buffer, &letter, 1))
            return false;
    }
    return buffer_append(buffer, "\n", 1);
}

bool canvas_to_text(const struct canvas *canvas, struct buffer *buffer)
{
    for (int row = 0; row < canvas->rows; row++)
        if (!append_row(canvas, row, buffer))
            return false;
    return true;
}

bool canvas_roles_to_text(const struct canvas *canvas, struct buffer *buffer)
{
    if (!canvas_to_text(canvas, buffer))
        return false;
    for (int row = 0; row < canvas->rows; row++)
        if (!append_roles(canvas, row, buffer))
            return false;
    return true;
}

struct rect rect_inside(struct rect area, int rows, int columns)
{
    return (struct rect){
        .row = area.row + rows,
        .column = area.column + columns,
        .rows = not_negative(area.rows - 2 * rows),
        .columns = not_negative(area.columns - 2 * columns),
    };
}

static bool is_of_word(uint32_t glyph)
{
    return (glyph >= '0' && glyph <= '9') || (glyph >= 'A' && glyph <= 'Z') || (glyph >= 'a' && glyph <= 'z');
}

bool canvas_is_blank(const struct canvas *canvas, struct rect area, int row, int column)
{
    int y = area.row + row, x = area.column + column;
    bool inside = row >= 0 && column >= 0 && row < area.rows && column < area.columns && y >= 0 && x >= 0 &&
                  y < canvas->rows && x < canvas->columns;
    const struct cell *cell = inside ? &canvas->cells[(size_t)y * (size_t)canvas->columns + (size_t)x] : NULL;
    bool between = inside && column > 0 && column + 1 < area.columns && x + 1 < canvas->columns &&
                   is_of_word(cell[-1].glyph) && is_of_word(cell[1].glyph);
    return inside && cell->glyph == ' ' && !between;
}
