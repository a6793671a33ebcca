/* SPDX-License-Identifier: MIT
 * Prepared statements by their literal text, and typed columns. */
#include "config.h"

#include "store_state.h"

#include "base/date.h"
#include "base/text.h"

#include <assert.h>
#include <string.h>

bool store_error(const struct store *store, struct error *err, const char *what)
{
    return error_set(err, ERROR_STORE, "%s: %s", what, sqlite3_errmsg(store->db));
}

sqlite3_stmt *store_statement(struct store *store, const char *sql, struct error *err)
{
    for (size_t i = 0; i < store->statement_count; i++)
        if (store->statements[i].sql == sql) {
            sqlite3_stmt *statement = store->statements[i].statement;
            sqlite3_reset(statement);
            sqlite3_clear_bindings(statement);
            return statement;
        }
    assert(store->statement_count < STATEMENTS_MOST);
    sqlite3_stmt *statement = NULL;
    if (sqlite3_prepare_v3(store->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL) != SQLITE_OK) {
        store_error(store, err, "the store's query failed");
        return NULL;
    }
    store->statements[store->statement_count++] = (struct cached_statement){sql, statement};
    return statement;
}

void store_finalize_all(struct store *store)
{
    for (size_t i = 0; i < store->statement_count; i++)
        sqlite3_finalize(store->statements[i].statement);
    store->statement_count = 0;
}

bool store_execute(struct store *store, const char *sql, struct error *err)
{
    return sqlite3_exec(store->db, sql, NULL, NULL, NULL) == SQLITE_OK || store_error(store, err, "the store");
}

bool store_step_done(struct store *store, sqlite3_stmt *statement, struct error *err)
{
    int code = sqlite3_step(statement);
    bool good = code == SQLITE_DONE || code == SQLITE_ROW;
    if (!good)
        store_error(store, err, "not stored");
    sqlite3_reset(statement);
    return good;
}

void bind_text(sqlite3_stmt *statement, int index, const char *text)
{
    sqlite3_bind_text(statement, index, text, -1, SQLITE_TRANSIENT);
}

void bind_amount(sqlite3_stmt *statement, int index, struct amount amount)
{
    if (amount.known)
        sqlite3_bind_double(statement, index, amount.value);
    else
        sqlite3_bind_null(statement, index);
}

void bind_day(sqlite3_stmt *statement, int index, int32_t day)
{
    sqlite3_bind_int(statement, index, day); /* DATE_UNKNOWN as itself: a key may not be NULL */
}

void column_text(sqlite3_stmt *statement, int index, char *text, size_t size)
{
    const char *value = (const char *)sqlite3_column_text(statement, index);
    text_clean(text, size, value != NULL ? value : "", value != NULL ? strlen(value) : 0);
}

const char *column_arena_text(sqlite3_stmt *statement, int index, struct arena *arena)
{
    char clean[512];
    column_text(statement, index, clean, sizeof clean);
    return arena_text(arena, clean);
}

struct amount column_amount(sqlite3_stmt *statement, int index, double low, double high)
{
    int type = sqlite3_column_type(statement, index);
    if (type != SQLITE_FLOAT && type != SQLITE_INTEGER)
        return AMOUNT_UNKNOWN;
    return amount_within(sqlite3_column_double(statement, index), low, high);
}

int32_t column_day(sqlite3_stmt *statement, int index)
{
    if (sqlite3_column_type(statement, index) != SQLITE_INTEGER)
        return DATE_UNKNOWN;
    return sqlite3_column_int(statement, index);
}
