/* SPDX-License-Identifier: MIT
 * What can be pressed, and its name in the configuration and the help ("Ctrl-L", "PgUp", "F1", "S-Tab"). */
#ifndef BASE_KEY_H
#define BASE_KEY_H

#include <stddef.h>
#include <stdint.h>

/* A key is a Unicode code point (control characters included) or one of these. */
enum key_code {
    KEYS_NONE = 0,
    KEYS_ESCAPE = 0x1b,
    KEYS_ENTER = 0x0d,
    KEYS_TAB = 0x09,
    KEYS_BACKSPACE = 0x7f,
    KEYS_FIRST = 0x110000, /* beyond Unicode */
    KEYS_UP = KEYS_FIRST,
    KEYS_DOWN,
    KEYS_LEFT,
    KEYS_RIGHT,
    KEYS_HOME,
    KEYS_END,
    KEYS_PAGE_UP,
    KEYS_PAGE_DOWN,
    KEYS_INSERT,
    KEYS_DELETE,
    KEYS_BACK_TAB,
    KEYS_F1,
    KEYS_F12 = KEYS_F1 + 11,
    KEYS_RESIZE, /* not a key: the size has changed */
    KEYS_LAST
};

/* The key named by text, KEYS_NONE when there is none. "space", "Ctrl-x" and "^X" are understood. */
uint32_t key_parse(const char *text);
/* Writes the canonical name; "" for KEYS_NONE. */
void key_label(uint32_t key, char *text, size_t size);

#endif
