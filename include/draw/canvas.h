/* SPDX-License-Identifier: MIT
 * A grid of cells, each with a glyph and a role. Panes draw here; only term/ turns it into bytes. */
#ifndef DRAW_CANVAS_H
#define DRAW_CANVAS_H

#include "base/buffer.h"
#include "draw/role.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct cell {
    uint32_t glyph; /* ' ' for empty; 0 for the right half of a wide character */
    uint32_t mark;  /* one combining mark or 0 */
    uint8_t role;   /* enum role */
    uint8_t style;  /* STYLE_ bits on top of the role's */
};

enum { STYLE_BOLD = 1, STYLE_DIM = 2, STYLE_REVERSE = 4, STYLE_UNDERLINE = 8 };

struct rect {
    int row, column, rows, columns;
};

struct canvas {
    int rows, columns;
    struct cell *cells;
    bool ascii;                    /* glyphs beyond ASCII are replaced by canvas_ascii() as they are put */
    bool half_blocks;              /* lines of charts in half blocks: the font has no braille */
    int cursor_row, cursor_column; /* -1: hidden */
};

void canvas_init(struct canvas *canvas, int rows, int columns); /* negative sizes count as 0 */
void canvas_clear(struct canvas *canvas);                       /* frees */
void canvas_resize(struct canvas *canvas, int rows, int columns);
void canvas_erase(struct canvas *canvas, struct rect area, enum role role);

/* Inside of the area and of the canvas, and nothing is drawn there: the space between two words is something. */
bool canvas_is_blank(const struct canvas *canvas, struct rect area, int row, int column);
/* All drawing is clipped to area (and the canvas); row and column are relative to it. Nothing outside is touched.
 */
void canvas_put(struct canvas *canvas, struct rect area, int row, int column, uint32_t glyph, enum role role,
                unsigned style);
/* Draws clean UTF-8, at most width columns (-1: to the area's edge); a wide character that would be cut becomes a
 * space; with ellipsis a cut text ends in "…". Returns the columns used. */
int canvas_text(struct canvas *canvas, struct rect area, int row, int column, int width, enum role role,
                unsigned style, const char *text);
enum align { ALIGN_LEFT, ALIGN_RIGHT, ALIGN_CENTRE };
/* In a field of width columns. A number that does not fit is not cut: the field is filled with '#'. */
int canvas_field(struct canvas *canvas, struct rect area, int row, int column, int width, enum align align,
                 enum role role, unsigned style, const char *text, bool number);
int canvas_printf(struct canvas *canvas, struct rect area, int row, int column, enum role role, unsigned style,
                  const char *format, ...) __attribute__((format(printf, 7, 8)));
void canvas_fill_role(struct canvas *canvas, struct rect area, int row, int column, int columns, enum role role,
                      unsigned style); /* re-roles what is there (the selection bar) */

/* The ASCII stand-in of a glyph: box lines, arrows, blocks, braille, dashes; '?' for letters it cannot show. */
char canvas_ascii(uint32_t glyph);
/* The screen as text, trailing spaces trimmed, one line per row: for goldens and --print=screen. */
bool canvas_to_text(const struct canvas *canvas, struct buffer *buffer);
/* As above, and after it the roles: one letter per cell (see role_letter). */
bool canvas_roles_to_text(const struct canvas *canvas, struct buffer *buffer);

struct rect rect_inside(struct rect area, int rows,
                        int columns); /* shrunk by that much on each side, never negative */

#endif
