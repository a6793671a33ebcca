/* SPDX-License-Identifier: MIT
 * Opening the two files: checks, migrations, what is damaged set aside, what cannot be used replaced by memory. */
#include "config.h"

#include "store_state.h"

#include "base/date.h"
#include "base/memory.h"
#include "base/text.h"
#include "base/xdg.h"

#include <errno.h>
#include <glob.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define BUSY_MS   2000
#define PATH_SIZE 1200

static const char *const file_words[STORE_FILES] = {"cache", "history"};

void store_say(struct store_report *report, const char *format, ...)
{
    va_list arguments;
    if (report == NULL || report->count == STORE_MESSAGES_MOST)
        return;
    va_start(arguments, format);
    vsnprintf(report->messages[report->count++], STORE_MESSAGE_SIZE, format, arguments);
    va_end(arguments);
}

static int newest_version(enum store_file file)
{
    size_t count;
    const struct migration *steps = store_migrations(file, &count);
    return steps[count - 1].version;
}

/* --- looking at a file before it is trusted, over a connection of its own --- */

enum verdict { SOUND, MISSING, DAMAGED, TOO_NEW, UNUSABLE };

static int64_t query_number(sqlite3 *db, const char *sql, int64_t otherwise)
{
    sqlite3_stmt *statement = NULL;
    int64_t value = otherwise;
    if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL) == SQLITE_OK && sqlite3_step(statement) == SQLITE_ROW)
        value = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    return value;
}

static bool passes_quick_check(sqlite3 *db)
{
    sqlite3_stmt *statement = NULL;
    bool good = sqlite3_prepare_v2(db, "PRAGMA quick_check(1)", -1, &statement, NULL) == SQLITE_OK &&
                sqlite3_step(statement) == SQLITE_ROW &&
                strcmp((const char *)sqlite3_column_text(statement, 0), "ok") == 0;
    sqlite3_finalize(statement);
    return good;
}

static bool is_damage(int code)
{
    return (code & 0xff) == SQLITE_CORRUPT || (code & 0xff) == SQLITE_NOTADB;
}

/* A clean end leaves clean = 1; while somebody works with the file it is 0. */
static enum verdict judge_open(sqlite3 *db, enum store_file file)
{
    int64_t version = query_number(db, "PRAGMA user_version", -1);
    if (version < 0)
        return is_damage(sqlite3_errcode(db)) ? DAMAGED : UNUSABLE;
    if (version / 1000 > newest_version(file) / 1000)
        return TOO_NEW;
    bool clean = version == 0 || query_number(db, "SELECT value FROM state WHERE name = 'clean'", 0) == 1;
    if (clean || passes_quick_check(db))
        return SOUND;
    return DAMAGED;
}

static enum verdict judge(const char *path, enum store_file file)
{
    sqlite3 *db = NULL;
    if (access(path, F_OK) != 0)
        return MISSING;
    int code = sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOFOLLOW, NULL);
    sqlite3_busy_timeout(db, BUSY_MS);
    enum verdict verdict = code == SQLITE_OK ? judge_open(db, file) : is_damage(code) ? DAMAGED : UNUSABLE;
    sqlite3_close(db);
    return verdict;
}

/* --- what is damaged goes aside, with its journal, under a name that says when --- */

static void set_aside(const char *path, int64_t now, struct store_report *report, enum store_file file)
{
    static const char *const suffixes[] = {"", "-wal", "-shm"};
    char stamp[24], from[PATH_SIZE], to[PATH_SIZE + 48];
    time_t seconds = (time_t)now;
    struct tm utc;
    gmtime_r(&seconds, &utc);
    strftime(stamp, sizeof stamp, "%Y%m%d-%H%M%S", &utc);
    for (size_t i = 0; i < sizeof suffixes / sizeof suffixes[0]; i++) {
        snprintf(from, sizeof from, "%s%s", path, suffixes[i]);
        snprintf(to, sizeof to, "%s.corrupt-%s%s", path, stamp, suffixes[i]);
        if (rename(from, to) != 0 && errno != ENOENT)
            store_say(report, "the damaged %s could not be set aside: %s", file_words[file], strerror(errno));
    }
    const char *name = strrchr(path, '/');
    store_say(report, "the %s was damaged: set aside as %s.corrupt-%s", file_words[file],
              name != NULL ? name + 1 : path, stamp);
}

static bool copy_file(const char *from, const char *to)
{
    sqlite3 *source = NULL, *target = NULL;
    bool good = sqlite3_open_v2(from, &source, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK &&
                passes_quick_check(source) && sqlite3_open(to, &target) == SQLITE_OK;
    sqlite3_backup *backup = good ? sqlite3_backup_init(target, "main", source, "main") : NULL;
    good = backup != NULL && sqlite3_backup_step(backup, -1) == SQLITE_DONE;
    sqlite3_backup_finish(backup);
    sqlite3_close(source);
    sqlite3_close(target);
    return good;
}

/* The daily copies lie beside the history: history-YYYYMMDD.db; the newest sound one is taken. */
static void restore_history(const char *path, struct store_report *report)
{
    char pattern[PATH_SIZE];
    glob_t copies;
    size_t stem = strlen(path) > 3 ? strlen(path) - 3 : 0; /* without ".db" */
    snprintf(pattern, sizeof pattern, "%.*s-[0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9].db", (int)stem, path);
    if (glob(pattern, 0, NULL, &copies) != 0)
        return;
    for (size_t i = copies.gl_pathc; i > 0; i--)
        if (copy_file(copies.gl_pathv[i - 1], path)) {
            store_say(report, "the history was restored from the copy %s",
                      strrchr(copies.gl_pathv[i - 1], '/') + 1);
            break;
        }
    globfree(&copies);
}

/* False: the file cannot be used, memory has to do. */
static bool prepare_file(const char *path, enum store_file file, int64_t now, struct store_report *report)
{
    struct error err = {0};
    if (!xdg_make_parents(path, &err)) {
        store_say(report, "the %s is kept in memory only: %s", file_words[file], err.message);
        return false;
    }
    switch (judge(path, file)) {
    case SOUND:
    case MISSING:
        return true;
    case DAMAGED:
        set_aside(path, now, report, file);
        if (file == FILE_HISTORY)
            restore_history(path, report);
        return true;
    case TOO_NEW:
        store_say(report, "the %s was written by a newer gputape: left alone, this run keeps nothing",
                  file_words[file]);
        return false;
    case UNUSABLE:
        break;
    }
    store_say(report, "the %s cannot be read (%s): kept in memory only", file_words[file], path);
    return false;
}

/* --- migrations --- */

static bool copy_before_migration(struct store *store, enum store_file file, int64_t version)
{
    char target[PATH_SIZE];
    snprintf(target, sizeof target, "%s.v%lld", store->paths[file], (long long)version);
    unlink(target);
    char *sql = sqlite3_mprintf("VACUUM %s INTO %Q", store_schemas[file], target);
    bool good = sql != NULL && sqlite3_exec(store->db, sql, NULL, NULL, NULL) == SQLITE_OK;
    sqlite3_free(sql);
    return good;
}

static bool migrate(struct store *store, enum store_file file, struct error *err)
{
    size_t count;
    const struct migration *steps = store_migrations(file, &count);
    char sql[64];
    snprintf(sql, sizeof sql, "PRAGMA %s.user_version", store_schemas[file]);
    int64_t version = query_number(store->db, sql, 0);
    if (version >= steps[count - 1].version)
        return true;
    if (version > 0 && store->paths[file] != NULL && !copy_before_migration(store, file, version))
        return store_error(store, err, "no copy of the older store could be made");
    if (!store_execute(store, "BEGIN IMMEDIATE", err))
        return false;
    bool good = true;
    version = query_number(store->db, sql, 0); /* another process may have been quicker */
    for (size_t i = 0; good && i < count; i++) {
        if (steps[i].version <= version)
            continue;
        snprintf(sql, sizeof sql, "PRAGMA %s.user_version = %d", store_schemas[file], steps[i].version);
        good = store_execute(store, steps[i].sql, err) && store_execute(store, sql, err);
    }
    if (good && store_execute(store, "COMMIT", err))
        return true;
    sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
    return false;
}

/* --- putting it together --- */

static bool configure(struct store *store, struct error *err)
{
    sqlite3_busy_timeout(store->db, BUSY_MS);
    sqlite3_db_config(store->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(store->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    return store_execute(store,
                         "PRAGMA main.journal_mode = WAL; PRAGMA history.journal_mode = WAL;"
                         "PRAGMA main.synchronous = NORMAL; PRAGMA history.synchronous = FULL;"
                         "PRAGMA main.journal_size_limit = 1048576; PRAGMA history.journal_size_limit = 1048576;"
                         "PRAGMA main.cache_size = -512; PRAGMA history.cache_size = -512;"
                         "PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0; PRAGMA temp_store = MEMORY",
                         err);
}

static bool attach_history(struct store *store, struct error *err)
{
    const char *path = store->paths[FILE_HISTORY];
    char *sql = sqlite3_mprintf("ATTACH %Q AS history", path != NULL ? path : ":memory:");
    bool good = sql != NULL && store_execute(store, sql, err);
    sqlite3_free(sql);
    return good;
}

/* The pragma's answer is not proof that the file can be written: some file systems only fail at the first write. */
static bool probe(struct store *store, struct error *err)
{
    return store_execute(store,
                         "BEGIN IMMEDIATE;"
                         "INSERT OR REPLACE INTO main.state VALUES('clean', 0);"
                         "INSERT OR REPLACE INTO history.state VALUES('clean', 0);"
                         "COMMIT",
                         err);
}

static bool connect_files(struct store *store, struct error *err)
{
    const char *path = store->paths[FILE_CACHE];
    int code = sqlite3_open_v2(path != NULL ? path : ":memory:", &store->db,
                               SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, NULL);
    bool good = code == SQLITE_OK || store_error(store, err, "the cache cannot be opened");
    good = good && attach_history(store, err) && configure(store, err) && migrate(store, FILE_CACHE, err) &&
           migrate(store, FILE_HISTORY, err) && probe(store, err);
    if (!good) {
        sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
        store_finalize_all(store);
        sqlite3_close(store->db);
        store->db = NULL;
    }
    return good;
}

static void forget_path(struct store *store, enum store_file file)
{
    free(store->paths[file]);
    store->paths[file] = NULL;
}

bool store_attach_files(struct store *store, int64_t now, struct store_report *report, struct error *err)
{
    struct error first = {0};
    for (int file = 0; file < STORE_FILES; file++)
        if (store->paths[file] != NULL && !prepare_file(store->paths[file], (enum store_file)file, now, report))
            forget_path(store, (enum store_file)file);
    if (connect_files(store, &first))
        return true;
    if (store->paths[FILE_CACHE] == NULL && store->paths[FILE_HISTORY] == NULL) {
        *err = first;
        return false;
    }
    store_say(report, "nothing is kept in this run: %s", first.message);
    forget_path(store, FILE_CACHE);
    forget_path(store, FILE_HISTORY);
    return connect_files(store, err);
}
