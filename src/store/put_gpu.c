/* SPDX-License-Identifier: MIT
 * GPU books and offers into the store: books are history, of offers only the latest are kept. */
#include "config.h"

#include "record.h"

#include "base/text.h"

#include <math.h>
#include <string.h>

static bool same(struct amount a, struct amount b)
{
    return a.known == b.known && (!a.known || fabs(a.value - b.value) < 1e-9);
}

static bool is_changed(const struct gpu_book *a, const struct gpu_book *b)
{
    return !same(a->median, b->median) || !same(a->low, b->low) || !same(a->spot, b->spot) ||
           !same(a->stock, b->stock) || !same(a->offers, b->offers) || !same(a->idle_gpus, b->idle_gpus) ||
           strcmp(a->stock_word, b->stock_word) != 0;
}

static void tell_book(struct observations *news, const struct gpu_book *before, const struct gpu_book *after)
{
    struct gpu_book *first = observations_add_book(news);
    struct gpu_book *second = first != NULL ? observations_add_book(news) : NULL;
    if (second == NULL) {
        news->book_count -= first != NULL ? 1 : 0; /* only whole pairs */
        return;
    }
    news->books[news->book_count - 2] = *before; /* the array may have moved */
    *second = *after;
}

static bool read_newest(const struct put_context *context, const struct gpu_book *book, struct gpu_book *held,
                        bool *found)
{
    struct query query =
        query_of(context->store, &record_book,
                 "SELECT $ FROM @ WHERE venue = ?1 AND model = ?2 ORDER BY at DESC LIMIT 1", context->err);
    query_text(&query, 1, book->venue);
    query_text(&query, 2, book->model);
    memset(held, 0, sizeof *held);
    *found = query_next(&query);
    if (*found)
        (void)record_read(&record_book, &query, held, NULL); /* no column of it decides about the whole */
    return query_end(&query);
}

static bool put_book(const struct put_context *context, struct gpu_book book)
{
    struct gpu_book held;
    bool found;
    if (book.source[0] == '\0')
        text_copy(book.source, sizeof book.source, context->source);
    if (book.seen_at <= 0 || book.seen_at > context->now + FUTURE_SECONDS)
        book.seen_at = context->now;
    if (!read_newest(context, &book, &held, &found) ||
        !record_put(context->store, &record_book, &book, NULL, context->err))
        return false;
    if (found && context->news != NULL && held.seen_at < book.seen_at && is_changed(&held, &book))
        tell_book(context->news, &held, &book);
    return true;
}

/* Everything that an earlier poll of the same venue and model offered is gone. */
static bool drop_offers(const struct put_context *context, const char *venue, const char *model)
{
    struct query query =
        query_of(context->store, &record_offer, "DELETE FROM @ WHERE venue = ?1 AND model = ?2", context->err);
    query_text(&query, 1, venue);
    query_text(&query, 2, model);
    return query_run(&query);
}

/* Also where no book came with the offers. */
static bool drop_renewed(const struct put_context *context, const struct observations *observations)
{
    const char *venue = "", *model = "";
    for (size_t i = 0; i < observations->offer_count; i++) {
        const struct gpu_offer *offer = &observations->offers[i];
        if (strcmp(venue, offer->venue) == 0 && strcmp(model, offer->model) == 0)
            continue;
        venue = offer->venue;
        model = offer->model;
        if (!drop_offers(context, venue, model))
            return false;
    }
    return true;
}

static bool put_offers(const struct put_context *context, const struct observations *observations)
{
    for (size_t i = 0; observations->offers != NULL && i < observations->offer_count; i++) {
        struct stored_offer row = {observations->offers[i], (int64_t)i, context->now};
        if (!record_put(context->store, &record_offer, &row, NULL, context->err))
            return false;
    }
    return true;
}

bool put_gpu(const struct put_context *context, const struct observations *observations)
{
    for (size_t i = 0; i < observations->book_count; i++)
        if (!put_book(context, observations->books[i]) ||
            !drop_offers(context, observations->books[i].venue, observations->books[i].model))
            return false;
    return drop_renewed(context, observations) && put_offers(context, observations);
}
