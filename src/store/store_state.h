/* SPDX-License-Identifier: MIT
 * What the store's own files share: the handle, its files, its queries. Private to the store. */
#ifndef STORE_STORE_STATE_H
#define STORE_STORE_STATE_H

#include "store/store.h"

#include <sqlite3.h>
#include <sys/types.h>

#define STORE_PATH_SIZE 1200
#define BUSY_MS         2000
#define FUTURE_SECONDS  120 /* how far ahead of us an honest clock may be */
#define DAY_SECONDS     86400
#define STATEMENTS_MOST 256
#define MARK_SIZE       96

/* Both files are attached under their names; "main" of the connection is an empty database in memory. */
enum store_file { FILE_CACHE, FILE_HISTORY, STORE_FILES };

struct record;

struct cached_statement {
    const char *text; /* the literal it was made from, compared by address; NULL: the record's INSERT */
    const struct record *record;
    sqlite3_stmt *statement;
};

struct place {     /* one of the two files */
    char *path;    /* NULL: there is none, ever */
    bool detached; /* cannot be used for now: its data are in memory, to be brought back */
    bool suspect;  /* damage was met: checked before it is used again */
    dev_t device;  /* what is open, to see when the path means another file */
    ino_t inode;
};

struct store {
    sqlite3 *db;
    struct place places[STORE_FILES];
    bool read_only, own_prices;
    bool in_transaction;
    int fault;            /* SQLite's code of the last failure; 0 none */
    char mark[MARK_SIZE]; /* our row in both files: left behind it tells an unclean end */
    char trouble[STORE_MESSAGE_SIZE];
    struct cached_statement statements[STATEMENTS_MOST];
    size_t statement_count;
    int64_t data_versions[STORE_FILES];
    int64_t now; /* the latest time that a caller told */
};

/* --- statements.c: a query is prepared once per connection, and reset at its end --- */
struct query {
    struct store *store;
    sqlite3_stmt *row; /* NULL: could not be prepared */
    struct error *err;
    bool failed;
};
/* In the text, $ stands for the record's columns and @ for its table. `text` must be a literal: its address is
 * the key. record may be NULL. */
struct query query_of(struct store *store, const struct record *record, const char *text, struct error *err);
void query_text(struct query *query, int index, const char *text);
void query_number(struct query *query, int index, int64_t number);
bool query_next(struct query *query); /* false at the end and on failure */
bool query_end(struct query *query);  /* false when anything failed, *err is filled */
bool query_run(struct query *query);  /* for what returns no rows: next and end */
int64_t query_first_number(struct query *query, int64_t otherwise);

/* The statement for a text and a record; `make` is called for its SQL only once per connection. */
sqlite3_stmt *store_statement(struct store *store, const struct record *record, const char *text,
                              char *(*make)(const struct record *record, const char *text), struct error *err);
void store_finalize_all(struct store *store);
bool store_execute(struct store *store, const char *sql, struct error *err);
bool store_error(struct store *store, struct error *err, const char *what);

/* --- record.c --- */
/* Adds one thing by its record's rule for what is held already; *added (may be NULL): something was changed.
 * Outside of a transaction a disk at fault is got round by going on in memory. */
bool record_put(struct store *store, const struct record *record, const void *thing, bool *added, struct error *err)
    __attribute__((warn_unused_result));
/* Fills thing (zeroed before) from a row that was selected with $. False when the row is not plausible. */
struct arena;
bool record_read(const struct record *record, const struct query *query, void *thing, struct arena *arena);

/* --- opening.c: both files usable or replaced by memory --- */
bool store_attach_files(struct store *store, struct store_report *report, struct error *err);
bool store_attach_read_only(struct store *store, struct error *err);
/* Judges, mends, upgrades and marks one file. The connection over which it proved usable; NULL: it is not. */
sqlite3 *store_prepare(struct store *store, enum store_file file, struct store_report *report, struct error *err);
/* A new connection; what is detached lives in memory, seeded from `old` (else from the file, when it can be read).
 */
bool store_connect(struct store *store, sqlite3 *old, struct error *err);
void store_say(struct store_report *report, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* --- trouble.c --- */
/* After a failed write: goes on in memory when the disk or the file is at fault. True when it now does, and the
 * same may be tried again. */
bool store_fall_back(struct store *store, int code);
bool store_fall_back_moved(struct store *store);
void store_describe_trouble(struct store *store, int code);
bool is_damage(int code);

/* --- copies.c --- */
/* The daily copy of the history; the seven newest are kept. */
void history_copy_make(struct store *store, int64_t now);
/* Puts the newest sound copy in the place of a missing history and says so. */
void history_copy_restore(const char *path, struct store_report *report);

/* --- put_*.c --- */
struct put_context {
    struct store *store;
    const char *source;
    int64_t now;
    struct observations *news; /* NULL: not wanted */
    struct error *err;
};
bool put_quotes(const struct put_context *context, const struct observations *observations);
bool put_bars(const struct put_context *context, const struct observations *observations);
bool put_actions(const struct put_context *context, const struct observations *observations);
bool put_consensus(const struct put_context *context, const struct observations *observations);
bool put_filings(const struct put_context *context, const struct observations *observations);
bool put_facts(const struct put_context *context, const struct observations *observations);
bool put_dimensional(const struct put_context *context, const struct observations *observations);
bool put_statements(const struct put_context *context, const struct observations *observations);
bool put_companies(const struct put_context *context, const struct observations *observations);
bool put_gpu(const struct put_context *context, const struct observations *observations);
bool put_documents(const struct put_context *context, const struct observations *observations);
bool put_found(const struct put_context *context, const struct observations *observations);
bool put_symbol_hits(const struct put_context *context, const struct observations *observations);
bool put_supply(const struct put_context *context, const struct observations *observations);
bool put_headlines(const struct put_context *context, const struct observations *observations);
bool put_splits(const struct put_context *context, const struct observations *observations);
bool put_events(const struct put_context *context, const struct observations *observations);
/* --- load_company.c, load_edgar.c --- */
/* All stored facts of the symbol; free() the items. */
bool store_load_facts(struct store *store, const char *symbol, struct facts *facts, struct error *err);
bool store_load_dimensional(struct store *store, const char *symbol, struct dimensional_facts *facts,
                            struct error *err);

/* When a kind of data about a subject was heard, and from whom: freshness is told also when nothing is new. */
bool put_heard(const struct put_context *context, enum dataset_kind kind, const char *subject);

/* --- load_company.c --- */
/* Who spoke of the dataset's kind and subject last, and when. */
bool load_heard(struct store *store, struct dataset *dataset, struct error *err);

#endif
