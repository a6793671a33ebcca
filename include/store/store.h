/* SPDX-License-Identifier: MIT
 * Everything observed, with source and time, in two SQLite files: a cache that may vanish and a history that may
 * not. One handle belongs to one thread. Speaks of observations and queries; leaks no SQL.
 * A second process of the same user works on the same files: WAL, short transactions, busy time-out. */
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include "base/error.h"
#include "model/dataset.h"
#include "model/observations.h"
#include "model/watchlist.h"

#include <stddef.h>
#include <stdint.h>

struct store;

#define STORE_MESSAGES_MOST 8
#define STORE_MESSAGE_SIZE  200

struct store_report { /* what the user must hear about the opening: files set aside, read-only, memory only */
    char messages[STORE_MESSAGES_MOST][STORE_MESSAGE_SIZE];
    size_t count;
};

struct store_options {
    const char *cache_path;   /* NULL: in memory */
    const char *history_path; /* NULL: in memory */
    bool read_only;           /* the first frame: never creates, checks or writes; a missing file is empty */
    bool own_prices;          /* new fixes of the shortage index and its live value leave the settled index out */
};

/* Once, before the first store is opened and before threads start: what a file has in memory is then one piece. */
void store_tune(void);

/* Opens, checks after an unclean end, migrates; sets a corrupt file aside as NAME.corrupt-YYYYMMDD-HHMMSS and says
 * so. When the files cannot be used at all it works in memory and says so: false only if even that fails. */
struct store *store_open(const struct store_options *options, int64_t now, struct store_report *report,
                         struct error *err);
void store_close(struct store *store); /* marks the clean end; NULL allowed */

/* One poll = begin, put (any number), commit. On failure everything since begin is undone. When the disk or the
 * file was at fault the store works in memory from then on (store_trouble tells), and the same poll may be done
 * again. */
bool store_begin(struct store *store, struct error *err) __attribute__((warn_unused_result));
bool store_commit(struct store *store, struct error *err) __attribute__((warn_unused_result));
void store_rollback(struct store *store);

/* Stores observations that `source` made at `now`. What was not known before (new actions, new filings, changed
 * books, changed quotes with their previous value) is added to news when not NULL:
 * news->actions, news->filings; for books and quotes the PREVIOUS row directly followed by the new one.
 * Nothing is news on the first ever import of a subject. Data older than what is held is ignored. */
bool store_put(struct store *store, const struct observations *observations, const char *source, int64_t now,
               struct observations *news, struct error *err) __attribute__((warn_unused_result));

/* When the disk is full or failing the store carries on in memory and this is the banner; "" when all is well.
 * store_recover tries the files again (call it once a minute); it reports a file that it had to set aside: what
 * that held is gone. */
const char *store_trouble(const struct store *store);
void store_recover(struct store *store, int64_t now, struct store_report *report);

/* --- reading: each returns a new dataset (never NULL on success; may be empty) or NULL with *err. --- */
struct dataset *store_load_quotes(struct store *store, const char (*symbols)[SYMBOL_SIZE], size_t count,
                                  int64_t now, struct error *err);
struct dataset *store_load_bars(struct store *store, const char *symbol, enum chart_range range, int64_t now,
                                struct error *err);
struct dataset *store_load_ratings(struct store *store, const char *symbol, struct error *err);
/* Revenue estimates get ago7..ago90 from our own earlier observations. */
struct dataset *store_load_consensus(struct store *store, const char *symbol, int64_t now, struct error *err);
/* Facts are loaded and derived: the dataset holds quarters. */
struct dataset *store_load_receivables(struct store *store, const char *symbol, struct error *err);
struct dataset *store_load_filings(struct store *store, const char *symbol, struct error *err);
struct dataset *store_load_gpu_market(struct store *store, int64_t now, struct error *err);
struct dataset *store_load_events(struct store *store, size_t most, struct error *err);
/* subject: event_window_subject(). */
struct dataset *store_load_event_list(struct store *store, const char *subject, struct error *err);

/* CIK of a symbol from the stored SEC table, else the built-in one; 0 unknown. */
int64_t store_cik(struct store *store, const char *symbol);
/* Newest periodic accession among the stored filings / the one that the stored facts came from. "" none. */
void store_newest_periodic(struct store *store, const char *symbol, char accession[ACCESSION_SIZE]);
void store_facts_accession(struct store *store, const char *symbol, char accession[ACCESSION_SIZE]);
/* How many periodic reports are stored for the symbol. */
size_t store_periodic_count(struct store *store, const char *symbol);

/* --- what the poller remembers over restarts, per (source, subject) --- */
struct store_poll {
    int64_t tried_at, good_at; /* UTC s */
    unsigned failures;         /* in a row */
    char etag[128], last_modified[64];
    char body_digest[72]; /* of the last good body; "" none: an equal one need not be stored again */
};
bool store_poll_get(struct store *store, const char *source, const char *subject, struct store_poll *poll);
bool store_poll_put(struct store *store, const char *source, const char *subject, const struct store_poll *poll,
                    struct error *err) __attribute__((warn_unused_result));
/* Host cool-downs survive restarts: UTC s until which the bucket must rest; 0 none. */
int64_t store_cooling_get(struct store *store, const char *bucket);
bool store_cooling_put(struct store *store, const char *bucket, int64_t until, struct error *err)
    __attribute__((warn_unused_result));

/* --- edits and small settings made in the program --- */
/* Makes all changes kept, in the order of their making; returns how many there are. */
size_t store_watch_edits(struct store *store, struct watchlist *list);
bool store_watch_edits_put(struct store *store, const struct watch_edit *edits, size_t count, struct error *err)
    __attribute__((warn_unused_result));
/* Small text values by name ("attended_at", "theme", "symbol"). Empty when none. */
void store_setting_get(struct store *store, const char *name, char *value, size_t size);
bool store_setting_put(struct store *store, const char *name, const char *value, struct error *err)
    __attribute__((warn_unused_result));

/* Thins and prunes by the documented retention rule, at most once an hour; the daily copy of the history (7 kept).
 */
bool store_maintain(struct store *store, int64_t now, struct error *err) __attribute__((warn_unused_result));

/* The pages of the files that are kept in memory are freed: they are read again when they are needed. */
void store_give_back(struct store *store);

/* True when another process has committed since the last call. Cheap. */
bool store_changed_elsewhere(struct store *store);

#endif
