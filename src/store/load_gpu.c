/* SPDX-License-Identifier: MIT
 * The GPU market and the events out of the store. */
#include "config.h"

#include "record.h"

#include "base/memory.h"

#include <stdlib.h>

#define BOOKS_MOST      40000
#define OFFERS_MOST     4000
#define GPU_DAYS        32
#define FULL_SECONDS    (2 * DAY_SECONDS)
#define THINNED_SECONDS 21600
#define OFFER_DAYS      3 /* as long as a venue speaks with its newest book */
#define EVENTS_MOST     5000

/* All books of the last two days, before that the last of every six hours: as fine as the table and its trend need.
 */
static bool load_books(struct store *store, int64_t now, struct gpu_books *books, struct error *err)
{
    struct query query =
        query_of(store, &record_book,
                 "SELECT $ FROM @ WHERE at > ?1 AND at <= ?2 UNION ALL SELECT $ FROM @ WHERE (venue, model, at) IN"
                 " (SELECT venue, model, max(at) FROM @ WHERE at > ?3 AND at <= ?1 GROUP BY venue, model, at / ?4)"
                 " ORDER BY at",
                 err);
    size_t room = 0;
    query_number(&query, 1, now - FULL_SECONDS);
    query_number(&query, 2, now + FUTURE_SECONDS);
    query_number(&query, 3, now - (int64_t)GPU_DAYS * DAY_SECONDS);
    query_number(&query, 4, THINNED_SECONDS);
    while (books->count < BOOKS_MOST && query_next(&query)) {
        if (books->count == room) {
            room = room == 0 ? 256 : room * 2;
            books->items = memory_grow(books->items, room, sizeof *books->items);
        }
        books->items[books->count] = (struct gpu_book){.venue = ""};
        if (record_read(&record_book, &query, &books->items[books->count], NULL))
            books->count++;
    }
    return query_end(&query);
}

struct offers {
    struct gpu_offer *items;
    size_t count, room;
};

static bool load_offers(struct store *store, int64_t now, struct offers *offers, struct error *err)
{
    struct query query =
        query_of(store, &record_offer, "SELECT $ FROM @ WHERE at > ?1 ORDER BY model, usd_gpu_hour, venue", err);
    query_number(&query, 1, now - (int64_t)OFFER_DAYS * DAY_SECONDS);
    while (offers->count < OFFERS_MOST && query_next(&query)) {
        struct stored_offer row = {.at = 0};
        if (!record_read(&record_offer, &query, &row, NULL))
            continue;
        if (offers->count == offers->room) {
            offers->room = offers->room == 0 ? 256 : offers->room * 2;
            offers->items = memory_grow(offers->items, offers->room, sizeof *offers->items);
        }
        offers->items[offers->count++] = row.offer;
    }
    return query_end(&query);
}

struct dataset *store_load_gpu_market(struct store *store, int64_t now, struct error *err)
{
    struct gpu_books books = {NULL, 0};
    struct offers offers = {NULL, 0, 0};
    struct dataset *dataset = NULL;
    if (load_books(store, now, &books, err) && load_offers(store, now, &offers, err)) {
        dataset = dataset_new(DATASET_GPU_MARKET, "");
        dataset->u.gpu = gpu_market_build(&books, offers.items, offers.count, now, &dataset->arena);
        if (books.count > 0)
            dataset->fetched_at = dataset->as_of = books.items[books.count - 1].seen_at;
    }
    free(books.items);
    free(offers.items);
    return dataset;
}

struct dataset *store_load_events(struct store *store, size_t most, struct error *err)
{
    struct query query =
        query_of(store, &record_event, "SELECT $ FROM @ ORDER BY observed_at DESC, key LIMIT ?1", err);
    struct dataset *dataset = dataset_new(DATASET_EVENTS, "");
    struct events *events = &dataset->u.events;
    size_t limit = most < EVENTS_MOST ? most : EVENTS_MOST;
    events->items = arena_array(&dataset->arena, limit + 1, sizeof *events->items);
    query_number(&query, 1, (int64_t)limit);
    while (events->count < limit && query_next(&query))
        if (record_read(&record_event, &query, &events->items[events->count], NULL))
            events->count++;
    if (!query_end(&query)) {
        dataset_unref(dataset);
        return NULL;
    }
    if (events->count > 0)
        dataset->fetched_at = dataset->as_of = events->items[0].observed_at;
    return dataset;
}
