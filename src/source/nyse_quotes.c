/* SPDX-License-Identifier: MIT
 * The quote page of nyse.com: one American share per request, keyless, in text. The quote stands beside five years
 * of prices and thousands of options, a megabyte in all: it is not in the chain unless the user puts it there. It
 * does not say of which session its price is: one from outside of the hours is not taken for a close. */
#include "config.h"

#include "json.h"
#include "json_scan.h"
#include "provider.h"
#include "quote_row.h"
#include "request_url.h"
#include "sources.h"

#include "base/date.h"
#include "base/text.h"
#include "model/calendar.h"

#include <stdio.h>
#include <string.h>

#define BODY_LIMIT    (4 << 20)
#define TOTAL_SECONDS 20
#define QUOTE_MOST    8192 /* bytes of the one object that is wanted */

const struct source_provider provider_nyse = {
    .name = "nyse",
    .heading = "NYSE",
    .homepage = "https://www.nyse.com",
    .terms = "Unofficial; site terms restrict automated access: personal use, no redistribution.",
    .browser_agent = true,
    .rate = 0.2,
    .burst = 2,
    .block_floor_seconds = 60,
};

static bool quotes_request(const struct subscription *subscription, const char *token,
                           struct source_request *request, struct error *err)
{
    struct request_url url;
    char name[SYMBOL_SIZE];
    (void)token;
    *request = (struct source_request){
        .accept = "application/json", .body_limit = BODY_LIMIT, .total_seconds = TOTAL_SECONDS};
    text_copy(request->headers[0], sizeof request->headers[0], "Accept-Language: en-US,en;q=0.9");
    text_copy(request->headers[1], sizeof request->headers[1], "Referer: https://www.nyse.com/");
    if (subscription->symbol_count == 0 || !quote_row_american(subscription->symbols[0], name))
        return error_set(err, ERROR_NO_DATA, "NYSE has American shares only");
    request_url_start(&url, request->url, sizeof request->url);
    request_url_add(&url, "https://www.nyse.com/api/nyseservice/v1/quotes?symbol=");
    request_url_add_encoded(&url, name);
    return request_url_done(&url, err);
}

/* "Wednesday, August 05, 2026 12:27:15 PM ET"; 0 when it is another text. */
static int64_t time_in(const char *text)
{
    char name[4];
    int day, year, hour, minute, second;
    char half;
    /* NOLINTBEGIN(cert-err34-c): the widths bound the numbers */
    if (sscanf(text, "%*10[A-Za-z], %3[A-Za-z]%*[a-z] %2d, %4d %2d:%2d:%2d %c", name, &day, &year, &hour, &minute,
               &second, &half) != 7 &&
        sscanf(text, "%*10[A-Za-z], %3[A-Za-z] %2d, %4d %2d:%2d:%2d %c", name, &day, &year, &hour, &minute, &second,
               &half) != 7) /* May */
        return 0;
    /* NOLINTEND(cert-err34-c) */
    int month = date_month(name);
    bool good = month > 0 && day >= 1 && day <= 31 && year >= 1990 && year <= 2100;
    if (!good || hour < 1 || hour > 12 || minute > 59 || second > 60 || (half != 'A' && half != 'P'))
        return 0;
    hour = hour % 12 + (half == 'P' ? 12 : 0);
    return date_new_york_to_utc(year, month, day, hour, minute, second);
}

static bool is_of_session(int64_t as_of)
{
    int64_t open, close;
    calendar_last_session(as_of, &open, &close);
    return as_of >= open && as_of < close + 60; /* the closing print is stamped a few seconds late */
}

static unsigned read_figures(struct quote *quote, const struct cJSON *said)
{
    static const struct json_field fields[] = {
        {"open", offsetof(struct quote, open), &json_gate_price},
        {"high", offsetof(struct quote, high), &json_gate_price},
        {"low", offsetof(struct quote, low), &json_gate_price},
        {"bid", offsetof(struct quote, bid), &json_gate_price},
        {"ask", offsetof(struct quote, ask), &json_gate_price},
        {"annLow", offsetof(struct quote, year_low), &json_gate_price},
        {"annHigh", offsetof(struct quote, year_high), &json_gate_price},
        {"volume", offsetof(struct quote, volume), &json_gate_volume},
        {"aveVol", offsetof(struct quote, average_volume), &json_gate_volume},
    };
    unsigned rejected = json_fields(said, fields, sizeof fields / sizeof fields[0], quote);
    quote->last = json_price(said, "last");
    quote->prior_close = json_price(said, "prev");
    json_text(said, "desc", quote->name, sizeof quote->name);
    json_text(said, "exchg", quote->exchange, sizeof quote->exchange);
    text_copy(quote->currency, sizeof quote->currency, "USD"); /* its listings all are */
    return rejected + quote_row_check(quote, json_number(said, "pctchg"));
}

static bool read_quote(const struct subscription *subscription, const struct cJSON *said, int64_t received_at,
                       struct observations *observations, struct error *err)
{
    int64_t as_of = time_in(json_string(said, "time"));
    if (subscription->symbol_count == 0 || !json_price(said, "last").known)
        return error_set(err, ERROR_NO_DATA, "NYSE has no price for it");
    if (as_of > 0 && !is_of_session(as_of))
        return error_set(err, ERROR_NO_DATA, "NYSE's price is from outside of the session");
    struct quote *quote =
        quote_row_add(observations, subscription->symbols[0], source_nyse_quotes.name, received_at);
    if (quote == NULL)
        return true;
    quote->as_of = quote_row_time(as_of, received_at);
    observations->rejected += read_figures(quote, said);
    return true;
}

/* The one object out of a document that must be whole, without building the rest of it. */
static bool quotes_parse(const struct subscription *subscription, const struct source_response *response,
                         struct observations *observations, struct error *err)
{
    struct json_scan scan;
    struct json_slice slice = {NULL, 0};
    if (!source_status_ok(response, err))
        return false;
    json_scan_begin(&scan, response->body, response->length);
    bool found = json_scan_find(&scan, "quote") && json_scan_take(&scan, &slice) && slice.length <= QUOTE_MOST;
    if (!json_scan_finish(&scan) || !found)
        return error_set(err, ERROR_FORMAT, "NYSE's answer holds no quote");
    struct cJSON *said = json_parse(slice.at, slice.length, err);
    if (said == NULL)
        return false;
    bool good = read_quote(subscription, said, response->received_at, observations, err);
    json_free(said);
    return good;
}

const struct source source_nyse_quotes = {
    .name = "nyse_quotes",
    .heading = "NYSE quotes",
    .provider = &provider_nyse,
    .kind = DATASET_QUOTES,
    .role = SOURCE_CHAIN,
    .batch = 1,
    .refresh_seconds = 60,
    .request = quotes_request,
    .parse = quotes_parse,
};
