/* SPDX-License-Identifier: MIT
 * From curses' keys to ours. */
#include "config.h"

#include "keys.h"

#include "base/key.h"

#include <curses.h>
#include <stddef.h>

static const struct {
    int curses;
    uint32_t key;
} functions[] = {
    {KEY_UP, KEYS_UP},
    {KEY_DOWN, KEYS_DOWN},
    {KEY_LEFT, KEYS_LEFT},
    {KEY_RIGHT, KEYS_RIGHT},
    {KEY_HOME, KEYS_HOME},
    {KEY_END, KEYS_END},
    {KEY_PPAGE, KEYS_PAGE_UP},
    {KEY_NPAGE, KEYS_PAGE_DOWN},
    {KEY_IC, KEYS_INSERT},
    {KEY_DC, KEYS_DELETE},
    {KEY_BTAB, KEYS_BACK_TAB},
    {KEY_ENTER, KEYS_ENTER},
    {KEY_BACKSPACE, KEYS_BACKSPACE},
    {KEY_RESIZE, KEYS_RESIZE},
};

static const struct {
    const char *sequence;
    int curses;
} sequences[] = {
    /* normal and application mode, and the common variants */
    {"\033[A", KEY_UP},     {"\033OA", KEY_UP},     {"\033[B", KEY_DOWN},   {"\033OB", KEY_DOWN},
    {"\033[C", KEY_RIGHT},  {"\033OC", KEY_RIGHT},  {"\033[D", KEY_LEFT},   {"\033OD", KEY_LEFT},
    {"\033[H", KEY_HOME},   {"\033OH", KEY_HOME},   {"\033[1~", KEY_HOME},  {"\033[7~", KEY_HOME},
    {"\033[F", KEY_END},    {"\033OF", KEY_END},    {"\033[4~", KEY_END},   {"\033[8~", KEY_END},
    {"\033[5~", KEY_PPAGE}, {"\033[6~", KEY_NPAGE}, {"\033[2~", KEY_IC},    {"\033[3~", KEY_DC},
    {"\033[Z", KEY_BTAB},   {"\033OP", KEY_F(1)},   {"\033[11~", KEY_F(1)}, {"\033[[A", KEY_F(1)},
};

void keys_define(void)
{
    for (size_t i = 0; i < sizeof sequences / sizeof sequences[0]; i++)
        define_key(sequences[i].sequence, sequences[i].curses);
}

uint32_t keys_translate(uint32_t code, bool is_function_key)
{
    if (!is_function_key)
        return code == '\n' ? KEYS_ENTER : code == '\b' ? KEYS_BACKSPACE : code;
    if (code >= KEY_F(1) && code <= KEY_F(12))
        return KEYS_F1 + (code - KEY_F(1));
    for (size_t i = 0; i < sizeof functions / sizeof functions[0]; i++)
        if ((uint32_t)functions[i].curses == code)
            return functions[i].key;
    return KEYS_NONE;
}
