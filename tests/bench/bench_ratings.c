/* SPDX-License-Identifier: MIT
 * Ratings: a recorded history of 921 rows through its source, 5,000 actions of three sources merged, and the tape
 * over 40 symbols out of the store. The floor of the first is cJSON alone on the same body. Usage: bench_ratings
 * [FILE] */
#include "config.h"

#include "measure.h"

#include "base/date.h"
#include "base/text.h"
#include "model/action_merge.h"
#include "source/source.h"
#include "store/rating_tapes.h"

#include <cjson/cJSON.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define RUNS    21
#define ACTIONS 5000
#define SYMBOLS 40
#define EACH    30 /* actions per symbol in the tape's 90 days */
#define NOW     INT64_C(1794927600)

static double least(double a, double b)
{
    return a == 0 || b < a ? b : a;
}

static char *read_file(const char *path, size_t *length)
{
    FILE *file = fopen(path, "rb");
    char *text = NULL;
    if (file == NULL)
        return NULL;
    if (fseek(file, 0, SEEK_END) == 0) {
        long size = ftell(file);
        rewind(file);
        text = size > 0 ? calloc((size_t)size + 1, 1) : NULL;
        *length = text != NULL ? fread(text, 1, (size_t)size, file) : 0;
    }
    fclose(file);
    return text;
}

static void bench_parse(const char *path)
{
    struct source_response response = {.status = 200, .content_type = "application/json", .received_at = NOW};
    struct subscription subscription = {.kind = DATASET_RATINGS, .subject = "GOOGL", .now = NOW};
    const struct source *source = source_find("yahoo_ratings");
    char *text = read_file(path, &response.length);
    double ours = 0, floor = 0;
    if (text == NULL || source == NULL) {
        measure_missing("ratings: a history of 921 rows parsed", "no recording");
        free(text);
        return;
    }
    response.body = text;
    for (int run = 0; run < RUNS; run++) {
        struct observations observations;
        struct error err = {0};
        double started = measure_now_ms();
        observations_init(&observations);
        if (!source->parse(&subscription, &response, &observations, &err) || observations.action_count != 921)
            measure_die("the history: %zu rows, %s", observations.action_count, err.message);
        ours = least(ours, measure_now_ms() - started);
        observations_clear(&observations);
        started = measure_now_ms();
        cJSON_Delete(cJSON_ParseWithLength(text, response.length));
        floor = least(floor, measure_now_ms() - started);
    }
    measure_line("ratings: a history of 921 rows parsed", "ms", ours, floor, 5);
    free(text);
}

static void bench_merge(void)
{
    static const char *const sources[] = {"yahoo_ratings", "massive_ratings", "fmp_grades"};
    static const char *const firms[] = {"B of A Securities", "Keybanc", "Wells Fargo & Company",
                                        "Evercore ISI Group", "An Unheard House LLC"};
    struct rating_action *items = calloc(ACTIONS, sizeof *items);
    double took = 0;
    size_t merged = 0;
    if (items == NULL)
        measure_die("no memory");
    for (int i = 0; i < ACTIONS; i++) {
        snprintf(items[i].symbol, SYMBOL_SIZE, "S%02d", i / 3 % SYMBOLS);
        text_copy(items[i].source, sizeof items[i].source, sources[i % 3]);
        items[i].firm = firms[i / 3 % 5];
        items[i].from = "Hold";
        items[i].to = "Buy";
        items[i].target_to = amount_of(100 + i / 3 % 50);
        items[i].when = NOW - (int64_t)(i / 3) * 7200;
    }
    for (int run = 0; run < RUNS; run++) {
        struct arena arena;
        arena_init(&arena);
        double started = measure_now_ms();
        merged = actions_merge(items, ACTIONS, &arena).count;
        took = least(took, measure_now_ms() - started);
        arena_clear(&arena);
    }
    if (merged != (ACTIONS + 2) / 3)
        measure_die("merged into %zu rows", merged);
    measure_line("ratings: 5,000 actions of 3 sources merged", "ms", took, MEASURE_NONE, 10);
    free(items);
}

static void bench_tape(void)
{
    char symbols[SYMBOLS][SYMBOL_SIZE];
    struct store_options options = {.cache_path = NULL};
    struct store_report report = {.count = 0};
    struct error err = {0};
    struct observations observations;
    double took = 0;
    struct store *store = store_open(&options, NOW, &report, &err);
    observations_init(&observations);
    for (int i = 0; i < SYMBOLS; i++) {
        snprintf(symbols[i], SYMBOL_SIZE, "S%02d", i);
        for (int k = 0; k < EACH; k++) {
            struct rating_action *action = observations_add_action(&observations);
            text_copy(action->symbol, sizeof action->symbol, symbols[i]);
            action->firm = "Wells Fargo";
            action->from = "Equal Weight";
            action->to = "Overweight";
            action->target_to = amount_of(100 + k);
            action->when = NOW - (int64_t)k * 3 * 86400;
        }
    }
    if (store == NULL || !store_put(store, &observations, "yahoo_ratings", NOW, NULL, &err))
        measure_die("the store: %s", err.message);
    for (int run = 0; run < RUNS; run++) {
        double started = measure_now_ms();
        struct dataset *tape = store_load_tape(store, (const char(*)[SYMBOL_SIZE])symbols, SYMBOLS, NOW, &err);
        took = least(took, measure_now_ms() - started);
        if (tape == NULL || tape->u.ratings.count != SYMBOLS * EACH)
            measure_die("the tape holds %zu", tape != NULL ? tape->u.ratings.count : 0);
        dataset_unref(tape);
    }
    measure_line("ratings: the tape over 40 symbols opened", "ms", took, MEASURE_NONE, 5);
    observations_clear(&observations);
    store_close(store);
}

int main(int count, char **arguments)
{
    date_use_new_york();
    bench_parse(count > 1 ? arguments[1] : "");
    bench_merge();
    bench_tape();
    return measure_status();
}
