/* SPDX-License-Identifier: MIT
 * Quotes and bars out of the store. */
#include "config.h"

#include "record.h"

#include "base/text.h"
#include "model/snapshot.h"

#define BARS_MOST 20000

/* --- quotes --- */

struct span { /* of time, both ends included */
    int64_t first, last;
};

/* The last day of trading, counted back from the last price held; on the first day what there is. */
static bool find_span(struct store *store, const char *symbol, struct span *span, struct error *err)
{
    struct query query = query_of(store, &record_trend,
                                  "SELECT min(slot) * ?3, max(at) FROM @ WHERE symbol = ?1 AND slot >"
                                  " (SELECT max(slot) FROM @ WHERE symbol = ?1) - ?2",
                                  err);
    query_text(&query, 1, symbol);
    query_number(&query, 2, DAY_SECONDS / TREND_SLOT_SECONDS);
    query_number(&query, 3, TREND_SLOT_SECONDS);
    *span = (struct span){0, -1};
    if (query_next(&query) && sqlite3_column_type(query.row, 0) == SQLITE_INTEGER)
        *span = (struct span){sqlite3_column_int64(query.row, 0), sqlite3_column_int64(query.row, 1)};
    return query_end(&query);
}

static bool find_first_tick(struct store *store, const char *symbol, struct span *span, struct error *err)
{
    struct query query =
        query_of(store, &record_tick, "SELECT at FROM @ WHERE symbol = ?1 AND at >= ?2 ORDER BY at LIMIT 1", err);
    query_text(&query, 1, symbol);
    query_number(&query, 2, span->first);
    span->first = query_first_number(&query, span->first);
    return !query.failed;
}

static void read_trend(struct query *query, const struct span *span, struct quote *quote)
{
    query_text(query, 1, quote->symbol);
    query_number(query, 2, span->first);
    query_number(query, 3, span->last);
    query_number(query, 4, QUOTE_TREND);
    while (quote->trend_count < QUOTE_TREND && query_next(query)) {
        struct amount last = amount_of(sqlite3_column_double(query->row, 0));
        if (last.known && last.value > 0)
            quote->trend[quote->trend_count++] = (float)last.value;
    }
}

/* The last price of each of QUOTE_TREND equal stretches; those without one are left out. A short span is read from
 * the ticks, a day's from the few rows that were kept for it. */
static bool load_trend(struct store *store, struct quote *quote, struct error *err)
{
    struct span span;
    if (!find_span(store, quote->symbol, &span, err))
        return false;
    bool is_short = span.last - span.first < (int64_t)QUOTE_TREND * TREND_SLOT_SECONDS;
    if (is_short && !find_first_tick(store, quote->symbol, &span, err))
        return false;
    struct query query = is_short
                             ? query_of(store, &record_tick,
                                        "SELECT last, max(at) FROM @ WHERE symbol = ?1 AND at BETWEEN ?2 AND ?3"
                                        " GROUP BY (at - ?2) * ?4 / (?3 - ?2 + 1) ORDER BY at",
                                        err)
                             : query_of(store, &record_trend,
                                        "SELECT last, max(at) FROM @ WHERE symbol = ?1 AND at BETWEEN ?2 AND ?3"
                                        " GROUP BY (at - ?2) * ?4 / (?3 - ?2 + 1) ORDER BY at",
                                        err);
    read_trend(&query, &span, quote);
    return query_end(&query);
}

static int64_t not_after(int64_t stamp, int64_t now)
{
    return stamp > now + FUTURE_SECONDS ? now : stamp;
}

static bool load_quote(struct store *store, const char *symbol, int64_t now, struct quote *quote, bool *found,
                       struct error *err)
{
    struct query query = query_of(store, &record_quote, "SELECT $ FROM @ WHERE symbol = ?1", err);
    query_text(&query, 1, symbol);
    *found = query_next(&query) && record_read(&record_quote, &query, quote, NULL);
    if (!query_end(&query))
        return false;
    quote->as_of = not_after(quote->as_of, now);
    quote->fetched_at = not_after(quote->fetched_at, now);
    return !*found || load_trend(store, quote, err);
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
        if (!load_quote(store, symbols[i], now, quote, &found, err)) {
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

static bool load_head(struct store *store, struct dataset *dataset, int64_t now, struct error *err)
{
    struct bars *bars = &dataset->u.bars;
    struct stored_bars head = {.interval = chart_range_interval(bars->range), .decimals = 2};
    struct query query = query_of(store, &record_bars, "SELECT $ FROM @ WHERE symbol = ?1 AND range = ?2", err);
    query_text(&query, 1, bars->symbol);
    query_number(&query, 2, (int64_t)bars->range);
    if (query_next(&query))
        (void)record_read(&record_bars, &query, &head, NULL); /* no column of it decides about the whole */
    text_copy(bars->currency, sizeof bars->currency, head.currency);
    bars->interval = head.interval; /* as served: a provider may know only coarser ones */
    bars->decimals = head.decimals;
    bars->prior_close = head.prior_close;
    text_copy(dataset->source, sizeof dataset->source, head.source);
    dataset->fetched_at = not_after(head.fetched_at, now);
    return query_end(&query);
}

/* A recording holds old bars only: then the range is counted back from the newest bar held, which is what its own
 * dates mean. */
static bool find_start(struct store *store, const struct bars *bars, int64_t now, int64_t *from, struct error *err)
{
    struct query query =
        query_of(store, &record_bar, "SELECT max(start) FROM @ WHERE symbol = ?1 AND interval = ?2", err);
    query_text(&query, 1, bars->symbol);
    query_number(&query, 2, (int64_t)bars->interval);
    int64_t newest = query_first_number(&query, 0);
    *from = chart_range_start(bars->range, now);
    if (newest > 0 && newest < *from)
        *from = chart_range_start(bars->range, newest + 1);
    return !query.failed;
}

static size_t count_bars(struct store *store, const struct bars *bars, int64_t from, struct error *err)
{
    struct query query = query_of(
        store, &record_bar, "SELECT count(*) FROM @ WHERE symbol = ?1 AND interval = ?2 AND start >= ?3", err);
    query_text(&query, 1, bars->symbol);
    query_number(&query, 2, (int64_t)bars->interval);
    query_number(&query, 3, from);
    int64_t count = query_first_number(&query, 0);
    return count < BARS_MOST ? (size_t)count : BARS_MOST;
}

static bool load_bars(struct store *store, struct dataset *dataset, int64_t from, struct error *err)
{
    struct bars *bars = &dataset->u.bars;
    size_t most = count_bars(store, bars, from, err);
    struct query query =
        query_of(store, &record_bar,
                 "SELECT $ FROM @ WHERE symbol = ?1 AND interval = ?2 AND start >= ?3 ORDER BY start", err);
    bars->items = arena_array(&dataset->arena, most + 1, sizeof *bars->items);
    query_text(&query, 1, bars->symbol);
    query_number(&query, 2, (int64_t)bars->interval);
    query_number(&query, 3, from);
    while (bars->count < most && query_next(&query)) {
        struct stored_bar row = {.symbol = ""};
        if (record_read(&record_bar, &query, &row, NULL)) /* a price that cannot be leaves a gap */
            bars->items[bars->count++] = row.bar;
    }
    return query_end(&query);
}

struct dataset *store_load_bars(struct store *store, const char *symbol, enum chart_range range, int64_t now,
                                struct error *err)
{
    char subject[SUBJECT_SIZE];
    int64_t from = 0;
    snapshot_bars_subject(subject, sizeof subject, symbol, range);
    struct dataset *dataset = dataset_new(DATASET_BARS, subject);
    struct bars *bars = &dataset->u.bars;
    text_copy(bars->symbol, sizeof bars->symbol, symbol);
    bars->range = range;
    if (!load_head(store, dataset, now, err) || !find_start(store, bars, now, &from, err) ||
        !load_bars(store, dataset, from, err)) {
        dataset_unref(dataset);
        return NULL;
    }
    if (bars->count > 0)
        dataset->as_of = bars->items[bars->count - 1].start;
    return dataset;
}
