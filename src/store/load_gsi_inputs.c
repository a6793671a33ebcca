/* SPDX-License-Identifier: MIT
 * What a fix is made of: out of the books of its hours, or as it was kept. */
#include "config.h"

#include "gsi_state.h"

#include "record_fields.h"

#include "base/memory.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

#define HOUR        3600
#define POLLS_MOST  2000 /* of one venue and model within the window */
#define SERIES_MOST GSI_INPUTS_MOST
#define SPOT_DAYS   30
#define VOICE_HOURS 72 /* so old a venue's last word may be when it is silent within the window */

/* The columns of a book that a fix looks at: many are read. */
static const struct field poll_fields[] = {
    TIME(struct gpu_book, seen_at, "at"),
    INT(struct gpu_book, role, "role", 0, GPU_ROLES - 1),
    RENT(struct gpu_book, median, "median"),
    AMOUNT(struct gpu_book, machines, "machines", 0, 1e6),
    AMOUNT(struct gpu_book, idle_gpus, "idle_gpus", 0, 1e7),
    AMOUNT(struct gpu_book, stock, "stock", 0, 1),
    AMOUNT(struct gpu_book, stock8, "stock8", 0, 1),
    AMOUNT(struct gpu_book, regions, "regions", 0, 1e4),
    AMOUNT(struct gpu_book, regions_stocked, "regions_stocked", 0, 1e4),
    AMOUNT(struct gpu_book, rented, "rented", 0, 1e7),
    AMOUNT(struct gpu_book, total, "total", 0, 1e7),
    AMOUNT(struct gpu_book, spot_ratio, "spot_ratio", 0, 1.5),
    AMOUNT(struct gpu_book, interruption, "interruption", 0, 4),
};
static const struct record record_poll_of_gsi = {
    FILE_HISTORY, "history.book", poll_fields, sizeof poll_fields / sizeof poll_fields[0], 1, NEWER_WINS, "at"};

struct series {
    char model[GPU_MODEL_SIZE], venue[GPU_VENUE_SIZE];
};
static const struct field series_fields[] = {
    TEXT(struct series, model, "model"),
    TEXT(struct series, venue, "venue"),
};
static const struct record record_series = {FILE_HISTORY, "history.book_day", series_fields, 2, 2, FIRST_STAYS,
                                            NULL};

struct venue_regions { /* the most that a venue listed of the model */
    char venue[GPU_VENUE_SIZE];
    struct amount most;
};
static const struct field venue_regions_fields[] = {
    TEXT(struct venue_regions, venue, "venue"),
    AMOUNT(struct venue_regions, most, "max(regions)", 0, 1e4),
};
static const struct record record_venue_regions = {
    FILE_HISTORY, "history.gsi_input", venue_regions_fields, 2, 1, FIRST_STAYS, NULL};

struct condensing {
    struct store *store;
    int64_t at;
    struct gpu_book *polls;        /* POLLS_MOST */
    char recalled[GPU_MODEL_SIZE]; /* the model whose regions are held: series come by model */
    struct venue_regions regions[GSI_VENUES_MOST];
    size_t region_count;
    struct error *err;
};

static size_t read_series(struct condensing *condensing, struct series *series)
{
    size_t count = 0;
    struct query query =
        query_of(condensing->store, &record_series,
                 "SELECT DISTINCT $ FROM @ WHERE day >= ?1 AND day <= ?2 ORDER BY model, venue", condensing->err);
    query_number(&query, 1, condensing->at / DAY_SECONDS - SPOT_DAYS);
    query_number(&query, 2, condensing->at / DAY_SECONDS);
    while (count < SERIES_MOST && query_next(&query))
        count += record_read(&record_series, &query, &series[count], NULL);
    return query_end(&query) ? count : 0;
}

/* Reads what a query about a series finds; -1 on failure. */
static long read_polls(struct condensing *condensing, struct query *query, const struct gsi_input *series,
                       int64_t from, int64_t to)
{
    long count = 0;
    query_text(query, 1, series->venue);
    query_text(query, 2, series->model);
    query_number(query, 3, from);
    query_number(query, 4, to);
    while (count < POLLS_MOST && query_next(query)) {
        condensing->polls[count] = (struct gpu_book){.seen_at = 0};
        count += record_read(&record_poll_of_gsi, query, &condensing->polls[count], NULL);
    }
    return query_end(query) ? count : -1;
}

static bool condense_polls(struct condensing *condensing, struct gsi_input *input, const struct gsi_input *before)
{
    int64_t start = condensing->at - (int64_t)GSI_WINDOW_HOURS * HOUR;
    struct query query = query_of(
        condensing->store, &record_poll_of_gsi,
        "SELECT $ FROM @ WHERE venue = ?1 AND model = ?2 AND at > ?3 AND at <= ?4 ORDER BY at", condensing->err);
    long count = read_polls(condensing, &query, input, start, condensing->at);
    if (count == 0) {
        query = query_of(condensing->store, &record_poll_of_gsi,
                         "SELECT $ FROM @ WHERE venue = ?1 AND model = ?2 AND at > ?3 AND at <= ?4"
                         " ORDER BY at DESC LIMIT 1",
                         condensing->err);
        count = read_polls(condensing, &query, input, condensing->at - (int64_t)VOICE_HOURS * HOUR, start);
    }
    if (count > 0)
        input->role = condensing->polls[count - 1].role;
    if (count > 0 && (!input->seeded || input->role == GPU_ROLE_INDEX))
        gsi_input_polls(input, condensing->polls, (size_t)count, before);
    return count >= 0;
}

/* Few venues tell it: the planner would rather read all that the others told, too. */
static bool condense_usage(struct condensing *condensing, struct gsi_input *input)
{
    struct query query =
        query_of(condensing->store, &record_poll_of_gsi,
                 "SELECT $ FROM @ INDEXED BY book_usage WHERE venue = ?1 AND model = ?2 AND at > ?3 AND at <= ?4"
                 " AND rented IS NOT NULL ORDER BY at",
                 condensing->err);
    long count =
        read_polls(condensing, &query, input, condensing->at - (int64_t)GSI_USAGE_HOURS * HOUR, condensing->at);
    if (count > 0)
        input->role = condensing->polls[count - 1].role;
    if (count > 0)
        gsi_input_usage(input, condensing->polls, (size_t)count);
    return count >= 0;
}

static bool condense_spot(struct condensing *condensing, struct gsi_input *input)
{
    struct query query =
        query_of(condensing->store, &record_poll_of_gsi,
                 "SELECT $ FROM @ INDEXED BY book_spot WHERE venue = ?1 AND model = ?2 AND at > ?3"
                 " AND at <= ?4 AND (spot_ratio IS NOT NULL OR interruption IS NOT NULL) ORDER BY at DESC LIMIT 1",
                 condensing->err);
    long count =
        read_polls(condensing, &query, input, condensing->at - (int64_t)SPOT_DAYS * DAY_SECONDS, condensing->at);
    if (count > 0) {
        input->role = condensing->polls[0].role;
        gsi_input_spot(input, &condensing->polls[0]);
    }
    return count >= 0;
}

/* The most regions that each venue listed of a model within 90 days, in what was kept with earlier fixes. */
static bool read_regions(struct condensing *condensing, const char *model)
{
    struct query query = query_of(condensing->store, &record_venue_regions,
                                  "SELECT $ FROM @ WHERE model = ?1 AND fix_at > ?2 AND fix_at < ?3 AND seeded = 0"
                                  " AND regions IS NOT NULL GROUP BY venue",
                                  condensing->err);
    size_t count = 0;
    query_text(&query, 1, model);
    query_number(&query, 2, condensing->at - (int64_t)GSI_REGION_DAYS * DAY_SECONDS);
    query_number(&query, 3, condensing->at);
    while (count < GSI_VENUES_MOST && query_next(&query))
        count += record_read(&record_venue_regions, &query, &condensing->regions[count], NULL);
    condensing->region_count = count;
    text_copy(condensing->recalled, sizeof condensing->recalled, model);
    return query_end(&query);
}

static bool recall_regions(struct condensing *condensing, struct gsi_input *input)
{
    if (strcmp(condensing->recalled, input->model) != 0 && !read_regions(condensing, input->model))
        return false;
    for (size_t i = 0; i < condensing->region_count; i++) {
        struct amount most = condensing->regions[i].most;
        if (strcmp(condensing->regions[i].venue, input->venue) == 0 && most.value > input->regions_seen.value)
            input->regions_seen = most;
    }
    return true;
}

static const struct gsi_input *find(const struct gsi_inputs *inputs, const struct series *series)
{
    for (size_t i = 0; i < inputs->count; i++)
        if (strcmp(inputs->items[i].venue, series->venue) == 0 &&
            strcmp(inputs->items[i].model, series->model) == 0)
            return &inputs->items[i];
    return NULL;
}

static bool condense(struct condensing *condensing, const struct series *series, struct gsi_input *input,
                     const struct gsi_inputs *before)
{
    text_copy(input->model, sizeof input->model, series->model);
    text_copy(input->venue, sizeof input->venue, series->venue);
    input->fix_at = condensing->at;
    return condense_polls(condensing, input, find(before, series)) && condense_usage(condensing, input) &&
           condense_spot(condensing, input) && (!input->regions.known || recall_regions(condensing, input));
}

bool gsi_inputs_condense(struct store *store, const struct gsi_moment *moment, const struct gsi_inputs *before,
                         struct gsi_inputs *inputs, struct arena *arena, struct error *err)
{
    struct condensing condensing = {
        .store = store, .at = moment->at, .polls = memory_new(POLLS_MOST, sizeof(struct gpu_book)), .err = err};
    struct series *series = memory_new(SERIES_MOST, sizeof *series);
    size_t count = read_series(&condensing, series);
    bool good = true;
    inputs->items = arena_array(arena, count + 1, sizeof *inputs->items);
    inputs->count = 0;
    for (size_t i = 0; good && i < count; i++) {
        struct gsi_input *input = &inputs->items[inputs->count];
        *input = (struct gsi_input){.made_at = moment->made_at, .seeded = moment->seeded};
        good = condense(&condensing, &series[i], input, before);
        inputs->count += good && gsi_input_is_useful(input);
    }
    free(series);
    free(condensing.polls);
    return good;
}

bool gsi_inputs_load(struct store *store, int64_t fix_at, struct gsi_inputs *inputs, struct arena *arena,
                     struct error *err)
{
    size_t model_count;
    const char *const *models = gpu_models(&model_count);
    inputs->items = arena_array(arena, GSI_INPUTS_MOST, sizeof *inputs->items);
    inputs->count = 0;
    for (size_t i = 0; fix_at > 0 && i < model_count; i++) {
        struct query query = query_of(store, &record_gsi_input,
                                      "SELECT $ FROM @ WHERE model = ?1 AND fix_at = ?2 ORDER BY venue", err);
        query_text(&query, 1, models[i]);
        query_number(&query, 2, fix_at);
        while (inputs->count < GSI_INPUTS_MOST && query_next(&query))
            inputs->count += record_read(&record_gsi_input, &query, &inputs->items[inputs->count], NULL);
        if (!query_end(&query))
            return false;
    }
    return true;
}

struct gsi_inputs gsi_inputs_of(const struct gsi_inputs *inputs, const char *model)
{
    struct gsi_inputs run = {NULL, 0};
    for (size_t i = 0; i < inputs->count; i++) {
        if (strcmp(inputs->items[i].model, model) != 0)
            continue;
        if (run.count == 0)
            run.items = &inputs->items[i];
        run.count++;
    }
    return run;
}
