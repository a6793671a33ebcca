/* SPDX-License-Identifier: MIT
 * Quarters and filings as table rows. Figures that were derived are marked "~", restated ones "*", a leap in DSO
 * "!". */
#ifndef RECEIVABLES_ROWS_H
#define RECEIVABLES_ROWS_H

#include "base/arena.h"
#include "table.h"

struct quarter_row {
    const struct receivables_quarter *quarter;
    const struct receivables_quarter *previous; /* the one before, NULL none */
    const struct receivables *all;
    bool dim;
};

struct filing_row {
    const struct filing *filing;
    int64_t now;
};

/* Tables with their rows in arena; no rows when there is no data. Insiders' forms (3, 4, 5, 144) are left out. */
struct table quarter_rows_table(const struct view *view, struct arena *arena);
struct table filing_rows_table(const struct view *view, struct arena *arena);

/* Filed in the last 3 days. */
bool filing_is_new(const struct filing *filing, int64_t now);

void flow_words(const struct flow *flow, char *text, size_t size);
void stock_words(const struct stock *stock, char *text, size_t size);

#endif
