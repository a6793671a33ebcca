/* SPDX-License-Identifier: MIT
 * What the sources of the consensus share. */
#ifndef SOURCE_CONSENSUS_ROW_H
#define SOURCE_CONSENSUS_ROW_H

#include "json.h"
#include "source/source.h"

#define CONSENSUS_ESTIMATES_MOST 8 /* EPS and revenue of two quarters and two years */

extern const struct json_gate consensus_gate_analysts;  /* a count of them */
extern const struct json_gate consensus_gate_per_share; /* earnings */

/* An empty consensus of the subscription's symbol, with room for estimates in the observations' arena. */
struct consensus consensus_row_new(const struct source *source, const struct subscription *subscription,
                                   struct observations *observations);
/* Hands it over. False, with ERROR_NO_DATA, when it tells nothing at all. */
bool consensus_row_add(const struct source *source, const struct consensus *found,
                       struct observations *observations, struct error *err) __attribute__((warn_unused_result));
/* The next free estimate, NULL when there is no room. */
struct estimate *consensus_row_estimate(struct consensus *consensus);

#endif
