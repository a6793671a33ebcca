/* SPDX-License-Identifier: MIT
 * Analyst actions and estimates as table rows. */
#ifndef RATINGS_ROWS_H
#define RATINGS_ROWS_H

#include "base/arena.h"
#include "model/price_path.h"
#include "table.h"

struct action_row {
    const struct rating_action *action;
    struct amount price; /* the last one, for the upside */
    int64_t now;
};

/* Tables with their rows in arena; no rows when there is no data. */
struct table action_rows_table(const struct view *view, struct arena *arena);
struct table estimate_rows_table(const struct view *view);

/* The columns of actions on one symbol, with the symbol before them. */
struct table action_rows_with_symbol(const struct action_row *rows, size_t count);

/* The whole action in one line, for copying. */
void action_words(const struct rating_action *action, char *text, size_t size);
/* "Overweight" as it is, "–" when unknown; "EW → OW". */
void rating_words(const struct rating_action *action, bool brief, char *text, size_t size);
void target_words(const struct rating_action *action, char *text, size_t size);
/* target_to against the last price and against the close of the action's day, percent. */
struct amount action_upside(const struct action_row *row);
struct amount action_upside_then(const struct action_row *row);

#endif
