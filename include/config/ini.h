/* SPDX-License-Identifier: MIT
 * The one reader for configuration and theme files, over inih: every entry with its line number. */
#ifndef CONFIG_INI_H
#define CONFIG_INI_H

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

/* Called for each entry; names and values are clean text (see text_clean). A continued value comes as several calls
 * with the same name. Return false to count a fault (the callback reports it itself). */
typedef bool (*ini_entry)(void *context, const char *section, const char *name, const char *value, unsigned line);
/* Called for a line that is no entry, section or comment, or is too long. */
typedef void (*ini_fault)(void *context, unsigned line, const char *message);

/* Text is NUL-terminated, at most 1 MB. Returns the number of faults. */
unsigned ini_read_text(const char *text, ini_entry entry, ini_fault fault, void *context);
/* Reads a whole file of at most 1 MB, then as above. False when it cannot be read (ERROR_NOT_FOUND: there is none;
 * the message does not repeat the path). */
bool ini_read_file(const char *path, ini_entry entry, ini_fault fault, void *context, unsigned *faults,
                   struct error *err) __attribute__((warn_unused_result));
/* The same from an open file, for who must look at the file first. */
bool ini_read_fd(int fd, ini_entry entry, ini_fault fault, void *context, unsigned *faults, struct error *err)
    __attribute__((warn_unused_result));

#endif
