/* SPDX-License-Identifier: MIT
 * A program in a terminal: started in a pty, its output shown by libvterm, waited for by what is on the screen.
 * Nothing here sleeps; every wait ends with what was waited for, or with false at a deadline far beyond any sound
 * run. */
#ifndef TERMINAL_PTY_H
#define TERMINAL_PTY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>
#include <termios.h>

struct pty;

struct pty_options {
    int rows, columns;              /* 0: 24 and 80 */
    const char *term;               /* TERM; NULL: unset */
    const char *const *environment; /* "NAME=VALUE" or "NAME" (unset), NULL at the end; may be NULL */
    bool ignore_hang_up;            /* started with SIGHUP ignored, as by nohup */
    bool stopped;                   /* started as if Ctrl-S had been pressed: nothing can be written */
    bool report;                    /* descriptor 3 of the program is read by pty_report */
};

/* Starts argv[0] (a path) as leader of a session with the pty as its terminal. Aborts when that is impossible. */
struct pty *pty_start(const struct pty_options *options, const char *const *argv);
void pty_free(struct pty *pty); /* kills the program if it still runs */
pid_t pty_pid(const struct pty *pty);

/* --- waiting: the program's output is read all the while --- */

typedef bool (*pty_condition)(struct pty *pty, void *context);
bool pty_wait(struct pty *pty, pty_condition holds, void *context);
bool pty_wait_text(struct pty *pty, const char *text);    /* until it stands on the screen */
bool pty_wait_no_text(struct pty *pty, const char *text); /* until it does not */
bool pty_wait_row(struct pty *pty, int row, const char *text);
bool pty_wait_exit(struct pty *pty, int *status); /* as of waitpid */
bool pty_wait_stop(struct pty *pty);              /* stopped by a signal */
/* The next line on descriptor 3, without its end. */
bool pty_report(struct pty *pty, char *line, size_t size);
/* The same two, but the terminal is stuck: nothing is read from it. */
bool pty_wait_exit_stuck(struct pty *pty, int *status);
bool pty_report_stuck(struct pty *pty, char *line, size_t size);

/* --- doing --- */

void pty_send(struct pty *pty, const char *bytes);
void pty_send_bytes(struct pty *pty, const char *bytes, size_t length);
void pty_resize(struct pty *pty, int rows, int columns);
void pty_signal(struct pty *pty, int number);
void pty_hang_up(struct pty *pty); /* the line drops: the other end is closed */

/* --- looking --- */

/* The screen as UTF-8, one line per row, trailing spaces trimmed; owned by the pty, until the next call. */
const char *pty_screen(struct pty *pty);
const char *pty_row(struct pty *pty, int row);

struct pty_cell {
    char text[32]; /* UTF-8, marks included; "" for the right half of a wide character */
    int width;
    bool bold, underline, reverse;
    bool coloured; /* the foreground is not the default */
    int colour;    /* index of the foreground's colour, -1 when it has none */
};
struct pty_cell pty_cell(struct pty *pty, int row, int column);

bool pty_alternate(const struct pty *pty); /* the screen beside the shell's */
bool pty_cursor_visible(const struct pty *pty);
void pty_cursor(struct pty *pty, int *row, int *column);
bool pty_mouse(const struct pty *pty); /* mouse reports are asked for */
void pty_settings(const struct pty *pty, struct termios *settings);
void pty_size(const struct pty *pty, int *rows, int *columns);
/* The program's end of the line, opened anew and non-blocking, for a test that plays with it; the caller closes it.
 */
int pty_open_other_end(const struct pty *pty);
/* All bytes received since the start; not ended by a NUL that counts. */
const char *pty_log(const struct pty *pty, size_t *length);
uint64_t pty_bytes(const struct pty *pty);  /* received since the start */
uint64_t pty_chunks(const struct pty *pty); /* reads that brought something */
uint64_t pty_bells(const struct pty *pty);
bool pty_reversed(const struct pty *pty); /* the whole screen */

#endif
