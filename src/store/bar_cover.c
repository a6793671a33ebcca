/* SPDX-License-Identifier: MIT
 * What of a symbol's bars is held for good. */
#include "config.h"

#include "bar_cover.h"

#include "base/date.h"
#include "base/text.h"
#include "record.h"
#include "record_fields.h"
#include "store/bar_spans.h"

#include <string.h>

#define HOLES_MOST   500
#define SPLIT_DAYS   2 /* a provider may put prices on the new base that late */
#define WHOLE_FOLLOW 3 /* starts of neighbouring holes lie that many intervals apart at most */

static const struct field cover_fields[] = {
    TEXT(struct stored_cover, symbol, "symbol"),
    INT(struct stored_cover, interval, "interval", 0, BAR_INTERVALS - 1),
    NUMBER(struct stored_cover, span.from, "from_start"),
    NUMBER(struct stored_cover, span.to, "to_start"),
    TIME(struct stored_cover, fetched_at, "fetched_at"),
};
RECORD(cover, FILE_CACHE, "cache.bar_cover", 2, LAST_WINS, "fetched_at");

static const struct field hole_fields[] = {
    TEXT(struct stored_hole, symbol, "symbol"),
    INT(struct stored_hole, interval, "interval", 0, BAR_INTERVALS - 1),
    NUMBER(struct stored_hole, start, "start"),
    INT(struct stored_hole, tries, "tries", 0, 1000),
    TIME(struct stored_hole, asked_at, "asked_at"),
};
RECORD(hole, FILE_CACHE, "cache.bar_hole", 3, LAST_WINS, "asked_at");

static void bind_bars(struct query *query, const char *symbol, enum bar_interval interval)
{
    query_text(query, 1, symbol);
    query_number(query, 2, (int64_t)interval);
}

static bool holds_any(struct store *store, const struct stored_cover *cover, struct error *err)
{
    struct query query =
        query_of(store, &record_bar,
                 "SELECT count(*) FROM (SELECT 1 FROM @ WHERE symbol = ?1 AND interval = ?2 LIMIT 1)", err);
    bind_bars(&query, cover->symbol, cover->interval);
    return query_first_number(&query, 0) > 0;
}

bool bar_cover_read(struct store *store, const char *symbol, enum bar_interval interval, struct stored_cover *cover,
                    struct error *err)
{
    struct query query = query_of(store, &record_cover, "SELECT $ FROM @ WHERE symbol = ?1 AND interval = ?2", err);
    bind_bars(&query, symbol, interval);
    memset(cover, 0, sizeof *cover);
    if (query_next(&query) && !record_read(&record_cover, &query, cover, NULL))
        memset(cover, 0, sizeof *cover);
    return query_end(&query);
}

/* --- after an answer --- */

bool bar_cover_extend(const struct put_context *context, const struct bars *set)
{
    struct stored_cover held, row = {.interval = set->interval, .fetched_at = context->now, .span = set->asked};
    if (!bar_cover_read(context->store, set->symbol, set->interval, &held, context->err))
        return false;
    text_copy(row.symbol, sizeof row.symbol, set->symbol);
    if (set->asked.to != 0 && set->asked.to <= context->now && held.fetched_at > 0)
        row.fetched_at = held.fetched_at; /* of the newest end */
    if (set->asked.to == 0)
        row.span.from = chart_range_start(set->range, context->now);
    if (set->asked.to == 0 && set->count > 0 && set->items[0].start < row.span.from)
        row.span.from = set->items[0].start;
    row.span.to = set->settled_to > row.span.from ? set->settled_to : row.span.from;
    bool held_any = held.span.to > held.span.from;
    bool touches = held_any && row.span.from <= held.span.to && row.span.to >= held.span.from;
    if (touches) {
        row.span.from = held.span.from < row.span.from ? held.span.from : row.span.from;
        row.span.to = held.span.to > row.span.to ? held.span.to : row.span.to;
    } else if (held_any && row.span.to < held.span.from) {
        row.span = held.span;
    }
    return record_put(context->store, &record_cover, &row, NULL, context->err);
}

static struct bar_span told_by(const struct put_context *context, const struct bars *set)
{
    struct bar_span span = set->asked;
    if (span.to == 0)
        span.from = chart_range_start(set->range, context->now);
    if (span.to == 0 || span.to > set->settled_to)
        span.to = set->settled_to;
    return span;
}

static bool forget_healed(const struct put_context *context, const struct bars *set)
{
    struct query query =
        query_of(context->store, &record_hole,
                 "DELETE FROM @ WHERE symbol = ?1 AND interval = ?2 AND start IN (SELECT start FROM"
                 " cache.bar WHERE symbol = ?1 AND interval = ?2 AND start IN"
                 " (SELECT start FROM @ WHERE symbol = ?1 AND interval = ?2))",
                 context->err);
    bind_bars(&query, set->symbol, set->interval);
    return query_run(&query);
}

static size_t read_holes(struct store *store, const char *symbol, enum bar_interval interval, struct bar_span span,
                         struct stored_hole holes[HOLES_MOST], struct error *err)
{
    size_t count = 0;
    struct query query =
        query_of(store, &record_hole,
                 "SELECT $ FROM @ WHERE symbol = ?1 AND interval = ?2 AND start >= ?3 AND start < ?4"
                 " ORDER BY start LIMIT ?5",
                 err);
    bind_bars(&query, symbol, interval);
    query_number(&query, 3, span.from);
    query_number(&query, 4, span.to);
    query_number(&query, 5, HOLES_MOST);
    while (count < HOLES_MOST && query_next(&query))
        count += record_read(&record_hole, &query, &holes[count], NULL);
    return query_end(&query) ? count : 0;
}

bool bar_holes_note(const struct put_context *context, const struct bars *set)
{
    static const size_t bytes = HOLES_MOST * sizeof(struct stored_hole);
    if (!forget_healed(context, set))
        return false;
    struct arena arena;
    arena_init(&arena);
    struct stored_hole *held = arena_alloc(&arena, bytes);
    struct bar_span told = told_by(context, set);
    size_t count = read_holes(context->store, set->symbol, set->interval, told, held, context->err);
    bool good = true;
    for (size_t i = 0; good && i < count; i++) {
        if (!bar_hole_is_due(held[i].tries, held[i].asked_at, context->now))
            continue;
        held[i].tries++;
        held[i].asked_at = context->now;
        good = record_put(context->store, &record_hole, &held[i], NULL, context->err);
    }
    for (size_t i = 0, at = 0; good && i < set->hole_count && set->holes[i] < told.to; i++) {
        struct stored_hole hole = {
            .interval = set->interval, .start = set->holes[i], .tries = 1, .asked_at = context->now};
        while (at < count && held[at].start < hole.start)
            at++;
        text_copy(hole.symbol, sizeof hole.symbol, set->symbol);
        if (at == count || held[at].start != hole.start)
            good = record_put(context->store, &record_hole, &hole, NULL, context->err);
    }
    arena_clear(&arena);
    return good;
}

/* --- splits --- */

static bool is_known(const struct put_context *context, const struct stock_split *split)
{
    struct query query = query_of(context->store, &record_split,
                                  "SELECT count(*) FROM @ WHERE symbol = ?1 AND day = ?2", context->err);
    query_text(&query, 1, split->symbol);
    query_number(&query, 2, split->day);
    return query_first_number(&query, 0) > 0;
}

static bool drop(const struct put_context *context, const struct record *record, const char *sql,
                 const struct stock_split *split)
{
    struct query query = query_of(context->store, record, sql, context->err);
    query_text(&query, 1, split->symbol);
    query_number(&query, 2, (int64_t)(split->day + SPLIT_DAYS) * DAY_SECONDS);
    return query_run(&query);
}

bool bar_cover_split(const struct put_context *context, const struct observations *observations)
{
    bool good = true;
    for (size_t i = 0; good && i < observations->split_count; i++) {
        const struct stock_split *split = &observations->splits[i];
        if (is_known(context, split))
            continue;
        good =
            drop(context, &record_cover,
                 "DELETE FROM @ WHERE symbol = ?1 AND interval IN (SELECT interval FROM cache.bar WHERE"
                 " symbol = ?1 AND start < ?2 AND fetched_at < ?2)",
                 split) &&
            drop(context, &record_bar, "DELETE FROM @ WHERE symbol = ?1 AND start < ?2 AND fetched_at < ?2", split);
    }
    return good;
}

/* --- what is to be asked for --- */

static enum bar_interval interval_of(struct store *store, const char *symbol, enum chart_range range)
{
    struct error err = {0};
    struct stored_bars head = {.interval = chart_range_interval(range)};
    struct query query = query_of(store, &record_bars, "SELECT $ FROM @ WHERE symbol = ?1 AND range = ?2", &err);
    query_text(&query, 1, symbol);
    query_number(&query, 2, (int64_t)range);
    if (query_next(&query))
        (void)record_read(&record_bars, &query, &head, NULL); /* no column of it decides about the whole */
    query_end(&query);
    return head.interval;
}

static void add(struct bar_plan *plan, int64_t from, int64_t to)
{
    if (plan->count < BAR_SPANS_MOST && from < to)
        plan->spans[plan->count++] = (struct bar_span){from, to};
}

/* Neighbours are asked for together; only what is due. */
static void add_holes(struct bar_plan *plan, const struct stored_hole *holes, size_t count, int64_t now)
{
    for (size_t i = 0; i < count; i++) {
        if (!bar_hole_is_due(holes[i].tries, holes[i].asked_at, now))
            continue;
        size_t last = i;
        int64_t near = WHOLE_FOLLOW * bar_interval_seconds(holes[i].interval);
        while (last + 1 < count && bar_hole_is_due(holes[last + 1].tries, holes[last + 1].asked_at, now) &&
               holes[last + 1].start - holes[last].start <= near)
            last++;
        add(plan, holes[i].start, bar_next_start(holes[i].interval, holes[last].start));
        i = last;
    }
}

void store_bar_plan(struct store *store, const char *symbol, enum chart_range range, int64_t now,
                    struct bar_plan *plan)
{
    struct error err = {0};
    struct stored_cover cover;
    int64_t start = chart_range_start(range, now);
    bool read = bar_cover_read(store, symbol, interval_of(store, symbol, range), &cover, &err);
    *plan = (struct bar_plan){.count = 0};
    if (!read || cover.span.to <= cover.span.from || cover.span.to < start ||
        cover.fetched_at > now + DAY_SECONDS || !holds_any(store, &cover, &err)) {
        plan->count = 1;
        return;
    }
    struct arena arena;
    arena_init(&arena);
    plan->settled_to = cover.span.to;
    plan->fetched_at = cover.fetched_at;
    add(plan, cover.span.to, (now / DAY_SECONDS + 1) * DAY_SECONDS);
    if (cover.span.to > now)
        plan->count = 0;
    add(plan, start, cover.span.from);
    struct stored_hole *holes = arena_alloc(&arena, HOLES_MOST * sizeof *holes);
    struct bar_span shown = {start > cover.span.from ? start : cover.span.from, cover.span.to};
    add_holes(plan, holes, read_holes(store, symbol, cover.interval, shown, holes, &err), now);
    arena_clear(&arena);
}

bool bar_holes_load(struct store *store, struct dataset *dataset, int64_t from, struct error *err)
{
    struct bars *bars = &dataset->u.bars;
    bars->holes = arena_array(&dataset->arena, HOLES_MOST, sizeof *bars->holes);
    struct query query = query_of(store, &record_hole,
                                  "SELECT start FROM @ WHERE symbol = ?1 AND interval = ?2 AND start >= ?3"
                                  " ORDER BY start LIMIT ?4",
                                  err);
    bind_bars(&query, bars->symbol, bars->interval);
    query_number(&query, 3, from);
    query_number(&query, 4, HOLES_MOST);
    while (bars->hole_count < HOLES_MOST && query_next(&query))
        bars->holes[bars->hole_count++] = sqlite3_column_int64(query.row, 0);
    return query_end(&query);
}
