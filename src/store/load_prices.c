/* SPDX-License-Identifier: MIT
 * Quotes and bars out of the store. */
#include "config.h"

#include "bar_cover.h"
#include "load_summary.h"
#include "quote_splits.h"
#include "record.h"

#include "base/text.h"
#include "model/snapshot.h"

#define BARS_MOST  20000
#define OLDER_MOST 1000

/* --- quotes --- */

static int64_t not_after(int64_t stamp, int64_t now)
{
    return stamp > now + FUTURE_SECONDS ? now : stamp;
}

static bool load_quote(struct store *store, const char *symbol, int64_t now, struct quote *quote, bool *found,
                       struct error *err)
{
    struct query query = query_of(store, &record_quote, "SELECT $ FROM @ WHERE symbol = ?1", err);
    struct stored_quote row = {.quote = {.symbol = ""}};
    query_text(&query, 1, symbol);
    *found = query_next(&query) && record_read(&record_quote, &query, &row, NULL);
    *quote = row.quote;
    quote->as_of = not_after(quote->as_of, now);
    quote->fetched_at = not_after(quote->fetched_at, now);
    quote->trend_count = trend_prices(&row.trend, quote->trend, QUOTE_TREND);
    return query_end(&query) && (!*found || check_split(store, quote, err));
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
    if (!load_summaries(store, quotes, now, err)) {
        dataset_unref(dataset);
        return NULL;
    }
    return dataset;
}

/* --- bars --- */

static bool load_head(struct store *store, struct dataset *dataset, int64_t now, struct error *err)
{
    struct bars *bars = &dataset->u.bars;
    struct stored_bars head = {.interval = chart_range_interval(bars->range), .decimals = 2};
    struct stored_cover cover = {.fetched_at = 0};
    /* Of a range that was never asked for as a whole, others of the same bars tell. */
    struct query query = query_of(store, &record_bars,
                                  "SELECT $ FROM @ WHERE symbol = ?1 AND (range = ?2 OR interval = ?3)"
                                  " ORDER BY range = ?2 DESC, fetched_at DESC LIMIT 1",
                                  err);
    query_text(&query, 1, bars->symbol);
    query_number(&query, 2, (int64_t)bars->range);
    query_number(&query, 3, (int64_t)head.interval);
    if (query_next(&query))
        (void)record_read(&record_bars, &query, &head, NULL); /* no column of it decides about the whole */
    text_copy(bars->currency, sizeof bars->currency, head.currency);
    bars->interval = head.interval; /* as served: a provider may know only coarser ones */
    bars->decimals = head.decimals;
    /* What was added since then may be of another day. */
    bool same_day = chart_range_start(RANGE_1D, head.fetched_at) == chart_range_start(RANGE_1D, now);
    bars->prior_close = same_day ? head.prior_close : AMOUNT_UNKNOWN;
    text_copy(dataset->source, sizeof dataset->source, head.source);
    bool good = query_end(&query) && bar_cover_read(store, bars->symbol, bars->interval, &cover, err);
    dataset->fetched_at = not_after(cover.fetched_at > head.fetched_at ? cover.fetched_at : head.fetched_at, now);
    return good;
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

/* Where the bars held before the range begin: they are there to be panned to, and averages begin with them. */
static int64_t find_older(struct store *store, const struct bars *bars, int64_t from, struct error *err)
{
    struct query query =
        query_of(store, &record_bar,
                 "SELECT min(start) FROM (SELECT start FROM @ WHERE symbol = ?1 AND interval = ?2 AND"
                 " start < ?3 ORDER BY start DESC LIMIT ?4)",
                 err);
    query_text(&query, 1, bars->symbol);
    query_number(&query, 2, (int64_t)bars->interval);
    query_number(&query, 3, from);
    query_number(&query, 4, OLDER_MOST);
    int64_t first = query_first_number(&query, from);
    return first != 0 && first < from ? first : from;
}

static void put_aside(struct bars *bars, int64_t from)
{
    size_t before = 0;
    while (before < bars->count && bars->items[before].start < from)
        before++;
    bars->items += before;
    bars->older_count = before;
    bars->count -= before;
}

static bool load_bars(struct store *store, struct dataset *dataset, int64_t from, struct error *err)
{
    struct bars *bars = &dataset->u.bars;
    size_t most = count_bars(store, bars, from, err);
    struct query query =
        query_of(store, &record_bar_brief,
                 "SELECT $ FROM @ WHERE symbol = ?1 AND interval = ?2 AND start >= ?3 ORDER BY start", err);
    bars->items = arena_array(&dataset->arena, most + 1, sizeof *bars->items);
    query_text(&query, 1, bars->symbol);
    query_number(&query, 2, (int64_t)bars->interval);
    query_number(&query, 3, from);
    while (bars->count < most && query_next(&query)) {
        struct bar *bar = &bars->items[bars->count];
        *bar = (struct bar){.start = 0};
        bars->count += record_read(&record_bar_brief, &query, bar, NULL); /* what cannot be a price leaves a gap */
    }
    return query_end(&query);
}

struct dataset *store_load_bars(struct store *store, const char *symbol, enum chart_range range, int64_t now,
                                struct error *err)
{
    char subject[SUBJECT_SIZE];
    int64_t from = 0, older = 0;
    snapshot_bars_subject(subject, sizeof subject, symbol, range);
    struct dataset *dataset = dataset_new(DATASET_BARS, subject);
    struct bars *bars = &dataset->u.bars;
    text_copy(bars->symbol, sizeof bars->symbol, symbol);
    bars->range = range;
    if (!load_head(store, dataset, now, err) || !find_start(store, bars, now, &from, err) ||
        (older = find_older(store, bars, from, err)) > from || !load_bars(store, dataset, older, err) ||
        !bar_holes_load(store, dataset, older, err)) {
        dataset_unref(dataset);
        return NULL;
    }
    put_aside(bars, from);
    if (bars->count > 0)
        dataset->as_of = bars->items[bars->count - 1].start;
    return dataset;
}
