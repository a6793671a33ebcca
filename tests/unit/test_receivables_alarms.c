/* SPDX-License-Identifier: MIT
 * Rules over quarters and customers, what they say, and the lines that come from facts with dimensions. */
#include "config.h"

#include "model/receivables.h"

#include "base/date.h"
#include "model/customers.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static struct stock stock(double value)
{
    return (struct stock){.amount = value >= 0 ? amount_of(value) : AMOUNT_UNKNOWN,
                          .concept = "c",
                          .accession = "a",
                          .earlier_accession = ""};
}

/* Newest first; each quarter ends 91 days before the one above it. */
static void make_quarter(struct receivables_quarter *quarter, size_t index, double dso, double grown,
                         double revenue)
{
    static const struct flow none = {.concept = "", .accession = "", .earlier_accession = ""};
    *quarter = (struct receivables_quarter){.end_day = date_from_iso("2025-03-31") - 91 * (int32_t)index};
    quarter->start_day = quarter->end_day - 90;
    quarter->revenue = quarter->gross_profit = quarter->capex = quarter->operating_cash_flow = none;
    quarter->receivables = quarter->allowance = quarter->inventory = quarter->rpo = stock(-1);
    quarter->deferred_revenue = quarter->debt = stock(-1);
    quarter->dso_days = amount_of(dso);
    quarter->receivables_qoq_percent = amount_of(grown);
    quarter->revenue_qoq_percent = amount_of(revenue);
}

static struct receivables_alarm *judge(struct receivables_quarter *quarters, size_t count,
                                       const struct customers *customers, struct arena *arena, size_t *found)
{
    struct receivables receivables = {.symbol = "TEST", .quarters = quarters, .count = count};
    arena_init(arena);
    return receivables_alarms(&receivables, customers, &alarm_limits_usual, arena, found);
}

/* --- days sales outstanding --- */

static void days_must_rise_and_outgrow_revenue(void **state)
{
    static const struct {
        double before, now, grown, revenue;
        bool rings;
    } rows[] = {{51, 97, 153, 31, true},  {51, 70.9, 153, 31, false}, {51, 71, 153, 31, true},
                {51, 97, 46, 31, false},  {51, 97, 47, 31, true},     {51, 97, 5, -20, true},
                {97, 51, 153, 31, false}, {51, 97, -5, -60, false}};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct receivables_quarter quarters[2];
        struct arena arena;
        size_t count;
        make_quarter(&quarters[0], 0, rows[i].now, rows[i].grown, rows[i].revenue);
        make_quarter(&quarters[1], 1, rows[i].before, 0, 0);
        const struct receivables_alarm *alarms = judge(quarters, 2, NULL, &arena, &count);
        if (count != rows[i].rings)
            fail_msg("row %zu: %zu alarms", i, count);
        if (count > 0)
            assert_int_equal(alarms[0].rule, ALARM_DSO);
        arena_clear(&arena);
    }
}

static void a_year_ago_tells_a_season_from_an_alarm(void **state)
{
    static const struct {
        double year_ago; /* -1: not known */
        enum alarm_rule rule;
        int severity;
        const char *words;
    } rows[] = {{-1, ALARM_DSO, 2, "no year-ago quarter"},
                {60, ALARM_DSO_YEAR, 2, "+37 days on the year"},
                {90, ALARM_DSO, 1, "+7 days on the year"}};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct receivables_quarter quarters[5];
        struct arena arena;
        size_t count;
        for (size_t k = 0; k < 5; k++)
            make_quarter(&quarters[k], k, 51, 0, 0);
        make_quarter(&quarters[0], 0, 97, 153, 31);
        quarters[4].dso_days = rows[i].year_ago > 0 ? amount_of(rows[i].year_ago) : AMOUNT_UNKNOWN;
        quarters[3].dso_days = rows[i].year_ago > 0 ? amount_of(rows[i].year_ago) : AMOUNT_UNKNOWN;
        const struct receivables_alarm *alarms = judge(quarters, 5, NULL, &arena, &count);
        assert_int_equal(count, 1);
        assert_int_equal(alarms[0].rule, rows[i].rule);
        assert_int_equal(alarms[0].severity, rows[i].severity);
        assert_non_null(strstr(alarms[0].text, rows[i].words));
        assert_non_null(strstr(alarms[0].text, "DSO 51 to 97 days"));
        arena_clear(&arena);
    }
}

/* --- the others --- */

static void allowance_obligations_and_restatements(void **state)
{
    struct receivables_quarter quarters[2];
    struct arena arena;
    size_t count;
    (void)state;
    make_quarter(&quarters[0], 0, 50, 0, 0);
    make_quarter(&quarters[1], 1, 50, 0, 0);
    quarters[0].allowance_share_percent = amount_of(1.2);
    quarters[1].allowance_share_percent = amount_of(0.6);
    quarters[0].rpo = stock(95e9);
    quarters[1].rpo = stock(100e9);
    quarters[1].receivables = stock(1055e6);
    quarters[1].receivables.earlier = amount_of(1000e6);
    const struct receivables_alarm *alarms = judge(quarters, 2, NULL, &arena, &count);
    assert_int_equal(count, 3);
    assert_int_equal(alarms[0].rule, ALARM_ALLOWANCE);
    assert_string_equal(alarms[0].text, "allowance 1.20 % of receivables after 0.60 %: 2.0 times");
    assert_int_equal(alarms[1].rule, ALARM_OBLIGATIONS);
    assert_non_null(strstr(alarms[1].text, "from $100B to $95.0B (-5.0 %)"));
    assert_int_equal(alarms[2].rule, ALARM_RESTATED);
    assert_non_null(strstr(alarms[2].text, "receivables of 2024-12-30 restated from $1000M to $1055M (+5.5 %)"));
    arena_clear(&arena);
}

static void what_is_nearly_the_same_does_not_ring(void **state)
{
    struct receivables_quarter quarters[2];
    struct arena arena;
    size_t count;
    (void)state;
    make_quarter(&quarters[0], 0, 50, 0, 0);
    make_quarter(&quarters[1], 1, 50, 0, 0);
    quarters[0].allowance_share_percent = amount_of(1.1);
    quarters[1].allowance_share_percent = amount_of(0.6);
    quarters[0].rpo = stock(96e9);
    quarters[1].rpo = stock(100e9);
    quarters[0].receivables = stock(1000e6);
    quarters[0].receivables.earlier = amount_of(1010e6);
    (void)judge(quarters, 2, NULL, &arena, &count);
    assert_int_equal(count, 0);
    arena_clear(&arena);
}

/* --- customers --- */

static struct customer_row share(const char *label, enum customer_basis basis, double percent)
{
    return (struct customer_row){.basis = basis,
                                 .member = label,
                                 .label = label,
                                 .type = "",
                                 .benchmark = "",
                                 .scope = "",
                                 .concept = "",
                                 .reason = "",
                                 .end_day = date_from_iso("2025-03-31"),
                                 .percent = percent};
}

static void a_debtor_rings_where_labels_are_shared(void **state)
{
    struct customer_row rows[] = {
        share("Customer A", BASIS_REVENUE, 72), share("Customer D", BASIS_RECEIVABLES, 43),
        share("Customer A", BASIS_RECEIVABLES, 40), share("Customer E", BASIS_RECEIVABLES, 24)};
    struct customer_filing filing = {
        .accession = "q1", .end_day = date_from_iso("2025-03-31"), .rows = rows, .count = 4, .shared_labels = true};
    struct customers customers = {.filings = &filing, .count = 1};
    struct arena arena;
    size_t count;
    (void)state;
    rows[1].implied = amount_of(453.7e6);
    rows[1].implied_error = amount_of(5.3e6);
    const struct receivables_alarm *alarms = judge(NULL, 0, &customers, &arena, &count);
    assert_int_equal(count, 1); /* 24 % is only 14 points above the 10 that an unlisted one may have */
    assert_string_equal(alarms[0].text,
                        "Customer D owes 43 % of receivables (~$454M \xc2\xb1 $5M) with under 10 % of revenue");
    assert_string_equal(alarms[0].accession, "q1");
    assert_true(alarms[0].figure == 33);
    arena_clear(&arena);
    filing.shared_labels = false;
    (void)judge(NULL, 0, &customers, &arena, &count);
    assert_int_equal(count, 0);
    arena_clear(&arena);
}

/* --- lines out of facts with dimensions --- */

#define TIMING "us-gaap:RevenueRemainingPerformanceObligationExpectedTimingOfSatisfactionStartDateAxis~"
#define SHARE  "us-gaap:RevenueRemainingPerformanceObligationPercentage"
#define PERIOD "us-gaap:RevenueRemainingPerformanceObligationExpectedTimingOfSatisfactionPeriod1"
#define AMOUNT "us-gaap:RevenueRemainingPerformanceObligation"

static struct dimensional_fact told(const char *concept, const char *dimensions, double value)
{
    struct dimensional_fact fact = {.symbol = "TEST",
                                    .accession = "q1",
                                    .start_day = DATE_UNKNOWN,
                                    .end_day = date_from_iso("2025-03-31"),
                                    .value = value,
                                    .filed_day = date_from_iso("2025-05-15")};
    snprintf(fact.concept, sizeof fact.concept, "%s", concept);
    snprintf(fact.dimensions, sizeof fact.dimensions, "%s", dimensions);
    snprintf(fact.unit, sizeof fact.unit, "%s",
             strstr(concept, "Receivable") || strcmp(concept, AMOUNT) == 0 ? "USD" : "pure");
    return fact;
}

static struct receivables_quarter complete(struct dimensional_fact *items, size_t count, struct arena *arena)
{
    struct receivables_quarter quarter;
    struct dimensional_facts facts = {items, count};
    struct receivables receivables = {.quarters = &quarter, .count = 1};
    make_quarter(&quarter, 0, 50, 0, 0);
    quarter.related_receivables = quarter.leases_not_commenced = stock(-1);
    arena_init(arena);
    receivables_add_dimensional(&receivables, &facts, arena);
    return quarter;
}

static void steps_of_two_years(void **state)
{
    struct dimensional_fact items[] = {
        told(SHARE, TIMING "2025-04-01", 0.58), told(PERIOD, TIMING "2025-04-01", 24),
        told(SHARE, TIMING "2027-04-01", 0.40), told(PERIOD, TIMING "2027-04-01", 24)};
    struct arena arena;
    (void)state;
    struct receivables_quarter quarter = complete(items, 4, &arena);
    assert_false(quarter.rpo_timing.within12.known); /* the filer does not tell: unknown, not half */
    assert_true(fabs(quarter.rpo_timing.within24.value - 58) < 1e-9);
    assert_true(fabs(quarter.rpo_timing.beyond24.value - 42) < 1e-9);
    assert_string_equal(quarter.rpo_timing.accession, "q1");
    arena_clear(&arena);
}

static void steps_that_do_not_meet_two_years(void **state)
{
    struct dimensional_fact items[] = {
        told(SHARE, TIMING "2025-04-01", 0.38), told(PERIOD, TIMING "2025-04-01", 12),
        told(SHARE, TIMING "2026-04-01", 0.38), told(PERIOD, TIMING "2026-04-01", 24)};
    struct arena arena;
    (void)state;
    struct receivables_quarter quarter = complete(items, 4, &arena);
    assert_true(fabs(quarter.rpo_timing.within12.value - 38) < 1e-9);
    assert_false(quarter.rpo_timing.within24.known);
    assert_false(quarter.rpo_timing.beyond24.known);
    arena_clear(&arena);
}

static void a_stale_date_begins_with_the_balance_sheet(void **state)
{
    struct dimensional_fact items[] = {told(SHARE, TIMING "2024-10-28", 0.39),
                                       told(PERIOD, TIMING "2024-10-28", 12)};
    struct arena arena;
    (void)state;
    struct receivables_quarter quarter = complete(items, 2, &arena);
    assert_true(fabs(quarter.rpo_timing.within12.value - 39) < 1e-9);
    arena_clear(&arena);
}

static void a_total_with_a_timing_only(void **state)
{
    struct dimensional_fact items[] = {
        told(AMOUNT, TIMING "2025-04-01", 177e9), told(PERIOD, TIMING "2025-04-01", 49),
        told("us-gaap:AccountsReceivableNetCurrent",
             "us-gaap:RelatedAndNonrelatedPartyStatusAxis=us-gaap:RelatedPartyMember", 6e9)};
    struct arena arena;
    (void)state;
    struct receivables_quarter quarter = complete(items, 3, &arena);
    assert_true(quarter.rpo.amount.value == 177e9);
    assert_false(quarter.rpo_timing.within24.known);
    assert_true(quarter.related_receivables.amount.value == 6e9);
    arena_clear(&arena);
}

/* --- one series of several companies --- */

static void quarters_are_placed_by_their_middle(void **state)
{
    struct receivables_quarter first[2], second[1];
    struct receivables one = {.quarters = first, .count = 2}, two = {.quarters = second, .count = 1};
    const struct receivables *const companies[] = {&one, &two, NULL};
    struct capex_sum sums[8];
    (void)state;
    make_quarter(&first[0], 0, 1, 0, 0);
    make_quarter(&first[1], 1, 1, 0, 0);
    make_quarter(&second[0], 0, 1, 0, 0);
    second[0].end_day = date_from_iso("2025-04-27"); /* its middle lies in the first quarter */
    first[0].capex = (struct flow){.amount = amount_of(10), .how = HOW_DIRECT};
    first[1].capex = (struct flow){.amount = amount_of(7), .how = HOW_DIRECT};
    second[0].capex = (struct flow){.amount = amount_of(5), .how = HOW_YTD_DIFFERENCE};
    assert_int_equal(capex_combine(companies, 3, sums, 8), 2);
    assert_int_equal(sums[0].year, 2025);
    assert_int_equal(sums[0].quarter, 1);
    assert_true(sums[0].total == 15);
    assert_int_equal(sums[0].known, 2);
    assert_int_equal(sums[0].all, 3);
    assert_true(sums[0].derived);
    assert_int_equal(sums[1].quarter, 4);
    assert_false(sums[1].derived);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(days_must_rise_and_outgrow_revenue),
        cmocka_unit_test(a_year_ago_tells_a_season_from_an_alarm),
        cmocka_unit_test(allowance_obligations_and_restatements),
        cmocka_unit_test(what_is_nearly_the_same_does_not_ring),
        cmocka_unit_test(a_debtor_rings_where_labels_are_shared),
        cmocka_unit_test(steps_of_two_years),
        cmocka_unit_test(steps_that_do_not_meet_two_years),
        cmocka_unit_test(a_stale_date_begins_with_the_balance_sheet),
        cmocka_unit_test(a_total_with_a_timing_only),
        cmocka_unit_test(quarters_are_placed_by_their_middle),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
