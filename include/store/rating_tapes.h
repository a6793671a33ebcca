/* SPDX-License-Identifier: MIT
 * Rating actions over all symbols: the tape, and one firm's record. */
#ifndef STORE_RATING_TAPES_H
#define STORE_RATING_TAPES_H

#include "store/store.h"

/* As the other store_load_ functions: a new dataset, NULL with *err. */

/* The actions of the last 90 days on these symbols, newest first, merged over sources. */
struct dataset *store_load_tape(struct store *store, const char (*symbols)[SYMBOL_SIZE], size_t count, int64_t now,
                                struct error *err);
/* All that this house (under any of its names) did, with the closes after it as far as daily bars are held. */
struct dataset *store_load_firm(struct store *store, const char *firm, struct error *err);

#endif
