/* SPDX-License-Identifier: MIT
 * When the disk is full or failing: carry on in memory with everything held, try the files again, and bring back
 * what was observed meanwhile. */
#include "config.h"

#include "store_state.h"

#include "base/log.h"
#include "base/text.h"

#include <stdio.h>
#include <string.h>

static bool is_disk_fault(int code)
{
    switch (code & 0xff) {
    case SQLITE_FULL:
    case SQLITE_IOERR:
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
        return true;
    default:
        return false;
    }
}

static bool copy_schema(sqlite3 *from, const char *from_name, sqlite3 *to, const char *to_name)
{
    sqlite3_backup *backup = sqlite3_backup_init(to, to_name, from, from_name);
    bool good = backup != NULL && sqlite3_backup_step(backup, -1) == SQLITE_DONE;
    sqlite3_backup_finish(backup);
    return good;
}

static sqlite3 *open_memory(const struct store *store)
{
    sqlite3 *memory = NULL;
    bool good = sqlite3_open(":memory:", &memory) == SQLITE_OK &&
                sqlite3_exec(memory, "ATTACH ':memory:' AS history", NULL, NULL, NULL) == SQLITE_OK;
    for (int file = 0; good && file < STORE_FILES; file++)
        good = copy_schema(store->db, store_schemas[file], memory, store_schemas[file]);
    if (good)
        return memory;
    sqlite3_close(memory);
    return NULL;
}

bool store_fall_back(struct store *store, int code)
{
    if (store->in_memory || !is_disk_fault(code) || store->paths[FILE_CACHE] == NULL)
        return false;
    sqlite3 *memory = open_memory(store);
    if (memory == NULL)
        return false;
    store_finalize_all(store);
    sqlite3_close(store->db);
    store->db = memory;
    store->in_memory = true;
    snprintf(store->trouble, sizeof store->trouble,
             "cache not written: %s; new data are kept in memory and written later",
             (code & 0xff) == SQLITE_FULL       ? "disk full"
             : (code & 0xff) == SQLITE_READONLY ? "read-only"
                                                : "disk error");
    log_write(LOG_ERROR, "%s", store->trouble);
    return true;
}

const char *store_trouble(const struct store *store)
{
    return store->trouble;
}

/* Every table has a key: what the memory holds replaces or joins what the file holds. */
static bool merge_tables(sqlite3 *memory, const char *from, const char *to)
{
    char *sql = sqlite3_mprintf("SELECT name FROM %s.sqlite_master WHERE type = 'table'", from);
    sqlite3_stmt *tables = NULL;
    bool good = sql != NULL && sqlite3_prepare_v2(memory, sql, -1, &tables, NULL) == SQLITE_OK;
    sqlite3_free(sql);
    while (good && sqlite3_step(tables) == SQLITE_ROW) {
        const char *name = (const char *)sqlite3_column_text(tables, 0);
        char *copy =
            sqlite3_mprintf("INSERT OR REPLACE INTO %s.\"%w\" SELECT * FROM %s.\"%w\"", to, name, from, name);
        good = copy != NULL && sqlite3_exec(memory, copy, NULL, NULL, NULL) == SQLITE_OK;
        sqlite3_free(copy);
    }
    sqlite3_finalize(tables);
    return good;
}

static bool merge_back(struct store *store)
{
    char *sql = sqlite3_mprintf("ATTACH %Q AS file_main; ATTACH %Q AS file_history", store->paths[FILE_CACHE],
                                store->paths[FILE_HISTORY] != NULL ? store->paths[FILE_HISTORY] : ":memory:");
    bool good = sql != NULL && sqlite3_exec(store->db, sql, NULL, NULL, NULL) == SQLITE_OK;
    sqlite3_free(sql);
    good = good && sqlite3_exec(store->db, "BEGIN IMMEDIATE", NULL, NULL, NULL) == SQLITE_OK;
    good = good && merge_tables(store->db, "main", "file_main") &&
           (store->paths[FILE_HISTORY] == NULL || merge_tables(store->db, "history", "file_history")) &&
           sqlite3_exec(store->db, "COMMIT", NULL, NULL, NULL) == SQLITE_OK;
    if (!good && sqlite3_get_autocommit(store->db) == 0)
        sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
    sqlite3_exec(store->db, "DETACH file_main; DETACH file_history", NULL, NULL, NULL);
    return good;
}

void store_recover(struct store *store, int64_t now)
{
    struct error err = {0};
    if (!store->in_memory || store->in_transaction || !merge_back(store))
        return;
    sqlite3 *memory = store->db;
    store_finalize_all(store);
    if (!store_attach_files(store, now, NULL, &err)) {
        store->db = memory;
        return;
    }
    sqlite3_close(memory);
    store->in_memory = false;
    store->trouble[0] = '\0';
    log_write(LOG_WARNING, "the cache is written again");
}
