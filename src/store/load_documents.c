/* SPDX-License-Identifier: MIT
 * Documents, the feed and search results out of the store. */
#include "config.h"

#include "record.h"

#include "base/date.h"
#include "base/text.h"
#include "store/documents.h"

#include <string.h>

#define FEED_MOST   3000 /* filings, before insiders' are grouped */
#define FOUND_MOST  100
#define UNREAD_DAYS 3 /* filed so shortly before the first import: still news to somebody */

static struct dataset *finished(struct dataset *dataset, bool good)
{
    if (good)
        return dataset;
    dataset_unref(dataset);
    return NULL;
}

bool store_has_document(struct store *store, const char *subject)
{
    struct error err = {0};
    struct query query = query_of(store, &record_document,
                                  "SELECT 1 FROM @ JOIN cache.content USING(digest) WHERE subject = ?1", &err);
    query_text(&query, 1, subject);
    bool held = query_next(&query);
    return query_end(&query) && held;
}

struct dataset *store_load_document(struct store *store, const char *subject, struct error *err)
{
    struct dataset *dataset = dataset_new(DATASET_DOCUMENT, subject);
    struct document *document = &dataset->u.document;
    if (!load_heard(store, dataset, err))
        return finished(dataset, false);
    struct query query = query_of(store, &record_document,
                                  "SELECT text FROM @ JOIN cache.content USING(digest) WHERE subject = ?1", err);
    text_copy(document->subject, sizeof document->subject, subject);
    query_text(&query, 1, subject);
    if (query_next(&query)) {
        const char *text = (const char *)sqlite3_column_text(query.row, 0);
        size_t length = (size_t)sqlite3_column_bytes(query.row, 0);
        document_read(document, text != NULL ? text : "", text != NULL ? length : 0, &dataset->arena);
    }
    return finished(dataset, query_end(&query));
}

/* --- the feed --- */

static bool load_newest_heard(struct store *store, struct dataset *dataset, struct error *err)
{
    struct stored_heard heard = {.at = 0};
    struct query query =
        query_of(store, &record_heard, "SELECT $ FROM @ WHERE kind = ?1 ORDER BY at DESC LIMIT 1", err);
    query_number(&query, 1, DATASET_FILINGS);
    if (query_next(&query) && record_read(&record_heard, &query, &heard, NULL)) {
        text_copy(dataset->source, sizeof dataset->source, heard.source);
        dataset->fetched_at = heard.at;
    }
    return query_end(&query);
}

static struct query feed_query(struct store *store, struct error *err)
{
    struct query query =
        query_of(store, &record_filing,
                 "WITH born AS (SELECT symbol AS name, min(first_seen) AS at FROM @ GROUP BY symbol)"
                 " SELECT $, (first_seen > born.at OR filed_day >= born.at / 86400 - ?1) AND"
                 " accession NOT IN (SELECT accession FROM history.filing_read)"
                 " FROM @ JOIN born ON born.name = symbol"
                 " ORDER BY filed_day DESC, first_seen DESC, accession DESC, symbol LIMIT ?2",
                 err);
    query_number(&query, 1, UNREAD_DAYS);
    query_number(&query, 2, FEED_MOST);
    return query;
}

static bool is_one_of(const char *symbol, const char (*symbols)[SYMBOL_SIZE], size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(symbols[i], symbol) == 0)
            return true;
    return false;
}

struct dataset *store_load_feed(struct store *store, const char (*symbols)[SYMBOL_SIZE], size_t count,
                                struct error *err)
{
    struct dataset *dataset = dataset_new(DATASET_FEED, "");
    struct filing_feed *feed = &dataset->u.feed;
    if (!load_newest_heard(store, dataset, err))
        return finished(dataset, false);
    struct query query = feed_query(store, err);
    feed->items = arena_array(&dataset->arena, FEED_MOST, sizeof *feed->items);
    while (feed->count < FEED_MOST && query_next(&query)) {
        struct feed_item *item = &feed->items[feed->count];
        if (!record_read(&record_filing, &query, &item->filing, NULL) ||
            !is_one_of(item->filing.symbol, symbols, count))
            continue;
        item->unread = sqlite3_column_int(query.row, (int)record_filing.count) != 0;
        feed->count++;
    }
    feed->count = filing_feed_group(feed->items, feed->count);
    for (size_t i = 0; i < feed->count; i++)
        feed->unread += feed->items[i].unread;
    if (feed->count > 0 && feed->items[0].filing.filed_day != DATE_UNKNOWN)
        dataset->as_of = (int64_t)feed->items[0].filing.filed_day * DAY_SECONDS;
    return finished(dataset, query_end(&query));
}

/* --- searches --- */

static bool load_search(struct store *store, struct found_filings *found, struct error *err)
{
    struct stored_search search = {.at = 0};
    struct query query = query_of(store, &record_search, "SELECT $ FROM @ WHERE query = ?1", err);
    query_text(&query, 1, found->query);
    if (query_next(&query) && record_read(&record_search, &query, &search, NULL)) {
        found->total = search.total;
        found->at_least = search.at_least;
    }
    return query_end(&query);
}

struct dataset *store_load_found(struct store *store, const char *words, struct error *err)
{
    struct dataset *dataset = dataset_new(DATASET_FOUND, words);
    struct found_filings *found = &dataset->u.found;
    text_copy(found->query, sizeof found->query, words);
    if (!load_heard(store, dataset, err) || !load_search(store, found, err))
        return finished(dataset, false);
    struct query query =
        query_of(store, &record_found, "SELECT $ FROM @ WHERE query = ?1 ORDER BY position LIMIT ?2", err);
    found->items = arena_array(&dataset->arena, FOUND_MOST, sizeof *found->items);
    query_text(&query, 1, words);
    query_number(&query, 2, FOUND_MOST);
    while (found->count < FOUND_MOST && query_next(&query)) {
        struct stored_found row = {.at = 0};
        if (record_read(&record_found, &query, &row, NULL) && document_subject_is_valid(row.filing.subject))
            found->items[found->count++] = row.filing;
    }
    return finished(dataset, query_end(&query));
}
