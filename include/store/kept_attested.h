/* SPDX-License-Identifier: MIT
 * Attested prices in the store: what the user's file says now. */
#ifndef STORE_KEPT_ATTESTED_H
#define STORE_KEPT_ATTESTED_H

#include "model/attested.h"
#include "store/store.h"

/* Replaces all that were kept. */
bool store_keep_attested(struct store *store, const struct attested *attested, int64_t now, struct error *err)
    __attribute__((warn_unused_result));

#endif
