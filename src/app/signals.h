/* SPDX-License-Identifier: MIT
 * Signals become bytes in a pipe; crashes restore the terminal; a stop that takes too long is cut off. */
#ifndef APP_SIGNALS_H
#define APP_SIGNALS_H

#include "base/error.h"

/* Before any thread starts: ignores SIGPIPE and SIGXFSZ, blocks what only the screen's thread may get. */
void signals_block(void);
/* Handlers in place; the signals still wait. */
bool signals_open(struct error *err) __attribute__((warn_unused_result));
/* After all threads have started: from now on this thread gets the signals. */
void signals_let_through(void);
void signals_close(void);

int signals_fd(void);
/* The next signal that arrived, 0 when there is none. */
int signals_take(void);
/* From now on the process ends within that time, whatever hangs; the terminal is restored. */
void signals_deadline(unsigned milliseconds);

#endif
