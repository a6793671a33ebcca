/* SPDX-License-Identifier: MIT
 * The client: which requests are under way, on which connections, and who is told when they end. */
#include "config.h"

#include "net/http.h"

#include "http_parts.h"

#include "base/log.h"
#include "base/memory.h"
#include "base/waker.h"

#include <limits.h>
#include <stdlib.h>
#include <sys/select.h>

#define RETIRE_INTERVAL_MS 30000

struct http {
    struct http_settings settings;
    CURLM *multi;    /* takes new requests */
    CURLM *draining; /* an older one whose last requests still run; NULL none */
    struct transfer *running;
    struct transfer *finished; /* in order of their end */
    struct http_jar *jars;
    struct waker waker;
    bool waker_made;
    bool retired_once;
    int64_t retired_ms;
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
    http->multi = http->waker_made ? http_settings_multi() : NULL;
    if (http->waker_made && http->multi == NULL)
        error_set(err, ERROR_SYSTEM, "the network library does not start: too many open files?");
    if (http->multi == NULL) {
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
    curl_multi_cleanup(http->draining);
    curl_multi_cleanup(http->multi);
    http_jars_free(&http->jars);
    if (http->waker_made)
        waker_clear(&http->waker);
    http_settings_clear(&http->settings);
    free(http);
}

/* --- moving transfers between multi handles --- */

static void leave(struct transfer *transfer)
{
    if (transfer->multi != NULL)
        curl_multi_remove_handle(transfer->multi, transfer->easy);
    transfer->multi = NULL;
}

static void finish(struct http *http, struct transfer *transfer)
{
    leave(transfer);
    take_out(&http->running, transfer);
    push_last(&http->finished, transfer);
}

static bool join(struct http *http, struct transfer *transfer)
{
    leave(transfer);
    if (curl_multi_add_handle(http->multi, transfer->easy) == CURLM_OK)
        transfer->multi = http->multi;
    return transfer->multi != NULL;
}

static void join_or_fail(struct http *http, struct transfer *transfer)
{
    if (join(http, transfer))
        return;
    error_set(&transfer->err, ERROR_SYSTEM, "%.60s: the network library refuses the request", transfer->host);
    finish(http, transfer);
}

static void restart_where(struct http *http, const CURLM *multi, bool (*wanted)(const struct transfer *))
{
    struct transfer *next = NULL;
    for (struct transfer *transfer = http->running; transfer != NULL; transfer = next) {
        next = transfer->next;
        if (transfer->multi != multi || !wanted(transfer))
            continue;
        transfer->restarts++;
        transfer_reset(transfer);
        join_or_fail(http, transfer);
    }
}

static bool is_any(const struct transfer *transfer)
{
    (void)transfer;
    return true;
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

static void drop_drained(struct http *http)
{
    for (const struct transfer *transfer = http->running; transfer != NULL; transfer = transfer->next)
        if (transfer->multi == http->draining)
            return;
    curl_multi_cleanup(http->draining);
    http->draining = NULL;
}

/* From now on new connections only. Requests without an answer start again on them; answers that are
 * coming in may end where they are. */
static void retire(struct http *http, bool (*restarted)(const struct transfer *))
{
    CURLM *fresh = http_settings_multi();
    if (fresh == NULL) {
        log_write(LOG_ERROR, "connections not renewed: the network library refuses");
        return;
    }
    CURLM *old = http->multi;
    http->multi = fresh;
    if (http->draining != NULL) {
        restart_where(http, http->draining, is_any);
        drop_drained(http);
    }
    restart_where(http, old, restarted);
    http->draining = old;
    drop_drained(http);
}

void http_renew(struct http *http)
{
    retire(http, is_without_answer);
}

static void retire_after_doubt(struct http *http)
{
    int64_t now = clock_monotonic_ms(http->settings.clock);
    if (http->retired_once && now - http->retired_ms < RETIRE_INTERVAL_MS)
        return;
    http->retired_once = true;
    http->retired_ms = now;
    log_write(LOG_INFO, "connections renewed after a time-out on a kept one");
    retire(http, is_stuck_behind_old_connection);
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
                  transfer->response.body.length, (long long)transfer->response.elapsed_ms);
}

/* True when an end casts doubt on the kept connections. */
static bool collect(struct http *http, CURLM *multi)
{
    int left = 0;
    bool doubt = false;
    for (const CURLMsg *message = curl_multi_info_read(multi, &left); message != NULL;
         message = curl_multi_info_read(multi, &left)) {
        struct transfer *transfer = NULL;
        CURLcode code = message->data.result;
        if (message->msg != CURLMSG_DONE ||
            curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &transfer) != CURLE_OK)
            continue;
        leave(transfer);
        doubt = doubt || transfer_doubts_connection(transfer, code);
        if (transfer_settle(transfer, code)) {
            write_to_log(transfer);
            finish(http, transfer);
        } else {
            join_or_fail(http, transfer);
        }
    }
    return doubt;
}

static void drive(struct http *http)
{
    int running = 0;
    bool doubt = false;
    curl_multi_perform(http->multi, &running);
    if (http->draining != NULL) {
        curl_multi_perform(http->draining, &running);
        collect(http, http->draining); /* its connections are in doubt already */
        drop_drained(http);
    }
    doubt = collect(http, http->multi);
    if (doubt)
        retire_after_doubt(http);
}

/* The descriptors of the multi handle that drains are watched beside those of the current one. */
static unsigned watch_draining(const struct http *http, struct curl_waitfd *fds, unsigned most, int *timeout_ms)
{
    fd_set reading, writing, failing;
    int highest = -1;
    long next_ms = -1;
    unsigned count = 0;
    if (http->draining == NULL)
        return 0;
    FD_ZERO(&reading);
    FD_ZERO(&writing);
    FD_ZERO(&failing);
    curl_multi_fdset(http->draining, &reading, &writing, &failing, &highest);
    for (int fd = 0; fd <= highest && count < most; fd++) {
        int events =
            (FD_ISSET(fd, &reading) ? CURL_WAIT_POLLIN : 0) | (FD_ISSET(fd, &writing) ? CURL_WAIT_POLLOUT : 0);
        if (events != 0)
            fds[count++] = (struct curl_waitfd){.fd = fd, .events = (short)events};
    }
    curl_multi_timeout(http->draining, &next_ms);
    if (next_ms >= 0 && next_ms < *timeout_ms)
        *timeout_ms = (int)next_ms;
    return count;
}

static void wait_for_news(struct http *http, int timeout_ms)
{
    struct curl_waitfd fds[33] = {{.fd = http->waker.read_fd, .events = CURL_WAIT_POLLIN}};
    int limit = timeout_ms < 0 ? INT_MAX : timeout_ms;
    unsigned count = 1 + watch_draining(http, fds + 1, 32, &limit);
    curl_multi_poll(http->multi, fds, count, limit, NULL);
    waker_drain(&http->waker);
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
        wait_for_news(http, timeout_ms);
        drive(http);
    }
    hand_over(http);
}

void http_wake(struct http *http)
{
    waker_wake(&http->waker);
}
