/* SPDX-License-Identifier: MIT
 * Opening the two files: each is judged, mended, brought to the newest schema and written to over a connection of
 * its own; what cannot be used is replaced by memory, filled with what can still be read. */
#include "config.h"

#include "aside.h"
#include "marks.h"
#include "migrations.h"
#include "record.h"

#include "base/buffer.h"
#include "base/log.h"
#include "base/xdg.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#define SEED_MOST (256LL * 1024 * 1024)
#define PAGES_KB  512 /* of one file, in memory */

static const char *const words[STORE_FILES] = {"cache", "history"};

void store_say(struct store_report *report, const char *format, ...)
{
    va_list arguments;
    if (report == NULL || report->count == STORE_MESSAGES_MOST)
        return;
    va_start(arguments, format);
    vsnprintf(report->messages[report->count++], STORE_MESSAGE_SIZE, format, arguments);
    va_end(arguments);
}

/* --- connections --- */

/* Pages that are allocated one by one come to lie between whatever else the program holds: what they leave when
 * they are freed is holes, and private memory grows by the day though nothing leaks. */
void store_tune(void)
{
    (void)sqlite3_config(SQLITE_CONFIG_PAGECACHE, NULL, 0, -PAGES_KB);
}

static sqlite3 *open_empty(void)
{
    sqlite3 *db = NULL;
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_URI;
    if (sqlite3_open_v2(":memory:", &db, flags, NULL) != SQLITE_OK) {
        sqlite3_close(db);
        return NULL;
    }
    sqlite3_busy_timeout(db, BUSY_MS);
    sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    sqlite3_exec(db, "PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0; PRAGMA temp_store = MEMORY", NULL, NULL,
                 NULL);
    return db;
}

/* A file name may hold what a URI gives a meaning to. */
static bool write_address(struct buffer *address, const char *path, const char *mode)
{
    bool fits = buffer_append_text(address, "file:");
    for (const char *at = path; *at != '\0'; at++)
        fits = fits && (strchr("?#%", *at) == NULL ? buffer_append(address, at, 1)
                                                   : buffer_printf(address, "%%%02X", (unsigned)*at));
    return fits && buffer_printf(address, "?%s", mode);
}

/* SQLite's code. mode: "mode=ro", "mode=rw", "mode=rwc", "mode=ro&immutable=1"; NULL: in memory. */
static int attach(sqlite3 *db, enum store_file file, const char *path, const char *mode)
{
    struct buffer address;
    buffer_init(&address, 4 * STORE_PATH_SIZE);
    bool fits = mode == NULL ? buffer_append_text(&address, ":memory:") : write_address(&address, path, mode);
    char *sql = fits ? sqlite3_mprintf("ATTACH %Q AS %s", buffer_text(&address), store_schemas[file].name) : NULL;
    int code = sql != NULL ? sqlite3_exec(db, sql, NULL, NULL, NULL) : SQLITE_TOOBIG;
    sqlite3_free(sql);
    buffer_clear(&address);
    return code;
}

static void detach(sqlite3 *db, enum store_file file)
{
    char sql[32];
    snprintf(sql, sizeof sql, "DETACH %s", store_schemas[file].name);
    sqlite3_exec(db, sql, NULL, NULL, NULL);
}

/* --- looking at a file before it is trusted --- */

enum verdict { SOUND, DAMAGED, TOO_NEW, REFUSED };

static bool passes_quick_check(sqlite3 *db, enum store_file file)
{
    char sql[64];
    sqlite3_stmt *row = NULL;
    snprintf(sql, sizeof sql, "PRAGMA %s.quick_check(1)", store_schemas[file].name);
    bool good = sqlite3_prepare_v2(db, sql, -1, &row, NULL) == SQLITE_OK && sqlite3_step(row) == SQLITE_ROW &&
                strcmp((const char *)sqlite3_column_text(row, 0), "ok") == 0;
    sqlite3_finalize(row);
    return good;
}

/* Does the file hold the tables that its version promises? */
static bool has_our_tables(sqlite3 *db, enum store_file file)
{
    bool good = true;
    for (const struct record *const *record = store_records; *record != NULL && good; record++) {
        if ((*record)->file != file)
            continue;
        sqlite3_stmt *row = NULL;
        char *columns = record_columns(*record);
        char *sql = sqlite3_mprintf("SELECT %s FROM %s", columns, (*record)->table);
        good = sql != NULL && sqlite3_prepare_v2(db, sql, -1, &row, NULL) == SQLITE_OK;
        sqlite3_finalize(row);
        sqlite3_free(sql);
        free(columns);
    }
    return good;
}

static enum verdict judge_attached(sqlite3 *db, enum store_file file, bool suspect)
{
    const struct schema *schema = &store_schemas[file];
    int64_t version = schema_version(db, schema);
    if (version < 0)
        return is_damage(sqlite3_errcode(db)) ? DAMAGED : REFUSED;
    if (version / 1000 > schema_newest(schema) / 1000)
        return TOO_NEW;
    if (version == 0)
        return suspect && !passes_quick_check(db, file) ? DAMAGED : SOUND;
    if (version >= schema_newest(schema) && !has_our_tables(db, file))
        return sqlite3_errcode(db) == SQLITE_ERROR || is_damage(sqlite3_errcode(db)) ? DAMAGED : REFUSED;
    bool doubtful = suspect || marks_tell_unclean_end(db, schema->name);
    return doubtful && !passes_quick_check(db, file) ? DAMAGED : SOUND;
}

static enum verdict judge(const struct place *place, enum store_file file)
{
    if (access(place->path, F_OK) != 0)
        return errno == ENOENT ? SOUND : REFUSED;
    sqlite3 *db = open_empty();
    if (db == NULL)
        return REFUSED;
    int code = attach(db, file, place->path, "mode=rw");
    enum verdict verdict = code == SQLITE_OK ? judge_attached(db, file, place->suspect)
                           : is_damage(code) ? DAMAGED
                                             : REFUSED;
    sqlite3_close(db);
    return verdict;
}

static bool mend(const struct place *place, enum store_file file, int64_t now, struct store_report *report)
{
    if (!aside_put(place->path, words[file], now, report))
        return false;
    if (file == FILE_HISTORY)
        history_copy_restore(place->path, report);
    return true;
}

/* --- making a file ready for use --- */

/* WAL needs memory shared by all who have the file open: not to be had between two machines. */
static bool is_network_file(const char *path)
{
    static const uint32_t types[] = {
        0x6969,     0xff534d42, 0xfe534d42, 0x517b,    0x0bd00bd0,
        0x47504653, 0x65735546, 0x01021997, 0x00c36400}; /* NFS CIFS SMB2 SMB Lustre GPFS FUSE 9P Ceph */
    struct statfs status;
    if (statfs(path, &status) != 0)
        return false;
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++)
        if ((uint32_t)status.f_type == types[i])
            return true;
    return false;
}

static bool configure(sqlite3 *db, enum store_file file, const char *path, struct error *err)
{
    char sql[320];
    const char *name = store_schemas[file].name;
    snprintf(sql, sizeof sql,
             "PRAGMA %s.journal_mode = %s; PRAGMA %s.synchronous = %s; PRAGMA %s.journal_size_limit = 1048576;"
             "PRAGMA %s.cache_size = -%d; PRAGMA %s.secure_delete = OFF", /* public data: nothing to wipe */
             name, is_network_file(path) ? "DELETE" : "WAL", name, file == FILE_CACHE ? "NORMAL" : "FULL", name,
             name, PAGES_KB, name);
    return sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK ||
           error_set(err, ERROR_STORE, "%s", sqlite3_errmsg(db));
}

/* Returns the connection over which the file proved to be usable: while it is open the file's journal stays. */
static sqlite3 *make_ready(struct store *store, enum store_file file, struct error *err)
{
    const struct place *place = &store->places[file];
    const struct schema *schema = &store_schemas[file];
    sqlite3 *db = open_empty();
    if (db == NULL) {
        error_set(err, ERROR_STORE, "SQLite cannot be started");
        return NULL;
    }
    bool good = attach(db, file, place->path, "mode=rwc") == SQLITE_OK ||
                error_set(err, ERROR_STORE, "%s", sqlite3_errmsg(db));
    good = good && configure(db, file, place->path, err) && schema_migrate(db, schema, place->path, err) &&
           marks_add(db, schema->name, store->mark, err);
    if (good)
        return db;
    store->fault = sqlite3_extended_errcode(db);
    sqlite3_close(db);
    return NULL;
}

sqlite3 *store_prepare(struct store *store, enum store_file file, struct store_report *report, struct error *err)
{
    struct place *place = &store->places[file];
    enum verdict verdict = judge(place, file);
    if (verdict == DAMAGED && !mend(place, file, store->now, report)) {
        error_set(err, ERROR_STORE, "it is damaged");
        return NULL;
    }
    if (verdict == TOO_NEW) {
        store_say(report,
                  "The %s was written by a newer gputape: it is left alone, this run keeps its own in memory",
                  words[file]);
        free(place->path);
        place->path = NULL;
        error_set(err, ERROR_STORE, "written by a newer gputape");
        return NULL;
    }
    sqlite3 *db = make_ready(store, file, err);
    if (db == NULL && err->code == ERROR_FORMAT && mend(place, file, store->now, report)) {
        error_clear(err);
        db = make_ready(store, file, err);
    }
    if (db != NULL)
        place->suspect = false;
    return db;
}

/* --- what lives in memory is filled with what is held --- */

static bool copy_all(sqlite3 *from, sqlite3 *to, enum store_file file)
{
    const char *name = store_schemas[file].name;
    sqlite3_backup *backup = sqlite3_backup_init(to, name, from, name);
    bool good = backup != NULL && sqlite3_backup_step(backup, -1) == SQLITE_DONE;
    sqlite3_backup_finish(backup);
    return good;
}

/* A file that can only be read; "immutable" also where no journal can be made beside it. */
static sqlite3 *open_to_read(const char *path, enum store_file file)
{
    static const char *const modes[] = {"mode=ro", "mode=ro&immutable=1"};
    const struct schema *schema = &store_schemas[file];
    for (size_t i = 0; i < sizeof modes / sizeof modes[0]; i++) {
        sqlite3 *db = open_empty();
        if (db != NULL && attach(db, file, path, modes[i]) == SQLITE_OK &&
            schema_version(db, schema) / 1000 == schema_newest(schema) / 1000)
            return db;
        sqlite3_close(db);
    }
    return NULL;
}

static bool is_worth_seeding(sqlite3 *from, enum store_file file, bool suspect)
{
    char sql[96];
    sqlite3_stmt *row = NULL;
    int64_t pages = SEED_MOST;
    snprintf(sql, sizeof sql, "PRAGMA %s.page_count", store_schemas[file].name);
    if (sqlite3_prepare_v2(from, sql, -1, &row, NULL) == SQLITE_OK && sqlite3_step(row) == SQLITE_ROW)
        pages = sqlite3_column_int64(row, 0);
    sqlite3_finalize(row);
    return pages <= SEED_MOST / 4096 && (!suspect || passes_quick_check(from, file));
}

static bool seed(sqlite3 *db, const struct place *place, enum store_file file, sqlite3 *old)
{
    sqlite3 *from = old != NULL ? old : place->path != NULL ? open_to_read(place->path, file) : NULL;
    bool good = from != NULL && is_worth_seeding(from, file, place->suspect) && copy_all(from, db, file);
    if (from != old)
        sqlite3_close(from);
    return good;
}

/* A failed copy may leave pages behind, and a whole one may not be what its version says: then the memory begins
 * anew. */
static bool attach_memory(sqlite3 *db, const struct place *place, enum store_file file, sqlite3 *old,
                          struct error *err)
{
    if (attach(db, file, NULL, NULL) != SQLITE_OK)
        return error_set(err, ERROR_STORE, "%s", sqlite3_errmsg(db));
    if (seed(db, place, file, old) && schema_migrate(db, &store_schemas[file], NULL, err))
        return true;
    error_clear(err);
    detach(db, file);
    if (attach(db, file, NULL, NULL) != SQLITE_OK)
        return error_set(err, ERROR_STORE, "%s", sqlite3_errmsg(db));
    return schema_migrate(db, &store_schemas[file], NULL, err);
}

static bool attach_file(sqlite3 *db, struct place *place, enum store_file file, struct error *err)
{
    struct stat status;
    if (attach(db, file, place->path, "mode=rw") != SQLITE_OK)
        return error_set(err, ERROR_STORE, "%s", sqlite3_errmsg(db));
    if (stat(place->path, &status) == 0) {
        place->device = status.st_dev;
        place->inode = status.st_ino;
    }
    return configure(db, file, place->path, err);
}

bool store_connect(struct store *store, sqlite3 *old, struct error *err)
{
    sqlite3 *db = open_empty();
    bool good = db != NULL || error_set(err, ERROR_STORE, "SQLite cannot be started");
    for (int file = 0; good && file < STORE_FILES; file++) {
        struct place *place = &store->places[file];
        bool in_memory = place->path == NULL || place->detached;
        good = in_memory ? attach_memory(db, place, (enum store_file)file, old, err)
                         : attach_file(db, place, (enum store_file)file, err);
    }
    if (!good) {
        if (db != NULL)
            store->fault = sqlite3_extended_errcode(db);
        sqlite3_close(db);
        return false;
    }
    store->db = db;
    return true;
}

/* --- all of it --- */

static void detach_unusable(struct store *store, sqlite3 *ready[STORE_FILES],
                            const struct error folders[STORE_FILES], struct store_report *report)
{
    for (int file = 0; file < STORE_FILES; file++) {
        struct place *place = &store->places[file];
        struct error err = {0};
        if (place->path == NULL)
            continue;
        if (folders[file].code != ERROR_NONE)
            err = folders[file];
        else
            ready[file] = store_prepare(store, (enum store_file)file, report, &err);
        place->detached = place->path != NULL && ready[file] == NULL;
        if (!place->detached)
            continue;
        store_describe_trouble(store, store->fault);
        store_say(report, "The %s cannot be written: %.100s; new data are kept in memory only", words[file],
                  err.message);
    }
}

bool store_attach_files(struct store *store, struct store_report *report, struct error *err)
{
    sqlite3 *ready[STORE_FILES] = {NULL, NULL};
    struct aside_locks locks;
    struct error folders[STORE_FILES] = {{.code = ERROR_NONE}, {.code = ERROR_NONE}};
    for (int file = 0; file < STORE_FILES; file++)
        if (store->places[file].path != NULL && !xdg_make_parents(store->places[file].path, &folders[file]))
            log_write(LOG_WARNING, "%s", folders[file].message);
    aside_lock(&locks, store);
    detach_unusable(store, ready, folders, report);
    bool good = store_connect(store, NULL, err);
    if (!good) { /* between two looks a file became unusable: memory always is */
        for (int file = 0; file < STORE_FILES; file++)
            store->places[file].detached = store->places[file].path != NULL;
        store_describe_trouble(store, store->fault);
        store_say(report, "The store cannot be used: %.120s; new data are kept in memory only", store->trouble);
        good = store_connect(store, NULL, err);
    }
    for (int file = 0; file < STORE_FILES; file++)
        sqlite3_close(ready[file]);
    aside_unlock(&locks);
    return good;
}

/* The first frame: looks, and leaves everything as it is. What cannot be read is empty. */
bool store_attach_read_only(struct store *store, struct error *err)
{
    static const char *const modes[] = {"mode=ro", "mode=ro&immutable=1"};
    store->db = open_empty();
    bool good = store->db != NULL || error_set(err, ERROR_STORE, "SQLite cannot be started");
    for (int file = 0; good && file < STORE_FILES; file++) {
        const char *path = store->places[file].path;
        const struct schema *schema = &store_schemas[file];
        bool found = false;
        for (size_t i = 0; path != NULL && !found && i < sizeof modes / sizeof modes[0]; i++) {
            found = attach(store->db, (enum store_file)file, path, modes[i]) == SQLITE_OK &&
                    schema_version(store->db, schema) / 1000 == schema_newest(schema) / 1000;
            if (!found)
                detach(store->db, (enum store_file)file);
        }
        good = found || attach_memory(store->db, &(struct place){.path = NULL}, (enum store_file)file, NULL, err);
    }
    return good;
}
