/* SPDX-License-Identifier: MIT
 * From a terminal's bytes to our keys: pure, and by one table for all terminals. Private to the terminal layer. */
#ifndef TERM_KEYS_H
#define TERM_KEYS_H

#include "term/term.h"

#include <stdbool.h>
#include <stddef.h>

/* Decodes the first key of bytes (length > 0) into *key; KEYS_NONE and button 0 for what nobody needs, which is
 * swallowed whole. Returns the bytes used; 0 when they may be the start of something longer and more may come
 * (never with final). */
size_t keys_decode(const char *bytes, size_t length, bool final, struct term_key *key);

#endif
