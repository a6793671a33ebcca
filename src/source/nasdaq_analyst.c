/* SPDX-License-Identifier: MIT
 * What Nasdaq's analyst pages share. */
#include "config.h"

#include "nasdaq_analyst.h"

#include "base/text.h"
#include "quote_row.h"
#include "request_url.h"

#define BODY_LIMIT    (256 << 10)
#define TOTAL_SECONDS 12 /* it never answers whom it does not like */
#define UNKNOWN_CODE  1001
#define UNKNOWN_OTHER 10003

bool nasdaq_analyst_request(const struct subscription *subscription, const char *page,
                            struct source_request *request, struct error *err)
{
    static const char *const headers[] = {
        "Accept-Language: en-US,en;q=0.9",
        "Origin: https://www.nasdaq.com",
        "Referer: https://www.nasdaq.com/",
    };
    struct request_url url;
    char name[SYMBOL_SIZE];
    *request = (struct source_request){
        .accept = "application/json, text/plain, */*", .body_limit = BODY_LIMIT, .total_seconds = TOTAL_SECONDS};
    for (size_t i = 0; i < sizeof headers / sizeof headers[0]; i++)
        text_copy(request->headers[i], sizeof request->headers[i], headers[i]);
    if (!quote_row_american(subscription->subject, name))
        return error_set(err, ERROR_NO_DATA, "Nasdaq has American shares only");
    request_url_start(&url, request->url, sizeof request->url);
    request_url_add(&url, "https://api.nasdaq.com/api/analyst/");
    request_url_add_encoded(&url, name);
    request_url_add(&url, page);
    return request_url_done(&url, err);
}

static bool refuses(const struct cJSON *root, const char *symbol, struct error *err)
{
    const struct cJSON *status = json_member(root, "status");
    const struct cJSON *reason = json_first(json_member(status, "bCodeMessage"));
    int64_t code = json_integer(status, "rCode", 0, 1000, 0), detail = json_integer(reason, "code", 0, 1000000, 0);
    if (code == 200)
        return false;
    if (detail == UNKNOWN_CODE || detail == UNKNOWN_OTHER)
        return !error_set(err, ERROR_NOT_FOUND, "Nasdaq does not know %s", symbol);
    return !error_set(err, ERROR_SERVER, "Nasdaq answers %d", (int)code);
}

struct cJSON *nasdaq_analyst_open(const struct subscription *subscription, const struct source_response *response,
                                  const struct cJSON **data, struct error *err)
{
    *data = NULL;
    if (!source_status_ok(response, err))
        return NULL;
    struct cJSON *root = json_parse(response->body, response->length, err);
    if (root == NULL)
        return NULL;
    *data = json_member(root, "data");
    if (!refuses(root, subscription->subject, err)) {
        if (json_is_object(*data))
            return root;
        (void)error_set(err, ERROR_NO_DATA, "Nasdaq covers no analysts of %s", subscription->subject);
    }
    json_free(root);
    *data = NULL;
    return NULL;
}
