/* SPDX-License-Identifier: MIT
 * What was observed goes into the store, and what is new in it becomes events: one transaction for both, so that
 * no restart can lose the event and keep the fact, or ring twice. */
#include "config.h"

#include "poller_state.h"

#include "alerts.h"

#include "base/log.h"
#include "base/text.h"
#include "model/consensus.h"
#include "net/recording.h"
#include "store/gsi_fixes.h"

#include <math.h>
#include <string.h>

static void add_event(struct observations *events, const struct event *event, int64_t now)
{
    struct event *slot = observations_add_event(events);
    if (slot == NULL)
        return;
    *slot = *event;
    slot->observed_at = now;
}

static void collect_from_quotes(const struct quote *before, const struct quote *after, struct observations *events,
                                int64_t now)
{
    struct event event, levels[EVENT_LEVELS];
    if (event_from_quotes(&event, before, after))
        add_event(events, &event, now);
    size_t count = events_from_levels(levels, before, after);
    for (size_t i = 0; i < count; i++)
        add_event(events, &levels[i], now);
}

/* A target that moved by that much is as notable as a rating. */
static void collect_actions(const struct config *config, const struct observations *news,
                            struct observations *events, int64_t now)
{
    struct event event;
    for (size_t i = 0; i < news->action_count; i++) {
        if (!event_from_action(&event, &news->actions[i], now))
            continue;
        bool far = event.value.known && fabs(event.value.value) >= config->target_percent;
        event.severity = far && event.severity == 0 ? 1 : event.severity;
        add_event(events, &event, now);
    }
}

static void collect_consensus(const struct config *config, const struct observations *news,
                              struct observations *events, int64_t now)
{
    struct event found[CONSENSUS_EVENTS_MOST];
    for (size_t i = 0; i + 1 < news->consensus_count; i += 2) { /* pairs: before, after */
        size_t count = events_from_consensus(found, &news->consensus[i], &news->consensus[i + 1],
                                             config->estimate_percent, now);
        for (size_t k = 0; k < count; k++)
            add_event(events, &found[k], now);
    }
}

static void collect_events(const struct config *config, const struct observations *news,
                           struct observations *events, int64_t now)
{
    struct event event;
    collect_actions(config, news, events, now);
    collect_consensus(config, news, events, now);
    for (size_t i = 0; i < news->headline_count; i++)
        if (news->headlines[i].told != NULL && event_from_headline(&event, &news->headlines[i], now))
            add_event(events, &event, now);
    for (size_t i = 0; i < news->filing_count; i++)
        if (event_from_filing(&event, &news->filings[i], now))
            add_event(events, &event, now);
    for (size_t i = 0; i + 1 < news->book_count; i += 2) /* pairs: before, after */
        if (event_from_books(&event, &news->books[i], &news->books[i + 1], config->gpu_step_percent))
            add_event(events, &event, now);
    for (size_t i = 0; i + 1 < news->quote_count; i += 2)
        collect_from_quotes(&news->quotes[i], &news->quotes[i + 1], events, now);
}

/* Rules hear every headline; only what tells of an action is an event by itself: the list would be full of them. */
static size_t collect_plain_headlines(const struct observations *news, struct observations *events, int64_t now)
{
    struct event event;
    for (size_t i = 0; i < news->headline_count; i++)
        if (news->headlines[i].told == NULL && event_from_headline(&event, &news->headlines[i], now))
            add_event(events, &event, now);
    return events->event_count;
}

static void drop_first(struct observations *events, size_t count)
{
    events->event_count -= count;
    if (count > 0)
        memmove(events->events, events->events + count, events->event_count * sizeof *events->events);
}

static bool put_events(struct poller *poller, const struct source *source, const struct observations *put,
                       const struct observations *news, bool *any, struct error *err)
{
    struct observations events;
    observations_init(&events);
    size_t plain = collect_plain_headlines(news, &events, poller_now(poller));
    collect_events(poller->config, news, &events, poller_now(poller));
    disclosures_collect(poller, put, &events);
    if (put->book_count > 0 && !store_gsi_fix(poller->store, poller_now(poller), &events, err)) {
        observations_clear(&events);
        return false;
    }
    alerts_hear(poller, &events);
    drop_first(&events, plain);
    *any = events.event_count > 0;
    bool good = !*any || (store_put(poller->store, &events, source->name, poller_now(poller), NULL, err) &&
                          alerts_keep(poller, err));
    observations_clear(&events);
    return good;
}

static bool keep_once(struct poller *poller, const struct source *source, const struct observations *observations,
                      bool *any_event, struct error *err)
{
    struct observations news;
    if (!store_begin(poller->store, err))
        return false;
    observations_init(&news);
    bool good = store_put(poller->store, observations, source->name, poller_now(poller), &news, err) &&
                put_events(poller, source, observations, &news, any_event, err);
    observations_clear(&news);
    if (good)
        good = store_commit(poller->store, err);
    else
        store_rollback(poller->store);
    alerts_settle(poller, good);
    return good;
}

bool keep_observations(struct poller *poller, const struct source *source, struct observations *observations,
                       struct error *err)
{
    bool any_event = false, had_trouble = store_trouble(poller->store)[0] != '\0';
    bool good = keep_once(poller, source, observations, &any_event, err);
    if (!good && !had_trouble && store_trouble(poller->store)[0] != '\0') /* the store went to memory: once more */
        good = keep_once(poller, source, observations, &any_event, err);
    if (good && observations->filing_count > 0)
        board_load(poller, DATASET_FEED, "");
    if (good && observations->action_count > 0) {
        board_load_kind(poller, DATASET_TAPE);
        board_load_kind(poller, DATASET_FIRM);
        board_load_kind(poller, DATASET_HEADLINES); /* what they told of may now be confirmed */
    }
    if (good && observations->headline_count > 0) /* they may tell of actions that nobody else has */
        board_load(poller, DATASET_RATINGS, observations->headlines[0].symbol);
    if (good && any_event)
        board_load(poller, DATASET_EVENTS, "");
    return good;
}

void keep_poll(struct poller *poller, const struct job *job, const struct source *source, bool good,
               const char *etag, const char *last_modified)
{
    struct store_poll poll = {0};
    struct error err = {0};
    (void)store_poll_get(poller->store, source->name, job->poll_subject, &poll); /* none yet: all zero */
    poll.tried_at = poller_now(poller);
    if (good) {
        poll.good_at = poll.tried_at;
        poll.failures = 0;
        text_copy(poll.etag, sizeof poll.etag, etag);
        text_copy(poll.last_modified, sizeof poll.last_modified, last_modified);
    } else {
        poll.failures++;
    }
    if (!store_poll_put(poller->store, source->name, job->poll_subject, &poll, &err))
        log_write(LOG_WARNING, "poll state not kept: %s", err.message);
}

void keep_exchange(struct poller *poller, const char *method, const char *url, const struct http_response *response)
{
    struct error err = {0};
    if (poller->recording != NULL &&
        !recording_add(poller->recording, method, url, response, poller_received_at(poller, response), &err))
        log_write(LOG_ERROR, "not recorded: %s", err.message);
}

void keep_cooling(struct poller *poller, const struct source_provider *provider)
{
    struct error err = {0};
    int64_t left_ms = rate_limit_cooling(poller->limits, provider->name, poller_now_ms(poller));
    if (left_ms > 0 &&
        !store_cooling_put(poller->store, provider->name, poller_now(poller) + (left_ms + 999) / 1000, &err))
        log_write(LOG_WARNING, "cool-down not kept: %s", err.message);
}
