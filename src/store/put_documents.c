/* SPDX-License-Identifier: MIT
 * Documents and search results into the cache; what was opened into the history. */
#include "config.h"

#include "record.h"

#include "base/text.h"
#include "store/documents.h"

#include <openssl/sha.h>
#include <stdio.h>
#include <string.h>

static void digest_of(const char *text, char digest[DIGEST_SIZE])
{
    unsigned char bytes[SHA256_DIGEST_LENGTH];
    SHA256((const unsigned char *)text, strlen(text), bytes);
    for (size_t i = 0; i < sizeof bytes; i++)
        snprintf(digest + 2 * i, 3, "%02x", bytes[i]);
}

bool put_documents(const struct put_context *context, const struct observations *observations)
{
    for (size_t i = 0; i < observations->document_count; i++) {
        const struct document_text *document = &observations->documents[i];
        struct stored_document row = {.source_bytes = (int64_t)document->source_bytes, .fetched_at = context->now};
        struct stored_content content = {.text = document->text};
        digest_of(document->text, content.digest);
        text_copy(row.digest, sizeof row.digest, content.digest);
        text_copy(row.subject, sizeof row.subject, document->subject);
        if (!record_put(context->store, &record_content, &content, NULL, context->err) ||
            !record_put(context->store, &record_document, &row, NULL, context->err) ||
            !put_heard(context, DATASET_DOCUMENT, document->subject))
            return false;
    }
    return true;
}

/* A search's results replace those of the same words before. */
static bool drop_found(const struct put_context *context, const char *words)
{
    struct query query = query_of(context->store, &record_found, "DELETE FROM @ WHERE query = ?1", context->err);
    query_text(&query, 1, words);
    return query_run(&query);
}

static bool put_search(const struct put_context *context, const struct found_filings *found)
{
    struct stored_search search = {.total = found->total, .at_least = found->at_least, .at = context->now};
    text_copy(search.query, sizeof search.query, found->query);
    if (!drop_found(context, found->query) || !put_heard(context, DATASET_FOUND, found->query) ||
        !record_put(context->store, &record_search, &search, NULL, context->err))
        return false;
    for (size_t i = 0; i < found->count; i++) {
        struct stored_found row = {.position = (int64_t)i, .filing = found->items[i], .at = context->now};
        text_copy(row.query, sizeof row.query, found->query);
        if (!record_put(context->store, &record_found, &row, NULL, context->err))
            return false;
    }
    return true;
}

bool put_found(const struct put_context *context, const struct observations *observations)
{
    for (size_t i = 0; i < observations->found_count; i++)
        if (!put_search(context, &observations->found[i]))
            return false;
    return true;
}

bool store_mark_read(struct store *store, const char *accession, int64_t now, bool *first, struct error *err)
{
    struct stored_filing_read row = {.at = now};
    text_copy(row.accession, sizeof row.accession, accession);
    return record_put(store, &record_filing_read, &row, first, err);
}
