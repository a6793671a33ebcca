/* SPDX-License-Identifier: MIT
 * How long what is kept: one row per rule. And the daily copy of the history, seven kept. */
#include "config.h"

#include "store_state.h"

#include "base/log.h"

#include <glob.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define EVERY_SECONDS 3600
#define COPIES_KEPT   7
#define PATH_SIZE     1200
#define DAY           86400

/* ?1 = now. Thinning keeps the last row of each stretch of time. */
static const struct rule {
    const char *says;
    const char *sql;
} rules[] = {
    {"ticks: all for 2 days, then one per 5 minutes",
     "DELETE FROM main.tick WHERE at < ?1 - 2*86400 AND at >= ?1 - 30*86400 AND at NOT IN"
     " (SELECT max(at) FROM main.tick WHERE at < ?1 - 2*86400 GROUP BY symbol, at / 300)"},
    {"ticks: one a day after 30 days",
     "DELETE FROM main.tick WHERE at < ?1 - 30*86400 AND at NOT IN"
     " (SELECT max(at) FROM main.tick WHERE at < ?1 - 30*86400 GROUP BY symbol, at / 86400)"},
    {"bars within a day: 60 days; daily and weekly for ever",
     "DELETE FROM main.bar WHERE interval < 4 AND start < ?1 - 60*86400"},
    {"GPU books: all for 14 days, then one an hour",
     "DELETE FROM history.book WHERE at < ?1 - 14*86400 AND at >= ?1 - 90*86400 AND at NOT IN"
     " (SELECT max(at) FROM history.book b WHERE b.venue = book.venue AND b.model = book.model AND"
     "  b.at / 3600 = book.at / 3600)"},
    {"GPU books: one per 6 hours after 90 days",
     "DELETE FROM history.book WHERE at < ?1 - 90*86400 AND at NOT IN"
     " (SELECT max(at) FROM history.book b WHERE b.venue = book.venue AND b.model = book.model AND"
     "  b.at / 21600 = book.at / 21600)"},
    {"events: 400 days", "DELETE FROM history.event WHERE observed_at < ?1 - 400*86400"},
};

static bool apply(struct store *store, const struct rule *rule, int64_t now, struct error *err)
{
    sqlite3_stmt *row = store_statement(store, rule->sql, err);
    if (row == NULL)
        return false;
    sqlite3_bind_int64(row, 1, now);
    return store_step_done(store, row, err);
}

static void drop_old_copies(const char *path, size_t stem)
{
    char pattern[PATH_SIZE];
    glob_t copies;
    snprintf(pattern, sizeof pattern, "%.*s-[0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9].db", (int)stem, path);
    if (glob(pattern, 0, NULL, &copies) != 0)
        return;
    for (size_t i = 0; i + COPIES_KEPT < copies.gl_pathc; i++) /* sorted by date, oldest first */
        unlink(copies.gl_pathv[i]);
    globfree(&copies);
}

/* Written under another name first: a copy with the right name is always whole. */
void store_copy_history(struct store *store, int64_t now)
{
    const char *path = store->paths[FILE_HISTORY];
    char target[PATH_SIZE], partial[PATH_SIZE + 8];
    if (path == NULL || store->in_memory)
        return;
    size_t stem = strlen(path) > 3 ? strlen(path) - 3 : 0;
    time_t seconds = (time_t)now;
    struct tm utc;
    gmtime_r(&seconds, &utc);
    snprintf(target, sizeof target, "%.*s-%04d%02d%02d.db", (int)stem, path, utc.tm_year + 1900, utc.tm_mon + 1,
             utc.tm_mday);
    if (access(target, F_OK) == 0)
        return;
    snprintf(partial, sizeof partial, "%s.part", target);
    unlink(partial);
    char *sql = sqlite3_mprintf("VACUUM history INTO %Q", partial);
    if (sql != NULL && sqlite3_exec(store->db, sql, NULL, NULL, NULL) == SQLITE_OK && rename(partial, target) == 0)
        drop_old_copies(path, stem);
    else
        log_write(LOG_WARNING, "no daily copy of the history: %s", sqlite3_errmsg(store->db));
    sqlite3_free(sql);
}

bool store_maintain(struct store *store, int64_t now, struct error *err)
{
    if (now - store->maintained_at < EVERY_SECONDS || store->in_transaction)
        return true;
    store->maintained_at = now;
    if (!store_begin(store, err))
        return false;
    for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++)
        if (!apply(store, &rules[i], now, err)) {
            store_rollback(store);
            error_prefix(err, rules[i].says);
            return false;
        }
    if (!store_commit(store, err))
        return false;
    store_copy_history(store, now);
    return true;
}
