/* SPDX-License-Identifier: MIT
 * Putting the terminal back when nothing else may be called: precomputed bytes, write and tcsetattr only. The state
 * is global because signal handlers get no context. */
#include "config.h"

#include "rescue.h"

#include "term/term.h"

#include <signal.h>
#include <string.h>
#include <unistd.h>

#define BYTES_MOST 512

static struct {
    volatile sig_atomic_t armed;
    int fd;
    struct termios settings;
    char bytes[BYTES_MOST];
    size_t length;
} state = {.fd = -1};

void rescue_prepare(int fd, const struct termios *settings, const char *bytes, size_t length)
{
    state.armed = 0;
    state.fd = fd;
    state.settings = *settings;
    state.length = length < BYTES_MOST ? length : BYTES_MOST;
    memcpy(state.bytes, bytes, state.length);
    state.armed = 1;
}

void rescue_forget(void)
{
    state.armed = 0;
}

void term_rescue(void)
{
    if (!state.armed)
        return;
    state.armed = 0;
    ssize_t ignored =
        write(state.fd, state.bytes, state.length); /* non-blocking: a stuck terminal stays as it is */
    (void)ignored;
    tcsetattr(state.fd, TCSANOW, &state.settings);
}
