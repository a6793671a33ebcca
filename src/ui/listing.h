/* SPDX-License-Identifier: MIT
 * A view that is one table over one dataset: drawing, movement and the notice below, for views that have no more.
 */
#ifndef LISTING_H
#define LISTING_H

#include "base/arena.h"
#include "table.h"

/* A view's table, made for the time of one call: its rows lie in the arena. */
typedef struct table listing_table(const struct view *view, struct arena *arena);

/* What an action does to it, and how many rows its filter lets through. */
unsigned listing_move(const struct view *view, listing_table *make, struct table_state *state,
                      enum action_id action);
size_t listing_count(const struct view *view, listing_table *make, const struct table_state *state);

struct listing {
    enum dataset_kind kind;
    const char *(*subject)(const struct view *view); /* of the dataset; "" is one, too */
    const char *what, *empty;                        /* for the notice: "filings", "no filings yet" */
    /* Rows in the arena; none without data. */
    listing_table *table;
    bool opens; /* Enter opens the row: the view draws the detail */
};

void listing_draw(const struct listing *listing, struct canvas *canvas, struct rect area, const struct view *view);
unsigned listing_act(const struct listing *listing, struct view *view, enum action_id action);
/* The same for a view whose rows open: Enter opens the selected one, when there is one. */
size_t listing_rows(const struct listing *listing, const struct view *view);
int64_t listing_next_change(const struct listing *listing, const struct view *view);
/* What is selected, NULL none: borrowed from the arena. */
const void *listing_selected(const struct listing *listing, const struct view *view, struct arena *arena);
/* The want for its dataset. */
size_t listing_wants(const struct listing *listing, const struct view *view, struct want *wants, size_t most);

#endif
