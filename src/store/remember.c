/* SPDX-License-Identifier: MIT
 * What the poller and the screen remember over restarts: polls, cool-downs, edits, settings, CIKs. */
#include "config.h"

#include "store_state.h"

#include "base/text.h"

#include <string.h>

bool store_poll_get(struct store *store, const char *source, const char *subject, struct store_poll *poll)
{
    static const char sql[] = "SELECT tried_at, good_at, failures, etag, last_modified, body_digest FROM main.poll"
                              " WHERE source = ?1 AND subject = ?2";
    struct error err = {0};
    memset(poll, 0, sizeof *poll);
    sqlite3_stmt *row = store_statement(store, sql, &err);
    if (row == NULL)
        return false;
    bind_text(row, 1, source);
    bind_text(row, 2, subject);
    bool found = sqlite3_step(row) == SQLITE_ROW;
    if (found) {
        poll->tried_at = sqlite3_column_int64(row, 0);
        poll->good_at = sqlite3_column_int64(row, 1);
        poll->failures = (unsigned)sqlite3_column_int(row, 2);
        column_text(row, 3, poll->etag, sizeof poll->etag);
        column_text(row, 4, poll->last_modified, sizeof poll->last_modified);
        column_text(row, 5, poll->body_digest, sizeof poll->body_digest);
    }
    sqlite3_reset(row);
    return found;
}

bool store_poll_put(struct store *store, const char *source, const char *subject, const struct store_poll *poll,
                    struct error *err)
{
    static const char sql[] = "INSERT OR REPLACE INTO main.poll VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
    sqlite3_stmt *row = store_statement(store, sql, err);
    if (row == NULL)
        return false;
    bind_text(row, 1, source);
    bind_text(row, 2, subject);
    sqlite3_bind_int64(row, 3, poll->tried_at);
    sqlite3_bind_int64(row, 4, poll->good_at);
    sqlite3_bind_int(row, 5, (int)poll->failures);
    bind_text(row, 6, poll->etag);
    bind_text(row, 7, poll->last_modified);
    bind_text(row, 8, poll->body_digest);
    return store_step_done(store, row, err);
}

int64_t store_cooling_get(struct store *store, const char *bucket)
{
    struct error err = {0};
    sqlite3_stmt *row = store_statement(store, "SELECT until FROM main.cooling WHERE bucket = ?1", &err);
    if (row == NULL)
        return 0;
    bind_text(row, 1, bucket);
    int64_t until = sqlite3_step(row) == SQLITE_ROW ? sqlite3_column_int64(row, 0) : 0;
    sqlite3_reset(row);
    return until;
}

bool store_cooling_put(struct store *store, const char *bucket, int64_t until, struct error *err)
{
    sqlite3_stmt *row = store_statement(store, "INSERT OR REPLACE INTO main.cooling VALUES(?1, ?2)", err);
    if (row == NULL)
        return false;
    bind_text(row, 1, bucket);
    sqlite3_bind_int64(row, 2, until);
    return store_step_done(store, row, err);
}

size_t store_watch_edits(struct store *store, struct watch_edit *edits, size_t most)
{
    static const char sql[] = "SELECT group_name, symbol, removed, at FROM history.watch_edit ORDER BY at, symbol";
    struct error err = {0};
    size_t count = 0;
    sqlite3_stmt *row = store_statement(store, sql, &err);
    while (row != NULL && count < most && sqlite3_step(row) == SQLITE_ROW) {
        struct watch_edit *edit = &edits[count++];
        memset(edit, 0, sizeof *edit);
        column_text(row, 0, edit->group, sizeof edit->group);
        column_text(row, 1, edit->symbol, sizeof edit->symbol);
        edit->removed = sqlite3_column_int(row, 2) != 0;
        edit->at = sqlite3_column_int64(row, 3);
    }
    sqlite3_reset(row);
    return count;
}

bool store_watch_edit_put(struct store *store, const struct watch_edit *edit, struct error *err)
{
    sqlite3_stmt *row =
        store_statement(store, "INSERT OR REPLACE INTO history.watch_edit VALUES(?1, ?2, ?3, ?4)", err);
    if (row == NULL)
        return false;
    bind_text(row, 1, edit->group);
    bind_text(row, 2, edit->symbol);
    sqlite3_bind_int(row, 3, edit->removed);
    sqlite3_bind_int64(row, 4, edit->at);
    return store_step_done(store, row, err);
}

void store_setting_get(struct store *store, const char *name, char *value, size_t size)
{
    struct error err = {0};
    text_copy(value, size, "");
    sqlite3_stmt *row = store_statement(store, "SELECT value FROM history.setting WHERE name = ?1", &err);
    if (row == NULL)
        return;
    bind_text(row, 1, name);
    if (sqlite3_step(row) == SQLITE_ROW)
        column_text(row, 0, value, size);
    sqlite3_reset(row);
}

bool store_setting_put(struct store *store, const char *name, const char *value, struct error *err)
{
    sqlite3_stmt *row = store_statement(store, "INSERT OR REPLACE INTO history.setting VALUES(?1, ?2)", err);
    if (row == NULL)
        return false;
    bind_text(row, 1, name);
    bind_text(row, 2, value);
    return store_step_done(store, row, err);
}

int64_t store_cik(struct store *store, const char *symbol)
{
    struct error err = {0};
    int64_t cik = 0;
    sqlite3_stmt *row = store_statement(store, "SELECT cik FROM main.company WHERE symbol = ?1", &err);
    if (row != NULL) {
        bind_text(row, 1, symbol);
        if (sqlite3_step(row) == SQLITE_ROW)
            cik = sqlite3_column_int64(row, 0);
        sqlite3_reset(row);
    }
    return cik > 0 ? cik : company_builtin_cik(symbol);
}

static void first_text(struct store *store, const char *sql, const char *symbol, char accession[ACCESSION_SIZE])
{
    struct error err = {0};
    accession[0] = '\0';
    sqlite3_stmt *row = store_statement(store, sql, &err);
    if (row == NULL)
        return;
    bind_text(row, 1, symbol);
    if (sqlite3_step(row) == SQLITE_ROW)
        column_text(row, 0, accession, ACCESSION_SIZE);
    sqlite3_reset(row);
}

#define PERIODIC                                                                                                   \
    "form IN ('10-K', '10-Q', '10-KT', '10-QT', '20-F', '40-F', '10-K/A', '10-Q/A', '20-F/A', '40-F/A')"

void store_newest_periodic(struct store *store, const char *symbol, char accession[ACCESSION_SIZE])
{
    first_text(store,
               "SELECT accession FROM main.filing WHERE symbol = ?1 AND " PERIODIC
               " ORDER BY filed_day DESC, accession DESC LIMIT 1",
               symbol, accession);
}

void store_facts_accession(struct store *store, const char *symbol, char accession[ACCESSION_SIZE])
{
    first_text(store,
               "SELECT accession FROM main.fact WHERE symbol = ?1 ORDER BY filed_day DESC, accession DESC LIMIT 1",
               symbol, accession);
}

size_t store_periodic_count(struct store *store, const char *symbol)
{
    struct error err = {0};
    size_t count = 0;
    sqlite3_stmt *row =
        store_statement(store, "SELECT count(*) FROM main.filing WHERE symbol = ?1 AND " PERIODIC, &err);
    if (row == NULL)
        return 0;
    bind_text(row, 1, symbol);
    if (sqlite3_step(row) == SQLITE_ROW)
        count = (size_t)sqlite3_column_int64(row, 0);
    sqlite3_reset(row);
    return count;
}
