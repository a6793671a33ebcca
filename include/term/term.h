/* SPDX-License-Identifier: MIT
 * The only place that knows a terminal. Frames are made by curses into memory and written by one non-blocking
 * write; a terminal that is stuck or gone can therefore never stop the program. All calls on the screen thread. */
#ifndef TERM_TERM_H
#define TERM_TERM_H

#include "base/error.h"
#include "draw/canvas.h"
#include "draw/palette.h"

#include <stdbool.h>
#include <stdint.h>

struct term;

struct term_options {
    bool mouse;
    const char *glyphs; /* auto utf8 blocks ascii */
    const char *colour; /* auto never always; NO_COLOR is honoured by auto */
};

struct term_key {
    uint32_t key;
    int mouse_row, mouse_column, mouse_button;
}; /* button 0: a key */

/* ERROR_INVALID with a sentence when TERM is unset or unknown, standard output is no terminal, or it cannot address
 * the cursor ("dumb"). Known families fall back to xterm-256color (then *note says so, else ""). */
struct term *term_open(const struct term_options *options, char note[160], struct error *err);
void term_close(struct term *term); /* restores screen and settings; NULL allowed */

void term_size(const struct term *term, int *rows, int *columns);
bool term_ascii(const struct term *term); /* no UTF-8 here */
void term_set_palette(struct term *term, const struct palette *palette);

int term_input_fd(const struct term *term);
/* Readable events wanted on the output side (a frame is waiting for a stuck terminal): -1 or the fd for POLLOUT. */
int term_output_fd(const struct term *term);
/* The next key without waiting; false when there is none. */
bool term_read_key(struct term *term, struct term_key *key);
/* True when the terminal is gone (hang-up, EIO). */
bool term_gone(const struct term *term);

/* Shows the canvas: computes the difference, one write. While an earlier frame is still stuck nothing is drawn and
 * false is returned: call again after POLLOUT. */
bool term_show(struct term *term, const struct canvas *canvas);
bool term_flush(struct term *term);   /* after POLLOUT: true when nothing is waiting any more */
void term_resize(struct term *term);  /* after SIGWINCH */
void term_repaint(struct term *term); /* the next show paints everything */
void term_bell(struct term *term);
/* Begins a flash of the whole screen, and ends it. False: this terminal cannot. */
bool term_flash(struct term *term, bool on);
enum term_notice { TERM_NOTICE_OSC9, TERM_NOTICE_OSC777, TERM_NOTICE_TITLE };
/* Tells the user outside of the screen: a notification of the desktop, or the window's title. The text must be
 * clean. within_tmux: through tmux's passthrough. */
void term_notify(struct term *term, enum term_notice notice, const char *text, bool within_tmux);
void term_copy(struct term *term, const char *text); /* OSC 52 */

void term_suspend(struct term *term); /* restore the shell's screen, stop the process, come back */
/* Async-signal-safe: restores screen and settings with precomputed bytes, for crashes. */
void term_rescue(void);
/* Totals for the bench and tests. */
void term_counters(const struct term *term, uint64_t *bytes, uint64_t *writes, uint64_t *frames);

#endif
