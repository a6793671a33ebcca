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
    ITEM_INTEREST,
    ITEM_OPERATING_INCOME,
    ITEM_DEPRECIATION,
    ITEM_INFRASTRUCTURE, /* what a filer keeps beside its cost of revenue, though it runs on it; flows end here */
    ITEM_UNPAID,         /* capital expenditure not paid yet: tagged with a duration, told at its end */
    ITEM_RECEIVABLES,
    ITEM_ALLOWANCE,
    ITEM_UNBILLED,
    ITEM_CONTRACT_ASSET,
    ITEM_RELATED,
    ITEM_INVENTORY,
    ITEM_RPO,
    ITEM_DEFERRED,
    ITEM_DEBT,
    ITEM_PURCHASES,
    ITEM_COMMITMENTS,
    ITEM_SUPPLY,
    ITEM_CASH,
    ITEM_OTHER_PART, /* what is added to a concept that is only a part: never an item of its own */
    ITEMS
};

struct concept_range { /* in the table that receivables_concepts() gives */
    size_t first, count;
};

/* The item's concepts, in order of preference. */
struct concept_range receivable_concepts_of(enum item item);

struct other_part { /* of a balance that is tagged in two, current and not */
    const char *concept, *other;
    const char *both; /* what the sum is called */
};

/* The n-th (0..) other part of a concept that holds only one, best first; NULL when there is none (left). */
const struct other_part *receivable_other_part(const char *concept, size_t n);

#define CONCEPT_TOTAL_REVENUE     "us-gaap:Revenues"
#define CONCEPT_OBLIGATION        "us-gaap:RevenueRemainingPerformanceObligation"
#define CONCEPT_OBLIGATION_SHARE  "us-gaap:RevenueRemainingPerformanceObligationPercentage"
#define CONCEPT_OBLIGATION_PERIOD "us-gaap:RevenueRemainingPerformanceObligationExpectedTimingOfSatisfactionPeriod1"

#endif
