/* SPDX-License-Identifier: MIT
 * From when to when a symbol's bars are held without a gap, and the holes in between. */
#ifndef STORE_BAR_COVER_H
#define STORE_BAR_COVER_H

#include "store_state.h"

#include "model/prices.h"

struct stored_cover {
    char symbol[SYMBOL_SIZE];
    enum bar_interval interval;
    struct bar_span span; /* from == to: nothing */
    int64_t fetched_at;   /* the last answer, UTC s */
};
struct stored_hole {
    char symbol[SYMBOL_SIZE];
    enum bar_interval interval;
    int64_t start;
    unsigned tries; /* answers that had no prices for it */
    int64_t asked_at;
};

/* All zero when nothing is held. */
bool bar_cover_read(struct store *store, const char *symbol, enum bar_interval interval, struct stored_cover *cover,
                    struct error *err);
/* After the bars of an answer were written. */
bool bar_cover_extend(const struct put_context *context, const struct bars *set);
/* Counts a try for each hole asked for and still empty, forgets those that have healed, adds the new ones. */
bool bar_holes_note(const struct put_context *context, const struct bars *set);
/* A split that was not known: what was fetched before its day stands on another base, and is asked for anew. */
bool bar_cover_split(const struct put_context *context, const struct observations *observations);
/* The starts of holes from then on, into dataset. */
bool bar_holes_load(struct store *store, struct dataset *dataset, int64_t from, struct error *err);

#endif
