/* SPDX-License-Identifier: MIT
 * Changes of the watchlist that were made in the program, in the order of their making. */
#include "config.h"

#include "record.h"

#include <string.h>

#define NUMBERS_A_SECOND 1000

size_t store_watch_edits(struct store *store, struct watchlist *list)
{
    struct error err = {0};
    struct query query = query_of(store, &record_watch_edit, "SELECT $ FROM @ ORDER BY number", &err);
    size_t count = 0;
    while (query_next(&query)) {
        struct stored_watch_edit row = {.number = 0};
        if (!record_read(&record_watch_edit, &query, &row, NULL))
            continue;
        (void)watchlist_edit(list, &row.edit); /* of another configuration, perhaps */
        count++;
    }
    query_end(&query);
    return count;
}

static bool last_of(struct store *store, struct stored_watch_edit *last, struct error *err)
{
    struct query query = query_of(store, &record_watch_edit, "SELECT $ FROM @ ORDER BY number DESC LIMIT 1", err);
    if (query_next(&query))
        (void)record_read(&record_watch_edit, &query, last, NULL); /* unreadable: another number follows it */
    return query_end(&query);
}

/* Somebody who moves a symbol step by step has moved it once. */
static bool goes_on(const struct watch_edit *last, const struct watch_edit *edit)
{
    return last->kind == WATCH_MOVE && edit->kind == WATCH_MOVE && strcmp(last->group, edit->group) == 0 &&
           strcmp(last->symbol, edit->symbol) == 0;
}

/* By the time, so that what was noted while the disk failed comes behind what it holds. */
static int64_t next_number(int64_t last, const struct watch_edit *edit)
{
    int64_t timed = edit->at * NUMBERS_A_SECOND;
    return timed > last ? timed : last + 1;
}

bool store_watch_edits_put(struct store *store, const struct watch_edit *edits, size_t count, struct error *err)
{
    struct stored_watch_edit last = {.number = 0};
    if (!store_begin(store, err))
        return false;
    bool good = last_of(store, &last, err);
    for (size_t i = 0; good && i < count; i++) {
        if (last.number == 0 || !goes_on(&last.edit, &edits[i]))
            last.number = next_number(last.number, &edits[i]);
        last.edit = edits[i];
        good = record_put(store, &record_watch_edit, &last, NULL, err);
    }
    if (good)
        return store_commit(store, err);
    store_rollback(store);
    return false;
}
