/* SPDX-License-Identifier: MIT
 * A growable run of bytes with a mandatory cap. Always NUL-terminated, the NUL not counted in length. */
#ifndef BASE_BUFFER_H
#define BASE_BUFFER_H

#include <stdbool.h>
#include <stddef.h>

struct buffer {
    char *data; /* NULL until the first append; use buffer_text for a string that is never NULL */
    size_t length;
    size_t capacity;
    size_t limit; /* the most bytes it may hold */
};

void buffer_init(struct buffer *buffer, size_t limit);
void buffer_clear(struct buffer *buffer); /* frees */
void buffer_empty(struct buffer *buffer); /* length 0, memory kept */

/* False, and nothing appended, when the limit would be passed. */
bool buffer_append(struct buffer *buffer, const void *bytes, size_t length) __attribute__((warn_unused_result));
bool buffer_append_text(struct buffer *buffer, const char *text) __attribute__((warn_unused_result));
bool buffer_printf(struct buffer *buffer, const char *format, ...)
    __attribute__((format(printf, 2, 3), warn_unused_result));

const char *buffer_text(const struct buffer *buffer);

#endif
