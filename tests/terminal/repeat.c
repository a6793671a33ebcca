/* SPDX-License-Identifier: MIT
 * curses repeats characters of one byte only, so the byte before the sequence is what is repeated. */
#include "config.h"

#include "repeat.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdlib.h>

/* True while what has come since ESC may still become the sequence. */
static bool goes_on(const struct repeat *repeat, char byte)
{
    if (repeat->length == 1)
        return byte == '[';
    return repeat->length > 1 && repeat->length + 1 < sizeof repeat->sequence && isdigit((unsigned char)byte);
}

void repeat_feed(struct repeat *repeat, const char *bytes, size_t length,
                 void (*write)(void *context, const char *bytes, size_t length), void *context)
{
    size_t from = 0; /* what has not been handed on begins here, but for the sequence */
    for (size_t i = 0; i < length; i++) {
        if (repeat->length > 0 && goes_on(repeat, bytes[i])) {
            repeat->sequence[repeat->length++] = bytes[i];
            from = i + 1;
        } else if (repeat->length > 2 && bytes[i] == 'b') {
            repeat->sequence[repeat->length] = '\0';
            for (long left = strtol(repeat->sequence + 2, NULL, 10); left > 0; left--)
                write(context, &repeat->last, 1);
            repeat->length = 0;
            from = i + 1;
        } else {
            write(context, repeat->sequence, repeat->length);
            repeat->length = 0;
            if (bytes[i] == '\033') {
                write(context, bytes + from, i - from);
                repeat->sequence[repeat->length++] = bytes[i];
                from = i + 1;
            } else {
                repeat->last = bytes[i];
            }
        }
    }
    write(context, bytes + from, length - from);
}
