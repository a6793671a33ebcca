/* SPDX-License-Identifier: MIT
 * Which bars are still to be asked for. */
#ifndef STORE_BAR_SPANS_H
#define STORE_BAR_SPANS_H

#include "store/store.h"

#define BAR_SPANS_MOST 4

struct bar_plan {
    struct bar_span spans[BAR_SPANS_MOST]; /* one request each; the first alone may be the whole range */
    size_t count;
    int64_t fetched_at; /* the last answer of bars of this length, UTC s; 0 none */
    int64_t settled_to; /* up to then everything is held for good, UTC s; 0 nothing is */
};

/* What the range lacks of what lies in the store: all of it, what is older than what is held, what has come since,
 * and holes whose turn it is. Bars that are held for good are in none of them. */
void store_bar_plan(struct store *store, const char *symbol, enum chart_range range, int64_t now,
                    struct bar_plan *plan);

#endif
