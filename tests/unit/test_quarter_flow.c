/* SPDX-License-Identifier: MIT
 * Quarters out of durations: rules R4 and R5. */
#include "config.h"

#include "quarter_flow.h"

#include "base/date.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#define ROWS_MOST 16

struct duration {
    const char *start, *end;
    double value;
};

struct fixture {
    struct reading rows[ROWS_MOST];
    struct fact_series series;
};

/* Durations must be given ascending by end, then by start. */
static void fill(struct fixture *fixture, const struct duration *durations, size_t count)
{
    fixture->series = (struct fact_series){"us-gaap:Revenues", fixture->rows, count};
    for (size_t i = 0; i < count; i++)
        fixture->rows[i] = (struct reading){date_from_iso(durations[i].start),
                                            date_from_iso(durations[i].end),
                                            durations[i].value,
                                            "a",
                                            0,
                                            false,
                                            0,
                                            NULL};
}

#define FILL(fixture, durations) fill(fixture, durations, sizeof(durations) / sizeof(durations)[0])

static void expect(const struct fixture *fixture, const char *end, double value, enum derivation how,
                   const char *start)
{
    struct flow flow = {.concept = ""};
    struct period period = {0, 0};
    if (!quarter_flow(&fixture->series, date_from_iso(end), &flow, &period))
        fail_msg("no quarter ends %s", end);
    assert_true(flow.amount.known);
    assert_float_equal(flow.amount.value, value, 1e-9);
    assert_int_equal(flow.how, how);
    assert_string_equal(flow.concept, "us-gaap:Revenues");
    assert_int_equal(period.start, date_from_iso(start));
    assert_int_equal(period.end, date_from_iso(end));
}

static void expect_none(const struct fixture *fixture, const char *end)
{
    struct flow flow = {.concept = "untouched"};
    struct period period = {1, 2};
    if (quarter_flow(&fixture->series, date_from_iso(end), &flow, &period))
        fail_msg("no quarter should end %s", end);
    assert_string_equal(flow.concept, "untouched");
    assert_int_equal(period.start, 1);
}

static void year_to_date_is_differenced(void **state)
{
    (void)state;
    static const struct duration durations[] = {{"2025-01-01", "2025-03-31", 10},
                                                {"2025-01-01", "2025-06-30", 25},
                                                {"2025-01-01", "2025-09-30", 45},
                                                {"2025-01-01", "2025-12-31", 30}};
    struct fixture fixture;
    FILL(&fixture, durations);
    expect(&fixture, "2025-03-31", 10, HOW_DIRECT, "2025-01-01");
    expect(&fixture, "2025-06-30", 15, HOW_YTD_DIFFERENCE, "2025-04-01");
    expect(&fixture, "2025-09-30", 20, HOW_YTD_DIFFERENCE, "2025-07-01");
    expect(&fixture, "2025-12-31", -15, HOW_YEAR_LESS_NINE, "2025-10-01"); /* below zero is legal */
}

static void a_direct_quarter_wins(void **state)
{
    (void)state;
    static const struct duration durations[] = {
        {"2025-01-01", "2025-03-31", 10}, {"2025-01-01", "2025-06-30", 25}, {"2025-04-01", "2025-06-30", 14}};
    struct fixture fixture;
    FILL(&fixture, durations);
    expect(&fixture, "2025-06-30", 14, HOW_DIRECT, "2025-04-01");
}

static void only_the_same_start_is_subtracted(void **state)
{
    (void)state;
    static const struct duration durations[] = {{"2025-01-02", "2025-03-31", 10}, {"2025-01-01", "2025-06-30", 25}};
    struct fixture fixture;
    FILL(&fixture, durations);
    expect_none(&fixture, "2025-06-30");
}

static void only_the_class_before_is_subtracted(void **state)
{
    (void)state;
    static const struct duration durations[] = {{"2025-01-01", "2025-03-31", 10}, {"2025-01-01", "2025-09-30", 45}};
    struct fixture fixture;
    FILL(&fixture, durations);
    expect_none(&fixture, "2025-09-30"); /* nine months less three are six */
}

static void the_fourth_is_the_year_less_three(void **state)
{
    (void)state;
    static const struct duration durations[] = {{"2025-01-01", "2025-03-31", 10},
                                                {"2025-04-01", "2025-06-30", 11},
                                                {"2025-04-01", "2025-09-30", 23}, /* no quarter */
                                                {"2025-07-01", "2025-09-30", 12},
                                                {"2025-01-01", "2025-12-31", 50}};
    static const struct duration hole[] = {
        {"2025-01-01", "2025-03-31", 10}, {"2025-07-01", "2025-09-30", 12}, {"2025-01-01", "2025-12-31", 50}};
    struct fixture fixture;
    FILL(&fixture, durations);
    expect(&fixture, "2025-12-31", 17, HOW_YEAR_LESS_QUARTERS, "2025-10-01");
    FILL(&fixture, hole);
    expect_none(&fixture, "2025-12-31");
}

static void lengths_have_their_limits(void **state)
{
    (void)state;
    for (int32_t days = 1; days <= 400; days++) {
        struct reading row = {0, days - 1, 1, "a", 0, false, 0, NULL};
        struct fact_series series = {"x", &row, 1};
        struct flow flow;
        struct period period;
        assert_int_equal(quarter_flow(&series, days - 1, &flow, &period), days >= 75 && days <= 105);
        assert_int_equal(year_flow(&series, days - 1, &flow, &period), days >= 345 && days <= 385);
    }
}

/* A year-to-date of any length less one that is a quarter shorter. */
static void differences_have_their_limits(void **state)
{
    (void)state;
    static const struct {
        int32_t least, most;
    } limits[] = {{165, 200}, {255, 290}, {345, 385}};
    for (size_t i = 0; i < sizeof limits / sizeof limits[0]; i++)
        for (int32_t days = limits[i].least - 5; days <= limits[i].most + 5; days++) {
            int32_t middle = (limits[i].least + limits[i].most) / 2;
            int32_t before = middle - 91 < days - 105  ? days - 105
                             : middle - 91 > days - 75 ? days - 75
                                                       : middle - 91;
            struct reading rows[] = {{0, before - 1, 1, "a", 0, false, 0, NULL},
                                     {0, days - 1, 3, "a", 0, false, 0, NULL}};
            struct fact_series series = {"x", rows, 2};
            struct flow flow;
            struct period period;
            assert_int_equal(quarter_flow(&series, days - 1, &flow, &period),
                             days >= limits[i].least && days <= limits[i].most);
        }
}

static void balances_are_no_flows(void **state)
{
    (void)state;
    static const struct duration durations[] = {{"", "2025-03-31", 10}};
    struct fixture fixture;
    FILL(&fixture, durations);
    expect_none(&fixture, "2025-03-31");
    fixture.rows[0] =
        (struct reading){date_from_iso("2025-06-30"), date_from_iso("2025-03-31"), 1, "a", 0, false, 0, NULL};
    expect_none(&fixture, "2025-03-31"); /* ends before it begins */
}

static void weeks_of_52_and_53(void **state)
{
    (void)state;
    static const struct duration durations[] = {{"2023-01-29", "2023-04-29", 10},
                                                {"2023-01-29", "2023-07-29", 21},
                                                {"2023-01-29", "2023-10-28", 33},
                                                {"2023-01-29", "2024-02-03", 47}}; /* 14 weeks at the end */
    struct fixture fixture;
    FILL(&fixture, durations);
    expect(&fixture, "2024-02-03", 14, HOW_YEAR_LESS_NINE, "2023-10-29");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(year_to_date_is_differenced),
        cmocka_unit_test(a_direct_quarter_wins),
        cmocka_unit_test(only_the_same_start_is_subtracted),
        cmocka_unit_test(only_the_class_before_is_subtracted),
        cmocka_unit_test(the_fourth_is_the_year_less_three),
        cmocka_unit_test(lengths_have_their_limits),
        cmocka_unit_test(differences_have_their_limits),
        cmocka_unit_test(balances_are_no_flows),
        cmocka_unit_test(weeks_of_52_and_53),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
