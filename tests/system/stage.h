/* SPDX-License-Identifier: MIT
 * A poller between a simulator and a mailbox, on a clock that only the test moves: the data path without a
 * screen. */
#ifndef TESTS_STAGE_H
#define TESTS_STAGE_H

#include "poller/poller.h"
#include "sim/simulator.h"

#include <stdatomic.h>

#define STAGE_START INT64_C(1794927600) /* Tuesday 2026-11-17 10:00 in New York: the market is open */

struct stage {
    char folder[64]; /* of the store; removed at the end */
    char cache[96], history[96];
    _Atomic int64_t now_ms;
    struct clock clock;
    struct config config;
    struct config_source sources[4];
    struct watchlist watchlist;
    struct poller_options options; /* to be changed before a poller is made */
    struct poller_focus focus;
    struct simulator *simulator;
    struct mailbox *mailbox;
    struct poller *poller;
    const struct snapshot *snapshot; /* the newest taken */
};

/* A store in files of its own, two symbols (CRWV, in focus, and NBIS), every kind. */
void stage_open(struct stage *stage);
void stage_close(struct stage *stage);

/* The simulator behind base_url; a running one is replaced. */
void stage_simulate(struct stage *stage, const char *scenario);
/* One in which a report is accepted so long after its start. */
void stage_simulate_filing(struct stage *stage, int64_t after_seconds);
/* One in which Wells Fargo upgrades CRWV so long after its start. */
void stage_simulate_upgrade(struct stage *stage, int64_t after_seconds);
/* Sends one source elsewhere. */
void stage_send(struct stage *stage, const char *source, const char *base_url);
unsigned long stage_requests(const struct stage *stage);

/* Everything due is asked once on this thread; the snapshot is the one published at its end. */
bool stage_run_once(struct stage *stage);
/* A poller on its own thread, looking at the focus. */
void stage_start(struct stage *stage);
void stage_stop(struct stage *stage);
/* The clock moves and the poller looks at it. */
void stage_advance(struct stage *stage, int64_t seconds);

/* Takes snapshots until one is as wanted. The test's own end is an alarm, never a time that is measured. */
typedef bool (*stage_wanted)(const struct stage *stage, const void *what);
void stage_wait(struct stage *stage, stage_wanted wanted, const void *what);
/* The kind's slot was tried at this very time of the clock, and nothing of it is under way. */
void stage_wait_tried(struct stage *stage, enum dataset_kind kind);

/* The slot of the kind, of the focus when it is about a symbol. Fails the test when there is none. */
const struct slot *stage_slot(const struct stage *stage, enum dataset_kind kind);
enum slot_state stage_state(const struct stage *stage, enum dataset_kind kind);
const struct source_health *stage_health(const struct stage *stage, const char *source);

/* No line of the log holds any of these, nor a query, nor a control character. */
void stage_check_log(void);
/* No text of any dataset in the snapshot holds a character that a terminal would obey or not show. */
void stage_check_texts(const struct stage *stage);

#endif
