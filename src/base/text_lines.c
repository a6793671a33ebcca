/* SPDX-License-Identifier: MIT
 * Lines of a text. */
#include "config.h"

#include "base/text_lines.h"

#include <string.h>

struct text_lines text_lines_begin(const char *text, size_t length)
{
    bool marked = length >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0;
    return (struct text_lines){.at = text + (marked ? 3 : 0), .end = text + length};
}

bool text_lines_next(struct text_lines *lines, char *line, size_t size)
{
    if (lines->at >= lines->end)
        return false;
    const char *stop = memchr(lines->at, '\n', (size_t)(lines->end - lines->at));
    size_t length = (size_t)((stop != NULL ? stop : lines->end) - lines->at);
    lines->number++;
    lines->unfit = length >= size || memchr(lines->at, '\0', length) != NULL;
    size_t kept = lines->unfit ? 0 : length;
    memcpy(line, lines->at, kept);
    if (kept > 0 && line[kept - 1] == '\r')
        kept--;
    line[kept] = '\0';
    lines->at += length + (stop != NULL);
    return true;
}
