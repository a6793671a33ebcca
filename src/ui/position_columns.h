/* SPDX-License-Identifier: MIT
 * Columns of the watchlist that tell what one holds, and the line of their totals. */
#ifndef POSITION_COLUMNS_H
#define POSITION_COLUMNS_H

#include "price_columns.h"

const struct price_column *position_columns(size_t *count);

/* Whether one of the table's shown columns is of positions. */
bool position_columns_shown(const struct table *table);
/* What a group of positions shows when none of the columns chosen tells of them. */
const struct column_choice *position_columns_choice(const struct column_choice *chosen, struct column_choice *own);
/* "5 of 6 priced  value 12345.67 USD  today +1.20 +0.01%  total ...", into row 0 of area. */
void position_totals_draw(struct canvas *canvas, struct rect area, const struct view *view);

#endif
