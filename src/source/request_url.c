/* SPDX-License-Identifier: MIT
 * Percent-encoding as RFC 3986 has it. */
#include "config.h"

#include "request_url.h"

#include <string.h>

static const char unreserved[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

static void add_bytes(struct request_url *url, const char *bytes, size_t length)
{
    if (url->overflow || length >= url->size - url->length) {
        url->overflow = true;
        return;
    }
    memcpy(url->text + url->length, bytes, length);
    url->length += length;
    url->text[url->length] = '\0';
}

void request_url_start(struct request_url *url, char *text, size_t size)
{
    *url = (struct request_url){.text = text, .size = size};
    text[0] = '\0';
}

void request_url_add(struct request_url *url, const char *text)
{
    add_bytes(url, text, strlen(text));
}

void request_url_add_encoded(struct request_url *url, const char *text)
{
    static const char digits[] = "0123456789ABCDEF";
    for (; *text != '\0'; text++) {
        unsigned char byte = (unsigned char)*text;
        if (strchr(unreserved, *text) != NULL) {
            add_bytes(url, text, 1);
        } else {
            char encoded[] = {'%', digits[byte >> 4], digits[byte & 15]};
            add_bytes(url, encoded, sizeof encoded);
        }
    }
}

bool request_url_done(const struct request_url *url, struct error *err)
{
    if (url->overflow)
        return error_set(err, ERROR_INVALID, "too many symbols for one request");
    return true;
}
