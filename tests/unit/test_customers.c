/* SPDX-License-Identifier: MIT
 * Concentration rows: which fact is a customer's, of what, worth how much, and whether two lists speak of the same
 * customers. */
#include "config.h"

#include "model/customers.h"

#include "base/date.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define PERCENTAGE   "us-gaap:ConcentrationRiskPercentage1"
#define CUSTOMER     "srt:MajorCustomersAxis="
#define OF_REVENUE   "us-gaap:ConcentrationRiskByBenchmarkAxis=us-gaap:SalesRevenueNetMember"
#define OF_CONTRACTS "us-gaap:ConcentrationRiskByBenchmarkAxis=us-gaap:RevenueFromContractWithCustomerMember"
#define OF_ACCOUNTS  "us-gaap:ConcentrationRiskByBenchmarkAxis=us-gaap:AccountsReceivableMember"
#define BY_CUSTOMER  "us-gaap:ConcentrationRiskByTypeAxis=us-gaap:CustomerConcentrationRiskMember"
#define BY_CREDIT    "us-gaap:ConcentrationRiskByTypeAxis=us-gaap:CreditConcentrationRiskMember"
#define BY_SUPPLIER  "us-gaap:ConcentrationRiskByTypeAxis=us-gaap:SupplierConcentrationRiskMember"

struct share {
    const char *accession, *start, *end, *dimensions;
    double value;
    int decimals;
};

static struct dimensional_fact fact_of(const struct share *share)
{
    struct dimensional_fact fact = {
        .symbol = "TEST",
        .concept = PERCENTAGE,
        .form = "10-Q",
        .unit = "pure",
        .start_day = share->start != NULL ? date_from_iso(share->start) : DATE_UNKNOWN,
        .end_day = date_from_iso(share->end),
        .value = share->value,
        .decimals = share->decimals,
        .filed_day = date_from_iso(share->end) + 40,
    };
    snprintf(fact.accession, sizeof fact.accession, "%s", share->accession);
    snprintf(fact.dimensions, sizeof fact.dimensions, "%s", share->dimensions);
    return fact;
}

static struct customers derive(const struct share *shares, size_t count, struct facts *facts, struct arena *arena)
{
    static const struct facts none;
    struct dimensional_fact items[32];
    struct dimensional_facts dimensional = {items, count};
    assert_true(count <= 32);
    for (size_t i = 0; i < count; i++)
        items[i] = fact_of(&shares[i]);
    arena_init(arena);
    return customers_derive("TEST", &dimensional, facts != NULL ? facts : &none, arena);
}

/* --- one row at a time --- */

static const struct {
    const char *dimensions;
    enum customer_kind kind;
    enum customer_basis basis;
    const char *label, *reason, *scope;
} rows[] = {
    {CUSTOMER "x:CustomerAMember " OF_REVENUE " " BY_CUSTOMER, CUSTOMER_SINGLE, BASIS_REVENUE, "Customer A", "",
     ""},
    {CUSTOMER "x:CustomerAMember " OF_CONTRACTS " " BY_CUSTOMER, CUSTOMER_SINGLE, BASIS_REVENUE, "Customer A", "",
     ""},
    {CUSTOMER "x:CustomerOneMember " OF_ACCOUNTS " " BY_CUSTOMER, CUSTOMER_SINGLE, BASIS_RECEIVABLES,
     "Customer One", "", ""},
    /* receivables tagged as credit risk, or without a type at all, or in the old taxonomy's axis */
    {CUSTOMER "x:CustomerOneMember "
              "us-gaap:ConcentrationRiskByBenchmarkAxis=us-gaap:TradeAccountsReceivableMember " BY_CREDIT,
     CUSTOMER_SINGLE, BASIS_RECEIVABLES, "Customer One", "", ""},
    {"us-gaap:MajorCustomersAxis=x:AmazonMember " OF_REVENUE, CUSTOMER_SINGLE, BASIS_REVENUE, "Amazon", "", ""},
    {CUSTOMER "x:VendorOneMember us-gaap:ConcentrationRiskByBenchmarkAxis=x:NonTradeReceivableMember " BY_CREDIT,
     CUSTOMER_SINGLE, BASIS_OTHER, "Vendor One", "", ""},
    {CUSTOMER "x:TenCustomersMember " OF_ACCOUNTS " " BY_CUSTOMER, CUSTOMER_GROUP, BASIS_RECEIVABLES,
     "Ten Customers", "", ""},
    {CUSTOMER "x:SupplierAMember " BY_SUPPLIER
              " us-gaap:ConcentrationRiskByBenchmarkAxis=us-gaap:CostOfGoodsTotalMember",
     CUSTOMER_SUPPLIER, BASIS_OTHER, "Supplier A", "", ""},
    /* a segment is fine */
    {CUSTOMER "x:CustomerBMember " OF_REVENUE " us-gaap:StatementBusinessSegmentsAxis=x:ComputeSegmentMember",
     CUSTOMER_SINGLE, BASIS_REVENUE, "Customer B", "", "x:ComputeSegmentMember"},
    {CUSTOMER "x:CustomerBMember " OF_REVENUE " srt:ConsolidationItemsAxis=us-gaap:OperatingSegmentsMember",
     CUSTOMER_SINGLE, BASIS_REVENUE, "Customer B", "", "us-gaap:OperatingSegmentsMember"},
    /* countries, products and anything else are not */
    {BY_CUSTOMER " " OF_REVENUE " srt:StatementGeographicalAxis=us-gaap:NonUsMember", CUSTOMER_REJECTED,
     BASIS_REVENUE, "", "by country or region", "us-gaap:NonUsMember"},
    {CUSTOMER "x:CustomerAMember " OF_REVENUE " srt:StatementGeographicalAxis=country:SG", CUSTOMER_REJECTED,
     BASIS_REVENUE, "Customer A", "by country or region", "country:SG"},
    {CUSTOMER "x:CustomerAMember " OF_REVENUE " srt:ProductOrServiceAxis=x:GpuMember", CUSTOMER_REJECTED,
     BASIS_REVENUE, "Customer A", "by product", "x:GpuMember"},
    {CUSTOMER "x:CustomerAMember " OF_REVENUE " x:WhateverAxis=x:YMember", CUSTOMER_REJECTED, BASIS_REVENUE,
     "Customer A", "by another measure", "x:YMember"},
    {BY_CUSTOMER " " OF_REVENUE, CUSTOMER_REJECTED, BASIS_REVENUE, "", "of no named customer", ""},
    /* the filer's own axis of the same name is another axis */
    {"x:MajorCustomersAxis=x:CustomerAMember " OF_REVENUE, CUSTOMER_REJECTED, BASIS_REVENUE, "",
     "by another measure", ""},
    {CUSTOMER "x:CustomerAMember us-gaap:ConcentrationRiskByBenchmarkAxis=x:RevenueBacklogMember", CUSTOMER_SINGLE,
     BASIS_OTHER, "Customer A", "", ""},
    {CUSTOMER "x:CustomerAMember", CUSTOMER_SINGLE, BASIS_OTHER, "Customer A", "", ""},
    {"", CUSTOMER_REJECTED, BASIS_OTHER, "", "of no named customer", ""},
};

static void each_row_is_what_it_is(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct share share = {"a", "2025-01-01", "2025-03-31", rows[i].dimensions, 0.43, 2};
        struct arena arena;
        struct customers customers = derive(&share, 1, NULL, &arena);
        assert_int_equal(customers.count, 1);
        const struct customer_row *row = &customers.filings[0].rows[0];
        if (row->kind != rows[i].kind || row->basis != rows[i].basis)
            fail_msg("%s: %s of %s", rows[i].dimensions, customer_kind_name(row->kind),
                     customer_basis_name(row->basis));
        assert_string_equal(row->label, rows[i].label);
        assert_string_equal(row->reason, rows[i].reason);
        assert_string_equal(row->scope, rows[i].scope);
        assert_true(row->percent == 43);
        assert_true(row->percent_error == 0.5);
        arena_clear(&arena);
    }
}

/* --- the May 2025 story: 43 % of the receivables, under 10 % of the revenue --- */

static const struct share coreweave[] = {
    {"q1", "2025-01-01", "2025-03-31", CUSTOMER "c:CustomerAMember " OF_REVENUE " " BY_CUSTOMER, 0.72, 2},
    {"q1", "2024-01-01", "2024-03-31", CUSTOMER "c:CustomerAMember " OF_REVENUE " " BY_CUSTOMER, 0.33, 2},
    {"q1", "2024-01-01", "2024-03-31", CUSTOMER "c:CustomerCMember " OF_REVENUE " " BY_CUSTOMER, 0.32, 2},
    {"q1", "2025-01-01", "2025-03-31", CUSTOMER "c:CustomerAMember " OF_ACCOUNTS " " BY_CUSTOMER, 0.40, 2},
    {"q1", "2025-01-01", "2025-03-31", CUSTOMER "c:CustomerDMember " OF_ACCOUNTS " " BY_CUSTOMER, 0.43, 2},
    {"q1", "2024-01-01", "2024-12-31", CUSTOMER "c:CustomerAMember " OF_ACCOUNTS " " BY_CUSTOMER, 0.66, 2},
};

static struct fact whole(const char *concept, const char *start, const char *end, double value)
{
    struct fact fact = {.symbol = "TEST",
                        .unit = "USD",
                        .form = "10-Q",
                        .accession = "q1",
                        .start_day = start != NULL ? date_from_iso(start) : DATE_UNKNOWN,
                        .end_day = date_from_iso(end),
                        .filed_day = date_from_iso(end) + 40,
                        .value = value};
    snprintf(fact.concept, sizeof fact.concept, "%s", concept);
    return fact;
}

static void shares_are_worth_their_part_of_the_whole(void **state)
{
    struct fact items[] = {
        whole("us-gaap:AccountsReceivableNetCurrent", NULL, "2025-03-31", 1055208000),
        whole("us-gaap:AccountsReceivableNetCurrent", NULL, "2024-12-31", 416526000),
        whole("us-gaap:RevenueFromContractWithCustomerExcludingAssessedTax", "2025-01-01", "2025-03-31", 981632000),
    };
    struct facts facts = {.symbol = "TEST", .items = items, .count = 3};
    struct arena arena;
    bool listed;
    (void)state;
    struct customers customers = derive(coreweave, 6, &facts, &arena);
    const struct customer_filing *filing = &customers.filings[0];
    assert_int_equal(filing->count, 6);
    assert_int_equal(filing->end_day, date_from_iso("2025-03-31"));
    assert_true(filing->shared_labels);
    const struct customer_row *first = &filing->rows[0], *debtor = &filing->rows[3];
    assert_string_equal(first->label, "Customer A"); /* revenue first, newest first */
    assert_true(fabs(first->implied.value - 0.72 * 981632000) < 1);
    assert_string_equal(debtor->label, "Customer D"); /* then receivables, highest first */
    assert_int_equal(lround(debtor->implied.value), 453739440);
    assert_int_equal(lround(debtor->implied_error.value), 5276040);
    assert_true(debtor->implied_whole.value == 1055208000);
    assert_false(customers_revenue_share(filing, debtor, &listed).known);
    assert_true(listed);
    assert_true(customers_revenue_share(filing, &filing->rows[4], &listed).value == 72);
    assert_false(filing->rows[2].implied.known); /* revenue of a year ago is not among the facts: unknown, not 0 */
    arena_clear(&arena);
}

static void two_series_of_labels_are_not_joined(void **state)
{
    static const struct share shares[] = {
        {"q2", "2025-04-28", "2025-07-27", CUSTOMER "n:CustomerAMember " OF_REVENUE, 0.23, 2},
        {"q2", "2025-01-27", "2025-07-27", CUSTOMER "n:CustomerAMember " OF_REVENUE, 0.20, 2},
        {"q2", "2025-04-28", "2025-07-27", CUSTOMER "n:CustomerBMember " OF_REVENUE, 0.16, 2},
        {"q2", "2025-01-27", "2025-07-27", CUSTOMER "n:CustomerOneMember " OF_ACCOUNTS, 0.23, 2},
        {"q2", "2025-01-27", "2025-07-27", CUSTOMER "n:CustomerTwoMember " OF_ACCOUNTS, 0.19, 2},
    };
    struct arena arena;
    (void)state;
    struct customers customers = derive(shares, 5, NULL, &arena);
    assert_false(customers.filings[0].shared_labels);
    assert_true(customers.filings[0].rows[0].percent == 23); /* the quarter, its rows by share */
    assert_true(customers.filings[0].rows[1].percent == 16);
    assert_true(customers.filings[0].rows[2].percent == 20); /* then the half-year */
    arena_clear(&arena);
}

static void filings_stay_apart_newest_first(void **state)
{
    static const struct share shares[] = {
        {"old", "2024-01-01", "2024-12-31", CUSTOMER "c:CustomerAMember " OF_REVENUE, 0.62, 2},
        {"new", "2025-01-01", "2025-03-31", CUSTOMER "c:CustomerAMember " OF_REVENUE, 0.72, 2},
        {"new", "2025-01-01", "2025-03-31", CUSTOMER "c:CustomerAMember " OF_REVENUE, 0.72, 2}, /* tagged twice */
        {"new", "2025-01-01", "2025-03-31", CUSTOMER "c:CustomerBMember " OF_REVENUE, 0.1135, DECIMALS_EXACT},
        {"new", "2025-01-01", "2025-03-31", CUSTOMER "c:CustomerCMember " OF_REVENUE, 0.105, 3},
    };
    struct arena arena;
    (void)state;
    struct customers customers = derive(shares, 5, NULL, &arena);
    assert_int_equal(customers.count, 2);
    assert_string_equal(customers.filings[0].accession, "new");
    assert_int_equal(customers.filings[0].count, 3);
    assert_true(customers.filings[0].rows[1].percent == 11.35);
    assert_true(customers.filings[0].rows[1].percent_error == 0);
    assert_true(fabs(customers.filings[0].rows[2].percent_error - 0.05) < 1e-12);
    assert_string_equal(customers.filings[1].accession, "old");
    arena_clear(&arena);
}

static void other_concepts_are_no_shares(void **state)
{
    struct dimensional_fact fact = fact_of(&coreweave[0]);
    struct dimensional_facts facts = {&fact, 1};
    struct arena arena;
    (void)state;
    arena_init(&arena);
    snprintf(fact.concept, sizeof fact.concept, "us-gaap:RevenueRemainingPerformanceObligationPercentage");
    assert_int_equal(customers_derive("TEST", &facts, &(struct facts){.count = 0}, &arena).count, 0);
    snprintf(fact.concept, sizeof fact.concept, "us-gaap:ConcentrationRiskPercentage");
    assert_int_equal(customers_derive("TEST", &facts, &(struct facts){.count = 0}, &arena).count, 1);
    arena_clear(&arena);
}

static void dimensions_are_read_one_by_one(void **state)
{
    static const char text[] = "srt:RangeAxis=srt:MaximumMember us-gaap:StartDateAxis~2025-04-01";
    const char *at = text;
    struct dimension dimension;
    char member[16];
    (void)state;
    assert_true(dimension_next(&at, &dimension));
    assert_false(dimension.typed);
    assert_int_equal(dimension.axis_length, strlen("srt:RangeAxis"));
    assert_true(dimension_next(&at, &dimension));
    assert_true(dimension.typed);
    assert_int_equal(dimension.member_length, 10);
    assert_false(dimension_next(&at, &dimension));
    assert_true(dimension_member(text, "StartDateAxis", member, sizeof member));
    assert_string_equal(member, "2025-04-01");
    assert_false(dimension_member(text, "StartDate", member, sizeof member));
    assert_false(dimension_member(text, "RangeAxis", member, 4)); /* does not fit: rather none than half a one */
    at = "nonsense";
    assert_false(dimension_next(&at, &dimension));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_row_is_what_it_is),
        cmocka_unit_test(shares_are_worth_their_part_of_the_whole),
        cmocka_unit_test(two_series_of_labels_are_not_joined),
        cmocka_unit_test(filings_stay_apart_newest_first),
        cmocka_unit_test(other_concepts_are_no_shares),
        cmocka_unit_test(dimensions_are_read_one_by_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
