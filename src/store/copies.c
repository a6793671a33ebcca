/* SPDX-License-Identifier: MIT
 * The daily copies of the history: history-YYYYMMDD.db beside it. The seven newest are kept; of a damaged history
 * the newest sound one takes the place. */
#include "config.h"

#include "migrations.h"

#include "base/log.h"

#include <ctype.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define COPIES_KEPT 7
#define DIGITS      8

struct copies {
    char folder[STORE_PATH_SIZE]; /* with the slash at its end */
    char stem[256];               /* "history-" */
    struct dirent **entries;      /* oldest first */
    int count;
};

static bool is_copy(const struct copies *copies, const char *name)
{
    size_t stem = strlen(copies->stem);
    if (strncmp(name, copies->stem, stem) != 0)
        return false;
    for (size_t i = 0; i < DIGITS; i++)
        if (!isdigit((unsigned char)name[stem + i]))
            return false;
    return strcmp(name + stem + DIGITS, ".db") == 0;
}

static void split(const char *path, struct copies *copies)
{
    memset(copies, 0, sizeof *copies);
    const char *slash = strrchr(path, '/'), *name = slash != NULL ? slash + 1 : path;
    const char *dot = strrchr(name, '.');
    size_t length = dot != NULL ? (size_t)(dot - name) : strlen(name);
    snprintf(copies->folder, sizeof copies->folder, "%.*s", (int)(name - path), path);
    snprintf(copies->stem, sizeof copies->stem, "%.*s-", (int)length, name);
}

static void find_copies(const char *path, struct copies *copies)
{
    split(path, copies);
    int all = scandir(copies->folder[0] != '\0' ? copies->folder : ".", &copies->entries, NULL, alphasort);
    for (int i = 0; i < all; i++) {
        if (is_copy(copies, copies->entries[i]->d_name))
            copies->entries[copies->count++] = copies->entries[i];
        else
            free(copies->entries[i]);
    }
}

static void copy_path(const struct copies *copies, int index, char *path, size_t size)
{
    snprintf(path, size, "%s%s", copies->folder, copies->entries[index]->d_name);
}

static void free_copies(struct copies *copies)
{
    for (int i = 0; i < copies->count; i++)
        free(copies->entries[i]);
    free(copies->entries);
}

static void drop_old(const char *path)
{
    struct copies copies;
    char old[STORE_PATH_SIZE + 300];
    find_copies(path, &copies);
    for (int i = 0; i + COPIES_KEPT < copies.count; i++) {
        copy_path(&copies, i, old, sizeof old);
        if (unlink(old) != 0)
            log_write(LOG_WARNING, "an old copy of the history stays: %s", old);
    }
    free_copies(&copies);
}

void history_copy_make(struct store *store, int64_t now)
{
    const struct place *place = &store->places[FILE_HISTORY];
    struct copies copies;
    struct error err = {0};
    char target[STORE_PATH_SIZE + 300];
    time_t seconds = (time_t)now;
    struct tm utc;
    if (place->path == NULL || place->detached || gmtime_r(&seconds, &utc) == NULL)
        return;
    split(place->path, &copies);
    snprintf(target, sizeof target, "%s%s%04d%02d%02d.db", copies.folder, copies.stem, utc.tm_year + 1900,
             utc.tm_mon + 1, utc.tm_mday);
    if (access(target, F_OK) == 0)
        return;
    if (schema_copy(store->db, store_schemas[FILE_HISTORY].name, target, &err))
        drop_old(place->path);
    else
        log_write(LOG_WARNING, "no daily copy of the history: %s", err.message);
}

static bool is_sound(sqlite3 *db)
{
    sqlite3_stmt *row = NULL;
    bool good = sqlite3_prepare_v2(db, "PRAGMA quick_check(1)", -1, &row, NULL) == SQLITE_OK &&
                sqlite3_step(row) == SQLITE_ROW && strcmp((const char *)sqlite3_column_text(row, 0), "ok") == 0;
    sqlite3_finalize(row);
    return good;
}

/* The copy stays where it is. */
static bool copy_over(const char *from, const char *to)
{
    sqlite3 *source = NULL, *target = NULL;
    bool good = sqlite3_open_v2(from, &source, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK && is_sound(source) &&
                sqlite3_open(to, &target) == SQLITE_OK;
    sqlite3_backup *backup = good ? sqlite3_backup_init(target, "main", source, "main") : NULL;
    good = backup != NULL && sqlite3_backup_step(backup, -1) == SQLITE_DONE;
    sqlite3_backup_finish(backup);
    sqlite3_close(source);
    sqlite3_close(target);
    return good;
}

void history_copy_restore(const char *path, struct store_report *report)
{
    struct copies copies;
    char from[STORE_PATH_SIZE + 300];
    bool good = false;
    find_copies(path, &copies);
    for (int i = copies.count - 1; i >= 0 && !good; i--) {
        copy_path(&copies, i, from, sizeof from);
        good = copy_over(from, path);
        if (good)
            store_say(report, "The history was restored from its copy %s", copies.entries[i]->d_name);
    }
    if (!good)
        store_say(report, "There is no sound copy of the history: it begins anew");
    free_copies(&copies);
}
