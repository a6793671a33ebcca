/* SPDX-License-Identifier: MIT
 * GPU books and offers into the store: books are history, of offers only the latest are kept. */
#include "config.h"

#include "record.h"

#include "base/text.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define UNIT_DAYS 7
#define LISTED_DAYS                                                                                                \
    30 /* so long a model that a venue listed and lists no more is out of stock, not "not carried" */
#define NOT_LISTED   "not listed"
#define MISSING_MOST 32

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

static bool put_day(const struct put_context *context, const struct gpu_book *book)
{
    struct gpu_day day = {.day = book->seen_at / DAY_SECONDS,
                          .at = book->seen_at,
                          .median = book->median,
                          .low = book->low,
                          .stock = book->stock,
                          .idle_gpus = book->idle_gpus,
                          .role = book->role,
                          .spot_ratio = book->spot_ratio};
    text_copy(day.venue, sizeof day.venue, book->venue);
    text_copy(day.model, sizeof day.model, book->model);
    return record_put(context->store, &record_book_day, &day, NULL, context->err);
}

/* One price of a venue that looks like its own last one in another unit is set aside: it may be taken for true
 * after a week of saying so. A median of many offers has no unit to mistake. */
static bool check_unit(const struct put_context *context, struct gpu_book *book)
{
    struct gpu_book last = {.venue = ""};
    if (book->offers.known || !book->median.known)
        return true;
    struct query query =
        query_of(context->store, &record_book,
                 "SELECT $ FROM @ WHERE venue = ?1 AND model = ?2 AND at > ?3 AND at < ?4 AND median IS NOT NULL"
                 " ORDER BY at DESC LIMIT 1",
                 context->err);
    query_text(&query, 1, book->venue);
    query_text(&query, 2, book->model);
    query_number(&query, 3, book->seen_at - UNIT_DAYS * DAY_SECONDS);
    query_number(&query, 4, book->seen_at);
    bool found = query_next(&query) && record_read(&record_book, &query, &last, NULL);
    if (found && last.median.known && gpu_unit_break(last.median.value, book->median.value)) {
        char doubt[80];
        snprintf(doubt, sizeof doubt, "%.3g after %.3g $/GPU-h: another unit?", book->median.value,
                 last.median.value);
        text_copy(book->doubt, sizeof book->doubt, doubt);
        book->doubted = amount_of(book->doubted.value + 1);
        book->median = book->low = book->spot = AMOUNT_UNKNOWN;
    }
    return query_end(&query);
}

/* A model that a venue lists for the first time is news when the venue itself is none; before is then an empty
 * book. */
static bool tell_listing(const struct put_context *context, const struct gpu_book *book)
{
    static const struct gpu_book none = {.venue = ""};
    bool listed = book->median.known || (book->stock.known && book->stock.value > 0);
    if (context->news == NULL || !listed || book->seen_at < context->now - DAY_SECONDS)
        return true;
    struct query query =
        query_of(context->store, &record_book_day,
                 "SELECT count(*) FROM (SELECT 1 FROM @ WHERE day >= ?1 AND day < ?2 AND venue = ?3"
                 " LIMIT 1)",
                 context->err);
    query_number(&query, 1, book->seen_at / DAY_SECONDS - LISTED_DAYS);
    query_number(&query, 2, book->seen_at / DAY_SECONDS);
    query_text(&query, 3, book->venue);
    if (query_first_number(&query, 0) > 0)
        tell_book(context->news, &none, book);
    return true;
}

/* What was settled is settled: a history of it, rounded or restated, does not change the day that was told. */
static bool is_settled(const struct put_context *context, const struct gpu_book *book)
{
    struct query query = query_of(
        context->store, &record_book,
        "SELECT 1 FROM @ WHERE venue = ?1 AND model = ?2 AND at = ?3 AND median IS NOT NULL", context->err);
    query_text(&query, 1, book->venue);
    query_text(&query, 2, book->model);
    query_number(&query, 3, book->seen_at);
    return query_first_number(&query, 0) == 1;
}

static bool put_book(const struct put_context *context, struct gpu_book book)
{
    struct gpu_book held;
    bool found;
    if (book.source[0] == '\0')
        text_copy(book.source, sizeof book.source, context->source);
    if (book.seen_at <= 0 || book.seen_at > context->now + FUTURE_SECONDS)
        book.seen_at = context->now;
    if (book.role == GPU_ROLE_INDEX && is_settled(context, &book))
        return true;
    if (!check_unit(context, &book) || !read_newest(context, &book, &held, &found) ||
        !record_put(context->store, &record_book, &book, NULL, context->err) || !put_day(context, &book))
        return false;
    if (found && context->news != NULL && held.seen_at < book.seen_at && is_changed(&held, &book))
        tell_book(context->news, &held, &book);
    return found || tell_listing(context, &book);
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

static bool has_book(const struct observations *observations, const char *venue, const char *model)
{
    for (size_t i = 0; i < observations->book_count; i++)
        if (strcmp(observations->books[i].venue, venue) == 0 && strcmp(observations->books[i].model, model) == 0)
            return true;
    return false;
}

/* Where no book came with the offers. */
static bool drop_renewed(const struct put_context *context, const struct observations *observations)
{
    const char *venue = "", *model = "";
    for (size_t i = 0; i < observations->offer_count; i++) {
        const struct gpu_offer *offer = &observations->offers[i];
        if (strcmp(venue, offer->venue) == 0 && strcmp(model, offer->model) == 0)
            continue;
        venue = offer->venue;
        model = offer->model;
        if (!has_book(observations, venue, model) && !drop_offers(context, venue, model))
            return false;
    }
    return true;
}

/* Success without the model is "not carried", unless the venue told its stock within the last month: then it is out
 * of stock. What failed to be asked never comes here. */
static bool put_missing(const struct put_context *context, const struct observations *observations)
{
    struct gpu_book missing[MISSING_MOST];
    size_t count = 0;
    if (observations->whole_venue[0] == '\0')
        return true;
    struct query query =
        query_of(context->store, &record_book,
                 "SELECT $ FROM (SELECT *, max(at) FROM @ WHERE venue = ?1 AND at > ?2 AND stock IS NOT NULL"
                 " AND coalesce(stock_word, '') <> ?3 GROUP BY model)",
                 context->err);
    query_text(&query, 1, observations->whole_venue);
    query_number(&query, 2, context->now - LISTED_DAYS * DAY_SECONDS);
    query_text(&query, 3, NOT_LISTED);
    while (count < MISSING_MOST && query_next(&query)) {
        missing[count] = (struct gpu_book){.venue = ""};
        if (record_read(&record_book, &query, &missing[count], NULL) &&
            !has_book(observations, missing[count].venue, missing[count].model))
            count++;
    }
    bool good = query_end(&query);
    for (size_t i = 0; good && i < count; i++) {
        struct gpu_book book = {
            .seen_at = context->now, .stock = amount_of(0), .role = missing[i].role, .stock_word = NOT_LISTED};
        text_copy(book.venue, sizeof book.venue, missing[i].venue);
        text_copy(book.model, sizeof book.model, missing[i].model);
        text_copy(book.source, sizeof book.source, missing[i].source);
        good = put_book(context, book) && drop_offers(context, book.venue, book.model);
    }
    return good;
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
    return put_missing(context, observations) && drop_renewed(context, observations) &&
           put_offers(context, observations);
}
