/* SPDX-License-Identifier: MIT
 * The consensus out of the store: each part from whoever told it last, with its history and how estimates moved. */
#include "config.h"

#include "record.h"

#include "base/date.h"
#include "base/text.h"
#include "model/consensus.h"

#include <string.h>

#define ESTIMATES_MOST 16
#define ESTIMATE_DAYS  7  /* one that the provider has not repeated for longer is not its estimate any more */
#define PART_DAYS      30 /* nor is a part of the consensus */
#define HISTORY_MOST   400
#define ROWS_MOST      4000

static struct dataset *finished(struct dataset *dataset, bool good)
{
    if (good)
        return dataset;
    dataset_unref(dataset);
    return NULL;
}

/* --- consensus --- */

/* Who said which part last. */
struct speakers {
    struct consensus *whole;
    unsigned told;
    int64_t newest;
};

static void hear(struct speakers *speakers, const struct stored_consensus *row)
{
    unsigned parts =
        consensus_parts(&row->consensus) & ~speakers->told & (PART_TREND | PART_TARGETS | PART_CALENDAR);
    if (speakers->newest == 0) {
        speakers->newest = row->at;
        text_copy(speakers->whole->source, sizeof speakers->whole->source, row->consensus.source);
    }
    if (row->at < speakers->newest - (int64_t)PART_DAYS * DAY_SECONDS)
        return;
    consensus_take(speakers->whole, &row->consensus, parts);
    speakers->told |= parts;
}

/* Each part from the newest row that has it. */
static bool load_parts(struct store *store, struct dataset *dataset, struct error *err)
{
    struct consensus *consensus = &dataset->u.consensus;
    struct speakers speakers = {.whole = consensus};
    struct query query = query_of(store, &record_consensus,
                                  "SELECT $ FROM @ AS c WHERE symbol = ?1 AND at = (SELECT max(at) FROM @ AS o"
                                  " WHERE o.symbol = ?1 AND o.source = c.source) ORDER BY at DESC",
                                  err);
    query_text(&query, 1, dataset->subject);
    text_copy(consensus->symbol, sizeof consensus->symbol, dataset->subject);
    while (query_next(&query)) {
        struct stored_consensus row = {.at = 0};
        if (record_read(&record_consensus, &query, &row, NULL))
            hear(&speakers, &row);
    }
    dataset->as_of = speakers.newest;
    if (dataset->fetched_at < speakers.newest) { /* the cache has vanished, the history is held */
        dataset->fetched_at = speakers.newest;
        text_copy(dataset->source, sizeof dataset->source, consensus->source);
    }
    return query_end(&query);
}

/* The last observation of each day that has a figure, oldest first. */
static bool load_points(struct store *store, struct dataset *dataset, struct error *err)
{
    struct consensus *consensus = &dataset->u.consensus;
    struct query query =
        query_of(store, &record_consensus,
                 "SELECT $ FROM (SELECT $ FROM @ WHERE symbol = ?1 ORDER BY at DESC LIMIT ?2) ORDER BY at", err);
    struct consensus_point *points = arena_array(&dataset->arena, HISTORY_MOST + 1, sizeof *points);
    size_t count = 0;
    query_text(&query, 1, dataset->subject);
    query_number(&query, 2, ROWS_MOST);
    while (query_next(&query)) {
        struct stored_consensus row = {.at = 0};
        if (!record_read(&record_consensus, &query, &row, NULL))
            continue;
        bool same_day = count > 0 && date_new_york_day(points[count - 1].at) == date_new_york_day(row.at);
        struct consensus_point *point = &points[same_day ? count - 1 : count];
        struct amount mean = consensus_mean(&row.consensus);
        if (!same_day && count == HISTORY_MOST) { /* the oldest day goes */
            memmove(points, points + 1, (HISTORY_MOST - 1) * sizeof *points);
            point = &points[HISTORY_MOST - 1];
        } else if (!same_day) {
            count++;
        }
        if (!same_day)
            *point = (struct consensus_point){0};
        point->at = row.at;
        point->mean = mean.known ? mean : point->mean;
        point->analysts = row.consensus.analysts.known ? row.consensus.analysts : point->analysts;
        if (row.consensus.target_mean.known) {
            point->target_low = row.consensus.target_low;
            point->target_mean = row.consensus.target_mean;
            point->target_high = row.consensus.target_high;
        }
    }
    consensus->history = points;
    consensus->history_count = count;
    return query_end(&query);
}

static bool load_quarters(struct store *store, struct dataset *dataset, struct error *err)
{
    struct query query =
        query_of(store, &record_quarter, "SELECT $ FROM @ WHERE symbol = ?1 ORDER BY end_day DESC, at DESC", err);
    query_text(&query, 1, dataset->subject);
    while (query_next(&query)) {
        struct stored_quarter row = {.at = 0};
        if (record_read(&record_quarter, &query, &row, NULL) && row.quarter.end_day != DATE_UNKNOWN)
            (void)consensus_add_quarter(&dataset->u.consensus, &row.quarter);
    }
    return query_end(&query);
}

/* The newest observation of each (measure, period); a period's label moves on to the next fiscal year by itself. */
static bool load_estimates(struct store *store, struct dataset *dataset, struct error *err)
{
    struct consensus *consensus = &dataset->u.consensus;
    struct query query =
        query_of(store, &record_estimate,
                 "SELECT $ FROM @ AS e WHERE symbol = ?1 AND at = (SELECT max(at) FROM @ AS o WHERE"
                 " o.symbol = e.symbol AND o.revenue = e.revenue AND o.period = e.period)"
                 " AND at > (SELECT max(at) FROM @ WHERE symbol = ?1) - ?2"
                 " ORDER BY revenue, substr(period, -1), length(period)",
                 err);
    consensus->estimates = arena_array(&dataset->arena, ESTIMATES_MOST, sizeof *consensus->estimates);
    query_text(&query, 1, dataset->subject);
    query_number(&query, 2, (int64_t)ESTIMATE_DAYS * DAY_SECONDS);
    while (consensus->estimate_count < ESTIMATES_MOST && query_next(&query)) {
        struct stored_estimate row = {.at = 0};
        if (!record_read(&record_estimate, &query, &row, NULL))
            continue;
        struct estimate *estimate = &consensus->estimates[consensus->estimate_count++];
        *estimate = row.estimate;
        text_copy(estimate->source, sizeof estimate->source, row.source);
    }
    return query_end(&query);
}

/* What we ourselves observed that many days ago: the newest observation at or before then, if it is near enough. Of
 * the same source: two of them count different analysts. */
static bool load_own_earlier(struct store *store, const char *symbol, const struct estimate *estimate, int64_t then,
                             int64_t slack, struct amount *mean, struct error *err)
{
    struct query query = query_of(store, &record_estimate,
                                  "SELECT $ FROM @ WHERE symbol = ?1 AND revenue = ?2 AND end_day = ?3 AND"
                                  " at <= ?4 AND at >= ?5 AND source = ?6 ORDER BY at DESC LIMIT 1",
                                  err);
    struct stored_estimate row = {.at = 0};
    *mean = AMOUNT_UNKNOWN;
    if (estimate->end_day == DATE_UNKNOWN) /* labels move: only the fiscal period's end tells which it was */
        return query_end(&query);
    query_text(&query, 1, symbol);
    query_number(&query, 2, estimate->revenue);
    query_number(&query, 3, estimate->end_day);
    query_number(&query, 4, then);
    query_number(&query, 5, then - slack);
    query_text(&query, 6, estimate->source);
    if (query_next(&query) && record_read(&record_estimate, &query, &row, NULL))
        *mean = row.estimate.mean;
    return query_end(&query);
}

static bool fill_own_earlier(struct store *store, const char *symbol, struct estimate *estimate, int64_t now,
                             struct error *err)
{
    const struct {
        struct amount *mean;
        int days, slack_days;
    } ages[] = {
        {&estimate->ago7, 7, 3}, {&estimate->ago30, 30, 5}, {&estimate->ago60, 60, 5}, {&estimate->ago90, 90, 5}};
    for (size_t i = 0; i < sizeof ages / sizeof ages[0]; i++)
        if (!ages[i].mean->known &&
            !load_own_earlier(store, symbol, estimate, now - (int64_t)ages[i].days * DAY_SECONDS,
                              (int64_t)ages[i].slack_days * DAY_SECONDS, ages[i].mean, err))
            return false;
    return true;
}

struct dataset *store_load_consensus(struct store *store, const char *symbol, int64_t now, struct error *err)
{
    struct dataset *dataset = dataset_new(DATASET_CONSENSUS, symbol);
    struct consensus *consensus = &dataset->u.consensus;
    bool good = load_heard(store, dataset, err) && load_parts(store, dataset, err) &&
                load_points(store, dataset, err) && load_quarters(store, dataset, err) &&
                load_estimates(store, dataset, err);
    for (size_t i = 0; good && i < consensus->estimate_count; i++)
        good = fill_own_earlier(store, symbol, &consensus->estimates[i], now, err);
    return finished(dataset, good);
}
