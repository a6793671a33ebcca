/* SPDX-License-Identifier: MIT
 * The views of the receivables pane, one per file. Each is a pane in small; the reader lies over any of them. */
#ifndef RECEIVABLES_VIEWS_H
#define RECEIVABLES_VIEWS_H

#include "part.h"

extern const struct pane_part receivables_quarters, receivables_chart, receivables_compare, receivables_customers;
extern const struct pane_part receivables_rules;
extern const struct pane_part receivables_feed, receivables_search;

#endif
