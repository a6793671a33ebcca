/* SPDX-License-Identifier: MIT
 * A self-pipe. */
#include "config.h"

#include "base/waker.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

bool waker_init(struct waker *waker, struct error *err)
{
    int fds[2];
    if (pipe2(fds, O_CLOEXEC | O_NONBLOCK) != 0)
        return error_set(err, ERROR_SYSTEM, "no pipe: %s", strerror(errno));
    *waker = (struct waker){fds[0], fds[1]};
    return true;
}

void waker_clear(struct waker *waker)
{
    close(waker->read_fd);
    close(waker->write_fd);
    *waker = (struct waker){-1, -1};
}

void waker_wake(const struct waker *waker)
{
    int saved = errno;
    ssize_t written = write(waker->write_fd, "w", 1);
    (void)written; /* a full pipe wakes as well */
    errno = saved;
}

void waker_drain(const struct waker *waker)
{
    char bytes[64];
    while (read(waker->read_fd, bytes, sizeof bytes) > 0)
        continue;
}
