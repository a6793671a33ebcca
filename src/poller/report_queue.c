/* SPDX-License-Identifier: MIT
 * Reports whose statements are to be read: which one is next, how soon one that is not there yet is asked for
 * again, and when a link to it must do. */
#include "config.h"

#include "poller_state.h"

#include "base/log.h"
#include "base/text.h"
#include "store/edgar.h"

#include <string.h>

#define REPORTS_LOOKED_AT 8 /* of the symbol in focus: two years */
#define REPORTS_WATCHED   2 /* of the others: the latest, and what it is compared with */

static struct job *job_of(struct poller *poller, enum dataset_kind kind, const char *symbol)
{
    for (size_t i = 0; i < poller->job_count; i++)
        if (poller->jobs[i]->kind == kind && strcmp(poller->jobs[i]->symbol, symbol) == 0)
            return poller->jobs[i];
    return NULL;
}

static void ask_now(struct poller *poller, enum dataset_kind kind, const char *symbol)
{
    struct job *job = job_of(poller, kind, symbol);
    if (job == NULL || job->state != JOB_IDLE || job->due_ms == INT64_MAX)
        return;
    job->due_ms = poller_now_ms(poller);
    job->asked = false;
}

/* The next report to be read into job->filing; false when all are. */
static bool choose(struct poller *poller, struct job *job)
{
    char before[ACCESSION_SIZE];
    size_t most = strcmp(job->symbol, poller->focus.symbol) == 0 ? REPORTS_LOOKED_AT : REPORTS_WATCHED;
    text_copy(before, sizeof before, job->filing.accession);
    /* The same again would be one that the store did not take. */
    return store_statement_next(poller->store, job->symbol, most, &job->filing) &&
           strcmp(job->filing.accession, before) != 0;
}

bool statements_are_unlisted(struct poller *poller, struct job *job)
{
    const struct job *filings = job->kind == DATASET_CUSTOMERS && job->filing.accession[0] == '\0'
                                    ? job_of(poller, DATASET_FILINGS, job->symbol)
                                    : NULL;
    if (filings == NULL || filings->good_at > 0)
        return false;
    job->error = filings->error;
    job->failures = filings->failures;
    return true;
}

bool statements_are_read(struct poller *poller, struct job *job)
{
    return job->kind == DATASET_CUSTOMERS && job->chain_count > 0 && job->filing.accession[0] == '\0' &&
           !choose(poller, job);
}

bool statements_go_on(struct poller *poller, struct job *job)
{
    if (job->kind != DATASET_CUSTOMERS)
        return false;
    job->at = 0;
    job->passing = false;
    job->older_name[0] = '\0';
    job->answered = job->chain[0]->name;
    error_clear(&job->first_error);
    return choose(poller, job);
}

void statements_ask(struct poller *poller, const char *symbol)
{
    ask_now(poller, DATASET_CUSTOMERS, symbol);
}

void statements_miss(struct poller *poller, const struct job *job)
{
    if (job->kind == DATASET_FILINGS && job->good_at == 0)
        ask_now(poller, DATASET_CUSTOMERS, job->symbol);
}

void statements_follow(struct poller *poller, struct job *job)
{
    acceptance_settle(poller, job);
    if (job->kind == DATASET_RECEIVABLES)
        board_load(poller, DATASET_CAPEX, "");
    if (job->kind == DATASET_FILINGS) {
        ask_now(poller, DATASET_CUSTOMERS, job->symbol);
    } else if (job->kind == DATASET_CUSTOMERS) {
        board_load(poller, DATASET_RECEIVABLES, job->symbol);
        ask_now(poller, DATASET_RECEIVABLES, job->symbol);
    }
}

static bool is_final(enum error_code code)
{
    return code == ERROR_NOT_FOUND || code == ERROR_NO_DATA || code == ERROR_FORMAT || code == ERROR_TOO_BIG;
}

void statements_note_failure(struct job *job, const struct error *err)
{
    job->older_name[0] = '\0'; /* the next way begins at its beginning */
    job->passing = job->passing || !is_final(err->code);
}

bool statements_give_up(struct poller *poller, struct job *job)
{
    struct observations observations;
    struct error err = {0};
    if (job->kind != DATASET_CUSTOMERS || job->passing || job->first_error.code == ERROR_NONE)
        return false;
    observations_init(&observations);
    struct statement *statement = observations_add_statement(&observations);
    text_copy(statement->symbol, sizeof statement->symbol, job->symbol);
    text_copy(statement->accession, sizeof statement->accession, job->filing.accession);
    text_copy(statement->form, sizeof statement->form, job->filing.form);
    text_copy(statement->document, sizeof statement->document, job->filing.document);
    text_copy(statement->note, sizeof statement->note, job->first_error.message);
    statement->filed_day = job->filing.filed_day;
    statement->way = STATEMENT_LINK;
    statement->read_at = poller_now(poller);
    bool kept = keep_observations(poller, job->chain[0], &observations, &err);
    observations_clear(&observations);
    if (!kept)
        log_write(LOG_WARNING, "%s %s: %s", job->symbol, job->filing.accession, err.message);
    return kept;
}
