/* SPDX-License-Identifier: MIT
 * The stage: a store in a temporary folder, a clock by hand, a simulator, a poller, a mailbox. */
#include "config.h"

#include "stage.h"

#include "base/log.h"
#include "base/text.h"

#include <dirent.h>
#include <fcntl.h>
#include <poll.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#define WATCHDOG_SECONDS 240

static int64_t by_hand(void *context)
{
    return atomic_load(&((struct stage *)context)->now_ms);
}

void stage_open(struct stage *stage)
{
    memset(stage, 0, sizeof *stage);
    alarm(WATCHDOG_SECONDS);
    snprintf(stage->folder, sizeof stage->folder, "/tmp/gputape-stage-XXXXXX");
    assert_non_null(mkdtemp(stage->folder));
    snprintf(stage->cache, sizeof stage->cache, "%s/cache.db", stage->folder);
    snprintf(stage->history, sizeof stage->history, "%s/history.db", stage->folder);
    atomic_store(&stage->now_ms, STAGE_START * 1000);
    stage->clock = (struct clock){by_hand, by_hand, stage};
    config_init(&stage->config);
    stage->config.indices[0] = '\0'; /* requests are counted by the watchlist's symbols */
    stage->config.sources = stage->sources;
    watchlist_init(&stage->watchlist);
    assert_true(watchlist_add(&stage->watchlist, "Neoclouds", "CRWV"));
    assert_true(watchlist_add(&stage->watchlist, "Neoclouds", "NBIS"));
    stage->focus = (struct poller_focus){.symbol = "CRWV", .range = RANGE_1M};
    stage->mailbox = mailbox_new(NULL);
    assert_non_null(stage->mailbox);
    stage->options = (struct poller_options){
        .config = &stage->config,
        .clock = &stage->clock,
        .watchlist = &stage->watchlist,
        .store = {.cache_path = stage->cache, .history_path = stage->history},
        .mailbox = stage->mailbox,
        .live_pace = true,
        .seed = 7,
    };
    assert_true(log_open(NULL, LOG_DEBUG, NULL));
}

static void remove_folder(const char *path)
{
    DIR *folder = opendir(path);
    assert_non_null(folder);
    for (const struct dirent *entry = readdir(folder); entry != NULL; entry = readdir(folder))
        (void)unlinkat(dirfd(folder), entry->d_name, 0); /* "." and ".." refuse, as they should */
    closedir(folder);
    rmdir(path);
}

void stage_close(struct stage *stage)
{
    stage_stop(stage);
    stage_check_log();
    simulator_stop(stage->simulator);
    mailbox_free(stage->mailbox);
    watchlist_clear(&stage->watchlist);
    stage->config.sources = NULL; /* ours */
    stage->config.source_count = 0;
    config_clear(&stage->config);
    remove_folder(stage->folder);
    alarm(0);
}

static void simulate(struct stage *stage, struct simulator_options options)
{
    options.seed = 11;
    options.clock = &stage->clock;
    struct error err = {0};
    simulator_stop(stage->simulator);
    stage->simulator = simulator_start(&options, &err);
    if (stage->simulator == NULL)
        fail_msg("no simulator: %s", err.message);
    snprintf(stage->config.base_url, sizeof stage->config.base_url, "http://127.0.0.1:%u",
             simulator_port(stage->simulator));
}

void stage_simulate(struct stage *stage, const char *scenario)
{
    simulate(stage, (struct simulator_options){.scenario = scenario});
}

void stage_simulate_filing(struct stage *stage, int64_t after_seconds)
{
    simulate(stage, (struct simulator_options){.filing_after_seconds = after_seconds});
}

void stage_simulate_upgrade(struct stage *stage, int64_t after_seconds)
{
    simulate(stage, (struct simulator_options){.upgrade_after_seconds = after_seconds});
}

void stage_send(struct stage *stage, const char *source, const char *base_url)
{
    assert_true(stage->config.source_count < sizeof stage->sources / sizeof stage->sources[0]);
    struct config_source *own = &stage->sources[stage->config.source_count++];
    *own = (struct config_source){.enabled = -1};
    snprintf(own->name, sizeof own->name, "%s", source);
    snprintf(own->base_url, sizeof own->base_url, "%s", base_url);
}

unsigned long stage_requests(const struct stage *stage)
{
    return simulator_requests(stage->simulator);
}

/* --- running --- */

static void take(struct stage *stage)
{
    const struct snapshot *newer = mailbox_take(stage->mailbox);
    if (newer == NULL)
        return;
    snapshot_unref(stage->snapshot);
    stage->snapshot = newer;
}

static struct poller *make_poller(struct stage *stage)
{
    struct error err = {0};
    struct poller *poller = poller_new(&stage->options, &err);
    if (poller == NULL)
        fail_msg("no poller: %s", err.message);
    poller_look_at(poller, &stage->focus);
    return poller;
}

bool stage_run_once(struct stage *stage)
{
    struct poller *poller = make_poller(stage);
    bool good = poller_run_once(poller, 60000, NULL, NULL); /* by our clock: for ever */
    poller_free(poller);
    take(stage);
    assert_non_null(stage->snapshot);
    return good;
}

void stage_start(struct stage *stage)
{
    struct error err = {0};
    stage->poller = make_poller(stage);
    if (!poller_start(stage->poller, &err))
        fail_msg("not started: %s", err.message);
}

void stage_stop(struct stage *stage)
{
    poller_free(stage->poller);
    stage->poller = NULL;
    take(stage);
    snapshot_unref(stage->snapshot);
    stage->snapshot = NULL;
}

void stage_advance(struct stage *stage, int64_t seconds)
{
    atomic_fetch_add(&stage->now_ms, seconds * 1000);
    if (stage->poller != NULL)
        poller_refresh(stage->poller, 0); /* nothing wanted: it only wakes up */
}

void stage_wait(struct stage *stage, stage_wanted wanted, const void *what)
{
    struct pollfd fd = {.fd = mailbox_fd(stage->mailbox), .events = POLLIN};
    take(stage);
    while (stage->snapshot == NULL || !wanted(stage, what)) {
        poll(&fd, 1, -1);
        take(stage);
    }
}

static bool is_tried(const struct stage *stage, const void *what)
{
    enum dataset_kind kind = *(const enum dataset_kind *)what;
    bool of_symbol = kind != DATASET_QUOTES && kind != DATASET_GPU_MARKET;
    char subject[SUBJECT_SIZE] = "";
    if (of_symbol && kind != DATASET_BARS)
        text_copy(subject, sizeof subject, stage->focus.symbol);
    else if (of_symbol)
        snapshot_bars_subject(subject, sizeof subject, stage->focus.symbol, stage->focus.range);
    const struct slot *slot = snapshot_slot(stage->snapshot, kind, subject);
    return slot != NULL && slot->tried_at == clock_wall_seconds(&stage->clock) && !slot->refreshing;
}

void stage_wait_tried(struct stage *stage, enum dataset_kind kind)
{
    stage_wait(stage, is_tried, &kind);
}

/* --- looking --- */

const struct slot *stage_slot(const struct stage *stage, enum dataset_kind kind)
{
    for (size_t i = 0; i < stage->snapshot->slot_count; i++) {
        const struct slot *slot = &stage->snapshot->slots[i];
        size_t length = strlen(stage->focus.symbol);
        if (slot->kind == kind &&
            (slot->subject[0] == '\0' || strncmp(slot->subject, stage->focus.symbol, length) == 0))
            return slot;
    }
    fail_msg("no slot for %s", dataset_kind_name(kind));
    abort(); /* not reached */
}

enum slot_state stage_state(const struct stage *stage, enum dataset_kind kind)
{
    return slot_state(stage_slot(stage, kind), clock_wall_seconds(&stage->clock));
}

const struct source_health *stage_health(const struct stage *stage, const char *source)
{
    for (size_t i = 0; i < stage->snapshot->health_count; i++)
        if (strcmp(stage->snapshot->health[i].name, source) == 0)
            return &stage->snapshot->health[i];
    fail_msg("no health of %s", source);
    abort(); /* not reached */
}

/* --- what must never be seen --- */

void stage_check_log(void)
{
    static const char *const never[] = {"crumb=",     "sim.Crumb", "symbols=", "Set-Cookie",
                                        "?formatted", "?range",    "?q="};
    char(*lines)[LOG_LINE_SIZE] = calloc(LOG_RING_LINES, sizeof *lines);
    assert_non_null(lines);
    size_t count = log_tail(lines, LOG_RING_LINES);
    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; k < sizeof never / sizeof never[0]; k++)
            if (strstr(lines[i], never[k]) != NULL)
                fail_msg("\"%s\" in the log: %s", never[k], lines[i]);
        for (const char *at = lines[i]; *at != '\0'; at++)
            assert_false((unsigned char)*at < 0x20 || *at == 0x7f);
    }
    free(lines);
}

/* What text_clean would change has not been through it. */
static void check_text(const char *text)
{
    char cleaned[4096];
    text_clean(cleaned, sizeof cleaned, text, strlen(text));
    assert_string_equal(text, cleaned);
}

static void check_dataset(const struct dataset *dataset)
{
    const struct quotes *quotes = &dataset->u.quotes;
    for (size_t i = 0; dataset->kind == DATASET_QUOTES && i < quotes->count; i++) {
        check_text(quotes->items[i].name);
        check_text(quotes->items[i].exchange);
        check_text(quotes->items[i].currency);
    }
    const struct rating_actions *ratings = &dataset->u.ratings;
    for (size_t i = 0; dataset->kind == DATASET_RATINGS && i < ratings->count; i++) {
        check_text(ratings->items[i].firm);
        check_text(ratings->items[i].from);
        check_text(ratings->items[i].to);
    }
    const struct filings *filings = &dataset->u.filings;
    for (size_t i = 0; dataset->kind == DATASET_FILINGS && i < filings->count; i++) {
        check_text(filings->items[i].form);
        check_text(filings->items[i].accession);
    }
    const struct events *events = &dataset->u.events;
    for (size_t i = 0; dataset->kind == DATASET_EVENTS && i < events->count; i++)
        check_text(events->items[i].text);
}

void stage_check_texts(const struct stage *stage)
{
    for (size_t i = 0; i < stage->snapshot->slot_count; i++) {
        check_text(stage->snapshot->slots[i].error.message);
        check_text(stage->snapshot->slots[i].chain_note);
        if (stage->snapshot->slots[i].data != NULL)
            check_dataset(stage->snapshot->slots[i].data);
    }
}
