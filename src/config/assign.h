/* SPDX-License-Identifier: MIT
 * A value's text into its field, checked by the option's row; and how faults are told. */
#ifndef CONFIG_ASSIGN_H
#define CONFIG_ASSIGN_H

#include "base/error.h"
#include "config/config.h"
#include "config/option.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

#define WORD_SIZE   64
#define WORD_BLANKS " ,\t"

/* base is the struct that the row's offset is of. names may be NULL. False with a sentence when value will not do.
 */
bool assign_value(const struct option *row, void *base, const char *value, const struct config_names *names,
                  struct error *err) __attribute__((warn_unused_result));

/* Copies the next word (cut to WORD_SIZE - 1 bytes); returns what is behind it, NULL when there is no word. */
const char *assign_next_word(const char *text, char word[WORD_SIZE]);

/* Appends " word" to *list, which is owned and may be NULL. */
void assign_append_word(char **list, const char *word);

/* Counts a fault and tells it as "path:line: message" (line 0: "path: message"). Returns false. */
bool report_fault(struct config_report *report, const char *path, unsigned line, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
void report_fault_list(struct config_report *report, const char *path, unsigned line, const char *format,
                       va_list arguments) __attribute__((format(printf, 4, 0)));

#endif
