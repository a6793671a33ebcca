/* SPDX-License-Identifier: MIT
 * Yahoo's request manners and its error envelopes. The name of the envelope changes with the layer that fails
 * ("chart", "quoteResponse", "quoteSummary" or "finance"), so the error is looked for under every top key. */
#include "config.h"

#include "yahoo.h"

#include "base/text.h"

#include <stdio.h>
#include <string.h>

#define HOST          "https://query1.finance.yahoo.com"
#define SUMMARY_LIMIT (2 << 20)

void yahoo_request_start(struct source_request *request, struct request_url *url, const char *path)
{
    static const char *const headers[] = {
        "Accept-Language: en-US,en;q=0.9",
        "Origin: https://finance.yahoo.com",
        "Referer: https://finance.yahoo.com/",
    };
    *request = (struct source_request){.accept = "*/*"};
    for (size_t i = 0; i < sizeof headers / sizeof headers[0]; i++)
        text_copy(request->headers[i], sizeof request->headers[i], headers[i]);
    request_url_start(url, request->url, sizeof request->url);
    request_url_add(url, HOST);
    request_url_add(url, path);
}

bool yahoo_request_end_with_crumb(struct request_url *url, const char *crumb, struct error *err)
{
    if (crumb == NULL || crumb[0] == '\0')
        return error_set(err, ERROR_SESSION, "no session with Yahoo yet");
    request_url_add(url, "&crumb=");
    request_url_add_encoded(url, crumb);
    return request_url_done(url, err);
}

bool yahoo_request_summary(const struct subscription *subscription, const char *crumb, const char *modules,
                           struct source_request *request, struct error *err)
{
    struct request_url url;
    if (subscription->subject[0] == '\0')
        return error_set(err, ERROR_INVALID, "no symbol to ask for");
    yahoo_request_start(request, &url, "/v10/finance/quoteSummary/");
    request->body_limit = SUMMARY_LIMIT;
    request_url_add_encoded(&url, subscription->subject);
    request_url_add(&url, "?formatted=false&modules=");
    request_url_add(&url, modules);
    return yahoo_request_end_with_crumb(&url, crumb, err);
}

bool yahoo_is_willing(const struct source_response *response, struct error *err)
{
    long status = response->status;
    bool json = response->body[0] == '{';
    if (status == 429 || status == 503 || status == 999)
        return error_set(err, ERROR_RATE_LIMITED, "Yahoo refuses for now (HTTP %ld)", status);
    if (!json && text_contains_fold(response->body, "too many requests"))
        return error_set(err, ERROR_RATE_LIMITED, "Yahoo refuses for now: too many requests");
    if (!json && text_contains_fold(response->body, "will be right back"))
        return error_set(err, ERROR_RATE_LIMITED, "Yahoo is having a break: will be right back");
    if (!json && status == 403)
        return error_set(err, ERROR_BLOCKED, "Yahoo's edge blocks this address or program (HTTP 403)");
    if (!json && status == 401)
        return error_set(err, ERROR_SESSION, "Yahoo wants a new session (HTTP 401)");
    return true;
}

static enum error_code code_of(const char *text)
{
    static const struct {
        const char *part;
        enum error_code code;
    } meanings[] = {
        {"invalid crumb", ERROR_SESSION},
        {"invalid cookie", ERROR_SESSION},
        {"unauthorized", ERROR_SESSION},
        {"too many", ERROR_RATE_LIMITED},
        {"no fundamentals data", ERROR_NO_DATA},
        {"data doesn't exist", ERROR_NO_DATA},
        {"http 404", ERROR_SERVER}, /* the path is gone, not the symbol */
        {"not found", ERROR_NOT_FOUND},
        {"delisted", ERROR_NOT_FOUND},
    };
    for (size_t i = 0; i < sizeof meanings / sizeof meanings[0]; i++) {
        if (text_contains_fold(text, meanings[i].part))
            return meanings[i].code;
    }
    return ERROR_SERVER;
}

/* False when an envelope of the document holds an error. */
static bool is_free_of_errors(const struct cJSON *root, struct error *err)
{
    for (const struct cJSON *top = json_first_member(root); top != NULL; top = json_next(top)) {
        const struct cJSON *error = json_member(top, "error");
        if (error == NULL)
            continue;
        char code[40], description[110], text[160];
        json_text(error, "code", code, sizeof code);
        json_text(error, "description", description, sizeof description);
        snprintf(text, sizeof text, "%s: %s", code, description);
        return error_set(err, code_of(text), "%s", description[0] != '\0' ? description : "unexplained error");
    }
    return true;
}

struct cJSON *yahoo_open(const struct source_response *response, const char *envelope, const struct cJSON **result,
                         struct error *err)
{
    *result = NULL;
    if (!yahoo_is_willing(response, err))
        return NULL;
    struct error unreadable = {0};
    struct cJSON *root = json_parse(response->body, response->length, &unreadable);
    if (root == NULL) {
        if (source_status_ok(response, err) && err != NULL)
            *err = unreadable;
        return NULL;
    }
    bool good = is_free_of_errors(root, err) && source_status_ok(response, err);
    if (good) {
        *result = json_member(json_member(root, envelope), "result");
        good = json_is_array(*result) || error_set(err, ERROR_FORMAT, "the answer has no %s.result", envelope);
    }
    if (good)
        return root;
    json_free(root);
    *result = NULL;
    return NULL;
}
