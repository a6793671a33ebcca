/* SPDX-License-Identifier: MIT
 * What the terminal's description says. Apart, because <term.h> takes names that we use. Private to the terminal
 * layer. */
#ifndef TERM_TERMINFO_H
#define TERM_TERMINFO_H

#include <stdbool.h>
#include <stddef.h>

/* 1: described, 0: described but it cannot place the cursor, -1: unknown on this machine. */
int terminfo_probe(const char *name);
/* The terminal that curses has open repeats a character as ECMA-48 says (REP). */
bool terminfo_repeats(void);
/* How the terminal that curses has open flashes: what begins it and, after a moment, ends it ("" by itself). False:
 * it cannot. */
#define FLASH_SIZE 16
bool terminfo_flash(char begin[FLASH_SIZE], char end[FLASH_SIZE]);
/* The bytes that bring the shell's screen back, for the terminal that curses has open; returns the length. */
size_t terminfo_restoring_bytes(char *bytes, size_t size);

#endif
