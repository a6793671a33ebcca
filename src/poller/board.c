/* SPDX-License-Identifier: MIT
 * The board: one slot per thing the screen may show, filled from the store, and the snapshots made of it.
 * Only what is looked at is kept in memory: the shared kinds, and the symbols looked at last. */
#include "config.h"

#include "poller_state.h"

#include "alerts.h"
#include "streaming.h"

#include "base/log.h"
#include "base/memory.h"
#include "base/text.h"
#include "store/documents.h"
#include "store/edgar.h"
#include "store/gsi_fixes.h"
#include "store/kept_headlines.h"
#include "store/kept_supply.h"
#include "store/rating_tapes.h"
#include "store/symbols.h"
#include "store/venues.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define EVENTS_SHOWN 200
#define GATHER_MS    1000
#define SLOTS_MOST   40 /* beyond it the slot looked at longest ago is dropped */

static const enum dataset_kind symbol_kinds[] = {DATASET_RATINGS, DATASET_CONSENSUS, DATASET_RECEIVABLES,
                                                 DATASET_FILINGS, DATASET_CUSTOMERS};
static const enum dataset_kind shared_kinds[] = {DATASET_QUOTES, DATASET_GPU_MARKET, DATASET_EVENTS, DATASET_ALERTS,
                                                 DATASET_GPU_INDEX};

/* What is read again with something else, since it is made of the same rows. */
static const struct {
    enum dataset_kind part, kind;
} made_of[] = {{DATASET_EVENTS, DATASET_EVENT_LIST},
               {DATASET_GPU_MARKET, DATASET_GPU_HISTORY},
               {DATASET_GPU_MARKET, DATASET_GPU_INDEX}};

static struct dataset *load_quotes(struct poller *poller, struct error *err)
{
    char(*symbols)[SYMBOL_SIZE] = memory_new(WATCHED_MOST, sizeof *symbols);
    size_t count = watched_symbols(poller, symbols, WATCHED_MOST);
    struct dataset *dataset =
        store_load_quotes(poller->store, (const char(*)[SYMBOL_SIZE])symbols, count, poller_now(poller), err);
    free(symbols);
    if (dataset != NULL)
        second_judge(poller, dataset);
    return dataset;
}

static struct dataset *load_feed(struct poller *poller, struct error *err)
{
    char(*symbols)[SYMBOL_SIZE] = memory_new(WATCH_SYMBOLS_MOST, sizeof *symbols);
    size_t count = watchlist_symbols(&poller->watchlist, symbols, WATCH_SYMBOLS_MOST);
    struct dataset *dataset = store_load_feed(poller->store, (const char(*)[SYMBOL_SIZE])symbols, count, err);
    free(symbols);
    return dataset;
}

static struct dataset *load_tape(struct poller *poller, struct error *err)
{
    char(*symbols)[SYMBOL_SIZE] = memory_new(WATCH_SYMBOLS_MOST, sizeof *symbols);
    size_t count = watchlist_symbols(&poller->watchlist, symbols, WATCH_SYMBOLS_MOST);
    struct dataset *dataset =
        store_load_tape(poller->store, (const char(*)[SYMBOL_SIZE])symbols, count, poller_now(poller), err);
    free(symbols);
    return dataset;
}

static struct dataset *load_bars(struct poller *poller, const char *subject, struct error *err)
{
    char symbol[SYMBOL_SIZE];
    enum chart_range range;
    if (!snapshot_bars_split(subject, symbol, &range)) {
        error_set(err, ERROR_INVALID, "no chart range in \"%s\"", subject);
        return NULL;
    }
    return store_load_bars(poller->store, symbol, range, poller_now(poller), err);
}

static struct dataset *load(struct poller *poller, enum dataset_kind kind, const char *subject, struct error *err)
{
    switch (kind) {
    case DATASET_QUOTES:
        return load_quotes(poller, err);
    case DATASET_BARS:
        return load_bars(poller, subject, err);
    case DATASET_RATINGS:
        return store_load_ratings(poller->store, subject, err);
    case DATASET_CONSENSUS:
        return store_load_consensus(poller->store, subject, poller_now(poller), err);
    case DATASET_RECEIVABLES:
        return disclosures_load(poller, subject, err);
    case DATASET_FILINGS:
        return store_load_filings(poller->store, subject, err);
    case DATASET_GPU_MARKET:
        return store_load_gpu_market(poller->store, poller_now(poller), err);
    case DATASET_EVENTS:
        return store_load_events(poller->store, EVENTS_SHOWN, err);
    case DATASET_EVENT_LIST:
        return store_load_event_list(poller->store, subject, err);
    case DATASET_ALERTS:
        return alerts_dataset(poller);
    case DATASET_DOCUMENT:
        return store_load_document(poller->store, subject, err);
    case DATASET_FEED:
        return load_feed(poller, err);
    case DATASET_TAPE:
        return load_tape(poller, err);
    case DATASET_FIRM:
        return store_load_firm(poller->store, subject, err);
    case DATASET_HEADLINES:
        return store_load_headlines(poller->store, subject, err);
    case DATASET_FOUND:
        return store_load_found(poller->store, subject, err);
    case DATASET_SYMBOLS:
        return store_load_symbols(poller->store, subject, err);
    case DATASET_CAPEX:
        return disclosures_load_capex(poller, err);
    case DATASET_CUSTOMERS:
        return store_load_customers(poller->store, subject, err);
    case DATASET_GPU_HISTORY:
        return store_load_gpu_history(poller->store, subject, poller_now(poller), err);
    case DATASET_GPU_INDEX:
        return store_load_gsi(poller->store, poller_now(poller), err);
    case DATASET_SUPPLY:
        return store_load_supply(poller->store, err);
    case DATASET_ACCEPTED:
    case DATASET_DAY_INDEX:
    case DATASET_COMPANIES:
    case DATASET_THESIS:
    case DATASET_KINDS:
        break;
    }
    return NULL;
}

static struct slot *find_slot(struct poller *poller, enum dataset_kind kind, const char *subject)
{
    for (size_t i = 0; i < poller->slot_count; i++)
        if (poller->slots[i].kind == kind && strcmp(poller->slots[i].subject, subject) == 0)
            return &poller->slots[i];
    return NULL;
}

static void drop_slot(struct poller *poller, size_t index)
{
    dataset_unref(poller->slots[index].data);
    poller->slot_count--;
    poller->slots[index] = poller->slots[poller->slot_count];
    poller->slot_care[index] = poller->slot_care[poller->slot_count];
}

static void drop_oldest(struct poller *poller)
{
    size_t oldest = 0;
    for (size_t i = 1; i < poller->slot_count; i++)
        if (poller->slot_care[i].used < poller->slot_care[oldest].used)
            oldest = i;
    drop_slot(poller, oldest);
}

static struct slot *add_slot(struct poller *poller, enum dataset_kind kind, const char *subject)
{
    if (poller->slot_count == SLOTS_MOST)
        drop_oldest(poller);
    if (poller->slot_count == poller->slot_room) {
        poller->slot_room = poller->slot_room == 0 ? 16 : poller->slot_room * 2;
        poller->slots = memory_grow(poller->slots, poller->slot_room, sizeof *poller->slots);
        poller->slot_care = memory_grow(poller->slot_care, poller->slot_room, sizeof *poller->slot_care);
    }
    struct slot *slot = &poller->slots[poller->slot_count];
    *slot = (struct slot){.kind = kind};
    text_copy(slot->subject, sizeof slot->subject, subject);
    poller->slot_care[poller->slot_count++] = (struct slot_care){.used = poller->looks};
    return slot;
}

static void fill(struct poller *poller, struct slot *slot)
{
    struct error err = {0};
    poller->slot_care[slot - poller->slots].stale = false;
    poller->unreturned = true;
    struct dataset *dataset = load(poller, slot->kind, slot->subject, &err);
    if (dataset == NULL) {
        log_write(LOG_ERROR, "%s %s cannot be read back: %s", dataset_kind_name(slot->kind), slot->subject,
                  err.message);
        return; /* what is shown stays */
    }
    dataset_unref(slot->data);
    slot->data = dataset;
    poller->dirty = true;
}

static void grow_stale(struct poller *poller, const struct slot *slot)
{
    struct slot_care *care = &poller->slot_care[slot - poller->slots];
    if (!care->stale)
        care->stale_ms = poller_now_ms(poller);
    care->stale = true;
    poller->dirty = true;
}

void board_load(struct poller *poller, enum dataset_kind kind, const char *subject)
{
    const struct slot *slot = find_slot(poller, kind, subject);
    if (slot != NULL)
        grow_stale(poller, slot); /* what nobody looks at stays in the store */
    for (size_t i = 0; i < sizeof made_of / sizeof made_of[0]; i++)
        if (made_of[i].part == kind)
            board_load_kind(poller, made_of[i].kind);
}

void board_load_kind(struct poller *poller, enum dataset_kind kind)
{
    for (size_t i = 0; i < poller->slot_count; i++)
        if (poller->slots[i].kind == kind)
            grow_stale(poller, &poller->slots[i]);
}

const struct dataset *board_read(struct poller *poller, enum dataset_kind kind, const char *subject,
                                 struct error *err)
{
    struct slot *slot = find_slot(poller, kind, subject);
    if (slot != NULL && poller->slot_care[slot - poller->slots].stale)
        fill(poller, slot);
    return slot != NULL && slot->data != NULL ? dataset_ref(slot->data) : load(poller, kind, subject, err);
}

/* --- reading again what grew stale --- */

static bool venues_are_asked(const struct poller *poller)
{
    for (size_t i = 0; i < poller->job_count; i++)
        if (poller->jobs[i]->kind == DATASET_GPU_MARKET && poller->jobs[i]->state == JOB_RUNNING)
            return true;
    return false;
}

static bool is_of_venues(enum dataset_kind kind)
{
    bool is = kind == DATASET_GPU_MARKET;
    for (size_t i = 0; i < sizeof made_of / sizeof made_of[0]; i++)
        is = is || (made_of[i].kind == kind && made_of[i].part == DATASET_GPU_MARKET);
    return is;
}

/* Twenty venues answer within a second or two, and the market is made of the books of all. */
static int64_t read_at_ms(const struct poller *poller, size_t index, bool asked)
{
    int64_t stale_ms = poller->slot_care[index].stale_ms;
    return asked && is_of_venues(poller->slots[index].kind) ? stale_ms + GATHER_MS : stale_ms;
}

static void read_stale(struct poller *poller)
{
    bool asked = venues_are_asked(poller);
    int64_t now_ms = poller_now_ms(poller);
    for (size_t i = 0; i < poller->slot_count && !wishes_stop(poller); i++)
        if (poller->slot_care[i].stale && read_at_ms(poller, i, asked) <= now_ms)
            fill(poller, &poller->slots[i]);
}

int board_wait_ms(const struct poller *poller)
{
    bool asked = venues_are_asked(poller);
    int64_t now_ms = poller_now_ms(poller), wait_ms = INT_MAX;
    for (size_t i = 0; i < poller->slot_count; i++) {
        int64_t own_ms = read_at_ms(poller, i, asked) - now_ms;
        if (poller->slot_care[i].stale && own_ms < wait_ms)
            wait_ms = own_ms > 0 ? own_ms : 0;
    }
    return (int)wait_ms;
}

static void look_at(struct poller *poller, enum dataset_kind kind, const char *subject)
{
    struct slot *slot = find_slot(poller, kind, subject);
    if (slot == NULL)
        fill(poller, add_slot(poller, kind, subject));
    else
        poller->slot_care[slot - poller->slots].used = poller->looks;
}

/* Large, and quickly read again: of them only what is open is kept. */
static bool is_kept_while_open(enum dataset_kind kind)
{
    return kind == DATASET_DOCUMENT || kind == DATASET_HEADLINES || kind == DATASET_EVENT_LIST ||
           kind == DATASET_SYMBOLS;
}

static void drop_closed(struct poller *poller)
{
    for (size_t i = poller->slot_count; i > 0; i--)
        if (is_kept_while_open(poller->slots[i - 1].kind) && poller->slot_care[i - 1].used != poller->looks)
            drop_slot(poller, i - 1);
}

/* The first frame is drawn before all is known: what is computed rather than read comes a moment later. */
static bool is_for_later(const struct poller *poller, enum dataset_kind kind)
{
    return poller->sketch && (kind == DATASET_GPU_INDEX || kind == DATASET_CUSTOMERS || kind == DATASET_ALERTS);
}

void board_look(struct poller *poller)
{
    char subject[SUBJECT_SIZE];
    poller->looks++;
    for (size_t i = 0; i < sizeof shared_kinds / sizeof shared_kinds[0]; i++)
        if (!is_for_later(poller, shared_kinds[i]))
            look_at(poller, shared_kinds[i], "");
    for (size_t i = 0; i < poller->focus.want_count; i++)
        look_at(poller, poller->focus.wants[i].kind, poller->focus.wants[i].subject);
    drop_closed(poller);
    poller->dirty = true;
    if (poller->focus.symbol[0] == '\0')
        return;
    for (size_t i = 0; i < sizeof symbol_kinds / sizeof symbol_kinds[0]; i++)
        if (!is_for_later(poller, symbol_kinds[i]))
            look_at(poller, symbol_kinds[i], poller->focus.symbol);
    snapshot_bars_subject(subject, sizeof subject, poller->focus.symbol, poller->focus.range);
    look_at(poller, DATASET_BARS, subject);
}

void board_load_all(struct poller *poller)
{
    for (size_t i = 0; i < poller->slot_count; i++)
        fill(poller, &poller->slots[i]);
}

/* --- from jobs to what a slot says about them --- */

static int64_t wall_of(const struct poller *poller, int64_t monotonic_ms)
{
    int64_t ahead_ms = monotonic_ms - poller_now_ms(poller);
    return poller_now(poller) + (ahead_ms > 0 ? (ahead_ms + 999) / 1000 : 0);
}

static void merge_job(const struct poller *poller, struct slot *slot, const struct job *job, bool *any_good)
{
    int64_t next = wall_of(poller, job->due_ms);
    int interval = job_interval(poller, job);
    slot->disabled = slot->disabled && job->chain_count == 0;
    slot->interval_seconds = interval > slot->interval_seconds ? interval : slot->interval_seconds;
    slot->good_at = job->good_at > slot->good_at ? job->good_at : slot->good_at;
    slot->refreshing = slot->refreshing || job->state != JOB_IDLE;
    slot->tried_at = job->tried_at > slot->tried_at ? job->tried_at : slot->tried_at;
    slot->next_at = slot->next_at == 0 || next < slot->next_at ? next : slot->next_at;
    if (job->error.code == ERROR_NONE && job->good_at > 0) {
        *any_good = true;
        text_copy(slot->source, sizeof slot->source, job->source);
    }
    if (job->error.code != ERROR_NONE && slot->error.code == ERROR_NONE) {
        slot->error = job->error;
        if (slot->source[0] == '\0')
            text_copy(slot->source, sizeof slot->source, job->source);
    }
    if (job->note[0] != '\0')
        text_copy(slot->chain_note, sizeof slot->chain_note, job->note);
}

static void describe(const struct poller *poller, struct slot *slot)
{
    bool any_good = false, any_job = false;
    slot->disabled = true;
    slot->refreshing = false;
    slot->tried_at = slot->next_at = slot->good_at = 0;
    slot->source[0] = slot->chain_note[0] = '\0';
    error_clear(&slot->error);
    slot->interval_seconds = 0;
    for (size_t i = 0; i < poller->job_count; i++) {
        const struct job *job = poller->jobs[i];
        if (job->kind != slot->kind || strcmp(job->slot_subject, slot->subject) != 0)
            continue;
        any_job = true;
        merge_job(poller, slot, job, &any_good);
    }
    if (!any_job) { /* nothing to ask (events), or nobody asks yet (the first frame) */
        slot->disabled = false;
        slot->interval_seconds = schedule_interval(poller->config, slot->kind, poller_session(poller));
    }
    text_copy(slot->stream, sizeof slot->stream, slot->kind == DATASET_QUOTES ? streaming_heading(poller) : "");
    if (any_good && slot->error.code != ERROR_NONE) { /* some of a merge failed: a note, not a failure */
        if (slot->chain_note[0] == '\0')
            snprintf(slot->chain_note, sizeof slot->chain_note, "%.90s", slot->error.message);
        error_clear(&slot->error);
    }
}

/* Nobody is asked, so nothing is loading and there is no next try. */
static void describe_offline(struct slot *slot)
{
    slot->next_at = 0;
    if (slot->error.code == ERROR_NONE && (slot->data == NULL || slot->data->fetched_at == 0))
        error_set(&slot->error, ERROR_NO_DATA, "nothing is stored, and --offline asks nobody");
}

static struct snapshot *make_snapshot(struct poller *poller)
{
    struct snapshot *snapshot = snapshot_new(poller->slot_count, poller->health_count);
    const char *trouble = store_trouble(poller->store);
    for (size_t i = 0; i < poller->slot_count; i++) {
        struct slot *slot = &poller->slots[i];
        describe(poller, slot);
        if (poller->offline && !dataset_kind_is_local(slot->kind))
            describe_offline(slot);
        snapshot->slots[i] = *slot;
        if (slot->data != NULL)
            snapshot->slots[i].data = dataset_ref(slot->data);
    }
    if (poller->health_count > 0)
        memcpy(snapshot->health, poller->health, poller->health_count * sizeof *poller->health);
    snapshot->generation = ++poller->generation;
    snapshot->made_at = poller_now(poller);
    snapshot->paused = poller->paused;
    snapshot->online = poller->online;
    text_copy(snapshot->banner, sizeof snapshot->banner, trouble[0] != '\0' ? trouble : poller->report);
    return snapshot;
}

void board_publish(struct poller *poller)
{
    read_stale(poller);
    poller->dirty = false;
    mailbox_put(poller->mailbox, make_snapshot(poller));
}

void board_free(struct poller *poller)
{
    for (size_t i = 0; i < poller->slot_count; i++)
        dataset_unref(poller->slots[i].data);
    free(poller->slots);
    free(poller->slot_care);
    poller->slots = NULL;
    poller->slot_care = NULL;
    poller->slot_count = poller->slot_room = 0;
}

/* --- the first frame --- */

static int64_t fixed_ms(void *context)
{
    return *(const int64_t *)context * 1000;
}

const struct snapshot *poller_first_snapshot(struct store *store, const struct watchlist *watchlist,
                                             const struct poller_focus *focus, const struct config *config,
                                             int64_t now, const char *banner)
{
    /* A board without jobs, over somebody else's store. */
    struct clock clock = {fixed_ms, fixed_ms, &now};
    struct poller *poller = memory_new(1, sizeof *poller);
    poller->config = config;
    poller->clock = &clock;
    poller->store = store;
    poller->watchlist = *watchlist; /* borrowed for the call */
    poller->focus = *focus;
    poller->sketch = true;
    text_copy(poller->report, sizeof poller->report, banner);
    board_look(poller);
    struct snapshot *snapshot = make_snapshot(poller);
    board_free(poller);
    free(poller);
    return snapshot;
}
