/* SPDX-License-Identifier: MIT
 * The day's requests, counted in the store: they survive restarts, and other processes' count. */
#include "config.h"

#include "daily_quota.h"

#include "base/date.h"
#include "base/log.h"
#include "store/quota.h"

static bool refuse(const struct source_provider *provider, struct error *err)
{
    return error_set(err, ERROR_RATE_LIMITED, "the day's %u requests to %s are used; more at midnight in New York",
                     provider->daily_requests, provider->heading);
}

bool quota_allows(struct poller *poller, const struct source_provider *provider, struct error *err)
{
    int32_t day = date_new_york_day(poller_now(poller));
    return provider->daily_requests == 0 ||
           store_quota_used(poller->store, provider->name, day) < provider->daily_requests || refuse(provider, err);
}

bool quota_take(struct poller *poller, const struct source_provider *provider, struct error *err)
{
    struct error fault = {0};
    int32_t day = date_new_york_day(poller_now(poller));
    if (provider->daily_requests == 0 ||
        store_quota_take(poller->store, provider->name, day, provider->daily_requests, &fault))
        return true;
    if (fault.code == ERROR_NONE)
        return refuse(provider, err);
    log_write(LOG_WARNING, "a request to %s not counted: %s", provider->name, fault.message);
    return true;
}
