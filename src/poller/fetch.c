/* SPDX-License-Identifier: MIT
 * One job's way through its chain: which source is asked, what its answer means, who is asked next. */
#include "config.h"

#include "poller_state.h"

#include "alerts.h"
#include "daily_quota.h"
#include "outage.h"
#include "streaming.h"

#include "base/date.h"
#include "base/log.h"
#include "base/memory.h"
#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CLOSED_DAILY_SECONDS    (6 * 3600)
#define OPEN_DAILY_SECONDS      300
#define PERIODIC_REPORTS_WANTED 8
#define UNPUBLISHED_SECONDS     20 /* a document that is listed is there within a minute */

struct flight { /* context of one request */
    struct poller *poller;
    struct job *job;
    const struct source *source;
    struct provider_state *provider;
    struct subscription subscription;
    unsigned mint;             /* the session it was sent with */
    unsigned host;             /* of the provider's two */
    char url[SOURCE_URL_SIZE]; /* the provider's own, for the recording */
    bool post;
    struct observations observations;
    void *stream; /* of a source that reads while the answer comes in, from the first part on; NULL none */
    struct error stream_error;
};

struct source_health *health_of(struct poller *poller, const struct source *source)
{
    for (size_t i = 0; i < poller->health_count; i++)
        if (strcmp(poller->health[i].name, source->name) == 0)
            return &poller->health[i];
    return &poller->health[0]; /* unreachable: made from the registry */
}

int job_interval(const struct poller *poller, const struct job *job)
{
    enum market_session session = pace_session(poller, job);
    int seconds = schedule_interval(poller->config, job->kind, session);
    const struct config_source *own =
        job->chain_count > 0 ? config_source(poller->config, job->chain[0]->name) : NULL;
    if (streaming_sets_pace(poller, job, &seconds))
        return seconds;
    if (own != NULL && own->interval_seconds > 0)
        return own->interval_seconds;
    if (job->kind == DATASET_BARS && chart_range_interval(job->range) >= BAR_1D) {
        int slow = session == SESSION_CLOSED ? CLOSED_DAILY_SECONDS : OPEN_DAILY_SECONDS;
        seconds = seconds > slow ? seconds : slow;
    }
    bool own_pace =
        job->kind == DATASET_GPU_MARKET || job->kind == DATASET_HEADLINES || job->kind == DATASET_SUPPLY;
    if (job->chain_count > 0 && !poller->live_pace && own_pace && job->chain[0]->refresh_seconds > seconds)
        seconds = job->chain[0]->refresh_seconds;
    return acceptance_pace(poller, job->kind, seconds);
}

static bool is_an_answer(enum error_code code)
{
    return code == ERROR_NOT_FOUND || code == ERROR_NO_DATA || code == ERROR_NOT_YET;
}

static int64_t next_due_ms(struct poller *poller, const struct job *job)
{
    int64_t interval = (int64_t)job_interval(poller, job) * 1000;
    if (job->kind == DATASET_DOCUMENT && is_an_answer(job->error.code))
        interval = UNPUBLISHED_SECONDS * 1000;
    if (job->error.code == ERROR_NOT_YET)
        return schedule_not_yet_ms(job->not_yet);
    if (job->error.code == ERROR_NONE || is_an_answer(job->error.code))
        return pace_cut_ms(poller, job, schedule_jitter_ms(interval, poller_random(poller)));
    if (job->error.code == ERROR_NEEDS_KEY || job->error.code == ERROR_NEEDS_SETTING)
        return interval; /* nothing changes before the user does */
    int64_t floor = 5000;
    for (size_t i = 0; i < job->chain_count; i++) {
        int64_t cooling = rate_limit_cooling(poller->limits, job->chain[i]->provider->name, poller_now_ms(poller));
        if (i == 0 || cooling < floor)
            floor = cooling > 5000 ? cooling : 5000;
    }
    return schedule_backoff_ms(job->failures, floor, poller_random(poller));
}

static void job_end(struct poller *poller, struct job *job)
{
    if (gather_end(poller, job))
        board_load(poller, job->kind, job->slot_subject);
    job->state = JOB_IDLE;
    job->forced = false;
    job->asked = true;
    job->older_name[0] = '\0';
    job->due_ms = job->second ? INT64_MAX : poller_now_ms(poller) + next_due_ms(poller, job);
    poller->dirty = true;
}

static void job_succeeded(struct poller *poller, struct job *job, const char *source)
{
    job->failures = 0;
    job->good_at = poller_now(poller);
    job->source = source;
    error_clear(&job->error);
    job->note[0] = '\0';
    if (job->first_error.code != ERROR_NONE)
        snprintf(job->note, sizeof job->note, "%s: %.70s", job->first_failed, job->first_error.message);
    job->not_yet = 0;
    board_load(poller, job->kind, job->second ? "" : job->slot_subject);
    alerts_look(poller, job->kind, job->slot_subject);
    job_end(poller, job);
    statements_follow(poller, job);
    second_follow(poller, job);
    ratings_follow(poller, job);
}

static void job_failed(struct poller *poller, struct job *job)
{
    job->error = job->first_error;
    if (job->error.code == ERROR_NONE)
        error_set(&job->error, ERROR_INVALID, "every source for this is switched off in the configuration");
    if (is_an_answer(job->error.code))
        job->failures = 0;
    else
        job->failures++;
    if (job->first_failed != NULL)
        job->source = job->first_failed;
    job_end(poller, job);
    statements_miss(poller, job);
}

void job_begin(struct poller *poller, struct job *job)
{
    job->at = 0;
    job->cursor = 0;
    job->renewed = false;
    job->answered = NULL;
    job->parts = 0;
    job->first_failed = NULL;
    job->missing_count = 0;
    job->passing = false;
    job->filing.accession[0] = '\0';
    if (job->pending != NULL) {
        memcpy(job->pending, job->symbols, job->symbol_count * sizeof *job->pending);
        job->pending_count = job->symbol_count;
    }
    error_clear(&job->first_error);
    job->tried_at = poller_now(poller);
    poller->dirty = true;
    bars_begin(poller, job);
    job_step(poller, job);
}

static void chain_on(struct job *job, const struct source *source, const struct error *err)
{
    bool reports = job->kind == DATASET_CUSTOMERS; /* each of them has its own first error */
    if (job->first_error.code == ERROR_NONE && (job->answered == NULL || reports)) {
        job->first_error = *err;
        job->first_failed = source->name;
    }
    if (reports)
        statements_note_failure(job, err);
    job->at++;
}

/* That a symbol is unknown says nothing of the source. */
static void note_health(struct source_health *health, const struct error *err)
{
    if (is_an_answer(err->code))
        error_clear(&health->error);
    else
        health->error = *err;
}

static void source_failed(struct poller *poller, struct job *job, const struct error *err,
                          int64_t retry_after_seconds)
{
    const struct source *source = job->chain[job->at];
    struct source_health *health = health_of(poller, source);
    /* The same refusal again is no news: a night without a network must not fill the log. */
    bool news = !is_an_answer(err->code) && strcmp(health->error.message, err->message) != 0;
    health->failures += !is_an_answer(err->code);
    note_health(health, err);
    provider_failed(poller, provider_state(poller, source->provider), err, retry_after_seconds);
    log_write(news ? LOG_WARNING : LOG_INFO, "%s%s%s: %s", source->name, job->subject[0] != '\0' ? " " : "",
              job->subject, err->message);
    keep_poll(poller, job, source, false, "", "");
    outage_failed(poller, health, err);
    chain_on(job, source, err);
    if (err->code == ERROR_NOT_YET)
        job->at = job->chain_count; /* nobody else has it either */
    job->not_yet += err->code == ERROR_NOT_YET;
    job_step(poller, job);
}

static void make_subscription(struct poller *poller, struct job *job, const struct source *source,
                              struct subscription *subscription)
{
    *subscription = (struct subscription){.kind = job->kind, .range = job->range, .now = poller_now(poller)};
    if (source->provider->key != NULL)
        subscription->key = config_key(poller->config, source->provider->key);
    if (source->provider->secret != NULL)
        subscription->secret = config_key(poller->config, source->provider->secret);
    text_copy(subscription->subject, sizeof subscription->subject, job->subject);
    text_copy(subscription->older_name, sizeof subscription->older_name, job->older_name);
    if (job->pending != NULL) {
        size_t left = job->pending_count - job->cursor;
        subscription->symbols = (const char(*)[SYMBOL_SIZE])(job->pending + job->cursor);
        subscription->symbol_count = left > source->batch ? source->batch : left;
    } else if (job->symbols != NULL) {
        subscription->symbols = (const char(*)[SYMBOL_SIZE])job->symbols;
        subscription->symbol_count = job->symbol_count;
    }
    if (job->kind == DATASET_FILINGS || job->kind == DATASET_RECEIVABLES || job->kind == DATASET_CUSTOMERS)
        subscription->cik = store_cik(poller->store, job->symbol);
    subscription->filing = job->filing;
    if (job->bar_span < job->bars.count)
        subscription->span = job->bars.spans[job->bar_span];
    acceptance_prepare(poller, job, subscription);
}

static void count_request(struct poller *poller, struct provider_state *provider, int sign)
{
    poller->flights = (unsigned)((int)poller->flights + sign);
    provider->flights = (unsigned)((int)provider->flights + sign);
    poller->place_freed = poller->place_freed || sign < 0;
}

/* What comes after a good answer: the rest of the batch, an older file, another report, or the end. */
static void go_on(struct poller *poller, struct flight *flight, const char *older_name)
{
    struct job *job = flight->job;
    if (job->answered == NULL)
        job->answered = flight->source->name;
    if (job->pending != NULL)
        job->cursor += flight->subscription.symbol_count;
    bool more_symbols = job->pending != NULL && (job->cursor < job->pending_count || around_on(poller, job));
    bool older = older_name[0] != '\0' && strcmp(older_name, job->older_name) != 0 &&
                 (job->kind != DATASET_FILINGS ||
                  store_periodic_count(poller->store, job->symbol) < PERIODIC_REPORTS_WANTED);
    text_copy(job->older_name, sizeof job->older_name, older ? older_name : "");
    bool next_report = !older && statements_go_on(poller, job);
    bool more_parts = parts_go_on(job) || bars_go_on(poller, job);
    if (older || more_symbols || next_report || more_parts)
        job_step(poller, job);
    else
        job_succeeded(poller, job, job->answered);
}

static bool take_part(void *context, const char *bytes, size_t length)
{
    struct flight *flight = context;
    const struct source *source = flight->source;
    if (flight->stream == NULL)
        flight->stream = source->stream_begin(&flight->subscription, &flight->observations);
    return source->stream_feed(flight->stream, bytes, length, &flight->stream_error);
}

static bool understand(struct flight *flight, struct source_response *answer, struct error *err)
{
    const struct source *source = flight->source;
    if (flight->stream == NULL)
        return source->parse(&flight->subscription, answer, &flight->observations, err);
    return source->stream_end(flight->stream, answer, &flight->observations, err);
}

static void flight_free(struct flight *flight)
{
    if (flight->stream != NULL)
        flight->source->stream_free(flight->stream);
    observations_clear(&flight->observations);
    free(flight);
}

static void read_answer(struct poller *poller, struct flight *flight, const struct http_response *response)
{
    struct job *job = flight->job;
    struct source_response answer = {
        .status = response->status,
        .content_type = response->content_type,
        .modified = response->last_modified,
        .body = buffer_text(&response->body),
        .length = response->body.length + response->streamed,
        .received_at = poller_received_at(poller, response),
        .retry_after_seconds = response->retry_after_seconds,
    };
    struct observations *observations = &flight->observations;
    struct error err = {0};
    char older_name[sizeof job->older_name] = "";
    bool good = understand(flight, &answer, &err);
    bool more = good && gather_on(job, flight->source, observations);
    second_mark(job, observations);
    if (good)
        parts_keep_new(job, observations);
    good = good && (more || keep_observations(poller, flight->source, observations, &err));
    text_copy(older_name, sizeof older_name, observations->older_name);
    if (good) {
        around_note(job, &flight->subscription, observations);
        acceptance_heard(poller, job, observations);
    }
    if (observations->rejected > 0)
        log_write(LOG_INFO, "%s %s: %u implausible figures dropped", flight->source->name, job->subject,
                  observations->rejected);
    if (good) {
        struct source_health *health = health_of(poller, flight->source);
        health->last_good_at = poller_now(poller);
        outage_ended(poller, health);
        error_clear(&health->error);
        provider_answered(poller, flight->provider);
        if (flight->source->handshake)
            flight->provider->mints_refused = 0;
        if (!more)
            keep_poll(poller, job, flight->source, true, response->etag, response->last_modified);
        if (more)
            job_step(poller, job);
        else
            go_on(poller, flight, older_name);
    } else if (err.code == ERROR_SESSION && session_refused(poller, flight->provider, flight->mint, &err) &&
               !job->renewed) {
        job->renewed = true;
        job_step(poller, job);
    } else if (provider_turns(flight->provider, flight->host, flight->url, &err)) {
        job_step(poller, job);
    } else {
        gather_rescue(job, flight->source, observations);
        source_failed(poller, job, &err, answer.retry_after_seconds);
    }
}

static void flight_done(void *context, const struct http_response *response, const struct error *err)
{
    struct flight *flight = context;
    struct poller *poller = flight->poller;
    count_request(poller, flight->provider, -1);
    poller->unreturned = true;
    flight->job->state = JOB_WAITING;
    poller->dirty = true;
    if (err->code == ERROR_CANCELLED) {
        flight->job->state = JOB_IDLE;
    } else if (flight->stream_error.code != ERROR_NONE) {
        poller->online = true; /* it was we who hung up */
        gather_rescue(flight->job, flight->source, &flight->observations);
        source_failed(poller, flight->job, &flight->stream_error, -1);
    } else if (err->code != ERROR_NONE) {
        poller->online = false;
        gather_rescue(flight->job, flight->source, &flight->observations);
        source_failed(poller, flight->job, err, -1);
    } else {
        poller->online = true;
        keep_exchange(poller, flight->post ? "POST" : "GET", flight->url, response);
        read_answer(poller, flight, response);
    }
    flight_free(flight);
}

/* Starts the request of a source that is free to be asked. False with *err when it cannot even be made. */
static bool launch(struct poller *poller, struct job *job, const struct source *source,
                   struct provider_state *provider, struct error *err)
{
    struct source_request *request = memory_new(1, sizeof *request);
    struct address *address = memory_new(1, sizeof *address);
    struct flight *flight = memory_new(1, sizeof *flight);
    struct http_request http_request;
    *flight = (struct flight){.poller = poller,
                              .job = job,
                              .source = source,
                              .provider = provider,
                              .mint = provider->mint,
                              .host = provider->host};
    observations_init(&flight->observations);
    make_subscription(poller, job, source, &flight->subscription);
    gather_resume(job, &flight->observations);
    bool started = source->request(&flight->subscription, provider->token, request, err);
    if (started)
        provider_host(provider, request->url);
    started = started && quota_take(poller, source->provider, err) &&
              address_request(poller, source, source->provider, request, &http_request, address, err);
    if (started) {
        struct store_poll poll;
        if (request->conditional && !job->forced &&
            store_poll_get(poller->store, source->name, job->poll_subject, &poll)) {
            http_request.etag = poll.etag[0] != '\0' ? poll.etag : NULL;
            http_request.last_modified = poll.last_modified[0] != '\0' ? poll.last_modified : NULL;
        }
        text_copy(flight->url, sizeof flight->url, request->url);
        flight->post = request->body[0] != '\0';
        if (source->stream_begin != NULL && poller->recording == NULL)
            http_request.part = take_part;
        started = http_start(poller->http, &http_request, flight_done, flight, err);
    }
    if (started) {
        count_request(poller, provider, +1);
        health_of(poller, source)->requests++;
        job->state = JOB_RUNNING;
    } else {
        gather_rescue(job, source, &flight->observations);
        flight_free(flight);
    }
    free(address);
    free(request);
    return started;
}

/* May the source be asked at this moment? False: *err says why not, or (code 0) that the job must wait. */
static bool is_free(struct poller *poller, struct job *job, const struct source *source,
                    struct provider_state *provider, struct error *err)
{
    int64_t now = poller_now_ms(poller);
    error_clear(err);
    if (provider_rests(poller, provider, err) || !quota_allows(poller, source->provider, err))
        return false;
    job->for_place = true;
    if (poller->flights >= FLIGHTS_MOST || provider->flights >= FLIGHTS_PER_PROVIDER)
        return false;
    if (source->handshake && !session_ready(poller, provider, err))
        return false;
    int64_t wait = rate_limit_take(poller->limits, source->provider->name, now);
    job->for_place = false;
    job->start_ms = now + wait;
    return wait == 0;
}

void job_step(struct poller *poller, struct job *job)
{
    if (statements_are_unlisted(poller, job)) {
        job_end(poller, job);
        return;
    }
    if (facts_are_current(poller, job) || statements_are_read(poller, job) || bars_are_held(job)) {
        job_succeeded(poller, job, job->chain[0]->name);
        return;
    }
    while (job->at < job->chain_count) {
        const struct source *source = job->chain[job->at];
        if (parts_pass_over(poller, job, source))
            continue;
        struct provider_state *provider = provider_state(poller, source->provider);
        struct error err = {0};
        if (!second_may_ask(poller, job, source) && ++job->at > 0)
            continue;
        if (is_free(poller, job, source, provider, &err)) {
            if (launch(poller, job, source, provider, &err))
                return;
            if (around_pass(poller, job, source, &err))
                continue;
            note_health(health_of(poller, source), &err);
        } else if (err.code == ERROR_NONE) {
            job->state = JOB_WAITING;
            return;
        }
        chain_on(job, source, &err);
    }
    if (statements_give_up(poller, job) && statements_go_on(poller, job)) {
        job_step(poller, job);
        return;
    }
    bool failed = job->kind == DATASET_CUSTOMERS && job->first_error.code != ERROR_NONE;
    if (job->answered != NULL && !failed) /* only the asking around found nobody */
        job_succeeded(poller, job, job->answered);
    else
        job_failed(poller, job);
}
