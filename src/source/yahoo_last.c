/* SPDX-License-Identifier: MIT
 * Quotes out of Yahoo's v8/finance/chart, one symbol a request: needs neither cookie nor crumb, so it answers when
 * the quote endpoint is locked. No bid, ask or extended hours. */
#include "config.h"

#include "quote_row.h"
#include "sources.h"
#include "yahoo.h"

#include "base/date.h"
#include "base/text.h"

#include <stddef.h>
#include <string.h>

#define BODY_LIMIT         (256 << 10)
#define DECIMALS_MOST      8
#define LONGEST_BREAK_DAYS 7 /* between two sessions of an exchange */

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

/* The close of the newest daily bar before the day of the last trade, if it is not too old to be the day before.
 * The meta block's chartPreviousClose is the close before the whole range and its previousClose is missing on daily
 * bars. */
static struct amount prior_close(const struct cJSON *chart, int64_t traded_at)
{
    const struct cJSON *stamp = json_first(json_member(chart, "timestamp"));
    const struct cJSON *quote = json_first(json_member(json_member(chart, "indicators"), "quote"));
    const struct cJSON *close = json_first(json_member(quote, "close"));
    struct amount found = AMOUNT_UNKNOWN;
    if (strcmp(json_string(json_member(chart, "meta"), "dataGranularity"), "1d") != 0)
        return found;
    for (; stamp != NULL && close != NULL; stamp = json_next(stamp), close = json_next(close)) {
        int64_t start = json_time_of(stamp);
        struct amount price = json_price_of(close);
        int32_t days = date_new_york_day(traded_at) - date_new_york_day(start);
        if (price.known && start > 0 && days > 0 && days <= LONGEST_BREAK_DAYS)
            found = price;
    }
    return found;
}

static bool read_meta(const struct cJSON *chart, const char *symbol, int64_t received_at,
                      struct observations *observations)
{
    static const struct json_field fields[] = {
        {"regularMarketPrice", offsetof(struct quote, last), &json_gate_price},
        {"regularMarketDayHigh", offsetof(struct quote, high), &json_gate_price},
        {"regularMarketDayLow", offsetof(struct quote, low), &json_gate_price},
        {"fiftyTwoWeekHigh", offsetof(struct quote, year_high), &json_gate_price},
        {"fiftyTwoWeekLow", offsetof(struct quote, year_low), &json_gate_price},
        {"regularMarketVolume", offsetof(struct quote, volume), &json_gate_volume},
    };
    const struct cJSON *meta = json_member(chart, "meta");
    if (!json_price(meta, "regularMarketPrice").known)
        return false;
    struct quote *quote = quote_row_add(observations, symbol, "yahoo_last", received_at);
    if (quote == NULL)
        return true;
    observations->rejected += json_fields(meta, fields, sizeof fields / sizeof fields[0], quote);
    json_text(meta, "currency", quote->currency, sizeof quote->currency);
    json_text(meta, "fullExchangeName", quote->exchange, sizeof quote->exchange);
    if (json_text(meta, "longName", quote->name, sizeof quote->name) == 0)
        json_text(meta, "shortName", quote->name, sizeof quote->name);
    quote->decimals = (unsigned)json_integer(meta, "priceHint", 0, DECIMALS_MOST, 2);
    quote->as_of = quote_row_time(json_time(meta, "regularMarketTime"), received_at);
    quote->prior_close = prior_close(chart, quote->as_of > 0 ? quote->as_of : received_at);
    observations->rejected += quote_row_check(quote, AMOUNT_UNKNOWN);
    return true;
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
    if (good && !read_meta(json_first(result), symbol, response->received_at, observations))
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
