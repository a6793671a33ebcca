/* SPDX-License-Identifier: MIT
 * FMP's consensus of price targets, with a key. */
#include "config.h"

#include "consensus_row.h"
#include "fmp.h"
#include "sources.h"

#include "base/text.h"
#include "model/consensus.h"

static bool targets_request(const struct subscription *subscription, const char *token,
                            struct source_request *request, struct error *err)
{
    (void)token;
    return fmp_request(subscription, "price-target-consensus", request, err);
}

static unsigned read_targets(struct consensus *consensus, const struct cJSON *row)
{
    static const struct json_field targets[] = {
        {"targetLow", offsetof(struct consensus, target_low), &json_gate_price},
        {"targetMedian", offsetof(struct consensus, target_median), &json_gate_price},
        {"targetConsensus", offsetof(struct consensus, target_mean), &json_gate_price},
        {"targetHigh", offsetof(struct consensus, target_high), &json_gate_price},
    };
    return json_fields(row, targets, sizeof targets / sizeof targets[0], consensus);
}

static bool targets_parse(const struct subscription *subscription, const struct source_response *response,
                          struct observations *observations, struct error *err)
{
    struct consensus found = consensus_row_new(&source_fmp_targets, subscription, observations);
    if (!fmp_is_willing(response, err))
        return false;
    struct cJSON *root = json_parse(response->body, response->length, err);
    if (root == NULL)
        return false;
    const struct cJSON *row = json_first(root);
    if (text_equal_fold(json_string(row, "symbol"), subscription->subject))
        observations->rejected += read_targets(&found, row);
    json_free(root);
    return consensus_row_add(&source_fmp_targets, &found, observations, err);
}

const struct source source_fmp_targets = {
    .name = "fmp_targets",
    .heading = "FMP targets",
    .provider = &provider_fmp,
    .kind = DATASET_CONSENSUS,
    .role = SOURCE_CHAIN,
    .parts = PART_TARGETS,
    .batch = 1,
    .refresh_seconds = 12 * 3600,
    .request = targets_request,
    .parse = targets_parse,
};
