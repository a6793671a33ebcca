/* SPDX-License-Identifier: MIT
 * A WebSocket that is kept open: text messages come in, a lost connection is opened again after 1 s, doubling to a
 * minute. Over libwebsockets. Knows nothing of providers; the address may hold a key and is never logged. */
#ifndef NET_STREAM_H
#define NET_STREAM_H

#include "base/error.h"

#include <stddef.h>

#define STREAM_MESSAGE_MOST 4096
#define STREAM_URL_MOST     512

struct stream;

struct stream_options {  /* the functions are called on the thread that is in stream_run */
    const char *url;     /* copied; "wss://host/path?query" or https, "http://" for a loopback address only */
    const char *ca_file; /* NULL or "": the system's certificates */
    /* The index-th message to send after each opening; false: there are no more. */
    bool (*message)(void *context, size_t index, char text[STREAM_MESSAGE_MOST]);
    void (*opened)(void *context);
    void (*frame)(void *context, const char *text, size_t length); /* one whole message; not NUL-terminated */
    void (*closed)(void *context, const char *reason);             /* also when it could not be opened */
    void *context;
};

struct stream *stream_new(const struct stream_options *options, struct error *err);
void stream_run(struct stream *stream);  /* returns after stream_stop; asleep while nothing comes in */
void stream_stop(struct stream *stream); /* any thread */
void stream_free(struct stream *stream); /* after stream_run has returned; NULL allowed */

#endif
