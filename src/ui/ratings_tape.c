/* SPDX-License-Identifier: MIT
 * The tape of actions: the group's symbols, or all, newest first. */
#include "config.h"

#include "ratings_views.h"

#include "action_sheet.h"
#include "base/text.h"
#include "listing.h"
#include "ratings_rows.h"
#include "view.h"

#include <stdio.h>

static const char *no_subject(const struct view *view)
{
    (void)view;
    return "";
}

static struct table rows_of(const struct view *view, struct arena *arena, bool all)
{
    const struct dataset *data = view_dataset(view, DATASET_TAPE, "");
    size_t count = data ? data->u.ratings.count : 0, kept = 0;
    struct action_row *rows = arena_array(arena, count + 1, sizeof *rows);
    for (size_t i = 0; i < count; i++) {
        const struct rating_action *action = &data->u.ratings.items[i];
        const struct quote *quote = view_quote(view, action->symbol);
        if (all || ratings_is_in_group(view, action->symbol))
            rows[kept++] = (struct action_row){action, quote ? quote->last : AMOUNT_UNKNOWN, view->now};
    }
    return action_rows_with_symbol(rows, kept);
}

static struct table rows_of_group(const struct view *view, struct arena *arena)
{
    return rows_of(view, arena, false);
}

static struct table rows_of_all(const struct view *view, struct arena *arena)
{
    return rows_of(view, arena, true);
}

static const struct listing of_group = {DATASET_TAPE,  no_subject, "the tape", "no actions on the group in 90 days",
                                        rows_of_group, true};
static const struct listing of_all = {DATASET_TAPE, no_subject, "the tape", "no actions in 90 days",
                                      rows_of_all,  true};

static const struct listing *listing_of(const struct view *view)
{
    return view->state->shown == RATINGS_TAPE_OF_ALL ? &of_all : &of_group;
}

static const struct action_row *selected(const struct view *view, struct arena *arena)
{
    return listing_selected(listing_of(view), view, arena);
}

static void draw(struct canvas *canvas, struct rect area, const struct view *view)
{
    struct arena arena;
    arena_init(&arena);
    const struct action_row *row = selected(view, &arena);
    if (row && view->state->detail)
        action_sheet_draw(canvas, area, row, &view->state->detail_top);
    else
        listing_draw(listing_of(view), canvas, area, view);
    row = selected(view, &arena);
    ratings_note_firm(view, row ? row->action : NULL);
    arena_clear(&arena);
}

static void provenance(const struct view *view, char *text, size_t size)
{
    struct arena arena;
    arena_init(&arena);
    const struct action_row *row = selected(view, &arena);
    if (row) {
        char origin[96];
        view_origin(origin, sizeof origin, row->action->source, row->action->first_seen, view->now);
        snprintf(text, size, "%s on %s: first heard from %s%s%s", row->action->firm, row->action->symbol, origin,
                 row->action->also[0] ? ", also from " : "", row->action->also);
    } else {
        text_copy(text, size, "no actions on the tape yet");
    }
    arena_clear(&arena);
}

static void copy(const struct view *view, char *text, size_t size)
{
    struct arena arena;
    arena_init(&arena);
    const struct action_row *row = selected(view, &arena);
    text[0] = '\0';
    if (row)
        action_words(row->action, text, size);
    arena_clear(&arena);
}

static void subtitle(const struct view *view, char *text, size_t size)
{
    bool group = view->group < view->watchlist->count;
    text_copy(text, size, group ? view->watchlist->groups[view->group].name : "");
}

static void subtitle_of_all(const struct view *view, char *text, size_t size)
{
    (void)view;
    text_copy(text, size, "90 days");
}

const struct pane_part ratings_tape = {
    .draw = draw,
    .provenance = provenance,
    .copy = copy,
    .subtitle = subtitle,
    .listing = &of_group,
};

const struct pane_part ratings_tape_of_all = {
    .draw = draw,
    .provenance = provenance,
    .copy = copy,
    .subtitle = subtitle_of_all,
    .listing = &of_all,
};
