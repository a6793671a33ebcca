/* SPDX-License-Identifier: MIT
 * Roles as curses attributes and colour pairs. Private to the terminal layer. */
#ifndef TERM_COLORS_H
#define TERM_COLORS_H

#include "draw/palette.h"

#include <curses.h>
#include <stdbool.h>

struct role_looks {
    bool colour; /* pairs are in use */
    attr_t attributes[ROLE_COUNT];
    short pairs[ROLE_COUNT];      /* equal for equal colours: changing between them costs nothing */
    bool backgrounds[ROLE_COUNT]; /* has one of its own: blanks show it */
};

/* Starts curses' colours when the terminal has some and they are wanted. */
bool colors_start(const char *wanted);
/* One pair per role, allocated once per palette. */
void colors_apply(struct role_looks *looks, const struct palette *palette);
attr_t colors_attributes(unsigned style);

#endif
