/* SPDX-License-Identifier: MIT
 * Polls that take several requests: pages, zones, parts of an order book. What was read travels from one request to
 * the next and is stored once. */
#include "config.h"

#include "poller_state.h"

#include "base/log.h"
#include "base/memory.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

#define REQUESTS_MOST 40 /* of one poll: a provider that names a next page for ever is left alone */

static void take_over(struct job *job, struct observations *observations)
{
    job->gathered = memory_new(1, sizeof *job->gathered);
    *job->gathered = *observations;
    observations_init(observations);
}

bool gather_on(struct job *job, const struct source *source, struct observations *observations)
{
    bool more = source->gathers && observations->older_name[0] != '\0' &&
                strcmp(observations->older_name, job->older_name) != 0 && ++job->gather_count < REQUESTS_MOST;
    if (!more)
        return false;
    text_copy(job->older_name, sizeof job->older_name, observations->older_name);
    take_over(job, observations);
    return true;
}

void gather_resume(struct job *job, struct observations *observations)
{
    if (job->gathered == NULL)
        return;
    observations_clear(observations);
    *observations = *job->gathered;
    observations->older_name[0] = '\0';
    free(job->gathered);
    job->gathered = NULL;
}

void gather_rescue(struct job *job, const struct source *source, struct observations *observations)
{
    if (source->gathers && job->older_name[0] != '\0' && job->gathered == NULL)
        take_over(job, observations);
}

void gather_drop(struct job *job)
{
    if (job->gathered != NULL)
        observations_clear(job->gathered);
    free(job->gathered);
    job->gathered = NULL;
    job->gather_count = 0;
}

bool gather_end(struct poller *poller, struct job *job)
{
    struct error err = {0};
    bool any = job->gathered != NULL && job->first_failed != NULL;
    const struct source *source = any ? source_find(job->first_failed) : NULL;
    if (source != NULL && !keep_observations(poller, source, job->gathered, &err))
        log_write(LOG_WARNING, "%s: %s", source->name, err.message);
    gather_drop(job);
    return source != NULL && err.code == ERROR_NONE;
}
