/* SPDX-License-Identifier: MIT
 * Yahoo, and its session: a cookie from fc.yahoo.com (which answers 404, and that is normal), then the crumb that
 * belongs to it. */
#include "config.h"

#include "html_form.h"
#include "yahoo.h"

#include "base/text.h"

#include <string.h>

#define CRUMB_MOST   30
#define COOKIE_LIMIT (256 << 10)
#define CRUMB_LIMIT  (16 << 10)
#define PAGE_LIMIT   (4 << 20)
#define FORM_ANSWER  "reject=reject&reject=reject" /* twice, as its page does */

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

/* Where fc.yahoo.com is not to be had (lists of advertisers hold it), or leads to no crumb. */
static bool handshake_otherwise(struct source_request *request, struct error *err)
{
    struct request_url url;
    yahoo_request_start(request, &url, "");
    request->body_limit = PAGE_LIMIT;
    text_copy(request->url, sizeof request->url, "https://finance.yahoo.com/");
    return request_url_done(&url, err);
}

/* In Europe Yahoo's pages lead to a form first. It is answered by a refusal: only the cookie is wanted. */
static bool handshake_form(const struct source_response *response, struct source_request *request,
                           struct error *err)
{
    char session[128];
    struct request_url url;
    if (response->status != 200 || strstr(response->body, "consent-form") == NULL)
        return false;
    yahoo_request_start(request, &url, "");
    request->body_limit = PAGE_LIMIT;
    request->then_get = true;
    if (!html_form_fields(response->body, response->length, request->body,
                          sizeof request->body - sizeof FORM_ANSWER, err))
        return false;
    if (!html_form_value(request->body, "sessionId", session, sizeof session) ||
        strstr(request->body, "csrfToken=") == NULL)
        return error_set(err, ERROR_FORMAT, "Yahoo asks for consent by a form of another kind");
    size_t used = strlen(request->body);
    text_copy(request->body + used, sizeof request->body - used, FORM_ANSWER);
    request_url_start(&url, request->url, sizeof request->url);
    request_url_add(&url, "https://consent.yahoo.com/v2/collectConsent?sessionId=");
    request_url_add_encoded(&url, session);
    return request_url_done(&url, err);
}

static const struct source_handshake handshake = {
    .steps = STEPS,
    .request = handshake_request,
    .accept = handshake_accept,
    .form = handshake_form,
    .otherwise = handshake_otherwise,
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
