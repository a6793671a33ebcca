/* SPDX-License-Identifier: MIT
 * A text that somebody else wrote, line by line. */
#ifndef BASE_TEXT_LINES_H
#define BASE_TEXT_LINES_H

#include <stdbool.h>
#include <stddef.h>

struct text_lines {
    const char *at, *end; /* borrowed */
    unsigned number;      /* of the line that was read last, from 1 */
    bool unfit;           /* that line was too long for the buffer, or no text */
};

/* Whom faults are told, one call for each; what they are is a sentence. */
struct line_report {
    void (*fault)(void *context, unsigned line, const char *sentence);
    void *context;
};

/* Passes over the mark with which spreadsheets begin a file. */
struct text_lines text_lines_begin(const char *text, size_t length);

/* Copies the next line without its end, \n or \r\n; false behind the last. One that is unfit is copied as "". */
bool text_lines_next(struct text_lines *lines, char *line, size_t size);

#endif
