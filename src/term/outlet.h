/* SPDX-License-Identifier: MIT
 * The way out: curses writes frames into memory, and one non-blocking write sends each to the terminal. Private to
 * the terminal layer. */
#ifndef TERM_OUTLET_H
#define TERM_OUTLET_H

#include "thrift.h"

#include "base/error.h"

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

struct outlet {
    FILE *memory; /* what curses believes to be the terminal */
    int memory_fd;
    int tty;       /* opened anew, so that O_NONBLOCK does not leak to the shell */
    char *waiting; /* what a stuck terminal has not taken yet */
    size_t waiting_length, waiting_sent;
    bool gone;
    struct thrift thrift;
    bool repeats; /* the terminal knows REP */
    uint64_t bytes, writes, frames;
};

bool outlet_init(struct outlet *outlet, struct error *err) __attribute__((warn_unused_result));
void outlet_clear(struct outlet *outlet);
/* Sends what is in memory; the rest waits. True when nothing is waiting. */
bool outlet_send_frame(struct outlet *outlet);
/* The same for the last frame before others write to the terminal: their looks and ours are apart. */
bool outlet_send_last_frame(struct outlet *outlet);
/* Sends bytes that are no frame (bell, clipboard), behind what is waiting. */
void outlet_send(struct outlet *outlet, const char *bytes, size_t length);
bool outlet_flush(struct outlet *outlet);
/* Waits for a slow terminal until that moment of the monotonic clock. True when nothing is waiting any more. */
bool outlet_drain(struct outlet *outlet, int64_t until_ms);
bool outlet_is_stuck(const struct outlet *outlet);

#endif
