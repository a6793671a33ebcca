/* SPDX-License-Identifier: MIT
 * Consensus, receivables and filings out of the store. */
#include "config.h"

#include "record.h"

#include "base/date.h"
#include "base/memory.h"
#include "base/text.h"

#include <stdlib.h>

#define FILINGS_MOST   500
#define FACTS_MOST     40000
#define ESTIMATES_MOST 16
#define ESTIMATE_DAYS  7 /* one that the provider has not repeated for longer is not its estimate any more */

bool load_heard(struct store *store, struct dataset *dataset, struct error *err)
{
    struct stored_heard heard = {.at = 0};
    struct query query = query_of(store, &record_heard, "SELECT $ FROM @ WHERE kind = ?1 AND subject = ?2", err);
    query_number(&query, 1, (int64_t)dataset->kind);
    query_text(&query, 2, dataset->subject);
    if (query_next(&query) && record_read(&record_heard, &query, &heard, NULL)) {
        text_copy(dataset->source, sizeof dataset->source, heard.source);
        dataset->fetched_at = heard.at;
    }
    return query_end(&query);
}

static struct dataset *finished(struct dataset *dataset, bool good)
{
    if (good)
        return dataset;
    dataset_unref(dataset);
    return NULL;
}

/* --- consensus --- */

static bool load_newest_consensus(struct store *store, struct dataset *dataset, struct error *err)
{
    struct stored_consensus row = {.at = 0};
    struct query query =
        query_of(store, &record_consensus, "SELECT $ FROM @ WHERE symbol = ?1 ORDER BY at DESC LIMIT 1", err);
    query_text(&query, 1, dataset->subject);
    if (query_next(&query) && record_read(&record_consensus, &query, &row, NULL)) {
        dataset->u.consensus = row.consensus;
        dataset->as_of = row.at;
        if (dataset->fetched_at < row.at) { /* the cache has vanished, the history is held */
            dataset->fetched_at = row.at;
            text_copy(dataset->source, sizeof dataset->source, row.consensus.source);
        }
    }
    text_copy(dataset->u.consensus.symbol, sizeof dataset->u.consensus.symbol, dataset->subject);
    return query_end(&query);
}

/* The newest observation of each (measure, period); a period's label moves on to the next fiscal year by itself. */
static bool load_estimates(struct store *store, struct dataset *dataset, struct error *err)
{
    struct consensus *consensus = &dataset->u.consensus;
    struct query query =
        query_of(store, &record_estimate,
                 "SELECT $ FROM @ AS e WHERE symbol = ?1 AND at = (SELECT max(at) FROM @ AS o WHERE"
                 " o.symbol = e.symbol AND o.revenue = e.revenue AND o.period = e.period)"
                 " AND at > (SELECT max(at) FROM @ WHERE symbol = ?1) - ?2"
                 " ORDER BY revenue, substr(period, -1), length(period)",
                 err);
    consensus->estimates = arena_array(&dataset->arena, ESTIMATES_MOST, sizeof *consensus->estimates);
    query_text(&query, 1, dataset->subject);
    query_number(&query, 2, (int64_t)ESTIMATE_DAYS * DAY_SECONDS);
    while (consensus->estimate_count < ESTIMATES_MOST && query_next(&query)) {
        struct stored_estimate row = {.at = 0};
        if (record_read(&record_estimate, &query, &row, NULL))
            consensus->estimates[consensus->estimate_count++] = row.estimate;
    }
    return query_end(&query);
}

/* What we ourselves observed that many days ago: the newest observation at or before then, if it is near enough. */
static bool load_own_earlier(struct store *store, const char *symbol, const struct estimate *estimate, int64_t then,
                             int64_t slack, struct amount *mean, struct error *err)
{
    struct query query = query_of(store, &record_estimate,
                                  "SELECT $ FROM @ WHERE symbol = ?1 AND revenue = ?2 AND end_day = ?3 AND"
                                  " at <= ?4 AND at >= ?5 ORDER BY at DESC LIMIT 1",
                                  err);
    struct stored_estimate row = {.at = 0};
    *mean = AMOUNT_UNKNOWN;
    if (estimate->end_day == DATE_UNKNOWN) /* labels move: only the fiscal period's end tells which it was */
        return query_end(&query);
    query_text(&query, 1, symbol);
    query_number(&query, 2, estimate->revenue);
    query_number(&query, 3, estimate->end_day);
    query_number(&query, 4, then);
    query_number(&query, 5, then - slack);
    if (query_next(&query) && record_read(&record_estimate, &query, &row, NULL))
        *mean = row.estimate.mean;
    return query_end(&query);
}

static bool fill_own_earlier(struct store *store, const char *symbol, struct estimate *estimate, int64_t now,
                             struct error *err)
{
    const struct {
        struct amount *mean;
        int days, slack_days;
    } ages[] = {
        {&estimate->ago7, 7, 3}, {&estimate->ago30, 30, 5}, {&estimate->ago60, 60, 5}, {&estimate->ago90, 90, 5}};
    for (size_t i = 0; i < sizeof ages / sizeof ages[0]; i++)
        if (!load_own_earlier(store, symbol, estimate, now - (int64_t)ages[i].days * DAY_SECONDS,
                              (int64_t)ages[i].slack_days * DAY_SECONDS, ages[i].mean, err))
            return false;
    return true;
}

struct dataset *store_load_consensus(struct store *store, const char *symbol, int64_t now, struct error *err)
{
    struct dataset *dataset = dataset_new(DATASET_CONSENSUS, symbol);
    struct consensus *consensus = &dataset->u.consensus;
    bool good = load_heard(store, dataset, err) && load_newest_consensus(store, dataset, err) &&
                load_estimates(store, dataset, err);
    for (size_t i = 0; good && i < consensus->estimate_count; i++)
        if (consensus->estimates[i].revenue) /* those of EPS the provider tells */
            good = fill_own_earlier(store, symbol, &consensus->estimates[i], now, err);
    return finished(dataset, good);
}

/* --- receivables --- */

bool store_load_facts(struct store *store, const char *symbol, struct facts *facts, struct error *err)
{
    struct query query = query_of(store, &record_fact, "SELECT $ FROM @ WHERE symbol = ?1", err);
    size_t room = 0;
    query_text(&query, 1, symbol);
    while (facts->count < FACTS_MOST && query_next(&query)) {
        struct stored_fact row = {.fetched_at = 0};
        if (!record_read(&record_fact, &query, &row, NULL))
            continue;
        if (facts->count == room) {
            room = room == 0 ? 512 : room * 2;
            facts->items = memory_grow(facts->items, room, sizeof *facts->items);
        }
        facts->items[facts->count++] = row.fact;
    }
    return query_end(&query);
}

struct dataset *store_load_receivables(struct store *store, const char *symbol, struct error *err)
{
    struct dataset *dataset = dataset_new(DATASET_RECEIVABLES, symbol);
    struct facts facts = {.items = NULL};
    text_copy(facts.symbol, sizeof facts.symbol, symbol);
    struct dimensional_facts dimensional = {.items = NULL};
    bool good = load_heard(store, dataset, err) && store_load_facts(store, symbol, &facts, err) &&
                store_load_dimensional(store, symbol, &dimensional, err);
    if (good) {
        dataset->u.receivables = receivables_derive(&facts, &dataset->arena);
        receivables_add_dimensional(&dataset->u.receivables, &dimensional, &dataset->arena);
    }
    free(facts.items);
    free(dimensional.items);
    if (good && dataset->u.receivables.count > 0)
        dataset->as_of = (int64_t)dataset->u.receivables.quarters[0].end_day * DAY_SECONDS;
    return finished(dataset, good);
}

/* --- filings --- */

struct dataset *store_load_filings(struct store *store, const char *symbol, struct error *err)
{
    struct dataset *dataset = dataset_new(DATASET_FILINGS, symbol);
    struct filings *filings = &dataset->u.filings;
    if (!load_heard(store, dataset, err))
        return finished(dataset, false);
    struct query query =
        query_of(store, &record_filing,
                 "SELECT $ FROM @ WHERE symbol = ?1 ORDER BY filed_day DESC, accession DESC LIMIT ?2", err);
    text_copy(filings->symbol, sizeof filings->symbol, symbol);
    filings->newest_day = DATE_UNKNOWN;
    filings->items = arena_array(&dataset->arena, FILINGS_MOST, sizeof *filings->items);
    query_text(&query, 1, symbol);
    query_number(&query, 2, FILINGS_MOST);
    while (filings->count < FILINGS_MOST && query_next(&query))
        if (record_read(&record_filing, &query, &filings->items[filings->count], NULL))
            filings->count++;
    if (filings->count > 0 && filings->items[0].filed_day != DATE_UNKNOWN) {
        filings->newest_day = filings->items[0].filed_day;
        dataset->as_of = (int64_t)filings->newest_day * DAY_SECONDS;
    }
    return finished(dataset, query_end(&query));
}
