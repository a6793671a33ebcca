/* SPDX-License-Identifier: MIT
 * GPU venues: a whole order book of 80 MB, read while it arrives and stored, against cJSON building the same
 * document; three years of 12 models at 15 venues, thinned as the retention rule has it: size of the file, a chart
 * out of it. The heap is counted where it is asked for, in every library. */
#include "config.h"

#include "measure.h"

#include "base/text.h"
#include "source/source.h"
#include "store/gsi_fixes.h"
#include "store/venues.h"

#include <cjson/cJSON.h>
#include <malloc.h>
#include <sqlite3.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>

#define OFFERS 25000
#define BODY   ((size_t)128 << 20)
#define PART   16384
#define START  INT64_C(1794927600)
#define DAY    86400
#define VENUES 15
#define MODELS 12

/* --- the heap, counted --- */

static atomic_size_t held, most;

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *block, size_t size);
void __libc_free(void *block);

static void *counted(void *block)
{
    size_t now = atomic_fetch_add(&held, malloc_usable_size(block)) + malloc_usable_size(block);
    if (now > atomic_load(&most))
        atomic_store(&most, now);
    return block;
}

void *malloc(size_t size)
{
    return counted(__libc_malloc(size));
}

void *calloc(size_t count, size_t size)
{
    return counted(__libc_calloc(count, size));
}

void *realloc(void *block, size_t size)
{
    atomic_fetch_sub(&held, malloc_usable_size(block));
    return counted(__libc_realloc(block, size));
}

void free(void *block)
{
    atomic_fetch_sub(&held, malloc_usable_size(block));
    __libc_free(block);
}

/* --- an order book --- */

struct body {
    char *text;
    size_t length;
};

static void put(struct body *body, const char *text)
{
    size_t length = strlen(text);
    if (body->length + length >= BODY)
        measure_die("the order book is too long");
    memcpy(body->text + body->length, text, length);
    body->length += length;
}

static struct body make_body(void)
{
    static const char *const names[] = {"H100 SXM", "H200", "RTX 4090", "A100 SXM4", "L40S", "RTX 5090"};
    struct body body = {mmap(NULL, BODY, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0), 0};
    char text[1024];
    if (body.text == MAP_FAILED)
        measure_die("no memory for an order book");
    put(&body, "{\"offers\": [");
    for (int i = 0; i < OFFERS; i++) {
        int gpus = 1 << i % 4;
        snprintf(
            text, sizeof text,
            "%s{\"id\": %d, \"ask_contract_id\": %d, \"machine_id\": %d, \"host_id\": %d, \"gpu_name\": \"%s\", "
            "\"gpu_ram\": 81559, \"num_gpus\": %d, \"dph_total\": %.6f, \"reliability\": 0.9%d, "
            "\"verification\": \"verified\", \"rentable\": true, \"rented\": false, \"is_bid\": false, "
            "\"geolocation\": \"Norway, NO\", \"public_ipaddr\": \"192.0.2.1\", \"gpu_ids\": [",
            i > 0 ? ", " : "", i + 1, i + 1, 1000 + i / 4, i % 700, names[i % 6], gpus,
            gpus * (1.5 + 0.0001 * (i % 9973)), i % 10);
        put(&body, text);
        for (int gpu = 0; gpu < gpus; gpu++) {
            snprintf(text, sizeof text, "%s%d", gpu > 0 ? ", " : "", i / 4 * 8 + gpu);
            put(&body, text);
        }
        put(&body, "]");
        for (int field = 0; field < 76; field++) {
            snprintf(text, sizeof text, ", \"attribute_number_%02d\": %d.%06d", field, i % 97,
                     field * 9973 % 1000000);
            put(&body, text);
        }
        put(&body, "}");
    }
    put(&body, "]}");
    return body;
}

static double read_and_store_ms(const struct body *body, struct store *store, double *heap_mb, size_t *offers)
{
    const struct source *source = source_find("vast_book");
    struct subscription subscription = {.kind = DATASET_GPU_MARKET, .now = START};
    struct source_response response = {.status = 200,
                                       .content_type = "application/json",
                                       .body = "",
                                       .length = body->length,
                                       .received_at = START,
                                       .retry_after_seconds = -1};
    struct observations observations;
    struct error err = {.message = ""};
    size_t before = atomic_load(&held);
    atomic_store(&most, before);
    double started = measure_now_ms();
    observations_init(&observations);
    void *stream = source->stream_begin(&subscription, &observations);
    for (size_t at = 0; at < body->length; at += PART) {
        size_t left = body->length - at;
        if (!source->stream_feed(stream, body->text + at, left < PART ? left : PART, &err))
            measure_die("the order book: %s", err.message);
    }
    if (!source->stream_end(stream, &response, &observations, &err))
        measure_die("the order book: %s", err.message);
    source->stream_free(stream);
    if (!store_begin(store, &err) || !store_put(store, &observations, source->name, START, NULL, &err) ||
        !store_commit(store, &err))
        measure_die("the store: %s", err.message);
    double took = measure_now_ms() - started;
    *offers = observations.offer_count;
    observations_clear(&observations);
    *heap_mb = (double)(atomic_load(&most) - before) / 1e6;
    return took;
}

static double whole_ms(const struct body *body, double *heap_mb)
{
    size_t before = atomic_load(&held);
    atomic_store(&most, before);
    double started = measure_now_ms();
    cJSON *root = cJSON_ParseWithLength(body->text, body->length + 1);
    double took = measure_now_ms() - started;
    if (root == NULL)
        measure_die("cJSON cannot read the order book");
    *heap_mb = (double)(atomic_load(&most) - before) / 1e6;
    cJSON_Delete(root);
    return took;
}

static void bench_book(struct store *store)
{
    struct body body = make_body();
    double heap_mb = 0, whole_heap_mb = 0;
    size_t offers = 0;
    (void)read_and_store_ms(&body, store, &heap_mb, &offers); /* the files are made */
    double ours = read_and_store_ms(&body, store, &heap_mb, &offers), whole = whole_ms(&body, &whole_heap_mb);
    printf("an order book of %.1f MB, %zu offers\n", (double)body.length / 1e6, offers);
    measure_line("read while it comes, stored", "ms", ours, whole, whole);
    measure_line("its heap at most", "MB", heap_mb, whole_heap_mb, 16);
    munmap(body.text, BODY);
}

/* --- three years --- */

static void run_sql(sqlite3 *db, const char *sql)
{
    char *message = NULL;
    if (sqlite3_exec(db, sql, NULL, NULL, &message) != SQLITE_OK)
        measure_die("%s", message != NULL ? message : "SQLite");
}

/* As fine as the rule leaves them: 15 minutes, an hour, six hours, a day. */
static void fill(sqlite3 *db, int from_days, int to_days, int step)
{
    char sql[2048];
    snprintf(
        sql, sizeof sql,
        "WITH RECURSIVE t(at) AS (SELECT %lld UNION ALL SELECT at + %d FROM t WHERE at + %d < %lld),"
        " v(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM v WHERE i + 1 < %d),"
        " m(k) AS (SELECT 0 UNION ALL SELECT k + 1 FROM m WHERE k + 1 < %d)"
        " INSERT INTO book(venue, model, at, low, quartile1, median, quartile3, spot, offers, machines, idle_gpus,"
        " capped, stock, stock_word, source, role, stock8, regions, regions_stocked, raw, raw_unit, raw_gpus)"
        " SELECT 'Venue ' || i, (SELECT name FROM model_name WHERE rowid = k + 1), at, 1.9 + 0.001 * (at %% 97),"
        " 2.1, 2.5 + 0.001 * (at %% 89), 3.1, NULL, 31, 19, 78, 0, 0.5, 'Medium', 'venue_stock', 0, 1, 12, 7, 20.0,"
        " '$/h whole', 8 FROM v, m, t",
        (long long)(START - (int64_t)from_days * DAY), step, step, (long long)(START - (int64_t)to_days * DAY),
        VENUES, MODELS);
    run_sql(db, sql);
}

static void fill_years(const char *path)
{
    sqlite3 *db;
    size_t count;
    const char *const *models = gpu_models(&count);
    if (sqlite3_open(path, &db) != SQLITE_OK)
        measure_die("%s cannot be opened", path);
    run_sql(db, "PRAGMA synchronous=OFF; BEGIN; CREATE TEMP TABLE model_name(name TEXT)");
    for (size_t i = 0; i < MODELS; i++) {
        char sql[96];
        snprintf(sql, sizeof sql, "INSERT INTO model_name VALUES('%s')", models[i]);
        run_sql(db, sql);
    }
    fill(db, 3 * 365, 365, 24 * 3600);
    fill(db, 365, 90, 6 * 3600);
    fill(db, 90, 14, 3600);
    fill(db, 14, 0, 900);
    run_sql(
        db,
        "INSERT OR REPLACE INTO book_day SELECT model, venue, at / 86400, max(at), median, low, stock, idle_gpus,"
        " role, spot_ratio FROM book GROUP BY model, venue, at / 86400; COMMIT; PRAGMA wal_checkpoint(TRUNCATE)");
    sqlite3_close(db);
}

static double load_ms(struct store *store, bool market)
{
    struct error err = {.message = ""};
    double least = 0;
    for (int run = 0; run < 15; run++) {
        double started = measure_now_ms();
        struct dataset *data = market ? store_load_gpu_market(store, START, &err)
                                      : store_load_gpu_history(store, gpu_models(&(size_t){0})[0], START, &err);
        double took = measure_now_ms() - started;
        if (data == NULL || dataset_is_empty(data))
            measure_die("three years: %s", err.message);
        dataset_unref(data);
        least = run == 0 || took < least ? took : least;
    }
    return least;
}

/* The fixes of 90 days, each made out of the books of its day, so that the one that is timed has them behind it. */
static void fill_fixes(struct store *store)
{
    struct error err = {.message = ""};
    int64_t last = gsi_fix_time(START - DAY);
    if (!store_begin(store, &err))
        measure_die("the store: %s", err.message);
    for (int64_t at = last - INT64_C(89) * DAY; at <= last; at += DAY)
        if (!store_gsi_fix(store, at + 3600, NULL, &err))
            measure_die("a fix: %s", err.message);
    if (!store_commit(store, &err))
        measure_die("the store: %s", err.message);
}

static double fix_ms(struct store *store, size_t *models, size_t *earlier)
{
    struct error err = {.message = ""};
    double least = 0;
    for (int run = 0; run < 15; run++) {
        struct gsi_evidence_set set;
        double started = measure_now_ms();
        if (!store_gsi_compute(store, 0, GSI_FROM_BOOKS, START, &set, &err))
            measure_die("a fix: %s", err.message);
        double took = measure_now_ms() - started;
        *models = set.count;
        *earlier = set.count > 0 ? set.works[0].count180 : 0;
        store_gsi_clear(&set);
        least = run == 0 || took < least ? took : least;
    }
    return least;
}

static void bench_fix(struct store *store)
{
    size_t models = 0, earlier = 0;
    double took = fix_ms(store, &models, &earlier);
    if (models < MODELS || earlier < 80)
        measure_die("the fix is of %zu models and %zu earlier prices", models, earlier);
    measure_line("a fix of all models out of 90 days", "ms", took, MEASURE_NONE, 20);
}

int main(void)
{
    struct bench_home home;
    struct store_report report;
    struct error err = {.message = ""};
    char cache[96], history[96];
    struct stat file;
    bench_home_make(&home);
    snprintf(cache, sizeof cache, "%s/cache.db", home.path);
    snprintf(history, sizeof history, "%s/history.db", home.path);
    struct store_options options = {.cache_path = cache, .history_path = history, .read_only = false};
    struct store *store = store_open(&options, START, &report, &err);
    if (store == NULL)
        measure_die("the store: %s", err.message);
    bench_book(store);
    store_close(store);
    fill_years(history);
    if (stat(history, &file) != 0)
        measure_die("no history");
    measure_line("three years, 12 models, 15 venues", "MB", (double)file.st_size / 1e6, MEASURE_NONE, 200);
    store = store_open(&options, START, &report, &err);
    measure_line("a chart of one model out of it", "ms", load_ms(store, false), MEASURE_NONE, 10);
    measure_line("the market's table out of it", "ms", load_ms(store, true), MEASURE_NONE, 20);
    fill_fixes(store);
    store_close(store); /* what was written lies in the file then, as it does a minute later */
    store = store_open(&options, START, &report, &err);
    bench_fix(store);
    store_close(store);
    bench_home_remove(&home);
    return measure_status();
}
