/* SPDX-License-Identifier: MIT
 * Outages that last become events. Private to the poller's thread. */
#ifndef POLLER_OUTAGE_H
#define POLLER_OUTAGE_H

#include "poller_state.h"

struct outages;

struct outages *outages_new(size_t sources);
void outages_free(struct outages *outages);
/* A source could not be asked, or its answer could not be used. */
void outage_failed(struct poller *poller, const struct source_health *health, const struct error *err);
/* A source has answered well. */
void outage_ended(struct poller *poller, const struct source_health *health);

#endif
