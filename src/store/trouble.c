/* SPDX-License-Identifier: MIT
 * When the disk is full or failing, or a file was damaged or taken away: carry on in memory with everything held,
 * try the files again, and bring back what was observed meanwhile. */
#include "config.h"

#include "aside.h"
#include "migrations.h"
#include "record.h"

#include "base/log.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#define MOVED (-1) /* no code of SQLite: the path means another file, or none */

static const struct fault {
    int code; /* the primary one */
    bool damage;
    const char *says;
} faults[] = {
    {SQLITE_FULL, false, "disk full"},          {SQLITE_IOERR, false, "disk error"},
    {SQLITE_READONLY, false, "read-only"},      {SQLITE_CANTOPEN, false, "cannot be opened"},
    {SQLITE_PERM, false, "no permission"},      {SQLITE_AUTH, false, "no permission"},
    {SQLITE_CORRUPT, true, "damaged file"},     {SQLITE_NOTADB, true, "damaged file"},
    {MOVED, false, "file removed or replaced"},
};

static const struct fault *find_fault(int code)
{
    for (size_t i = 0; i < sizeof faults / sizeof faults[0]; i++)
        if (faults[i].code == (code == MOVED ? MOVED : code & 0xff))
            return &faults[i];
    return NULL;
}

bool is_damage(int code)
{
    const struct fault *fault = find_fault(code);
    return fault != NULL && fault->damage;
}

void store_describe_trouble(struct store *store, int code)
{
    const struct fault *fault = find_fault(code);
    snprintf(store->trouble, sizeof store->trouble, "Cache not written: %s. New data are kept in memory.",
             fault != NULL ? fault->says : "not usable");
}

const char *store_trouble(const struct store *store)
{
    return store->trouble;
}

/* --- going on in memory --- */

static bool replace_connection(struct store *store, struct error *err)
{
    sqlite3 *old = store->db;
    store_finalize_all(store);
    if (!store_connect(store, old, err))
        return false;
    sqlite3_close(old);
    return true;
}

static bool go_to_memory(struct store *store, const bool leave[STORE_FILES], int code)
{
    bool before[STORE_FILES], any = false;
    struct error err = {0};
    for (int file = 0; file < STORE_FILES; file++) {
        struct place *place = &store->places[file];
        before[file] = place->detached;
        if (leave[file] && place->path != NULL && !place->detached)
            any = place->detached = true;
        place->suspect = place->suspect || is_damage(code);
    }
    if (any && replace_connection(store, &err)) {
        store_describe_trouble(store, code);
        store->fault = 0;
        log_write(LOG_ERROR, "%s", store->trouble);
        return true;
    }
    for (int file = 0; file < STORE_FILES; file++)
        store->places[file].detached = before[file];
    return false;
}

bool store_fall_back(struct store *store, int code)
{
    static const bool both[STORE_FILES] = {true, true}; /* which one it was, SQLite does not tell */
    if (store->read_only || store->in_transaction || find_fault(code) == NULL)
        return false;
    return go_to_memory(store, both, code);
}

bool store_fall_back_moved(struct store *store)
{
    bool moved[STORE_FILES] = {false, false};
    if (store->read_only || store->in_transaction)
        return false;
    for (int file = 0; file < STORE_FILES; file++) {
        const struct place *place = &store->places[file];
        struct stat status;
        if (place->path != NULL && !place->detached)
            moved[file] =
                stat(place->path, &status) != 0 || status.st_ino != place->inode || status.st_dev != place->device;
    }
    return (moved[FILE_CACHE] || moved[FILE_HISTORY]) && go_to_memory(store, moved, MOVED);
}

/* --- and back --- */

static bool merge_records(const struct store *store, enum store_file file, const char *schema)
{
    bool good = true;
    for (const struct record *const *record = store_records; *record != NULL && good; record++) {
        if ((*record)->file != file)
            continue;
        char *sql = record_merge_text(*record, schema, store->now);
        good = sqlite3_exec(store->db, sql, NULL, NULL, NULL) == SQLITE_OK;
        free(sql);
    }
    return good;
}

/* Row by row by the same rules as new observations: another process may have written newer ones meanwhile. */
static bool merge_back(struct store *store, enum store_file file)
{
    char *sql = sqlite3_mprintf("ATTACH %Q AS returned", store->places[file].path);
    bool good = sql != NULL && sqlite3_exec(store->db, sql, NULL, NULL, NULL) == SQLITE_OK;
    sqlite3_free(sql);
    if (!good)
        return false;
    good = sqlite3_exec(store->db, "BEGIN IMMEDIATE", NULL, NULL, NULL) == SQLITE_OK &&
           merge_records(store, file, "returned") &&
           sqlite3_exec(store->db, "COMMIT", NULL, NULL, NULL) == SQLITE_OK;
    if (!good) {
        int code = sqlite3_extended_errcode(store->db);
        if (find_fault(code) != NULL)
            store_describe_trouble(store, code);
        if (sqlite3_get_autocommit(store->db) == 0)
            sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
    }
    sqlite3_exec(store->db, "DETACH returned", NULL, NULL, NULL);
    return good;
}

/* The connection that proved the file usable stays open until ours is: it keeps the journal in place. */
static bool bring_back(struct store *store, enum store_file file, struct store_report *report, sqlite3 **ready)
{
    struct error err = {0};
    size_t told = report->count;
    *ready = store_prepare(store, file, report, &err);
    for (size_t i = told; i < report->count; i++)
        log_write(LOG_WARNING, "%s", report->messages[i]);
    if (*ready == NULL && store->places[file].path != NULL)
        store_describe_trouble(store, store->fault);
    return *ready != NULL && merge_back(store, file);
}

static bool is_detached(const struct store *store)
{
    return store->places[FILE_CACHE].detached || store->places[FILE_HISTORY].detached;
}

void store_recover(struct store *store, int64_t now, struct store_report *report)
{
    sqlite3 *ready[STORE_FILES] = {NULL, NULL};
    bool back[STORE_FILES] = {false, false};
    struct error err = {0};
    store->now = now;
    if (!is_detached(store) || store->in_transaction)
        return;
    struct aside_locks locks;
    aside_lock(&locks, store);
    for (int file = 0; file < STORE_FILES; file++)
        if (store->places[file].detached && bring_back(store, (enum store_file)file, report, &ready[file])) {
            back[file] = true;
            store->places[file].detached = false;
        }
    if ((back[FILE_CACHE] || back[FILE_HISTORY]) && !replace_connection(store, &err)) {
        for (int file = 0; file < STORE_FILES; file++)
            store->places[file].detached = store->places[file].detached || back[file];
        log_write(LOG_ERROR, "the store stays in memory: %s", err.message);
    }
    for (int file = 0; file < STORE_FILES; file++)
        sqlite3_close(ready[file]);
    aside_unlock(&locks);
    store->fault = 0;
    if (is_detached(store))
        return;
    store->trouble[0] = '\0';
    log_write(LOG_WARNING, "the store is written to its files again");
}
