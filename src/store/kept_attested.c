/* SPDX-License-Identifier: MIT
 * Prices that the user attests: the file that names them is the truth, the table follows it. */
#include "config.h"

#include "store/kept_attested.h"

#include "load_venues.h"
#include "record_fields.h"

#include "base/memory.h"

#include <string.h>

static const struct field attested_fields[] = {
    TEXT(struct stored_attested, price.venue, "venue"),
    TEXT(struct stored_attested, price.model, "model"),
    DAY(struct stored_attested, price.day, "day"),
    REAL(struct stored_attested, price.usd_gpu_hour, "usd_gpu_hour", GPU_PRICE_LEAST, GPU_PRICE_MOST),
    TEXT(struct stored_attested, price.link, "link"),
    TIME(struct stored_attested, at, "at"),
};
RECORD(attested, FILE_CACHE, "cache.attested", 3, LAST_WINS, "at");

bool store_keep_attested(struct store *store, const struct attested *attested, int64_t now, struct error *err)
{
    if (!store_begin(store, err))
        return false;
    struct query old = query_of(store, &record_attested, "DELETE FROM @", err);
    bool good = query_run(&old);
    for (size_t i = 0; good && i < attested->count; i++) {
        struct stored_attested row = {attested->prices[i], now};
        good = record_put(store, &record_attested, &row, NULL, err);
    }
    if (good)
        return store_commit(store, err);
    store_rollback(store);
    return false;
}

/* A venue that answers programs speaks for itself. */
static bool speaks_itself(const struct gpu_books *books, size_t count, const struct attested_price *price)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(books->items[i].venue, price->venue) == 0 && strcmp(books->items[i].model, price->model) == 0)
            return true;
    return false;
}

bool load_attested(struct store *store, struct gpu_books *books, struct attested *attested, struct arena *arena,
                   struct error *err)
{
    size_t heard = books->count;
    struct query query =
        query_of(store, &record_attested, "SELECT $ FROM @ ORDER BY model, venue, day LIMIT 500", err);
    attested->prices = arena_array(arena, ATTESTED_MOST, sizeof *attested->prices);
    while (attested->count < ATTESTED_MOST && query_next(&query)) {
        struct stored_attested row = {.at = 0};
        if (!record_read(&record_attested, &query, &row, NULL) || speaks_itself(books, heard, &row.price))
            continue;
        attested->prices[attested->count++] = row.price;
        books->items = memory_grow(books->items, books->count + 1, sizeof *books->items);
        books->items[books->count++] = attested_book(&row.price);
    }
    return query_end(&query);
}
