/* SPDX-License-Identifier: MIT
 * What a status means when the provider has no meaning of its own for it. */
#include "config.h"

#include "source/source.h"

#include <ctype.h>

static bool is_web_page(const struct source_response *response)
{
    const char *body = response->body;
    while (isspace((unsigned char)*body))
        body++;
    return *body == '<';
}

static enum error_code code_of(const struct source_response *response)
{
    static const struct {
        long status;
        enum error_code code;
    } meanings[] = {
        {401, ERROR_AUTH},         {403, ERROR_AUTH},         {404, ERROR_NOT_FOUND},
        {429, ERROR_RATE_LIMITED}, {999, ERROR_RATE_LIMITED},
    };
    for (size_t i = 0; i < sizeof meanings / sizeof meanings[0]; i++) {
        if (meanings[i].status == response->status)
            return meanings[i].code;
    }
    bool told_to_wait = response->status == 503 && response->retry_after_seconds >= 0;
    return told_to_wait ? ERROR_RATE_LIMITED : ERROR_SERVER;
}

bool source_status_ok(const struct source_response *response, struct error *err)
{
    if (response->status == 200) {
        if (!is_web_page(response))
            return true;
        return error_set(err, ERROR_BLOCKED, "a web page came instead of data: a block page, a proxy or a login");
    }
    enum error_code code = code_of(response);
    switch (code) {
    case ERROR_AUTH:
        return error_set(err, code, "access refused (HTTP %ld)", response->status);
    case ERROR_NOT_FOUND:
        return error_set(err, code, "not found (HTTP 404)");
    case ERROR_RATE_LIMITED:
        return error_set(err, code, "too many requests (HTTP %ld): waiting", response->status);
    default:
        return error_set(err, code, "the server answered HTTP %ld", response->status);
    }
}
