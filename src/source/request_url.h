/* SPDX-License-Identifier: MIT
 * Builds the URL of a request, piece by piece, into a fixed buffer. */
#ifndef SOURCE_REQUEST_URL_H
#define SOURCE_REQUEST_URL_H

#include "base/error.h"

#include <stddef.h>

struct request_url {
    char *text;
    size_t size, length;
    bool overflow;
};

void request_url_start(struct request_url *url, char *text, size_t size);
/* Appends as it is. */
void request_url_add(struct request_url *url, const char *text);
/* Appends with everything but unreserved characters (RFC 3986) percent-encoded. */
void request_url_add_encoded(struct request_url *url, const char *text);
/* False, with *err, when it did not fit. */
bool request_url_done(const struct request_url *url, struct error *err) __attribute__((warn_unused_result));

#endif
