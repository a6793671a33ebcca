/* SPDX-License-Identifier: MIT
 * The client: which requests are under way, on which connections, and who is told when they end. */
#include "config.h"

#include "net/http.h"

#include "http_parts.h"

#include "base/log.h"
#include "base/memory.h"
#include "base/waker.h"

#include <stdlib.h>

#define RENEW_INTERVAL_MS 30000

struct http {
    struct http_settings settings;
    struct http_pool *pools;
    struct transfer *running;
    struct transfer *finished; /* in order of their end */
    struct http_jar *jars;
    struct waker waker;
    bool waker_made;
};

/* --- lists --- */

static void push_last(struct transfer **list, struct transfer *transfer)
{
    while (*list != NULL)
        list = &(*list)->next;
    transfer->next = NULL;
    *list = transfer;
}

static void take_out(struct transfer **list, const struct transfer *transfer)
{
    while (*list != NULL && *list != transfer)
        list = &(*list)->next;
    if (*list != NULL)
        *list = transfer->next;
}

static void free_all(struct transfer **list)
{
    while (*list != NULL) {
        struct transfer *transfer = *list;
        *list = transfer->next;
        transfer_free(transfer);
    }
}

/* --- life --- */

struct http *http_new(const struct http_options *options, struct error *err)
{
    /* Never undone: with QUICK_EXIT a resolver thread may outlive the client. */
    if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) {
        error_set(err, ERROR_SYSTEM, "the network library does not start");
        return NULL;
    }
    struct http *http = memory_new(1, sizeof *http);
    if (!http_settings_init(&http->settings, options, err)) {
        http_free(http);
        return NULL;
    }
    http->waker_made = waker_init(&http->waker, err);
    if (!http->waker_made) {
        http_free(http);
        return NULL;
    }
    return http;
}

void http_free(struct http *http)
{
    if (http == NULL)
        return;
    free_all(&http->running);
    free_all(&http->finished);
    http_pools_free(&http->pools);
    http_jars_free(&http->jars);
    if (http->waker_made)
        waker_clear(&http->waker);
    http_settings_clear(&http->settings);
    free(http);
}

/* --- moving transfers between pools --- */

static void finish(struct http *http, struct transfer *transfer)
{
    http_pool_remove(transfer);
    take_out(&http->running, transfer);
    push_last(&http->finished, transfer);
}

static bool join(struct http *http, struct transfer *transfer)
{
    struct http_pool *pool = http_pool_for(&http->pools, transfer->url);
    http_pool_remove(transfer);
    return pool != NULL && http_pool_add(pool, transfer);
}

static void join_or_fail(struct http *http, struct transfer *transfer)
{
    if (join(http, transfer))
        return;
    error_set(&transfer->err, ERROR_SYSTEM, "%.60s: the network library refuses the request", transfer->host);
    finish(http, transfer);
}

static bool is_without_answer(const struct transfer *transfer)
{
    return transfer_is_waiting(transfer) && transfer->restarts < HTTP_RESTARTS_MOST;
}

static bool is_stuck_behind_old_connection(const struct transfer *transfer)
{
    long opened = 0;
    return is_without_answer(transfer) &&
           curl_easy_getinfo(transfer->easy, CURLINFO_NUM_CONNECTS, &opened) == CURLE_OK && opened == 0;
}

/* From now on new connections only. Requests without an answer start again on them; answers that are coming in
 * may end where they are. */
static void renew(struct http *http, struct http_pool *old, bool (*restarted)(const struct transfer *))
{
    struct transfer *next = NULL;
    if (!http_pool_renew(&http->pools, old, clock_monotonic_ms(http->settings.clock))) {
        log_write(LOG_ERROR, "connections to %s not renewed: the network library refuses", old->key);
        return;
    }
    for (struct transfer *transfer = http->running; transfer != NULL; transfer = next) {
        next = transfer->next;
        if (transfer->pool != old || !restarted(transfer))
            continue;
        transfer->restarts++;
        transfer_reset(transfer);
        join_or_fail(http, transfer);
    }
}

void http_renew(struct http *http)
{
    /* Renewed pools come first in the list: this walk does not meet them. */
    for (struct http_pool *pool = http->pools; pool != NULL; pool = pool->next)
        if (!pool->retired)
            renew(http, pool, is_without_answer);
    http_pools_sweep(&http->pools);
}

static void renew_doubted(struct http *http)
{
    int64_t now = clock_monotonic_ms(http->settings.clock);
    for (struct http_pool *pool = http->pools; pool != NULL; pool = pool->next) {
        bool due = !pool->renewed || now - pool->renewed_ms >= RENEW_INTERVAL_MS;
        if (pool->doubted && !pool->retired && due) {
            log_write(LOG_INFO, "%s: connections renewed after a time-out on a kept one", pool->key);
            renew(http, pool, is_stuck_behind_old_connection);
        }
        pool->doubted = false;
    }
}

/* --- starting --- */

bool http_start(struct http *http, const struct http_request *request, http_done done, void *context,
                struct error *err)
{
    CURLSH *jar = request->jar != NULL ? http_jar_share(&http->jars, request->jar) : NULL;
    if (request->jar != NULL && jar == NULL)
        return error_set(err, ERROR_SYSTEM, "the network library has no room for cookies");
    struct transfer *transfer = transfer_new(&http->settings, request, jar, err);
    if (transfer == NULL)
        return false;
    transfer->done = done;
    transfer->context = context;
    if (!join(http, transfer)) {
        transfer_free(transfer);
        return error_set(err, ERROR_SYSTEM, "the network library refuses a request");
    }
    push_last(&http->running, transfer);
    return true;
}

void http_forget_jar(struct http *http, const char *jar)
{
    http_jar_forget(http->jars, jar);
}

unsigned http_running(const struct http *http)
{
    unsigned count = 0;
    for (const struct transfer *transfer = http->running; transfer != NULL; transfer = transfer->next)
        count++;
    for (const struct transfer *transfer = http->finished; transfer != NULL; transfer = transfer->next)
        count++;
    return count;
}

static void cancel(struct transfer *transfer)
{
    transfer_reset(transfer);
    error_set(&transfer->err, ERROR_CANCELLED, "%.60s: cancelled", transfer->host);
}

void http_cancel_all(struct http *http)
{
    while (http->running != NULL)
        finish(http, http->running);
    for (struct transfer *transfer = http->finished; transfer != NULL; transfer = transfer->next)
        cancel(transfer);
}

/* --- driving --- */

static void write_to_log(const struct transfer *transfer)
{
    char url[200];
    http_public_url(transfer->url, url, sizeof url);
    if (transfer->err.code != ERROR_NONE)
        log_write(LOG_DEBUG, "%s: %s", url, transfer->err.message);
    else
        log_write(LOG_DEBUG, "%s: HTTP %ld, %zu bytes, %lld ms", url, transfer->response.status,
                  transfer->response.body.length + transfer->response.streamed,
                  (long long)transfer->response.elapsed_ms);
}

static void collect(struct http *http, struct http_pool *pool)
{
    int left = 0;
    for (const CURLMsg *message = curl_multi_info_read(pool->multi, &left); message != NULL;
         message = curl_multi_info_read(pool->multi, &left)) {
        struct transfer *transfer = NULL;
        CURLcode code = message->data.result;
        if (message->msg != CURLMSG_DONE ||
            curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &transfer) != CURLE_OK)
            continue;
        http_pool_remove(transfer);
        pool->doubted = pool->doubted || transfer_doubts_connection(transfer, code);
        if (transfer_settle(transfer, code)) {
            write_to_log(transfer);
            finish(http, transfer);
        } else {
            join_or_fail(http, transfer);
        }
    }
}

static void drive(struct http *http)
{
    int running = 0;
    for (struct http_pool *pool = http->pools; pool != NULL; pool = pool->next)
        if (pool->transfers > 0) {
            curl_multi_perform(pool->multi, &running);
            collect(http, pool);
        }
    renew_doubted(http);
    http_pools_sweep(&http->pools);
}

static void hand_over(struct http *http)
{
    while (http->finished != NULL) {
        struct transfer *transfer = http->finished;
        http->finished = transfer->next;
        transfer->done(transfer->context, &transfer->response, &transfer->err);
        transfer_free(transfer);
    }
}

void http_turn(struct http *http, int timeout_ms)
{
    drive(http);
    if (http->finished == NULL) {
        http_pools_wait(http->pools, http->waker.read_fd, timeout_ms);
        waker_drain(&http->waker);
        drive(http);
    }
    hand_over(http);
}

void http_wake(struct http *http)
{
    waker_wake(&http->waker);
}
