/* SPDX-License-Identifier: MIT
 * What an answer's status means before anybody reads its body. */
#include "config.h"

#include "http_parts.h"

#include <string.h>

struct status_meaning {
    long first, last;
    enum error_code code;
    const char *text;
};

/* First match wins. */
static const struct status_meaning meanings[] = {
    {204, 204, ERROR_NO_DATA, "nothing to report"},
    {304, 304, ERROR_NO_DATA, "nothing new"},
    {300, 399, ERROR_SERVER, "moved to another address"},
    {401, 401, ERROR_AUTH, "the key is missing or wrong"},
    {403, 403, ERROR_AUTH, "access refused: the key is not entitled to this"},
    {404, 404, ERROR_NOT_FOUND, "not known there"},
    {407, 407, ERROR_AUTH, "the proxy wants a password: check the proxy setting"},
    {408, 408, ERROR_SERVER, "the server gave up waiting"},
    {410, 410, ERROR_NOT_FOUND, "no longer known there"},
    {429, 429, ERROR_RATE_LIMITED, "too many requests"},
    {451, 451, ERROR_BLOCKED, "refused for legal reasons"},
    {400, 499, ERROR_FORMAT, "the request was not understood"},
    {511, 511, ERROR_BLOCKED, "this network wants a sign-in first: open a web browser"},
    {999, 999, ERROR_RATE_LIMITED, "too many requests"},
    {500, 998, ERROR_SERVER, "the server has trouble"},
};

static const struct status_meaning unknown_status = {0, 0, ERROR_FORMAT, "an answer of an unknown kind"};

static const struct status_meaning *meaning_of(long status)
{
    for (size_t i = 0; i < sizeof meanings / sizeof meanings[0]; i++)
        if (status >= meanings[i].first && status <= meanings[i].last)
            return &meanings[i];
    return &unknown_status;
}

/* The Content-Type is only a hint: captive portals and edges lie, XML documents are fine. */
static bool is_web_page(const struct http_response *response)
{
    const char *body = buffer_text(&response->body);
    if (strncmp(body, "\xef\xbb\xbf", 3) == 0)
        body += 3;
    body += strspn(body, " \t\r\n");
    if (body[0] == '{' || body[0] == '[')
        return false;
    if (body[0] == '<')
        return strncmp(body, "<?xml", 5) != 0;
    return strcmp(response->content_type, "text/html") == 0;
}

static bool refuse(struct error *err, const struct http_response *response, enum error_code code, const char *text)
{
    char host[HTTP_HOST_SIZE] = "";
    http_host(response->url != NULL ? response->url : "", host, sizeof host);
    if (response->retry_after_seconds > 0)
        return error_set(err, code, "%.60s: %s (HTTP %ld), asks to wait %lld s", host, text, response->status,
                         (long long)response->retry_after_seconds);
    return error_set(err, code, "%.60s: %s (HTTP %ld)", host, text, response->status);
}

bool http_status_ok(const struct http_response *response, struct error *err)
{
    bool page = is_web_page(response);
    long status = response->status;
    if (status == 200 && !page)
        return true;
    if (page && (status == 200 || status == 403))
        return refuse(err, response, ERROR_BLOCKED, "a web page instead of data");
    if (status == 503 && response->retry_after_seconds >= 0)
        return refuse(err, response, ERROR_RATE_LIMITED, "busy");
    const struct status_meaning *meaning = meaning_of(status);
    return refuse(err, response, meaning->code, meaning->text);
}
