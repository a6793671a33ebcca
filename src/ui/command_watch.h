/* SPDX-License-Identifier: MIT
 * Groups of the watchlist by command, and symbols out of a file. */
#ifndef COMMAND_WATCH_H
#define COMMAND_WATCH_H

#include "ui/screen.h"

unsigned command_group_add(struct screen *screen, const char *argument, int64_t now);
unsigned command_group_rename(struct screen *screen, const char *argument, int64_t now);
unsigned command_group_remove(struct screen *screen, const char *argument, int64_t now);
unsigned command_import(struct screen *screen, const char *argument, int64_t now);

#endif
