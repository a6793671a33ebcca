/* SPDX-License-Identifier: MIT
 * Requests that a provider allows in a day, counted over restarts and over all processes of the user. */
#ifndef STORE_QUOTA_H
#define STORE_QUOTA_H

#include "store/store.h"

/* How many were used on that New York day. */
unsigned store_quota_used(struct store *store, const char *bucket, int32_t day);
/* Uses one of `most`: false without an error in *err when all are used, with one when it could not be kept. */
bool store_quota_take(struct store *store, const char *bucket, int32_t day, unsigned most, struct error *err)
    __attribute__((warn_unused_result));

#endif
