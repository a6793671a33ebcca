/* SPDX-License-Identifier: MIT
 * A store in a folder of its own, and observations to put into it. */
#ifndef STORE_FIXTURE_H
#define STORE_FIXTURE_H

#include "model/observations.h"
#include "store/store.h"

#define FIXTURE_PATH 256
#define NOON         1785517200 /* 2026-07-31 13:00 in New York, a Friday */
#define MINUTE       60
#define HOUR         3600
#define DAYS         86400

struct fixture {
    char folder[FIXTURE_PATH], cache[FIXTURE_PATH + 64], history[FIXTURE_PATH + 64];
    struct store *store;
    struct store_report report;
    struct observations news;
};

/* cmocka's set-up and tear-down: *state is a struct fixture whose folder is new and whose store is closed. */
int fixture_begin(void **state);
int fixture_end(void **state);

/* Opens; the store must come. */
struct store *fixture_open(struct fixture *fixture, int64_t now);
struct store *fixture_open_read_only(struct fixture *fixture, int64_t now);
void fixture_close(struct fixture *fixture);
bool fixture_reported(const struct fixture *fixture, const char *part);

/* begin, put, commit; what was news lies in fixture->news. The store must take it. */
void fixture_put(struct fixture *fixture, const struct observations *observations, int64_t now);

/* One quote with a last price, one bars set of daily bars from `start`, and so on. */
struct quote *add_quote(struct observations *observations, const char *symbol, double last, int64_t as_of);
struct bars *add_bars(struct observations *observations, const char *symbol, enum chart_range range,
                      enum bar_interval interval, int64_t start, size_t count, double close);
struct rating_action *add_action(struct observations *observations, const char *symbol, const char *firm,
                                 const char *to, double target, int64_t when);
struct filing *add_filing(struct observations *observations, const char *symbol, const char *accession,
                          const char *form, int32_t filed_day);
struct gpu_book *add_book(struct observations *observations, const char *venue, const char *model, double median,
                          int64_t seen_at);

/* The only quote of a symbol as loaded, with `last` unknown when there is none. */
struct quote load_one_quote(struct store *store, const char *symbol, int64_t now);

/* Straight to a file, past the store. */
void fixture_sql(const char *path, const char *sql);
bool fixture_refuses(const char *path, const char *sql); /* the file does not take it */
int64_t fixture_number(const char *path, const char *sql);
/* How many names in the folder contain the part; the last of them in name when not NULL. */
size_t fixture_count_names(const struct fixture *fixture, const char *part, char name[FIXTURE_PATH]);
void fixture_overwrite(const char *path, long offset, const void *bytes, size_t length);
void fixture_remove(const char *path); /* with its journal */
long fixture_size(const char *path);

#endif
