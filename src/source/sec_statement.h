/* SPDX-License-Identifier: MIT
 * What the ways of reading a report's statement have in common: where its folder lies, and what its absence means.
 */
#ifndef SOURCE_SEC_STATEMENT_H
#define SOURCE_SEC_STATEMENT_H

#include "source/source.h"

#define SEC_INDEX "index.json"

/* The document to ask for now: what the answer before has named, else the page's XBRL document, else the index. */
const char *sec_statement_document(const struct subscription *subscription);

/* Fills the address in the report's folder. */
bool sec_statement_request(const struct subscription *subscription, struct source_request *request,
                           struct error *err);
bool sec_statement_request_document(const struct subscription *subscription, const char *document,
                                    struct source_request *request, struct error *err);

/* XML AccessDenied or NoSuchKey: no such object, or not yet. */
bool sec_statement_is_absent(const struct source_response *response);

/* True for 200. An absent object of a report that was seen less than 15 minutes ago is ERROR_NOT_YET, of an older
 * one ERROR_NOT_FOUND. */
bool sec_statement_answer_ok(const struct subscription *subscription, const struct source_response *response,
                             struct error *err);
bool sec_statement_missing(const struct subscription *subscription, const char *sentence, struct error *err);

/* Notes in the observations that the report was read. Always true. */
bool sec_statement_read(const struct subscription *subscription, enum statement_way way, int64_t now,
                        struct observations *observations);

#endif
