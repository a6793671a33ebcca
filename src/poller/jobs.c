/* SPDX-License-Identifier: MIT
 * Which jobs there are: derived from the watchlist, the focus, the registry of sources and the configuration. */
#include "config.h"

#include "poller_state.h"

#include "streaming.h"

#include "base/log.h"
#include "base/memory.h"
#include "base/text.h"
#include "store/documents.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SECOND_SLOT     "second opinion"
#define SECOND_FIRST_MS 20000
#define SUSPECTS_MOST   8
#define TYPING_MS       250
#define BATCH_SYMBOLS   50 /* symbols one quotes job is responsible for */

const char *key_missing(const struct poller *poller, const struct source_provider *provider)
{
    const char *const names[] = {provider->key, provider->secret};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (names[i] != NULL && config_key(poller->config, names[i]) == NULL)
            return names[i];
    return NULL;
}

bool source_is_enabled(const struct poller *poller, const struct source *source)
{
    const struct config_source *own = config_source(poller->config, source->name);
    const struct source *better = source->yields_to != NULL ? source_find(source->yields_to) : NULL;
    if (better != NULL && source_is_enabled(poller, better))
        return false;
    bool said = own != NULL && own->enabled >= 0;
    bool on = said ? own->enabled == 1 : source->provider->off_because == NULL;
    return on && key_missing(poller, source->provider) == NULL;
}

static void chain_add(const struct poller *poller, struct job *job, const struct source *source)
{
    if (source == NULL || source->kind != job->kind || job->chain_count == CHAIN_MOST ||
        !source_is_enabled(poller, source))
        return;
    for (size_t i = 0; i < job->chain_count; i++)
        if (job->chain[i] == source)
            return;
    job->chain[job->chain_count++] = source;
}

/* The configured order first, then whatever else the registry has for the kind. */
static void chain_build(const struct poller *poller, struct job *job)
{
    if (job->kind == DATASET_QUOTES) {
        char *names = memory_text(poller->config->quotes_chain), *rest = NULL;
        for (char *name = strtok_r(names, " \t", &rest); name != NULL; name = strtok_r(NULL, " \t", &rest))
            chain_add(poller, job, source_find(name));
        free(names);
        if (job->chain_count > 0)
            return;
    }
    size_t count;
    const struct source *const *table = source_table(&count);
    for (size_t i = 0; i < count; i++)
        if (table[i]->role == SOURCE_CHAIN)
            chain_add(poller, job, table[i]);
}

static struct job *find(struct poller *poller, enum dataset_kind kind, const char *poll_subject,
                        const struct source *only)
{
    for (size_t i = 0; i < poller->job_count; i++) {
        struct job *job = poller->jobs[i];
        if (job->kind == kind && strcmp(job->poll_subject, poll_subject) == 0 &&
            (only == NULL || (job->chain_count == 1 && job->chain[0] == only)))
            return job;
    }
    return NULL;
}

/* The job goes on from what the store remembers of its last poll, also by another process. */
static void recall(struct poller *poller, struct job *job)
{
    if (job->chain_count == 0)
        return;
    for (size_t i = 0; i < job->chain_count; i++) {
        struct store_poll poll;
        if (!store_poll_get(poller->store, job->chain[i]->name, job->poll_subject, &poll))
            continue;
        if (poll.good_at > job->good_at) {
            job->good_at = poll.good_at;
            job->source = job->chain[i]->name;
        }
        if (poll.tried_at > job->tried_at)
            job->tried_at = poll.tried_at;
    }
    if (job->kind == DATASET_DOCUMENT && !store_has_document(poller->store, job->subject))
        job->good_at = 0; /* it was held once: asked for again */
    int64_t interval = job_interval(poller, job);
    int64_t age = poller_now(poller) - job->good_at;
    if (job->due_ms == INT64_MAX)
        return;
    job->due_ms = poller_now_ms(poller);
    if (job->good_at > 0 && age >= 0 && age < interval)
        job->due_ms += (interval - age) * 1000;
}

static struct job *want(struct poller *poller, enum dataset_kind kind, const char *subject,
                        const char *slot_subject, const char *poll_subject, const struct source *only)
{
    struct job *job = find(poller, kind, poll_subject, only);
    if (job != NULL) {
        job->wanted = true;
        return job;
    }
    job = memory_new(1, sizeof *job);
    job->kind = kind;
    job->source = "";
    job->wanted = true;
    text_copy(job->subject, sizeof job->subject, subject);
    text_copy(job->slot_subject, sizeof job->slot_subject, slot_subject);
    text_copy(job->poll_subject, sizeof job->poll_subject, poll_subject);
    if (poller->kinds != 0 && (poller->kinds & (1U << kind)) == 0)
        job->due_ms = INT64_MAX; /* not asked for in this run */
    if (only != NULL)
        chain_add(poller, job, only);
    else
        chain_build(poller, job);
    recall(poller, job);
    if (poller->job_count == poller->job_room) {
        poller->job_room = poller->job_room == 0 ? 64 : poller->job_room * 2;
        poller->jobs = memory_grow(poller->jobs, poller->job_room, sizeof *poller->jobs);
    }
    poller->jobs[poller->job_count++] = job;
    return job;
}

static uint64_t hash_symbols(const char (*symbols)[SYMBOL_SIZE], size_t count)
{
    uint64_t hash = UINT64_C(14695981039346656037);
    for (size_t i = 0; i < count; i++)
        for (const char *at = symbols[i];; at++) {
            hash = (hash ^ (unsigned char)*at) * UINT64_C(1099511628211);
            if (*at == '\0')
                break;
        }
    return hash;
}

static void fill_batch(struct job *job, const char (*symbols)[SYMBOL_SIZE], size_t batch)
{
    job->symbols = memory_new(batch, sizeof *job->symbols);
    memcpy(job->symbols, symbols, batch * sizeof *job->symbols);
    job->symbol_count = batch;
    job->pending = memory_new(batch, sizeof *job->pending);
    job->missing = memory_new(batch, sizeof *job->missing);
    job->hopeless = memory_new(batch, sizeof *job->hopeless);
}

/* Soon after the start, so that a thin first answer is completed. It feeds no slot of its own. */
static void want_second(struct poller *poller, const char *name, const char (*symbols)[SYMBOL_SIZE], size_t batch)
{
    if (poller->config->second_seconds == 0)
        return;
    struct job *job = want(poller, DATASET_QUOTES, "", SECOND_SLOT, name, NULL);
    if (job->symbols != NULL)
        return;
    fill_batch(job, symbols, batch);
    job->second = true;
    job->due_ms = INT64_MAX; /* it follows the first opinion */
    job->follow_ms = poller_now_ms(poller) +
                     (poller->live_pace ? (int64_t)poller->config->second_seconds * 1000 : SECOND_FIRST_MS);
}

static void want_quotes(struct poller *poller, const char (*symbols)[SYMBOL_SIZE], size_t count)
{
    for (size_t first = 0; first < count; first += BATCH_SYMBOLS) {
        size_t batch = count - first < BATCH_SYMBOLS ? count - first : BATCH_SYMBOLS;
        unsigned long long hash = hash_symbols(symbols + first, batch);
        char name[POLL_SUBJECT_SIZE];
        /* Another process with another watchlist must not take our batch for done. */
        snprintf(name, sizeof name, "batch-%016llx", hash);
        struct job *job = want(poller, DATASET_QUOTES, "", "", name, NULL);
        if (job->symbols == NULL)
            fill_batch(job, symbols + first, batch);
        snprintf(name, sizeof name, "second-%016llx", hash);
        want_second(poller, name, symbols + first, batch);
    }
}

/* A kind of data on a symbol whose sources complete each other: each of them is asked, by a job of its own. Without
 * any the one job says that all are switched off. */
static void want_of_each(struct poller *poller, enum dataset_kind kind, const char *symbol)
{
    size_t count;
    bool any = false;
    const struct source *const *table = source_table(&count);
    for (size_t i = 0; i <= count; i++) {
        const struct source *source = i < count ? table[i] : NULL;
        bool theirs = source != NULL && source->kind == kind && source->role == SOURCE_MERGE &&
                      source_is_enabled(poller, source);
        if (!theirs && (source != NULL || any))
            continue;
        struct job *job = want(poller, kind, symbol, symbol, symbol, source);
        text_copy(job->symbol, sizeof job->symbol, symbol);
        any = true;
    }
}

static void want_symbol(struct poller *poller, const char *symbol)
{
    static const enum dataset_kind kinds[] = {DATASET_CONSENSUS, DATASET_FILINGS, DATASET_RECEIVABLES,
                                              DATASET_CUSTOMERS};
    want_of_each(poller, DATASET_RATINGS, symbol);
    if ((poller->kinds & (1U << DATASET_HEADLINES)) != 0) /* nobody looks at them: they are to be printed */
        want_of_each(poller, DATASET_HEADLINES, symbol);
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        struct job *job = want(poller, kinds[i], symbol, symbol, symbol, NULL);
        text_copy(job->symbol, sizeof job->symbol, symbol);
    }
}

static void want_bars(struct poller *poller, const char *symbol, enum chart_range range)
{
    char subject[SUBJECT_SIZE];
    snapshot_bars_subject(subject, sizeof subject, symbol, range);
    struct job *job = want(poller, DATASET_BARS, symbol, subject, subject, NULL);
    text_copy(job->symbol, sizeof job->symbol, symbol);
    job->range = range;
}

/* Opening a document is reading the filing. */
static void note_read(struct poller *poller, const char *subject)
{
    char accession[ACCESSION_SIZE];
    struct error err = {0};
    bool first = false;
    document_accession(subject, accession);
    if (!store_mark_read(poller->store, accession, poller_now(poller), &first, &err))
        log_write(LOG_WARNING, "reading mark not kept: %s", err.message);
    if (first)
        board_load(poller, DATASET_FEED, "");
}

/* One more symbol's data, as of a watched one. */
static void want_of_symbol(struct poller *poller, const struct want *wanted)
{
    struct job *job = want(poller, wanted->kind, wanted->subject, wanted->subject, wanted->subject, NULL);
    text_copy(job->symbol, sizeof job->symbol, wanted->subject);
}

/* Also those that nobody watches. */
static void want_buyers(struct poller *poller)
{
    size_t count;
    const char *const *symbols = capex_buyers(&count);
    for (size_t i = 0; i < count; i++) {
        struct want wanted = {.kind = DATASET_RECEIVABLES};
        text_copy(wanted.subject, sizeof wanted.subject, symbols[i]);
        want_of_symbol(poller, &wanted);
    }
}

/* Somebody types: words that are followed by others at once are not asked for. */
static void wait_for_typing(const struct poller *poller, struct job *job)
{
    int64_t soonest = poller_now_ms(poller) + TYPING_MS;
    if (job->kind == DATASET_SYMBOLS && job->state == JOB_IDLE && job->tried_at == 0 && job->due_ms < soonest)
        job->due_ms = soonest;
}

static void want_besides(struct poller *poller, const struct want *wanted)
{
    char symbol[SYMBOL_SIZE];
    enum chart_range range;
    bool of_symbol = wanted->kind == DATASET_RECEIVABLES || wanted->kind == DATASET_FILINGS;
    if (wanted->kind == DATASET_DOCUMENT)
        note_read(poller, wanted->subject);
    if (wanted->kind == DATASET_CAPEX)
        want_buyers(poller);
    if (wanted->kind == DATASET_HEADLINES || wanted->kind == DATASET_SUPPLY)
        want_of_each(poller, wanted->kind, wanted->subject);
    else if (of_symbol)
        want_of_symbol(poller, wanted);
    else if (wanted->kind != DATASET_BARS && !dataset_kind_is_local(wanted->kind))
        wait_for_typing(poller,
                        want(poller, wanted->kind, wanted->subject, wanted->subject, wanted->subject, NULL));
    else if (wanted->kind == DATASET_BARS && snapshot_bars_split(wanted->subject, symbol, &range))
        want_bars(poller, symbol, range);
}

static void want_focus(struct poller *poller)
{
    if (poller->focus.symbol[0] != '\0')
        want_bars(poller, poller->focus.symbol, poller->focus.range);
    char suspects[SUSPECTS_MOST][SYMBOL_SIZE];
    size_t suspected = urgency_suspects(poller, suspects, SUSPECTS_MOST);
    for (size_t i = 0; i < suspected; i++)
        want_bars(poller, suspects[i], RANGE_3M);
    for (size_t i = 0; i < poller->focus.want_count; i++)
        want_besides(poller, &poller->focus.wants[i]);
}

static void want_merged(struct poller *poller)
{
    size_t count;
    const struct source *const *table = source_table(&count);
    for (size_t i = 0; i < count; i++) {
        if (table[i]->role != SOURCE_MERGE || table[i]->kind != DATASET_GPU_MARKET ||
            !source_is_enabled(poller, table[i]))
            continue;
        size_t subjects = 0;
        const char *const *names = table[i]->subjects != NULL ? table[i]->subjects(&subjects) : NULL;
        if (names == NULL)
            want(poller, table[i]->kind, "", "", "", table[i]);
        for (size_t k = 0; names != NULL && k < subjects; k++)
            want(poller, table[i]->kind, names[k], "", names[k], table[i]);
    }
}

static void job_free(struct job *job)
{
    free(job->symbols);
    free(job->pending);
    free(job->missing);
    free(job->hopeless);
    free(job->companies);
    gather_drop(job);
    free(job);
}

static void drop_unwanted(struct poller *poller)
{
    size_t kept = 0;
    for (size_t i = 0; i < poller->job_count; i++) {
        struct job *job = poller->jobs[i];
        if (job->wanted || job->state == JOB_RUNNING) /* a running one is dropped at the next rebuild */
            poller->jobs[kept++] = job;
        else
            job_free(job);
    }
    poller->job_count = kept;
}

void jobs_rebuild(struct poller *poller)
{
    char(*symbols)[SYMBOL_SIZE] = memory_new(WATCHED_MOST, sizeof *symbols);
    size_t quoted = watched_symbols(poller, symbols, WATCHED_MOST);
    for (size_t i = 0; i < poller->job_count; i++)
        poller->jobs[i]->wanted = false;
    want_quotes(poller, (const char(*)[SYMBOL_SIZE])symbols, quoted);
    size_t count =
        watchlist_symbols(&poller->watchlist, symbols, WATCH_SYMBOLS_MOST); /* the rest is of companies */
    for (size_t i = 0; i < count; i++)
        want_symbol(poller, symbols[i]);
    want_focus(poller);
    want_merged(poller);
    if (count > 0) {
        (void)want(poller, DATASET_ACCEPTED, "", "", "", NULL);
        (void)want(poller, DATASET_DAY_INDEX, "", "", "", NULL);
    }
    struct job *companies = want(poller, DATASET_COMPANIES, "", "", "", NULL);
    if (companies->symbols == NULL || companies->symbol_count != count) {
        /* New symbols may be unknown to the stored table: ask again. */
        if (companies->symbols != NULL && companies->due_ms != INT64_MAX)
            companies->due_ms = poller_now_ms(poller);
        if (companies->state != JOB_RUNNING) {
            free(companies->symbols);
            companies->symbols = memory_new(count > 0 ? count : 1, sizeof *symbols);
            memcpy(companies->symbols, symbols, count * sizeof *symbols);
            companies->symbol_count = count;
        }
    }
    drop_unwanted(poller);
    streaming_rebuild(poller);
    free(symbols);
}

void jobs_free(struct poller *poller)
{
    for (size_t i = 0; i < poller->job_count; i++)
        job_free(poller->jobs[i]);
    free(poller->jobs);
    poller->jobs = NULL;
    poller->job_count = poller->job_room = 0;
}

static bool is_in_focus(const struct poller *poller, const struct job *job)
{
    return job->symbol[0] == '\0' || strcmp(job->symbol, poller->focus.symbol) == 0;
}

void jobs_ask_again(struct poller *poller)
{
    for (size_t i = 0; i < poller->job_count; i++) {
        struct job *job = poller->jobs[i];
        job->good_at = 0;
        if (job->state != JOB_IDLE || job->second)
            continue;
        job->due_ms = poller_now_ms(poller);
        job->forced = true;
    }
}

void jobs_force(struct poller *poller, unsigned kinds)
{
    for (size_t i = 0; i < poller->job_count; i++) {
        struct job *job = poller->jobs[i];
        if (job->kind == DATASET_DOCUMENT && job->good_at > 0)
            continue; /* it never changes */
        if ((kinds & (1U << job->kind)) != 0 && job->state == JOB_IDLE && !job->second &&
            is_in_focus(poller, job)) {
            job->due_ms = poller_now_ms(poller);
            job->forced = true;
        }
    }
}
