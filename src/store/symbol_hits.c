/* SPDX-License-Identifier: MIT
 * Searches for symbols: into the cache and out of it. */
#include "config.h"

#include "record_fields.h"

#include "base/text.h"
#include "store/symbols.h"

static const struct field symbol_hit_fields[] = {
    TEXT(struct stored_symbol_hit, query, "query"),
    NUMBER(struct stored_symbol_hit, position, "position"),
    TEXT(struct stored_symbol_hit, hit.symbol, "symbol"),
    TEXT(struct stored_symbol_hit, hit.name, "name"),
    TEXT(struct stored_symbol_hit, hit.exchange, "exchange"),
    TEXT(struct stored_symbol_hit, hit.type, "type"),
    TIME(struct stored_symbol_hit, at, "at"),
};
RECORD(symbol_hit, FILE_CACHE, "cache.symbol_hit", 2, LAST_WINS, "at");

static bool put_search(const struct put_context *context, const struct symbol_hits *hits)
{
    struct query old = query_of(context->store, &record_symbol_hit, "DELETE FROM @ WHERE query = ?1", context->err);
    query_text(&old, 1, hits->query);
    if (!query_run(&old) || !put_heard(context, DATASET_SYMBOLS, hits->query))
        return false;
    for (size_t i = 0; i < hits->count; i++) {
        struct stored_symbol_hit row = {.hit = hits->items[i], .position = (int64_t)i, .at = context->now};
        text_copy(row.query, sizeof row.query, hits->query);
        if (!record_put(context->store, &record_symbol_hit, &row, NULL, context->err))
            return false;
    }
    return true;
}

bool put_symbol_hits(const struct put_context *context, const struct observations *observations)
{
    for (size_t i = 0; i < observations->symbol_hits_count; i++)
        if (!put_search(context, &observations->symbol_hits[i]))
            return false;
    return true;
}

struct dataset *store_load_symbols(struct store *store, const char *words, struct error *err)
{
    struct dataset *dataset = dataset_new(DATASET_SYMBOLS, words);
    struct symbol_hits *hits = &dataset->u.symbols;
    text_copy(hits->query, sizeof hits->query, words);
    bool good = load_heard(store, dataset, err);
    struct query query =
        query_of(store, &record_symbol_hit, "SELECT $ FROM @ WHERE query = ?1 ORDER BY position", err);
    query_text(&query, 1, words);
    while (hits->count < SYMBOL_HITS_MOST && query_next(&query)) {
        struct stored_symbol_hit row = {.position = 0};
        if (record_read(&record_symbol_hit, &query, &row, NULL) &&
            text_symbol(hits->items[hits->count].symbol, SYMBOL_SIZE, row.hit.symbol))
            hits->items[hits->count++] = row.hit;
    }
    if (query_end(&query) && good)
        return dataset;
    dataset_unref(dataset);
    return NULL;
}
