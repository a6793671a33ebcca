/* SPDX-License-Identifier: MIT
 * Events out of the store: the newest, and windows into all of them. */
#include "config.h"

#include "record.h"

#include "base/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NEWEST_FIRST                                                                                               \
    " ORDER BY observed_at DESC, key DESC" /* what the index by time holds: rows are not looked at */
#define WINDOW " LIMIT ?4 OFFSET ?5"
#define CHOSEN " WHERE (?1 >> kind) & 1 AND (?2 = '' OR text LIKE ?2 ESCAPE '\\' OR symbol = ?3)"

/* As many as there are, up to most, into the dataset. */
static bool read_events(struct query *query, size_t most, struct dataset *dataset)
{
    struct events *events = &dataset->u.events;
    struct event *items = NULL;
    size_t room = 0;
    while (events->count < most && query_next(query)) {
        if (events->count == room) {
            room = room == 0 ? 64 : room * 2;
            items = memory_grow(items, room, sizeof *items);
        }
        if (record_read(&record_event, query, &items[events->count], NULL))
            events->count++;
    }
    events->items = arena_array(&dataset->arena, events->count + 1, sizeof *items);
    if (items != NULL && events->count > 0) {
        memcpy(events->items, items, events->count * sizeof *items);
        dataset->fetched_at = dataset->as_of = items[0].observed_at;
    }
    free(items);
    return query_end(query);
}

struct dataset *store_load_events(struct store *store, size_t most, struct error *err)
{
    struct query query = query_of(store, &record_event, "SELECT $ FROM @" NEWEST_FIRST " LIMIT ?1", err);
    struct dataset *dataset = dataset_new(DATASET_EVENTS, "");
    query_number(&query, 1, (int64_t)most);
    if (!read_events(&query, most, dataset)) {
        dataset_unref(dataset);
        return NULL;
    }
    dataset->u.events.total = dataset->u.events.count;
    return dataset;
}

/* "50%" as "%50\%%". */
static void make_pattern(const char *words, char *pattern, size_t size)
{
    size_t used = 0;
    if (words[0] != '\0')
        pattern[used++] = '%';
    for (; *words != '\0' && used + 4 < size; words++) {
        if (strchr("%_\\", *words) != NULL)
            pattern[used++] = '\\';
        pattern[used++] = *words;
    }
    if (used > 0)
        pattern[used++] = '%';
    pattern[used] = '\0';
}

static bool is_narrowed(const struct event_window *window)
{
    return window->words[0] != '\0' || window->kinds != ~0U;
}

static void choose(struct query *query, const struct event_window *window, const char *pattern)
{
    query_number(query, 1, window->kinds);
    query_text(query, 2, pattern);
    query_text(query, 3, window->words);
}

struct dataset *store_load_event_list(struct store *store, const char *subject, struct error *err)
{
    struct event_window window;
    char pattern[2 * EVENT_WORDS_SIZE + 4];
    if (!event_window_parse(subject, &window)) {
        error_set(err, ERROR_INVALID, "no window of events: \"%s\"", subject);
        return NULL;
    }
    make_pattern(window.words, pattern, sizeof pattern);
    bool narrowed = is_narrowed(&window);
    struct query count =
        query_of(store, &record_event, narrowed ? "SELECT count(*) FROM @" CHOSEN : "SELECT count(*) FROM @", err);
    if (narrowed)
        choose(&count, &window, pattern);
    int64_t total = query_first_number(&count, 0);
    struct query query =
        query_of(store, &record_event,
                 narrowed ? "SELECT $ FROM @" CHOSEN NEWEST_FIRST WINDOW
                          : "SELECT $ FROM @ WHERE key IN (SELECT key FROM @" NEWEST_FIRST WINDOW ")" NEWEST_FIRST,
                 err);
    if (narrowed)
        choose(&query, &window, pattern);
    query_number(&query, 4, EVENT_WINDOW_MOST);
    query_number(&query, 5, (int64_t)window.first);
    struct dataset *dataset = dataset_new(DATASET_EVENT_LIST, subject);
    if (!read_events(&query, EVENT_WINDOW_MOST, dataset)) {
        dataset_unref(dataset);
        return NULL;
    }
    dataset->u.events.first = window.first;
    dataset->u.events.total = total > 0 ? (size_t)total : 0;
    return dataset;
}
