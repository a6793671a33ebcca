/* SPDX-License-Identifier: MIT
 * A store in a folder of its own, and observations to put into it. */
#include "config.h"

#include "store_fixture.h"

#include "base/date.h"
#include "base/memory.h"
#include "base/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <dirent.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

int fixture_begin(void **state)
{
    struct fixture *fixture = memory_new(1, sizeof *fixture);
    const char *temporary = getenv("TMPDIR");
    snprintf(fixture->folder, sizeof fixture->folder, "%s/gputape-store-XXXXXX",
             temporary != NULL ? temporary : "/tmp");
    date_use_new_york();
    if (mkdtemp(fixture->folder) == NULL)
        return -1;
    snprintf(fixture->cache, sizeof fixture->cache, "%s/cache.db", fixture->folder);
    snprintf(fixture->history, sizeof fixture->history, "%s/history.db", fixture->folder);
    observations_init(&fixture->news);
    *state = fixture;
    return 0;
}

static void remove_folder(const char *folder)
{
    char path[FIXTURE_PATH + 300];
    DIR *names = opendir(folder);
    for (struct dirent *name; names != NULL && (name = readdir(names)) != NULL;) {
        snprintf(path, sizeof path, "%s/%s", folder, name->d_name);
        unlink(path);
    }
    if (names != NULL)
        closedir(names);
    rmdir(folder);
}

int fixture_end(void **state)
{
    struct fixture *fixture = *state;
    store_close(fixture->store);
    observations_clear(&fixture->news);
    remove_folder(fixture->folder);
    free(fixture);
    return 0;
}

static struct store *open_as(struct fixture *fixture, int64_t now, bool read_only)
{
    struct store_options options = {
        .cache_path = fixture->cache, .history_path = fixture->history, .read_only = read_only};
    struct error err = {0};
    assert_null(fixture->store);
    fixture->report.count = 0;
    fixture->store = store_open(&options, now, &fixture->report, &err);
    if (fixture->store == NULL)
        fail_msg("the store does not open: %s", err.message);
    return fixture->store;
}

struct store *fixture_open(struct fixture *fixture, int64_t now)
{
    return open_as(fixture, now, false);
}

struct store *fixture_open_read_only(struct fixture *fixture, int64_t now)
{
    return open_as(fixture, now, true);
}

void fixture_close(struct fixture *fixture)
{
    store_close(fixture->store);
    fixture->store = NULL;
}

bool fixture_reported(const struct fixture *fixture, const char *part)
{
    for (size_t i = 0; i < fixture->report.count; i++)
        if (strstr(fixture->report.messages[i], part) != NULL)
            return true;
    return false;
}

void fixture_put(struct fixture *fixture, const struct observations *observations, int64_t now)
{
    struct error err = {0};
    observations_clear(&fixture->news);
    observations_init(&fixture->news);
    bool good = store_begin(fixture->store, &err) &&
                store_put(fixture->store, observations, "test", now, &fixture->news, &err) &&
                store_commit(fixture->store, &err);
    if (!good)
        fail_msg("not stored: %s", err.message);
}

/* --- observations --- */

struct quote *add_quote(struct observations *observations, const char *symbol, double last, int64_t as_of)
{
    struct quote *quote = observations_add_quote(observations);
    text_copy(quote->symbol, sizeof quote->symbol, symbol);
    quote->last = amount_of(last);
    quote->as_of = as_of;
    quote->fetched_at = as_of + 1;
    quote->decimals = 2;
    return quote;
}

struct bars *add_bars(struct observations *observations, const char *symbol, enum chart_range range,
                      enum bar_interval interval, int64_t start, size_t count, double close)
{
    struct bars *bars = observations_add_bars(observations);
    text_copy(bars->symbol, sizeof bars->symbol, symbol);
    text_copy(bars->currency, sizeof bars->currency, "USD");
    bars->range = range;
    bars->interval = interval;
    bars->decimals = 2;
    bars->items = arena_array(&observations->arena, count, sizeof *bars->items);
    bars->count = count;
    for (size_t i = 0; i < count; i++)
        bars->items[i] = (struct bar){.start = start + (int64_t)i * bar_interval_seconds(interval),
                                      .open = close,
                                      .high = close + 1,
                                      .low = close - 1,
                                      .close = close,
                                      .volume = amount_of(1000)};
    return bars;
}

struct rating_action *add_action(struct observations *observations, const char *symbol, const char *firm,
                                 const char *to, double target, int64_t when)
{
    struct rating_action *action = observations_add_action(observations);
    text_copy(action->symbol, sizeof action->symbol, symbol);
    action->firm = arena_text(&observations->arena, firm);
    action->to = arena_text(&observations->arena, to);
    action->from = arena_text(&observations->arena, "Hold");
    action->move = MOVE_UPGRADE;
    action->target_to = target > 0 ? amount_of(target) : AMOUNT_UNKNOWN;
    action->when = when;
    return action;
}

struct filing *add_filing(struct observations *observations, const char *symbol, const char *accession,
                          const char *form, int32_t filed_day)
{
    struct filing *filing = observations_add_filing(observations);
    text_copy(filing->symbol, sizeof filing->symbol, symbol);
    text_copy(filing->accession, sizeof filing->accession, accession);
    text_copy(filing->form, sizeof filing->form, form);
    filing->filed_day = filed_day;
    filing->report_day = DATE_UNKNOWN;
    filing->cik = 1769628;
    return filing;
}

struct gpu_book *add_book(struct observations *observations, const char *venue, const char *model, double median,
                          int64_t seen_at)
{
    struct gpu_book *book = observations_add_book(observations);
    text_copy(book->venue, sizeof book->venue, venue);
    text_copy(book->model, sizeof book->model, model);
    book->median = amount_of(median);
    book->seen_at = seen_at;
    return book;
}

struct quote load_one_quote(struct store *store, const char *symbol, int64_t now)
{
    char symbols[1][SYMBOL_SIZE];
    struct error err = {0};
    struct quote quote = {.symbol = ""};
    text_copy(symbols[0], SYMBOL_SIZE, symbol);
    struct dataset *dataset = store_load_quotes(store, (const char(*)[SYMBOL_SIZE])symbols, 1, now, &err);
    if (dataset == NULL)
        fail_msg("no quotes: %s", err.message);
    if (dataset->u.quotes.count == 1)
        quote = dataset->u.quotes.items[0];
    dataset_unref(dataset);
    return quote;
}

/* --- files --- */

void fixture_sql(const char *path, const char *sql)
{
    sqlite3 *db = NULL;
    char *message = NULL;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    if (sqlite3_exec(db, sql, NULL, NULL, &message) != SQLITE_OK)
        fail_msg("%s: %s", sql, message);
    sqlite3_close(db);
}

bool fixture_refuses(const char *path, const char *sql)
{
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    bool refused = sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_CONSTRAINT;
    sqlite3_close(db);
    return refused;
}

int64_t fixture_number(const char *path, const char *sql)
{
    sqlite3 *db = NULL;
    sqlite3_stmt *row = NULL;
    int64_t number = -1;
    assert_int_equal(sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
    if (sqlite3_prepare_v2(db, sql, -1, &row, NULL) == SQLITE_OK && sqlite3_step(row) == SQLITE_ROW)
        number = sqlite3_column_int64(row, 0);
    sqlite3_finalize(row);
    sqlite3_close(db);
    return number;
}

size_t fixture_count_names(const struct fixture *fixture, const char *part, char name[FIXTURE_PATH])
{
    size_t count = 0;
    struct dirent **names = NULL;
    int all = scandir(fixture->folder, &names, NULL, alphasort);
    for (int i = 0; i < all; i++) {
        if (strstr(names[i]->d_name, part) != NULL) {
            count++;
            if (name != NULL)
                text_copy(name, FIXTURE_PATH, names[i]->d_name);
        }
        free(names[i]);
    }
    free(names);
    return count;
}

void fixture_overwrite(const char *path, long offset, const void *bytes, size_t length)
{
    FILE *file = fopen(path, "r+be");
    assert_non_null(file);
    assert_int_equal(fseek(file, offset, SEEK_SET), 0);
    assert_int_equal(fwrite(bytes, 1, length, file), length);
    assert_int_equal(fclose(file), 0);
}

void fixture_remove(const char *path)
{
    static const char *const suffixes[] = {"", "-wal", "-shm"};
    char name[FIXTURE_PATH + 100];
    for (size_t i = 0; i < sizeof suffixes / sizeof suffixes[0]; i++) {
        snprintf(name, sizeof name, "%s%s", path, suffixes[i]);
        unlink(name);
    }
}

long fixture_size(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 ? (long)status.st_size : -1;
}
