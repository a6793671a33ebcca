/* SPDX-License-Identifier: MIT
 * A frame's bytes with as few changes of colour as show the same. Private to the terminal layer. */
#ifndef TERM_THRIFT_H
#define TERM_THRIFT_H

#include "base/buffer.h"

#include <stdbool.h>
#include <stddef.h>

#define THRIFT_COLOUR_SIZE 20

struct thrift_look {
    unsigned styles;                                                     /* bit n: attribute n of ECMA-48 is on */
    char foreground[THRIFT_COLOUR_SIZE], background[THRIFT_COLOUR_SIZE]; /* parameters, "" the terminal's own */
};

struct thrift {
    struct thrift_look wanted, actual; /* what the bytes said so far, what the terminal has been told */
    bool knows;   /* both; before the first reset, and behind what is not understood, nothing */
    bool letters; /* the terminal has been told to show letters, not line-drawing signs */
};

void thrift_init(struct thrift *thrift);
/* Appends to out what shows the same as these bytes, behind all earlier ones. A change of looks at the end waits
 * for the next character to be shown; with settle it does not. */
void thrift_pass(struct thrift *thrift, const char *bytes, size_t length, bool settle, struct buffer *out);

#endif
