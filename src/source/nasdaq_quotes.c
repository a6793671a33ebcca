/* SPDX-License-Identifier: MIT
 * Nasdaq's info page: one American share per request, keyless; the last resort. Always HTTP 200: the status stands
 * inside. Figures are display text; outside the session the first block is the extended price and the second the
 * close. netChange and its direction contradict each other in recordings and are believed only with a sign. */
#include "config.h"

#include "json.h"
#include "provider.h"
#include "quote_row.h"
#include "request_url.h"
#include "sources.h"

#include "base/date.h"
#include "base/text.h"
#include "model/calendar.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#define BODY_LIMIT    (64 << 10)
#define TOTAL_SECONDS 12 /* it never answers whom it does not like */
#define UNKNOWN_CODE  1001
#define UNKNOWN_OTHER 10003

const struct source_provider provider_nasdaq = {
    .name = "nasdaq",
    .heading = "Nasdaq",
    .homepage = "https://www.nasdaq.com",
    .terms = "Unofficial; site terms forbid automated redistribution: personal use.",
    .browser_agent = true,
    .rate = 2.0,
    .burst = 3,
    .block_floor_seconds = 60,
};

static bool quotes_request(const struct subscription *subscription, const char *token,
                           struct source_request *request, struct error *err)
{
    static const char *const headers[] = {
        "Accept-Language: en-US,en;q=0.9",
        "Origin: https://www.nasdaq.com",
        "Referer: https://www.nasdaq.com/",
    };
    struct request_url url;
    char name[SYMBOL_SIZE];
    (void)token;
    *request = (struct source_request){
        .accept = "application/json, text/plain, */*", .body_limit = BODY_LIMIT, .total_seconds = TOTAL_SECONDS};
    for (size_t i = 0; i < sizeof headers / sizeof headers[0]; i++)
        text_copy(request->headers[i], sizeof request->headers[i], headers[i]);
    if (subscription->symbol_count == 0 || !quote_row_american(subscription->symbols[0], name))
        return error_set(err, ERROR_NO_DATA, "Nasdaq has American shares only");
    request_url_start(&url, request->url, sizeof request->url);
    request_url_add(&url, "https://api.nasdaq.com/api/quote/");
    request_url_add_encoded(&url, name);
    request_url_add(&url, "/info?assetclass=stocks");
    return request_url_done(&url, err);
}

/* --- times: "DATA AS OF Nov 19, 2019 4:31 PM ET - AFTER HOURS", "CLOSED AT 4:00 PM ET ON Nov 18, 2019" --- */

static int32_t day_in(const char *text)
{
    char name[4];
    int day, year;
    for (; *text != '\0'; text++) {
        /* NOLINTNEXTLINE(cert-err34-c): the widths bound the numbers */
        if (sscanf(text, "%3[A-Za-z] %2d, %4d", name, &day, &year) != 3)
            continue;
        int month = date_month(name);
        if (month > 0 && day >= 1 && day <= 31 && year >= 1990 && year <= 2100)
            return date_from_civil(year, month, day);
    }
    return DATE_UNKNOWN;
}

/* Minutes since midnight; -1 when it says none. */
static int minutes_in(const char *text)
{
    int hour, minute;
    char half;
    for (bool fresh = true; *text != '\0'; fresh = !isdigit((unsigned char)*text++)) {
        /* NOLINTNEXTLINE(cert-err34-c): the widths bound the numbers */
        if (!fresh || sscanf(text, "%2d:%2d %c", &hour, &minute, &half) != 3 || (half != 'A' && half != 'P'))
            continue;
        if (hour >= 1 && hour <= 12 && minute >= 0 && minute <= 59)
            return (hour % 12 + (half == 'P' ? 12 : 0)) * 60 + minute;
    }
    return -1;
}

/* A date alone stands for that day's close. */
static int64_t time_in(const char *text, int64_t received_at)
{
    int32_t days = day_in(text);
    int minutes = minutes_in(text), year, month, day;
    int64_t open, close;
    if (days == DATE_UNKNOWN)
        return 0;
    date_to_civil(days, &year, &month, &day);
    if (minutes >= 0)
        return quote_row_time(date_new_york_to_utc(year, month, day, minutes / 60, minutes % 60, 0), received_at);
    calendar_last_session(date_new_york_to_utc(year, month, day, 12, 0, 0), &open, &close);
    return calendar_is_trading_day(days) ? quote_row_time(close, received_at) : 0;
}

/* --- figures --- */

static enum market_session session_of(const char *word)
{
    static const struct {
        const char *word;
        enum market_session session;
    } sessions[] = {
        {"Market Open", SESSION_REGULAR}, {"Open", SESSION_REGULAR},         {"Pre Market", SESSION_PRE},
        {"Pre-Market", SESSION_PRE},      {"After Hours", SESSION_POST},     {"After-Hours", SESSION_POST},
        {"Closed", SESSION_CLOSED},       {"Market Closed", SESSION_CLOSED},
    };
    for (size_t i = 0; i < sizeof sessions / sizeof sessions[0]; i++)
        if (strcmp(sessions[i].word, word) == 0)
            return sessions[i].session;
    return SESSION_UNKNOWN;
}

static struct amount key_figure(const struct cJSON *data, const char *name, const struct json_gate *gate)
{
    struct amount found = AMOUNT_UNKNOWN;
    const struct cJSON *stat = json_member(json_member(data, "keyStats"), name);
    const struct json_field field = {"value", 0, gate};
    (void)json_fields(stat, &field, 1, &found); /* "N/A" is no figure, and no mistake */
    return found;
}

/* Before the open keyStats still call yesterday's close, which is the last price here, the previous one. */
static struct amount prior_close(const struct cJSON *data, const struct cJSON *regular, const struct quote *quote)
{
    const char *change = json_string(regular, "netChange");
    if (quote->session == SESSION_PRE)
        return AMOUNT_UNKNOWN;
    struct amount said = key_figure(data, "PreviousClose", &json_gate_price);
    if (said.known || (change[0] != '+' && change[0] != '-') || quote->session == SESSION_POST)
        return said;
    return amount_minus(quote->last, json_number(regular, "netChange"));
}

static unsigned read_quote(struct quote *quote, const struct cJSON *data, int64_t received_at)
{
    static const struct json_field live[] = {
        {"bidPrice", offsetof(struct quote, bid), &json_gate_price},
        {"askPrice", offsetof(struct quote, ask), &json_gate_price},
        {"volume", offsetof(struct quote, volume), &json_gate_volume},
    };
    const struct cJSON *first = json_member(data, "primaryData"), *second = json_member(data, "secondaryData");
    quote->session = session_of(json_string(data, "marketStatus"));
    bool extended = second != NULL && (quote->session == SESSION_PRE || quote->session == SESSION_POST);
    const struct cJSON *regular = extended ? second : first;
    unsigned rejected = json_fields(first, live, sizeof live / sizeof live[0], quote);
    json_text(data, "companyName", quote->name, sizeof quote->name);
    json_text(data, "exchange", quote->exchange, sizeof quote->exchange);
    if (json_text(first, "currency", quote->currency, sizeof quote->currency) == 0 &&
        json_string(regular, "lastSalePrice")[0] == '$')
        text_copy(quote->currency, sizeof quote->currency, "USD");
    quote->last = json_price(regular, "lastSalePrice");
    quote->as_of = time_in(json_string(regular, "lastTradeTimestamp"), received_at);
    quote->delay_minutes = json_true(first, "isRealTime") ? 0 : -1;
    if (extended) {
        quote->extended_last = json_price(first, "lastSalePrice");
        quote->extended_as_of = time_in(json_string(first, "lastTradeTimestamp"), received_at);
        quote->extended_session = quote->session;
    }
    quote->open = quote->session == SESSION_PRE ? AMOUNT_UNKNOWN : key_figure(data, "OpenPrice", &json_gate_price);
    if (!quote->volume.known)
        quote->volume = key_figure(data, "Volume", &json_gate_volume);
    quote->market_cap = key_figure(data, "MarketCap", &json_gate_worth);
    quote->prior_close = prior_close(data, regular, quote);
    return rejected + quote_row_check(quote, AMOUNT_UNKNOWN);
}

/* The answer's own status. An unknown symbol is an answer. */
static bool is_good(const struct cJSON *root, bool *unknown, struct error *err)
{
    const struct cJSON *status = json_member(root, "status");
    const struct cJSON *complaint = json_first(json_member(status, "bCodeMessage"));
    int64_t code = json_integer(complaint, "code", 0, 100000, 0);
    *unknown = code == UNKNOWN_CODE || code == UNKNOWN_OTHER;
    if (*unknown || json_is_object(json_member(root, "data")))
        return true;
    char said[100] = "";
    json_text(complaint, "errorMessage", said, sizeof said);
    return error_set(err, ERROR_FORMAT, "Nasdaq's answer holds no quote%s%s", said[0] != '\0' ? ": " : "", said);
}

static bool quotes_parse(const struct subscription *subscription, const struct source_response *response,
                         struct observations *observations, struct error *err)
{
    bool unknown = false;
    if (!source_status_ok(response, err))
        return false;
    struct cJSON *root = json_parse(response->body, response->length, err);
    if (root == NULL)
        return false;
    bool good = is_good(root, &unknown, err);
    const struct cJSON *data = json_member(root, "data");
    struct quote *quote = good && subscription->symbol_count > 0
                              ? quote_row_add(observations, subscription->symbols[0], source_nasdaq_quotes.name,
                                              response->received_at)
                              : NULL;
    if (quote != NULL && unknown)
        quote->not_found = true;
    else if (quote != NULL)
        observations->rejected += read_quote(quote, data, response->received_at);
    json_free(root);
    return good;
}

const struct source source_nasdaq_quotes = {
    .name = "nasdaq_quotes",
    .heading = "Nasdaq quotes",
    .provider = &provider_nasdaq,
    .kind = DATASET_QUOTES,
    .role = SOURCE_CHAIN,
    .batch = 1,
    .refresh_seconds = 60,
    .request = quotes_request,
    .parse = quotes_parse,
};
