/* SPDX-License-Identifier: MIT
 * Laying out a sheet: labels in one column, values wrapped beside them, or below them where it is narrow. */
#include "config.h"

#include "sheet.h"

#include "base/format.h"
#include "base/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define NARROW_COLUMNS 36
#define PRINT_SIZE     512

void sheet_init(struct sheet *sheet)
{
    arena_init(&sheet->arena);
    sheet->first = sheet->last = NULL;
}

void sheet_clear(struct sheet *sheet)
{
    arena_clear(&sheet->arena);
    sheet->first = sheet->last = NULL;
}

static struct sheet_line *append(struct sheet *sheet)
{
    struct sheet_line *line = arena_alloc(&sheet->arena, sizeof *line);
    if (sheet->last)
        sheet->last->next = line;
    else
        sheet->first = line;
    sheet->last = line;
    return line;
}

void sheet_skip(struct sheet *sheet, int rows)
{
    if (rows <= 0)
        return;
    struct sheet_line *line = append(sheet);
    line->label = line->text = "";
    line->skipped = rows;
}

void sheet_field(struct sheet *sheet, const char *label, enum role role, const char *text)
{
    struct sheet_line *line = append(sheet);
    line->label = arena_text(&sheet->arena, label);
    line->text = arena_text(&sheet->arena, text && text[0] ? text : FORMAT_UNKNOWN);
    line->role = strcmp(line->text, FORMAT_UNKNOWN) == 0 ? ROLE_UNKNOWN : role;
}

void sheet_print(struct sheet *sheet, const char *label, enum role role, const char *format, ...)
{
    char text[PRINT_SIZE];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    sheet_field(sheet, label, role, text);
}

void sheet_text(struct sheet *sheet, enum role role, const char *text)
{
    sheet_field(sheet, "", role, text);
}

void sheet_heading(struct sheet *sheet, const char *text)
{
    sheet_field(sheet, "", ROLE_HEADING, text);
}

/* Draws text wrapped into width columns from (row, column); rows outside the area are only counted. */
static int draw_wrapped(struct canvas *canvas, struct rect area, int row, int column, int width, enum role role,
                        const char *text)
{
    int rows = 0;
    do {
        size_t length = text_piece(text, (size_t)width);
        char piece[PRINT_SIZE];
        if (length == 0 && text[0] != '\0') {
            return rows; /* not even one wide character fits */
        }
        size_t copied = length < sizeof piece ? length : sizeof piece - 1;
        memcpy(piece, text, copied);
        piece[copied] = '\0';
        if (row + rows >= 0 && row + rows < area.rows) {
            canvas_text(canvas, area, row + rows, column, width, role, 0, piece);
        }
        text += length;
        text += strspn(text, " ");
        rows++;
    } while (text[0] != '\0');
    return rows;
}

static int label_width(const struct sheet *sheet)
{
    int widest = 0;
    for (const struct sheet_line *line = sheet->first; line; line = line->next) {
        int width = (int)text_width(line->label);
        widest = width > widest ? width : widest;
    }
    return widest;
}

static int draw_line(struct canvas *canvas, struct rect area, int row, int labels, const struct sheet_line *line)
{
    if (line->label[0] == '\0') {
        return draw_wrapped(canvas, area, row, 0, area.columns, line->role, line->text);
    }
    if (area.columns < NARROW_COLUMNS || area.columns < labels * 2) {
        int rows = draw_wrapped(canvas, area, row, 0, area.columns, ROLE_MUTED, line->label);
        return rows + draw_wrapped(canvas, area, row + rows, 1, area.columns - 1, line->role, line->text);
    }
    draw_wrapped(canvas, area, row, 0, labels, ROLE_MUTED, line->label);
    return draw_wrapped(canvas, area, row, labels + 2, area.columns - labels - 2, line->role, line->text);
}

static int draw_from(struct canvas *canvas, struct rect area, const struct sheet *sheet, int row)
{
    int labels = label_width(sheet);
    int rows = 0;
    for (const struct sheet_line *line = sheet->first; line; line = line->next) {
        rows += line->skipped > 0 ? line->skipped : draw_line(canvas, area, row + rows, labels, line);
    }
    return rows;
}

int sheet_draw(struct canvas *canvas, struct rect area, const struct sheet *sheet, int *top)
{
    if (area.rows <= 0 || area.columns <= 1) {
        return 0;
    }
    struct rect nowhere = area;
    nowhere.rows = 0;
    int rows = draw_from(canvas, nowhere, sheet, 0);
    int most = rows > area.rows ? rows - area.rows : 0;
    *top = *top > most ? most : *top < 0 ? 0 : *top;
    draw_from(canvas, area, sheet, -*top);
    return rows - *top < area.rows ? rows - *top : area.rows;
}
