/* SPDX-License-Identifier: MIT
 * Second opinions: now and then another provider is asked for the quotes of a batch. What it says is compared with
 * what is held, never mixed into it. */
#include "config.h"

#include "poller_state.h"

#include <math.h>
#include <string.h>

/* The other job of the same batch: "batch-HASH" and "second-HASH" are their poll subjects. */
static struct job *other_of(const struct poller *poller, const struct job *job)
{
    const char *hash = strchr(job->poll_subject, '-');
    for (size_t i = 0; hash != NULL && i < poller->job_count; i++) {
        struct job *other = poller->jobs[i];
        const char *own = strchr(other->poll_subject, '-');
        if (other->kind == DATASET_QUOTES && other->second != job->second && own != NULL && strcmp(own, hash) == 0)
            return other;
    }
    return NULL;
}

bool second_may_ask(const struct poller *poller, const struct job *job, const struct source *source)
{
    const struct job *first = job->second ? other_of(poller, job) : NULL;
    const struct source *speaks = first != NULL ? source_find(first->source) : NULL;
    return !job->second || (source->batch > 1 && (speaks == NULL || speaks->provider != source->provider));
}

void second_follow(struct poller *poller, const struct job *first)
{
    struct job *second = first->kind == DATASET_QUOTES && !first->second ? other_of(poller, first) : NULL;
    int64_t now_ms = poller_now_ms(poller);
    if (second == NULL || poller->once || !second->wanted || second->state != JOB_IDLE ||
        now_ms < second->follow_ms)
        return;
    second->due_ms = now_ms;
    second->follow_ms = now_ms + (int64_t)poller->config->second_seconds * 1000;
}

void second_mark(const struct job *job, struct observations *observations)
{
    for (size_t i = 0; job->second && i < observations->quote_count; i++)
        observations->quotes[i].second = true;
}

void second_judge(const struct poller *poller, struct dataset *quotes)
{
    for (size_t i = 0; i < quotes->u.quotes.count; i++) {
        struct quote *quote = &quotes->u.quotes.items[i];
        quote->doubted =
            quote->other_percent.known && fabs(quote->other_percent.value) > poller->config->disagree_percent;
    }
}
