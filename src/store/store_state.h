/* SPDX-License-Identifier: MIT
 * What the store's own files share. Private to the store. */
#ifndef STORE_STORE_STATE_H
#define STORE_STORE_STATE_H

#include "store/store.h"

#include <sqlite3.h>

enum store_file { FILE_CACHE, FILE_HISTORY, STORE_FILES };

#define STATEMENTS_MOST 64

struct cached_statement {
    const char *sql; /* a literal: compared by address */
    sqlite3_stmt *statement;
};

struct store {
    sqlite3 *db;              /* main = cache, "history" attached */
    char *paths[STORE_FILES]; /* NULL: in memory */
    bool read_only;
    bool in_transaction;
    bool in_memory; /* the files cannot be written for now */
    char trouble[STORE_MESSAGE_SIZE];
    struct cached_statement statements[STATEMENTS_MOST];
    size_t statement_count;
    int64_t data_versions[STORE_FILES];
    int64_t maintained_at;
};

/* One row per schema step of a file. */
struct migration {
    int version; /* major * 1000 + minor */
    const char *sql;
};
const struct migration *store_migrations(enum store_file file, size_t *count);
extern const char *const store_schemas[STORE_FILES]; /* "main", "history" */

/* --- statements.c --- */
/* A reset statement for a literal SQL text; NULL with *err when it cannot be prepared. */
sqlite3_stmt *store_statement(struct store *store, const char *sql, struct error *err);
void store_finalize_all(struct store *store);
bool store_execute(struct store *store, const char *sql, struct error *err);
/* Runs a statement that returns no row. */
bool store_step_done(struct store *store, sqlite3_stmt *statement, struct error *err);
bool store_error(const struct store *store, struct error *err, const char *what);
void bind_text(sqlite3_stmt *statement, int index, const char *text);
void bind_amount(sqlite3_stmt *statement, int index, struct amount amount);
void bind_day(sqlite3_stmt *statement, int index, int32_t day);
/* Columns that may have been tampered with: cleaned and gated like remote data. */
void column_text(sqlite3_stmt *statement, int index, char *text, size_t size);
const char *column_arena_text(sqlite3_stmt *statement, int index, struct arena *arena);
struct amount column_amount(sqlite3_stmt *statement, int index, double low, double high);
int32_t column_day(sqlite3_stmt *statement, int index);

/* --- open_files.c --- */
bool store_attach_files(struct store *store, int64_t now, struct store_report *report, struct error *err);
void store_say(struct store_report *report, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* --- trouble.c --- */
/* Called on a failed write: carries on in memory when the disk is at fault. True when the caller may try again. */
bool store_fall_back(struct store *store, int code);

/* --- retention.c --- */
void store_copy_history(struct store *store, int64_t now);

/* --- put_*.c --- */
struct put_context {
    struct store *store;
    const char *source;
    int64_t now;
    struct observations *news; /* NULL: not wanted */
};
bool put_quotes(const struct put_context *context, const struct observations *observations, struct error *err);
bool put_bars(const struct put_context *context, const struct observations *observations, struct error *err);
bool put_actions(const struct put_context *context, const struct observations *observations, struct error *err);
bool put_consensus(const struct put_context *context, const struct observations *observations, struct error *err);
bool put_filings(const struct put_context *context, const struct observations *observations, struct error *err);
bool put_facts(const struct put_context *context, const struct observations *observations, struct error *err);
bool put_companies(const struct put_context *context, const struct observations *observations, struct error *err);
bool put_gpu(const struct put_context *context, const struct observations *observations, struct error *err);
bool put_events(const struct put_context *context, const struct observations *observations, struct error *err);

#endif
