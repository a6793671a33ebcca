/* SPDX-License-Identifier: MIT
 * Quarters out of XBRL facts: receivables, DSO and what stands beside them. Rules R1 to R9 are in
 * src/model/receivables.c beside the code that keeps them. Pure. */
#ifndef MODEL_RECEIVABLES_H
#define MODEL_RECEIVABLES_H

#include "base/amount.h"
#include "base/arena.h"
#include "model/dimensional.h"
#include "model/filings.h"

/* How a quarter's flow figure was obtained. */
enum derivation { HOW_NONE, HOW_DIRECT, HOW_YTD_DIFFERENCE, HOW_YEAR_LESS_NINE, HOW_YEAR_LESS_QUARTERS };

struct flow { /* a figure over the quarter */
    struct amount amount;
    enum derivation how;
    const char *concept;           /* static or in the arena; "" when unknown */
    const char *accession;         /* of the filing it is from (the longer one of a difference); "" unknown */
    bool restated;                 /* of direct figures only */
    struct amount earlier;         /* what an earlier filing gave, when restated */
    const char *earlier_accession; /* "" none */
};

struct obligation_timing { /* when what is owed to customers will be revenue, percent of all of it */
    struct amount within12, within24, beyond24; /* months; unknown where the filer's own steps do not tell */
    const char *accession;                      /* "" none */
};

struct stock { /* a figure at the quarter's end */
    struct amount amount;
    const char *concept;           /* "a + b" when it is tagged in two parts */
    const char *accession;         /* the filing it is from */
    bool restated;                 /* a later filing gives another value than an earlier one (not mere rounding) */
    struct amount earlier;         /* what an earlier filing gave, when restated */
    const char *earlier_accession; /* "" none */
};

struct receivables_quarter {
    int32_t start_day, end_day;
    struct flow revenue, gross_profit, capex, operating_cash_flow, interest, operating_income, depreciation;
    struct flow
        infrastructure; /* what a filer keeps beside its cost of revenue, though it runs on it (CoreWeave) */
    struct flow free_cash_flow; /* operating cash flow - capex */
    struct stock receivables, allowance, unbilled, inventory, rpo, deferred_revenue, debt, cash;
    struct stock contract_assets, related_receivables;
    struct stock purchase_obligations, commitments, supply_commitments, leases_not_commenced;
    struct stock capex_unpaid;         /* bought, not paid yet */
    struct amount capex_accrued;       /* capex + what capex_unpaid grew by since the quarter before */
    struct amount capex_share_percent; /* capex over revenue */
    struct amount
        allowance_share_percent; /* allowance over receivables before it: allowance / (receivables + it) */
    struct obligation_timing rpo_timing;
    /* Gross margin with what stands beside the cost of revenue, where that makes margins incomparable; else unknown
     * and margin_note "". */
    struct amount margin_after_percent;
    const char *margin_note;
    bool
        taxonomy_changed; /* the quarter before speaks another taxonomy (IREN, 2025): nothing is compared with it */
    struct amount receivables_change; /* USD, against the previous quarter */
    struct amount receivables_qoq_percent;
    struct amount receivables_yoy_percent;
    struct amount revenue_qoq_percent, revenue_yoy_percent;
    struct amount dso_days;             /* receivables(end) / revenue(quarter) * days in the quarter */
    struct amount gross_margin_percent; /* gross profit, else revenue - cost, over revenue */
};

enum alarm_rule {
    ALARM_CUSTOMER,    /* (a) a customer's share of receivables far above its share of revenue */
    ALARM_DSO,         /* (b) DSO up within a quarter, receivables growing faster than revenue */
    ALARM_DSO_YEAR,    /* (c) the same, and DSO up on the year, too */
    ALARM_ALLOWANCE,   /* the share that is not expected to be paid has doubled */
    ALARM_OBLIGATIONS, /* remaining performance obligations shrink */
    ALARM_RESTATED,    /* a filing gives another value than an earlier one */
    ALARM_RULES
};

struct receivables_alarm { /* strings in the arena, never NULL */
    enum alarm_rule rule;
    int severity; /* 1 notable, 2 alarm */
    int32_t end_day;
    const char *accession; /* the filing that fired it */
    const char *subject;   /* a customer's label, a line's name; "" none */
    const char *text;      /* one sentence with the numbers */
    double figure, limit;  /* what was compared: points, days, times or percent */
};

struct alarm_limits {           /* parameters of the rules */
    double share_points;        /* (a) */
    double dso_days;            /* (b), (c) */
    double growth_ratio;        /* (b), (c): of receivables' growth to revenue's */
    double allowance_ratio;     /* now to before */
    double obligations_percent; /* by which they shrink */
    double restated_percent;
};

extern const struct alarm_limits alarm_limits_usual;

struct receivables {
    char symbol[SYMBOL_SIZE];
    char currency[12];
    bool annual_only; /* the filer tags years only (20-F): quarters hold years, and the pane says so */
    struct receivables_quarter *quarters; /* newest first */
    size_t count;
    struct receivables_alarm *alarms; /* newest quarter first, the gravest first; see receivables_alarms() */
    size_t alarm_count;
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

/* Completes quarters with what only facts with dimensions tell: timing of obligations, a total that a filer tags by
 * timing alone, related parties, leases not commenced. */
void receivables_add_dimensional(struct receivables *receivables, const struct dimensional_facts *facts,
                                 struct arena *arena);

struct customers;
/* What the rules find, into the arena: the caller stores it in receivables->alarms. customers may be NULL. */
struct receivables_alarm *receivables_alarms(const struct receivables *receivables,
                                             const struct customers *customers, const struct alarm_limits *limits,
                                             struct arena *arena, size_t *count);
const char *alarm_rule_name(enum alarm_rule rule); /* "customer" "dso" "dso-year" "allowance" ... */

/* Capital expenditure of the largest buyers, each quarter placed by its end less 45 days, as one series. */
struct capex_sum {
    int year, quarter;   /* calendar */
    double total;        /* of those that are known */
    unsigned known, all; /* how many companies are in it, of how many */
    bool derived;        /* any of them by difference */
};
struct capex_series { /* newest first */
    struct capex_sum *items;
    size_t count;
};

/* The five whose sum is followed: Microsoft, Alphabet, Amazon, Meta, Oracle. */
const char *const *capex_buyers(size_t *count);
size_t capex_combine(const struct receivables *const *companies, size_t count, struct capex_sum *sums, size_t most);

const char *derivation_name(enum derivation how); /* "direct" "ytd-diff" "fy-9m" "fy-3q" "" */

#endif
