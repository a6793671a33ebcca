/* SPDX-License-Identifier: MIT
 * Marks are rows "open:BOOT:PID:START:HANDLE" of the state table: a process number alone may be taken again. */
#include "config.h"

#include "marks.h"

#include <errno.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define BOOT_SIZE 40

static void read_line(const char *path, char *line, size_t size)
{
    FILE *file = fopen(path, "re");
    line[0] = '\0';
    if (file == NULL)
        return;
    if (fgets(line, (int)size, file) == NULL)
        line[0] = '\0';
    fclose(file);
    line[strcspn(line, "\n")] = '\0';
}

static void read_boot(char boot[BOOT_SIZE])
{
    read_line("/proc/sys/kernel/random/boot_id", boot, BOOT_SIZE);
}

/* When the process started, in ticks since the boot; 0 where the system does not tell. */
static unsigned long long start_of(long pid)
{
    char path[64], line[1024];
    unsigned long long start = 0;
    snprintf(path, sizeof path, "/proc/%ld/stat", pid);
    read_line(path, line, sizeof line);
    const char *rest = strrchr(line, ')'); /* the name before it may hold blanks */
    for (int field = 2; rest != NULL && field < 22; field++) {
        rest = strchr(rest, ' ');
        rest = rest != NULL ? rest + 1 : NULL;
    }
    if (rest != NULL)
        start = strtoull(rest, NULL, 10);
    return start;
}

void mark_make(char mark[MARK_SIZE], const void *handle)
{
    char boot[BOOT_SIZE];
    read_boot(boot);
    snprintf(mark, MARK_SIZE, "open:%s:%ld:%llu:%" PRIxPTR, boot, (long)getpid(), start_of((long)getpid()),
             (uintptr_t)handle);
}

bool mark_is_alive(const char *mark)
{
    char boot[BOOT_SIZE], own_boot[BOOT_SIZE];
    const char *boot_at = strchr(mark, ':');
    const char *pid_at = boot_at != NULL ? strchr(boot_at + 1, ':') : NULL;
    const char *start_at = pid_at != NULL ? strchr(pid_at + 1, ':') : NULL;
    if (start_at == NULL || pid_at - boot_at - 1 >= BOOT_SIZE)
        return false;
    snprintf(boot, sizeof boot, "%.*s", (int)(pid_at - boot_at - 1), boot_at + 1);
    read_boot(own_boot);
    long pid = strtol(pid_at + 1, NULL, 10);
    if (pid <= 0 || strcmp(boot, own_boot) != 0 || (kill((pid_t)pid, 0) != 0 && errno == ESRCH))
        return false;
    return start_of(pid) == strtoull(start_at + 1, NULL, 10);
}

static sqlite3_stmt *all_marks(sqlite3 *db, const char *schema)
{
    sqlite3_stmt *row = NULL;
    char *sql = sqlite3_mprintf("SELECT name FROM %s.state WHERE name GLOB 'open:*'", schema);
    if (sql != NULL)
        sqlite3_prepare_v2(db, sql, -1, &row, NULL);
    sqlite3_free(sql);
    return row;
}

bool marks_tell_unclean_end(sqlite3 *db, const char *schema)
{
    bool unclean = false;
    sqlite3_stmt *row = all_marks(db, schema);
    while (row != NULL && !unclean && sqlite3_step(row) == SQLITE_ROW)
        unclean = !mark_is_alive((const char *)sqlite3_column_text(row, 0));
    sqlite3_finalize(row);
    return unclean;
}

static bool remove_mark(sqlite3 *db, const char *schema, const char *mark)
{
    char *sql = sqlite3_mprintf("DELETE FROM %s.state WHERE name = %Q", schema, mark);
    bool good = sql != NULL && sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK;
    sqlite3_free(sql);
    return good;
}

static bool remove_dead(sqlite3 *db, const char *schema)
{
    bool good = true;
    sqlite3_stmt *row = all_marks(db, schema);
    while (good && row != NULL && sqlite3_step(row) == SQLITE_ROW) {
        const char *mark = (const char *)sqlite3_column_text(row, 0);
        good = mark_is_alive(mark) || remove_mark(db, schema, mark);
    }
    sqlite3_finalize(row);
    return good;
}

bool marks_add(sqlite3 *db, const char *schema, const char *mark, struct error *err)
{
    char *sql = sqlite3_mprintf("INSERT OR REPLACE INTO %s.state VALUES(%Q, 1)", schema, mark);
    bool good = sql != NULL && sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL) == SQLITE_OK &&
                remove_dead(db, schema) && sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK &&
                sqlite3_exec(db, "COMMIT", NULL, NULL, NULL) == SQLITE_OK;
    if (!good)
        error_set(err, ERROR_STORE, "%s", sqlite3_errmsg(db));
    if (sqlite3_get_autocommit(db) == 0)
        sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL);
    sqlite3_free(sql);
    return good;
}

void marks_remove(sqlite3 *db, const char *schema, const char *mark)
{
    (void)remove_mark(db, schema, mark); /* when it fails the next start checks the file: no harm */
}
