/* SPDX-License-Identifier: MIT
 * Providers and sources. A source is pure: it says which request to send and turns bytes into observations.
 * It does no I/O and keeps no state. A new one is one file and one row in src/source/registry.c. */
#ifndef SOURCE_SOURCE_H
#define SOURCE_SOURCE_H

#include "base/error.h"
#include "model/observations.h"
#include "model/subscription.h"

#include <stddef.h>
#include <stdint.h>

#define SOURCE_URL_SIZE   2048
#define SOURCE_BODY_SIZE  4096
#define SOURCE_TOKEN_SIZE 64

struct source_request {
    char url[SOURCE_URL_SIZE];   /* always the provider's own host; base_url is applied by the poller */
    char body[SOURCE_BODY_SIZE]; /* "" : GET, else POST */
    char headers[4][160];        /* "" unused */
    const char *accept;          /* NULL any */
    size_t body_limit;           /* decoded bytes */
    unsigned total_seconds;      /* 0: default */
    bool conditional;            /* the provider honours validators: send those we hold */
    bool then_get;               /* a form: where its answer leads elsewhere, that is asked for by GET */
};

struct source_response {
    long status;
    const char *content_type; /* lower case, "" unknown */
    const char *body;         /* NUL-terminated */
    size_t length;
    int64_t received_at;         /* UTC s: fetched_at of everything parsed */
    int64_t retry_after_seconds; /* -1 not said */
    const char *modified;        /* Last-Modified as it was sent; NULL or "" not said */
};

/* Minting a session (Yahoo: cookie, then crumb). Steps are numbered from 0. Pure as well. */
struct source_handshake {
    int steps;
    bool (*request)(int step, struct source_request *request, struct error *err);
    /* Reads the answer of a step; may write the token. False ends the handshake. */
    bool (*accept)(int step, const struct source_response *response, char token[SOURCE_TOKEN_SIZE],
                   struct error *err);
    /* The answer of a step may be a page with a form that must be sent first (Yahoo asks for consent in Europe):
     * fills the request for it. False without *err: it is none; with *err: it cannot be answered. After its answer,
     * whatever it says, the next step follows. NULL: no such thing. */
    bool (*form)(const struct source_response *response, struct source_request *request, struct error *err);
    /* Another way to make the first step, where the first one is not answered or leads to no token. NULL: none. */
    bool (*otherwise)(struct source_request *request, struct error *err);
};

struct source_provider {
    const char *name;    /* "yahoo": also the cookie jar and the rate-limit bucket */
    const char *heading; /* "Yahoo Finance" */
    const char *homepage;
    const char *terms;       /* one line */
    const char *off_because; /* asked only when the configuration switches it on, and why; NULL: on */
    bool browser_agent;      /* wants a browser's User-Agent (a setting); else ours */
    bool needs_contact;      /* User-Agent must carry [sec] contact */
    double rate, burst;      /* requests per second, burst */
    unsigned daily_requests; /* it answers no more in a day; 0: as many as the rate allows */
    int block_floor_seconds; /* least cool-down after a block page; 0: the general rule */
    /* The same service under two names of equal length, each with a patience of its own: when one refuses, the
     * other is asked once before the provider is left alone. NULL: there is but one. */
    const char *host, *other_host;
    const struct source_handshake *handshake; /* NULL none */
    const char *key;      /* name of its API key in the keys file; NULL: it needs none. Without it: never asked */
    const char *secret;   /* name of a second key that belongs to it (key id and secret); NULL: there is none */
    const char *key_home; /* where a key is to be had: "finnhub.io/register" */
};

/* What decides whether answers of several sources for one kind replace or complete each other. */
enum source_role { SOURCE_CHAIN, SOURCE_MERGE };

struct source {
    const char *name;    /* "yahoo_quotes" */
    const char *heading; /* "Yahoo quotes" */
    const struct source_provider *provider;
    enum dataset_kind kind;
    enum source_role role;
    unsigned
        parts; /* DATASET_CONSENSUS: which parts it may tell, mask of enum consensus_part (model/consensus.h) */
    bool handshake;   /* needs the provider's session token */
    bool conditional; /* informative: the provider supports validators */
    /* One poll may take several requests: parse() names what to ask next in observations->older_name, and is then
     * called with subscription->older_name saying so and with all that was read before. It is stored when nothing
     * is left to ask; when a later request fails, what was read before it counts. */
    bool gathers;
    const char *yields_to; /* a source that tells all of this and more: while that one is asked, this one is not */
    size_t batch;          /* most symbols per request; 1: subject only */
    /* Subjects to ask one by one when the kind has none of its own (Vast: its model names); NULL: "" once. */
    const char *const *(*subjects)(size_t *count);
    int refresh_seconds; /* pace that suits the source; the poller takes the slower of this and its own */
    bool (*request)(const struct subscription *subscription, const char *token, struct source_request *request,
                    struct error *err);
    /* Fills observations (initialised by the caller). False with *err when nothing can be trusted: then nothing is
     * stored. Checks the status itself (HTTP 200 is not success, 404 may be an answer). */
    bool (*parse)(const struct subscription *subscription, const struct source_response *response,
                  struct observations *observations, struct error *err);

    /* A source whose answers are large may read them while they arrive (all four, or none of them). The poller then
     * hands a 200's body over in parts and keeps nothing of it; any other status, and every answer while a
     * recording is made, goes to parse() as a whole: source_stream_whole() makes one of the other.
     * What begin() was given outlives the stream. Nothing is handed over before end(). */
    void *(*stream_begin)(const struct subscription *subscription, struct observations *observations);
    /* False with *err: the rest of the body is not wanted any more, and the answer is a failure. */
    bool (*stream_feed)(void *stream, const char *bytes, size_t length, struct error *err);
    /* The body is complete; response->body is "" and its length that of what was fed. As parse(). */
    bool (*stream_end)(void *stream, const struct source_response *response, struct observations *observations,
                       struct error *err);
    void (*stream_free)(void *stream); /* after end(), or in its place */
};

/* Reads a body that is there as a whole through the source's stream. */
bool source_stream_whole(const struct source *source, const struct subscription *subscription,
                         const struct source_response *response, struct observations *observations,
                         struct error *err);

/* All sources; in a chain the earlier row is asked first unless the configuration says otherwise. */
const struct source *const *source_table(size_t *count);
const struct source *source_find(const char *name); /* NULL when unknown */

/* The general meaning of a status, for parsers: 429 and 999 rate-limited, 503 likewise or server, 401/403 auth,
 * 404 not found, other non-200 server; 200 with an HTML body where JSON is due: blocked. */
bool source_status_ok(const struct source_response *response, struct error *err);

#endif
