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

/* Once one has answered, the others are asked only for the parts that are missing, and seldom. */
static bool adds_nothing(struct poller *poller, const struct job *job, const struct source *source)
{
    struct store_poll poll;
    if (job->answered == NULL || job->kind != DATASET_CONSENSUS)
        return false;
    if ((source->parts & ~job->parts) == 0)
        return true;
    return store_poll_get(poller->store, source->name, job->poll_subject, &poll) &&
           poller_now(poller) - poll.tried_at < source->refresh_seconds;
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
