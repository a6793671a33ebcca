/* SPDX-License-Identifier: MIT
 * The quota of a day: one statement counts and refuses, so that two processes cannot use the last one both. */
#include "config.h"

#include "store/quota.h"

#include "record.h"
#include "record_fields.h"

static const struct field quota_fields[] = {
    TEXT(struct stored_quota, bucket, "bucket"),
    DAY(struct stored_quota, day, "day"),
    NUMBER(struct stored_quota, used, "used"),
    TIME(struct stored_quota, at, "at"),
};
RECORD(quota, FILE_CACHE, "cache.quota", 2, LAST_WINS, "at");

unsigned store_quota_used(struct store *store, const char *bucket, int32_t day)
{
    struct error err = {0};
    struct query query = query_of(store, &record_quota, "SELECT used FROM @ WHERE bucket = ?1 AND day = ?2", &err);
    query_text(&query, 1, bucket);
    query_number(&query, 2, day);
    int64_t used = query_first_number(&query, 0);
    return used > 0 && used < 1000000 ? (unsigned)used : 0;
}

bool store_quota_take(struct store *store, const char *bucket, int32_t day, unsigned most, struct error *err)
{
    struct query query =
        query_of(store, &record_quota,
                 "INSERT INTO @(bucket, day, used, at) VALUES(?1, ?2, 1, ?3)"
                 " ON CONFLICT(bucket, day) DO UPDATE SET used = used + 1, at = ?3 WHERE used < ?4",
                 err);
    error_clear(err);
    query_text(&query, 1, bucket);
    query_number(&query, 2, day);
    query_number(&query, 3, store->now);
    query_number(&query, 4, most);
    return query_run(&query) && sqlite3_changes(store->db) > 0;
}
