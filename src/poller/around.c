/* SPDX-License-Identifier: MIT
 * Asking around in a chain of quotes: symbols that one source does not know, or has no name for, are asked of the
 * next; those that nobody knows are left alone for a while. */
#include "config.h"

#include "poller_state.h"

#include "base/text.h"

#include <string.h>

#define HOPELESS_MS (60 * 60 * 1000)

static void add_missing(struct job *job, const char *symbol)
{
    if (job->missing != NULL && job->missing_count < job->symbol_count)
        text_copy(job->missing[job->missing_count++], SYMBOL_SIZE, symbol);
}

void around_note(struct job *job, const struct subscription *subscription, const struct observations *observations)
{
    for (size_t i = 0; job->missing != NULL && i < subscription->symbol_count; i++) {
        const struct quotes found = {observations->quotes, observations->quote_count};
        const struct quote *quote = quotes_find(&found, subscription->symbols[i]);
        if (quote == NULL || quote->not_found)
            add_missing(job, subscription->symbols[i]);
    }
}

static bool is_hopeless(const struct job *job, const char *symbol)
{
    for (size_t i = 0; i < job->hopeless_count; i++)
        if (strcmp(job->hopeless[i], symbol) == 0)
            return true;
    return false;
}

/* Those that every source was asked for in vain are left alone for an hour. */
static void drop_hopeless(const struct poller *poller, struct job *job)
{
    size_t kept = 0;
    if (job->missing == NULL)
        return;
    if (job->forced || poller_now_ms(poller) >= job->hopeless_until_ms)
        job->hopeless_count = 0;
    for (size_t i = 0; i < job->missing_count; i++)
        if (!is_hopeless(job, job->missing[i]) && kept++ != i)
            memcpy(job->missing[kept - 1], job->missing[i], SYMBOL_SIZE);
    job->missing_count = kept;
}

static void note_hopeless(const struct poller *poller, struct job *job)
{
    if (job->missing == NULL || job->hopeless == NULL)
        return;
    if (job->hopeless_count == 0)
        job->hopeless_until_ms = poller_now_ms(poller) + HOPELESS_MS;
    for (size_t i = 0; i < job->missing_count && job->hopeless_count < job->symbol_count; i++)
        memcpy(job->hopeless[job->hopeless_count++], job->missing[i], SYMBOL_SIZE);
}

bool around_on(struct poller *poller, struct job *job)
{
    drop_hopeless(poller, job);
    if (job->missing_count == 0)
        return false;
    if (job->at + 1 >= job->chain_count) {
        note_hopeless(poller, job);
        return false;
    }
    memcpy(job->pending, job->missing, job->missing_count * sizeof *job->pending);
    job->pending_count = job->missing_count;
    job->missing_count = job->cursor = 0;
    job->at++;
    return true;
}

bool around_pass(struct poller *poller, struct job *job, const struct source *source, const struct error *err)
{
    if (job->pending == NULL || err->code != ERROR_NO_DATA)
        return false;
    for (size_t i = 0; i < source->batch && job->cursor < job->pending_count; i++)
        add_missing(job, job->pending[job->cursor++]);
    if (job->cursor < job->pending_count || around_on(poller, job))
        return true;
    job->at = job->chain_count;
    return false;
}
