/* SPDX-License-Identifier: MIT
 * The store's life: open, transactions, close. */
#include "config.h"

#include "store_state.h"

#include "base/log.h"
#include "base/memory.h"
#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* --- the read-only look for the first frame --- */

static bool migrate_memory(struct store *store, enum store_file file, struct error *err)
{
    size_t count;
    const struct migration *steps = store_migrations(file, &count);
    for (size_t i = 0; i < count; i++)
        if (!store_execute(store, steps[i].sql, err))
            return false;
    return true;
}

static bool is_readable(const char *path, enum store_file file)
{
    sqlite3 *db = NULL;
    sqlite3_stmt *statement = NULL;
    size_t count;
    const struct migration *steps = store_migrations(file, &count);
    bool good = path != NULL && access(path, R_OK) == 0 &&
                sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK &&
                sqlite3_prepare_v2(db, "PRAGMA user_version", -1, &statement, NULL) == SQLITE_OK &&
                sqlite3_step(statement) == SQLITE_ROW &&
                sqlite3_column_int(statement, 0) / 1000 == steps[count - 1].version / 1000;
    sqlite3_finalize(statement);
    sqlite3_close(db);
    return good;
}

static bool open_read_only(struct store *store, struct error *err)
{
    bool readable[STORE_FILES];
    for (int file = 0; file < STORE_FILES; file++)
        readable[file] = is_readable(store->paths[file], (enum store_file)file);
    int flags = readable[FILE_CACHE] ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    int code = sqlite3_open_v2(readable[FILE_CACHE] ? store->paths[FILE_CACHE] : ":memory:", &store->db,
                               flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_URI, NULL);
    if (code != SQLITE_OK)
        return store_error(store, err, "the cache cannot be read");
    char *sql = readable[FILE_HISTORY]
                    ? sqlite3_mprintf("ATTACH 'file:%q?mode=ro' AS history", store->paths[FILE_HISTORY])
                    : sqlite3_mprintf("ATTACH 'file::memory:' AS history");
    bool good = sql != NULL && store_execute(store, sql, err);
    sqlite3_free(sql);
    return good && (readable[FILE_CACHE] || migrate_memory(store, FILE_CACHE, err)) &&
           (readable[FILE_HISTORY] || migrate_memory(store, FILE_HISTORY, err));
}

struct store *store_open(const struct store_options *options, int64_t now, struct store_report *report,
                         struct error *err)
{
    struct store *store = memory_new(1, sizeof *store);
    if (options->cache_path != NULL)
        store->paths[FILE_CACHE] = memory_text(options->cache_path);
    if (options->history_path != NULL)
        store->paths[FILE_HISTORY] = memory_text(options->history_path);
    store->read_only = options->read_only;
    bool good = options->read_only ? open_read_only(store, err) : store_attach_files(store, now, report, err);
    if (!good) {
        store->read_only = true; /* nothing to mark as cleanly ended */
        store_close(store);
        return NULL;
    }
    (void)store_changed_elsewhere(store); /* notes where we start */
    return store;
}

void store_close(struct store *store)
{
    if (store == NULL)
        return;
    if (store->in_transaction)
        store_rollback(store);
    if (!store->read_only) {
        struct error err = {0};
        store_execute(store,
                      "INSERT OR REPLACE INTO main.state VALUES('clean', 1);"
                      "INSERT OR REPLACE INTO history.state VALUES('clean', 1)",
                      &err); /* when it fails the next start checks the files: no harm */
    }
    store_finalize_all(store);
    sqlite3_close(store->db);
    for (int file = 0; file < STORE_FILES; file++)
        free(store->paths[file]);
    free(store);
}

/* --- transactions --- */

bool store_begin(struct store *store, struct error *err)
{
    store->in_transaction = store_execute(store, "BEGIN IMMEDIATE", err);
    return store->in_transaction;
}

bool store_commit(struct store *store, struct error *err)
{
    if (store_execute(store, "COMMIT", err)) {
        store->in_transaction = false;
        return true;
    }
    int code = sqlite3_errcode(store->db);
    store_rollback(store);
    if (store_fall_back(store, code))
        error_set(err, ERROR_STORE, "%s", store->trouble);
    return false;
}

void store_rollback(struct store *store)
{
    if (sqlite3_get_autocommit(store->db) == 0)
        sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
    store->in_transaction = false;
}

bool store_put(struct store *store, const struct observations *observations, const char *source, int64_t now,
               struct observations *news, struct error *err)
{
    static bool (*const puts[])(const struct put_context *, const struct observations *, struct error *) = {
        put_quotes, put_bars,      put_actions, put_consensus, put_filings,
        put_facts,  put_companies, put_gpu,     put_events};
    struct put_context context = {store, source, now, news};
    for (size_t i = 0; i < sizeof puts / sizeof puts[0]; i++)
        if (!puts[i](&context, observations, err)) {
            int code = sqlite3_errcode(store->db);
            bool own = store->in_transaction;
            if (own)
                store_rollback(store);
            (void)store_fall_back(store, code); /* the caller asks again later, then in memory */
            return false;
        }
    return true;
}

static int64_t data_version(struct store *store, enum store_file file)
{
    struct error err = {0};
    sqlite3_stmt *statement = store_statement(
        store, file == FILE_CACHE ? "PRAGMA main.data_version" : "PRAGMA history.data_version", &err);
    int64_t version =
        statement != NULL && sqlite3_step(statement) == SQLITE_ROW ? sqlite3_column_int64(statement, 0) : 0;
    sqlite3_reset(statement);
    return version;
}

bool store_changed_elsewhere(struct store *store)
{
    bool changed = false;
    for (int file = 0; file < STORE_FILES; file++) {
        int64_t version = data_version(store, (enum store_file)file);
        changed = changed || version != store->data_versions[file];
        store->data_versions[file] = version;
    }
    return changed;
}
