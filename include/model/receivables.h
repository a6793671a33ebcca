/* SPDX-License-Identifier: MIT
 * Quarters out of XBRL facts: receivables, DSO and what stands beside them. Rules R1 to R9 are in
 * src/model/receivables.c beside the code that keeps them. Pure. */
#ifndef MODEL_RECEIVABLES_H
#define MODEL_RECEIVABLES_H

#include "base/amount.h"
#include "base/arena.h"
#include "model/filings.h"

/* How a quarter's flow figure was obtained. */
enum derivation { HOW_NONE, HOW_DIRECT, HOW_YTD_DIFFERENCE, HOW_YEAR_LESS_NINE, HOW_YEAR_LESS_QUARTERS };

struct flow { /* a figure over the quarter */
    struct amount amount;
    enum derivation how;
    const char *concept; /* static or in the arena; "" when unknown */
};

struct stock { /* a figure at the quarter's end */
    struct amount amount;
    const char *concept;   /* "a + b" when it is tagged in two parts */
    const char *accession; /* the filing it is from */
    bool restated;         /* a later filing gives another value than an earlier one (not mere rounding) */
};

struct receivables_quarter {
    int32_t start_day, end_day;
    struct flow revenue, gross_profit, capex, operating_cash_flow, interest;
    struct stock receivables, allowance, unbilled, inventory, rpo, deferred_revenue, debt, cash;
    struct amount receivables_change; /* USD, against the previous quarter */
    struct amount receivables_qoq_percent;
    struct amount receivables_yoy_percent;
    struct amount revenue_qoq_percent, revenue_yoy_percent;
    struct amount dso_days;             /* receivables(end) / revenue(quarter) * days in the quarter */
    struct amount gross_margin_percent; /* gross profit, else revenue - cost, over revenue */
};

struct receivables {
    char symbol[SYMBOL_SIZE];
    char currency[12];
    bool annual_only; /* the filer tags years only (20-F): quarters hold years, and the pane says so */
    struct receivables_quarter *quarters; /* newest first */
    size_t count;
};

/* The concepts asked for, in any order, without duplicates ("us-gaap:..." / "ifrs-full:..."): what a source
 * must extract from companyfacts. */
const char *const *receivables_concepts(size_t *count);

/* Those of which facts with dimensions are wanted, too: out of a filing's own document. */
const char *const *receivables_dimensional_concepts(size_t *count);

/* The result and its strings live in the arena; the facts are borrowed for the call. */
struct receivables receivables_derive(const struct facts *facts, struct arena *arena);

/* The unit of what was filed last: a filer that changed its currency is read in the new one. "USD" without facts.
 */
const char *receivables_currency(const struct facts *facts);

const char *derivation_name(enum derivation how); /* "direct" "ytd-diff" "fy-9m" "fy-3q" "" */

#endif
