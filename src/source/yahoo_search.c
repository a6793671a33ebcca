/* SPDX-License-Identifier: MIT
 * Yahoo's search: symbols by name, ticker or ISIN, without a session. */
#include "config.h"

#include "sources.h"
#include "yahoo.h"

#include "base/text.h"

#include <string.h>

#define BODY_LIMIT (256 << 10)

static bool search_request(const struct subscription *subscription, const char *token,
                           struct source_request *request, struct error *err)
{
    struct request_url url;
    (void)token;
    if (subscription->subject[0] == '\0')
        return error_set(err, ERROR_INVALID, "there is nothing to search for");
    yahoo_request_start(request, &url, "/v1/finance/search?q=");
    request->body_limit = BODY_LIMIT;
    request_url_add_encoded(&url, subscription->subject);
    request_url_add(&url, "&quotesCount=10&newsCount=0&enableFuzzyQuery=false");
    return request_url_done(&url, err);
}

/* The long name where there is one: the short one is cut off. Private companies have no symbol to be quoted by. */
static bool read_hit(const struct cJSON *item, struct symbol_hit *hit)
{
    char symbol[64];
    *hit = (struct symbol_hit){.symbol = ""};
    json_text(item, "symbol", symbol, sizeof symbol);
    if (!json_true(item, "isYahooFinance") || !text_symbol(hit->symbol, sizeof hit->symbol, symbol))
        return false;
    json_text(item, "longname", hit->name, sizeof hit->name);
    if (hit->name[0] == '\0')
        json_text(item, "shortname", hit->name, sizeof hit->name);
    json_text(item, "exchDisp", hit->exchange, sizeof hit->exchange);
    if (hit->exchange[0] == '\0')
        json_text(item, "exchange", hit->exchange, sizeof hit->exchange);
    json_text(item, "typeDisp", hit->type, sizeof hit->type);
    return true;
}

static bool is_there(const struct symbol_hits *hits, const char *symbol)
{
    for (size_t i = 0; i < hits->count; i++)
        if (strcmp(hits->items[i].symbol, symbol) == 0)
            return true;
    return false;
}

static bool read_hits(const struct subscription *subscription, const struct cJSON *list,
                      struct observations *observations, struct error *err)
{
    struct symbol_hits *hits = observations_add_symbol_hits(observations);
    if (!json_is_array(list) || hits == NULL)
        return error_set(err, ERROR_FORMAT, "the answer has no list of symbols");
    text_copy(hits->query, sizeof hits->query, subscription->subject);
    for (const struct cJSON *item = json_first(list); item != NULL && hits->count < SYMBOL_HITS_MOST;
         item = json_next(item)) {
        struct symbol_hit hit;
        if (read_hit(item, &hit) && !is_there(hits, hit.symbol))
            hits->items[hits->count++] = hit;
    }
    return true;
}

static bool search_parse(const struct subscription *subscription, const struct source_response *response,
                         struct observations *observations, struct error *err)
{
    if (!yahoo_is_willing(response, err) || !source_status_ok(response, err))
        return false;
    struct cJSON *root = json_parse(response->body, response->length, err);
    if (root == NULL)
        return false;
    bool good = read_hits(subscription, json_member(root, "quotes"), observations, err);
    json_free(root);
    return good;
}

const struct source source_yahoo_search = {
    .name = "yahoo_search",
    .heading = "Yahoo search",
    .provider = &provider_yahoo,
    .kind = DATASET_SYMBOLS,
    .role = SOURCE_CHAIN,
    .batch = 1,
    .refresh_seconds = 3600,
    .request = search_request,
    .parse = search_parse,
};
