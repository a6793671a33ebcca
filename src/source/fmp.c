/* SPDX-License-Identifier: MIT
 * Financial Modeling Prep: the provider. */
#include "config.h"

#include "fmp.h"

#include "request_url.h"

#include <stdio.h>

#define BODY_LIMIT (2 << 20)

const struct source_provider provider_fmp = {
    .name = "fmp",
    .heading = "FMP",
    .homepage = "https://site.financialmodelingprep.com",
    .terms = "By your plan; showing it to others needs a licence.",
    .rate = 1,
    .burst = 5,
    .key = "fmp",
    .key_home = "site.financialmodelingprep.com/developer/docs",
};

bool fmp_request(const struct subscription *subscription, const char *page, struct source_request *request,
                 struct error *err)
{
    struct request_url url;
    *request = (struct source_request){.accept = "application/json", .body_limit = BODY_LIMIT};
    if (subscription->key == NULL)
        return error_set(err, ERROR_NEEDS_KEY, "FMP asks for a key: site.financialmodelingprep.com/developer/docs");
    snprintf(request->headers[0], sizeof request->headers[0], "apikey: %s", subscription->key);
    request_url_start(&url, request->url, sizeof request->url);
    request_url_add(&url, "https://financialmodelingprep.com/stable/");
    request_url_add(&url, page);
    request_url_add(&url, "?symbol=");
    request_url_add_encoded(&url, subscription->subject);
    return request_url_done(&url, err);
}

bool fmp_is_willing(const struct source_response *response, struct error *err)
{
    if (response->status == 402)
        return error_set(err, ERROR_NO_DATA, "FMP's plan does not hold this symbol (HTTP 402)");
    if (response->status == 403)
        return error_set(err, ERROR_AUTH, "FMP refuses the key for this (HTTP 403)");
    return source_status_ok(response, err);
}
