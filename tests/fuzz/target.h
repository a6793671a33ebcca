/* SPDX-License-Identifier: MIT
 * What is fuzzed. A target takes any bytes and aborts when something that must hold does not. */
#ifndef TESTS_TARGET_H
#define TESTS_TARGET_H

#include <stddef.h>

/* data is followed by a NUL that is not counted. `name` is the one the target was found by. */
typedef void target_run(const char *name, const char *data, size_t size);

/* The target of that name: any source of the registry, or a row of the table in target.c; NULL when unknown. */
target_run *target_find(const char *name);
/* The known names, one per call, NULL at the end. */
const char *target_name(size_t index);

target_run target_source, target_config, target_theme, target_alert, target_positions, target_import,
    target_attested, target_frame, target_keys, target_dossier, target_filter, target_chosen, target_arguments,
    target_recording;

/* --- for readers of files --- */

/* A file that holds the bytes and has no name any more; path leads to it as long as the descriptor is open. */
int target_file(const char *data, size_t size, char path[64]);
/* A config_report's message, with a count (size_t) as its context: says something, and moves no cursor. */
void target_message(void *context, const char *text);

#endif
