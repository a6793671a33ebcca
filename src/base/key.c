/* SPDX-License-Identifier: MIT
 * Keys and their names: one table for both directions. */
#include "config.h"

#include "base/key.h"

#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct named {
    uint32_t key;
    const char *name;
} table[] = {
    /* the first name of a key is the canonical one */
    {KEYS_ESCAPE, "Esc"},
    {KEYS_ESCAPE, "Escape"},
    {KEYS_ENTER, "Enter"},
    {KEYS_ENTER, "Return"},
    {KEYS_TAB, "Tab"},
    {KEYS_BACK_TAB, "S-Tab"},
    {KEYS_BACK_TAB, "BackTab"},
    {KEYS_BACKSPACE, "Backspace"},
    {' ', "Space"},
    {KEYS_UP, "Up"},
    {KEYS_DOWN, "Down"},
    {KEYS_LEFT, "Left"},
    {KEYS_RIGHT, "Right"},
    {KEYS_HOME, "Home"},
    {KEYS_END, "End"},
    {KEYS_PAGE_UP, "PgUp"},
    {KEYS_PAGE_UP, "PageUp"},
    {KEYS_PAGE_DOWN, "PgDn"},
    {KEYS_PAGE_DOWN, "PageDown"},
    {KEYS_INSERT, "Insert"},
    {KEYS_DELETE, "Delete"},
};
#define NAMES (sizeof table / sizeof table[0])

static uint32_t control(char letter)
{
    if (letter >= 'a' && letter <= 'z')
        letter = (char)(letter - 'a' + 'A');
    return letter >= '@' && letter <= '_' ? (uint32_t)(letter - '@') : KEYS_NONE;
}

static uint32_t function_key(const char *text)
{
    char *end;
    if ((text[0] != 'F' && text[0] != 'f') || text[1] < '1' || text[1] > '9')
        return KEYS_NONE;
    unsigned long number = strtoul(text + 1, &end, 10);
    return *end == '\0' && number <= 12 ? KEYS_F1 + (uint32_t)number - 1 : KEYS_NONE;
}

uint32_t key_parse(const char *text)
{
    uint32_t codepoint;
    size_t length = text_decode(text, &codepoint);
    if (length == 0)
        return KEYS_NONE;
    if (text[length] == '\0')
        return text_columns(codepoint) > 0 ? codepoint : KEYS_NONE; /* no control characters */
    for (size_t i = 0; i < NAMES; i++)
        if (text_equal_fold(text, table[i].name))
            return table[i].key;
    if (text[0] == '^' && text[2] == '\0')
        return control(text[1]);
    if ((strncmp(text, "Ctrl-", 5) == 0 || strncmp(text, "ctrl-", 5) == 0) && text[5] != '\0' && text[6] == '\0')
        return control(text[5]);
    return function_key(text);
}

void key_label(uint32_t key, char *text, size_t size)
{
    char bytes[5];
    for (size_t i = 0; i < NAMES; i++)
        if (table[i].key == key) {
            text_copy(text, size, table[i].name);
            return;
        }
    if (key >= KEYS_F1 && key <= KEYS_F12)
        snprintf(text, size, "F%u", (unsigned)(key - KEYS_F1 + 1));
    else if (key > 0 && key < ' ')
        snprintf(text, size, "Ctrl-%c", (char)(key + '@'));
    else if (key < KEYS_FIRST && text_columns(key) > 0) { /* a control character must not be printed */
        text_encode(key, bytes);
        text_copy(text, size, bytes);
    } else {
        text_copy(text, size, "");
    }
}
