/* SPDX-License-Identifier: MIT
 * Reports whose statements are read, and what was found in them. */
#ifndef STORE_EDGAR_H
#define STORE_EDGAR_H

#include "store/store.h"

/* The newest of the symbol's `most` latest periodic reports whose statement was not read yet. False when all are.
 */
bool store_statement_next(struct store *store, const char *symbol, size_t most, struct filing *filing);
/* How a report was read. False when it was not. */
bool store_statement_get(struct store *store, const char *symbol, const char *accession,
                         struct statement *statement);

struct dataset *store_load_customers(struct store *store, const char *symbol, struct error *err);

#endif
