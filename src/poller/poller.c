/* SPDX-License-Identifier: MIT
 * The thread: what is due is begun, transfers are driven, what changed is published. Asleep in between. */
#include "config.h"

#include "poller_state.h"

#include "alerts.h"
#include "outage.h"
#include "streaming.h"

#include "base/log.h"
#include "base/memory.h"
#include "base/text.h"
#include "store/kept_attested.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define MAINTAIN_MS          (60 * 60 * 1000)
#define RECOVER_MS           (60 * 1000)
#define FIRST_MAINTENANCE_MS (60 * 1000) /* short runs, too, thin and copy */
#define SLEPT_MS             5000
#define REST_MS              1000
#define LONGEST_NAP_MS                                                                                             \
    (60 * 1000) /* another process's commits and the machine's sleep are noticed at least so often */

int64_t poller_now(const struct poller *poller)
{
    return clock_wall_seconds(poller->clock);
}

int64_t poller_received_at(const struct poller *poller, const struct http_response *response)
{
    int64_t now = poller_now(poller);
    return poller->recorded && response->server_date > 0 && response->server_date < now ? response->server_date
                                                                                        : now;
}

int64_t poller_now_ms(const struct poller *poller)
{
    return clock_monotonic_ms(poller->clock);
}

double poller_random(struct poller *poller)
{
    /* xorshift64*: only spreads requests in time. */
    poller->random ^= poller->random >> 12;
    poller->random ^= poller->random << 25;
    poller->random ^= poller->random >> 27;
    return (double)((poller->random * UINT64_C(2685821657736338717)) >> 11) / 9007199254740992.0;
}

enum market_session poller_session(const struct poller *poller)
{
    return poller->live_pace ? SESSION_REGULAR : calendar_session(poller_now(poller));
}

/* --- making and freeing --- */

/* Behind --demo and --replay stands our own simulator, and who has a mirror can say that nobody's quota is at
 * stake. */
static bool has_no_quota(const struct poller *poller)
{
    return poller->live_pace ||
           (poller->config->base_url[0] != '\0' && strcmp(poller->config->limits, "none") == 0);
}

static void fill_providers(struct poller *poller)
{
    size_t count;
    const struct source *const *table = source_table(&count);
    poller->health = memory_new(count > 0 ? count : 1, sizeof *poller->health);
    poller->health_count = count;
    poller->outages = outages_new(count);
    for (size_t i = 0; i < count; i++) {
        const struct source_provider *provider = table[i]->provider;
        text_copy(poller->health[i].name, sizeof poller->health[i].name, table[i]->name);
        text_copy(poller->health[i].heading, sizeof poller->health[i].heading, table[i]->heading);
        poller->health[i].kind = table[i]->kind;
        poller->health[i].enabled = source_is_enabled(poller, table[i]);
        const char *missing = key_missing(poller, provider);
        if (missing != NULL)
            error_set(&poller->health[i].error, ERROR_NEEDS_KEY,
                      "needs a key: get one at %s and put %s = KEY into the keys file", provider->key_home,
                      missing);
        if (provider_state(poller, provider) != NULL || poller->provider_count == PROVIDERS_MOST)
            continue;
        poller->providers[poller->provider_count++].provider = provider;
        bool free = has_no_quota(poller);
        rate_limit_define(poller->limits, provider->name, free ? 1000 : provider->rate,
                          free ? 1000 : provider->burst);
    }
}

static uint64_t own_seed(const struct poller_options *options)
{
    uint64_t seed = options->seed;
    if (seed == 0)
        seed = (uint64_t)clock_wall_ms(options->clock) * UINT64_C(2654435761) + (uint64_t)getpid();
    return seed != 0 ? seed : 1;
}

struct poller *poller_new(const struct poller_options *options, struct error *err)
{
    struct poller *poller = memory_new(1, sizeof *poller);
    struct http_options http_options = {
        .ca_file = options->config->ca_file, .proxy = options->config->proxy, .total_ms = options->total_ms};
    poller->config = options->config;
    poller->clock = options->clock;
    poller->mailbox = options->mailbox;
    poller->recording = options->recording;
    poller->offline = options->offline;
    poller->live_pace = options->live_pace;
    poller->recorded = options->recorded;
    poller->kinds = options->kinds;
    poller->random = own_seed(options);
    poller->alerts = alerts_new();
    poller->on_alert = options->on_alert;
    poller->on_alert_context = options->on_alert_context;
    poller->store_options = options->store;
    if (options->store.cache_path != NULL)
        poller->store_options.cache_path = poller->cache_path = memory_text(options->store.cache_path);
    if (options->store.history_path != NULL)
        poller->store_options.history_path = poller->history_path = memory_text(options->store.history_path);
    watchlist_copy(&poller->watchlist, options->watchlist);
    poller->edited = options->edited;
    poller->besides = options->besides;
    poller->besides_count = options->besides_count;
    poller->attested = options->attested;
    pthread_mutex_init(&poller->wishes.mutex, NULL);
    poller->limits = rate_limits_new();
    fill_providers(poller);
    poller->http = http_new(&http_options, err);
    if (poller->http == NULL) {
        poller_free(poller);
        return NULL;
    }
    return poller;
}

/* --- opening and closing on the own thread --- */

static void keep_attested(struct poller *poller)
{
    struct error err = {0};
    if (poller->attested != NULL && !store_keep_attested(poller->store, poller->attested, poller_now(poller), &err))
        log_write(LOG_WARNING, "attested prices not kept: %s", err.message);
}

static bool open_store(struct poller *poller)
{
    struct store_report report = {0};
    struct error err = {0};
    poller->store = store_open(&poller->store_options, poller_now(poller), &report, &err);
    if (poller->store == NULL) {
        log_write(LOG_ERROR, "no store: %s", err.message);
        return false;
    }
    for (size_t i = 0; i < report.count; i++)
        log_write(LOG_WARNING, "%s", report.messages[i]);
    if (report.count > 0)
        text_copy(poller->report, sizeof poller->report, report.messages[0]);
    if (!poller->edited)
        (void)store_watch_edits(poller->store, &poller->watchlist);
    poller->edited = true;
    keep_attested(poller);
    recall_refusals(poller);
    poller->maintained_ms = poller_now_ms(poller) - MAINTAIN_MS + FIRST_MAINTENANCE_MS;
    jobs_rebuild(poller);
    alerts_rebuild(poller);
    board_look(poller);
    return true;
}

static void close_store(struct poller *poller)
{
    streaming_free(poller);
    http_cancel_all(poller->http);
    http_turn(poller->http, 0);
    jobs_free(poller);
    board_free(poller);
    store_close(poller->store);
    poller->store = NULL;
}

/* --- one turn --- */

static int64_t boot_offset_ms(void)
{
#ifdef CLOCK_BOOTTIME
    struct timespec boot, mono;
    clock_gettime(CLOCK_MONOTONIC, &mono);
    clock_gettime(CLOCK_BOOTTIME, &boot);
    return (int64_t)(boot.tv_sec - mono.tv_sec) * 1000 + (boot.tv_nsec - mono.tv_nsec) / 1000000;
#else
    return 0;
#endif
}

static void notice_sleep(struct poller *poller)
{
    int64_t offset = boot_offset_ms();
    if (offset - poller->boot_offset_ms > SLEPT_MS) {
        log_write(LOG_INFO, "the machine slept: connections renewed");
        http_renew(poller->http);
        for (size_t i = 0; i < poller->job_count; i++) { /* spread over 10 s: no catch-up storm */
            struct job *job = poller->jobs[i];
            int64_t soon = poller_now_ms(poller) + (int64_t)(poller_random(poller) * 10000);
            if (job->due_ms > soon && job->kind == DATASET_QUOTES)
                job->due_ms = soon;
        }
    }
    poller->boot_offset_ms = offset;
}

static bool has_had_its_turn(const struct poller *poller, const struct job *job)
{
    return poller->once && job->asked && job->state == JOB_IDLE;
}

static bool is_ready(const struct poller *poller, const struct job *job, int64_t now_ms)
{
    if (!job->wanted || has_had_its_turn(poller, job)) /* unwanted: it was running when it became so */
        return false;
    if (job->state == JOB_WAITING)
        return job->for_place ? poller->place_freed : now_ms >= job->start_ms;
    return job->state == JOB_IDLE && now_ms >= job->due_ms;
}

/* What the user looks at comes first, then prices, then the rest by due time. */
static int64_t urgency(const struct poller *poller, const struct job *job)
{
    int64_t rank = job->due_ms;
    if (job->kind == DATASET_QUOTES)
        rank -= INT64_C(1) << 40;
    else if (job->symbol[0] != '\0' && strcmp(job->symbol, poller->focus.symbol) == 0)
        rank -= INT64_C(1) << 39;
    else if (job->kind == DATASET_GPU_MARKET || job->kind == DATASET_COMPANIES)
        rank -= INT64_C(1) << 38;
    return rank;
}

static struct job *most_urgent(const struct poller *poller, int64_t now_ms, const bool *seen)
{
    struct job *best = NULL;
    for (size_t i = 0; i < poller->job_count; i++) {
        struct job *job = poller->jobs[i];
        if (!seen[i] && is_ready(poller, job, now_ms) &&
            (best == NULL || urgency(poller, job) < urgency(poller, best)))
            best = job;
    }
    return best;
}

/* When another process has asked for the same thing meanwhile, its answer in the store will do. */
static bool answered_elsewhere(struct poller *poller, struct job *job)
{
    const struct source *answered = NULL;
    int64_t good_at = job->good_at;
    for (size_t i = 0; !job->forced && i < job->chain_count; i++) {
        struct store_poll poll;
        if (store_poll_get(poller->store, job->chain[i]->name, job->poll_subject, &poll) &&
            poll.good_at > good_at) {
            good_at = poll.good_at;
            answered = job->chain[i];
        }
    }
    int64_t interval = job_interval(poller, job);
    int64_t age = poller_now(poller) - good_at;
    if (answered == NULL || age < 0 || age * 10 >= interval * 8)
        return false;
    job->good_at = good_at;
    job->source = answered->name;
    job->failures = 0;
    job->note[0] = '\0';
    error_clear(&job->error);
    job->due_ms = poller_now_ms(poller) + (interval - age) * 1000;
    board_load(poller, job->kind, job->slot_subject);
    return true;
}

static void begin_due(struct poller *poller)
{
    int64_t now_ms = poller_now_ms(poller);
    bool *seen = memory_new(poller->job_count + 1, sizeof *seen);
    struct job *job;
    while ((job = most_urgent(poller, now_ms, seen)) != NULL) {
        for (size_t i = 0; i < poller->job_count; i++)
            if (poller->jobs[i] == job)
                seen[i] = true;
        if (job->state == JOB_WAITING)
            job_step(poller, job);
        else if (!answered_elsewhere(poller, job))
            job_begin(poller, job);
    }
    poller->place_freed = false; /* requests only end in http_turn */
    free(seen);
}

/* What a lost file held is asked for again, and the screen says where it is; a trouble that is over is not told any
 * more. */
static void recover(struct poller *poller)
{
    struct store_report report = {0};
    store_recover(poller->store, poller_now(poller), &report);
    if (report.count > 0) {
        text_copy(poller->report, sizeof poller->report, report.messages[0]);
        jobs_ask_again(poller);
        board_load_all(poller);
    } else if (store_trouble(poller->store)[0] == '\0') {
        poller->report[0] = '\0';
    }
    poller->dirty = true;
}

static void maintain(struct poller *poller)
{
    int64_t now_ms = poller_now_ms(poller);
    struct error err = {0};
    if (store_trouble(poller->store)[0] != '\0' && now_ms - poller->recovered_ms >= RECOVER_MS) {
        poller->recovered_ms = now_ms;
        recover(poller);
    }
    if (now_ms - poller->maintained_ms >= MAINTAIN_MS) {
        poller->maintained_ms = now_ms;
        poller->unreturned = true;
        if (!store_maintain(poller->store, poller_now(poller), &err))
            log_write(LOG_WARNING, "the store was not maintained: %s", err.message);
    }
}

/* Milliseconds until something is due. */
static int nap(const struct poller *poller)
{
    int64_t now_ms = poller_now_ms(poller), earliest = now_ms + LONGEST_NAP_MS, stream = streaming_due_ms(poller);
    earliest = stream < earliest ? stream : earliest;
    bool asks = !poller->offline && !poller->paused;
    for (size_t i = 0; i < poller->job_count; i++) {
        const struct job *job = poller->jobs[i];
        if (!asks || !job->wanted || job->state == JOB_RUNNING || has_had_its_turn(poller, job))
            continue;
        int64_t next = job->state == JOB_IDLE ? job->due_ms : job->for_place ? INT64_MAX : job->start_ms;
        if (job->state == JOB_WAITING && job->for_place && poller->place_freed)
            next = now_ms;
        if (next < earliest)
            earliest = next;
    }
    return earliest > now_ms ? (int)(earliest - now_ms) : 0;
}

/* What was read, parsed and stored came and went: before a longer sleep nobody needs its pages. The store reads
 * some in every turn, to see whether others wrote. */
static void give_back(struct poller *poller, int nap_ms)
{
    if (poller->flights > 0 || nap_ms < REST_MS)
        return;
    store_give_back(poller->store);
    if (poller->unreturned)
        memory_give_back();
    poller->unreturned = false;
}

static bool turn(struct poller *poller)
{
    notice_sleep(poller);
    if (!wishes_grant(poller))
        return false;
    if (store_changed_elsewhere(poller->store)) {
        recall_refusals(poller);
        board_load_all(poller);
    }
    streaming_turn(poller);
    if (!poller->offline && !poller->paused)
        begin_due(poller);
    maintain(poller);
    if (poller->dirty || board_wait_ms(poller) == 0)
        board_publish(poller);
    int nap_ms = nap(poller), wait_ms = board_wait_ms(poller);
    nap_ms = wait_ms < nap_ms ? wait_ms : nap_ms;
    give_back(poller, nap_ms);
    http_turn(poller->http, nap_ms);
    return true;
}

static void *run(void *context)
{
    struct poller *poller = context;
    poller->boot_offset_ms = boot_offset_ms();
    if (!open_store(poller))
        return NULL;
    board_publish(poller);
    while (turn(poller))
        continue;
    close_store(poller);
    return NULL;
}

bool poller_start(struct poller *poller, struct error *err)
{
    poller->started = true; /* before the thread, which asks for it */
    int code = pthread_create(&poller->thread, NULL, run, poller);
    if (code == 0)
        return true;
    poller->started = false;
    return error_set(err, ERROR_SYSTEM, "no thread for the poller: %s", strerror(code));
}

void poller_free(struct poller *poller)
{
    if (poller == NULL)
        return;
    if (poller->started) {
        pthread_mutex_lock(&poller->wishes.mutex);
        poller->wishes.stop = true;
        pthread_mutex_unlock(&poller->wishes.mutex);
        http_wake(poller->http);
        pthread_join(poller->thread, NULL);
    }
    http_free(poller->http);
    rate_limits_free(poller->limits);
    alerts_free(poller->alerts);
    outages_free(poller->outages);
    watchlist_clear(&poller->watchlist);
    pthread_mutex_destroy(&poller->wishes.mutex);
    free(poller->wishes.edits);
    free(poller->health);
    free(poller->cache_path);
    free(poller->history_path);
    free(poller);
}

/* --- --once --- */

static bool all_asked(const struct poller *poller)
{
    for (size_t i = 0; i < poller->job_count; i++) {
        const struct job *job = poller->jobs[i];
        if (job->wanted && !job->asked && job->due_ms <= poller_now_ms(poller))
            return false;
        if (job->state != JOB_IDLE)
            return false;
    }
    return true;
}

static bool all_good(const struct poller *poller)
{
    for (size_t i = 0; i < poller->job_count; i++) {
        enum error_code code = poller->jobs[i]->error.code;
        if (code != ERROR_NONE && code != ERROR_NOT_FOUND && code != ERROR_NO_DATA)
            return false;
    }
    return true;
}

bool poller_run_once(struct poller *poller, int64_t deadline_ms, void (*finish)(void *context, struct store *store),
                     void *context)
{
    int64_t end_ms = poller_now_ms(poller) + deadline_ms;
    if (!open_store(poller))
        return false;
    poller->once = true;
    (void)wishes_grant(poller);
    do {
        if (!poller->offline)
            begin_due(poller);
        if (poller->offline || all_asked(poller))
            break;
        int wait = nap(poller);
        http_turn(poller->http, wait < 1000 ? wait : 1000);
    } while (poller_now_ms(poller) < end_ms);
    bool good = all_asked(poller) && all_good(poller);
    if (finish != NULL)
        finish(context, poller->store);
    board_publish(poller);
    close_store(poller);
    return good;
}
