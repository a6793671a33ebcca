/* SPDX-License-Identifier: MIT
 * Rating actions, filings, facts, companies and events into the store. */
#include "config.h"

#include "record.h"

#include "base/arena.h"
#include "base/date.h"
#include "base/text.h"
#include "model/action_merge.h"

#include <string.h>

#define COMPLETED_DAYS 14 /* older filings are known whole */

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

/* --- rating actions --- */

/* The cache may vanish while the history stays: then nothing was heard, but rows are held. Of this source: what
 * another one brings first is history, too. */
static bool has_actions(const struct put_context *context, const char *symbol, bool *held)
{
    struct query query = query_of(context->store, &record_action,
                                  "SELECT 1 FROM @ WHERE symbol = ?1 AND source = ?2 LIMIT 1", context->err);
    query_text(&query, 1, symbol);
    query_text(&query, 2, context->source);
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

/* Has another source told the same action before, in its own words? */
static bool was_told(const struct put_context *context, const struct stored_action *row, bool *told)
{
    struct arena scratch;
    struct query query =
        query_of(context->store, &record_action,
                 "SELECT $ FROM @ WHERE symbol = ?1 AND day BETWEEN ?2 AND ?3 AND source <> ?4", context->err);
    query_text(&query, 1, row->action.symbol);
    query_number(&query, 2, row->day - 1);
    query_number(&query, 3, row->day + 1);
    query_text(&query, 4, row->action.source);
    arena_init(&scratch);
    *told = false;
    while (!*told && query_next(&query)) {
        struct stored_action other = {.day = 0};
        struct rating_action pair[2] = {row->action};
        if (!record_read(&record_action, &query, &other, &scratch))
            continue;
        pair[1] = other.action;
        *told = actions_merge(pair, 2, &scratch).count == 1;
    }
    arena_clear(&scratch);
    return query_end(&query);
}

static bool put_action(const struct put_context *context, const struct rating_action *action, bool is_news)
{
    struct stored_action row = {.action = *action, .day = date_new_york_day(action->when)};
    bool added = false;
    text_copy(row.action.source, sizeof row.action.source, context->source);
    row.action.first_seen = context->now;
    if (!record_put(context->store, &record_action, &row, &added, context->err))
        return false;
    bool told = true;
    if (added && is_news && context->news != NULL && !was_told(context, &row, &told))
        return false;
    if (!told)
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

/* --- filings, facts, companies --- */

/* Feed, lists and the index of the day know different things of a filing: what is missing is added. */
static bool complete_filing(const struct put_context *context, const struct filing *filing)
{
    struct query query = query_of(context->store, &record_filing,
                                  "UPDATE @ SET document = iif(document = '', ?3, document),"
                                  " description = iif(description = '', ?4, description),"
                                  " items = iif(items = '', ?5, items),"
                                  " report_day = iif(report_day = ?6, ?7, report_day),"
                                  " accepted_at = iif(coalesce(accepted_at, 0) = 0, ?8, accepted_at)"
                                  " WHERE symbol = ?1 AND accession = ?2",
                                  context->err);
    query_text(&query, 1, filing->symbol);
    query_text(&query, 2, filing->accession);
    query_text(&query, 3, filing->document);
    query_text(&query, 4, filing->description);
    query_text(&query, 5, filing->items);
    query_number(&query, 6, DATE_UNKNOWN);
    query_number(&query, 7, filing->report_day);
    query_number(&query, 8, filing->accepted_at);
    return query_run(&query);
}

static bool put_filing(const struct put_context *context, const struct filing *filing, bool is_news)
{
    struct filing row = *filing;
    bool added = false;
    row.first_seen = context->now;
    if (!record_put(context->store, &record_filing, &row, &added, context->err))
        return false;
    bool recent = filing->filed_day >= date_new_york_day(context->now) - COMPLETED_DAYS;
    if (!added && recent && !complete_filing(context, filing))
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
                (!observations->no_list && !put_heard(context, DATASET_FILINGS, symbol)))
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
