/* SPDX-License-Identifier: MIT
 * Alpha Vantage's estimates of EPS and revenue with their past, with a free key that answers 25 requests a day. All
 * figures are texts or null; past periods stand among the coming ones in no order: they are picked by date. A
 * refusal comes as HTTP 200. Its words are never passed on: they may hold the key, which can only stand in the
 * address, under a name that recordings and the log leave out. */
#include "config.h"

#include "consensus_row.h"
#include "provider.h"
#include "quote_row.h"
#include "request_url.h"
#include "sources.h"

#include "base/date.h"
#include "base/text.h"
#include "model/consensus.h"

#include <string.h>

#define BODY_LIMIT (1 << 20)

const struct source_provider provider_alphavantage = {
    .name = "alphavantage",
    .heading = "Alpha Vantage",
    .homepage = "https://www.alphavantage.co",
    .terms = "Free key: 25 requests a day; personal use, no redistribution.",
    .rate = 0.08, /* five a minute */
    .burst = 5,
    .daily_requests = 25,
    .key = "alphavantage",
    .key_home = "alphavantage.co/support/#api-key",
};

static bool estimates_request(const struct subscription *subscription, const char *token,
                              struct source_request *request, struct error *err)
{
    struct request_url url;
    char name[SYMBOL_SIZE];
    (void)token;
    *request = (struct source_request){.accept = "application/json", .body_limit = BODY_LIMIT};
    if (subscription->key == NULL)
        return error_set(err, ERROR_NEEDS_KEY, "Alpha Vantage asks for a key: alphavantage.co/support/#api-key");
    if (!quote_row_american(subscription->subject, name))
        return error_set(err, ERROR_NO_DATA, "Alpha Vantage is asked for American shares only");
    request_url_start(&url, request->url, sizeof request->url);
    request_url_add(&url, "https://www.alphavantage.co/query?function=EARNINGS_ESTIMATES&symbol=");
    request_url_add_encoded(&url, name);
    request_url_add(&url, "&apikey=");
    request_url_add_encoded(&url, subscription->key);
    return request_url_done(&url, err);
}

/* "fiscal quarter", "next fiscal year" ... and the date decides which. */
static bool is_of_year(const struct cJSON *row)
{
    return strstr(json_string(row, "horizon"), "year") != NULL;
}

/* The row of that horizon whose end comes first, from the day on. */
static const struct cJSON *next_row(const struct cJSON *list, bool year, int32_t from, int32_t *end)
{
    const struct cJSON *found = NULL;
    *end = DATE_UNKNOWN;
    for (const struct cJSON *row = json_first(list); row != NULL; row = json_next(row)) {
        int32_t day = date_from_iso(json_string(row, "date"));
        if (day == DATE_UNKNOWN || day < from || is_of_year(row) != year || (found != NULL && day >= *end))
            continue;
        found = row;
        *end = day;
    }
    return found;
}

static unsigned read_measure(struct consensus *consensus, const struct cJSON *row, const struct json_field *fields,
                             size_t count, struct estimate like)
{
    struct estimate estimate = like;
    unsigned rejected = json_fields(row, fields, count, &estimate);
    bool nobody = estimate.analysts.known && estimate.analysts.value <= 0;
    struct estimate *slot = estimate.mean.known && !nobody ? consensus_row_estimate(consensus) : NULL;
    if (slot != NULL)
        *slot = estimate;
    return rejected;
}

static unsigned read_row(struct consensus *consensus, const struct cJSON *row, const char *period, int32_t end)
{
    static const struct json_gate revenue = {.low = 0, .high = 1e16, .zero_is_none = true};
    static const struct json_field per_share[] = {
        {"eps_estimate_average", offsetof(struct estimate, mean), &consensus_gate_per_share},
        {"eps_estimate_low", offsetof(struct estimate, low), &consensus_gate_per_share},
        {"eps_estimate_high", offsetof(struct estimate, high), &consensus_gate_per_share},
        {"eps_estimate_analyst_count", offsetof(struct estimate, analysts), &consensus_gate_analysts},
        {"eps_estimate_average_7_days_ago", offsetof(struct estimate, ago7), &consensus_gate_per_share},
        {"eps_estimate_average_30_days_ago", offsetof(struct estimate, ago30), &consensus_gate_per_share},
        {"eps_estimate_average_60_days_ago", offsetof(struct estimate, ago60), &consensus_gate_per_share},
        {"eps_estimate_average_90_days_ago", offsetof(struct estimate, ago90), &consensus_gate_per_share},
        {"eps_estimate_revision_up_trailing_7_days", offsetof(struct estimate, up7), &consensus_gate_analysts},
        {"eps_estimate_revision_up_trailing_30_days", offsetof(struct estimate, up30), &consensus_gate_analysts},
        {"eps_estimate_revision_down_trailing_7_days", offsetof(struct estimate, down7), &consensus_gate_analysts},
        {"eps_estimate_revision_down_trailing_30_days", offsetof(struct estimate, down30),
         &consensus_gate_analysts},
    };
    static const struct json_field sales[] = {
        {"revenue_estimate_average", offsetof(struct estimate, mean), &revenue},
        {"revenue_estimate_low", offsetof(struct estimate, low), &revenue},
        {"revenue_estimate_high", offsetof(struct estimate, high), &revenue},
        {"revenue_estimate_analyst_count", offsetof(struct estimate, analysts), &consensus_gate_analysts},
    };
    struct estimate like = {.end_day = end};
    text_copy(like.period, sizeof like.period, period);
    unsigned rejected = read_measure(consensus, row, per_share, sizeof per_share / sizeof per_share[0], like);
    like.revenue = true;
    return rejected + read_measure(consensus, row, sales, sizeof sales / sizeof sales[0], like);
}

static unsigned read_estimates(struct consensus *consensus, const struct cJSON *list, int32_t today)
{
    static const char *const periods[2][2] = {{"0q", "+1q"}, {"0y", "+1y"}};
    unsigned rejected = 0;
    for (int year = 0; year < 2; year++) {
        int32_t from = today, end;
        for (int i = 0; i < 2; i++) {
            const struct cJSON *row = next_row(list, year == 1, from, &end);
            if (row == NULL)
                break;
            rejected += read_row(consensus, row, periods[year][i], end);
            from = end + 1;
        }
    }
    return rejected;
}

static bool is_willing(const struct cJSON *root, struct error *err)
{
    const char *note = json_string(root, "Information");
    if (json_member(root, "Error Message") != NULL)
        return error_set(err, ERROR_AUTH, "Alpha Vantage refuses the key or the request");
    if (strstr(note, "premium endpoint") != NULL)
        return error_set(err, ERROR_AUTH, "Alpha Vantage's plan does not hold estimates");
    if (note[0] != '\0' || json_member(root, "Note") != NULL)
        return error_set(err, ERROR_RATE_LIMITED, "Alpha Vantage's requests of the day or the minute are used");
    return true;
}

static bool estimates_parse(const struct subscription *subscription, const struct source_response *response,
                            struct observations *observations, struct error *err)
{
    struct consensus found = consensus_row_new(&source_alphavantage_estimates, subscription, observations);
    if (!source_status_ok(response, err))
        return false;
    struct cJSON *root = json_parse(response->body, response->length, err);
    if (root == NULL)
        return false;
    bool good = is_willing(root, err);
    if (good)
        observations->rejected +=
            read_estimates(&found, json_member(root, "estimates"), date_new_york_day(response->received_at));
    json_free(root);
    return good && consensus_row_add(&source_alphavantage_estimates, &found, observations, err);
}

const struct source source_alphavantage_estimates = {
    .name = "alphavantage_estimates",
    .heading = "Alpha Vantage estimates",
    .provider = &provider_alphavantage,
    .kind = DATASET_CONSENSUS,
    .role = SOURCE_CHAIN,
    .parts = PART_ESTIMATES,
    .batch = 1,
    .refresh_seconds = 24 * 3600,
    .request = estimates_request,
    .parse = estimates_parse,
};
