/* SPDX-License-Identifier: MIT
 * The GPU market and the events out of the store. */
#include "config.h"

#include "load_venues.h"

#include "base/memory.h"

#include <stdlib.h>

#define OFFERS_MOST     6000
#define OFFERS_OF_MODEL 400 /* the cheapest: a whole order book holds thousands */
#define OFFER_DAYS      3   /* as long as a venue speaks with its newest book */

struct offers {
    struct gpu_offer *items;
    size_t count, room;
};

static void add_offer(struct offers *offers, const struct gpu_offer *offer)
{
    if (offers->count == offers->room) {
        offers->room = offers->room == 0 ? 256 : offers->room * 2;
        offers->items = memory_grow(offers->items, offers->room, sizeof *offers->items);
    }
    offers->items[offers->count++] = *offer;
}

/* Model by model along an index: to rank a whole order book takes four times as long as all the rest. */
static bool load_offers_of(struct store *store, const char *model, int64_t now, struct offers *offers,
                           struct error *err)
{
    struct query query =
        query_of(store, &record_offer,
                 "SELECT $ FROM @ WHERE model = ?1 AND at > ?2 ORDER BY usd_gpu_hour, venue LIMIT ?3", err);
    query_text(&query, 1, model);
    query_number(&query, 2, now - (int64_t)OFFER_DAYS * DAY_SECONDS);
    query_number(&query, 3, OFFERS_OF_MODEL);
    while (offers->count < OFFERS_MOST && query_next(&query)) {
        struct stored_offer row = {.at = 0};
        if (record_read(&record_offer, &query, &row, NULL))
            add_offer(offers, &row.offer);
    }
    return query_end(&query);
}

static bool load_offers(struct store *store, int64_t now, struct offers *offers, struct error *err)
{
    size_t count;
    const char *const *models = gpu_models(&count);
    for (size_t i = 0; i < count; i++)
        if (!load_offers_of(store, models[i], now, offers, err))
            return false;
    return true;
}

struct dataset *store_load_gpu_market(struct store *store, int64_t now, struct error *err)
{
    struct gpu_books books = {NULL, 0};
    struct offers offers = {NULL, 0, 0};
    struct dataset *dataset = dataset_new(DATASET_GPU_MARKET, "");
    struct attested *attested = arena_array(&dataset->arena, 1, sizeof *attested);
    bool good = load_market_books(store, now, &books, err) && load_offers(store, now, &offers, err);
    for (size_t i = 0; i < books.count; i++)
        if (books.items[i].seen_at > dataset->as_of)
            dataset->fetched_at = dataset->as_of = books.items[i].seen_at;
    if (good && load_attested(store, &books, attested, &dataset->arena, err)) {
        dataset->u.gpu = gpu_market_build(&books, offers.items, offers.count, now, &dataset->arena);
        dataset->u.gpu.attested = attested;
    } else {
        dataset_unref(dataset);
        dataset = NULL;
    }
    free(books.items);
    free(offers.items);
    return dataset;
}
