/* SPDX-License-Identifier: MIT
 * What the market's table is made of. */
#ifndef STORE_LOAD_VENUES_H
#define STORE_LOAD_VENUES_H

#include "record.h"

/* Of each venue and model the newest book, the newest of a day ago, and before that one a day; free(books->items).
 */
bool load_market_books(struct store *store, int64_t now, struct gpu_books *books, struct error *err);

#endif
