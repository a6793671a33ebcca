/* SPDX-License-Identifier: MIT
 * From curses' keys to ours. Private to the terminal layer. */
#ifndef TERM_KEYS_H
#define TERM_KEYS_H

#include <stdbool.h>
#include <stdint.h>

/* Teaches curses the sequences that terminals send whatever mode they are in. */
void keys_define(void);
/* The key of base/key.h for what get_wch returned; KEYS_NONE for what nobody needs. */
uint32_t keys_translate(uint32_t code, bool is_function_key);

#endif
