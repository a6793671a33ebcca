/* SPDX-License-Identifier: MIT
 * What each test of the whole program starts from, and what is cleared behind it whether it passed or not. What is
 * expected and does not come fails the test, with the screen. */
#ifndef TERMINAL_WORLD_H
#define TERMINAL_WORLD_H

#include "pty.h"

#include <termios.h>

#define WORLD_VARIABLES 16

struct world {
    char home[32]; /* a fresh folder: HOME, and above the XDG folders */
    char program[4096];
    struct termios settings; /* of a terminal that nobody has changed */
    struct pty *pty, *second;
    pid_t server; /* 0: none */
};

struct start {
    const char *arguments[8]; /* behind the program's name */
    const char *term;         /* NULL: xterm-256color; "": unset */
    const char *variables[4]; /* NAME=VALUE over the world's own */
    int rows, columns;
    bool stopped;
};

/* For cmocka: *state becomes a struct world. */
int world_setup(void **state);
int world_teardown(void **state);
/* Writes home/name, with the folders above it. */
void world_write(const struct world *world, const char *name, const char *text);

/* Starts gputape in place of an earlier one; the second beside the first. */
struct pty *world_start(struct world *world, const struct start *start);
struct pty *world_start_second(struct world *world, const struct start *start);
/* `gputape --demo`, waited for until it shows quotes. */
struct pty *world_demo(struct world *world, int rows, int columns);
/* `gputape sim --port 0` as the world's server; its address goes into the configuration as base_url. */
void world_simulator(struct world *world);
void world_stop_simulator(struct world *world);

struct outcome {
    int status;       /* exit status, -1 when a signal ended it */
    char text[16384]; /* standard output and error */
};
/* Runs gputape with a pipe instead of a terminal, to its end. */
void world_run(const struct world *world, const struct start *start, struct outcome *outcome);

/* --- expectations --- */

bool shows(struct pty *pty, const char *text);
void expect_text(struct pty *pty, const char *text);
void expect_no_text(struct pty *pty, const char *text);
size_t count_bytes(const struct pty *pty, const char *bytes);
size_t repaints(const struct pty *pty); /* how often the screen was cleared */
/* Everything painted anew, more often than `before` times. */
void expect_repaint(struct pty *pty, size_t before);
/* Another width makes it paint everything: it lives and draws. */
void expect_alive(struct pty *pty);
/* The end comes, with this exit status, or any when -1; the terminal is as it was. */
void expect_end(const struct world *world, struct pty *pty, int status);
void expect_end_unread(const struct world *world, struct pty *pty);
/* The settings are those of a fresh terminal. */
void expect_settings(const struct world *world, struct pty *pty);
/* It entered the alternate screen and left it as often. */
void expect_left_screen(struct pty *pty);

/* The bytes of a key named as by --list-actions ("q", "Ctrl-L", "PgUp", "S-Tab", "F2"); NULL when unknown. */
const char *key_bytes(const char *name);

#endif
