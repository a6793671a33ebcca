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

void ratings_follow(struct poller *poller, const struct job *job)
{
    if (job->kind == DATASET_BARS && chart_range_interval(job->range) >= BAR_1D) { /* closes and splits */
        board_load(poller, DATASET_RATINGS, job->symbol);
        board_load_kind(poller, DATASET_FIRM);
    }
    const struct quotes *quotes = job->kind == DATASET_QUOTES ? quotes_on_board(poller) : NULL;
    for (size_t i = 0; quotes != NULL && i < poller->job_count; i++)
        if (poller->jobs[i]->kind == DATASET_RATINGS && poller->jobs[i]->state == JOB_IDLE)
            hasten(poller, poller->jobs[i], quotes);
}
