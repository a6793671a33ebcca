/* SPDX-License-Identifier: MIT
 * Rating actions, consensus, estimates, filings, facts, companies and events into the store. */
#include "config.h"

#include "record.h"

#include "base/arena.h"
#include "base/date.h"
#include "base/text.h"

#include <math.h>
#include <string.h>

bool put_heard(const struct put_context *context, enum dataset_kind kind, const char *subject)
{
    struct stored_heard heard = {.kind = kind, .at = context->now};
    text_copy(heard.subject, sizeof heard.subject, subject);
    text_copy(heard.source, sizeof heard.source, context->source);
    return record_put(context->store, &record_heard, &heard, NULL, context->err);
}

/* The first import of a subject is history, not news: something is news only where the kind was heard before. */
static bool was_heard(const struct put_context *context, enum dataset_kind kind, const char *subject, bool *heard)
{
    struct query query =
        query_of(context->store, &record_heard, "SELECT 1 FROM @ WHERE kind = ?1 AND subject = ?2", context->err);
    query_number(&query, 1, (int64_t)kind);
    query_text(&query, 2, subject);
    *heard = query_next(&query);
    return query_end(&query);
}

static bool same(struct amount a, struct amount b)
{
    return a.known == b.known && (!a.known || fabs(a.value - b.value) <= 1e-9 * fabs(b.value));
}

/* --- rating actions --- */

/* The cache may vanish while the history stays: then nothing was heard, but rows are held. */
static bool has_actions(const struct put_context *context, const char *symbol, bool *held)
{
    struct query query =
        query_of(context->store, &record_action, "SELECT 1 FROM @ WHERE symbol = ?1 LIMIT 1", context->err);
    query_text(&query, 1, symbol);
    *held = query_next(&query);
    return query_end(&query);
}

static void tell_action(struct observations *news, const struct rating_action *action)
{
    struct rating_action *told = observations_add_action(news);
    if (told == NULL)
        return;
    *told = *action;
    told->firm = arena_text(&news->arena, action->firm);
    told->from = arena_text(&news->arena, action->from);
    told->to = arena_text(&news->arena, action->to);
}

static bool put_action(const struct put_context *context, const struct rating_action *action, bool is_news)
{
    struct stored_action row = {.action = *action, .day = date_new_york_day(action->when)};
    bool added = false;
    text_copy(row.action.source, sizeof row.action.source, context->source);
    row.action.first_seen = context->now;
    if (!record_put(context->store, &record_action, &row, &added, context->err))
        return false;
    if (added && is_news && context->news != NULL)
        tell_action(context->news, &row.action);
    return true;
}

bool put_actions(const struct put_context *context, const struct observations *observations)
{
    const char *symbol = "";
    bool held = false;
    for (size_t i = 0; i < observations->action_count; i++) {
        const struct rating_action *action = &observations->actions[i];
        if (strcmp(symbol, action->symbol) != 0) {
            symbol = action->symbol;
            if (!has_actions(context, symbol, &held) || !put_heard(context, DATASET_RATINGS, symbol))
                return false;
        }
        if (!put_action(context, action, held))
            return false;
    }
    return true;
}

/* --- consensus and estimates: one observation a day and one on every change --- */

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

static bool is_consensus_due(const struct put_context *context, const struct stored_consensus *row, bool *due)
{
    struct query query =
        query_of(context->store, &record_consensus,
                 "SELECT $ FROM @ WHERE symbol = ?1 AND source = ?2 ORDER BY at DESC LIMIT 1", context->err);
    struct stored_consensus held = {.at = 0};
    query_text(&query, 1, row->consensus.symbol);
    query_text(&query, 2, row->consensus.source);
    *due = true;
    if (query_next(&query) && record_read(&record_consensus, &query, &held, NULL))
        *due = !is_same_day(held.at, row->at) || !same_amounts(&record_consensus, &held, row) ||
               held.consensus.earnings_from != row->consensus.earnings_from ||
               held.consensus.earnings_to != row->consensus.earnings_to;
    return query_end(&query);
}

static bool is_estimate_due(const struct put_context *context, const struct stored_estimate *row, bool *due)
{
    struct query query = query_of(context->store, &record_estimate,
                                  "SELECT $ FROM @ WHERE symbol = ?1 AND revenue = ?2 AND period = ?3 AND"
                                  " end_day = ?4 ORDER BY at DESC LIMIT 1",
                                  context->err);
    struct stored_estimate held = {.at = 0};
    query_text(&query, 1, row->symbol);
    query_number(&query, 2, row->estimate.revenue);
    query_text(&query, 3, row->estimate.period);
    query_number(&query, 4, row->estimate.end_day);
    *due = true;
    if (query_next(&query) && record_read(&record_estimate, &query, &held, NULL))
        *due = !is_same_day(held.at, row->at) || !same_amounts(&record_estimate, &held, row);
    return query_end(&query);
}

static bool put_estimate(const struct put_context *context, const char *symbol, const struct estimate *estimate)
{
    struct stored_estimate row = {.estimate = *estimate, .at = context->now};
    bool due;
    text_copy(row.symbol, sizeof row.symbol, symbol);
    text_copy(row.source, sizeof row.source, context->source);
    return is_estimate_due(context, &row, &due) &&
           (!due || record_put(context->store, &record_estimate, &row, NULL, context->err));
}

bool put_consensus(const struct put_context *context, const struct observations *observations)
{
    for (size_t i = 0; i < observations->consensus_count; i++) {
        const struct consensus *consensus = &observations->consensus[i];
        struct stored_consensus row = {.consensus = *consensus, .at = context->now};
        bool due;
        text_copy(row.consensus.source, sizeof row.consensus.source, context->source);
        if (!put_heard(context, DATASET_CONSENSUS, consensus->symbol) || !is_consensus_due(context, &row, &due) ||
            (due && !record_put(context->store, &record_consensus, &row, NULL, context->err)))
            return false;
        for (size_t k = 0; k < consensus->estimate_count; k++)
            if (!put_estimate(context, consensus->symbol, &consensus->estimates[k]))
                return false;
    }
    return true;
}

/* --- filings, facts, companies --- */

static bool put_filing(const struct put_context *context, const struct filing *filing, bool is_news)
{
    struct filing row = *filing;
    bool added = false;
    row.first_seen = context->now;
    if (!record_put(context->store, &record_filing, &row, &added, context->err))
        return false;
    struct filing *told = added && is_news && context->news != NULL ? observations_add_filing(context->news) : NULL;
    if (told != NULL)
        *told = row;
    return true;
}

bool put_filings(const struct put_context *context, const struct observations *observations)
{
    const char *symbol = "";
    bool heard = false;
    for (size_t i = 0; i < observations->filing_count; i++) {
        const struct filing *filing = &observations->filings[i];
        if (strcmp(symbol, filing->symbol) != 0) {
            symbol = filing->symbol;
            if (!was_heard(context, DATASET_FILINGS, symbol, &heard) ||
                !put_heard(context, DATASET_FILINGS, symbol))
                return false;
        }
        if (!put_filing(context, filing, heard))
            return false;
    }
    return true;
}

bool put_facts(const struct put_context *context, const struct observations *observations)
{
    const char *symbol = "";
    for (size_t i = 0; i < observations->fact_count; i++) {
        struct stored_fact row = {observations->facts[i], context->now};
        if (strcmp(symbol, row.fact.symbol) != 0) {
            symbol = observations->facts[i].symbol;
            if (!put_heard(context, DATASET_RECEIVABLES, symbol))
                return false;
        }
        if (!record_put(context->store, &record_fact, &row, NULL, context->err))
            return false;
    }
    return true;
}

bool put_companies(const struct put_context *context, const struct observations *observations)
{
    for (size_t i = 0; i < observations->company_count; i++) {
        struct stored_company row = {observations->companies[i], context->now};
        if (!record_put(context->store, &record_company, &row, NULL, context->err))
            return false;
    }
    return true;
}

/* --- events: the same key is the same event, also over restarts --- */

bool put_events(const struct put_context *context, const struct observations *observations)
{
    for (size_t i = 0; i < observations->event_count; i++)
        if (!record_put(context->store, &record_event, &observations->events[i], NULL, context->err))
            return false;
    return true;
}
