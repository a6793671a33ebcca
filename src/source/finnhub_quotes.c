/* SPDX-License-Identifier: MIT
 * Finnhub's quote: one American share per request, with a free key. Neither bid, ask, volume nor extended hours; an
 * unknown symbol is answered with zeros, not with an error. */
#include "config.h"

#include "json.h"
#include "provider.h"
#include "quote_row.h"
#include "request_url.h"
#include "sources.h"

#include <stdio.h>

#define BODY_LIMIT (16 << 10)

const struct source_provider provider_finnhub = {
    .name = "finnhub",
    .heading = "Finnhub",
    .homepage = "https://finnhub.io",
    .terms = "Free key: 60 requests a minute, American shares; personal use, no redistribution.",
    .rate = 1.0,
    .burst = 25,
    .key = "finnhub",
    .key_home = "finnhub.io/register",
};

static bool quotes_request(const struct subscription *subscription, const char *token,
                           struct source_request *request, struct error *err)
{
    struct request_url url;
    char name[SYMBOL_SIZE];
    (void)token;
    *request = (struct source_request){.accept = "application/json", .body_limit = BODY_LIMIT};
    if (subscription->key == NULL)
        return error_set(err, ERROR_NEEDS_KEY, "Finnhub asks for a key");
    if (subscription->symbol_count == 0 || !quote_row_american(subscription->symbols[0], name))
        return error_set(err, ERROR_NO_DATA, "Finnhub has American shares only");
    /* Their header, not their token parameter: addresses end up in logs. */
    snprintf(request->headers[0], sizeof request->headers[0], "X-Finnhub-Token: %s", subscription->key);
    request_url_start(&url, request->url, sizeof request->url);
    request_url_add(&url, "https://finnhub.io/api/v1/quote?symbol=");
    request_url_add_encoded(&url, name);
    return request_url_done(&url, err);
}

static void read_quote(struct quote *quote, const struct cJSON *root, int64_t received_at, unsigned *rejected)
{
    static const struct json_field figures[] = {
        {"c", offsetof(struct quote, last), &json_gate_price},
        {"pc", offsetof(struct quote, prior_close), &json_gate_price},
        {"o", offsetof(struct quote, open), &json_gate_price},
        {"h", offsetof(struct quote, high), &json_gate_price},
        {"l", offsetof(struct quote, low), &json_gate_price},
    };
    *rejected += json_fields(root, figures, sizeof figures / sizeof figures[0], quote);
    quote->as_of = quote_row_time(json_time(root, "t"), received_at);
    quote->not_found = !quote->last.known && !quote->prior_close.known && quote->as_of == 0;
    if (!quote->not_found)
        snprintf(quote->currency, sizeof quote->currency, "USD");
    *rejected += quote_row_check(quote, json_number(root, "dp"));
}

static bool quotes_parse(const struct subscription *subscription, const struct source_response *response,
                         struct observations *observations, struct error *err)
{
    if (response->status == 403) /* the plan does not hold this symbol; the key is good */
        return error_set(err, ERROR_NO_DATA, "Finnhub's plan does not hold this symbol");
    if (!source_status_ok(response, err))
        return false;
    struct cJSON *root = json_parse(response->body, response->length, err);
    if (root == NULL)
        return false;
    bool good = json_member(root, "c") != NULL && subscription->symbol_count > 0;
    struct quote *quote = good ? quote_row_add(observations, subscription->symbols[0], source_finnhub_quotes.name,
                                               response->received_at)
                               : NULL;
    if (quote != NULL)
        read_quote(quote, root, response->received_at, &observations->rejected);
    json_free(root);
    return good || error_set(err, ERROR_FORMAT, "Finnhub's answer holds no quote");
}

const struct source source_finnhub_quotes = {
    .name = "finnhub_quotes",
    .heading = "Finnhub quotes",
    .provider = &provider_finnhub,
    .kind = DATASET_QUOTES,
    .role = SOURCE_CHAIN,
    .batch = 1,
    .refresh_seconds = 30,
    .request = quotes_request,
    .parse = quotes_parse,
};
