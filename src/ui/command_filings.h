/* SPDX-License-Identifier: MIT
 * Commands that lead into a view of the receivables pane. */
#ifndef COMMAND_FILINGS_H
#define COMMAND_FILINGS_H

#include "ui/screen.h"

unsigned command_filings(struct screen *screen, const char *argument, int64_t now);
unsigned command_versus(struct screen *screen, const char *argument, int64_t now);

#endif
