/* SPDX-License-Identifier: MIT
 * HTTPS requests, many at once, on one thread, over libcurl multi. Knows nothing of providers.
 * https only (http for a loopback address); redirects are followed by hand, at most two, same site, https;
 * a POST goes on only where it says so;
 * bodies are capped after decompression; a dead HTTP/2 connection costs one request. */
#ifndef NET_HTTP_H
#define NET_HTTP_H

#include "base/buffer.h"
#include "base/clock.h"
#include "base/error.h"

#include <stddef.h>
#include <stdint.h>

struct http;

/* Takes a part of a body as it comes in, decoded. False breaks the transfer off: done is then told ERROR_FORMAT. */
typedef bool (*http_part)(void *context, const char *bytes, size_t length);

struct http_options {
    const char *ca_file;        /* NULL or "": the system's certificates */
    const char *proxy;          /* NULL or "": https_proxy and friends */
    unsigned connect_ms;        /* 0: 5,000 */
    unsigned low_speed_seconds; /* 0: 10, below 100 B/s */
    unsigned total_ms;          /* 0: each request's own total_seconds; else a ceiling over it */
    const struct clock *clock;  /* NULL: clock_system */
};

#define HTTP_HEADERS_MOST 8

struct http_request {
    const char *url;
    const char *body;                       /* NULL: GET, else POST */
    const char *headers[HTTP_HEADERS_MOST]; /* "Name: value", NULL-terminated if fewer */
    const char *user_agent;                 /* never NULL */
    const char *accept;                     /* NULL: any */
    const char *jar;                        /* cookies are shared by requests with the same jar name; NULL none */
    const char *etag, *last_modified;       /* validators for a conditional GET; NULL none */
    size_t body_limit;                      /* decoded bytes; must be > 0 */
    unsigned total_seconds;                 /* 0: 30 */
    bool no_http2;                          /* for hosts that misbehave */
    bool then_get; /* a POST that is answered by 301, 302 or 303 goes on as a GET, without its body */
    /* NULL: the body is collected in the response. Else that of a 200 goes here as it arrives, with the context of
     * http_start, and is not kept; body_limit holds all the same. Any other status is collected as ever. A transfer
     * of which a part was given away is never started again. */
    http_part part;
};

struct http_response {
    long status;           /* 304 is a success with an empty body */
    char content_type[64]; /* lower case, without parameters */
    char etag[128], last_modified[64];
    int64_t retry_after_seconds; /* -1: not said; HTTP dates are converted; capped at 3,600 */
    int64_t server_date;         /* UTC s of the Date header, 0 none */
    bool set_cookie;
    const char *url;    /* the one that answered, after redirects */
    struct buffer body; /* decoded; a parser may not keep it */
    size_t streamed;    /* decoded bytes that went to the request's part() instead */
    int64_t elapsed_ms;
    unsigned redirects;
};

/* err->code is ERROR_NONE when there is a response, whatever its status; otherwise response->status is 0.
 * The body is freed after the call. */
typedef void (*http_done)(void *context, const struct http_response *response, const struct error *err);

struct http *http_new(const struct http_options *options, struct error *err);
void http_free(struct http *http); /* cancels what is under way without calling back */

/* Starts a request; done is called from a later http_turn, exactly once, also on failure. The request's
 * strings are copied. False (done never called) when the request is unacceptable: not https, CR/LF in a header. */
bool http_start(struct http *http, const struct http_request *request, http_done done, void *context,
                struct error *err) __attribute__((warn_unused_result));

/* Drives transfers; waits for at most timeout_ms (-1: until something happens) or until http_wake. */
void http_turn(struct http *http, int timeout_ms);
void http_wake(struct http *http); /* any thread */
unsigned http_running(const struct http *http);
/* Cancels everything not yet handed over: done is called with ERROR_CANCELLED, from the next http_turn. */
void http_cancel_all(struct http *http);
/* Forgets the cookies of a jar. */
void http_forget_jar(struct http *http, const char *jar);
/* After sleep or a network change: no connection is trusted any more. */
void http_renew(struct http *http);

/* "https://host/path" without query and user: what may be logged and shown. */
void http_public_url(const char *url, char *text, size_t size);
/* Host of the URL, lower case. */
void http_host(const char *url, char *host, size_t size);
/* True for http(s)://127.x, localhost or [::1]. */
bool http_is_loopback(const char *url);

/* What a transport status means, for sources to use before they parse: false and *err filled for anything that
 * is not 200 (429/999/503 rate limit, 401/403 auth, 404 not found, HTML = blocked ...). */
bool http_status_ok(const struct http_response *response, struct error *err);

#endif
