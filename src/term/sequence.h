/* SPDX-License-Identifier: MIT
 * Where a control sequence ends. Private to the terminal layer. */
#ifndef TERM_SEQUENCE_H
#define TERM_SEQUENCE_H

#include <stddef.h>

/* Bytes of what starts here with ESC: a control sequence, or ESC, intermediates and a final byte (ECMA-48 5.4,
 * ECMA-35 13.2). All of them when it is not complete. */
size_t sequence_length(const char *bytes, size_t length);

#endif
