/* SPDX-License-Identifier: MIT
 * A libcurl multi handle for each host. One for all would let the requests that queue for a stuck host stand in
 * the way of those that queue for another (libcurl 7.88 wakes only the first of its one queue), and a dead
 * connection could only be got rid of together with everybody's. */
#include "config.h"

#include "http_parts.h"

#include "base/memory.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/select.h>

#define POOLS_MOST           32
#define CONNECTIONS_PER_HOST 2L
/* On this computer there is nobody to spare, and many providers may stand behind one address. */
#define CONNECTIONS_TO_SELF 8L
#define WATCHED_MOST        128

/* --- making and dropping --- */

static void drop(struct http_pool *pool)
{
    curl_multi_cleanup(pool->multi);
    free(pool);
}

static void drop_where(struct http_pool **pools, bool idle_too)
{
    for (struct http_pool **at = pools; *at != NULL;) {
        struct http_pool *pool = *at;
        if (pool->transfers == 0 && (pool->retired || idle_too)) {
            *at = pool->next;
            drop(pool);
        } else {
            at = &pool->next;
        }
    }
}

void http_pools_free(struct http_pool **pools)
{
    drop_where(pools, true);
}

static size_t count(const struct http_pool *pools)
{
    size_t number = 0;
    for (; pools != NULL; pools = pools->next)
        number++;
    return number;
}

void http_pools_sweep(struct http_pool **pools)
{
    /* Hosts are few; should redirects make them many, idle connections go and are opened anew when needed. */
    drop_where(pools, count(*pools) > POOLS_MOST);
}

/* First in the list, so that who walks it does not meet the new one. */
static struct http_pool *push(struct http_pool **pools, const char *key)
{
    bool to_self = strncmp(key, "http:", 5) == 0;
    CURLM *multi = http_setup_multi(to_self ? CONNECTIONS_TO_SELF : CONNECTIONS_PER_HOST);
    if (multi == NULL)
        return NULL;
    struct http_pool *pool = memory_new(1, sizeof *pool);
    *pool = (struct http_pool){.next = *pools, .multi = multi};
    snprintf(pool->key, sizeof pool->key, "%s", key);
    *pools = pool;
    return pool;
}

struct http_pool *http_pool_for(struct http_pool **pools, const char *url)
{
    struct http_address address;
    char key[sizeof(*pools)->key];
    if (!http_address_read(&address, url))
        return NULL;
    snprintf(key, sizeof key, "%s://%s:%s", address.scheme, address.host, address.port);
    for (struct http_pool *pool = *pools; pool != NULL; pool = pool->next)
        if (!pool->retired && strcmp(pool->key, key) == 0)
            return pool;
    return push(pools, key);
}

bool http_pool_renew(struct http_pool **pools, struct http_pool *old, int64_t now_ms)
{
    struct http_pool *fresh = push(pools, old->key);
    if (fresh == NULL)
        return false;
    old->retired = true;
    fresh->renewed = true;
    fresh->renewed_ms = now_ms;
    return true;
}

/* --- members --- */

bool http_pool_add(struct http_pool *pool, struct transfer *transfer)
{
    if (curl_multi_add_handle(pool->multi, transfer->easy) != CURLM_OK)
        return false;
    transfer->pool = pool;
    pool->transfers++;
    return true;
}

void http_pool_remove(struct transfer *transfer)
{
    if (transfer->pool == NULL)
        return;
    curl_multi_remove_handle(transfer->pool->multi, transfer->easy);
    transfer->pool->transfers--;
    transfer->pool = NULL;
}

/* --- waiting --- */

struct watch {
    struct pollfd fds[WATCHED_MOST];
    nfds_t count;
    int timeout_ms;
};

static void watch_pool(struct watch *watch, const struct http_pool *pool)
{
    fd_set reading, writing, failing;
    int highest = -1;
    long next_ms = -1;
    FD_ZERO(&reading);
    FD_ZERO(&writing);
    FD_ZERO(&failing);
    curl_multi_fdset(pool->multi, &reading, &writing, &failing, &highest);
    for (int fd = 0; fd <= highest && watch->count < WATCHED_MOST; fd++) {
        int events = (FD_ISSET(fd, &reading) ? POLLIN : 0) | (FD_ISSET(fd, &writing) ? POLLOUT : 0);
        if (events != 0)
            watch->fds[watch->count++] = (struct pollfd){.fd = fd, .events = (short)events};
    }
    curl_multi_timeout(pool->multi, &next_ms);
    if (next_ms >= 0 && (watch->timeout_ms < 0 || next_ms < watch->timeout_ms))
        watch->timeout_ms = (int)next_ms;
}

void http_pools_wait(const struct http_pool *pools, int wake_fd, int timeout_ms)
{
    struct watch watch = {.fds = {{.fd = wake_fd, .events = POLLIN}}, .count = 1, .timeout_ms = timeout_ms};
    for (const struct http_pool *pool = pools; pool != NULL; pool = pool->next)
        if (pool->transfers > 0)
            watch_pool(&watch, pool);
    (void)poll(watch.fds, watch.count, watch.timeout_ms); /* interrupted: as good as news */
}
