/* SPDX-License-Identifier: MIT
 * Alpaca's headlines, which are Benzinga's: with a free key, upgrades and targets within minutes. */
#include "config.h"

#include "headline_row.h"
#include "provider.h"
#include "quote_row.h"
#include "request_url.h"
#include "sources.h"

#include <stdio.h>

#define BODY_LIMIT (2 << 20)

static bool news_request(const struct subscription *subscription, const char *token, struct source_request *request,
                         struct error *err)
{
    struct request_url url;
    char name[SYMBOL_SIZE];
    (void)token;
    *request = (struct source_request){.accept = "application/json", .body_limit = BODY_LIMIT};
    if (subscription->key == NULL || subscription->secret == NULL)
        return error_set(err, ERROR_NEEDS_KEY, "Alpaca asks for a key and its secret: app.alpaca.markets/signup");
    if (!quote_row_american(subscription->subject, name))
        return error_set(err, ERROR_NO_DATA, "Alpaca has headlines on American shares only");
    snprintf(request->headers[0], sizeof request->headers[0], "APCA-API-KEY-ID: %s", subscription->key);
    snprintf(request->headers[1], sizeof request->headers[1], "APCA-API-SECRET-KEY: %s", subscription->secret);
    request_url_start(&url, request->url, sizeof request->url);
    request_url_add(&url, "https://data.alpaca.markets/v1beta1/news?limit=50&symbols=");
    request_url_add_encoded(&url, name);
    return request_url_done(&url, err);
}

static bool news_parse(const struct subscription *subscription, const struct source_response *response,
                       struct observations *observations, struct error *err)
{
    static const struct headline_members members = {"headline", "source", "url", "created_at"};
    return source_status_ok(response, err) && headline_row_list(&source_alpaca_news, subscription, response,
                                                                observations, "news", &members, NULL, err);
}

const struct source source_alpaca_news = {
    .name = "alpaca_news",
    .heading = "Alpaca headlines",
    .provider = &provider_alpaca,
    .kind = DATASET_HEADLINES,
    .role = SOURCE_MERGE,
    .batch = 1,
    .refresh_seconds = 120,
    .request = news_request,
    .parse = news_parse,
};
