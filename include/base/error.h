/* SPDX-License-Identifier: MIT
 * Errors as values. The code decides behaviour (retry? grey or red?); the message is for a trader and
 * says what to do. Storage is the caller's, so that reporting an error cannot itself fail. */
#ifndef BASE_ERROR_H
#define BASE_ERROR_H

#include <stdbool.h>

enum error_code {
    ERROR_NONE = 0,
    ERROR_INVALID,       /* wrong argument or configuration: the user must change something */
    ERROR_SYSTEM,        /* the operating system refused: file, memory map, thread */
    ERROR_NETWORK,       /* resolve, connect, TLS, connection broken */
    ERROR_TIMEOUT,       /* connected or not, no complete answer in time */
    ERROR_TOO_BIG,       /* the answer exceeds its cap */
    ERROR_RATE_LIMITED,  /* 429, 999, 503 with Retry-After: cool the host down */
    ERROR_BLOCKED,       /* an edge or an HTML page instead of data: cool the host down for long */
    ERROR_AUTH,          /* 401/403: the key is wrong or not entitled */
    ERROR_SESSION,       /* the provider's cookie or crumb has expired: mint it again, once */
    ERROR_NEEDS_KEY,     /* no key configured */
    ERROR_NEEDS_SETTING, /* a setting that the provider demands is missing (the SEC contact) */
    ERROR_NOT_FOUND,     /* the provider does not know this symbol */
    ERROR_NO_DATA,       /* known, but nothing is reported */
    ERROR_SERVER,        /* 5xx and the like */
    ERROR_FORMAT,        /* the bytes are not what the provider documents */
    ERROR_STORE,         /* the local database */
    ERROR_CANCELLED,
    ERROR_NOT_YET /* it will be there in a moment: ask again soon, and nobody else in between */
};

struct error {
    enum error_code code;
    char message[160];
};

/* Fills *err (which may be NULL) and returns false, so that callers can `return error_set(...)`.
 * The message is cut at a character boundary when it is too long, and clean (text_clean): it may be shown. */
bool error_set(struct error *err, enum error_code code, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Puts "context: " before the message of *err. Returns false. */
bool error_prefix(struct error *err, const char *context);

void error_clear(struct error *err);

/* Short lower-case word for a code ("rate-limited"), for logs, --print and tests. Never NULL. */
const char *error_word(enum error_code code);

#endif
