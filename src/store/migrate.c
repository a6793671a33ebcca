/* SPDX-License-Identifier: MIT
 * Bringing a file to the newest schema: a copy first, then all missing steps in one transaction. */
#include "config.h"

#include "migrations.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

int schema_newest(const struct schema *schema)
{
    return schema->steps[schema->count - 1].version;
}

int64_t schema_version(sqlite3 *db, const struct schema *schema)
{
    char sql[64];
    sqlite3_stmt *row = NULL;
    int64_t version = -1;
    snprintf(sql, sizeof sql, "PRAGMA %s.user_version", schema->name);
    if (sqlite3_prepare_v2(db, sql, -1, &row, NULL) == SQLITE_OK && sqlite3_step(row) == SQLITE_ROW)
        version = sqlite3_column_int64(row, 0);
    sqlite3_finalize(row);
    return version;
}

static bool run(sqlite3 *db, const char *sql, struct error *err)
{
    return sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK ||
           error_set(err, ERROR_STORE, "the store: %s", sqlite3_errmsg(db));
}

static bool sync_file(const char *path)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return false;
    bool good = fsync(fd) == 0;
    return close(fd) == 0 && good;
}

bool schema_copy(sqlite3 *db, const char *schema, const char *target, struct error *err)
{
    char partial[STORE_PATH_SIZE + 8];
    snprintf(partial, sizeof partial, "%s.part", target);
    if (unlink(partial) != 0 && errno != ENOENT)
        return error_set(err, ERROR_SYSTEM, "%s is in the way: %s", partial, strerror(errno));
    char *sql = sqlite3_mprintf("VACUUM %s INTO %Q", schema, partial);
    bool good = sql != NULL && run(db, sql, err);
    sqlite3_free(sql);
    if (good && sync_file(partial) && rename(partial, target) == 0)
        return true;
    if (good)
        error_set(err, ERROR_SYSTEM, "no copy as %s: %s", target, strerror(errno));
    unlink(partial); /* half a copy is of no use to anybody */
    return false;
}

/* A step that the tables do not allow will never be possible: they are not what their version says. */
static bool run_step(sqlite3 *db, const char *sql, struct error *err)
{
    if (run(db, sql, err))
        return true;
    int code = sqlite3_errcode(db);
    if (code == SQLITE_ERROR || code == SQLITE_CONSTRAINT)
        err->code = ERROR_FORMAT;
    return false;
}

static bool take_steps(sqlite3 *db, const struct schema *schema, struct error *err)
{
    char sql[64];
    int64_t version = schema_version(db, schema); /* another process may have been quicker */
    for (size_t i = 0; i < schema->count; i++) {
        if (schema->steps[i].version <= version)
            continue;
        snprintf(sql, sizeof sql, "PRAGMA %s.user_version = %d", schema->name, schema->steps[i].version);
        if (!run_step(db, schema->steps[i].sql, err) || !run(db, sql, err))
            return false;
    }
    return true;
}

bool schema_migrate(sqlite3 *db, const struct schema *schema, const char *path, struct error *err)
{
    char target[STORE_PATH_SIZE];
    int64_t version = schema_version(db, schema);
    if (version >= schema_newest(schema))
        return true;
    snprintf(target, sizeof target, "%s.v%" PRId64, path != NULL ? path : "", version);
    if (version > 0 && path != NULL && !schema_copy(db, schema->name, target, err))
        return error_prefix(err, "before the upgrade");
    if (run(db, "BEGIN IMMEDIATE", err) && take_steps(db, schema, err) && run(db, "COMMIT", err))
        return true;
    if (sqlite3_get_autocommit(db) == 0)
        sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL);
    return false;
}
