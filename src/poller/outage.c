/* SPDX-License-Identifier: MIT
 * Outages that last become events: down once, back once. When nobody can be reached that is one outage of the
 * network, not one of every source. */
#include "config.h"

#include "outage.h"

#include "alerts.h"
#include "base/log.h"
#include "base/memory.h"

#include <stdlib.h>

#define TOLD_SECONDS 300 /* a shorter one is no news */
#define NETWORK      "network"

struct outage {
    int64_t since; /* UTC s; 0: all is well */
    bool told;
};

struct outages {
    size_t count; /* of sources; the network's own stands behind them */
    struct outage items[];
};

struct outages *outages_new(size_t sources)
{
    struct outages *outages = memory_new(1, sizeof *outages + (sources + 1) * sizeof *outages->items);
    outages->count = sources;
    return outages;
}

void outages_free(struct outages *outages)
{
    free(outages);
}

void poller_put_event(struct poller *poller, const struct event *event)
{
    struct observations events;
    struct error err = {0};
    observations_init(&events);
    struct event *slot = observations_add_event(&events);
    if (slot != NULL) {
        *slot = *event;
        slot->observed_at = poller_now(poller);
    }
    alerts_hear(poller, &events);
    bool good = store_begin(poller->store, &err) &&
                store_put(poller->store, &events, event->topic, poller_now(poller), NULL, &err) &&
                alerts_keep(poller, &err) && store_commit(poller->store, &err);
    if (!good) {
        store_rollback(poller->store);
        log_write(LOG_ERROR, "event not stored: %s", err.message);
    }
    alerts_settle(poller, true);
    observations_clear(&events);
    board_load(poller, DATASET_EVENTS, "");
}

static void tell(struct poller *poller, struct outage *outage, const char *name, const char *reason, bool back)
{
    struct event event;
    event_from_outage(&event, name, reason, outage->since, back, poller_now(poller));
    outage->told = !back;
    poller_put_event(poller, &event);
}

static void begin_or_go_on(struct poller *poller, struct outage *outage, const char *name, const char *reason)
{
    if (outage->since == 0)
        outage->since = poller_now(poller);
    if (!outage->told && poller_now(poller) - outage->since >= TOLD_SECONDS)
        tell(poller, outage, name, reason, false);
}

static void end(struct poller *poller, struct outage *outage, const char *name)
{
    if (outage->told)
        tell(poller, outage, name, "", true);
    *outage = (struct outage){.since = 0};
}

static struct outage *outage_of(struct poller *poller, const struct source_health *health)
{
    return &poller->outages->items[health - poller->health];
}

static bool is_of_the_network(const struct error *err)
{
    return err->code == ERROR_NETWORK || err->code == ERROR_TIMEOUT;
}

void outage_failed(struct poller *poller, const struct source_health *health, const struct error *err)
{
    bool nobody_to_blame = err->code == ERROR_NOT_FOUND || err->code == ERROR_NO_DATA ||
                           err->code == ERROR_CANCELLED || err->code == ERROR_NEEDS_KEY ||
                           err->code == ERROR_NEEDS_SETTING;
    if (nobody_to_blame)
        return;
    if (is_of_the_network(err) && !poller->online)
        begin_or_go_on(poller, &poller->outages->items[poller->outages->count], NETWORK, err->message);
    else
        begin_or_go_on(poller, outage_of(poller, health), health->name, err->message);
}

void outage_ended(struct poller *poller, const struct source_health *health)
{
    end(poller, &poller->outages->items[poller->outages->count], NETWORK);
    end(poller, outage_of(poller, health), health->name);
}
