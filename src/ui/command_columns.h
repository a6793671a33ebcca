/* SPDX-License-Identifier: MIT
 * :columns; the choice is kept. */
#ifndef COMMAND_COLUMNS_H
#define COMMAND_COLUMNS_H

#include "ui/screen.h"

unsigned command_columns(struct screen *screen, const char *argument, int64_t now);

#endif
