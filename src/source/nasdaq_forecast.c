/* SPDX-License-Identifier: MIT
 * Nasdaq's earnings forecasts (Zacks): EPS of the coming quarters and years; may be weeks old and does not say so.
 * The first quarter and the first year whose end has not come are the present ones. */
#include "config.h"

#include "consensus_row.h"
#include "nasdaq_analyst.h"
#include "sources.h"

#include "base/date.h"
#include "base/text.h"
#include "model/consensus.h"

#include <string.h>

static bool forecast_request(const struct subscription *subscription, const char *token,
                             struct source_request *request, struct error *err)
{
    (void)token;
    return nasdaq_analyst_request(subscription, "/earnings-forecast", request, err);
}

/* "Sep 2026" is that month's last day. */
static int32_t end_of(const char *text)
{
    int year = 0, month = date_month(text);
    for (const char *at = strlen(text) == 8 ? text + 4 : ""; *at >= '0' && *at <= '9'; at++)
        year = year * 10 + (*at - '0');
    if (month == 0 || year < 1990 || year > 2100)
        return DATE_UNKNOWN;
    return date_from_civil(year + month / 12, month % 12 + 1, 1) - 1;
}

static bool read_row(struct estimate *estimate, const struct cJSON *row, const char *period, unsigned *rejected)
{
    static const struct json_field figures[] = {
        {"consensusEPSForecast", offsetof(struct estimate, mean), &consensus_gate_per_share},
        {"highEPSForecast", offsetof(struct estimate, high), &consensus_gate_per_share},
        {"lowEPSForecast", offsetof(struct estimate, low), &consensus_gate_per_share},
        {"noOfEstimates", offsetof(struct estimate, analysts), &consensus_gate_analysts},
        {"up", offsetof(struct estimate, up30), &consensus_gate_analysts}, /* in four weeks */
        {"down", offsetof(struct estimate, down30), &consensus_gate_analysts},
    };
    *estimate = (struct estimate){.end_day = end_of(json_string(row, "fiscalEnd"))};
    text_copy(estimate->period, sizeof estimate->period, period);
    *rejected += json_fields(row, figures, sizeof figures / sizeof figures[0], estimate);
    bool nobody = estimate->analysts.known && estimate->analysts.value <= 0;
    return estimate->mean.known && !nobody && estimate->end_day != DATE_UNKNOWN;
}

static unsigned read_periods(struct consensus *consensus, const struct cJSON *forecast,
                             const char *const periods[2], int32_t today)
{
    unsigned rejected = 0;
    size_t found = 0;
    const struct cJSON *row = json_first(json_member(forecast, "rows"));
    for (; row != NULL && found < 2; row = json_next(row)) {
        struct estimate *estimate = &consensus->estimates[consensus->estimate_count];
        if (!read_row(estimate, row, periods[found], &rejected) || estimate->end_day < today)
            continue;
        consensus->estimate_count++;
        found++;
    }
    return rejected;
}

static bool forecast_parse(const struct subscription *subscription, const struct source_response *response,
                           struct observations *observations, struct error *err)
{
    static const char *const quarters[2] = {"0q", "+1q"}, *const years[2] = {"0y", "+1y"};
    const struct cJSON *data;
    struct cJSON *root = nasdaq_analyst_open(subscription, response, &data, err);
    if (root == NULL)
        return false;
    struct consensus found = consensus_row_new(&source_nasdaq_forecast, subscription, observations);
    int32_t today = date_new_york_day(response->received_at);
    observations->rejected += read_periods(&found, json_member(data, "quarterlyForecast"), quarters, today) +
                              read_periods(&found, json_member(data, "yearlyForecast"), years, today);
    json_free(root);
    return consensus_row_add(&source_nasdaq_forecast, &found, observations, err);
}

const struct source source_nasdaq_forecast = {
    .name = "nasdaq_forecast",
    .heading = "Nasdaq forecasts",
    .provider = &provider_nasdaq,
    .kind = DATASET_CONSENSUS,
    .role = SOURCE_CHAIN,
    .parts = PART_ESTIMATES,
    .batch = 1,
    .refresh_seconds = 12 * 3600,
    .request = forecast_request,
    .parse = forecast_parse,
};
