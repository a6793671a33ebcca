/* SPDX-License-Identifier: MIT
 * Token bucket and cool-down per host. Pure: time comes in as monotonic milliseconds. */
#ifndef NET_RATE_LIMIT_H
#define NET_RATE_LIMIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct rate_limits;

struct rate_limits *rate_limits_new(void);
void rate_limits_free(struct rate_limits *limits);

/* Hosts may share a bucket (all SEC hosts): bucket is its name. rate per second, burst tokens. */
void rate_limit_define(struct rate_limits *limits, const char *bucket, double rate, double burst);

/* Milliseconds until a request may start: 0 and one token taken, or the wait and nothing taken. */
int64_t rate_limit_take(struct rate_limits *limits, const char *bucket, int64_t now_ms);

/* A refusal: cool down for 60 s doubling to 15 min, at least retry_after_seconds, at least floor_seconds. */
void rate_limit_refused(struct rate_limits *limits, const char *bucket, int64_t retry_after_seconds,
                        int64_t floor_seconds, int64_t now_ms);
/* A success ends the doubling. */
void rate_limit_accepted(struct rate_limits *limits, const char *bucket);
/* Milliseconds of cool-down left, 0 none. */
int64_t rate_limit_cooling(const struct rate_limits *limits, const char *bucket, int64_t now_ms);

#endif
