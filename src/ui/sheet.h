/* SPDX-License-Identifier: MIT
 * A page of labelled figures and sentences that scrolls: what Enter opens. Nothing is cut: long values wrap. */
#ifndef SHEET_H
#define SHEET_H

#include "base/arena.h"
#include "draw/canvas.h"
#include "ui/action.h"

#include <stddef.h>

struct sheet_line {
    const char *label; /* "" none; in the sheet's arena */
    const char *text;
    enum role role;
    int skipped; /* rows that are elsewhere, and only counted; then the rest is nothing */
    struct sheet_line *next;
};

struct sheet {
    struct arena arena;
    struct sheet_line *first, *last;
};

void sheet_init(struct sheet *sheet);
void sheet_clear(struct sheet *sheet);

void sheet_heading(struct sheet *sheet, const char *text);
void sheet_text(struct sheet *sheet, enum role role, const char *text);
void sheet_field(struct sheet *sheet, const char *label, enum role role, const char *text);
/* A field out of parts, printf-like. */
void sheet_print(struct sheet *sheet, const char *label, enum role role, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* Room for that many rows of a list of which only a window is at hand. */
void sheet_skip(struct sheet *sheet, int rows);

/* Draws from line *top on, and keeps *top within the sheet. Returns the rows that it took. */
int sheet_draw(struct canvas *canvas, struct rect area, const struct sheet *sheet, int *top);

#endif
