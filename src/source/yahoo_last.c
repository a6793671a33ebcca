/* SPDX-License-Identifier: MIT
 * Quotes out of Yahoo's v8/finance/chart, one symbol a request: needs neither cookie nor crumb, so it answers when
 * the quote endpoint is locked. No bid, ask or extended hours. */
#include "config.h"

#include "quote_row.h"
#include "sources.h"
#include "yahoo.h"

#include "base/text.h"

#include <string.h>

#define BODY_LIMIT (256 << 10)

static bool last_request(const struct subscription *subscription, const char *token, struct source_request *request,
                         struct error *err)
{
    struct request_url url;
    (void)token;
    if (subscription->symbol_count == 0)
        return error_set(err, ERROR_INVALID, "no symbol to ask for");
    yahoo_request_start(request, &url, "/v8/finance/chart/");
    request->body_limit = BODY_LIMIT;
    request_url_add_encoded(&url, subscription->symbols[0]);
    request_url_add(&url, "?range=5d&interval=1d&includePrePost=false");
    return request_url_done(&url, err);
}

/* Yahoo's own word that it does not know the symbol; a bare 404 of some edge is none. */
static bool says_unknown(const struct source_response *response)
{
    struct cJSON *root = json_parse(response->body, response->length, NULL);
    bool says = json_is_object(json_member(json_member(root, "chart"), "error"));
    json_free(root);
    return says;
}

static void add_unknown(struct observations *observations, const char *symbol, int64_t received_at)
{
    struct quote *quote = quote_row_add(observations, symbol, "yahoo_last", received_at);
    if (quote != NULL)
        quote->not_found = true;
}

static bool last_parse(const struct subscription *subscription, const struct source_response *response,
                       struct observations *observations, struct error *err)
{
    const char *symbol = subscription->symbol_count > 0 ? subscription->symbols[0] : "";
    const struct cJSON *result;
    struct error own = {0};
    struct cJSON *root = yahoo_open(response, "chart", &result, &own);
    if (root == NULL && (own.code == ERROR_NOT_FOUND || own.code == ERROR_NO_DATA) && says_unknown(response)) {
        add_unknown(observations, symbol, response->received_at); /* an answer about this symbol, not a failure */
        return true;
    }
    if (root == NULL) {
        if (err != NULL)
            *err = own;
        return false;
    }
    const char *said = json_string(json_member(json_first(result), "meta"), "symbol");
    bool good = said[0] == '\0' || text_equal_fold(said, symbol)
                    ? true
                    : error_set(err, ERROR_FORMAT, "Yahoo answered for another symbol than %s", symbol);
    if (good && !yahoo_read_last(json_first(result), symbol, "yahoo_last", response->received_at, observations))
        add_unknown(observations, symbol, response->received_at);
    json_free(root);
    return good;
}

const struct source source_yahoo_last = {
    .name = "yahoo_last",
    .heading = "Yahoo chart quotes",
    .provider = &provider_yahoo,
    .kind = DATASET_QUOTES,
    .role = SOURCE_CHAIN,
    .batch = 1,
    .refresh_seconds = 60,
    .request = last_request,
    .parse = last_parse,
};
