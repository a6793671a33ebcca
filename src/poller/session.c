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

struct minting { /* context of one handshake request */
    struct poller *poller;
    struct provider_state *state;
    int step;
};

struct provider_state *provider_state(struct poller *poller, const struct source_provider *provider)
{
    for (size_t i = 0; i < poller->provider_count; i++)
        if (poller->providers[i].provider == provider)
            return &poller->providers[i];
    return NULL; /* unreachable: the table is made from the registry */
}

void session_drop(struct poller *poller, struct provider_state *state)
{
    /* Token and cookie belong together: a token without its cookie is refused, so both go. */
    http_forget_jar(poller->http, state->provider->name);
    memset(state->token, 0, sizeof state->token);
    state->session = SESSION_NONE;
}

static void fail(struct poller *poller, struct provider_state *state, const struct error *err)
{
    state->session = SESSION_FAILED;
    state->session_error = *err;
    state->session_retry_ms = poller_now_ms(poller) + SESSION_RETRY_MS;
    log_write(LOG_WARNING, "%s: no session: %s", state->provider->name, err->message);
}

static void ask_step(struct poller *poller, struct provider_state *state, int step);

static void step_done(void *context, const struct http_response *response, const struct error *err)
{
    struct minting minting = *(struct minting *)context;
    struct poller *poller = minting.poller;
    struct provider_state *state = minting.state;
    free(context);
    poller->flights--;
    if (err->code != ERROR_NONE) {
        fail(poller, state, err);
        return;
    }
    struct source_response answer = {
        .status = response->status,
        .content_type = response->content_type,
        .body = buffer_text(&response->body),
        .length = response->body.length,
        .received_at = poller_now(poller),
        .retry_after_seconds = response->retry_after_seconds,
    };
    struct error refused = {0};
    if (!state->provider->handshake->accept(minting.step, &answer, state->token, &refused)) {
        fail(poller, state, &refused);
        return;
    }
    if (minting.step + 1 < state->provider->handshake->steps) {
        ask_step(poller, state, minting.step + 1);
        return;
    }
    if (state->token[0] != '\0')
        (void)log_add_secret(state->token); /* refused only when too short to be told apart from text */
    state->session = SESSION_READY;
}

static void ask_step(struct poller *poller, struct provider_state *state, int step)
{
    struct source_request *request = memory_new(1, sizeof *request);
    struct address *address = memory_new(1, sizeof *address);
    struct minting *minting = memory_new(1, sizeof *minting);
    struct http_request http_request;
    struct error err = {0};
    *minting = (struct minting){poller, state, step};
    bool started = state->provider->handshake->request(step, request, &err) &&
                   address_request(poller, NULL, state->provider, request, &http_request, address, &err) &&
                   http_start(poller->http, &http_request, step_done, minting, &err);
    if (started) {
        poller->flights++;
    } else {
        free(minting);
        fail(poller, state, &err);
    }
    free(address);
    free(request);
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
        ask_step(poller, state, 0);
        if (state->session == SESSION_FAILED)
            *err = state->session_error;
    }
    return false;
}
