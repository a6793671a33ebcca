/* SPDX-License-Identifier: MIT
 * Headlines out of the store, and the actions that they tell of before any provider does. */
#include "config.h"

#include "announced.h"
#include "record.h"

#include "base/date.h"
#include "base/text.h"
#include "store/kept_headlines.h"

#include <stdlib.h>
#include <string.h>

#define ROWS_MOST      500 /* of all sources */
#define SHOWN_MOST     100
#define COMPARED_MOST  200
#define COMPARED_DAYS  40 /* what is shown is no older */
#define ANNOUNCED_MOST 20
#define ANNOUNCED_DAYS 7 /* what no provider tells for so long it will not tell */

/* --- what headlines are compared with --- */

static const char *first_text(struct query *query, struct arena *arena)
{
    char name[128] = "";
    if (query_next(query)) {
        const char *text = (const char *)sqlite3_column_text(query->row, 0);
        (void)text_clean(name, sizeof name, text != NULL ? text : "", text != NULL ? strlen(text) : 0);
    }
    return arena_text(arena, name);
}

const char *load_company_name(struct store *store, const char *symbol, struct arena *arena, struct error *err)
{
    struct query quoted = query_of(store, &record_quote, "SELECT name FROM @ WHERE symbol = ?1", err);
    query_text(&quoted, 1, symbol);
    const char *name = first_text(&quoted, arena);
    if (!query_end(&quoted) || name[0] != '\0')
        return name;
    struct query listed = query_of(store, &record_company, "SELECT name FROM @ WHERE symbol = ?1", err);
    query_text(&listed, 1, symbol);
    name = first_text(&listed, arena);
    return query_end(&listed) ? name : "";
}

struct known { /* of a symbol */
    const char *company;
    struct rating_action *actions;
    size_t count;
};

static bool load_known(struct store *store, const char *symbol, int64_t newest, struct known *known,
                       struct arena *arena, struct error *err)
{
    struct query query = query_of(
        store, &record_action, "SELECT $ FROM @ WHERE symbol = ?1 AND day >= ?2 ORDER BY day DESC LIMIT ?3", err);
    *known = (struct known){.company = load_company_name(store, symbol, arena, err),
                            .actions = arena_array(arena, COMPARED_MOST, sizeof *known->actions)};
    query_text(&query, 1, symbol);
    query_number(&query, 2, date_new_york_day(newest) - COMPARED_DAYS);
    query_number(&query, 3, COMPARED_MOST);
    while (known->count < COMPARED_MOST && query_next(&query)) {
        struct stored_action row = {.day = 0};
        if (record_read(&record_action, &query, &row, arena))
            known->actions[known->count++] = row.action;
    }
    return query_end(&query);
}

static void read_headline(struct headline *headline, const struct known *known, struct arena *arena)
{
    struct rating_action told;
    if (!headline_read(headline, known->company, &told, arena))
        return;
    struct rating_action *kept = arena_alloc(arena, sizeof *kept);
    *kept = told;
    headline->told = kept;
    headline->stand =
        headline_is_confirmed(kept, known->actions, known->count) ? HEADLINE_CONFIRMED : HEADLINE_AHEAD;
}

/* --- headlines --- */

static bool load_rows(struct store *store, const char *symbol, int64_t since, struct headlines *headlines,
                      struct arena *arena, struct error *err)
{
    struct arena scratch;
    size_t count = 0;
    arena_init(&scratch);
    struct headline *items = arena_array(&scratch, ROWS_MOST, sizeof *items);
    struct query query = query_of(store, &record_headline,
                                  "SELECT $ FROM @ WHERE symbol = ?1 AND at >= ?2 ORDER BY at DESC LIMIT ?3", err);
    query_text(&query, 1, symbol);
    query_number(&query, 2, since);
    query_number(&query, 3, ROWS_MOST);
    while (count < ROWS_MOST && query_next(&query)) {
        struct stored_headline row = {.key = 0};
        if (record_read(&record_headline, &query, &row, arena) && row.headline.title[0] != '\0')
            items[count++] = row.headline;
    }
    *headlines = headlines_merge(items, count, SHOWN_MOST, arena);
    text_copy(headlines->symbol, sizeof headlines->symbol, symbol);
    arena_clear(&scratch);
    return query_end(&query);
}

struct dataset *store_load_headlines(struct store *store, const char *symbol, struct error *err)
{
    struct dataset *dataset = dataset_new(DATASET_HEADLINES, symbol);
    struct headlines *headlines = &dataset->u.headlines;
    struct arena scratch;
    struct known known = {.company = ""};
    arena_init(&scratch);
    bool good = load_heard(store, dataset, err) && load_rows(store, symbol, 0, headlines, &dataset->arena, err);
    if (good && headlines->count > 0) {
        dataset->as_of = headlines->items[0].when;
        good = load_known(store, symbol, dataset->as_of, &known, &scratch, err);
    }
    for (size_t i = 0; good && i < headlines->count; i++)
        read_headline(&headlines->items[i], &known, &dataset->arena);
    arena_clear(&scratch);
    if (good)
        return dataset;
    dataset_unref(dataset);
    return NULL;
}

/* --- what they announce --- */

static int newest_first(const void *a, const void *b)
{
    const struct rating_action *x = a, *y = b;
    return (x->when < y->when) - (x->when > y->when);
}

/* Of several headlines on one action the first that was published counts. */
static void add_announced(struct rating_actions *actions, struct rating_action *told, size_t *added)
{
    struct rating_action *first = &actions->items[actions->count - *added];
    for (size_t i = 0; i < *added; i++)
        if (headline_is_confirmed(told, &first[i], 1)) {
            if (!first[i].target_to.known)
                first[i].target_to = told->target_to;
            if (first[i].to[0] == '\0')
                first[i].to = told->to;
            return;
        }
    told->announced = true;
    actions->items[actions->count++] = *told;
    (*added)++;
}

bool load_announced(struct store *store, struct rating_actions *actions, int64_t now, struct arena *arena,
                    struct error *err)
{
    struct headlines headlines;
    struct known known;
    struct arena scratch;
    size_t added = 0;
    arena_init(&scratch);
    int64_t since = now - (int64_t)ANNOUNCED_DAYS * DAY_SECONDS;
    bool good = load_rows(store, actions->symbol, since, &headlines, &scratch, err) &&
                (headlines.count == 0 || load_known(store, actions->symbol, now, &known, &scratch, err));
    struct rating_action *items =
        good && headlines.count > 0 ? arena_array(arena, actions->count + ANNOUNCED_MOST, sizeof *items) : NULL;
    if (items != NULL) {
        memcpy(items, actions->items, actions->count * sizeof *items);
        actions->items = items;
    }
    for (size_t i = items != NULL ? headlines.count : 0; i > 0 && added < ANNOUNCED_MOST; i--) {
        struct headline *headline = &headlines.items[i - 1];
        struct rating_action told;
        read_headline(headline, &known, arena);
        if (headline->stand != HEADLINE_AHEAD)
            continue;
        told = *headline->told;
        add_announced(actions, &told, &added);
    }
    if (added > 0)
        qsort(actions->items, actions->count, sizeof *actions->items, newest_first);
    arena_clear(&scratch);
    return good;
}
