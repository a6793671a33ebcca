/* SPDX-License-Identifier: MIT
 * The background thread: decides what is due, fetches, parses, stores, and publishes snapshots. */
#ifndef POLLER_POLLER_H
#define POLLER_POLLER_H

#include "base/clock.h"
#include "config/config.h"
#include "model/watchlist.h"
#include "poller/mailbox.h"
#include "store/store.h"

struct poller;
struct recording;
struct attested;

struct poller_options {
    const struct config *config; /* borrowed, constant while the poller lives */
    const struct clock *clock;
    const struct watchlist *watchlist;  /* copied */
    bool edited;                        /* the changes that the store keeps are made in it already */
    const char (*besides)[SYMBOL_SIZE]; /* borrowed: quoted, too, beside the watchlist: currency pairs */
    size_t besides_count;
    const struct attested
        *attested;               /* borrowed: prices of GPUs that the user read himself; NULL: as they are kept */
    struct store_options store;  /* opened, used and closed on the poller's own thread */
    struct mailbox *mailbox;     /* borrowed */
    struct recording *recording; /* borrowed, NULL none */
    bool offline;                /* never asks the network; still loads and publishes */
    bool recorded;               /* replay: an answer is of the time that its Date header says */
    bool live_pace;              /* demo and replay: ignore market hours, always the open pace */
    unsigned kinds;              /* mask of 1 << DATASET_x to ask for; 0: all */
    uint64_t seed;               /* of jitter; 0: from the clock and the process id */
    unsigned total_ms;           /* a ceiling over every request's time; 0: none but its own */
    void (*on_alert)(void *context, const struct event *event); /* a rule rang: on the poller's thread, briefly */
    void *on_alert_context;
};

/* What the screen is looking at: decides which per-symbol data are loaded and polled first. */
struct poller_focus {
    char symbol[SYMBOL_SIZE];
    enum chart_range range;
    struct want wants[WANTS_MOST]; /* what is asked for and loaded besides */
    size_t want_count;
};

struct poller *poller_new(const struct poller_options *options, struct error *err);
bool poller_start(struct poller *poller, struct error *err)
    __attribute__((warn_unused_result)); /* starts the thread */
void poller_free(struct poller *poller); /* stops within 250 ms, joins, frees; NULL allowed */

/* From the screen's thread; each returns at once. */
void poller_look_at(struct poller *poller, const struct poller_focus *focus);
void poller_refresh(struct poller *poller, unsigned kinds); /* bit mask of 1 << DATASET_x: due now */
/* The configuration was read again: an event. */
void poller_reloaded(struct poller *poller, bool sound);
void poller_pause(struct poller *poller, bool paused);
void poller_edit_watchlist(struct poller *poller, const struct watch_edit *edit);
void poller_alert(struct poller *poller, const struct alert_wish *wish);
void poller_set(struct poller *poller, const char *name, const char *value); /* a setting to keep in the store */

/* --once: runs in the calling thread until everything due has been asked once (or deadline_ms passed), hands the
 * open store to finish (which may be NULL), publishes and closes. True when every enabled source answered. */
bool poller_run_once(struct poller *poller, int64_t deadline_ms, void (*finish)(void *context, struct store *store),
                     void *context) __attribute__((warn_unused_result));

/* A snapshot of what the store holds, for the first frame: the quotes of all watched symbols, everything of the
 * focus, GPU market and events. NULL only when out of handles. */
const struct snapshot *poller_first_snapshot(struct store *store, const struct watchlist *watchlist,
                                             const struct poller_focus *focus, const struct config *config,
                                             int64_t now, const char *banner);

#endif
