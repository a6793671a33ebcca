/* SPDX-License-Identifier: MIT
 * A window into the list of events, as the name of what is wanted. */
#include "config.h"

#include "base/text.h"
#include "model/events.h"

#include <stdio.h>
#include <stdlib.h>

void event_window_subject(const struct event_window *window, char *subject, size_t size)
{
    snprintf(subject, size, "%x %zu %s", window->kinds, window->first, window->words);
}

bool event_window_parse(const char *subject, struct event_window *window)
{
    char *end;
    unsigned long kinds = strtoul(subject, &end, 16);
    if (end == subject || *end != ' ')
        return false;
    const char *number = end + 1;
    unsigned long first = strtoul(number, &end, 10);
    if (end == number || *end != ' ')
        return false;
    window->kinds = (unsigned)kinds;
    window->first = first;
    text_copy(window->words, sizeof window->words, end + 1);
    return true;
}
