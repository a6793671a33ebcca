/* SPDX-License-Identifier: MIT
 * When the screen must be drawn again: by a new snapshot, or by time alone. */
#include "config.h"

#include "screen_state.h"

#include "base/format.h"

#include <string.h>

#define MINUTE 60

/* --- a new snapshot --- */

static unsigned shown_kinds(const struct screen *screen)
{
    struct layout layout = screen_layout(screen, screen->rows, screen->columns);
    unsigned kinds = 1U << DATASET_EVENTS | 1U << DATASET_ALERTS;
    for (size_t i = 0; i < screen->pane_count; i++)
        if (layout.panes[i].rows > 0)
            kinds |= screen->panes[i]->kinds;
    return kinds;
}

struct wanted {
    struct want wants[WANTS_MOST];
    size_t count;
};

static bool is_wanted(const struct wanted *wanted, const struct slot *slot)
{
    for (size_t i = 0; i < wanted->count; i++)
        if (wanted->wants[i].kind == slot->kind && strcmp(wanted->wants[i].subject, slot->subject) == 0)
            return true;
    return false;
}

static bool is_shown(const struct screen *screen, unsigned kinds, const struct wanted *wanted,
                     const struct slot *slot)
{
    size_t length = strlen(screen->symbol);
    bool of_symbol = strncmp(slot->subject, screen->symbol, length) == 0 &&
                     (slot->subject[length] == '\0' || slot->subject[length] == ' ');
    return is_wanted(wanted, slot) || ((kinds & 1U << slot->kind) != 0 && (slot->subject[0] == '\0' || of_symbol));
}

static bool looks_alike(const struct slot *a, const struct slot *b, int64_t now)
{
    enum slot_state state = slot_state(a, now);
    bool says_next_try = state == SLOT_FAILED || state == SLOT_STALE;
    return a->data == b->data && state == slot_state(b, now) && a->good_at == b->good_at &&
           (!says_next_try || a->next_at == b->next_at) && strcmp(a->error.message, b->error.message) == 0 &&
           strcmp(a->source, b->source) == 0 && strcmp(a->chain_note, b->chain_note) == 0;
}

static bool slots_differ(const struct screen *screen, const struct snapshot *before, const struct snapshot *after)
{
    unsigned kinds = shown_kinds(screen);
    struct wanted wanted;
    wanted.count = screen_wants(screen, after->made_at, wanted.wants, WANTS_MOST);
    if (before->slot_count != after->slot_count)
        return true;
    for (size_t i = 0; i < after->slot_count; i++) {
        const struct slot *slot = &after->slots[i];
        const struct slot *other = snapshot_slot(before, slot->kind, slot->subject);
        if (is_shown(screen, kinds, &wanted, slot) && (other == NULL || !looks_alike(slot, other, after->made_at)))
            return true;
    }
    return false;
}

static bool health_differs(const struct snapshot *before, const struct snapshot *after)
{
    if (before->health_count != after->health_count || before->paused != after->paused ||
        before->online != after->online || strcmp(before->banner, after->banner) != 0)
        return true;
    for (size_t i = 0; i < after->health_count; i++)
        if (before->health[i].enabled != after->health[i].enabled ||
            before->health[i].error.code != after->health[i].error.code)
            return true;
    return false;
}

unsigned screen_set_snapshot(struct screen *screen, const struct snapshot *snapshot)
{
    const struct snapshot *before = screen->snapshot;
    bool differs = before == NULL || snapshot == NULL || screen_has_page(screen) ||
                   health_differs(before, snapshot) || slots_differ(screen, before, snapshot);
    screen->snapshot = snapshot != NULL ? snapshot_ref(snapshot) : NULL;
    snapshot_unref(before);
    return differs ? OUTCOME_REDRAW : OUTCOME_NONE;
}

/* --- time --- */

static int64_t sooner(int64_t a, int64_t b)
{
    return b == 0 || (a != 0 && a < b) ? a : b;
}

/* The page that tells where a figure is from tells ages, too. */
static int64_t next_age(const struct screen *screen, int64_t now)
{
    int64_t next = 0;
    for (size_t i = 0; screen->snapshot != NULL && i < screen->snapshot->slot_count; i++) {
        const struct slot *slot = &screen->snapshot->slots[i];
        int64_t received = screen_received_at(slot);
        if (received > 0 && received <= now && screen_tells_of(screen, slot))
            next = sooner(next, format_age_next_change(received, now));
    }
    return next;
}

/* Sessions begin and end on whole minutes, so that clock and market change together. */
int64_t screen_next_change(const struct screen *screen, int64_t now)
{
    struct layout layout = screen_layout(screen, screen->rows, screen->columns);
    if (layout.kind == LAYOUT_TOO_SMALL)
        return 0;
    int64_t next = screen->clock_seconds ? now + 1 : now - now % MINUTE + MINUTE;
    if (screen->mode == SCREEN_PROVENANCE)
        next = sooner(next, next_age(screen, now));
    for (size_t i = 0; i < screen->pane_count; i++) {
        struct view view = screen_view(screen, i, now);
        struct pane_state state = screen->states[i];
        view.state = &state;
        if (layout.panes[i].rows > 0 && screen->panes[i]->next_change != NULL)
            next = sooner(next, screen->panes[i]->next_change(&view));
    }
    return next > now ? next : now + 1;
}
