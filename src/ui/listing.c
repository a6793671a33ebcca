/* SPDX-License-Identifier: MIT
 * One table, one dataset, one notice. */
#include "config.h"

#include "listing.h"

#include "base/text.h"
#include "notice.h"
#include "ui/screen.h"
#include "view.h"

unsigned listing_move(const struct view *view, listing_table *make, struct table_state *state,
                      enum action_id action)
{
    struct arena arena;
    arena_init(&arena);
    struct table table = make(view, &arena);
    unsigned outcome = table_act(&table, state, action);
    arena_clear(&arena);
    return outcome;
}

size_t listing_count(const struct view *view, listing_table *make, const struct table_state *state)
{
    struct arena arena;
    arena_init(&arena);
    struct table table = make(view, &arena);
    size_t count = table_visible(&table, state);
    arena_clear(&arena);
    return count;
}

static const struct slot *slot_of(const struct listing *listing, const struct view *view)
{
    return view_slot(view, listing->kind, listing->subject(view));
}

void listing_draw(const struct listing *listing, struct canvas *canvas, struct rect area, const struct view *view)
{
    struct arena arena;
    struct notice notice;
    arena_init(&arena);
    struct table table = listing->table(view, &arena);
    notice_make(&notice, view->snapshot, slot_of(listing, view), listing->what, listing->empty, view->now);
    const struct slot *slot = slot_of(listing, view);
    if (table.row_count == 0 && slot && slot->data && !dataset_is_empty(slot->data)) {
        struct notice nothing = {.role = ROLE_MUTED}; /* what is there tells of none: no fault, no wait */
        text_copy(nothing.headline, sizeof nothing.headline, listing->empty);
        area = notice_footer(canvas, area, &notice, "");
        notice_fill(canvas, area, &nothing);
    } else if (table.row_count == 0) {
        notice_fill(canvas, area, &notice);
    } else {
        area = notice_footer(canvas, area, &notice, "");
        table_draw(canvas, area, &table, &view->state->table, view->focused);
    }
    arena_clear(&arena);
}

unsigned listing_act(const struct listing *listing, struct view *view, enum action_id action)
{
    bool opens = listing->opens && (view->state->detail || listing_rows(listing, view) > 0);
    unsigned outcome = opens ? view_detail_act(view->state, action) : OUTCOME_NONE;
    if (outcome != OUTCOME_NONE || (listing->opens && view->state->detail))
        return outcome;
    return listing_move(view, listing->table, &view->state->table, action);
}

size_t listing_rows(const struct listing *listing, const struct view *view)
{
    return listing_count(view, listing->table, &view->state->table);
}

int64_t listing_next_change(const struct listing *listing, const struct view *view)
{
    return notice_next_change(slot_of(listing, view), view->now);
}

const void *listing_selected(const struct listing *listing, const struct view *view, struct arena *arena)
{
    struct table table = listing->table(view, arena);
    return table_selected(&table, &view->state->table);
}

size_t listing_wants(const struct listing *listing, const struct view *view, struct want *wants, size_t most)
{
    if (most == 0)
        return 0;
    wants[0].kind = listing->kind;
    text_copy(wants[0].subject, sizeof wants[0].subject, listing->subject(view));
    return 1;
}
