/* SPDX-License-Identifier: MIT
 * What the store knows of a watched symbol besides its quote, cheap enough for every symbol at every poll. */
#ifndef LOAD_SUMMARY_H
#define LOAD_SUMMARY_H

#include "base/error.h"
#include "model/prices.h"

struct store;

/* Fills target_mean and alarms of each quote, and the earnings date that the quote itself does not tell. */
bool load_summaries(struct store *store, struct quotes *quotes, int64_t now, struct error *err)
    __attribute__((warn_unused_result));

#endif
