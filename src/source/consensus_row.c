/* SPDX-License-Identifier: MIT
 * A consensus from its beginning to the observations. */
#include "config.h"

#include "consensus_row.h"

#include "base/date.h"
#include "base/text.h"
#include "model/consensus.h"

const struct json_gate consensus_gate_analysts = {.low = 0, .high = 1000};
const struct json_gate consensus_gate_per_share = {.low = -1e5, .high = 1e5};

struct consensus consensus_row_new(const struct source *source, const struct subscription *subscription,
                                   struct observations *observations)
{
    struct consensus found = {
        .estimates = arena_array(&observations->arena, CONSENSUS_ESTIMATES_MOST, sizeof *found.estimates)};
    text_copy(found.symbol, sizeof found.symbol, subscription->subject);
    text_copy(found.source, sizeof found.source, source->name);
    return found;
}

bool consensus_row_add(const struct source *source, const struct consensus *found,
                       struct observations *observations, struct error *err)
{
    if (consensus_parts(found) == 0 && found->quarter_count == 0)
        return error_set(err, ERROR_NO_DATA, "%s covers no analysts of %s", source->provider->heading,
                         found->symbol);
    struct consensus *consensus = observations_add_consensus(observations);
    if (consensus != NULL)
        *consensus = *found;
    return true;
}

struct estimate *consensus_row_estimate(struct consensus *consensus)
{
    if (consensus->estimate_count == CONSENSUS_ESTIMATES_MOST)
        return NULL;
    struct estimate *estimate = &consensus->estimates[consensus->estimate_count++];
    *estimate = (struct estimate){.end_day = DATE_UNKNOWN};
    return estimate;
}
