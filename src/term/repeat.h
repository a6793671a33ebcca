/* SPDX-License-Identifier: MIT
 * A frame's bytes with runs of one character told once: edges and bars are a sixth of a full screen. Private to the
 * terminal layer. */
#ifndef TERM_REPEAT_H
#define TERM_REPEAT_H

#include "base/buffer.h"

#include <stddef.h>

/* Appends to out what shows the same as these bytes on a terminal that repeats (ECMA-48 REP, terminfo rep). Control
 * sequences and everything that takes not exactly one column pass as they are. */
void repeat_pass(const char *bytes, size_t length, struct buffer *out);

#endif
