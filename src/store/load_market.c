/* SPDX-License-Identifier: MIT
 * Quotes, bars, GPU market and events out of the store. */
#include "config.h"

#include "store_state.h"

#include "base/memory.h"
#include "base/text.h"
#include "model/snapshot.h"

#include <stdlib.h>
#include <string.h>

#define PRICE_MOST            1e7
#define VOLUME_MOST           1e12
#define VALUE_MOST            1e15
#define TREND_SECONDS         86400
#define BARS_MOST             20000
#define BOOKS_MOST            40000
#define OFFERS_MOST           4000
#define GPU_DAYS              32
#define FULL_BOOKS_SECONDS    (2 * 86400)
#define THINNED_BOOKS_SECONDS 21600

static void read_quote(sqlite3_stmt *row, struct quote *quote)
{
    column_text(row, 0, quote->symbol, sizeof quote->symbol);
    column_text(row, 1, quote->name, sizeof quote->name);
    column_text(row, 2, quote->currency, sizeof quote->currency);
    column_text(row, 3, quote->exchange, sizeof quote->exchange);
    column_text(row, 4, quote->source, sizeof quote->source);
    quote->as_of = sqlite3_column_int64(row, 5);
    quote->fetched_at = sqlite3_column_int64(row, 6);
    struct amount *const prices[] = {&quote->last, &quote->prior_close, &quote->open, &quote->high,
                                     &quote->low,  &quote->bid,         &quote->ask};
    for (int i = 0; i < (int)(sizeof prices / sizeof prices[0]); i++)
        *prices[i] = column_amount(row, 7 + i, 0, PRICE_MOST);
    quote->volume = column_amount(row, 14, 0, VOLUME_MOST);
    quote->average_volume = column_amount(row, 15, 0, VOLUME_MOST);
    quote->market_cap = column_amount(row, 16, 0, VALUE_MOST);
    quote->year_low = column_amount(row, 17, 0, PRICE_MOST);
    quote->year_high = column_amount(row, 18, 0, PRICE_MOST);
    quote->extended_last = column_amount(row, 19, 0, PRICE_MOST);
    quote->extended_as_of = sqlite3_column_int64(row, 20);
    int session = sqlite3_column_int(row, 21), extended = sqlite3_column_int(row, 22);
    quote->session = session >= 0 && session <= SESSION_CLOSED ? (enum market_session)session : SESSION_UNKNOWN;
    quote->extended_session =
        extended >= 0 && extended <= SESSION_CLOSED ? (enum market_session)extended : SESSION_UNKNOWN;
    int decimals = sqlite3_column_int(row, 23);
    quote->decimals = decimals >= 0 && decimals <= 8 ? (unsigned)decimals : 2;
    quote->delay_minutes = sqlite3_column_int(row, 24);
    quote->halted = sqlite3_column_int(row, 25) != 0;
    quote->not_found = sqlite3_column_int(row, 26) != 0;
    quote->earnings_at = sqlite3_column_int64(row, 27);
    quote->earnings_estimated = sqlite3_column_int(row, 28) != 0;
}

/* The first tick of the last day: on the first day the trend spans what there is. */
static bool first_tick(struct store *store, const char *symbol, int64_t now, int64_t *first, struct error *err)
{
    sqlite3_stmt *row =
        store_statement(store, "SELECT min(at) FROM main.tick WHERE symbol = ?1 AND at > ?2 AND at <= ?3", err);
    if (row == NULL)
        return false;
    bind_text(row, 1, symbol);
    sqlite3_bind_int64(row, 2, now - TREND_SECONDS);
    sqlite3_bind_int64(row, 3, now);
    *first = sqlite3_step(row) == SQLITE_ROW ? sqlite3_column_int64(row, 0) : 0;
    sqlite3_reset(row);
    return true;
}

/* The last price of each of QUOTE_TREND equal stretches of time; stretches without one are left out. */
static bool load_trend(struct store *store, struct quote *quote, int64_t now, struct error *err)
{
    static const char sql[] = "SELECT last, max(at) FROM main.tick WHERE symbol = ?1 AND at > ?2 AND at <= ?3"
                              " GROUP BY (at - ?2) * ?4 / ?5 ORDER BY at";
    int64_t first = 0;
    sqlite3_stmt *row = store_statement(store, sql, err);
    if (row == NULL || !first_tick(store, quote->symbol, now, &first, err))
        return false;
    if (first == 0)
        return true;
    bind_text(row, 1, quote->symbol);
    sqlite3_bind_int64(row, 2, first - 1);
    sqlite3_bind_int64(row, 3, now);
    sqlite3_bind_int(row, 4, QUOTE_TREND);
    sqlite3_bind_int64(row, 5, now - first + 2);
    while (quote->trend_count < QUOTE_TREND && sqlite3_step(row) == SQLITE_ROW) {
        struct amount last = column_amount(row, 0, 0, PRICE_MOST);
        if (last.known)
            quote->trend[quote->trend_count++] = (float)last.value;
    }
    sqlite3_reset(row);
    return true;
}

static bool load_quote(struct store *store, const char *symbol, struct quote *quote, bool *found, struct error *err)
{
    sqlite3_stmt *row = store_statement(store, "SELECT * FROM main.quote WHERE symbol = ?1", err);
    if (row == NULL)
        return false;
    bind_text(row, 1, symbol);
    *found = sqlite3_step(row) == SQLITE_ROW;
    if (*found)
        read_quote(row, quote);
    sqlite3_reset(row);
    return true;
}

struct dataset *store_load_quotes(struct store *store, const char (*symbols)[SYMBOL_SIZE], size_t count,
                                  int64_t now, struct error *err)
{
    struct dataset *dataset = dataset_new(DATASET_QUOTES, "");
    struct quotes *quotes = &dataset->u.quotes;
    quotes->items = arena_array(&dataset->arena, count + 1, sizeof *quotes->items);
    for (size_t i = 0; i < count; i++) {
        struct quote *quote = &quotes->items[quotes->count];
        bool found = false;
        if (!load_quote(store, symbols[i], quote, &found, err) || (found && !load_trend(store, quote, now, err))) {
            dataset_unref(dataset);
            return NULL;
        }
        if (!found)
            continue;
        quotes->count++;
        dataset->as_of = quote->as_of > dataset->as_of ? quote->as_of : dataset->as_of;
        if (quote->fetched_at > dataset->fetched_at) {
            dataset->fetched_at = quote->fetched_at;
            text_copy(dataset->source, sizeof dataset->source, quote->source);
        }
    }
    return dataset;
}

/* --- bars --- */

static bool load_bars_head(struct store *store, struct dataset *dataset, struct error *err)
{
    struct bars *bars = &dataset->u.bars;
    sqlite3_stmt *row =
        store_statement(store,
                        "SELECT currency, decimals, prior_close, source, fetched_at, interval FROM main.bars"
                        " WHERE symbol = ?1 AND range = ?2",
                        err);
    if (row == NULL)
        return false;
    bind_text(row, 1, bars->symbol);
    sqlite3_bind_int(row, 2, (int)bars->range);
    bars->decimals = 2;
    if (sqlite3_step(row) == SQLITE_ROW) {
        int decimals = sqlite3_column_int(row, 1);
        column_text(row, 0, bars->currency, sizeof bars->currency);
        bars->decimals = decimals >= 0 && decimals <= 8 ? (unsigned)decimals : 2;
        bars->prior_close = column_amount(row, 2, 0, PRICE_MOST);
        column_text(row, 3, dataset->source, sizeof dataset->source);
        dataset->fetched_at = sqlite3_column_int64(row, 4);
        int interval = sqlite3_column_int(row, 5); /* as served: a provider may know only coarser ones */
        if (interval >= 0 && interval < BAR_INTERVALS)
            bars->interval = (enum bar_interval)interval;
    }
    sqlite3_reset(row);
    return true;
}

static bool read_bar(sqlite3_stmt *row, struct bar *bar)
{
    struct amount prices[4];
    for (int i = 0; i < 4; i++)
        prices[i] = column_amount(row, 1 + i, 0, PRICE_MOST);
    if (!prices[0].known || !prices[1].known || !prices[2].known || !prices[3].known)
        return false;
    *bar = (struct bar){.start = sqlite3_column_int64(row, 0),
                        .open = prices[0].value,
                        .high = prices[1].value,
                        .low = prices[2].value,
                        .close = prices[3].value,
                        .volume = column_amount(row, 5, 0, VOLUME_MOST),
                        .partial = sqlite3_column_int(row, 6) != 0};
    return true;
}

static size_t count_bars(struct store *store, const struct bars *bars, int64_t from, struct error *err)
{
    sqlite3_stmt *row = store_statement(
        store, "SELECT count(*) FROM main.bar WHERE symbol = ?1 AND interval = ?2 AND start >= ?3", err);
    size_t count = 0;
    if (row == NULL)
        return 0;
    bind_text(row, 1, bars->symbol);
    sqlite3_bind_int(row, 2, (int)bars->interval);
    sqlite3_bind_int64(row, 3, from);
    if (sqlite3_step(row) == SQLITE_ROW)
        count = (size_t)sqlite3_column_int64(row, 0);
    sqlite3_reset(row);
    return count < BARS_MOST ? count : BARS_MOST;
}

/* A recording holds old bars only: then the range is counted back from the newest bar held, which is what its own
 * dates mean. */
static int64_t newest_bar(struct store *store, const struct bars *bars, struct error *err)
{
    sqlite3_stmt *row =
        store_statement(store, "SELECT max(start) FROM main.bar WHERE symbol = ?1 AND interval = ?2", err);
    int64_t newest = 0;
    if (row == NULL)
        return 0;
    bind_text(row, 1, bars->symbol);
    sqlite3_bind_int(row, 2, (int)bars->interval);
    if (sqlite3_step(row) == SQLITE_ROW)
        newest = sqlite3_column_int64(row, 0);
    sqlite3_reset(row);
    return newest;
}

struct dataset *store_load_bars(struct store *store, const char *symbol, enum chart_range range, int64_t now,
                                struct error *err)
{
    char subject[SUBJECT_SIZE];
    snapshot_bars_subject(subject, sizeof subject, symbol, range);
    struct dataset *dataset = dataset_new(DATASET_BARS, subject);
    struct bars *bars = &dataset->u.bars;
    text_copy(bars->symbol, sizeof bars->symbol, symbol);
    bars->range = range;
    bars->interval = chart_range_interval(range);
    if (!load_bars_head(store, dataset, err)) {
        dataset_unref(dataset);
        return NULL;
    }
    int64_t newest = newest_bar(store, bars, err), from = chart_range_start(range, now);
    if (newest > 0 && newest < from)
        from = chart_range_start(range, newest + 1);
    size_t count = count_bars(store, bars, from, err);
    bars->items = arena_array(&dataset->arena, count + 1, sizeof *bars->items);
    sqlite3_stmt *row = store_statement(store,
                                        "SELECT start, open, high, low, close, volume, partial FROM main.bar WHERE"
                                        " symbol = ?1 AND interval = ?2 AND start >= ?3 ORDER BY start",
                                        err);
    if (row == NULL) {
        dataset_unref(dataset);
        return NULL;
    }
    bind_text(row, 1, symbol);
    sqlite3_bind_int(row, 2, (int)bars->interval);
    sqlite3_bind_int64(row, 3, from);
    while (bars->count < count && sqlite3_step(row) == SQLITE_ROW)
        if (read_bar(row, &bars->items[bars->count]))
            bars->count++;
    sqlite3_reset(row);
    if (bars->count > 0)
        dataset->as_of = bars->items[bars->count - 1].start;
    return dataset;
}

/* --- GPU market --- */

static void read_book(sqlite3_stmt *row, struct gpu_book *book)
{
    column_text(row, 0, book->venue, sizeof book->venue);
    column_text(row, 1, book->model, sizeof book->model);
    book->seen_at = sqlite3_column_int64(row, 2);
    struct amount *const prices[] = {&book->low, &book->quartile1, &book->median, &book->quartile3, &book->spot};
    for (int i = 0; i < (int)(sizeof prices / sizeof prices[0]); i++)
        *prices[i] = column_amount(row, 3 + i, 0, 1000);
    book->offers = column_amount(row, 8, 0, 1e6);
    book->machines = column_amount(row, 9, 0, 1e6);
    book->idle_gpus = column_amount(row, 10, 0, 1e7);
    book->capped = sqlite3_column_int(row, 11) != 0;
    book->stock = column_amount(row, 12, 0, 1);
    column_text(row, 13, book->stock_word, sizeof book->stock_word);
    column_text(row, 14, book->source, sizeof book->source);
}

/* All books of the last two days, before that the last of every six hours: as fine as the table and its trend need.
 */
static bool load_books(struct store *store, int64_t now, struct gpu_books *books, struct error *err)
{
    static const char sql[] =
        "SELECT * FROM history.book WHERE at > ?1 AND at <= ?2 UNION ALL "
        "SELECT venue, model, max(at), low, quartile1, median, quartile3, spot, offers, machines, idle_gpus, "
        "capped,"
        " stock, stock_word, source FROM history.book WHERE at > ?3 AND at <= ?1 GROUP BY venue, model, at / ?4"
        " ORDER BY 3";
    size_t room = 0;
    sqlite3_stmt *row = store_statement(store, sql, err);
    if (row == NULL)
        return false;
    sqlite3_bind_int64(row, 1, now - FULL_BOOKS_SECONDS);
    sqlite3_bind_int64(row, 2, now + 120);
    sqlite3_bind_int64(row, 3, now - (int64_t)GPU_DAYS * 86400);
    sqlite3_bind_int(row, 4, THINNED_BOOKS_SECONDS);
    while (books->count < BOOKS_MOST && sqlite3_step(row) == SQLITE_ROW) {
        if (books->count == room) {
            room = room == 0 ? 256 : room * 2;
            books->items = memory_grow(books->items, room, sizeof *books->items);
        }
        memset(&books->items[books->count], 0, sizeof *books->items);
        read_book(row, &books->items[books->count++]);
    }
    sqlite3_reset(row);
    return true;
}

static void read_offer(sqlite3_stmt *row, struct gpu_offer *offer)
{
    column_text(row, 0, offer->venue, sizeof offer->venue);
    column_text(row, 1, offer->model, sizeof offer->model);
    column_text(row, 3, offer->raw_model, sizeof offer->raw_model);
    column_text(row, 4, offer->region, sizeof offer->region);
    offer->offer_id = sqlite3_column_int64(row, 5);
    offer->machine_id = sqlite3_column_int64(row, 6);
    offer->gpu_count = sqlite3_column_int(row, 7);
    offer->usd_gpu_hour = sqlite3_column_double(row, 8);
    offer->raw_amount = sqlite3_column_double(row, 9);
    column_text(row, 10, offer->raw_unit, sizeof offer->raw_unit);
    offer->spot = sqlite3_column_int(row, 11) != 0;
    offer->verified = sqlite3_column_int(row, 12) != 0;
    offer->reliability = column_amount(row, 13, 0, 1);
}

static bool load_offers(struct store *store, struct gpu_offer **offers, size_t *count, struct error *err)
{
    size_t room = 0;
    sqlite3_stmt *row = store_statement(store, "SELECT * FROM main.offer ORDER BY model, usd_gpu_hour", err);
    if (row == NULL)
        return false;
    while (*count < OFFERS_MOST && sqlite3_step(row) == SQLITE_ROW) {
        if (*count == room) {
            room = room == 0 ? 256 : room * 2;
            *offers = memory_grow(*offers, room, sizeof **offers);
        }
        memset(&(*offers)[*count], 0, sizeof **offers);
        read_offer(row, &(*offers)[(*count)++]);
    }
    sqlite3_reset(row);
    return true;
}

struct dataset *store_load_gpu_market(struct store *store, int64_t now, struct error *err)
{
    struct gpu_books books = {NULL, 0};
    struct gpu_offer *offers = NULL;
    size_t offer_count = 0;
    struct dataset *dataset = NULL;
    if (load_books(store, now, &books, err) && load_offers(store, &offers, &offer_count, err)) {
        dataset = dataset_new(DATASET_GPU_MARKET, "");
        dataset->u.gpu = gpu_market_build(&books, offers, offer_count, now, &dataset->arena);
        if (books.count > 0)
            dataset->fetched_at = dataset->as_of = books.items[books.count - 1].seen_at;
    }
    free(books.items);
    free(offers);
    return dataset;
}

/* --- events --- */

struct dataset *store_load_events(struct store *store, size_t most, struct error *err)
{
    sqlite3_stmt *row = store_statement(store,
                                        "SELECT key, kind, severity, happened_at, observed_at, symbol, text FROM"
                                        " history.event ORDER BY observed_at DESC, key LIMIT ?1",
                                        err);
    if (row == NULL)
        return NULL;
    struct dataset *dataset = dataset_new(DATASET_EVENTS, "");
    struct events *events = &dataset->u.events;
    events->items = arena_array(&dataset->arena, most + 1, sizeof *events->items);
    sqlite3_bind_int64(row, 1, (int64_t)most);
    while (events->count < most && sqlite3_step(row) == SQLITE_ROW) {
        struct event *event = &events->items[events->count++];
        int kind = sqlite3_column_int(row, 1);
        column_text(row, 0, event->key, sizeof event->key);
        event->kind = kind >= 0 && kind <= EVENT_PROGRAM ? (enum event_kind)kind : EVENT_PROGRAM;
        event->severity = sqlite3_column_int(row, 2);
        event->happened_at = sqlite3_column_int64(row, 3);
        event->observed_at = sqlite3_column_int64(row, 4);
        column_text(row, 5, event->symbol, sizeof event->symbol);
        column_text(row, 6, event->text, sizeof event->text);
    }
    sqlite3_reset(row);
    if (events->count > 0)
        dataset->fetched_at = dataset->as_of = events->items[0].observed_at;
    return dataset;
}
