/* SPDX-License-Identifier: MIT
 * Errors as values. */
#include "config.h"

#include "base/error.h"

#include "base/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static const char *const words[] = {
    [ERROR_NONE] = "none",
    [ERROR_INVALID] = "invalid",
    [ERROR_SYSTEM] = "system",
    [ERROR_NETWORK] = "network",
    [ERROR_TIMEOUT] = "time-out",
    [ERROR_TOO_BIG] = "too-big",
    [ERROR_RATE_LIMITED] = "rate-limited",
    [ERROR_BLOCKED] = "blocked",
    [ERROR_AUTH] = "refused",
    [ERROR_SESSION] = "session",
    [ERROR_NEEDS_KEY] = "needs-key",
    [ERROR_NEEDS_SETTING] = "needs-setting",
    [ERROR_NOT_FOUND] = "not-found",
    [ERROR_NO_DATA] = "no-data",
    [ERROR_SERVER] = "server",
    [ERROR_FORMAT] = "format",
    [ERROR_STORE] = "store",
    [ERROR_CANCELLED] = "cancelled",
    [ERROR_NOT_YET] = "not-yet",
};

/* A message that was cut must not end within a UTF-8 sequence. */
static void mend_end(char *text)
{
    size_t length = strlen(text), start = length;
    while (start > 0 && ((unsigned char)text[start - 1] & 0xc0) == 0x80)
        start--;
    if (start == 0)
        return;
    unsigned char lead = (unsigned char)text[start - 1];
    size_t needed = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 1;
    if (length - (start - 1) < needed)
        text[start - 1] = '\0';
}

bool error_set(struct error *err, enum error_code code, const char *format, ...)
{
    va_list arguments;
    if (err == NULL)
        return false;
    char message[sizeof err->message]; /* the arguments may point into *err */
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    mend_end(message);
    err->code = code;
    text_clean(err->message, sizeof err->message, message, strlen(message)); /* it may cite anything */
    return false;
}

bool error_prefix(struct error *err, const char *context)
{
    if (err == NULL)
        return false;
    struct error old = *err;
    return error_set(err, old.code, "%s: %s", context, old.message);
}

void error_clear(struct error *err)
{
    if (err == NULL)
        return;
    err->code = ERROR_NONE;
    err->message[0] = '\0';
}

const char *error_word(enum error_code code)
{
    size_t index = (size_t)code;
    return index < sizeof words / sizeof words[0] ? words[index] : "unknown";
}
