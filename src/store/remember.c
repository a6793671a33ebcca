/* SPDX-License-Identifier: MIT
 * What the poller and the screen remember over restarts: polls, cool-downs, edits, settings, CIKs. */
#include "config.h"

#include "record.h"

#include "base/text.h"

bool store_poll_get(struct store *store, const char *source, const char *subject, struct store_poll *poll)
{
    struct error err = {0};
    struct stored_poll row = {.source = ""};
    struct query query = query_of(store, &record_poll, "SELECT $ FROM @ WHERE source = ?1 AND subject = ?2", &err);
    query_text(&query, 1, source);
    query_text(&query, 2, subject);
    bool found = query_next(&query) && record_read(&record_poll, &query, &row, NULL);
    *poll = row.poll;
    return query_end(&query) && found;
}

bool store_poll_put(struct store *store, const char *source, const char *subject, const struct store_poll *poll,
                    struct error *err)
{
    struct stored_poll row = {.poll = *poll};
    text_copy(row.source, sizeof row.source, source);
    text_copy(row.subject, sizeof row.subject, subject);
    return record_put(store, &record_poll, &row, NULL, err);
}

int64_t store_cooling_get(struct store *store, const char *bucket)
{
    struct error err = {0};
    struct stored_cooling row = {.until = 0};
    struct query query = query_of(store, &record_cooling, "SELECT $ FROM @ WHERE bucket = ?1", &err);
    query_text(&query, 1, bucket);
    if (query_next(&query))
        (void)record_read(&record_cooling, &query, &row, NULL); /* no column of it decides about the whole */
    return query_end(&query) ? row.until : 0;
}

bool store_cooling_put(struct store *store, const char *bucket, int64_t until, struct error *err)
{
    struct stored_cooling row = {.until = until, .at = store->now};
    text_copy(row.bucket, sizeof row.bucket, bucket);
    return record_put(store, &record_cooling, &row, NULL, err);
}

void store_setting_get(struct store *store, const char *name, char *value, size_t size)
{
    struct error err = {0};
    struct stored_setting row = {.value = ""};
    struct query query = query_of(store, &record_setting, "SELECT $ FROM @ WHERE name = ?1", &err);
    query_text(&query, 1, name);
    if (query_next(&query))
        (void)record_read(&record_setting, &query, &row, NULL); /* no column of it decides about the whole */
    query_end(&query);
    text_copy(value, size, row.value);
}

bool store_setting_put(struct store *store, const char *name, const char *value, struct error *err)
{
    struct stored_setting row = {.at = store->now};
    text_copy(row.name, sizeof row.name, name);
    text_copy(row.value, sizeof row.value, value);
    return record_put(store, &record_setting, &row, NULL, err);
}

int64_t store_cik(struct store *store, const char *symbol)
{
    struct error err = {0};
    struct query query = query_of(store, &record_company, "SELECT cik FROM @ WHERE symbol = ?1", &err);
    query_text(&query, 1, symbol);
    int64_t cik = query_first_number(&query, 0);
    return cik > 0 ? cik : company_builtin_cik(symbol);
}

/* Newest first; only the model knows which forms are periodic. */
static size_t walk_periodic(struct store *store, const char *symbol, bool first_only,
                            char accession[ACCESSION_SIZE])
{
    struct error err = {0};
    struct query query = query_of(
        store, &record_filing, "SELECT $ FROM @ WHERE symbol = ?1 ORDER BY filed_day DESC, accession DESC", &err);
    size_t count = 0;
    query_text(&query, 1, symbol);
    while (!(first_only && count > 0) && query_next(&query)) {
        struct filing filing = {.cik = 0};
        if (!record_read(&record_filing, &query, &filing, NULL) || !filing_is_periodic(filing.form))
            continue;
        if (count++ == 0)
            text_copy(accession, ACCESSION_SIZE, filing.accession);
    }
    query_end(&query);
    return count;
}

void store_newest_periodic(struct store *store, const char *symbol, char accession[ACCESSION_SIZE])
{
    accession[0] = '\0';
    (void)walk_periodic(store, symbol, true, accession);
}

size_t store_periodic_count(struct store *store, const char *symbol)
{
    char accession[ACCESSION_SIZE];
    return walk_periodic(store, symbol, false, accession);
}

void store_facts_accession(struct store *store, const char *symbol, char accession[ACCESSION_SIZE])
{
    struct error err = {0};
    struct stored_fact row = {.fetched_at = 0};
    struct query query =
        query_of(store, &record_fact,
                 "SELECT $ FROM @ WHERE symbol = ?1 ORDER BY filed_day DESC, accession DESC LIMIT 1", &err);
    query_text(&query, 1, symbol);
    if (query_next(&query))
        (void)record_read(&record_fact, &query, &row, NULL); /* the accession stands in any case */
    query_end(&query);
    text_copy(accession, ACCESSION_SIZE, row.fact.accession);
}
