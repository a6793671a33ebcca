/* SPDX-License-Identifier: MIT
 * Yahoo's search, which tells headlines along with symbols; without a session. What it relates to other shares only
 * is left out. */
#include "config.h"

#include "headline_row.h"
#include "sources.h"
#include "yahoo.h"

#include <string.h>

#define BODY_LIMIT (1 << 20)

static bool news_request(const struct subscription *subscription, const char *token, struct source_request *request,
                         struct error *err)
{
    struct request_url url;
    (void)token;
    yahoo_request_start(request, &url, "/v1/finance/search?q=");
    request->body_limit = BODY_LIMIT;
    request_url_add_encoded(&url, subscription->subject);
    request_url_add(&url, "&quotesCount=0&newsCount=30&enableFuzzyQuery=false");
    return request_url_done(&url, err);
}

static bool relates(const struct cJSON *item, const char *symbol)
{
    const struct cJSON *related = json_member(item, "relatedTickers");
    bool any = false;
    for (const struct cJSON *name = json_first(related); name != NULL; name = json_next(name)) {
        if (strcmp(json_string_of(name), symbol) == 0)
            return true;
        any = true;
    }
    return !any;
}

static bool news_parse(const struct subscription *subscription, const struct source_response *response,
                       struct observations *observations, struct error *err)
{
    static const struct headline_members members = {"title", "publisher", "link", "providerPublishTime"};
    return yahoo_is_willing(response, err) && source_status_ok(response, err) &&
           headline_row_list(&source_yahoo_news, subscription, response, observations, "news", &members, relates,
                             err);
}

const struct source source_yahoo_news = {
    .name = "yahoo_news",
    .heading = "Yahoo headlines",
    .provider = &provider_yahoo,
    .kind = DATASET_HEADLINES,
    .role = SOURCE_MERGE,
    .batch = 1,
    .refresh_seconds = 600,
    .request = news_request,
    .parse = news_parse,
};
