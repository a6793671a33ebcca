/* SPDX-License-Identifier: MIT
 * Receivables and filings out of the store. */
#include "config.h"

#include "record.h"

#include "base/date.h"
#include "base/memory.h"
#include "base/text.h"

#include <stdlib.h>

#define FILINGS_MOST 500
#define FACTS_MOST   40000

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
