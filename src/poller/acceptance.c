/* SPDX-License-Identifier: MIT
 * New filings of all companies: which of them are ours, how far the feed was read, and who must hear of one. */
#include "config.h"

#include "poller_state.h"

#include "base/date.h"
#include "base/log.h"
#include "base/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MARK_NAME         "sec_feed_mark"
#define OPENS_AT          6 /* EDGAR's hours in New York, on working days */
#define CLOSES_AT         22
#define NIGHT_FEED        300
#define NIGHT_SUBMISSIONS 900

bool acceptance_is(enum dataset_kind kind)
{
    return kind == DATASET_ACCEPTED || kind == DATASET_DAY_INDEX;
}

int acceptance_pace(const struct poller *poller, enum dataset_kind kind, int seconds)
{
    struct date_time time = date_new_york(poller_now(poller));
    bool open = time.weekday >= 1 && time.weekday <= 5 && time.hour >= OPENS_AT && time.hour < CLOSES_AT;
    int night = kind == DATASET_ACCEPTED ? NIGHT_FEED : kind == DATASET_FILINGS ? NIGHT_SUBMISSIONS : 0;
    return open || poller->live_pace || night < seconds ? seconds : night;
}

static int64_t read_mark(struct poller *poller)
{
    char text[32] = "";
    store_setting_get(poller->store, MARK_NAME, text, sizeof text);
    return strtoll(text, NULL, 10);
}

void acceptance_prepare(struct poller *poller, struct job *job, struct subscription *subscription)
{
    if (!acceptance_is(job->kind))
        return;
    char(*symbols)[SYMBOL_SIZE] = memory_new(WATCH_SYMBOLS_MOST, sizeof *symbols);
    size_t count = watchlist_symbols(&poller->watchlist, symbols, WATCH_SYMBOLS_MOST);
    free(job->companies);
    job->companies = memory_new(count > 0 ? count : 1, sizeof *job->companies);
    job->company_count = 0;
    for (size_t i = 0; i < count; i++) {
        struct company *company = &job->companies[job->company_count];
        *company = (struct company){.cik = store_cik(poller->store, symbols[i])};
        memcpy(company->symbol, symbols[i], sizeof company->symbol);
        job->company_count += company->cik > 0;
    }
    free(symbols);
    subscription->companies = job->companies;
    subscription->company_count = job->company_count;
    subscription->since = read_mark(poller);
}

void acceptance_heard(struct poller *poller, struct job *job, const struct observations *observations)
{
    if (!acceptance_is(job->kind))
        return;
    if (observations->newest_at > job->newest_at)
        job->newest_at = observations->newest_at;
    for (size_t i = 0; i < observations->filing_count; i++) {
        const struct filing *filing = &observations->filings[i];
        board_load(poller, DATASET_FILINGS, filing->symbol);
        if (filing_is_periodic(filing->form))
            statements_ask(poller, filing->symbol);
    }
}

void acceptance_settle(struct poller *poller, struct job *job)
{
    char text[32];
    struct error err = {0};
    if (job->kind != DATASET_ACCEPTED || job->newest_at <= read_mark(poller))
        return;
    snprintf(text, sizeof text, "%lld", (long long)job->newest_at);
    if (!store_setting_put(poller->store, MARK_NAME, text, &err))
        log_write(LOG_WARNING, "how far the SEC's feed was read is not kept: %s", err.message);
}
