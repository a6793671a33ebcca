/* SPDX-License-Identifier: MIT
 * Who the customers are, as far as filings tell: shares of revenue and of receivables, filing by filing. Labels
 * such as "Customer A" may stand for another company in the next filing: never join them over filings. Pure. */
#ifndef MODEL_CUSTOMERS_H
#define MODEL_CUSTOMERS_H

#include "base/arena.h"
#include "model/dimensional.h"

enum customer_kind {
    CUSTOMER_SINGLE,
    CUSTOMER_GROUP,    /* several together ("TenCustomersMember"): never ranked with single ones */
    CUSTOMER_SUPPLIER, /* a vendor's share of purchases: a table of its own */
    CUSTOMER_REJECTED  /* a concentration that is no customer's: by country, product ... */
};

enum customer_basis { /* what it is a share of */
                      BASIS_REVENUE,
                      BASIS_RECEIVABLES,
                      BASIS_OTHER /* non-trade receivables, cost of sales, unknown: kept apart */
};

/* All strings are static or in the arena, never NULL. */
struct customer_row {
    enum customer_kind kind;
    enum customer_basis basis;
    const char *member;    /* "nvda:CustomerAMember", "" none */
    const char *label;     /* "Customer A", "Microsoft" */
    bool named;            /* the label is a company's name, not a letter or number */
    const char *type;      /* "us-gaap:CustomerConcentrationRiskMember", "" absent */
    const char *benchmark; /* "us-gaap:SalesRevenueNetMember", "" absent */
    const char *scope;     /* members of the other axes, "" none: "nvda:ComputeAndNetworkingSegmentMember" */
    const char *concept;
    const char *reason;          /* of a rejected row, in words; "" otherwise */
    int32_t start_day, end_day;  /* receivables often have a duration, too: end_day is their day */
    double percent;              /* 43, not 0.43 */
    double percent_error;        /* half of the last digit given: 0.5; 0 when exact */
    struct amount implied;       /* percent of the revenue or receivables of that period, in the filer's currency */
    struct amount implied_error; /* what percent_error makes of it */
    struct amount implied_whole; /* the whole that was taken: receivables or revenue of that period */
};

struct customer_filing {
    const char *accession, *form;
    int32_t filed_day;
    int32_t end_day; /* the newest day that its rows tell of: that of the balance sheet */
    /* By basis, end (newest first), length (shortest first), kind, percent (highest first): a quarter's rows stand
     * before those of the year to date. Rejected ones come last. */
    struct customer_row *rows;
    size_t count;
    enum statement_way way; /* how it was read */
    const char *note;       /* of one that could not be read: why; NULL otherwise */
    bool shared_labels; /* its two lists speak of the same customers: a member stands in both for the newest end */
};

struct customers {
    char symbol[SYMBOL_SIZE];
    char currency[12];
    struct customer_filing *filings; /* newest first */
    size_t count;
    struct customer_filing
        *unread; /* reports that no way could read, newest first: without rows, but to be opened */
    size_t unread_count;
};

/* The two concepts, of the present and of older taxonomies. */
bool customers_is_concentration(const char *concept);

/* The rows of all filings that the facts are from. The result lives in the arena; the facts are borrowed. The
 * undimensioned facts are for what a share is implied to be worth; they may be empty. */
struct customers customers_derive(const char *symbol, const struct dimensional_facts *shares,
                                  const struct facts *facts, struct arena *arena);

/* How the filings were read, and those that were not. What is told lies in the arena. */
void customers_add_statements(struct customers *customers, const struct statement *statements, size_t count,
                              struct arena *arena);

/* The share of revenue of the same customer at the same end, of the shortest period: a quarter's rather than that
 * of the year to date. Unknown when the filing's list of revenue has none for that end: then the share is below the
 * 10 % from which companies must tell, if there is such a list (*listed). */
struct amount customers_revenue_share(const struct customer_filing *filing, const struct customer_row *row,
                                      bool *listed);

/* "single" "group" "supplier" "rejected"; "revenue" "receivables" "other". */
const char *customer_kind_name(enum customer_kind kind);
const char *customer_basis_name(enum customer_basis basis);

#endif
