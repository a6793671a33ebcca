/* SPDX-License-Identifier: MIT
 * Nasdaq's price targets and counts of buy, hold and sell; keyless, American shares only. In the history the figure
 * beside a month is the share's price, but for the last one, which is the target: it is not read. */
#include "config.h"

#include "consensus_row.h"
#include "nasdaq_analyst.h"
#include "sources.h"

#include "model/consensus.h"

static bool targets_request(const struct subscription *subscription, const char *token,
                            struct source_request *request, struct error *err)
{
    (void)token;
    return nasdaq_analyst_request(subscription, "/targetprice", request, err);
}

static unsigned read_counts(struct trend_month *month, const struct cJSON *object)
{
    static const struct json_field counts[] = {
        {"buy", offsetof(struct trend_month, buy), &consensus_gate_analysts},
        {"hold", offsetof(struct trend_month, hold), &consensus_gate_analysts},
        {"sell", offsetof(struct trend_month, sell), &consensus_gate_analysts},
    };
    return json_fields(object, counts, sizeof counts / sizeof counts[0], month);
}

static unsigned read_overview(struct consensus *consensus, const struct cJSON *overview)
{
    static const struct json_field targets[] = {
        {"lowPriceTarget", offsetof(struct consensus, target_low), &json_gate_price},
        {"priceTarget", offsetof(struct consensus, target_mean), &json_gate_price},
        {"highPriceTarget", offsetof(struct consensus, target_high), &json_gate_price},
    };
    return json_fields(overview, targets, sizeof targets / sizeof targets[0], consensus) +
           read_counts(&consensus->months[0], overview);
}

/* The last row is the present month; the ones before it, backwards. */
static unsigned read_months(struct consensus *consensus, const struct cJSON *history)
{
    unsigned rejected = 0;
    size_t count = json_length(history), index = 0;
    for (const struct cJSON *row = json_first(history); row != NULL; row = json_next(row), index++) {
        size_t ago = count - 1 - index;
        if (ago >= 1 && ago < TREND_MONTHS)
            rejected += read_counts(&consensus->months[ago], json_member(row, "z"));
    }
    return rejected;
}

static bool targets_parse(const struct subscription *subscription, const struct source_response *response,
                          struct observations *observations, struct error *err)
{
    const struct cJSON *data;
    struct cJSON *root = nasdaq_analyst_open(subscription, response, &data, err);
    if (root == NULL)
        return false;
    struct consensus found = consensus_row_new(&source_nasdaq_targets, subscription, observations);
    observations->rejected += read_overview(&found, json_member(data, "consensusOverview")) +
                              read_months(&found, json_member(data, "historicalConsensus"));
    json_free(root);
    return consensus_row_add(&source_nasdaq_targets, &found, observations, err);
}

const struct source source_nasdaq_targets = {
    .name = "nasdaq_targets",
    .heading = "Nasdaq targets",
    .provider = &provider_nasdaq,
    .kind = DATASET_CONSENSUS,
    .role = SOURCE_CHAIN,
    .parts = PART_TREND | PART_TARGETS,
    .batch = 1,
    .refresh_seconds = 6 * 3600,
    .request = targets_request,
    .parse = targets_parse,
};
