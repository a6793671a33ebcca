/* SPDX-License-Identifier: MIT
 * Finnhub's headlines on a company, with a free key: North American shares. */
#include "config.h"

#include "headline_row.h"
#include "provider.h"
#include "quote_row.h"
#include "request_url.h"
#include "sources.h"

#include "base/date.h"

#include <stdio.h>

#define BODY_LIMIT (2 << 20)
#define DAYS_ASKED 7

static bool news_request(const struct subscription *subscription, const char *token, struct source_request *request,
                         struct error *err)
{
    struct request_url url;
    char name[SYMBOL_SIZE], from[16], to[16];
    int32_t today = date_new_york_day(subscription->now);
    (void)token;
    *request = (struct source_request){.accept = "application/json", .body_limit = BODY_LIMIT};
    if (subscription->key == NULL)
        return error_set(err, ERROR_NEEDS_KEY, "Finnhub asks for a key: finnhub.io/register");
    if (!quote_row_american(subscription->subject, name))
        return error_set(err, ERROR_NO_DATA, "Finnhub has headlines on American shares only");
    snprintf(request->headers[0], sizeof request->headers[0], "X-Finnhub-Token: %s", subscription->key);
    date_to_iso(today - DAYS_ASKED, from, sizeof from);
    date_to_iso(today, to, sizeof to);
    request_url_start(&url, request->url, sizeof request->url);
    request_url_add(&url, "https://finnhub.io/api/v1/company-news?symbol=");
    request_url_add_encoded(&url, name);
    request_url_add(&url, "&from=");
    request_url_add(&url, from);
    request_url_add(&url, "&to=");
    request_url_add(&url, to);
    return request_url_done(&url, err);
}

static bool news_parse(const struct subscription *subscription, const struct source_response *response,
                       struct observations *observations, struct error *err)
{
    static const struct headline_members members = {"headline", "source", "url", "datetime"};
    if (response->status == 403) /* the plan does not hold this symbol; the key is good */
        return error_set(err, ERROR_NO_DATA, "Finnhub's plan does not hold %s", subscription->subject);
    return source_status_ok(response, err) &&
           headline_row_list(&source_finnhub_news, subscription, response, observations, NULL, &members, NULL, err);
}

const struct source source_finnhub_news = {
    .name = "finnhub_news",
    .heading = "Finnhub headlines",
    .provider = &provider_finnhub,
    .kind = DATASET_HEADLINES,
    .role = SOURCE_MERGE,
    .batch = 1,
    .refresh_seconds = 120,
    .request = news_request,
    .parse = news_parse,
};
