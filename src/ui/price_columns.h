/* SPDX-License-Identifier: MIT
 * The registry of the watchlist's columns, and which of them are shown. */
#ifndef PRICE_COLUMNS_H
#define PRICE_COLUMNS_H

#include "base/arena.h"
#include "table.h"
#include "ui/columns.h"

struct price_column {
    struct column column;
    bool shown; /* unless one chooses */
    const char *help;
};
/* NULL behind the last one. */
const struct price_column *price_column_at(size_t index);

/* All columns, in arena: the chosen ones first, the others hidden behind them. */
void price_columns_set(struct table *table, const struct column_choice *choice, struct arena *arena);

/* The program's own columns with the currency behind the last price: for a list in which not all is in dollars. */
void price_columns_foreign(struct column_choice *choice);

/* Words in place of a row's figures, and whether it is too old to be trusted. */
const char *price_columns_note(const void *row);
bool price_columns_dim(const void *row);

#endif
