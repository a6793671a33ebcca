/* SPDX-License-Identifier: MIT
 * 1,000 quotes into the store in one transaction, and out again, against SQLite alone with a table of as many
 * columns. */
#include "config.h"

#include "measure.h"

#include "base/text.h"
#include "store/store.h"

#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

#define ROWS  1000
#define RUNS  15
#define START INT64_C(1794927600)

static void make_rows(struct observations *observations, int64_t now)
{
    observations_init(observations);
    for (unsigned i = 0; i < ROWS; i++) {
        struct quote *quote = observations_add_quote(observations);
        snprintf(quote->symbol, sizeof quote->symbol, "S%04u", i);
        snprintf(quote->name, sizeof quote->name, "Company %u", i);
        text_copy(quote->currency, sizeof quote->currency, "USD");
        quote->as_of = quote->fetched_at = now;
        quote->last = amount_of(100 + i * 0.01 + (double)(now % 100));
        quote->prior_close = amount_of(99);
        quote->high = amount_of(300);
        quote->low = amount_of(50);
        quote->volume = amount_of(1e6 + i);
        quote->session = SESSION_REGULAR;
        quote->decimals = 2;
    }
}

static double put_ms(struct store *store, int64_t now)
{
    struct observations observations;
    struct error err = {0};
    make_rows(&observations, now);
    double started = measure_now_ms();
    if (!store_begin(store, &err) || !store_put(store, &observations, "yahoo_quotes", now, NULL, &err) ||
        !store_commit(store, &err))
        measure_die("the store: %s", err.message);
    double took = measure_now_ms() - started;
    observations_clear(&observations);
    return took;
}

/* A chart of a thousand bars: as many rows. */
static double put_bars_ms(struct store *store, int64_t now)
{
    struct observations observations;
    struct error err = {0};
    observations_init(&observations);
    struct bars *bars = observations_add_bars(&observations);
    text_copy(bars->symbol, sizeof bars->symbol, "CRWV");
    text_copy(bars->currency, sizeof bars->currency, "USD");
    bars->interval = BAR_5M;
    bars->range = RANGE_5D;
    bars->decimals = 2;
    bars->count = ROWS;
    bars->items = arena_array(&observations.arena, ROWS, sizeof *bars->items);
    for (size_t i = 0; i < ROWS; i++) {
        double level = 100 + (double)(i % 50) + (double)(now % 100) * 0.001;
        bars->items[i] = (struct bar){.start = START - 300 * (int64_t)(ROWS - i),
                                      .open = level,
                                      .high = level + 1,
                                      .low = level - 1,
                                      .close = level + 0.5,
                                      .volume = amount_of(1e5)};
    }
    double started = measure_now_ms();
    if (!store_begin(store, &err) || !store_put(store, &observations, "yahoo_chart", now, NULL, &err) ||
        !store_commit(store, &err))
        measure_die("the store: %s", err.message);
    double took = measure_now_ms() - started;
    observations_clear(&observations);
    return took;
}

static double load_ms(struct store *store, int64_t now)
{
    static char symbols[ROWS][SYMBOL_SIZE];
    struct error err = {0};
    for (unsigned i = 0; i < ROWS; i++)
        snprintf(symbols[i], sizeof symbols[i], "S%04u", i);
    double started = measure_now_ms();
    struct dataset *dataset = store_load_quotes(store, (const char(*)[SYMBOL_SIZE])symbols, ROWS, now, &err);
    double took = measure_now_ms() - started;
    if (dataset == NULL || dataset->u.quotes.count != ROWS)
        measure_die("the store gave other rows: %s", err.message);
    dataset_unref(dataset);
    return took;
}

static void execute(sqlite3 *database, const char *text)
{
    if (sqlite3_exec(database, text, NULL, NULL, NULL) != SQLITE_OK)
        measure_die("SQLite: %s", sqlite3_errmsg(database));
}

static double floor_ms(sqlite3 *database, sqlite3_stmt *statement, double move)
{
    double started = measure_now_ms();
    execute(database, "BEGIN IMMEDIATE");
    for (int i = 0; i < ROWS; i++) {
        char symbol[SYMBOL_SIZE];
        snprintf(symbol, sizeof symbol, "S%04d", i);
        sqlite3_bind_text(statement, 1, symbol, -1, SQLITE_TRANSIENT);
        for (int column = 2; column <= 12; column++)
            sqlite3_bind_double(statement, column, i + column + move);
        if (sqlite3_step(statement) != SQLITE_DONE)
            measure_die("SQLite: %s", sqlite3_errmsg(database));
        sqlite3_reset(statement);
    }
    execute(database, "COMMIT");
    return measure_now_ms() - started;
}

static sqlite3 *open_floor(const struct bench_home *home, sqlite3_stmt **statement)
{
    sqlite3 *database = NULL;
    char path[128];
    snprintf(path, sizeof path, "%s/floor.db", home->path);
    if (sqlite3_open(path, &database) != SQLITE_OK)
        measure_die("SQLite does not open %s", path);
    execute(database, "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"
                      "CREATE TABLE q(s TEXT PRIMARY KEY, a, b, c, d, e, f, g, h, i, j, k) WITHOUT ROWID");
    if (sqlite3_prepare_v2(database, "INSERT OR REPLACE INTO q VALUES(?,?,?,?,?,?,?,?,?,?,?,?)", -1, statement,
                           NULL) != SQLITE_OK)
        measure_die("SQLite: %s", sqlite3_errmsg(database));
    return database;
}

int main(void)
{
    struct bench_home home;
    struct store_report report = {0};
    struct error err = {0};
    sqlite3_stmt *statement = NULL;
    double ours[RUNS], bars[RUNS], floor[RUNS], loads[RUNS];
    char cache[128], history[128];
    bench_home_make(&home);
    snprintf(cache, sizeof cache, "%s/cache.db", home.path);
    snprintf(history, sizeof history, "%s/history.db", home.path);
    struct store_options options = {.cache_path = cache, .history_path = history};
    struct store *store = store_open(&options, START, &report, &err);
    if (store == NULL)
        measure_die("the store does not open: %s", err.message);
    sqlite3 *database = open_floor(&home, &statement);
    (void)put_ms(store, START);
    (void)floor_ms(database, statement, 0);
    for (int i = 0; i < RUNS; i++) {
        ours[i] = put_ms(store, START + 61 * (i + 1));
        bars[i] = put_bars_ms(store, START + 61 * (i + 1));
        loads[i] = load_ms(store, START + 61 * (i + 1));
        floor[i] = floor_ms(database, statement, i);
    }
    double least = measure_share(floor, RUNS, 0.5);
    measure_line("1,000 rows (bars) into the store, one transaction", "ms", measure_share(bars, RUNS, 0.5), least,
                 measure_limit(10, 2.6, least));
    measure_line("1,000 quotes (3,000 rows) into the store", "ms", measure_share(ours, RUNS, 0.5), 3 * least,
                 measure_limit(30, 7.8, 3 * least));
    measure_line("1,000 quotes out of the store", "ms", measure_share(loads, RUNS, 0.5), least, MEASURE_NONE);
    store_close(store);
    sqlite3_finalize(statement);
    sqlite3_close(database);
    bench_home_remove(&home);
    return measure_status();
}
