/* SPDX-License-Identifier: MIT
 * Yahoo v7/finance/quote: many symbols in one request. The order of the answer is not the order asked, unknown
 * symbols are silently missing, and 100 symbols or more fail (March 2025). */
#include "config.h"

#include "quote_row.h"
#include "sources.h"
#include "yahoo.h"

#include "base/text.h"

#include <string.h>

#define BATCH         50
#define BODY_LIMIT    (256 << 10)
#define DECIMALS_MOST 8
#define DELAY_MOST    1440
#define DAY_SECONDS   86400

static const struct json_field figures[] = {
    {"regularMarketPrice", offsetof(struct quote, last), &json_gate_price},
    {"regularMarketPreviousClose", offsetof(struct quote, prior_close), &json_gate_price},
    {"regularMarketOpen", offsetof(struct quote, open), &json_gate_price},
    {"regularMarketDayHigh", offsetof(struct quote, high), &json_gate_price},
    {"regularMarketDayLow", offsetof(struct quote, low), &json_gate_price},
    {"bid", offsetof(struct quote, bid), &json_gate_price},
    {"ask", offsetof(struct quote, ask), &json_gate_price},
    {"regularMarketVolume", offsetof(struct quote, volume), &json_gate_volume},
    {"averageDailyVolume3Month", offsetof(struct quote, average_volume), &json_gate_volume},
    {"marketCap", offsetof(struct quote, market_cap), &json_gate_worth},
    {"fiftyTwoWeekLow", offsetof(struct quote, year_low), &json_gate_price},
    {"fiftyTwoWeekHigh", offsetof(struct quote, year_high), &json_gate_price},
};

/* Asked for besides the figures; a set of base fields comes in any case. */
static const char other_fields[] =
    "symbol,shortName,longName,currency,fullExchangeName,marketState,quoteType,regularMarketTime,"
    "regularMarketChangePercent,preMarketPrice,preMarketTime,postMarketPrice,postMarketTime,priceHint,"
    "exchangeDataDelayedBy,earningsTimestamp,earningsTimestampStart,isEarningsDateEstimate";

static bool quotes_request(const struct subscription *subscription, const char *crumb,
                           struct source_request *request, struct error *err)
{
    struct request_url url;
    if (subscription->symbol_count == 0)
        return error_set(err, ERROR_INVALID, "no symbol to ask for");
    yahoo_request_start(request, &url, "/v7/finance/quote?formatted=false&symbols=");
    request->body_limit = BODY_LIMIT;
    for (size_t i = 0; i < subscription->symbol_count; i++) {
        request_url_add(&url, i > 0 ? "," : "");
        request_url_add_encoded(&url, subscription->symbols[i]);
    }
    request_url_add(&url, "&fields=");
    request_url_add(&url, other_fields);
    for (size_t i = 0; i < sizeof figures / sizeof figures[0]; i++) {
        request_url_add(&url, ",");
        request_url_add(&url, figures[i].name);
    }
    return yahoo_request_end_with_crumb(&url, crumb, err);
}

static enum market_session session_of(const char *state)
{
    static const struct {
        const char *state;
        enum market_session session;
    } sessions[] = {
        {"PREPRE", SESSION_CLOSED}, {"PRE", SESSION_PRE},         {"REGULAR", SESSION_REGULAR},
        {"POST", SESSION_POST},     {"POSTPOST", SESSION_CLOSED}, {"CLOSED", SESSION_CLOSED},
    };
    for (size_t i = 0; i < sizeof sessions / sizeof sessions[0]; i++) {
        if (strcmp(sessions[i].state, state) == 0)
            return sessions[i].session;
    }
    return SESSION_UNKNOWN;
}

/* The newer of the prices outside the session. Yahoo keeps the evening's through the night and may keep an older
 * one beside the regular price: only what is newer than that counts. */
static void read_extended(struct quote *quote, const struct cJSON *item, int64_t received_at)
{
    static const struct {
        const char *price, *time;
        enum market_session session;
    } prints[] = {
        {"postMarketPrice", "postMarketTime", SESSION_POST},
        {"preMarketPrice", "preMarketTime", SESSION_PRE},
    };
    if (quote->session == SESSION_REGULAR)
        return;
    for (size_t i = 0; i < sizeof prints / sizeof prints[0]; i++) {
        struct amount price = json_price(item, prints[i].price);
        int64_t time = quote_row_time(json_time(item, prints[i].time), received_at);
        if (!price.known || time < quote->as_of || (quote->extended_last.known && time <= quote->extended_as_of))
            continue;
        quote->extended_last = price;
        quote->extended_as_of = time;
        quote->extended_session = prints[i].session;
    }
}

/* earningsTimestamp may be the last report's; only what is not over counts as the next. */
static void read_earnings(struct quote *quote, const struct cJSON *item)
{
    int64_t when = json_time(item, "earningsTimestampStart");
    if (when == 0)
        when = json_time(item, "earningsTimestamp");
    if (when < quote->as_of - DAY_SECONDS)
        return;
    quote->earnings_at = when;
    quote->earnings_estimated = json_true(item, "isEarningsDateEstimate");
}

static unsigned read_quote(struct quote *quote, const struct cJSON *item, int64_t received_at)
{
    const char *type = json_string(item, "quoteType");
    if (strcmp(type, "NONE") == 0) {
        quote->not_found = true;
        return 0;
    }
    unsigned rejected = json_fields(item, figures, sizeof figures / sizeof figures[0], quote);
    if (json_text(item, "longName", quote->name, sizeof quote->name) == 0)
        json_text(item, "shortName", quote->name, sizeof quote->name);
    json_text(item, "currency", quote->currency, sizeof quote->currency);
    json_text(item, "fullExchangeName", quote->exchange, sizeof quote->exchange);
    quote->as_of = quote_row_time(json_time(item, "regularMarketTime"), received_at);
    quote->session = session_of(json_string(item, "marketState"));
    quote->decimals = (unsigned)json_integer(item, "priceHint", 0, DECIMALS_MOST, 2);
    quote->delay_minutes = (int)json_integer(item, "exchangeDataDelayedBy", 0, DELAY_MOST, -1);
    if (strcmp(type, "CURRENCY") == 0 || strcmp(type, "INDEX") == 0)
        quote->volume = amount_within(quote->volume.value, 1, json_gate_volume.high); /* their 0 means none */
    read_extended(quote, item, received_at);
    read_earnings(quote, item);
    return rejected + quote_row_check(quote, json_number(item, "regularMarketChangePercent"));
}

static bool is_asked(const struct subscription *subscription, const char *symbol)
{
    for (size_t i = 0; i < subscription->symbol_count; i++) {
        if (strcmp(subscription->symbols[i], symbol) == 0)
            return true;
    }
    return false;
}

static bool quotes_parse(const struct subscription *subscription, const struct source_response *response,
                         struct observations *observations, struct error *err)
{
    const struct cJSON *result;
    struct cJSON *root = yahoo_open(response, "quoteResponse", &result, err);
    if (root == NULL)
        return false;
    if (json_first(result) == NULL && subscription->symbol_count > 1) {
        json_free(root);
        return error_set(err, ERROR_NO_DATA, "Yahoo answered without any of the %zu symbols",
                         subscription->symbol_count);
    }
    for (const struct cJSON *item = json_first(result); item != NULL; item = json_next(item)) {
        char symbol[SYMBOL_SIZE];
        struct quote *quote = NULL;
        if (text_symbol(symbol, sizeof symbol, json_string(item, "symbol")) && is_asked(subscription, symbol))
            quote = quote_row_add(observations, symbol, source_yahoo_quotes.name, response->received_at);
        if (quote != NULL)
            observations->rejected += read_quote(quote, item, response->received_at);
    }
    for (size_t i = 0; i < subscription->symbol_count; i++) {
        struct quote *quote =
            quote_row_add(observations, subscription->symbols[i], source_yahoo_quotes.name, response->received_at);
        if (quote != NULL)
            quote->not_found = true;
    }
    json_free(root);
    return true;
}

const struct source source_yahoo_quotes = {
    .name = "yahoo_quotes",
    .heading = "Yahoo quotes",
    .provider = &provider_yahoo,
    .kind = DATASET_QUOTES,
    .role = SOURCE_CHAIN,
    .handshake = true,
    .batch = BATCH,
    .refresh_seconds = 15,
    .request = quotes_request,
    .parse = quotes_parse,
};
