/* SPDX-License-Identifier: MIT
 * Alpaca's snapshots: many American shares in one request, in real time, from the IEX exchange alone. Its volume is
 * a few percent of the market's and is left out. The last trade may be of extended hours: the day's bar then holds
 * the regular session's price. */
#include "config.h"

#include "json.h"
#include "provider.h"
#include "quote_row.h"
#include "request_url.h"
#include "sources.h"

#include "base/date.h"
#include "base/text.h"
#include "model/calendar.h"

#include <stdio.h>

#define BATCH      50
#define BODY_LIMIT (512 << 10)
#define IEX        "IEX"

const struct source_provider provider_alpaca = {
    .name = "alpaca",
    .heading = "Alpaca",
    .homepage = "https://alpaca.markets/data",
    .terms = "Free account: 200 requests a minute, prices of the IEX exchange; personal use, no redistribution.",
    .rate = 3.0,
    .burst = 10,
    .key = "alpaca",
    .secret = "alpaca_secret",
    .key_home = "app.alpaca.markets/signup",
};

static bool quotes_request(const struct subscription *subscription, const char *token,
                           struct source_request *request, struct error *err)
{
    struct request_url url;
    char name[SYMBOL_SIZE];
    size_t asked = 0;
    (void)token;
    *request = (struct source_request){.accept = "application/json", .body_limit = BODY_LIMIT};
    if (subscription->key == NULL || subscription->secret == NULL)
        return error_set(err, ERROR_NEEDS_KEY, "Alpaca asks for a key and its secret");
    snprintf(request->headers[0], sizeof request->headers[0], "APCA-API-KEY-ID: %s", subscription->key);
    snprintf(request->headers[1], sizeof request->headers[1], "APCA-API-SECRET-KEY: %s", subscription->secret);
    request_url_start(&url, request->url, sizeof request->url);
    request_url_add(&url, "https://data.alpaca.markets/v2/stocks/snapshots?feed=iex&symbols=");
    for (size_t i = 0; i < subscription->symbol_count; i++) {
        if (!quote_row_american(subscription->symbols[i], name))
            continue;
        request_url_add(&url, asked++ > 0 ? "," : "");
        request_url_add_encoded(&url, name);
    }
    if (asked == 0)
        return error_set(err, ERROR_NO_DATA, "Alpaca has American shares only");
    return request_url_done(&url, err);
}

static int32_t day_of(const struct cJSON *bar)
{
    int64_t start = date_parse_instant(json_string(bar, "t"));
    return start > 0 ? date_new_york_day(start) : DATE_UNKNOWN;
}

static int64_t close_of(int32_t day, int64_t received_at)
{
    int year, month, date;
    int64_t open, close;
    if (day == DATE_UNKNOWN)
        return 0;
    date_to_civil(day, &year, &month, &date);
    calendar_last_session(date_new_york_to_utc(year, month, date, 12, 0, 0), &open, &close);
    return close < received_at ? close : received_at;
}

static void read_regular(struct quote *quote, const struct cJSON *share, int64_t traded_at)
{
    bool today = day_of(json_member(share, "dailyBar")) == date_new_york_day(traded_at);
    quote->last = json_price(json_member(share, "latestTrade"), "p");
    quote->as_of = traded_at;
    quote->prior_close = json_price(json_member(share, today ? "prevDailyBar" : "dailyBar"), "c");
}

static void read_extended(struct quote *quote, const struct cJSON *share, int64_t traded_at, int64_t received_at)
{
    const struct cJSON *day = json_member(share, "dailyBar");
    quote->last = json_price(day, "c");
    quote->as_of = close_of(day_of(day), received_at);
    quote->prior_close = json_price(json_member(share, "prevDailyBar"), "c");
    quote->extended_last = json_price(json_member(share, "latestTrade"), "p");
    quote->extended_session = calendar_session(traded_at);
    quote->extended_as_of = traded_at;
}

static unsigned read_quote(struct quote *quote, const struct cJSON *share, int64_t received_at)
{
    static const struct json_field bounds[] = {
        {"o", offsetof(struct quote, open), &json_gate_price},
        {"h", offsetof(struct quote, high), &json_gate_price},
        {"l", offsetof(struct quote, low), &json_gate_price},
    };
    static const struct json_field book[] = {
        {"bp", offsetof(struct quote, bid), &json_gate_price},
        {"ap", offsetof(struct quote, ask), &json_gate_price},
    };
    int64_t traded_at =
        quote_row_time(date_parse_instant(json_string(json_member(share, "latestTrade"), "t")), received_at);
    enum market_session session = traded_at > 0 ? calendar_session(traded_at) : SESSION_UNKNOWN;
    unsigned rejected =
        json_fields(json_member(share, "latestQuote"), book, sizeof book / sizeof book[0], quote) +
        json_fields(json_member(share, "dailyBar"), bounds, sizeof bounds / sizeof bounds[0], quote);
    text_copy(quote->currency, sizeof quote->currency, "USD");
    text_copy(quote->exchange, sizeof quote->exchange, IEX);
    quote->delay_minutes = 0;
    if (session == SESSION_REGULAR)
        read_regular(quote, share, traded_at);
    else
        read_extended(quote, share, traded_at, received_at);
    if (session != SESSION_PRE && session != SESSION_POST)
        quote->extended_last = AMOUNT_UNKNOWN;
    return rejected + quote_row_check(quote, AMOUNT_UNKNOWN);
}

static bool quotes_parse(const struct subscription *subscription, const struct source_response *response,
                         struct observations *observations, struct error *err)
{
    char name[SYMBOL_SIZE];
    if (!source_status_ok(response, err))
        return false;
    struct cJSON *root = json_parse(response->body, response->length, err);
    if (root == NULL)
        return false;
    bool good = json_is_object(root) && json_member(root, "message") == NULL;
    for (size_t i = 0; good && i < subscription->symbol_count; i++) {
        const char *symbol = subscription->symbols[i];
        struct quote *quote =
            quote_row_american(symbol, name)
                ? quote_row_add(observations, symbol, source_alpaca_quotes.name, response->received_at)
                : NULL;
        const struct cJSON *share = json_member(root, name);
        if (quote != NULL && share == NULL)
            quote->not_found = true;
        else if (quote != NULL)
            observations->rejected += read_quote(quote, share, response->received_at);
    }
    json_free(root);
    return good || error_set(err, ERROR_FORMAT, "Alpaca's answer holds no snapshots");
}

const struct source source_alpaca_quotes = {
    .name = "alpaca_quotes",
    .heading = "Alpaca quotes (IEX)",
    .provider = &provider_alpaca,
    .kind = DATASET_QUOTES,
    .role = SOURCE_CHAIN,
    .batch = BATCH,
    .refresh_seconds = 15,
    .request = quotes_request,
    .parse = quotes_parse,
};
