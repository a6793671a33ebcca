/* SPDX-License-Identifier: MIT
 * Providers that must be left alone for a while: those that said so, and those that fail again and again.
 * Remembered in the store, so that neither a restart nor another process asks them too early. */
#include "config.h"

#include "poller_state.h"

#include <string.h>

#define STRIKES_MOST 5 /* time-outs or server errors in a row, then it rests like after a refusal */

static bool is_refusal(enum error_code code)
{
    return code == ERROR_RATE_LIMITED || code == ERROR_BLOCKED || code == ERROR_AUTH;
}

void provider_failed(struct poller *poller, struct provider_state *state, const struct error *err,
                     int64_t retry_after_seconds)
{
    bool trouble = err->code == ERROR_SERVER || err->code == ERROR_TIMEOUT;
    int64_t floor_seconds = err->code == ERROR_BLOCKED ? state->provider->block_floor_seconds : 0;
    if (!trouble && !is_refusal(err->code))
        return;
    if (trouble && ++state->strikes < STRIKES_MOST && retry_after_seconds <= 0)
        return;
    state->strikes = 0;
    state->refusal = *err;
    rate_limit_refused(poller->limits, state->provider->name, retry_after_seconds, floor_seconds,
                       poller_now_ms(poller));
    keep_cooling(poller, state->provider);
}

void provider_host(const struct provider_state *state, char *url)
{
    const struct source_provider *provider = state->provider;
    char *at = state->host != 0 && provider->host != NULL ? strstr(url, provider->host) : NULL;
    if (at != NULL)
        memcpy(at, provider->other_host, strlen(provider->host));
}

static bool speaks_of(const char *url, const char *host)
{
    return host != NULL && strstr(url, host) != NULL;
}

bool provider_turns(struct provider_state *state, unsigned host, const char *url, const struct error *err)
{
    bool of_two = speaks_of(url, state->provider->host) || speaks_of(url, state->provider->other_host);
    if (!of_two || (err->code != ERROR_RATE_LIMITED && err->code != ERROR_BLOCKED))
        return false;
    if (host != state->host) /* somebody else has turned meanwhile */
        return true;
    if (state->turned)
        return false;
    state->turned = true;
    state->host ^= 1;
    return true;
}

void provider_answered(struct poller *poller, struct provider_state *state)
{
    state->turned = false;
    state->strikes = 0;
    rate_limit_accepted(poller->limits, state->provider->name);
}

bool provider_rests(const struct poller *poller, const struct provider_state *state, struct error *err)
{
    if (rate_limit_cooling(poller->limits, state->provider->name, poller_now_ms(poller)) == 0)
        return false;
    if (state->refusal.code != ERROR_NONE)
        *err = state->refusal;
    else
        error_set(err, ERROR_RATE_LIMITED, "it refused earlier and is left alone for a while");
    return true;
}

void recall_refusals(struct poller *poller)
{
    for (size_t i = 0; i < poller->provider_count; i++) {
        const char *bucket = poller->providers[i].provider->name;
        int64_t left = store_cooling_get(poller->store, bucket) - poller_now(poller);
        if (left > 0 && rate_limit_cooling(poller->limits, bucket, poller_now_ms(poller)) == 0)
            rate_limit_refused(poller->limits, bucket, left, 0, poller_now_ms(poller));
    }
}
