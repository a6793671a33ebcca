/* SPDX-License-Identifier: MIT
 * What the parts of the HTTP client share among themselves: settings, one transfer, cookie jars, addresses. */
#ifndef NET_HTTP_PARTS_H
#define NET_HTTP_PARTS_H

#include "net/http.h"

#include <curl/curl.h>

#define HTTP_URL_MOST       8000
#define HTTP_REDIRECTS_MOST 2
#define HTTP_RESTARTS_MOST  2
#define HTTP_HOST_SIZE      256

/* --- settings: fixed for the life of a client --- */

struct http_settings {
    char *ca_file; /* NULL: ca_path */
    char *ca_path; /* NULL: ca_file */
    char *proxy;   /* NULL: as the environment says */
    long connect_ms;
    long low_speed_seconds;
    long total_ms; /* 0: none */
    const struct clock *clock;
};

bool http_settings_init(struct http_settings *settings, const struct http_options *options, struct error *err)
    __attribute__((warn_unused_result));
void http_settings_clear(struct http_settings *settings);

/* A multi handle with this program's limits; NULL when libcurl has no memory or descriptors. */
CURLM *http_setup_multi(long connections_most);

/* --- cookie jars --- */

struct http_jar;

CURLSH *http_jar_share(struct http_jar **jars, const char *name); /* made at first use; NULL: libcurl refused */
void http_jar_forget(struct http_jar *jars, const char *name);
void http_jars_free(struct http_jar **jars);

/* --- connections: a pool for each host --- */

struct http_pool {
    struct http_pool *next;
    char key[HTTP_HOST_SIZE + 24]; /* "https://host:443" */
    CURLM *multi;
    unsigned transfers;
    bool retired; /* takes no more; goes when its last transfer has */
    bool doubted; /* a transfer's end says that a connection may be dead */
    bool renewed; /* renewed_ms is set */
    int64_t renewed_ms;
};

struct transfer;

/* The pool of this address, made at first use; NULL when libcurl refuses. */
struct http_pool *http_pool_for(struct http_pool **pools, const char *url);
/* Retires the pool and puts an empty one in its place; false when libcurl refuses. */
bool http_pool_renew(struct http_pool **pools, struct http_pool *old, int64_t now_ms);
/* Frees the retired ones that are empty. Not while anybody walks the list. */
void http_pools_sweep(struct http_pool **pools);
void http_pools_free(struct http_pool **pools);

bool http_pool_add(struct http_pool *pool, struct transfer *transfer);
void http_pool_remove(struct transfer *transfer); /* harmless when it is in none */

/* Sleeps until a socket of any pool, or wake_fd, has news, or the time is over (-1: never). */
void http_pools_wait(const struct http_pool *pools, int wake_fd, int timeout_ms);

/* --- one transfer --- */

enum transfer_stop { /* why we ourselves broke it off */
                     STOP_NONE,
                     STOP_TOO_BIG,
                     STOP_BOMB,
                     STOP_HEADERS,
                     STOP_LENGTHS,
                     STOP_REFUSED
};

struct transfer {
    struct transfer *next;
    const struct http_settings *settings;
    CURL *easy;
    struct http_pool *pool; /* the one that drives it, NULL none */
    char *url;
    char host[HTTP_HOST_SIZE];
    struct curl_slist *headers;
    http_done done;
    http_part part; /* NULL: the body is collected */
    void *context;
    size_t body_limit;
    bool post;
    bool then_get;
    bool conditional;
    bool http2; /* if the server can */
    bool retried;
    unsigned restarts;
    int64_t started_ms;
    enum transfer_stop stop;
    size_t header_bytes;
    unsigned header_lines;
    int64_t stated_length; /* Content-Length, -1 none */
    char retry_after[64];
    struct http_response response;
    struct error err;
};

struct transfer *transfer_new(const struct http_settings *settings, const struct http_request *request, CURLSH *jar,
                              struct error *err);
void transfer_free(struct transfer *transfer);

/* Forgets what came so far, so that it may be asked again. */
void transfer_reset(struct transfer *transfer);

/* Copies those headers that may go to another host of the same site: none that could be a key. */
bool http_headers_for_sibling(const struct curl_slist *headers, struct curl_slist **kept);

/* Libcurl says it is over. True: response or err is filled. False: it must be started again (a redirect, or a
 * kept-alive connection that was cut). */
bool transfer_settle(struct transfer *transfer, CURLcode code);

/* No byte of an answer yet. */
bool transfer_is_waiting(const struct transfer *transfer);
/* It sent its request on a connection that an earlier one had opened. */
bool transfer_reused(const struct transfer *transfer);
/* This end means that its connection may be dead without libcurl knowing. */
bool transfer_doubts_connection(const struct transfer *transfer, CURLcode code);

/* Sets every option of the easy handle; request is the caller's. */
bool http_setup(struct transfer *transfer, const struct http_request *request, CURLSH *jar);
bool http_setup_address(struct transfer *transfer);

/* Callbacks of libcurl on a transfer. */
size_t http_take_header(char *line, size_t size, size_t count, void *context);
size_t http_take_body(char *bytes, size_t size, size_t count, void *context);
/* After the last header: what Retry-After says in seconds, -1 nothing useful. */
int64_t http_retry_after(const char *value, int64_t now);

/* Turns libcurl's code, or our own stop, into transfer->err. */
void http_explain(struct transfer *transfer, CURLcode code);

/* --- addresses --- */

struct http_address {
    char scheme[8];
    char host[HTTP_HOST_SIZE]; /* lower case */
    char port[8];
    bool user; /* it holds a user name or a password */
};

/* False when libcurl would not understand it either. */
bool http_address_read(struct http_address *address, const char *url);
bool http_address_is_loopback(const struct http_address *address);
/* May a request be sent there at all? */
bool http_address_accept(const char *url, struct error *err);
/* Is the redirect one that we follow: same scheme and port, same host or a sibling below the same registered name?
 */
bool http_redirect_allowed(const char *from, const char *to);

#endif
