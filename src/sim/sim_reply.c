/* SPDX-License-Identifier: MIT
 * An answer, as it is put together. */
#include "config.h"

#include "sim_reply.h"

#include "base/text.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>

void sim_write(struct sim_reply *reply, const char *format, ...)
{
    char text[4096];
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    assert(length >= 0 && (size_t)length < sizeof text);
    bool fits = buffer_append(&reply->body, text, (size_t)length);
    assert(fits);
    (void)fits;
}

void sim_header(struct sim_reply *reply, const char *name, const char *value)
{
    if (reply->header_count == SIM_HEADERS_MOST)
        return;
    struct sim_header *header = &reply->headers[reply->header_count++];
    text_copy(header->name, sizeof header->name, name);
    text_copy(header->value, sizeof header->value, value);
}

void sim_plain(struct sim_reply *reply, unsigned status, const char *type, const char *text)
{
    reply->status = status;
    reply->content_type = type;
    buffer_empty(&reply->body);
    sim_write(reply, "%s", text);
}
