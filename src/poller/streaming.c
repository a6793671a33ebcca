/* SPDX-License-Identifier: MIT
 * A feed's thread and what passes from it to the poller: the newest trade of each symbol, under a mutex. */
#include "config.h"

#include "streaming.h"

#include "alerts.h"

#include "base/log.h"
#include "base/memory.h"
#include "base/text.h"
#include "net/stream.h"
#include "source/feed.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SYMBOLS_MOST     64
#define TAKE_MS          500   /* between two looks at what came in */
#define STREAMED_SECONDS 60    /* between quotes while a stream tells the trades */
#define SILENCE_MS       90000 /* then it does not count as speaking */

struct streaming {
    struct poller *poller;
    const struct source_feed *feed;
    struct subscription subscription;
    char symbols[SYMBOLS_MOST][SYMBOL_SIZE];
    struct stream *stream;
    pthread_t thread;

    /* shared: under the mutex */
    pthread_mutex_t mutex;
    struct feed_trade newest[SYMBOLS_MOST]; /* of symbols[i]; at_ms 0 none since it was taken */
    bool any, woken;
    int64_t heard_ms; /* monotonic; 0: not since it was opened */
    struct error trouble;

    /* the poller's own */
    bool spoke; /* when last looked at */
    int64_t taken_ms;
};

/* --- on the stream's thread --- */

static bool message(void *context, size_t index, char text[STREAM_MESSAGE_MOST])
{
    const struct streaming *streaming = context;
    return streaming->feed->message(&streaming->subscription, index, text, STREAM_MESSAGE_MOST);
}

static void wake(struct streaming *streaming)
{
    if (!streaming->woken)
        http_wake(streaming->poller->http);
    streaming->woken = true;
}

static void opened(void *context)
{
    (void)context; /* it has not spoken yet */
}

static void keep_newest(struct streaming *streaming, const struct feed_trade *trade)
{
    for (size_t i = 0; i < streaming->subscription.symbol_count; i++) {
        if (strcmp(streaming->symbols[i], trade->symbol) != 0 || trade->at_ms < streaming->newest[i].at_ms)
            continue;
        streaming->newest[i] = *trade;
        streaming->any = true;
    }
}

static void frame(void *context, const char *text, size_t length)
{
    struct streaming *streaming = context;
    struct feed_trades *trades = memory_new(1, sizeof *trades);
    struct error err = {0};
    bool good = streaming->feed->parse(text, length, trades, &err);
    pthread_mutex_lock(&streaming->mutex);
    bool first = streaming->heard_ms == 0;
    streaming->trouble = err;
    streaming->heard_ms = good ? poller_now_ms(streaming->poller) : 0;
    for (size_t i = 0; good && i < trades->count; i++)
        keep_newest(streaming, &trades->items[i]);
    if (streaming->any || first || !good)
        wake(streaming);
    pthread_mutex_unlock(&streaming->mutex);
    free(trades);
}

static void closed(void *context, const char *reason)
{
    struct streaming *streaming = context;
    pthread_mutex_lock(&streaming->mutex);
    streaming->heard_ms = 0;
    if (streaming->trouble.code == ERROR_NONE)
        error_set(&streaming->trouble, ERROR_NETWORK, "%.100s", reason);
    wake(streaming);
    pthread_mutex_unlock(&streaming->mutex);
}

static void *run(void *context)
{
    stream_run(((struct streaming *)context)->stream);
    return NULL;
}

/* --- beginning and ending --- */

static void stop(struct streaming *streaming)
{
    if (streaming == NULL)
        return;
    stream_stop(streaming->stream);
    pthread_join(streaming->thread, NULL);
    stream_free(streaming->stream);
    pthread_mutex_destroy(&streaming->mutex);
    free(streaming);
}

void streaming_free(struct poller *poller)
{
    stop(poller->streaming);
    poller->streaming = NULL;
}

static const struct source_feed *choose(const struct poller *poller)
{
    size_t count;
    const struct source_feed *const *feeds = source_feeds(&count);
    /* Behind a mirror of the requests no live stream is asked, unless it has a mirror, too. */
    bool mirrored = poller->config->base_url[0] != '\0' && poller->config->stream_url[0] == '\0';
    for (size_t i = 0; i < count && !mirrored && poller->started && !poller->offline; i++)
        if (source_is_enabled(poller, feeds[i]->source))
            return feeds[i];
    return NULL;
}

static size_t pick_symbols(const struct poller *poller, const struct source_feed *feed,
                           char (*symbols)[SYMBOL_SIZE])
{
    char(*all)[SYMBOL_SIZE] = memory_new(WATCH_SYMBOLS_MOST, sizeof *all);
    size_t count = watchlist_symbols(&poller->watchlist, all, WATCH_SYMBOLS_MOST);
    size_t most = feed->symbols_most < SYMBOLS_MOST ? feed->symbols_most : SYMBOLS_MOST;
    count = count < most ? count : most;
    memcpy(symbols, all, count * sizeof *symbols);
    free(all);
    return count;
}

static bool connect_to(struct streaming *streaming, struct error *err)
{
    const struct config *config = streaming->poller->config;
    char url[SOURCE_URL_SIZE], address[STREAM_URL_MOST];
    if (!streaming->feed->address(&streaming->subscription, url, sizeof url, err))
        return false;
    address_rewrite(config->stream_url, url, address, sizeof address);
    struct stream_options options = {.url = address,
                                     .ca_file = config->ca_file,
                                     .message = message,
                                     .opened = opened,
                                     .frame = frame,
                                     .closed = closed,
                                     .context = streaming};
    streaming->stream = stream_new(&options, err);
    explicit_bzero(url, sizeof url);
    explicit_bzero(address, sizeof address);
    return streaming->stream != NULL;
}

static struct streaming *start(struct poller *poller, const struct source_feed *feed)
{
    const struct source_provider *provider = feed->source->provider;
    struct streaming *streaming = memory_new(1, sizeof *streaming);
    struct error err = {0};
    streaming->poller = poller;
    streaming->feed = feed;
    streaming->taken_ms = poller_now_ms(poller) - TAKE_MS;
    streaming->subscription = (struct subscription){
        .kind = DATASET_QUOTES,
        .symbols = (const char(*)[SYMBOL_SIZE])streaming->symbols,
        .symbol_count = pick_symbols(poller, feed, streaming->symbols),
        .key = config_key(poller->config, provider->key),
        .secret = provider->secret != NULL ? config_key(poller->config, provider->secret) : NULL,
    };
    pthread_mutex_init(&streaming->mutex, NULL);
    bool good = connect_to(streaming, &err);
    if (good && pthread_create(&streaming->thread, NULL, run, streaming) != 0)
        good = error_set(&err, ERROR_SYSTEM, "no thread for it");
    if (good)
        return streaming;
    log_write(LOG_WARNING, "%s: %s", feed->name, err.message);
    stream_free(streaming->stream);
    pthread_mutex_destroy(&streaming->mutex);
    free(streaming);
    return NULL;
}

void streaming_rebuild(struct poller *poller)
{
    const struct source_feed *feed = choose(poller);
    const struct streaming *present = poller->streaming;
    char symbols[SYMBOLS_MOST][SYMBOL_SIZE];
    size_t count = feed != NULL ? pick_symbols(poller, feed, symbols) : 0;
    bool same = present != NULL && present->feed == feed && present->subscription.symbol_count == count &&
                memcmp(present->symbols, symbols, count * sizeof *symbols) == 0;
    if (same)
        return;
    streaming_free(poller);
    if (count > 0)
        poller->streaming = start(poller, feed);
}

/* --- on the poller's thread --- */

static void fill(struct observations *observations, const struct streaming *streaming,
                 const struct feed_trade *trade, int64_t now)
{
    struct quote *quote = observations_add_quote(observations);
    if (quote == NULL)
        return;
    text_copy(quote->symbol, sizeof quote->symbol, trade->symbol);
    text_copy(quote->source, sizeof quote->source, streaming->feed->name);
    quote->trade = true;
    quote->last = amount_of(trade->price);
    quote->as_of = trade->at_ms / 1000 < now ? trade->at_ms / 1000 : now;
    quote->fetched_at = now;
}

static void take(struct poller *poller, struct streaming *streaming)
{
    struct observations observations;
    struct error err = {0};
    observations_init(&observations);
    pthread_mutex_lock(&streaming->mutex);
    for (size_t i = 0; i < streaming->subscription.symbol_count; i++) {
        if (streaming->newest[i].at_ms > 0)
            fill(&observations, streaming, &streaming->newest[i], poller_now(poller));
        streaming->newest[i].at_ms = 0;
    }
    streaming->any = streaming->woken = false;
    pthread_mutex_unlock(&streaming->mutex);
    streaming->taken_ms = poller_now_ms(poller);
    if (!keep_observations(poller, streaming->feed->source, &observations, &err))
        log_write(LOG_WARNING, "%s: %s", streaming->feed->name, err.message);
    observations_clear(&observations);
    board_load(poller, DATASET_QUOTES, "");
    alerts_look(poller, DATASET_QUOTES, "");
    poller->dirty = true;
}

/* From now on polling goes slowly, or takes over at once. */
static void change_pace(struct poller *poller, struct streaming *streaming, bool speaks)
{
    struct error trouble;
    pthread_mutex_lock(&streaming->mutex);
    trouble = streaming->trouble;
    pthread_mutex_unlock(&streaming->mutex);
    streaming->spoke = speaks;
    log_write(LOG_INFO, "%s %s %s", streaming->feed->name, speaks ? "speaks" : "is silent:", trouble.message);
    for (size_t i = 0; !speaks && i < poller->job_count; i++) {
        struct job *job = poller->jobs[i];
        if (job->kind == DATASET_QUOTES && !job->second && job->state == JOB_IDLE && job->due_ms != INT64_MAX)
            job->due_ms = poller_now_ms(poller);
    }
    poller->dirty = true;
}

static bool has_spoken(struct streaming *streaming, bool *any)
{
    int64_t now_ms = poller_now_ms(streaming->poller);
    pthread_mutex_lock(&streaming->mutex);
    bool speaks = streaming->heard_ms != 0 && now_ms - streaming->heard_ms < SILENCE_MS;
    *any = streaming->any;
    if (!*any)
        streaming->woken = false;
    pthread_mutex_unlock(&streaming->mutex);
    return speaks;
}

void streaming_turn(struct poller *poller)
{
    struct streaming *streaming = poller->streaming;
    bool any = false;
    if (streaming == NULL)
        return;
    bool speaks = has_spoken(streaming, &any);
    if (any && poller_now_ms(poller) - streaming->taken_ms >= TAKE_MS)
        take(poller, streaming);
    if (speaks != streaming->spoke)
        change_pace(poller, streaming, speaks);
}

int64_t streaming_due_ms(const struct poller *poller)
{
    struct streaming *streaming = poller->streaming;
    if (streaming == NULL)
        return INT64_MAX;
    pthread_mutex_lock(&streaming->mutex);
    int64_t due = streaming->any             ? streaming->taken_ms + TAKE_MS
                  : streaming->heard_ms != 0 ? streaming->heard_ms + SILENCE_MS
                                             : INT64_MAX;
    pthread_mutex_unlock(&streaming->mutex);
    return due;
}

bool streaming_speaks(const struct poller *poller)
{
    return poller->streaming != NULL && poller->streaming->spoke;
}

bool streaming_sets_pace(const struct poller *poller, const struct job *job, int *seconds)
{
    bool streamed = job->kind == DATASET_QUOTES && streaming_speaks(poller) && *seconds < STREAMED_SECONDS;
    if (job->second)
        *seconds = poller->config->second_seconds;
    else if (streamed)
        *seconds = STREAMED_SECONDS;
    return job->second || streamed;
}

const char *streaming_heading(const struct poller *poller)
{
    return streaming_speaks(poller) ? poller->streaming->feed->source->provider->heading : "";
}
