/* SPDX-License-Identifier: MIT
 * A list of symbols out of a file. The screen waits for it: it is small, plain and the user's own. */
#include "config.h"

#include "import.h"

#include "text_file.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

unsigned import_symbols(struct screen *screen, int64_t now)
{
    char path[PATH_MAX], sentence[160];
    size_t length = 0;
    const char *name = screen_import_path(screen);
    char *text = text_file_path(name, path, sizeof path) ? text_file_read(path, &length) : NULL;
    if (text == NULL) {
        snprintf(sentence, sizeof sentence, "%.100s: %s", name, strerror(errno));
        screen_say(screen, ROLE_WARNING, sentence);
        return OUTCOME_REDRAW;
    }
    unsigned outcome = screen_import(screen, text, length, now);
    free(text);
    return outcome;
}
