/* SPDX-License-Identifier: MIT
 * Prices for scripts by the watchlist's columns. */
#ifndef UI_COLUMNS_REPORT_H
#define UI_COLUMNS_REPORT_H

#include "model/positions.h"
#include "model/watchlist.h"
#include "ui/columns.h"
#include "ui/report.h"

struct price_view { /* what the rows are made of, borrowed */
    const struct watchlist *watchlist;
    const struct positions *positions; /* NULL: none */
    int64_t now;
};

/* One row per quote of the watchlist. Figures are numbers as the column sorts by, the others text; unknown is null.
 */
bool columns_report(const struct column_choice *choice, const struct price_view *view, const struct quotes *quotes,
                    enum report_format format, struct buffer *buffer) __attribute__((warn_unused_result));

#endif
