/* SPDX-License-Identifier: MIT
 * Texts of filings, what was opened of them, the feed of all filings and the results of searches. */
#ifndef STORE_DOCUMENTS_H
#define STORE_DOCUMENTS_H

#include "store/store.h"

/* As the other store_load_ functions: a new dataset, NULL with *err. The document's lines are cut out of its text.
 */
struct dataset *store_load_document(struct store *store, const char *subject, struct error *err);
/* The filings of those companies. */
struct dataset *store_load_feed(struct store *store, const char (*symbols)[SYMBOL_SIZE], size_t count,
                                struct error *err);
struct dataset *store_load_found(struct store *store, const char *query, struct error *err);

/* Documents never change: what is held need not be asked for again. */
bool store_has_document(struct store *store, const char *subject);

/* A filing was opened: it is not unread any more, also over restarts. *first (may be NULL): it was until now. */
bool store_mark_read(struct store *store, const char *accession, int64_t now, bool *first, struct error *err)
    __attribute__((warn_unused_result));

#endif
