/* SPDX-License-Identifier: MIT
 * Nasdaq's feed of headlines on one share: keyless, American shares. Its list of tickers repeats itself. */
#include "config.h"

#include "headline_row.h"
#include "provider.h"
#include "quote_row.h"
#include "request_url.h"
#include "sources.h"

#include "base/text.h"

#include <stdio.h>
#include <string.h>

#define BODY_LIMIT (1 << 20)

static bool news_request(const struct subscription *subscription, const char *token, struct source_request *request,
                         struct error *err)
{
    struct request_url url;
    char name[SYMBOL_SIZE];
    (void)token;
    *request = (struct source_request){
        .accept = "application/rss+xml, application/xml", .body_limit = BODY_LIMIT, .conditional = true};
    if (!quote_row_american(subscription->subject, name))
        return error_set(err, ERROR_NO_DATA, "Nasdaq has headlines on American shares only");
    request_url_start(&url, request->url, sizeof request->url);
    request_url_add(&url, "https://www.nasdaq.com/feed/rssoutbound?symbol=");
    request_url_add_encoded(&url, name);
    return request_url_done(&url, err);
}

static bool row_of(struct rss_item *item, const char *symbol, struct headline_row *row)
{
    (void)symbol;
    row->publisher = item->fields[RSS_CREATOR];
    return true;
}

static bool news_parse(const struct subscription *subscription, const struct source_response *response,
                       struct observations *observations, struct error *err)
{
    return headline_row_feed(&source_nasdaq_news, subscription, response, observations, row_of, err);
}

const struct source source_nasdaq_news = {
    .name = "nasdaq_news",
    .heading = "Nasdaq headlines",
    .provider = &provider_nasdaq,
    .kind = DATASET_HEADLINES,
    .role = SOURCE_MERGE,
    .conditional = true,
    .batch = 1,
    .refresh_seconds = 300,
    .request = news_request,
    .parse = news_parse,
};
