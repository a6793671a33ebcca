/* SPDX-License-Identifier: MIT
 * The consensus is told in parts, and not every source tells all of them: they complete each other. */
#include "config.h"

#include "poller_state.h"

#include "model/consensus.h"

/* What was told already is not told again by another source, which counts differently. */
void parts_keep_new(struct job *job, struct observations *observations)
{
    for (size_t i = 0; i < observations->consensus_count; i++) {
        struct consensus *consensus = &observations->consensus[i];
        unsigned told = consensus_parts(consensus);
        if (job->parts != 0)
            consensus_keep(consensus, told & ~job->parts);
        job->parts |= told;
    }
}

/* Once one has answered, the others are asked only for the parts that are missing, and seldom; a provider that
 * answers few requests a day is asked seldom whatever the others say, so that every symbol has its turn. */
static bool adds_nothing(struct poller *poller, struct job *job, const struct source *source)
{
    struct store_poll poll;
    bool scarce = source->provider->daily_requests > 0;
    if (job->kind != DATASET_CONSENSUS || (job->answered == NULL && !scarce))
        return false;
    if ((source->parts & ~job->parts) == 0)
        return true;
    if (!store_poll_get(poller->store, source->name, job->poll_subject, &poll) ||
        poller_now(poller) - poll.tried_at >= source->refresh_seconds)
        return false;
    if (poll.good_at == poll.tried_at) /* what it told then still stands: those behind it must not overrule it */
        job->parts |= source->parts;
    return true;
}

bool parts_pass_over(struct poller *poller, struct job *job, const struct source *source)
{
    bool passed = adds_nothing(poller, job, source);
    job->at += passed;
    return passed;
}

bool parts_go_on(struct job *job)
{
    bool more = job->kind == DATASET_CONSENSUS;
    job->at += more;
    return more;
}
