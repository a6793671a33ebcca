/* SPDX-License-Identifier: MIT
 * Where a control sequence ends. */
#include "config.h"

#include "sequence.h"

#include <stdbool.h>

size_t sequence_length(const char *bytes, size_t length)
{
    size_t end = 1;
    bool control = length > 1 && bytes[1] == '[';
    if (control)
        end++;
    while (end < length && (control ? bytes[end] < 0x40 : bytes[end] < 0x30))
        end++;
    return end < length ? end + 1 : length;
}
