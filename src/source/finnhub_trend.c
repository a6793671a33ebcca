/* SPDX-License-Identifier: MIT
 * Finnhub's recommendation trends: analysts per step, month by month, newest first; with a free key. */
#include "config.h"

#include "consensus_row.h"
#include "provider.h"
#include "request_url.h"
#include "sources.h"

#include "model/consensus.h"

#include <stdio.h>

#define BODY_LIMIT (256 << 10)

static bool trend_request(const struct subscription *subscription, const char *token,
                          struct source_request *request, struct error *err)
{
    struct request_url url;
    (void)token;
    *request = (struct source_request){.accept = "application/json", .body_limit = BODY_LIMIT};
    if (subscription->key == NULL)
        return error_set(err, ERROR_NEEDS_KEY, "Finnhub asks for a key: finnhub.io/register");
    snprintf(request->headers[0], sizeof request->headers[0], "X-Finnhub-Token: %s", subscription->key);
    request_url_start(&url, request->url, sizeof request->url);
    request_url_add(&url, "https://finnhub.io/api/v1/stock/recommendation?symbol=");
    request_url_add_encoded(&url, subscription->subject);
    return request_url_done(&url, err);
}

static unsigned read_month(struct trend_month *month, const struct cJSON *row)
{
    static const struct json_field counts[] = {
        {"strongBuy", offsetof(struct trend_month, strong_buy), &consensus_gate_analysts},
        {"buy", offsetof(struct trend_month, buy), &consensus_gate_analysts},
        {"hold", offsetof(struct trend_month, hold), &consensus_gate_analysts},
        {"sell", offsetof(struct trend_month, sell), &consensus_gate_analysts},
        {"strongSell", offsetof(struct trend_month, strong_sell), &consensus_gate_analysts},
    };
    return json_fields(row, counts, sizeof counts / sizeof counts[0], month);
}

static bool trend_parse(const struct subscription *subscription, const struct source_response *response,
                        struct observations *observations, struct error *err)
{
    if (response->status == 403) /* the plan does not hold this symbol; the key is good */
        return error_set(err, ERROR_NO_DATA, "Finnhub's plan does not hold %s", subscription->subject);
    if (!source_status_ok(response, err))
        return false;
    struct cJSON *root = json_parse(response->body, response->length, err);
    if (root == NULL)
        return false;
    struct consensus found = consensus_row_new(&source_finnhub_trend, subscription, observations);
    size_t months = 0;
    for (const struct cJSON *row = json_first(root); row != NULL && months < TREND_MONTHS; row = json_next(row))
        observations->rejected += read_month(&found.months[months++], row);
    json_free(root);
    if (trend_month_analysts(&found.months[0]) <= 0)
        return error_set(err, ERROR_NO_DATA, "Finnhub knows no analysts of %s", subscription->subject);
    return consensus_row_add(&source_finnhub_trend, &found, observations, err);
}

const struct source source_finnhub_trend = {
    .name = "finnhub_trend",
    .heading = "Finnhub trend",
    .provider = &provider_finnhub,
    .kind = DATASET_CONSENSUS,
    .role = SOURCE_CHAIN,
    .parts = PART_TREND,
    .batch = 1,
    .refresh_seconds = 6 * 3600,
    .request = trend_request,
    .parse = trend_parse,
};
