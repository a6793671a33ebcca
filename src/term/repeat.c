/* SPDX-License-Identifier: MIT
 * curses repeats letters only; the signs that frames and charts are made of take three bytes each. */
#include "config.h"

#include "repeat.h"

#include "base/text.h"
#include "sequence.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ESCAPE  0x1b
#define BLANK   0x20
#define GLYPH   5
#define COMMAND 24

static void add(struct buffer *out, const char *bytes, size_t length)
{
    if (!buffer_append(out, bytes, length))
        abort(); /* what comes in is not shorter than what goes out */
}

/* Bytes of the character here when it takes exactly one column and is no part of a sequence; else 0. */
static size_t measure_glyph(const char *bytes, size_t length)
{
    char glyph[GLYPH] = "";
    uint32_t codepoint;
    memcpy(glyph, bytes, length < GLYPH - 1 ? length : GLYPH - 1);
    size_t taken = text_decode(glyph, &codepoint);
    return codepoint >= BLANK && codepoint != 0x7f && text_columns(codepoint) == 1 ? taken : 0;
}

static size_t count_run(const char *bytes, size_t length, size_t glyph)
{
    size_t count = 1;
    while ((count + 1) * glyph <= length && memcmp(bytes, bytes + count * glyph, glyph) == 0)
        count++;
    return count;
}

static void add_run(struct buffer *out, const char *glyph, size_t size, size_t count)
{
    char command[COMMAND];
    size_t length = (size_t)snprintf(command, sizeof command, "\033[%zub", count - 1);
    add(out, glyph, size);
    if (length < (count - 1) * size)
        add(out, command, length);
    else
        for (size_t i = 1; i < count; i++)
            add(out, glyph, size);
}

void repeat_pass(const char *bytes, size_t length, struct buffer *out)
{
    for (size_t at = 0, taken; at < length; at += taken) {
        size_t glyph = bytes[at] == ESCAPE ? 0 : measure_glyph(bytes + at, length - at);
        if (glyph > 0) {
            size_t count = count_run(bytes + at, length - at, glyph);
            add_run(out, bytes + at, glyph, count);
            taken = count * glyph;
        } else {
            taken = bytes[at] == ESCAPE ? sequence_length(bytes + at, length - at) : 1;
            add(out, bytes + at, taken);
        }
    }
}
