/* SPDX-License-Identifier: MIT
 * How documents, searches and reading marks lie in tables. */
#include "config.h"

#include "record_fields.h"

static const struct field document_fields[] = {
    TEXT(struct stored_document, subject, "subject"),
    TEXT(struct stored_document, digest, "digest"),
    NUMBER(struct stored_document, source_bytes, "source_bytes"),
    TIME(struct stored_document, fetched_at, "fetched_at"),
};
RECORD(document, FILE_CACHE, "cache.document", 1, LAST_WINS, "fetched_at");

static const struct field content_fields[] = {
    TEXT(struct stored_content, digest, "digest"),
    WORDS(struct stored_content, text, "text"),
};
RECORD(content, FILE_CACHE, "cache.content", 1, FIRST_STAYS, NULL);

static const struct field found_fields[] = {
    TEXT(struct stored_found, query, "query"),
    NUMBER(struct stored_found, position, "position"),
    TEXT(struct stored_found, filing.subject, "subject"),
    TEXT(struct stored_found, filing.company, "company"),
    TEXT(struct stored_found, filing.form, "form"),
    TEXT(struct stored_found, filing.type, "type"),
    DAY(struct stored_found, filing.filed_day, "filed_day"),
    DAY(struct stored_found, filing.period_day, "period_day"),
    TIME(struct stored_found, at, "at"),
};
RECORD(found, FILE_CACHE, "cache.found", 2, LAST_WINS, "at");

static const struct field search_fields[] = {
    TEXT(struct stored_search, query, "query"),
    AMOUNT(struct stored_search, total, "total", 0, 1e9),
    FLAG(struct stored_search, at_least, "at_least"),
    TIME(struct stored_search, at, "at"),
};
RECORD(search, FILE_CACHE, "cache.search", 1, LAST_WINS, "at");

static const struct field filing_read_fields[] = {
    TEXT(struct stored_filing_read, accession, "accession"),
    TIME(struct stored_filing_read, at, "at"),
};
RECORD(filing_read, FILE_HISTORY, "history.filing_read", 1, FIRST_STAYS, NULL);
