/* SPDX-License-Identifier: MIT
 * Consensus and estimates into the store: one observation a day and one on every change, per source; and what of it
 * is news. */
#include "config.h"

#include "record.h"

#include "base/arena.h"
#include "base/date.h"
#include "base/text.h"
#include "model/consensus.h"

#include <math.h>
#include <string.h>

#define REVISION_SECONDS (7 * DAY_SECONDS)

static bool same(struct amount a, struct amount b)
{
    return a.known == b.known && (!a.known || fabs(a.value - b.value) <= 1e-9 * fabs(b.value));
}

static bool is_same_day(int64_t a, int64_t b)
{
    return date_new_york_day(a) == date_new_york_day(b);
}

/* Compares all amounts of two rows by the record's own table. */
static bool same_amounts(const struct record *record, const void *a, const void *b)
{
    for (size_t i = 0; i < record->count; i++) {
        const struct field *field = &record->fields[i];
        if (field->type == FIELD_AMOUNT && !same(*(const struct amount *)((const char *)a + field->offset),
                                                 *(const struct amount *)((const char *)b + field->offset)))
            return false;
    }
    return true;
}

/* What the newest row of the symbol (of any source) says, and the newest of this source. */
static bool read_held(const struct put_context *context, const char *symbol, const char *source,
                      struct stored_consensus *held, bool *found)
{
    struct query query = query_of(context->store, &record_consensus,
                                  "SELECT $ FROM @ WHERE symbol = ?1 AND (?2 = '' OR source = ?2)"
                                  " ORDER BY at DESC LIMIT 1",
                                  context->err);
    *held = (struct stored_consensus){.at = 0};
    query_text(&query, 1, symbol);
    query_text(&query, 2, source);
    *found = query_next(&query) && record_read(&record_consensus, &query, held, NULL);
    return query_end(&query);
}

static bool same_consensus(const struct stored_consensus *a, const struct stored_consensus *b)
{
    return is_same_day(a->at, b->at) && same_amounts(&record_consensus, a, b) &&
           a->consensus.earnings_from == b->consensus.earnings_from &&
           a->consensus.earnings_to == b->consensus.earnings_to;
}

/* Another source that spoke in between of the same things has to be overruled, even by an unchanged row. */
static bool is_overruled(const struct stored_consensus *newest, const struct stored_consensus *row)
{
    return strcmp(newest->consensus.source, row->consensus.source) != 0 &&
           (consensus_parts(&newest->consensus) & consensus_parts(&row->consensus)) != 0;
}

static bool put_row(const struct put_context *context, const struct stored_consensus *row)
{
    struct stored_consensus own, newest;
    bool found_own, found;
    if ((consensus_parts(&row->consensus) & (PART_TREND | PART_TARGETS | PART_CALENDAR)) == 0)
        return true; /* estimates and quarters have tables of their own */
    if (!read_held(context, row->consensus.symbol, row->consensus.source, &own, &found_own) ||
        !read_held(context, row->consensus.symbol, "", &newest, &found))
        return false;
    bool due = !found_own || !same_consensus(&own, row) || is_overruled(&newest, row);
    return !due || record_put(context->store, &record_consensus, row, NULL, context->err);
}

/* --- estimates --- */

static bool read_estimate(struct query *query, const struct put_context *context, const struct stored_estimate *row,
                          struct stored_estimate *held, bool *found)
{
    *held = (struct stored_estimate){.at = 0};
    query_text(query, 1, row->symbol);
    query_number(query, 2, row->estimate.revenue);
    query_text(query, 3, row->estimate.period);
    query_number(query, 4, row->estimate.end_day);
    query_text(query, 5, context->source);
    *found = query_next(query) && record_read(&record_estimate, query, held, NULL);
    return query_end(query);
}

static bool put_estimate(const struct put_context *context, const char *symbol, const struct estimate *estimate)
{
    struct stored_estimate row = {.estimate = *estimate, .at = context->now}, held;
    bool found;
    struct query query = query_of(context->store, &record_estimate,
                                  "SELECT $ FROM @ WHERE symbol = ?1 AND revenue = ?2 AND period = ?3 AND"
                                  " end_day = ?4 AND source = ?5 ORDER BY at DESC LIMIT 1",
                                  context->err);
    text_copy(row.symbol, sizeof row.symbol, symbol);
    text_copy(row.source, sizeof row.source, context->source);
    if (!read_estimate(&query, context, &row, &held, &found))
        return false;
    bool due = !found || !is_same_day(held.at, row.at) || !same_amounts(&record_estimate, &held, &row);
    return !due || record_put(context->store, &record_estimate, &row, NULL, context->err);
}

/* --- quarters --- */

static bool put_quarter(const struct put_context *context, const char *symbol,
                        const struct earnings_quarter *quarter)
{
    struct stored_quarter row = {.quarter = *quarter, .at = context->now};
    text_copy(row.symbol, sizeof row.symbol, symbol);
    text_copy(row.source, sizeof row.source, context->source);
    return record_put(context->store, &record_quarter, &row, NULL, context->err);
}

/* --- news: what this source said before stands beside what it says now --- */

/* The estimates of up to a week ago: small steps add up to a revision. */
static bool read_week_ago(const struct put_context *context, const struct consensus *consensus,
                          struct consensus *before, struct arena *arena)
{
    before->estimates = arena_array(arena, consensus->estimate_count + 1, sizeof *before->estimates);
    for (size_t i = 0; i < consensus->estimate_count; i++) {
        struct stored_estimate row = {.estimate = consensus->estimates[i]}, held;
        bool found;
        struct query query = query_of(context->store, &record_estimate,
                                      "SELECT $ FROM @ WHERE symbol = ?1 AND revenue = ?2 AND ?3 <> '' AND"
                                      " end_day = ?4 AND source = ?5 AND at >= ?6 ORDER BY at LIMIT 1",
                                      context->err);
        text_copy(row.symbol, sizeof row.symbol, consensus->symbol);
        query_number(&query, 6, context->now - REVISION_SECONDS);
        if (!read_estimate(&query, context, &row, &held, &found))
            return false;
        if (found && row.estimate.end_day != DATE_UNKNOWN)
            before->estimates[before->estimate_count++] = held.estimate;
    }
    return true;
}

static bool tell(const struct put_context *context, const struct consensus *consensus)
{
    struct observations *news = context->news;
    struct stored_consensus held;
    bool found;
    if (news == NULL)
        return true;
    if (!read_held(context, consensus->symbol, context->source, &held, &found))
        return false;
    struct consensus before = held.consensus, after = *consensus;
    text_copy(before.symbol, sizeof before.symbol, consensus->symbol);
    text_copy(after.source, sizeof after.source, context->source);
    if (!read_week_ago(context, consensus, &before, &news->arena))
        return false;
    if (!found && before.estimate_count == 0)
        return true;
    after.estimates = arena_array(&news->arena, consensus->estimate_count + 1, sizeof *after.estimates);
    for (size_t i = 0; i < consensus->estimate_count; i++)
        after.estimates[i] = consensus->estimates[i];
    struct consensus *pair[] = {observations_add_consensus(news), NULL};
    if (pair[0] == NULL)
        return true;
    *pair[0] = before;
    pair[1] = observations_add_consensus(news);
    if (pair[1] == NULL)
        news->consensus_count--;
    else
        *pair[1] = after;
    return true;
}

static bool put_one(const struct put_context *context, const struct consensus *consensus)
{
    struct stored_consensus row = {.consensus = *consensus, .at = context->now};
    text_copy(row.consensus.source, sizeof row.consensus.source, context->source);
    if (!tell(context, consensus) || !put_heard(context, DATASET_CONSENSUS, consensus->symbol) ||
        !put_row(context, &row))
        return false;
    for (size_t i = 0; i < consensus->estimate_count; i++)
        if (!put_estimate(context, consensus->symbol, &consensus->estimates[i]))
            return false;
    for (size_t i = 0; i < consensus->quarter_count; i++)
        if (!put_quarter(context, consensus->symbol, &consensus->quarters[i]))
            return false;
    return true;
}

bool put_consensus(const struct put_context *context, const struct observations *observations)
{
    for (size_t i = 0; i < observations->consensus_count; i++)
        if (!put_one(context, &observations->consensus[i]))
            return false;
    return true;
}
