/* SPDX-License-Identifier: MIT
 * Bytes that make a terminal emulator tell its user something. Private to the terminal layer. */
#ifndef TERM_NOTIFY_H
#define TERM_NOTIFY_H

#include "term/term.h"

/* Writes the sequence (NUL-terminated) into bytes; returns its length, 0 when it does not fit. The text must have
 * passed text_clean. within_tmux: wrapped so that tmux hands it on to the terminal around it. */
size_t notify_bytes(enum term_notice notice, const char *text, bool within_tmux, char *bytes, size_t size);

#endif
