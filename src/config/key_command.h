/* SPDX-License-Identifier: MIT
 * A key out of a password manager: the first line that a command prints. Private to the configuration. */
#ifndef KEY_COMMAND_H
#define KEY_COMMAND_H

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

/* Runs the words of command (cut into pieces) without a shell, at most KEY_COMMAND_SECONDS long; it may ask at the
 * terminal. False with a sentence that holds nothing of what it printed. */
#define KEY_COMMAND_SECONDS 60
bool key_from_command(char *command, char *key, size_t size, struct error *err) __attribute__((warn_unused_result));

#endif
