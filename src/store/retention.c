/* SPDX-License-Identifier: MIT
 * How long what is kept, one row per rule:
 *   ticks          all for 2 days, one per 5 minutes for 30 days, one a day after
 *   bars           within a day: 60 days; daily and weekly for ever
 *   GPU offers     the latest poll of each venue and model, 3 days at most
 *   GPU books      all for 14 days, one an hour for 90 days, one per 6 hours for a year, one a day after
 *                  (a fix of the index is made within 10 days or never, and compared with books for 10 days: until
 *                  then all that it looks at is here)
 *   the index      fixes, and the observations condensed for them out of all polls of their hours: for ever. They
 *                  are what a fix is computed from again when the books are thinned
 *   events         400 days
 *   documents      the newest 48 MB of their text; results of searches 7 days
 *   quotas         3 days; hits of the search for symbols 30 days
 *   headlines      30 days from when they were first seen
 *   a cache beyond 96 MB drops facts and bars of symbols that nobody asked for in 7 days, and thins ticks after 2
 * hours Rating actions, consensus and estimates as observed, and changes of the watchlist: for ever. */
#include "config.h"

#include "bar_cover.h"
#include "record.h"

#include "base/date.h"

#include <string.h>

#define EVERY_SECONDS 3600
#define CACHE_MOST    (96LL * 1024 * 1024) /* half of it documents */

/* Of the books that have passed that age since the last time: the table is too long to be looked through every
 * hour. From the start of the stretch before on, so that one that was thinned half is thinned whole. */
#define THIN_BOOKS(age, stretch)                                                                                   \
    "DELETE FROM @ WHERE at < ?1 - " age " AND at >= ((?2 - " age ") / " stretch " - 1) * " stretch                \
    " AND (venue, model, at) NOT IN (SELECT venue, model, max(at) FROM @ WHERE at < ?1 - " age                     \
    " AND at >= ((?2 - " age ") / " stretch " - 1) * " stretch " GROUP BY venue, model, at / " stretch ")"

/* ?1 = now, ?2 = when it was done last. Thinning keeps the last row of each stretch of time. */
static const struct rule {
    const char *says;
    const struct record *record;
    const char *sql;
} rules[] = {
    {"ticks after 2 days", &record_tick,
     "DELETE FROM @ WHERE at < ?1 - 2*86400 AND at >= ?1 - 30*86400 AND (symbol, at) NOT IN"
     " (SELECT symbol, max(at) FROM @ WHERE at < ?1 - 2*86400 GROUP BY symbol, at / 300)"},
    {"ticks after 30 days", &record_tick,
     "DELETE FROM @ WHERE at < ?1 - 30*86400 AND (symbol, at) NOT IN"
     " (SELECT symbol, max(at) FROM @ WHERE at < ?1 - 30*86400 GROUP BY symbol, at / 86400)"},
    {"bars within a day", &record_bar, "DELETE FROM @ WHERE interval < 4 AND start < ?1 - 60*86400"},
    {"holes within a day", &record_hole, "DELETE FROM @ WHERE interval < 4 AND start < ?1 - 60*86400"},
    {"GPU offers", &record_offer, "DELETE FROM @ WHERE at < ?1 - 3*86400"},
    {"GPU books after 14 days", &record_book, THIN_BOOKS("14*86400", "3600")},
    {"GPU books after 90 days", &record_book, THIN_BOOKS("90*86400", "21600")},
    {"GPU books after a year", &record_book, THIN_BOOKS("365*86400", "86400")},
    {"documents beyond 48 MB", &record_document,
     "DELETE FROM @ WHERE ?1 AND subject IN (SELECT subject FROM (SELECT subject, sum(length(text)) OVER"
     " (ORDER BY fetched_at DESC) AS held FROM @ JOIN cache.content USING(digest)) WHERE held > 48*1048576)"},
    {"contents without a document", &record_content,
     "DELETE FROM @ WHERE ?1 AND digest NOT IN (SELECT digest FROM cache.document)"},
    {"quotas", &record_quota, "DELETE FROM @ WHERE at < ?1 - 3*86400"},
    {"symbols", &record_symbol_hit, "DELETE FROM @ WHERE at < ?1 - 30*86400"},
    {"headlines", &record_headline, "DELETE FROM @ WHERE max(at, first_seen) < ?1 - 30*86400"},
    {"searches", &record_search, "DELETE FROM @ WHERE at < ?1 - 7*86400"},
    {"search results", &record_found, "DELETE FROM @ WHERE at < ?1 - 7*86400"},
    {"events", &record_event, "DELETE FROM @ WHERE observed_at < ?1 - 400*86400"},
};
_Static_assert(BAR_1D == 4, "the rule of bars names it");

static const struct rule cap_rules[] = {
    {"ticks beyond the cap", &record_tick,
     "DELETE FROM @ WHERE at < ?1 - 7200 AND (symbol, at) NOT IN"
     " (SELECT symbol, max(at) FROM @ WHERE at < ?1 - 7200 GROUP BY symbol, at / 300)"},
    {"facts beyond the cap", &record_fact,
     "DELETE FROM @ WHERE symbol IN (SELECT symbol FROM @ GROUP BY symbol HAVING max(fetched_at) < ?1 - 7*86400)"},
    {"bars beyond the cap", &record_bar,
     "DELETE FROM @ WHERE symbol IN (SELECT symbol FROM @ GROUP BY symbol HAVING max(fetched_at) < ?1 - 7*86400)"},
    {"where bars were", &record_cover, "DELETE FROM @ WHERE ?1 AND symbol NOT IN (SELECT symbol FROM cache.bar)"},
    {"holes between them", &record_hole, "DELETE FROM @ WHERE ?1 AND symbol NOT IN (SELECT symbol FROM cache.bar)"},
};

static bool apply(struct store *store, const struct rule *some, size_t count, int64_t now, int64_t last,
                  struct error *err)
{
    for (size_t i = 0; i < count; i++) {
        struct query query = query_of(store, some[i].record, some[i].sql, err);
        query_number(&query, 1, now);
        if (strstr(some[i].sql, "?2") != NULL)
            query_number(&query, 2, last);
        if (!query_run(&query))
            return error_prefix(err, some[i].says);
    }
    return true;
}

static int64_t cache_bytes(struct store *store, struct error *err)
{
    struct query pages = query_of(store, NULL, "PRAGMA cache.page_count", err);
    struct query free_pages = query_of(store, NULL, "PRAGMA cache.freelist_count", err);
    struct query size = query_of(store, NULL, "PRAGMA cache.page_size", err);
    return (query_first_number(&pages, 0) - query_first_number(&free_pages, 0)) * query_first_number(&size, 0);
}

/* It stands in the store: restarts and other processes do not do it again. */
static int64_t last_done(struct store *store, struct error *err)
{
    struct query query = query_of(store, NULL, "SELECT value FROM cache.state WHERE name = 'maintained'", err);
    return query_first_number(&query, 0);
}

static bool thin(struct store *store, int64_t now, struct error *err)
{
    bool over = cache_bytes(store, err) > CACHE_MOST;
    int64_t last = last_done(store, err);
    return apply(store, rules, sizeof rules / sizeof rules[0], now, last, err) &&
           (!over || apply(store, cap_rules, sizeof cap_rules / sizeof cap_rules[0], now, last, err));
}

static bool is_due(struct store *store, int64_t now, struct error *err)
{
    int64_t last = last_done(store, err);
    return last > now || now - last >= EVERY_SECONDS;
}

static bool note_done(struct store *store, int64_t now, struct error *err)
{
    struct query query =
        query_of(store, NULL, "INSERT OR REPLACE INTO cache.state(name, value) VALUES('maintained', ?1)", err);
    query_number(&query, 1, now);
    return query_run(&query);
}

bool store_maintain(struct store *store, int64_t now, struct error *err)
{
    store->now = now;
    if (store->in_transaction || !is_due(store, now, err))
        return true;
    if (!store_begin(store, err))
        return false;
    if (!thin(store, now, err) || !note_done(store, now, err)) {
        int code = store->fault;
        store_rollback(store);
        (void)store_fall_back(store, code);
        return false;
    }
    if (!store_commit(store, err))
        return false;
    history_copy_make(store, now);
    return true;
}
