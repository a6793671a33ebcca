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

bool store_filing_get(struct store *store, const char *symbol, const char *accession, struct filing *filing);
/* When any filing of the symbol was first stored, UTC s; 0 never. */
int64_t store_first_filing_seen(struct store *store, const char *symbol);

struct dataset *store_load_customers(struct store *store, const char *symbol, struct error *err);

#endif
