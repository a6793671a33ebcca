/* SPDX-License-Identifier: MIT
 * The index out of the store: as it was fixed, computed again, and the value of now. */
#include "config.h"

#include "gsi_state.h"

#include "base/memory.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

#define SHOWN_DAYS 400
#define FIXES_MOST 12000

void store_gsi_clear(struct gsi_evidence_set *set)
{
    arena_clear(&set->arena);
}

/* How it was made: where no model's P looked at the settled index, none needs it now. */
static bool find_made(struct store *store, int64_t fix_at, struct gsi_moment *moment, struct error *err)
{
    struct query query =
        query_of(store, &record_gsi_fix,
                 "SELECT made_at, seeded FROM @ WHERE fix_at = ?1 AND model = '" GSI_BASKET "'", err);
    query_number(&query, 1, fix_at);
    bool found = query_next(&query);
    if (found) {
        moment->made_at = sqlite3_column_int64(query.row, 0);
        moment->seeded = sqlite3_column_int(query.row, 1) != 0;
    }
    if (!query_end(&query))
        return false;
    struct query settled =
        query_of(store, &record_gsi_fix, "SELECT max(settled_price) FROM @ WHERE fix_at = ?1", err);
    query_number(&settled, 1, fix_at);
    moment->own_prices = query_first_number(&settled, 0) == 0;
    return found || error_set(err, ERROR_NOT_FOUND, "no fix of the index is stored for that day");
}

bool store_gsi_compute(struct store *store, int64_t fix_at, enum gsi_origin origin, int64_t now,
                       struct gsi_evidence_set *set, struct error *err)
{
    struct gsi_inputs inputs, before;
    struct gsi_moment moment = {fix_at > 0 ? fix_at : now, now, false, store->own_prices};
    memset(set, 0, sizeof *set);
    arena_init(&set->arena);
    if (fix_at > 0 && !find_made(store, fix_at, &moment, err))
        return false;
    bool from_books = fix_at == 0 || origin == GSI_FROM_BOOKS;
    int64_t last = moment.seeded ? 0 : gsi_own_before(store, moment.at, err);
    return gsi_inputs_load(store, last, &before, &set->arena, err) &&
           (from_books ? gsi_inputs_condense(store, &moment, &before, &inputs, &set->arena, err)
                       : gsi_inputs_load(store, moment.at, &inputs, &set->arena, err)) &&
           gsi_works_make(store, &moment, &inputs, &before, set, err);
}

size_t store_gsi_stored(struct store *store, int64_t fix_at, struct gsi_fix *fixes, size_t most, struct error *err)
{
    size_t count = 0;
    struct query query = query_of(
        store, &record_gsi_fix, "SELECT $ FROM @ WHERE fix_at = ?1 ORDER BY model = '" GSI_BASKET "', model", err);
    query_number(&query, 1, fix_at);
    while (count < most && query_next(&query))
        count += record_read(&record_gsi_fix, &query, &fixes[count], NULL);
    return query_end(&query) ? count : 0;
}

int64_t store_gsi_newest(struct store *store, int64_t at, struct error *err)
{
    struct query query = query_of(store, &record_gsi_fix,
                                  "SELECT max(fix_at) FROM @ WHERE model = '" GSI_BASKET "' AND fix_at <= ?1", err);
    query_number(&query, 1, at);
    return query_first_number(&query, 0);
}

/* --- the dataset --- */

/* From 400 days ago on, model by model. */
static struct query query_shown(struct store *store, const struct record *record, int64_t now, struct error *err)
{
    struct query query = query_of(store, record,
                                  "SELECT $ FROM @ WHERE fix_at > ?1 AND fix_at <= ?2 AND version = '" GSI_VERSION
                                  "' ORDER BY model, fix_at",
                                  err);
    query_number(&query, 1, now - (int64_t)SHOWN_DAYS * DAY_SECONDS);
    query_number(&query, 2, now);
    return query;
}

static void add_series(struct gsi_index *index, const struct stored_past *rows, size_t count, struct arena *arena)
{
    struct gsi_series *series = &index->series[index->series_count++];
    text_copy(series->model, sizeof series->model, rows[0].model);
    series->fixes = arena_array(arena, count, sizeof *series->fixes);
    for (size_t i = 0; i < count; i++)
        series->fixes[series->count++] = rows[i].fix;
}

static void cut_series(struct gsi_index *index, const struct stored_past *rows, size_t count, struct arena *arena)
{
    index->series = arena_array(arena, GSI_MODELS_MOST, sizeof *index->series);
    for (size_t first = 0, end = 0; first < count && index->series_count < GSI_MODELS_MOST; first = end) {
        while (end < count && strcmp(rows[end].model, rows[first].model) == 0)
            end++;
        add_series(index, &rows[first], end - first, arena);
    }
}

static bool read_series(struct store *store, int64_t now, struct dataset *dataset, struct error *err)
{
    struct query query = query_shown(store, &record_gsi_past, now, err);
    struct stored_past *rows = NULL;
    size_t count = 0, room = 0;
    while (count < FIXES_MOST && query_next(&query)) {
        if (count == room) {
            room = room == 0 ? 64 : room * 2;
            rows = memory_grow(rows, room, sizeof *rows);
        }
        rows[count] = (struct stored_past){.model = ""};
        count += record_read(&record_gsi_past, &query, &rows[count], NULL);
    }
    cut_series(&dataset->u.index, rows, count, &dataset->arena);
    free(rows);
    return query_end(&query);
}

static bool read_whole(struct store *store, int64_t now, struct dataset *dataset, struct error *err)
{
    struct gsi_index *index = &dataset->u.index;
    struct gsi_fix *fixes = NULL;
    size_t room = 0;
    struct query query = query_shown(store, &record_gsi_fix, now, err);
    while (index->count < FIXES_MOST && query_next(&query)) {
        if (index->count == room) {
            room = room == 0 ? 64 : room * 2;
            fixes = memory_grow(fixes, room, sizeof *fixes);
        }
        index->count += record_read(&record_gsi_fix, &query, &fixes[index->count], NULL);
    }
    index->fixes = arena_array(&dataset->arena, index->count + 1, sizeof *fixes);
    if (fixes != NULL)
        memcpy(index->fixes, fixes, index->count * sizeof *fixes);
    free(fixes);
    return query_end(&query);
}

static bool make_live(struct store *store, int64_t now, struct dataset *dataset, struct error *err)
{
    struct gsi_evidence_set set;
    struct gsi_index *index = &dataset->u.index;
    bool good = store_gsi_compute(store, 0, GSI_FROM_BOOKS, now, &set, err);
    if (good && set.count > 0) {
        index->live = arena_array(&dataset->arena, set.count + 1, sizeof *index->live);
        index->live[index->live_count++] = set.basket;
        for (size_t i = 0; i < set.count; i++)
            index->live[index->live_count++] = set.works[i].fix;
        dataset->fetched_at = dataset->as_of = now;
        text_copy(dataset->source, sizeof dataset->source, GSI_VERSION);
    }
    store_gsi_clear(&set);
    return good;
}

/* NULL when what was read for it could not be read. */
static struct dataset *take_when(bool good, struct dataset *dataset)
{
    if (good)
        return dataset;
    dataset_unref(dataset);
    return NULL;
}

struct dataset *store_load_gsi(struct store *store, int64_t now, struct error *err)
{
    struct dataset *dataset = dataset_new(DATASET_GPU_INDEX, "");
    return take_when(read_series(store, now, dataset, err) && make_live(store, now, dataset, err), dataset);
}

struct dataset *store_load_gsi_whole(struct store *store, int64_t now, struct error *err)
{
    struct dataset *dataset = store_load_gsi(store, now, err);
    return take_when(dataset != NULL && read_whole(store, now, dataset, err), dataset);
}

static bool read_day(struct store *store, int64_t fix_at, struct dataset *dataset, struct error *err)
{
    struct gsi_index *index = &dataset->u.index;
    struct gsi_inputs inputs;
    index->fixes = arena_array(&dataset->arena, GSI_MODELS_MOST, sizeof *index->fixes);
    index->count = store_gsi_stored(store, fix_at, index->fixes, GSI_MODELS_MOST, err);
    if (!gsi_inputs_load(store, fix_at, &inputs, &dataset->arena, err))
        return false;
    index->inputs = inputs.items;
    index->input_count = inputs.count;
    return true;
}

struct dataset *store_load_gsi_day(struct store *store, int64_t fix_at, int64_t now, struct error *err)
{
    struct dataset *dataset = dataset_new(DATASET_GPU_INDEX, "");
    return take_when(fix_at > 0 ? read_day(store, fix_at, dataset, err)
                                : read_series(store, now, dataset, err) && read_whole(store, now, dataset, err),
                     dataset);
}
