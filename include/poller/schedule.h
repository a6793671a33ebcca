/* SPDX-License-Identifier: MIT
 * When to ask again: pure functions of time, session, failures and a random number. */
#ifndef POLLER_SCHEDULE_H
#define POLLER_SCHEDULE_H

#include "config/config.h"
#include "model/calendar.h"
#include "model/subscription.h"

/* The pace of a kind in a market session, seconds (before jitter). */
int schedule_interval(const struct config *config, enum dataset_kind kind, enum market_session session);

/* Until something is asked for again that was not there yet the n-th time (1..): 2, 5, 10, 20, 40, 60 s, 60 s ...
 */
int64_t schedule_not_yet_ms(unsigned times);
/* interval +- 10 %; random in [0,1). */
int64_t schedule_jitter_ms(int64_t interval_ms, double random);

/* Back-off after `failures` (>= 1) in a row: random(0, min(10 min, 1 s * 2^failures)), at least floor_ms. */
int64_t schedule_backoff_ms(unsigned failures, int64_t floor_ms, double random);

/* First start offset within an interval, so that many instances do not ask together: hash(source, subject, seed).
 */
int64_t schedule_offset_ms(const char *source, const char *subject, uint64_t seed, int64_t interval_ms);

#endif
