/* SPDX-License-Identifier: MIT
 * A chart is asked for in parts: what came after the last final bar, what is older than what is held, and the holes
 * whose turn it is. Nothing that is held for good is asked for again. */
#include "config.h"

#include "poller_state.h"

#include "model/calendar.h"

#define REQUESTS_MOST  6    /* in one poll, whatever the plan says */
#define SETTLE_SECONDS 1800 /* a source takes the newest bar for final by then */

/* Nothing can have come since: the symbol's market was closed all the time. */
static bool slept_through(const struct poller *poller, const struct job *job)
{
    int64_t now = poller_now(poller), open, close;
    if (job->bars.settled_to == 0 || job->forced || poller->live_pace || !calendar_known(now) ||
        pace_session(poller, job) != SESSION_CLOSED || calendar_session(now) != SESSION_CLOSED)
        return false;
    calendar_last_session(now, &open, &close);
    int64_t last = chart_range_interval(job->range) < BAR_1D ? calendar_session_change(close) : close;
    return now >= last + SETTLE_SECONDS && job->bars.settled_to >= last;
}

/* Another range of the same bars has just asked for the newest end. */
static bool just_asked(const struct poller *poller, const struct job *job)
{
    int64_t ago = poller_now(poller) - job->bars.fetched_at;
    return !job->forced && ago >= 0 && ago < job_interval(poller, job) / 2;
}

static void plan(struct poller *poller, struct job *job)
{
    int64_t now = poller_now(poller);
    store_bar_plan(poller->store, job->symbol, job->range, now, &job->bars);
    bool newest = job->bars.count > 0 && job->bars.spans[0].to > now;
    job->bar_span = newest && (slept_through(poller, job) || just_asked(poller, job)) ? 1 : 0;
}

void bars_begin(struct poller *poller, struct job *job)
{
    job->bars.count = 0;
    job->bar_span = 0;
    job->bar_requests = 0;
    if (job->kind == DATASET_BARS)
        plan(poller, job);
}

bool bars_are_held(const struct job *job)
{
    return job->kind == DATASET_BARS && job->bar_span >= job->bars.count;
}

/* After each answer the store is looked at anew: a split may have made all of it obsolete. The newest end is asked
 * for once in a poll. */
bool bars_go_on(struct poller *poller, struct job *job)
{
    if (job->kind != DATASET_BARS || ++job->bar_requests >= REQUESTS_MOST)
        return false;
    struct bar_span asked = job->bars.spans[job->bar_span];
    if (asked.to == 0)
        return false;
    plan(poller, job);
    if (job->bars.count > 0 && job->bars.spans[0].to > poller_now(poller))
        job->bar_span = 1;
    return job->bar_span < job->bars.count;
}
