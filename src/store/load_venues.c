/* SPDX-License-Identifier: MIT
 * GPU venues out of the store: what the market's table is made of, and models over years. */
#include "config.h"

#include "store/venues.h"

#include "load_venues.h"

#include "base/memory.h"
#include "base/text.h"

#include <stdlib.h>

_Static_assert(GPU_ROLE_MARKET == 0 && GPU_ROLE_INDEX == 2, "the query of the history names them");

#define MARKET_DAYS 32 /* as far back as the table and its trend look */
#define BOOKS_MOST  60000
#define DAYS_MOST   60000

struct days {
    struct gpu_day *items;
    size_t count, room;
};

static void read_days(const struct record *record, struct query *query, struct days *days)
{
    while (days->count < DAYS_MOST && query_next(query)) {
        if (days->count == days->room) {
            days->room = days->room == 0 ? 512 : days->room * 2;
            days->items = memory_grow(days->items, days->room, sizeof *days->items);
        }
        days->items[days->count] = (struct gpu_day){.day = 0};
        if (record_read(record, query, &days->items[days->count], NULL))
            days->count++;
    }
}

struct dataset *store_load_gpu_history(struct store *store, const char *subject, int64_t now, struct error *err)
{
    struct days days = {NULL, 0, 0};
    struct dataset *dataset = NULL;
    char model[GPU_MODEL_SIZE];
    bool long_ago = gpu_history_split(subject, model);
    struct query query = query_of(
        store, &record_book_brief,
        "SELECT $ FROM @ WHERE model = ?1 AND day > ?2 AND day <= ?3 AND role IN (0, 2) ORDER BY day", err);
    query_text(&query, 1, model);
    query_number(&query, 2, now / DAY_SECONDS - (long_ago ? STORE_LONG_DAYS : STORE_YEAR_DAYS));
    query_number(&query, 3, now / DAY_SECONDS);
    read_days(&record_book_brief, &query, &days);
    if (query_end(&query)) {
        dataset = dataset_new(DATASET_GPU_HISTORY, subject);
        dataset->u.gpu_history = gpu_history_build(model, days.items, days.count, &dataset->arena);
        if (days.count > 0)
            dataset->fetched_at = dataset->as_of = days.items[days.count - 1].day * DAY_SECONDS;
    }
    free(days.items);
    return dataset;
}

static void add_book(struct gpu_books *books, size_t *room, const struct gpu_book *book)
{
    if (books->count == *room) {
        *room = *room == 0 ? 1024 : *room * 2;
        books->items = memory_grow(books->items, *room, sizeof *books->items);
    }
    books->items[books->count++] = *book;
}

/* The newest book of a series at or before an instant, and not before another. */
static bool add_newest(struct store *store, const struct gpu_day *series, int64_t from, int64_t to,
                       struct gpu_books *books, size_t *room, struct error *err)
{
    struct gpu_book book = {.venue = ""};
    struct query query = query_of(
        store, &record_book,
        "SELECT $ FROM @ WHERE venue = ?1 AND model = ?2 AND at > ?3 AND at <= ?4 ORDER BY at DESC LIMIT 1", err);
    query_text(&query, 1, series->venue);
    query_text(&query, 2, series->model);
    query_number(&query, 3, from);
    query_number(&query, 4, to);
    if (query_next(&query) && record_read(&record_book, &query, &book, NULL))
        add_book(books, room, &book);
    return query_end(&query);
}

/* Of a day's book only what makes trends and changes. */
static void add_day(struct gpu_books *books, size_t *room, const struct gpu_day *day)
{
    struct gpu_book book = {.seen_at = day->at,
                            .median = day->median,
                            .low = day->low,
                            .stock = day->stock,
                            .idle_gpus = day->idle_gpus,
                            .role = day->role,
                            .spot_ratio = day->spot_ratio};
    text_copy(book.venue, sizeof book.venue, day->venue);
    text_copy(book.model, sizeof book.model, day->model);
    add_book(books, room, &book);
}

/* A day whose last book is read as a whole anyway would stand there twice. */
static bool add_series(struct store *store, const struct gpu_day *days, size_t count, int64_t now,
                       struct gpu_books *books, size_t *room, struct error *err)
{
    size_t first = books->count;
    int64_t start = now - (int64_t)MARKET_DAYS * DAY_SECONDS;
    if (!add_newest(store, &days[0], start, now - DAY_SECONDS, books, room, err) ||
        !add_newest(store, &days[0], now - DAY_SECONDS, now + FUTURE_SECONDS, books, room, err))
        return false;
    size_t end = books->count;
    for (size_t i = 0; i < count && books->count < BOOKS_MOST; i++) {
        bool whole = false;
        for (size_t k = first; k < end; k++)
            whole = whole || books->items[k].seen_at == days[i].at;
        if (!whole)
            add_day(books, room, &days[i]);
    }
    return true;
}

static bool read_series(struct store *store, int64_t now, struct days *series, struct error *err)
{
    struct query query =
        query_of(store, &record_book_series, "SELECT DISTINCT $ FROM @ WHERE day >= ?1 AND day <= ?2", err);
    query_number(&query, 1, now / DAY_SECONDS - MARKET_DAYS);
    query_number(&query, 2, (now + FUTURE_SECONDS) / DAY_SECONDS);
    read_days(&record_book_series, &query, series);
    return query_end(&query);
}

static bool read_days_of(struct store *store, const struct gpu_day *series, int64_t now, struct days *days,
                         struct error *err)
{
    struct query query = query_of(store, &record_book_day,
                                  "SELECT $ FROM @ WHERE model = ?1 AND venue = ?2 AND day >= ?3 AND day <= ?4"
                                  " ORDER BY day",
                                  err);
    days->count = 0;
    query_text(&query, 1, series->model);
    query_text(&query, 2, series->venue);
    query_number(&query, 3, now / DAY_SECONDS - MARKET_DAYS);
    query_number(&query, 4, (now + FUTURE_SECONDS) / DAY_SECONDS);
    read_days(&record_book_day, &query, days);
    return query_end(&query);
}

bool load_market_books(struct store *store, int64_t now, struct gpu_books *books, struct error *err)
{
    struct days series = {NULL, 0, 0}, days = {NULL, 0, 0};
    size_t room = 0;
    bool good = read_series(store, now, &series, err);
    for (size_t i = 0; good && i < series.count; i++)
        good = read_days_of(store, &series.items[i], now, &days, err) &&
               (days.count == 0 || add_series(store, days.items, days.count, now, books, &room, err));
    free(series.items);
    free(days.items);
    return good;
}
