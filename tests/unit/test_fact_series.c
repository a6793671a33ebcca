/* SPDX-License-Identifier: MIT
 * One value per period out of many filings: rules R1 to R3. */
#include "config.h"

#include "fact_series.h"

#include "base/date.h"
#include "base/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#define CONCEPT    "us-gaap:AccountsReceivableNetCurrent"
#define FACTS_MOST 32

struct fixture {
    struct fact items[FACTS_MOST];
    struct facts facts;
    struct arena arena;
};

static int set_up(void **state)
{
    struct fixture *fixture = calloc(1, sizeof *fixture);
    fixture->facts.items = fixture->items;
    arena_init(&fixture->arena);
    *state = fixture;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *fixture = *state;
    arena_clear(&fixture->arena);
    free(fixture);
    return 0;
}

static struct fact *put(struct fixture *fixture, const char *end, double value, const char *filed,
                        const char *accession)
{
    struct fact *fact = &fixture->items[fixture->facts.count++];
    text_copy(fact->concept, sizeof fact->concept, CONCEPT);
    text_copy(fact->unit, sizeof fact->unit, "USD");
    text_copy(fact->form, sizeof fact->form, "10-Q");
    text_copy(fact->accession, sizeof fact->accession, accession);
    fact->start_day = DATE_UNKNOWN;
    fact->end_day = date_from_iso(end);
    fact->filed_day = date_from_iso(filed);
    fact->value = value;
    return fact;
}

static struct fact_series chosen(struct fixture *fixture)
{
    return fact_series_select(&fixture->facts, CONCEPT, "USD", &fixture->arena);
}

static void only_periodic_reports_in_the_unit_of_the_concept(void **state)
{
    struct fixture *fixture = *state;
    text_copy(put(fixture, "2025-03-31", 1, "2025-05-01", "a")->form, 12, "8-K");
    text_copy(put(fixture, "2025-03-31", 2, "2025-05-01", "b")->form, 12, "DEF 14A");
    text_copy(put(fixture, "2025-03-31", 3, "2025-05-01", "c")->unit, 12, "EUR");
    text_copy(put(fixture, "2025-03-31", 4, "2025-05-01", "d")->concept, 96, "us-gaap:AccountsReceivableNet");
    assert_int_equal(chosen(fixture).count, 0);
    text_copy(put(fixture, "2025-06-30", 5, "2025-08-01", "e")->form, 12, "6-K");
    text_copy(put(fixture, "2025-03-31", 6, "2025-05-01", "f")->form, 12, "10-K/A");
    struct fact_series series = chosen(fixture);
    assert_int_equal(series.count, 2);
    assert_true(series.rows[0].value == 6 && series.rows[1].value == 5);
}

static void the_latest_filing_wins(void **state)
{
    struct fixture *fixture = *state;
    put(fixture, "2025-03-31", 130, "2026-05-01", "0000000001-26-000002");
    put(fixture, "2025-03-31", 100, "2025-05-01", "0000000001-25-000001");
    put(fixture, "2025-03-31", 140, "2026-05-01", "0000000001-26-000003"); /* same day: the higher accession */
    struct fact_series series = chosen(fixture);
    assert_int_equal(series.count, 1);
    assert_true(series.rows[0].value == 140);
    assert_string_equal(series.rows[0].accession, "0000000001-26-000003");
    assert_true(series.rows[0].restated);
}

static void repeated_comparatives_are_no_restatement(void **state)
{
    struct fixture *fixture = *state;
    put(fixture, "2025-03-31", 123456, "2025-05-01", "a");
    put(fixture, "2025-03-31", 123456, "2026-05-01", "b");
    struct fact_series series = chosen(fixture);
    assert_false(series.rows[0].restated);
    assert_string_equal(series.rows[0].accession, "b");
}

static void a_rounded_copy_does_not_displace_the_precise_value(void **state)
{
    struct fixture *fixture = *state;
    put(fixture, "2024-12-31", 416526000, "2025-05-15", "a");
    put(fixture, "2024-12-31", 417000000, "2026-03-02", "b");
    put(fixture, "2025-06-30", 1212788000, "2025-08-12", "a"); /* off by more than half a unit: columns must add */
    put(fixture, "2025-06-30", 1212000000, "2026-08-12", "b");
    put(fixture, "2025-09-30", 90678000000, "2025-10-31", "a"); /* a figure may end in a zero of its own */
    put(fixture, "2025-09-30", 90700000000, "2026-01-30", "b");
    struct fact_series series = chosen(fixture);
    assert_int_equal(series.count, 3);
    assert_true(series.rows[0].value == 416526000 && series.rows[1].value == 1212788000);
    assert_true(series.rows[2].value == 90678000000);
    for (size_t i = 0; i < 3; i++) {
        assert_false(series.rows[i].restated);
        assert_string_equal(series.rows[i].accession, "a");
    }
}

static void a_precise_value_displaces_an_early_rounded_one(void **state)
{
    struct fixture *fixture = *state;
    put(fixture, "2024-12-31", 417000000, "2025-02-15", "a");
    put(fixture, "2024-12-31", 416526000, "2025-05-02", "b");
    struct fact_series series = chosen(fixture);
    assert_true(series.rows[0].value == 416526000);
    assert_false(series.rows[0].restated);
}

static void round_but_far_is_a_restatement(void **state)
{
    struct fixture *fixture = *state;
    put(fixture, "2024-12-31", 416526000, "2025-02-15", "a");
    put(fixture, "2024-12-31", 430000000, "2025-05-02", "b"); /* three per cent away */
    put(fixture, "2025-12-31", 416526000, "2026-02-15", "a");
    put(fixture, "2025-12-31", 416520000, "2026-05-02", "b"); /* one zero more: as precise */
    struct fact_series series = chosen(fixture);
    assert_true(series.rows[0].restated && series.rows[0].value == 430000000);
    assert_true(series.rows[1].restated && series.rows[1].value == 416520000);
}

static void schedules_of_the_future_are_no_balances(void **state)
{
    struct fixture *fixture = *state;
    put(fixture, "2030-12-31", 5, "2025-05-01", "a");
    put(fixture, "2025-03-31", 6, "2025-05-01", "a");
    put(fixture, "2025-03-31", 7, "", "b"); /* filed nobody knows when */
    struct fact_series series = chosen(fixture);
    assert_int_equal(series.count, 1);
    assert_true(series.rows[0].value == 6);
}

static void periods_of_one_end_are_apart(void **state)
{
    struct fixture *fixture = *state;
    put(fixture, "2025-06-30", 30, "2025-08-01", "a")->start_day = date_from_iso("2025-04-01");
    put(fixture, "2025-06-30", 55, "2025-08-01", "a")->start_day = date_from_iso("2025-01-01");
    put(fixture, "2025-03-31", 25, "2025-08-01", "a")->start_day = date_from_iso("2025-01-01");
    put(fixture, "2025-06-30", 9, "2025-08-01", "a");
    struct fact_series series = chosen(fixture);
    assert_int_equal(series.count, 4);
    for (size_t i = 1; i < series.count; i++)
        assert_true(
            series.rows[i].end > series.rows[i - 1].end ||
            (series.rows[i].end == series.rows[i - 1].end && series.rows[i].start > series.rows[i - 1].start));
    assert_true(fact_series_instant(&series, date_from_iso("2025-06-30"))->value == 9);
    assert_null(fact_series_instant(&series, date_from_iso("2025-03-31")));
}

#define SERIES_TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        SERIES_TEST(only_periodic_reports_in_the_unit_of_the_concept),
        SERIES_TEST(the_latest_filing_wins),
        SERIES_TEST(repeated_comparatives_are_no_restatement),
        SERIES_TEST(a_rounded_copy_does_not_displace_the_precise_value),
        SERIES_TEST(a_precise_value_displaces_an_early_rounded_one),
        SERIES_TEST(round_but_far_is_a_restatement),
        SERIES_TEST(schedules_of_the_future_are_no_balances),
        SERIES_TEST(periods_of_one_end_are_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
