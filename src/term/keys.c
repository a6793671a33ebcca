/* SPDX-License-Identifier: MIT
 * Keys. Not by curses: its get_wch loses up to fifteen keys behind one invalid byte, keeps what follows until
 * another key comes, and hands over the parts of a sequence that it does not know as if they had been typed. */
#include "config.h"

#include "keys.h"

#include "base/key.h"
#include "base/text.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define ESCAPE        '\033'
#define SEQUENCE_MOST 64 /* longer than any that a terminal sends */
#define COUNT(array)  (sizeof(array) / sizeof(array)[0])

/* After "ESC [" (with any modifier) or "ESC O". */
static const struct {
    char letter;
    uint32_t key;
} letters[] = {
    {'A', KEYS_UP},     {'B', KEYS_DOWN},   {'C', KEYS_RIGHT},    {'D', KEYS_LEFT},
    {'H', KEYS_HOME},   {'F', KEYS_END},    {'Z', KEYS_BACK_TAB}, {'P', KEYS_F1},
    {'Q', KEYS_F1 + 1}, {'R', KEYS_F1 + 2}, {'S', KEYS_F1 + 3},
};

/* "ESC [ number ~", vt220 and its many children. */
static const struct {
    int number;
    uint32_t key;
} numbers[] = {
    {1, KEYS_HOME},      {2, KEYS_INSERT},  {3, KEYS_DELETE},  {4, KEYS_END},      {5, KEYS_PAGE_UP},
    {6, KEYS_PAGE_DOWN}, {7, KEYS_HOME},    {8, KEYS_END},     {11, KEYS_F1},      {12, KEYS_F1 + 1},
    {13, KEYS_F1 + 2},   {14, KEYS_F1 + 3}, {15, KEYS_F1 + 4}, {17, KEYS_F1 + 5},  {18, KEYS_F1 + 6},
    {19, KEYS_F1 + 7},   {20, KEYS_F1 + 8}, {21, KEYS_F1 + 9}, {23, KEYS_F1 + 10}, {24, KEYS_F12},
};

/* "ESC O letter" of a numeric pad in application mode. */
static const char pad_letters[] = "Mjklmnopqrstuvwxy", pad_keys[] = "\r*+,-./0123456789";

static uint32_t letter_key(char letter)
{
    for (size_t i = 0; i < COUNT(letters); i++)
        if (letters[i].letter == letter)
            return letters[i].key;
    return KEYS_NONE;
}

static uint32_t number_key(long number)
{
    for (size_t i = 0; i < COUNT(numbers); i++)
        if (numbers[i].number == number)
            return numbers[i].key;
    return KEYS_NONE;
}

/* Wheel and first button when pressed; no releases, no movements. */
static void take_mouse(struct term_key *key, long button, long column, long row)
{
    int number = button == 0 ? 1 : button == 64 ? 4 : button == 65 ? 5 : 0;
    if (number == 0 || column < 1 || row < 1 || column > INT16_MAX || row > INT16_MAX)
        return;
    *key = (struct term_key){.mouse_row = (int)row - 1, .mouse_column = (int)column - 1, .mouse_button = number};
}

/* "ESC [ < button ; column ; row M" */
static void take_mouse_text(struct term_key *key, const char *parameters)
{
    char *end;
    long button = strtol(parameters, &end, 10);
    long column = *end == ';' ? strtol(end + 1, &end, 10) : 0;
    long row = *end == ';' ? strtol(end + 1, &end, 10) : 0;
    if (*end == '\0')
        take_mouse(key, button, column, row);
}

static size_t decode_control_sequence(const char *bytes, size_t length, bool final, struct term_key *key)
{
    char parameters[SEQUENCE_MOST] = "";
    size_t at = 2;
    if (length > 2 && bytes[2] == '[') { /* the Linux console's F1 to F5: ESC [ [ A */
        if (length > 3 && bytes[3] >= 'A' && bytes[3] <= 'E')
            key->key = KEYS_F1 + (uint32_t)(bytes[3] - 'A');
        return length > 3 ? 4 : final ? length : 0;
    }
    if (length > 2 && bytes[2] == 'M') { /* a mouse of the old kind: three bytes, each 32 too large */
        if (length > 5)
            take_mouse(key, (unsigned char)bytes[3] - 32, (unsigned char)bytes[4] - 32,
                       (unsigned char)bytes[5] - 32);
        return length > 5 ? 6 : final ? length : 0;
    }
    while (at < length && bytes[at] >= 0x20 && bytes[at] <= 0x3f)
        at++;
    if (at - 2 >= SEQUENCE_MOST)
        return at;
    if (at == length)
        return final ? length : 0;
    memcpy(parameters, bytes + 2, at - 2);
    char last = bytes[at];
    if (last < 0x40 || last > 0x7e)
        return at; /* broken off: what stands here is no part of it */
    if (last == '~')
        key->key = number_key(strtol(parameters, NULL, 10));
    else if (parameters[0] != '<')
        key->key = letter_key(last);
    else if (last == 'M')
        take_mouse_text(key, parameters + 1);
    return at + 1;
}

static size_t decode_escape(const char *bytes, size_t length, bool final, struct term_key *key)
{
    bool introduces = length > 1 && (bytes[1] == '[' || bytes[1] == 'O');
    if (length < (introduces ? 3U : 2U) && !final)
        return 0;
    if (!introduces || length < 3) { /* the key itself; or Alt and a key, taken for the two */
        key->key = KEYS_ESCAPE;
        return 1;
    }
    if (bytes[1] == '[')
        return decode_control_sequence(bytes, length, final, key);
    const char *pad = bytes[2] != '\0' ? strchr(pad_letters, bytes[2]) : NULL;
    key->key = pad != NULL ? (unsigned char)pad_keys[pad - pad_letters] : letter_key(bytes[2]);
    return 3;
}

static size_t decode_character(const char *bytes, size_t length, bool final, struct term_key *key)
{
    unsigned char first = (unsigned char)bytes[0];
    size_t wanted = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc2 ? 2 : 1, there = 1;
    char text[5] = "";
    uint32_t codepoint;
    while (there < wanted && there < length && ((unsigned char)bytes[there] & 0xc0) == 0x80)
        there++;
    if (there < wanted && there == length && !final)
        return 0;
    memcpy(text, bytes, there);
    size_t used = text_decode(text, &codepoint);
    if (first >= 0x80 && used == wanted && wanted > 1 && text_columns(codepoint) > 0)
        key->key = codepoint;
    return there;
}

size_t keys_decode(const char *bytes, size_t length, bool final, struct term_key *key)
{
    unsigned char first = (unsigned char)bytes[0];
    *key = (struct term_key){0};
    if (first == ESCAPE)
        return decode_escape(bytes, length, final, key);
    if (first >= 0x80)
        return decode_character(bytes, length, final, key);
    key->key = first == '\n' ? KEYS_ENTER : first == '\b' ? KEYS_BACKSPACE : first;
    return 1;
}
