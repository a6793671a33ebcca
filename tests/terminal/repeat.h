/* SPDX-License-Identifier: MIT
 * REP ("ESC [ n b": the last character n times more), which libvterm 0.1 does not know and curses uses. */
#ifndef TERMINAL_REPEAT_H
#define TERMINAL_REPEAT_H

#include <stddef.h>

struct repeat { /* zeroed at the start */
    char last;
    char sequence[8];
    size_t length;
};

/* Hands the bytes on, with every REP written out; a sequence may be split between calls. */
void repeat_feed(struct repeat *repeat, const char *bytes, size_t length,
                 void (*write)(void *context, const char *bytes, size_t length), void *context);

#endif
