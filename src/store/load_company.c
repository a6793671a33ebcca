/* SPDX-License-Identifier: MIT
 * Ratings, consensus, receivables and filings out of the store. */
#include "config.h"

#include "store_state.h"

#include "base/date.h"
#include "base/memory.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

#define ACTIONS_MOST 500
#define FILINGS_MOST 500
#define FACTS_MOST   40000
#define FIGURE_MOST  1e15
#define TARGET_MOST  1e7
#define DAY          86400

static bool load_heard(struct store *store, struct dataset *dataset, struct error *err)
{
    sqlite3_stmt *row =
        store_statement(store, "SELECT source, at FROM main.heard WHERE kind = ?1 AND subject = ?2", err);
    if (row == NULL)
        return false;
    sqlite3_bind_int(row, 1, (int)dataset->kind);
    bind_text(row, 2, dataset->subject);
    if (sqlite3_step(row) == SQLITE_ROW) {
        column_text(row, 0, dataset->source, sizeof dataset->source);
        dataset->fetched_at = sqlite3_column_int64(row, 1);
    }
    sqlite3_reset(row);
    return true;
}

static struct dataset *failed(struct dataset *dataset)
{
    dataset_unref(dataset);
    return NULL;
}

/* --- rating actions --- */

static void read_action(sqlite3_stmt *row, struct rating_action *action, const char *symbol, struct arena *arena)
{
    int move = sqlite3_column_int(row, 6);
    text_copy(action->symbol, sizeof action->symbol, symbol);
    action->when = sqlite3_column_int64(row, 0);
    action->firm = column_arena_text(row, 1, arena);
    action->from = column_arena_text(row, 2, arena);
    action->to = column_arena_text(row, 3, arena);
    action->target_from = column_amount(row, 4, 0.0001, TARGET_MOST);
    action->target_to = column_amount(row, 5, 0.0001, TARGET_MOST); /* -1 stands for none */
    action->move = move >= 0 && move <= MOVE_DROP ? (enum rating_move)move : MOVE_UNKNOWN;
    column_text(row, 7, action->source, sizeof action->source);
    action->first_seen = sqlite3_column_int64(row, 8);
}

struct dataset *store_load_ratings(struct store *store, const char *symbol, struct error *err)
{
    struct dataset *dataset = dataset_new(DATASET_RATINGS, symbol);
    struct rating_actions *ratings = &dataset->u.ratings;
    sqlite3_stmt *row =
        store_statement(store,
                        "SELECT at, firm, from_grade, to_grade, target_from, target_to, move, source,"
                        " first_seen FROM history.action WHERE symbol = ?1 ORDER BY at DESC, firm"
                        " LIMIT ?2",
                        err);
    if (row == NULL || !load_heard(store, dataset, err))
        return failed(dataset);
    text_copy(ratings->symbol, sizeof ratings->symbol, symbol);
    ratings->items = arena_array(&dataset->arena, ACTIONS_MOST, sizeof *ratings->items);
    bind_text(row, 1, symbol);
    sqlite3_bind_int(row, 2, ACTIONS_MOST);
    while (ratings->count < ACTIONS_MOST && sqlite3_step(row) == SQLITE_ROW)
        read_action(row, &ratings->items[ratings->count++], symbol, &dataset->arena);
    sqlite3_reset(row);
    if (ratings->count > 0)
        dataset->as_of = ratings->items[0].when;
    return dataset;
}

/* --- consensus --- */

static void read_months(const char *text, struct consensus *consensus)
{
    char *copy = memory_text(text), *rest = NULL, *word = strtok_r(copy, " ", &rest);
    for (size_t i = 0; i < TREND_MONTHS; i++) {
        struct trend_month *month = &consensus->months[i];
        struct amount *const steps[] = {&month->strong_buy, &month->buy, &month->hold, &month->sell,
                                        &month->strong_sell};
        for (size_t k = 0; k < 5 && word != NULL; k++, word = strtok_r(NULL, " ", &rest))
            if (strcmp(word, "-") != 0)
                *steps[k] = amount_within(strtod(word, NULL), 0, 1000);
    }
    free(copy);
}

static bool load_consensus_row(struct store *store, struct dataset *dataset, struct error *err)
{
    struct consensus *consensus = &dataset->u.consensus;
    char months[256];
    sqlite3_stmt *row =
        store_statement(store,
                        "SELECT source, at, months, target_low, target_median, target_mean, target_high,"
                        " analysts, recommendation_mean, currency, earnings_from, earnings_to,"
                        " earnings_estimated FROM history.consensus WHERE symbol = ?1"
                        " ORDER BY at DESC LIMIT 1",
                        err);
    if (row == NULL)
        return false;
    bind_text(row, 1, dataset->subject);
    if (sqlite3_step(row) == SQLITE_ROW) {
        column_text(row, 0, consensus->source, sizeof consensus->source);
        column_text(row, 0, dataset->source, sizeof dataset->source);
        dataset->fetched_at = dataset->as_of = sqlite3_column_int64(row, 1);
        column_text(row, 2, months, sizeof months);
        read_months(months, consensus);
        consensus->target_low = column_amount(row, 3, 0.0001, TARGET_MOST);
        consensus->target_median = column_amount(row, 4, 0.0001, TARGET_MOST);
        consensus->target_mean = column_amount(row, 5, 0.0001, TARGET_MOST);
        consensus->target_high = column_amount(row, 6, 0.0001, TARGET_MOST);
        consensus->analysts = column_amount(row, 7, 0, 1000);
        consensus->recommendation_mean = column_amount(row, 8, 1, 5);
        column_text(row, 9, consensus->currency, sizeof consensus->currency);
        consensus->earnings_from = sqlite3_column_int64(row, 10);
        consensus->earnings_to = sqlite3_column_int64(row, 11);
        consensus->earnings_estimated = sqlite3_column_int(row, 12) != 0;
    }
    sqlite3_reset(row);
    return true;
}

/* What we ourselves observed that many days ago: the newest observation at or before then, if it is near enough. */
static struct amount own_earlier(struct store *store, const char *symbol, const struct estimate *estimate,
                                 int64_t now, int days)
{
    struct error err = {0};
    struct amount mean = AMOUNT_UNKNOWN;
    int slack = days <= 7 ? 3 : 5;
    int64_t then = now - (int64_t)days * DAY;
    sqlite3_stmt *row = store_statement(store,
                                        "SELECT mean FROM history.estimate WHERE symbol = ?1 AND revenue = ?2 AND"
                                        " end_day = ?3 AND at <= ?4 AND at >= ?5 ORDER BY at DESC LIMIT 1",
                                        &err);
    if (row == NULL || estimate->end_day == DATE_UNKNOWN)
        return mean;
    bind_text(row, 1, symbol);
    sqlite3_bind_int(row, 2, estimate->revenue);
    bind_day(row, 3, estimate->end_day);
    sqlite3_bind_int64(row, 4, then);
    sqlite3_bind_int64(row, 5, then - (int64_t)slack * DAY);
    if (sqlite3_step(row) == SQLITE_ROW)
        mean = column_amount(row, 0, -FIGURE_MOST, FIGURE_MOST);
    sqlite3_reset(row);
    return mean;
}

static void read_estimate(sqlite3_stmt *row, struct estimate *estimate)
{
    struct amount *const figures[] = {&estimate->mean,     &estimate->low,      &estimate->high,
                                      &estimate->analysts, &estimate->year_ago, &estimate->growth_percent,
                                      &estimate->ago7,     &estimate->ago30,    &estimate->ago60,
                                      &estimate->ago90,    &estimate->up7,      &estimate->up30,
                                      &estimate->down7,    &estimate->down30};
    estimate->revenue = sqlite3_column_int(row, 0) != 0;
    column_text(row, 1, estimate->period, sizeof estimate->period);
    estimate->end_day = column_day(row, 2);
    for (int i = 0; i < (int)(sizeof figures / sizeof figures[0]); i++)
        *figures[i] = column_amount(row, 4 + i, -FIGURE_MOST, FIGURE_MOST);
    column_text(row, 18, estimate->currency, sizeof estimate->currency);
}

#define ESTIMATES_MOST 16

/* The newest observation of each (measure, period); a period label moves on to the next fiscal year by itself. */
static bool load_estimates(struct store *store, struct dataset *dataset, struct error *err)
{
    struct consensus *consensus = &dataset->u.consensus;
    sqlite3_stmt *row =
        store_statement(store,
                        "SELECT revenue, period, end_day, max(at), mean, low, high, analysts, year_ago,"
                        " growth, ago7, ago30, ago60, ago90, up7, up30, down7, down30, currency FROM"
                        " history.estimate WHERE symbol = ?1 GROUP BY revenue, period"
                        " ORDER BY revenue, substr(period, -1), length(period)",
                        err);
    if (row == NULL)
        return false;
    consensus->estimates = arena_array(&dataset->arena, ESTIMATES_MOST, sizeof *consensus->estimates);
    bind_text(row, 1, dataset->subject);
    while (consensus->estimate_count < ESTIMATES_MOST && sqlite3_step(row) == SQLITE_ROW)
        read_estimate(row, &consensus->estimates[consensus->estimate_count++]);
    sqlite3_reset(row);
    return true;
}

struct dataset *store_load_consensus(struct store *store, const char *symbol, int64_t now, struct error *err)
{
    struct dataset *dataset = dataset_new(DATASET_CONSENSUS, symbol);
    struct consensus *consensus = &dataset->u.consensus;
    text_copy(consensus->symbol, sizeof consensus->symbol, symbol);
    if (!load_consensus_row(store, dataset, err) || !load_estimates(store, dataset, err))
        return failed(dataset);
    for (size_t i = 0; i < consensus->estimate_count; i++) {
        struct estimate *estimate = &consensus->estimates[i];
        if (!estimate->revenue) /* the provider tells those of EPS */
            continue;
        estimate->ago7 = own_earlier(store, symbol, estimate, now, 7);
        estimate->ago30 = own_earlier(store, symbol, estimate, now, 30);
        estimate->ago60 = own_earlier(store, symbol, estimate, now, 60);
        estimate->ago90 = own_earlier(store, symbol, estimate, now, 90);
    }
    return dataset;
}

/* --- receivables --- */

static bool read_facts(struct store *store, const char *symbol, struct facts *facts, struct error *err)
{
    size_t room = 0;
    sqlite3_stmt *row =
        store_statement(store,
                        "SELECT concept, unit, start_day, end_day, accession, form, value, filed_day"
                        " FROM main.fact WHERE symbol = ?1",
                        err);
    if (row == NULL)
        return false;
    bind_text(row, 1, symbol);
    while (facts->count < FACTS_MOST && sqlite3_step(row) == SQLITE_ROW) {
        if (facts->count == room) {
            room = room == 0 ? 512 : room * 2;
            facts->items = memory_grow(facts->items, room, sizeof *facts->items);
        }
        struct fact *fact = &facts->items[facts->count++];
        memset(fact, 0, sizeof *fact);
        text_copy(fact->symbol, sizeof fact->symbol, symbol);
        column_text(row, 0, fact->concept, sizeof fact->concept);
        column_text(row, 1, fact->unit, sizeof fact->unit);
        fact->start_day = column_day(row, 2);
        fact->end_day = column_day(row, 3);
        column_text(row, 4, fact->accession, sizeof fact->accession);
        column_text(row, 5, fact->form, sizeof fact->form);
        fact->value = sqlite3_column_double(row, 6);
        fact->filed_day = column_day(row, 7);
    }
    sqlite3_reset(row);
    return true;
}

/* The facts are many and the quarters few: derived apart, and only what the quarters point to is kept. */
static void keep_quarters(struct dataset *dataset, const struct receivables *derived)
{
    struct receivables *kept = &dataset->u.receivables;
    *kept = *derived;
    kept->quarters = arena_array(&dataset->arena, derived->count + 1, sizeof *kept->quarters);
    for (size_t i = 0; i < derived->count; i++) {
        struct receivables_quarter *quarter = &kept->quarters[i];
        *quarter = derived->quarters[i];
        struct stock *const stocks[] = {&quarter->receivables, &quarter->allowance, &quarter->unbilled,
                                        &quarter->inventory,   &quarter->rpo,       &quarter->deferred_revenue,
                                        &quarter->debt,        &quarter->cash};
        for (size_t k = 0; k < sizeof stocks / sizeof stocks[0]; k++)
            stocks[k]->accession = arena_text(&dataset->arena, stocks[k]->accession);
    }
}

struct dataset *store_load_receivables(struct store *store, const char *symbol, struct error *err)
{
    struct dataset *dataset = dataset_new(DATASET_RECEIVABLES, symbol);
    struct facts facts = {.items = NULL};
    struct arena arena;
    text_copy(facts.symbol, sizeof facts.symbol, symbol);
    if (!load_heard(store, dataset, err) || !read_facts(store, symbol, &facts, err)) {
        free(facts.items);
        return failed(dataset);
    }
    arena_init(&arena);
    struct receivables derived = receivables_derive(&facts, &arena);
    keep_quarters(dataset, &derived);
    arena_clear(&arena);
    free(facts.items);
    if (dataset->u.receivables.count > 0)
        dataset->as_of = (int64_t)dataset->u.receivables.quarters[0].end_day * DAY;
    return dataset;
}

/* --- filings --- */

struct dataset *store_load_filings(struct store *store, const char *symbol, struct error *err)
{
    struct dataset *dataset = dataset_new(DATASET_FILINGS, symbol);
    struct filings *filings = &dataset->u.filings;
    sqlite3_stmt *row = store_statement(store,
                                        "SELECT accession, cik, form, filed_day, report_day, items, document,"
                                        " description, first_seen FROM main.filing WHERE symbol = ?1"
                                        " ORDER BY filed_day DESC, accession DESC LIMIT ?2",
                                        err);
    if (row == NULL || !load_heard(store, dataset, err))
        return failed(dataset);
    text_copy(filings->symbol, sizeof filings->symbol, symbol);
    filings->newest_day = DATE_UNKNOWN;
    filings->items = arena_array(&dataset->arena, FILINGS_MOST, sizeof *filings->items);
    bind_text(row, 1, symbol);
    sqlite3_bind_int(row, 2, FILINGS_MOST);
    while (filings->count < FILINGS_MOST && sqlite3_step(row) == SQLITE_ROW) {
        struct filing *filing = &filings->items[filings->count++];
        text_copy(filing->symbol, sizeof filing->symbol, symbol);
        column_text(row, 0, filing->accession, sizeof filing->accession);
        filing->cik = sqlite3_column_int64(row, 1);
        column_text(row, 2, filing->form, sizeof filing->form);
        filing->filed_day = column_day(row, 3);
        filing->report_day = column_day(row, 4);
        column_text(row, 5, filing->items, sizeof filing->items);
        column_text(row, 6, filing->document, sizeof filing->document);
        column_text(row, 7, filing->description, sizeof filing->description);
        filing->first_seen = sqlite3_column_int64(row, 8);
    }
    sqlite3_reset(row);
    if (filings->count > 0 && filings->items[0].filed_day != DATE_UNKNOWN) {
        filings->newest_day = filings->items[0].filed_day;
        dataset->as_of = (int64_t)filings->newest_day * DAY;
    }
    return dataset;
}
