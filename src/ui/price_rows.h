/* SPDX-License-Identifier: MIT
 * The watchlist as table rows: symbols of the group, each with its quote when there is one. */
#ifndef PRICE_ROWS_H
#define PRICE_ROWS_H

#include "base/arena.h"
#include "table.h"
#include "ui/pane.h"

struct price_row {
    const char *symbol; /* in the watchlist */
    const char *group;  /* its name */
    const struct quote *quote;
    const struct holding *holding; /* what one has of it; NULL nothing */
    enum slot_state state;         /* of the quotes' slot */
    int interval_seconds;
    int64_t now;
    bool closed; /* the market is */
};

/* Of the selected symbol's market, as its provider says, else by the calendar. */
enum market_session price_rows_session(const struct view *view);
/* A table over the selected group; the rows are in arena. */
struct table price_rows_table(const struct view *view, struct arena *arena);

/* UTC second after now at which the age of a quote reads otherwise, or marks it as old; 0 never. */
int64_t quote_next_change(const struct quote *quote, int interval_seconds, int64_t now);

/* After hours, pre-market or none: what extended_last may be called now. */
bool quote_has_extended(const struct quote *quote);

#endif
