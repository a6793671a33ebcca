/* SPDX-License-Identifier: MIT
 * Yahoo, and its session: a cookie from fc.yahoo.com (which answers 404, and that is normal), then the crumb that
 * belongs to it. */
#include "config.h"

#include "yahoo.h"

#include "base/text.h"

#include <string.h>

#define CRUMB_MOST   30
#define COOKIE_LIMIT (256 << 10)
#define CRUMB_LIMIT  (16 << 10)

enum { STEP_COOKIE, STEP_CRUMB, STEPS };

static bool handshake_request(int step, struct source_request *request, struct error *err)
{
    struct request_url url;
    yahoo_request_start(request, &url, "/v1/test/getcrumb");
    request->body_limit = CRUMB_LIMIT;
    if (step == STEP_COOKIE) {
        request->body_limit = COOKIE_LIMIT;
        text_copy(request->url, sizeof request->url, "https://fc.yahoo.com/");
    }
    return request_url_done(&url, err);
}

/* A refusal's text must never be taken for a crumb. */
static bool is_crumb(const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        if (text[i] <= ' ' || text[i] > '~' || text[i] == '<' || text[i] == '{')
            return false;
    }
    return length > 0 && length <= CRUMB_MOST;
}

static bool accept_crumb(const struct source_response *response, char token[SOURCE_TOKEN_SIZE], struct error *err)
{
    size_t length = strcspn(response->body, "\r\n");
    if (response->status == 404 || response->status >= 500)
        return error_set(err, ERROR_SERVER, "Yahoo gave no crumb (HTTP %ld)", response->status);
    if (response->body[strspn(response->body, " \t\r\n")] == '<')
        return error_set(err, ERROR_BLOCKED, "Yahoo answered with a web page instead of a session");
    if (response->status != 200 || !is_crumb(response->body, length))
        return error_set(err, ERROR_SESSION, "Yahoo gave no usable crumb (HTTP %ld)", response->status);
    memcpy(token, response->body, length);
    token[length] = '\0';
    return true;
}

static bool handshake_accept(int step, const struct source_response *response, char token[SOURCE_TOKEN_SIZE],
                             struct error *err)
{
    if (!yahoo_is_willing(response, err))
        return false;
    return step == STEP_COOKIE || accept_crumb(response, token, err);
}

static const struct source_handshake handshake = {
    .steps = STEPS,
    .request = handshake_request,
    .accept = handshake_accept,
};

const struct source_provider provider_yahoo = {
    .name = "yahoo",
    .heading = "Yahoo Finance",
    .homepage = "https://finance.yahoo.com",
    .terms = "Unofficial; site terms restrict automated access: personal use, no redistribution.",
    .browser_agent = true,
    .rate = 1.0,
    .burst = 8,
    .block_floor_seconds = 60,
    .host = "query1.finance.yahoo.com",
    .other_host = "query2.finance.yahoo.com",
    .handshake = &handshake,
};
