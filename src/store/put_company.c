/* SPDX-License-Identifier: MIT
 * Rating actions, consensus, estimates, filings, facts, companies and events into the store. */
#include "config.h"

#include "store_state.h"

#include "base/arena.h"
#include "base/date.h"
#include "base/text.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* The first import of a subject is history, not news: it is news only where something of the kind was held before.
 */
static bool held_before(struct store *store, const char *sql, const char *symbol, bool *held, struct error *err)
{
    sqlite3_stmt *row = store_statement(store, sql, err);
    if (row == NULL)
        return false;
    bind_text(row, 1, symbol);
    *held = sqlite3_step(row) == SQLITE_ROW;
    sqlite3_reset(row);
    return true;
}

/* When a kind of data about a subject was heard last, and from whom: freshness is told also when nothing is new. */
static bool note_heard(const struct put_context *context, enum dataset_kind kind, const char *subject,
                       struct error *err)
{
    sqlite3_stmt *row =
        store_statement(context->store, "INSERT OR REPLACE INTO main.heard VALUES(?1, ?2, ?3, ?4)", err);
    if (row == NULL)
        return false;
    sqlite3_bind_int(row, 1, (int)kind);
    bind_text(row, 2, subject);
    bind_text(row, 3, context->source);
    sqlite3_bind_int64(row, 4, context->now);
    return store_step_done(context->store, row, err);
}

/* --- rating actions --- */

static bool write_action(const struct put_context *context, const struct rating_action *action, bool *added,
                         struct error *err)
{
    static const char sql[] =
        "INSERT OR IGNORE INTO history.action VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)";
    sqlite3_stmt *row = store_statement(context->store, sql, err);
    if (row == NULL)
        return false;
    bind_text(row, 1, action->symbol);
    bind_day(row, 2, date_new_york_day(action->when));
    bind_text(row, 3, action->firm);
    bind_text(row, 4, action->to);
    /* Part of the key, and a key may not be NULL in effect: absent is a value that no target has. */
    sqlite3_bind_double(row, 5, action->target_to.known ? action->target_to.value : -1.0);
    bind_text(row, 6, context->source);
    sqlite3_bind_int64(row, 7, action->when);
    bind_text(row, 8, action->from);
    sqlite3_bind_int(row, 9, (int)action->move);
    bind_amount(row, 10, action->target_from);
    sqlite3_bind_int64(row, 11, context->now);
    bool good = store_step_done(context->store, row, err);
    *added = good && sqlite3_changes(context->store->db) > 0;
    return good;
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

bool put_actions(const struct put_context *context, const struct observations *observations, struct error *err)
{
    char symbol[SYMBOL_SIZE] = "";
    bool held = false, added = false;
    for (size_t i = 0; i < observations->action_count; i++) {
        const struct rating_action *action = &observations->actions[i];
        if (strcmp(symbol, action->symbol) != 0) {
            text_copy(symbol, sizeof symbol, action->symbol);
            if (!held_before(context->store, "SELECT 1 FROM history.action WHERE symbol = ?1 LIMIT 1", symbol,
                             &held, err) ||
                !note_heard(context, DATASET_RATINGS, symbol, err))
                return false;
        }
        if (!write_action(context, action, &added, err))
            return false;
        if (added && held && context->news != NULL)
            tell_action(context->news, action);
    }
    return true;
}

/* --- consensus and estimates --- */

static void months_text(const struct consensus *consensus, char *text, size_t size)
{
    size_t used = 0;
    text[0] = '\0';
    for (size_t i = 0; i < TREND_MONTHS && used + 1 < size; i++) {
        const struct trend_month *month = &consensus->months[i];
        const struct amount steps[] = {month->strong_buy, month->buy, month->hold, month->sell, month->strong_sell};
        for (size_t k = 0; k < 5 && used + 1 < size; k++) {
            int length = steps[k].known ? snprintf(text + used, size - used, "%.0f ", steps[k].value)
                                        : snprintf(text + used, size - used, "- ");
            used += length > 0 ? (size_t)length : 0;
        }
    }
}

static bool write_consensus(const struct put_context *context, const struct consensus *consensus, struct error *err)
{
    static const char sql[] =
        "INSERT OR REPLACE INTO history.consensus VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10,"
        " ?11, ?12, ?13, ?14, ?15)";
    char months[256];
    sqlite3_stmt *row = store_statement(context->store, sql, err);
    if (row == NULL)
        return false;
    months_text(consensus, months, sizeof months);
    bind_text(row, 1, consensus->symbol);
    bind_day(row, 2, date_new_york_day(context->now));
    bind_text(row, 3, context->source);
    sqlite3_bind_int64(row, 4, context->now);
    bind_text(row, 5, months);
    bind_amount(row, 6, consensus->target_low);
    bind_amount(row, 7, consensus->target_median);
    bind_amount(row, 8, consensus->target_mean);
    bind_amount(row, 9, consensus->target_high);
    bind_amount(row, 10, consensus->analysts);
    bind_amount(row, 11, consensus->recommendation_mean);
    bind_text(row, 12, consensus->currency);
    sqlite3_bind_int64(row, 13, consensus->earnings_from);
    sqlite3_bind_int64(row, 14, consensus->earnings_to);
    sqlite3_bind_int(row, 15, consensus->earnings_estimated);
    return store_step_done(context->store, row, err);
}

/* One observation a day and on every change: is this one due? */
static bool estimate_is_due(const struct put_context *context, const char *symbol, const struct estimate *estimate,
                            bool *due, struct error *err)
{
    static const char sql[] =
        "SELECT at, mean, ago7, up7, down7, analysts FROM history.estimate WHERE symbol = ?1 AND"
        " revenue = ?2 AND period = ?3 AND end_day = ?4 ORDER BY at DESC LIMIT 1";
    sqlite3_stmt *row = store_statement(context->store, sql, err);
    if (row == NULL)
        return false;
    bind_text(row, 1, symbol);
    sqlite3_bind_int(row, 2, estimate->revenue);
    bind_text(row, 3, estimate->period);
    bind_day(row, 4, estimate->end_day);
    *due = true;
    if (sqlite3_step(row) == SQLITE_ROW) {
        struct amount mean = column_amount(row, 1, -1e15, 1e15);
        bool same =
            mean.known == estimate->mean.known && (!mean.known || fabs(mean.value - estimate->mean.value) < 1e-9);
        bool today = date_new_york_day(sqlite3_column_int64(row, 0)) == date_new_york_day(context->now);
        *due = !same || !today;
    }
    sqlite3_reset(row);
    return true;
}

static bool write_estimate(const struct put_context *context, const char *symbol, const struct estimate *estimate,
                           struct error *err)
{
    static const char sql[] =
        "INSERT OR REPLACE INTO history.estimate VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10,"
        " ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21)";
    const struct amount amounts[] = {estimate->mean,     estimate->low,      estimate->high,
                                     estimate->analysts, estimate->year_ago, estimate->growth_percent,
                                     estimate->ago7,     estimate->ago30,    estimate->ago60,
                                     estimate->ago90,    estimate->up7,      estimate->up30,
                                     estimate->down7,    estimate->down30};
    sqlite3_stmt *row = store_statement(context->store, sql, err);
    if (row == NULL)
        return false;
    bind_text(row, 1, symbol);
    sqlite3_bind_int(row, 2, estimate->revenue);
    bind_text(row, 3, estimate->period);
    bind_day(row, 4, estimate->end_day);
    sqlite3_bind_int64(row, 5, context->now);
    bind_text(row, 6, context->source);
    for (int i = 0; i < (int)(sizeof amounts / sizeof amounts[0]); i++)
        bind_amount(row, 7 + i, amounts[i]);
    bind_text(row, 21, estimate->currency);
    return store_step_done(context->store, row, err);
}

bool put_consensus(const struct put_context *context, const struct observations *observations, struct error *err)
{
    for (size_t i = 0; i < observations->consensus_count; i++) {
        const struct consensus *consensus = &observations->consensus[i];
        if (!write_consensus(context, consensus, err))
            return false;
        for (size_t k = 0; k < consensus->estimate_count; k++) {
            bool due = false;
            if (!estimate_is_due(context, consensus->symbol, &consensus->estimates[k], &due, err) ||
                (due && !write_estimate(context, consensus->symbol, &consensus->estimates[k], err)))
                return false;
        }
    }
    return true;
}

/* --- filings, facts, companies --- */

static bool write_filing(const struct put_context *context, const struct filing *filing, bool *added,
                         struct error *err)
{
    static const char sql[] = "INSERT OR IGNORE INTO main.filing VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)";
    sqlite3_stmt *row = store_statement(context->store, sql, err);
    if (row == NULL)
        return false;
    bind_text(row, 1, filing->symbol);
    bind_text(row, 2, filing->accession);
    sqlite3_bind_int64(row, 3, filing->cik);
    bind_text(row, 4, filing->form);
    bind_day(row, 5, filing->filed_day);
    bind_day(row, 6, filing->report_day);
    bind_text(row, 7, filing->items);
    bind_text(row, 8, filing->document);
    bind_text(row, 9, filing->description);
    sqlite3_bind_int64(row, 10, context->now);
    bool good = store_step_done(context->store, row, err);
    *added = good && sqlite3_changes(context->store->db) > 0;
    return good;
}

bool put_filings(const struct put_context *context, const struct observations *observations, struct error *err)
{
    char symbol[SYMBOL_SIZE] = "";
    bool held = false, added = false;
    for (size_t i = 0; i < observations->filing_count; i++) {
        const struct filing *filing = &observations->filings[i];
        if (strcmp(symbol, filing->symbol) != 0) {
            text_copy(symbol, sizeof symbol, filing->symbol);
            if (!held_before(context->store, "SELECT 1 FROM main.filing WHERE symbol = ?1 LIMIT 1", symbol, &held,
                             err) ||
                !note_heard(context, DATASET_FILINGS, symbol, err))
                return false;
        }
        if (!write_filing(context, filing, &added, err))
            return false;
        struct filing *told =
            added && held && context->news != NULL ? observations_add_filing(context->news) : NULL;
        if (told != NULL)
            *told = *filing;
    }
    return true;
}

static bool write_fact(const struct put_context *context, const struct fact *fact, struct error *err)
{
    sqlite3_stmt *row = store_statement(
        context->store, "INSERT OR REPLACE INTO main.fact VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)", err);
    if (row == NULL)
        return false;
    bind_text(row, 1, fact->symbol);
    bind_text(row, 2, fact->concept);
    bind_text(row, 3, fact->unit);
    bind_day(row, 4, fact->start_day);
    bind_day(row, 5, fact->end_day);
    bind_text(row, 6, fact->accession);
    bind_text(row, 7, fact->form);
    sqlite3_bind_double(row, 8, fact->value);
    bind_day(row, 9, fact->filed_day);
    return store_step_done(context->store, row, err);
}

bool put_facts(const struct put_context *context, const struct observations *observations, struct error *err)
{
    for (size_t i = 0; i < observations->fact_count; i++)
        if (!write_fact(context, &observations->facts[i], err))
            return false;
    return observations->fact_count == 0 ||
           note_heard(context, DATASET_RECEIVABLES, observations->facts[0].symbol, err);
}

bool put_companies(const struct put_context *context, const struct observations *observations, struct error *err)
{
    for (size_t i = 0; i < observations->company_count; i++) {
        const struct company *company = &observations->companies[i];
        sqlite3_stmt *row =
            store_statement(context->store, "INSERT OR REPLACE INTO main.company VALUES(?1, ?2, ?3)", err);
        if (row == NULL)
            return false;
        bind_text(row, 1, company->symbol);
        sqlite3_bind_int64(row, 2, company->cik);
        bind_text(row, 3, company->name);
        if (!store_step_done(context->store, row, err))
            return false;
    }
    return true;
}

/* --- events: the same key is the same event, also over restarts --- */

bool put_events(const struct put_context *context, const struct observations *observations, struct error *err)
{
    for (size_t i = 0; i < observations->event_count; i++) {
        const struct event *event = &observations->events[i];
        sqlite3_stmt *row = store_statement(
            context->store, "INSERT OR IGNORE INTO history.event VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)", err);
        if (row == NULL)
            return false;
        bind_text(row, 1, event->key);
        sqlite3_bind_int(row, 2, (int)event->kind);
        sqlite3_bind_int(row, 3, event->severity);
        sqlite3_bind_int64(row, 4, event->happened_at);
        sqlite3_bind_int64(row, 5, event->observed_at);
        bind_text(row, 6, event->symbol);
        bind_text(row, 7, event->text);
        if (!store_step_done(context->store, row, err))
            return false;
    }
    return true;
}
