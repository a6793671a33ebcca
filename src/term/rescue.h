/* SPDX-License-Identifier: MIT
 * What a crash needs, prepared in advance. Private to the terminal layer. */
#ifndef TERM_RESCUE_H
#define TERM_RESCUE_H

#include <stddef.h>
#include <termios.h>

/* From now on term_rescue puts these settings back and writes these bytes. */
void rescue_prepare(int fd, const struct termios *settings, const char *bytes, size_t length);
void rescue_forget(void);

#endif
