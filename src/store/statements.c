/* SPDX-License-Identifier: MIT
 * Statements prepared once per connection, and queries over them that cannot end unnoticed half-way. */
#include "config.h"

#include "record.h"

#include "base/buffer.h"
#include "base/memory.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define TEXT_LIMIT 16384

bool store_error(struct store *store, struct error *err, const char *what)
{
    store->fault = sqlite3_extended_errcode(store->db);
    return error_set(err, ERROR_STORE, "%s: %s", what, sqlite3_errmsg(store->db));
}

sqlite3_stmt *store_statement(struct store *store, const struct record *record, const char *text,
                              char *(*make)(const struct record *record, const char *text), struct error *err)
{
    for (size_t i = 0; i < store->statement_count; i++)
        if (store->statements[i].text == text && store->statements[i].record == record)
            return store->statements[i].statement;
    assert(store->statement_count < STATEMENTS_MOST);
    sqlite3_stmt *statement = NULL;
    char *sql = make(record, text);
    int code = sqlite3_prepare_v3(store->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL);
    free(sql);
    if (code != SQLITE_OK) {
        store_error(store, err, "the store cannot be asked");
        return NULL;
    }
    store->statements[store->statement_count++] = (struct cached_statement){text, record, statement};
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

/* --- queries --- */

static char *fill_template(const struct record *record, const char *text)
{
    struct buffer buffer;
    char *columns = record != NULL ? record_columns(record) : memory_text("");
    bool fits = true;
    buffer_init(&buffer, TEXT_LIMIT);
    const char *table = record != NULL ? record->table : "";
    for (const char *at = text; *at != '\0'; at++)
        fits = fits && (*at == '$'   ? buffer_append_text(&buffer, columns)
                        : *at == '@' ? buffer_append_text(&buffer, table)
                                     : buffer_append(&buffer, at, 1));
    assert(fits); /* texts and records are ours */
    free(columns);
    char *sql = memory_text(buffer_text(&buffer));
    buffer_clear(&buffer);
    return sql;
}

struct query query_of(struct store *store, const struct record *record, const char *text, struct error *err)
{
    sqlite3_stmt *row = store_statement(store, record, text, fill_template, err);
    return (struct query){store, row, err, row == NULL};
}

void query_text(struct query *query, int index, const char *text)
{
    if (query->row != NULL)
        sqlite3_bind_text(query->row, index, text, -1, SQLITE_STATIC);
}

void query_number(struct query *query, int index, int64_t number)
{
    if (query->row != NULL)
        sqlite3_bind_int64(query->row, index, number);
}

bool query_next(struct query *query)
{
    if (query->failed)
        return false;
    int code = sqlite3_step(query->row);
    if (code != SQLITE_ROW && code != SQLITE_DONE) {
        store_error(query->store, query->err, "the store");
        query->failed = true;
    }
    return code == SQLITE_ROW;
}

bool query_end(struct query *query)
{
    if (query->row != NULL) {
        sqlite3_reset(query->row);
        sqlite3_clear_bindings(query->row);
    }
    return !query->failed;
}

bool query_run(struct query *query)
{
    query_next(query);
    return query_end(query);
}

int64_t query_first_number(struct query *query, int64_t otherwise)
{
    int64_t number = query_next(query) ? sqlite3_column_int64(query->row, 0) : otherwise;
    query_end(query);
    return number;
}
