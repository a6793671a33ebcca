/* SPDX-License-Identifier: MIT
 * Rating actions out of the store: merged over sources, on the base of today's prices, with what the price did. */
#include "config.h"

#include "announced.h"
#include "record.h"

#include "base/date.h"
#include "base/memory.h"
#include "base/text.h"
#include "model/action_merge.h"
#include "model/firms.h"
#include "store/rating_tapes.h"

#include <stdlib.h>
#include <string.h>

#define ACTIONS_MOST 1000
#define CLOSES_MOST  3000
#define TAPE_DAYS    90
#define TAPE_MOST    4000
#define FIRM_MOST    600
#define SPLITS_MOST  64

/* --- what the price did --- */

struct history { /* of one symbol's price; its arrays live in an arena */
    struct closes closes;
    struct stock_split *splits;
    struct split_knowledge knowledge;
};

static bool load_closes(struct store *store, const char *symbol, struct closes *closes, struct arena *arena,
                        struct error *err)
{
    int32_t *days = arena_array(arena, CLOSES_MOST, sizeof *days);
    double *values = arena_array(arena, CLOSES_MOST, sizeof *values);
    struct query query = query_of(store, &record_bar,
                                  "SELECT start, close FROM (SELECT start, close FROM @ WHERE symbol = ?1 AND"
                                  " interval = ?2 ORDER BY start DESC LIMIT ?3) ORDER BY start",
                                  err);
    *closes = (struct closes){.days = days, .values = values};
    query_text(&query, 1, symbol);
    query_number(&query, 2, (int64_t)BAR_1D);
    query_number(&query, 3, CLOSES_MOST);
    while (closes->count < CLOSES_MOST && query_next(&query)) {
        double close = sqlite3_column_double(query.row, 1);
        if (!(close > 0 && close < 1e7))
            continue;
        days[closes->count] = date_new_york_day(sqlite3_column_int64(query.row, 0));
        values[closes->count++] = close;
    }
    return query_end(&query);
}

/* Charts of days and weeks tell all splits of their range. */
static bool load_split_coverage(struct store *store, const char *symbol, int32_t *since, struct error *err)
{
    struct query query = query_of(store, &record_bars, "SELECT $ FROM @ WHERE symbol = ?1 AND interval >= ?2", err);
    query_text(&query, 1, symbol);
    query_number(&query, 2, (int64_t)BAR_1D);
    *since = DATE_UNKNOWN;
    while (query_next(&query)) {
        struct stored_bars row = {.symbol = ""};
        if (!record_read(&record_bars, &query, &row, NULL) || row.fetched_at == 0)
            continue;
        int32_t day = date_new_york_day(chart_range_start(row.range, row.fetched_at));
        *since = *since == DATE_UNKNOWN || day < *since ? day : *since;
    }
    return query_end(&query);
}

static bool load_splits(struct store *store, const char *symbol, struct history *history, struct arena *arena,
                        struct error *err)
{
    struct query query = query_of(store, &record_split, "SELECT $ FROM @ WHERE symbol = ?1 ORDER BY day", err);
    history->splits = arena_array(arena, SPLITS_MOST, sizeof *history->splits);
    history->knowledge = (struct split_knowledge){.items = history->splits};
    query_text(&query, 1, symbol);
    while (history->knowledge.count < SPLITS_MOST && query_next(&query)) {
        struct stored_split row = {.at = 0};
        if (record_read(&record_split, &query, &row, NULL))
            history->splits[history->knowledge.count++] = row.split;
    }
    return query_end(&query);
}

static bool load_history(struct store *store, const char *symbol, struct history *history, struct arena *arena,
                         struct error *err)
{
    return load_closes(store, symbol, &history->closes, arena, err) &&
           load_splits(store, symbol, history, arena, err) &&
           load_split_coverage(store, symbol, &history->knowledge.known_since, err);
}

static void complete(struct rating_action *action, const struct history *history)
{
    const struct closes *closes = &history->closes;
    struct amount last = closes->count > 0 ? amount_of(closes->values[closes->count - 1]) : AMOUNT_UNKNOWN;
    action_adjust(action, &history->knowledge, last);
    action->price_then = closes_on(closes, date_new_york_day(action->when));
}

/* --- one symbol's actions --- */

static struct dataset *finished(struct dataset *dataset, bool good)
{
    if (good)
        return dataset;
    dataset_unref(dataset);
    return NULL;
}

/* Appends what the query selects; true when nothing failed. */
static bool read_actions(struct query *query, struct rating_action *items, size_t most, size_t *count,
                         struct arena *arena)
{
    while (*count < most && query_next(query)) {
        struct stored_action row = {.day = 0};
        if (record_read(&record_action, query, &row, arena))
            items[(*count)++] = row.action;
    }
    return query_end(query);
}

struct dataset *store_load_ratings(struct store *store, const char *symbol, struct error *err)
{
    struct dataset *dataset = dataset_new(DATASET_RATINGS, symbol);
    struct rating_actions *ratings = &dataset->u.ratings;
    struct arena scratch;
    struct history history = {.splits = NULL};
    size_t count = 0;
    arena_init(&scratch);
    struct rating_action *items = arena_array(&scratch, ACTIONS_MOST, sizeof *items);
    struct query query =
        query_of(store, &record_action, "SELECT $ FROM @ WHERE symbol = ?1 ORDER BY at DESC, firm LIMIT ?2", err);
    query_text(&query, 1, symbol);
    query_number(&query, 2, ACTIONS_MOST);
    bool good = read_actions(&query, items, ACTIONS_MOST, &count, &dataset->arena) &&
                load_heard(store, dataset, err) && load_history(store, symbol, &history, &scratch, err);
    if (good)
        *ratings = actions_merge(items, count, &dataset->arena);
    text_copy(ratings->symbol, sizeof ratings->symbol, symbol);
    good = good && load_announced(store, ratings, store->now, &dataset->arena, err);
    for (size_t i = 0; i < ratings->count; i++)
        complete(&ratings->items[i], &history);
    if (ratings->count > 0)
        dataset->as_of = ratings->items[0].when;
    arena_clear(&scratch);
    return finished(dataset, good);
}

/* --- the tape --- */

static void note_heard(struct dataset *dataset, const struct rating_action *actions, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (actions[i].first_seen > dataset->fetched_at) {
            dataset->fetched_at = actions[i].first_seen;
            text_copy(dataset->source, sizeof dataset->source, actions[i].source);
        }
    dataset->as_of = count > 0 ? actions[0].when : 0;
}

struct dataset *store_load_tape(struct store *store, const char (*symbols)[SYMBOL_SIZE], size_t count, int64_t now,
                                struct error *err)
{
    struct dataset *dataset = dataset_new(DATASET_TAPE, "");
    struct arena scratch;
    size_t read = 0;
    bool good = true;
    arena_init(&scratch);
    struct rating_action *items = arena_array(&scratch, TAPE_MOST, sizeof *items);
    for (size_t i = 0; i < count && good; i++) {
        struct query query =
            query_of(store, &record_action, "SELECT $ FROM @ WHERE symbol = ?1 AND day >= ?2", err);
        query_text(&query, 1, symbols[i]);
        query_number(&query, 2, date_new_york_day(now) - TAPE_DAYS);
        good = read_actions(&query, items, TAPE_MOST, &read, &dataset->arena);
    }
    if (good)
        dataset->u.ratings = actions_merge(items, read, &dataset->arena);
    note_heard(dataset, dataset->u.ratings.items, dataset->u.ratings.count);
    arena_clear(&scratch);
    return finished(dataset, good);
}

/* --- one firm --- */

/* The rows of every name in the store that means this house. */
static bool read_firm(struct store *store, const char *firm, struct rating_action *items, size_t *count,
                      struct arena *arena, struct error *err)
{
    char key[FIRM_KEY_SIZE], other[FIRM_KEY_SIZE];
    const char *names[32];
    size_t name_count = 0;
    bool good = true;
    struct query query = query_of(store, &record_action, "SELECT DISTINCT firm FROM @", err);
    firm_key(firm, key);
    while (query_next(&query)) {
        const char *name = (const char *)sqlite3_column_text(query.row, 0);
        firm_key(name != NULL ? name : "", other);
        if (name != NULL && strcmp(key, other) == 0 && name_count < sizeof names / sizeof names[0])
            names[name_count++] = arena_text(arena, name);
    }
    if (!query_end(&query))
        return false;
    for (size_t i = 0; i < name_count && good; i++) {
        struct query rows =
            query_of(store, &record_action, "SELECT $ FROM @ WHERE firm = ?1 ORDER BY day DESC LIMIT ?2", err);
        query_text(&rows, 1, names[i]);
        query_number(&rows, 2, FIRM_MOST);
        good = read_actions(&rows, items, FIRM_MOST, count, arena);
    }
    return good;
}

/* Each symbol's closes are read once; its rows lie scattered. */
static bool track_symbol(struct store *store, struct firm_record *record, size_t first, struct arena *scratch,
                         struct error *err)
{
    const char *symbol = record->items[first].action.symbol;
    struct history history = {.splits = NULL};
    if (!load_history(store, symbol, &history, scratch, err))
        return false;
    for (size_t i = first; i < record->count; i++)
        if (strcmp(record->items[i].action.symbol, symbol) == 0) {
            complete(&record->items[i].action, &history);
            track_action(&record->items[i], &history.closes);
        }
    return true;
}

static bool is_first_of_symbol(const struct firm_record *record, size_t index)
{
    for (size_t i = 0; i < index; i++)
        if (strcmp(record->items[i].action.symbol, record->items[index].action.symbol) == 0)
            return false;
    return true;
}

struct dataset *store_load_firm(struct store *store, const char *firm, struct error *err)
{
    struct dataset *dataset = dataset_new(DATASET_FIRM, firm);
    struct firm_record *record = &dataset->u.firm;
    struct arena scratch;
    size_t read = 0;
    arena_init(&scratch);
    struct rating_action *items = arena_array(&scratch, FIRM_MOST, sizeof *items);
    bool good = read_firm(store, firm, items, &read, &dataset->arena, err);
    struct rating_actions merged = actions_merge(items, good ? read : 0, &scratch);
    text_copy(record->firm, sizeof record->firm, firm);
    record->items = arena_array(&dataset->arena, merged.count + 1, sizeof *record->items);
    for (; record->count < merged.count; record->count++)
        record->items[record->count].action = merged.items[record->count];
    for (size_t i = 0; i < record->count && good; i++)
        if (is_first_of_symbol(record, i))
            good = track_symbol(store, record, i, &scratch, err);
    note_heard(dataset, merged.items, merged.count);
    arena_clear(&scratch);
    return finished(dataset, good);
}
