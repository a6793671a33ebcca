/* SPDX-License-Identifier: MIT
 * The way out of the program to the terminal. */
#include "config.h"

#include "outlet.h"

#include "base/clock.h"
#include "base/memory.h"
#include "repeat.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define WAITING_MOST (1024 * 1024)
#define FRAME_MOST   (64 * 1024 * 1024) /* every cell of the largest screen with a look of its own */

static int open_memory(void)
{
#if HAVE_MEMFD_CREATE
    int fd = memfd_create("gputape-frame", MFD_CLOEXEC);
    if (fd >= 0)
        return fd;
#endif
    char path[] = "/tmp/gputape-frame-XXXXXX";
    int file = mkostemp(path, O_CLOEXEC);
    if (file >= 0)
        unlink(path);
    return file;
}

static int open_tty(void)
{
    const char *name = ttyname(STDOUT_FILENO);
    int fd = name != NULL ? open(name, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC) : -1;
    return fd >= 0 ? fd : open("/dev/tty", O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
}

bool outlet_init(struct outlet *outlet, struct error *err)
{
    *outlet = (struct outlet){.memory_fd = open_memory(), .tty = -1};
    if (outlet->memory_fd < 0)
        return error_set(err, ERROR_SYSTEM, "no memory file for frames: %s", strerror(errno));
    outlet->memory = fdopen(outlet->memory_fd, "w+");
    if (outlet->memory == NULL) {
        close(outlet->memory_fd);
        return error_set(err, ERROR_SYSTEM, "no stream for frames: %s", strerror(errno));
    }
    outlet->tty = open_tty();
    if (outlet->tty < 0) {
        fclose(outlet->memory);
        outlet->memory = NULL;
        return error_set(err, ERROR_INVALID, "the terminal cannot be opened: %s", strerror(errno));
    }
    return true;
}

void outlet_clear(struct outlet *outlet)
{
    if (outlet->memory != NULL)
        fclose(outlet->memory);
    if (outlet->tty >= 0)
        close(outlet->tty);
    free(outlet->waiting);
    *outlet = (struct outlet){.memory_fd = -1, .tty = -1};
}

bool outlet_is_stuck(const struct outlet *outlet)
{
    return outlet->waiting_sent < outlet->waiting_length;
}

/* One write; the bytes taken, 0 when the terminal takes none now. */
static size_t write_once(struct outlet *outlet, const char *bytes, size_t length)
{
    ssize_t sent;
    do
        sent = write(outlet->tty, bytes, length);
    while (sent < 0 && errno == EINTR);
    outlet->writes++;
    if (sent < 0 && errno != EAGAIN && errno != EWOULDBLOCK)
        outlet->gone = true; /* EIO: the line was dropped */
    if (sent <= 0)
        return 0;
    outlet->bytes += (uint64_t)sent;
    return (size_t)sent;
}

static void keep_waiting(struct outlet *outlet, const char *bytes, size_t length)
{
    size_t left = outlet->waiting_length - outlet->waiting_sent;
    char *all = memory_new(left + length, 1);
    if (left > 0)
        memcpy(all, outlet->waiting + outlet->waiting_sent, left);
    memcpy(all + left, bytes, length);
    free(outlet->waiting);
    outlet->waiting = all;
    outlet->waiting_length = left + length;
    outlet->waiting_sent = 0;
}

void outlet_send(struct outlet *outlet, const char *bytes, size_t length)
{
    size_t sent = 0;
    if (outlet->gone || length == 0)
        return;
    if (outlet->waiting_length - outlet->waiting_sent > WAITING_MOST)
        return; /* bells and copies for a terminal that has been stuck for long */
    if (!outlet_is_stuck(outlet))
        sent = write_once(outlet, bytes, length);
    if (sent < length && !outlet->gone)
        keep_waiting(outlet, bytes + sent, length - sent);
}

static void send_thriftily(struct outlet *outlet, const char *bytes, size_t length, bool last)
{
    struct buffer less, least;
    buffer_init(&less, FRAME_MOST);
    buffer_init(&least, FRAME_MOST);
    thrift_pass(&outlet->thrift, bytes, length, last, &less);
    if (outlet->repeats && less.length > 0)
        repeat_pass(less.data, less.length, &least);
    const struct buffer *frame = least.length > 0 ? &least : &less;
    if (frame->length > 0) {
        outlet_send(outlet, frame->data, frame->length);
        outlet->frames++;
    }
    buffer_clear(&less);
    buffer_clear(&least);
}

static bool send_frame(struct outlet *outlet, bool last)
{
    fflush(outlet->memory);
    off_t length = lseek(outlet->memory_fd, 0, SEEK_CUR);
    if (length > 0) {
        char *bytes = memory_new((size_t)length, 1);
        ssize_t got = pread(outlet->memory_fd, bytes, (size_t)length, 0);
        if (got > 0)
            send_thriftily(outlet, bytes, (size_t)got, last);
        free(bytes);
        if (ftruncate(outlet->memory_fd, 0) != 0 || lseek(outlet->memory_fd, 0, SEEK_SET) != 0)
            outlet->gone = true; /* frames would repeat: better none */
    }
    if (last)
        thrift_init(&outlet->thrift);
    return !outlet_is_stuck(outlet);
}

bool outlet_send_frame(struct outlet *outlet)
{
    return send_frame(outlet, false);
}

bool outlet_send_last_frame(struct outlet *outlet)
{
    return send_frame(outlet, true);
}

bool outlet_flush(struct outlet *outlet)
{
    if (outlet_is_stuck(outlet) && !outlet->gone)
        outlet->waiting_sent += write_once(outlet, outlet->waiting + outlet->waiting_sent,
                                           outlet->waiting_length - outlet->waiting_sent);
    if (!outlet_is_stuck(outlet)) {
        free(outlet->waiting);
        outlet->waiting = NULL;
        outlet->waiting_length = outlet->waiting_sent = 0;
    }
    return !outlet_is_stuck(outlet);
}

bool outlet_drain(struct outlet *outlet, int64_t until_ms)
{
    while (!outlet_flush(outlet) && !outlet->gone) {
        struct pollfd ready = {.fd = outlet->tty, .events = POLLOUT};
        int64_t left = until_ms - clock_monotonic_ms(&clock_system);
        if (left <= 0 || (poll(&ready, 1, (int)left) < 0 && errno != EINTR))
            return false;
    }
    return !outlet_is_stuck(outlet);
}
