/* SPDX-License-Identifier: MIT
 * Which XBRL concepts may stand for an item of the receivables pane. Private to the model. */
#ifndef MODEL_RECEIVABLE_CONCEPTS_H
#define MODEL_RECEIVABLE_CONCEPTS_H

#include <stddef.h>

enum item {
    ITEM_REVENUE,
    ITEM_COST,
    ITEM_GROSS,
    ITEM_CAPEX,
    ITEM_CASH_FLOW,
    ITEM_INTEREST, /* flows */
    ITEM_RECEIVABLES,
    ITEM_ALLOWANCE,
    ITEM_UNBILLED,
    ITEM_INVENTORY,
    ITEM_RPO,
    ITEM_DEFERRED,
    ITEM_DEBT,
    ITEM_CASH,
    ITEMS
};

struct concept_range { /* in the table that receivables_concepts() gives */
    size_t first, count;
};

/* The item's concepts, in order of preference. */
struct concept_range receivable_concepts_of(enum item item);

#define CONCEPT_TOTAL_REVENUE "us-gaap:Revenues"

#endif
