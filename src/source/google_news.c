/* SPDX-License-Identifier: MIT
 * Google News as a feed: a search for the share's headlines of the last week, keyless. A title ends in its
 * publisher: "Headline - Publisher". */
#include "config.h"

#include "headline_row.h"
#include "provider.h"
#include "request_url.h"
#include "sources.h"

#include <string.h>

#define BODY_LIMIT (2 << 20)
#define SEPARATOR  " - "

const struct source_provider provider_google = {
    .name = "google_news",
    .heading = "Google News",
    .homepage = "https://news.google.com",
    .terms = "For a personal feed reader only, no redistribution.",
    .rate = 0.2,
    .burst = 3,
    .block_floor_seconds = 300,
};

static bool news_request(const struct subscription *subscription, const char *token, struct source_request *request,
                         struct error *err)
{
    struct request_url url;
    (void)token;
    *request = (struct source_request){.accept = "application/rss+xml, application/xml", .body_limit = BODY_LIMIT};
    request_url_start(&url, request->url, sizeof request->url);
    request_url_add(&url, "https://news.google.com/rss/search?q=%22");
    request_url_add_encoded(&url, subscription->subject);
    request_url_add(&url, "%22+stock+when:7d&hl=en-US&gl=US&ceid=US:en");
    return request_url_done(&url, err);
}

static char *last_separator(char *title)
{
    char *last = NULL;
    for (char *at = strstr(title, SEPARATOR); at != NULL; at = strstr(at + 1, SEPARATOR))
        last = at;
    return last;
}

/* The publisher is taken off the title, where the other sources do not have it. */
static bool row_of(struct rss_item *item, const char *symbol, struct headline_row *row)
{
    (void)symbol, (void)row;
    char *end = last_separator(item->fields[RSS_TITLE]);
    if (end != NULL && strcmp(end + strlen(SEPARATOR), item->fields[RSS_SOURCE]) == 0)
        *end = '\0';
    return true;
}

static bool news_parse(const struct subscription *subscription, const struct source_response *response,
                       struct observations *observations, struct error *err)
{
    return headline_row_feed(&source_google_news, subscription, response, observations, row_of, err);
}

const struct source source_google_news = {
    .name = "google_news",
    .heading = "Google News",
    .provider = &provider_google,
    .kind = DATASET_HEADLINES,
    .role = SOURCE_MERGE,
    .batch = 1,
    .refresh_seconds = 900,
    .request = news_request,
    .parse = news_parse,
};
