/* SPDX-License-Identifier: MIT
 * What the market's table is made of. */
#ifndef STORE_LOAD_VENUES_H
#define STORE_LOAD_VENUES_H

#include "record.h"

#include "model/attested.h"

/* Of each venue and model the newest book, the newest of a day ago, and before that one a day; free(books->items).
 */
bool load_market_books(struct store *store, int64_t now, struct gpu_books *books, struct error *err);

/* What the user attests, behind the venues' own books; attested->prices lies in the arena. */
bool load_attested(struct store *store, struct gpu_books *books, struct attested *attested, struct arena *arena,
                   struct error *err);

#endif
