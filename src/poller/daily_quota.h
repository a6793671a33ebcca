/* SPDX-License-Identifier: MIT
 * Providers that answer only so many requests a day. */
#ifndef POLLER_DAILY_QUOTA_H
#define POLLER_DAILY_QUOTA_H

#include "poller_state.h"

/* False, with *err, when the day's requests are used. */
bool quota_allows(struct poller *poller, const struct source_provider *provider, struct error *err);
/* One more is used: called for every request that is sent. False, with *err, when another process used the last. */
bool quota_take(struct poller *poller, const struct source_provider *provider, struct error *err);

#endif
