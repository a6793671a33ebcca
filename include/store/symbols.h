/* SPDX-License-Identifier: MIT
 * Searches for symbols out of the store. */
#ifndef STORE_SYMBOLS_H
#define STORE_SYMBOLS_H

#include "store/store.h"

/* What was found by those words (symbol_search_query); NULL with *err. */
struct dataset *store_load_symbols(struct store *store, const char *query, struct error *err);

#endif
