/* SPDX-License-Identifier: MIT
 * Providers that want a cookie and a token first. One session per provider serves all its sources;
 * jobs that need it wait until it is minted or has failed. */
#include "config.h"

#include "poller_state.h"

#include "base/log.h"
#include "base/memory.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

#define SESSION_RETRY_MS (60 * 1000)
#define MINTS_MOST       2 /* refused in a row: then there is a pause */

struct minting { /* context of one handshake request */
    struct poller *poller;
    struct provider_state *state;
    int step;
    bool other; /* the first step was made the other way */
    bool form;  /* it was the answer to a form */
    unsigned host;
    char url[SOURCE_URL_SIZE]; /* the provider's own, for the recording */
};

struct provider_state *provider_state(struct poller *poller, const struct source_provider *provider)
{
    for (size_t i = 0; i < poller->provider_count; i++)
        if (poller->providers[i].provider == provider)
            return &poller->providers[i];
    return NULL; /* unreachable: the table is made from the registry */
}

static void drop(struct poller *poller, struct provider_state *state)
{
    /* Token and cookie belong together: a token without its cookie is refused, so both go. */
    http_forget_jar(poller->http, state->provider->name);
    memset(state->token, 0, sizeof state->token);
    state->session = SESSION_NONE;
    state->mint++; /* refusals of the old one that are still to come are no news */
}

static void fail(struct poller *poller, struct provider_state *state, const struct error *err)
{
    state->session = SESSION_FAILED;
    state->session_error = *err;
    state->session_retry_ms = poller_now_ms(poller) + SESSION_RETRY_MS;
    if (err->code != ERROR_CANCELLED) /* at the end of the program */
        log_write(LOG_WARNING, "%s: no session: %s", state->provider->name, err->message);
}

bool session_refused(struct poller *poller, struct provider_state *state, unsigned mint, const struct error *err)
{
    if (mint != state->mint) /* somebody else's refusal has already led to another one */
        return true;
    drop(poller, state);
    if (++state->mints_refused < MINTS_MOST)
        return true;
    state->mints_refused = 0;
    fail(poller, state, err); /* a new one is refused as well: no use in minting more for now */
    return false;
}

static void refuse(struct poller *poller, struct provider_state *state, const struct error *err,
                   int64_t retry_after_seconds)
{
    fail(poller, state, err);
    provider_failed(poller, state, err, retry_after_seconds);
}

static void send_request(const struct minting *from, const struct source_request *request);
static void ask_step(const struct minting *from, int step);
static bool ask_otherwise(const struct minting *from, const struct error *err);

/* A recording without its handshake could not be replayed; the token itself is nobody's business. */
static void keep_step(const struct minting *minting, const struct http_response *response)
{
    struct http_response told = *response;
    struct buffer placeholder;
    buffer_init(&placeholder, SOURCE_TOKEN_SIZE);
    if (minting->state->token[0] != '\0' && buffer_append_text(&placeholder, "replayed"))
        told.body = placeholder;
    keep_exchange(minting->poller, minting->form ? "POST" : "GET", minting->url, &told);
    buffer_clear(&placeholder);
}

static void settle(const struct minting *minting)
{
    struct provider_state *state = minting->state;
    if (minting->step + 1 < state->provider->handshake->steps) {
        ask_step(minting, minting->step + 1);
        return;
    }
    if (state->token[0] != '\0')
        (void)log_add_token(state->token); /* refused only when too short to be told apart from text */
    state->session = SESSION_READY;
}

/* A form stands between this step and the next. True when that is so, and the step is dealt with. */
static bool send_form(const struct minting *minting, const struct source_response *answer)
{
    const struct source_handshake *handshake = minting->state->provider->handshake;
    struct minting next = *minting;
    struct error err = {0};
    if (handshake->form == NULL || minting->form)
        return false;
    struct source_request *request = memory_new(1, sizeof *request);
    next.form = true;
    bool good = handshake->form(answer, request, &err);
    if (good)
        send_request(&next, request);
    else if (err.code != ERROR_NONE)
        refuse(minting->poller, minting->state, &err, -1);
    free(request);
    return good || err.code != ERROR_NONE;
}

static void judge_step(const struct minting *minting, const struct http_response *response,
                       const struct source_response *answer)
{
    struct provider_state *state = minting->state;
    struct error refused = {0};
    if (send_form(minting, answer)) {
        keep_step(minting, response);
        return;
    }
    bool accepted =
        minting->form || state->provider->handshake->accept(minting->step, answer, state->token, &refused);
    keep_step(minting, response);
    if (accepted) {
        settle(minting);
        return;
    }
    if (provider_turns(state, minting->host, minting->url, &refused)) {
        ask_step(minting, minting->step);
        return;
    }
    if (!ask_otherwise(minting, &refused))
        refuse(minting->poller, state, &refused, answer->retry_after_seconds);
}

static void step_done(void *context, const struct http_response *response, const struct error *err)
{
    struct minting minting = *(struct minting *)context;
    struct poller *poller = minting.poller;
    struct provider_state *state = minting.state;
    free(context);
    poller->flights--;
    poller->place_freed = poller->dirty = true;
    if (err->code != ERROR_NONE) {
        if (!ask_otherwise(&minting, err))
            refuse(poller, state, err, -1);
        return;
    }
    struct source_response answer = {
        .status = response->status,
        .content_type = response->content_type,
        .body = buffer_text(&response->body),
        .length = response->body.length,
        .received_at = poller_received_at(poller, response),
        .retry_after_seconds = response->retry_after_seconds,
    };
    judge_step(&minting, response, &answer);
}

static void send_request(const struct minting *from, const struct source_request *request)
{
    struct poller *poller = from->poller;
    struct source_request *copy = memory_new(1, sizeof *copy);
    struct address *address = memory_new(1, sizeof *address);
    struct minting *minting = memory_new(1, sizeof *minting);
    struct http_request http_request;
    struct error err = {0};
    *copy = *request;
    *minting = *from;
    provider_host(from->state, copy->url);
    if (address_request(poller, NULL, from->state->provider, copy, &http_request, address, &err) &&
        http_start(poller->http, &http_request, step_done, minting, &err)) {
        text_copy(minting->url, sizeof minting->url, copy->url);
        poller->flights++;
    } else {
        free(minting);
        fail(poller, from->state, &err);
    }
    free(address);
    free(copy);
}

static void ask_step(const struct minting *from, int step)
{
    struct source_request *request = memory_new(1, sizeof *request);
    struct minting next = *from;
    struct error err = {0};
    next.step = step;
    next.form = false;
    next.host = from->state->host;
    if (from->state->provider->handshake->request(step, request, &err))
        send_request(&next, request);
    else
        fail(from->poller, from->state, &err);
    free(request);
}

/* Once in a handshake, and only where the way itself may be at fault: a refusal is one on any way. */
static bool ask_otherwise(const struct minting *from, const struct error *err)
{
    const struct source_handshake *handshake = from->state->provider->handshake;
    bool worth = err->code == ERROR_NETWORK || err->code == ERROR_SESSION;
    struct minting next = *from;
    struct error own = {0};
    if (from->other || !worth || handshake->otherwise == NULL || (from->step > 0 && err->code == ERROR_NETWORK))
        return false;
    struct source_request *request = memory_new(1, sizeof *request);
    next.step = 0;
    next.other = true;
    next.form = false;
    bool good = handshake->otherwise(request, &own);
    if (good)
        send_request(&next, request);
    free(request);
    return good;
}

bool session_ready(struct poller *poller, struct provider_state *state, struct error *err)
{
    error_clear(err);
    if (state->session == SESSION_READY)
        return true;
    if (state->session == SESSION_FAILED && poller_now_ms(poller) < state->session_retry_ms) {
        *err = state->session_error;
        return false;
    }
    if (state->session != SESSION_MINTING) {
        state->session = SESSION_MINTING;
        memset(state->token, 0, sizeof state->token);
        const struct minting first = {.poller = poller, .state = state};
        ask_step(&first, 0);
        if (state->session == SESSION_FAILED)
            *err = state->session_error;
    }
    return false;
}
