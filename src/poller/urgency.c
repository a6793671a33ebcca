/* SPDX-License-Identifier: MIT
 * Ratings are asked for rarely (the answer is large), but hourly on the days when firms speak: around earnings, and
 * when the price has moved by more than 5 percent. And what daily charts bring is put beside the actions. */
#include "config.h"

#include "poller_state.h"

#include "base/date.h"

#include <string.h>

#define URGENT_SECONDS 3600

static const struct quotes *quotes_on_board(const struct poller *poller)
{
    for (size_t i = 0; i < poller->slot_count; i++)
        if (poller->slots[i].kind == DATASET_QUOTES && poller->slots[i].data != NULL)
            return &poller->slots[i].data->u.quotes;
    return NULL;
}

static void hasten(struct poller *poller, struct job *job, const struct quotes *quotes)
{
    const struct quote *quote = quotes_find(quotes, job->symbol);
    if (quote == NULL || !rating_news_is_likely(quote, poller_now(poller)))
        return;
    int64_t age = poller_now(poller) - job->tried_at;
    int64_t due = poller_now_ms(poller) + (age < URGENT_SECONDS ? (URGENT_SECONDS - age) * 1000 : 0);
    if (due < job->due_ms && job->due_ms != INT64_MAX)
        job->due_ms = due;
}

/* --- splits --- */

#define SUSPECTS_MOST 8

size_t urgency_suspects(const struct poller *poller, char (*symbols)[SYMBOL_SIZE], size_t most)
{
    const struct quotes *quotes = quotes_on_board(poller);
    size_t count = 0;
    for (size_t i = 0; quotes != NULL && i < quotes->count && count < most; i++)
        if (quotes->items[i].split_unchecked)
            memcpy(symbols[count++], quotes->items[i].symbol, SYMBOL_SIZE);
    return count;
}

static bool has_chart_job(const struct poller *poller, const char *symbol)
{
    for (size_t i = 0; i < poller->job_count; i++)
        if (poller->jobs[i]->kind == DATASET_BARS && chart_range_interval(poller->jobs[i]->range) >= BAR_1D &&
            strcmp(poller->jobs[i]->symbol, symbol) == 0)
            return true;
    return false;
}

/* A chart tells whether a split is behind such a step; when it is there, the quotes are looked at again. */
static void splits_follow(struct poller *poller, const struct job *job)
{
    char suspects[SUSPECTS_MOST][SYMBOL_SIZE];
    size_t count = urgency_suspects(poller, suspects, SUSPECTS_MOST);
    bool charted = job->kind == DATASET_BARS && chart_range_interval(job->range) >= BAR_1D;
    bool missing = false;
    if (charted && count > 0)
        board_load(poller, DATASET_QUOTES, "");
    for (size_t i = 0; job->kind == DATASET_QUOTES && i < count; i++)
        missing = missing || !has_chart_job(poller, suspects[i]);
    if (missing)
        jobs_rebuild(poller);
}

void ratings_follow(struct poller *poller, const struct job *job)
{
    splits_follow(poller, job);
    if (job->kind == DATASET_BARS && chart_range_interval(job->range) >= BAR_1D) { /* closes and splits */
        board_load(poller, DATASET_RATINGS, job->symbol);
        board_load_kind(poller, DATASET_FIRM);
    }
    const struct quotes *quotes = job->kind == DATASET_QUOTES ? quotes_on_board(poller) : NULL;
    for (size_t i = 0; quotes != NULL && i < poller->job_count; i++)
        if (poller->jobs[i]->kind == DATASET_RATINGS && poller->jobs[i]->state == JOB_IDLE)
            hasten(poller, poller->jobs[i], quotes);
}
