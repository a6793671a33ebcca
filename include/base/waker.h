/* SPDX-License-Identifier: MIT
 * A self-pipe: any thread or signal handler wakes a poll(2) loop. */
#ifndef BASE_WAKER_H
#define BASE_WAKER_H

#include "base/error.h"

struct waker {
    int read_fd;
    int write_fd;
};

bool waker_init(struct waker *waker, struct error *err) __attribute__((warn_unused_result));
void waker_clear(struct waker *waker);
void waker_wake(const struct waker *waker); /* async-signal-safe; a full pipe is fine */
void waker_drain(const struct waker *waker);

#endif
