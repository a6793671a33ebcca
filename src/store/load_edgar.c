/* SPDX-License-Identifier: MIT
 * Statements and customers out of the store. */
#include "config.h"

#include "store/edgar.h"

#include "record.h"

#include "base/memory.h"
#include "base/text.h"

#include <stdlib.h>

#define DIMENSIONAL_MOST 20000
#define STATEMENTS_SHOWN 40

bool store_statement_get(struct store *store, const char *symbol, const char *accession,
                         struct statement *statement)
{
    struct error err = {0};
    struct query query =
        query_of(store, &record_statement, "SELECT $ FROM @ WHERE symbol = ?1 AND accession = ?2", &err);
    query_text(&query, 1, symbol);
    query_text(&query, 2, accession);
    *statement = (struct statement){.read_at = 0};
    bool found = query_next(&query) && record_read(&record_statement, &query, statement, NULL);
    return query_end(&query) && found;
}

bool store_statement_next(struct store *store, const char *symbol, size_t most, struct filing *filing)
{
    struct error err = {0};
    struct query query = query_of(
        store, &record_filing, "SELECT $ FROM @ WHERE symbol = ?1 ORDER BY filed_day DESC, accession DESC", &err);
    size_t seen = 0;
    bool found = false;
    query_text(&query, 1, symbol);
    while (!found && seen < most && query_next(&query)) {
        struct statement statement;
        *filing = (struct filing){.cik = 0};
        if (!record_read(&record_filing, &query, filing, NULL) || !filing_is_periodic(filing->form))
            continue;
        seen++;
        found = !store_statement_get(store, symbol, filing->accession, &statement);
    }
    return query_end(&query) && found;
}

bool store_filing_get(struct store *store, const char *symbol, const char *accession, struct filing *filing)
{
    struct error err = {0};
    struct query query =
        query_of(store, &record_filing, "SELECT $ FROM @ WHERE symbol = ?1 AND accession = ?2", &err);
    query_text(&query, 1, symbol);
    query_text(&query, 2, accession);
    *filing = (struct filing){.cik = 0};
    bool found = query_next(&query) && record_read(&record_filing, &query, filing, NULL);
    return query_end(&query) && found;
}

int64_t store_first_filing_seen(struct store *store, const char *symbol)
{
    struct error err = {0};
    struct query query = query_of(store, &record_filing, "SELECT min(first_seen) FROM @ WHERE symbol = ?1", &err);
    query_text(&query, 1, symbol);
    return query_first_number(&query, 0);
}

bool store_load_dimensional(struct store *store, const char *symbol, struct dimensional_facts *facts,
                            struct error *err)
{
    struct query query = query_of(store, &record_dimensional, "SELECT $ FROM @ WHERE symbol = ?1", err);
    size_t room = 0;
    query_text(&query, 1, symbol);
    while (facts->count < DIMENSIONAL_MOST && query_next(&query)) {
        struct stored_dimensional row = {.fetched_at = 0};
        if (!record_read(&record_dimensional, &query, &row, NULL))
            continue;
        if (facts->count == room) {
            room = room == 0 ? 64 : room * 2;
            facts->items = memory_grow(facts->items, room, sizeof *facts->items);
        }
        facts->items[facts->count++] = row.fact;
    }
    return query_end(&query);
}

/* Of the latest reports, how each was read. */
static bool load_statements(struct store *store, struct customers *customers, struct arena *arena,
                            struct error *err)
{
    struct statement *statements = arena_array(arena, STATEMENTS_SHOWN, sizeof *statements);
    size_t count = 0;
    struct query query =
        query_of(store, &record_statement,
                 "SELECT $ FROM @ WHERE symbol = ?1 ORDER BY filed_day DESC, accession DESC LIMIT ?2", err);
    query_text(&query, 1, customers->symbol);
    query_number(&query, 2, STATEMENTS_SHOWN);
    while (count < STATEMENTS_SHOWN && query_next(&query))
        count += record_read(&record_statement, &query, &statements[count], NULL);
    customers_add_statements(customers, statements, count, arena);
    return query_end(&query);
}

static bool fill_customers(struct store *store, struct dataset *dataset, struct dimensional_facts *shares,
                           struct facts *facts, struct error *err)
{
    struct customers *customers = &dataset->u.customers;
    if (!load_heard(store, dataset, err) || !store_load_dimensional(store, dataset->subject, shares, err) ||
        !store_load_facts(store, dataset->subject, facts, err))
        return false;
    *customers = customers_derive(dataset->subject, shares, facts, &dataset->arena);
    if (customers->count > 0)
        dataset->as_of = (int64_t)customers->filings[0].filed_day * DAY_SECONDS;
    return load_statements(store, customers, &dataset->arena, err);
}

struct dataset *store_load_customers(struct store *store, const char *symbol, struct error *err)
{
    struct dataset *dataset = dataset_new(DATASET_CUSTOMERS, symbol);
    struct dimensional_facts shares = {.items = NULL};
    struct facts facts = {.items = NULL};
    text_copy(facts.symbol, sizeof facts.symbol, symbol);
    bool good = fill_customers(store, dataset, &shares, &facts, err);
    free(shares.items);
    free(facts.items);
    if (good)
        return dataset;
    dataset_unref(dataset);
    return NULL;
}
