/* SPDX-License-Identifier: MIT
 * Whether a company's facts are as new as its reports: the document is megabytes, so it is not asked for to see. */
#include "config.h"

#include "poller_state.h"

#include "base/date.h"

#include <string.h>

#define FACTS_LATE_DAYS 2 /* between a report and its figures in companyfacts, at most */

static int32_t filing_day(struct poller *poller, const struct job *job, const char *accession)
{
    struct error err = {0};
    int32_t day = DATE_UNKNOWN;
    struct dataset *dataset = store_load_filings(poller->store, job->symbol, &err);
    for (size_t i = 0; dataset != NULL && i < dataset->u.filings.count; i++)
        if (strcmp(dataset->u.filings.items[i].accession, accession) == 0)
            day = dataset->u.filings.items[i].filed_day;
    dataset_unref(dataset);
    return day;
}

/* Some reports never bring figures (amendments, foreign interim reports): once the answer is younger than such a
 * report by the days that figures may take, asking again is of no use. */
static bool facts_followed(struct poller *poller, const struct job *job, const char *accession)
{
    struct store_poll poll;
    int32_t day = filing_day(poller, job, accession);
    return day != DATE_UNKNOWN && store_poll_get(poller->store, job->chain[0]->name, job->poll_subject, &poll) &&
           date_new_york_day(poll.good_at) > day + FACTS_LATE_DAYS;
}

/* Facts are asked for only when a report is newer than the one they came from: there is no cheaper way to know. */
bool facts_are_current(struct poller *poller, const struct job *job)
{
    char newest[ACCESSION_SIZE], held[ACCESSION_SIZE];
    if (job->kind != DATASET_RECEIVABLES || job->forced || job->chain_count == 0)
        return false;
    store_newest_periodic(poller->store, job->symbol, newest);
    store_facts_accession(poller->store, job->symbol, held);
    /* A statement's own facts are there sooner, but they are no history. */
    struct store_poll poll = {0};
    return held[0] != '\0' && store_poll_get(poller->store, job->chain[0]->name, job->poll_subject, &poll) &&
           poll.good_at > 0 &&
           (newest[0] == '\0' || strcmp(newest, held) == 0 || facts_followed(poller, job, newest));
}
