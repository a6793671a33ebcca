/* SPDX-License-Identifier: MIT
 * Customers as table rows, filing by filing: a heading per filing, then its customers. What one filing calls
 * "Customer A" another may not: rows of different filings are never joined. */
#ifndef CUSTOMER_ROWS_H
#define CUSTOMER_ROWS_H

#include "base/arena.h"
#include "table.h"

#define CUSTOMER_NOTE_SIZE 160

struct customer_line {
    const struct customer_filing *filing;
    const struct customer_row *revenue, *receivables; /* of the same customer; a heading has neither */
    bool revenue_listed; /* no share of revenue is given, but the filing has such a list: it is below 10 % */
    const char *currency;
    const struct receivables_alarm *alarm; /* NULL none */
    char note[CUSTOMER_NOTE_SIZE];         /* of a heading */
};

struct table customer_rows_table(const struct view *view, struct arena *arena);

/* The row that speaks of it: that of receivables when there is one. NULL for a heading. */
const struct customer_row *customer_line_row(const struct customer_line *line);
/* Points by which its share of receivables exceeds its share of revenue, where one filing gives both; a share of
 * revenue that is not given counts as the 10 % below which it lies (*at_least). */
struct amount customer_line_gap(const struct customer_line *line, bool *at_least);

/* Its rule has fired. */
bool customer_line_is_alarming(const struct customer_line *line);

/* "72%", "<10%", or an en dash. */
void customer_share_words(const struct customer_line *line, bool of_revenue, char *text, size_t size);
/* "~454M ± 5M": what the share is worth, with the error that its rounding leaves. */
void customer_worth_words(const struct customer_row *row, char *text, size_t size);

#endif
