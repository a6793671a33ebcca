/* SPDX-License-Identifier: MIT
 * All that the screen may show at one moment. */
#include "config.h"

#include "model/snapshot.h"

#include "base/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define STALE_INTERVALS     2
#define STALE_GRACE_SECONDS 5

struct snapshot *snapshot_new(size_t slot_count, size_t health_count)
{
    struct snapshot *snapshot = memory_new(1, sizeof *snapshot);
    snapshot->references = 1;
    snapshot->slot_count = slot_count;
    snapshot->health_count = health_count;
    snapshot->slots = memory_new(slot_count, sizeof *snapshot->slots);
    snapshot->health = memory_new(health_count, sizeof *snapshot->health);
    return snapshot;
}

/* The count is the one part of a shared snapshot that may change. */
static struct snapshot *writable(const struct snapshot *snapshot)
{
    union {
        const struct snapshot *shared;
        struct snapshot *own;
    } view = {.shared = snapshot};
    return view.own;
}

const struct snapshot *snapshot_ref(const struct snapshot *snapshot)
{
    __atomic_add_fetch(&writable(snapshot)->references, 1, __ATOMIC_RELAXED);
    return snapshot;
}

void snapshot_unref(const struct snapshot *snapshot)
{
    if (snapshot == NULL || __atomic_sub_fetch(&writable(snapshot)->references, 1, __ATOMIC_ACQ_REL) > 0)
        return;
    struct snapshot *own = writable(snapshot);
    for (size_t i = 0; i < own->slot_count; i++)
        dataset_unref(own->slots[i].data);
    free(own->slots);
    free(own->health);
    free(own);
}

const struct slot *snapshot_slot(const struct snapshot *snapshot, enum dataset_kind kind, const char *subject)
{
    if (snapshot == NULL)
        return NULL;
    for (size_t i = 0; i < snapshot->slot_count; i++)
        if (snapshot->slots[i].kind == kind && strcmp(snapshot->slots[i].subject, subject) == 0)
            return &snapshot->slots[i];
    return NULL;
}

const struct dataset *snapshot_data(const struct snapshot *snapshot, enum dataset_kind kind, const char *subject)
{
    const struct slot *slot = snapshot_slot(snapshot, kind, subject);
    return slot != NULL ? slot->data : NULL;
}

static bool is_stale(const struct slot *slot, int64_t now)
{
    int64_t confirmed = slot->data->fetched_at > slot->good_at ? slot->data->fetched_at : slot->good_at;
    return slot->interval_seconds > 0 &&
           now - confirmed > (int64_t)slot->interval_seconds * STALE_INTERVALS + STALE_GRACE_SECONDS;
}

enum slot_state slot_state(const struct slot *slot, int64_t now)
{
    bool has_data = slot != NULL && slot->data != NULL && !dataset_is_empty(slot->data);
    if (slot == NULL)
        return SLOT_LOADING;
    if (slot->disabled)
        return has_data ? SLOT_STALE : SLOT_UNWANTED;
    switch (slot->error.code) {
    case ERROR_NONE:
        break;
    case ERROR_NEEDS_KEY:
    case ERROR_NEEDS_SETTING:
        return SLOT_NEEDS_KEY;
    case ERROR_NOT_FOUND:
    case ERROR_NO_DATA:
        if (!has_data)
            return SLOT_EMPTY;
        break;
    default:
        return SLOT_FAILED;
    }
    bool answered = slot->good_at > 0 || (slot->data != NULL && slot->data->fetched_at > 0);
    if (!has_data)
        return answered ? SLOT_EMPTY : SLOT_LOADING;
    if (slot->refreshing)
        return SLOT_REFRESHING;
    return is_stale(slot, now) ? SLOT_STALE : SLOT_FRESH;
}

void snapshot_bars_subject(char *subject, size_t size, const char *symbol, enum chart_range range)
{
    snprintf(subject, size, "%s %s", symbol, chart_range_name(range));
}

bool snapshot_bars_split(const char *subject, char symbol[SYMBOL_SIZE], enum chart_range *range)
{
    const char *blank = strrchr(subject, ' ');
    if (blank == NULL || blank == subject || blank - subject >= SYMBOL_SIZE || !chart_range_parse(blank + 1, range))
        return false;
    snprintf(symbol, SYMBOL_SIZE, "%.*s", (int)(blank - subject), subject);
    return true;
}
