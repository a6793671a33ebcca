/* SPDX-License-Identifier: MIT
 * Cells of a canvas as characters of curses, looks chosen so that few bytes tell them. Private to the terminal
 * layer. */
#ifndef TERM_INK_H
#define TERM_INK_H

#include "colors.h"

#include "draw/canvas.h"

/* Puts into stdscr what differs from shown, a canvas of the same size; everything when shown is NULL. */
void ink_put(const struct role_looks *looks, const struct canvas *canvas, const struct canvas *shown);

#endif
