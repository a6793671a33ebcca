/* SPDX-License-Identifier: MIT
 * Parts, changes and news of the consensus. */
#include "config.h"

#include "base/date.h"
#include "base/text.h"
#include "model/consensus.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define NOW      INT64_C(1758722400) /* 2025-09-24 10:00 New York */
#define FY26     20818               /* 2026-12-31 */
#define MONTH    (30 * 86400)
#define COUNT(x) (sizeof(x) / sizeof(x)[0])

static int use_new_york(void **state)
{
    (void)state;
    date_use_new_york();
    return 0;
}

static struct trend_month month_of(double buy, double hold, double sell)
{
    return (struct trend_month){.buy = amount_of(buy), .hold = amount_of(hold), .sell = amount_of(sell)};
}

static void parts_are_seen_kept_and_taken(void **state)
{
    (void)state;
    struct estimate estimate = {.period = "0y", .mean = amount_of(1)};
    struct consensus whole = {.symbol = "CRWV", .estimates = &estimate, .estimate_count = 1, .earnings_from = NOW};
    whole.months[0] = month_of(3, 2, 1);
    whole.target_mean = amount_of(148);
    whole.analysts = amount_of(6);
    assert_int_equal(consensus_parts(&whole), PART_TREND | PART_TARGETS | PART_ESTIMATES | PART_CALENDAR);
    struct consensus targets = whole;
    consensus_keep(&targets, PART_TARGETS);
    assert_int_equal(consensus_parts(&targets), PART_TARGETS);
    assert_string_equal(targets.symbol, "CRWV");
    assert_true(targets.analysts.value == 6);
    struct consensus other = {.target_mean = amount_of(200)};
    consensus_take(&other, &whole, PART_TREND | PART_ESTIMATES);
    assert_true(other.target_mean.value == 200);
    assert_int_equal(consensus_parts(&other), PART_TREND | PART_TARGETS | PART_ESTIMATES);
}

static void quarters_stand_newest_first_once_and_eight(void **state)
{
    (void)state;
    struct consensus consensus = {.symbol = ""};
    static const int32_t ends[] = {500, 700, 600, 700, 100, 900, 800, 200, 300, 400, 950};
    for (size_t i = 0; i < COUNT(ends); i++) {
        struct earnings_quarter quarter = {ends[i], amount_of(1.1), amount_of(1)};
        (void)consensus_add_quarter(&consensus, &quarter);
    }
    static const int32_t expected[] = {950, 900, 800, 700, 600, 500, 400, 300};
    assert_int_equal(consensus.quarter_count, QUARTERS_SHOWN);
    for (size_t i = 0; i < COUNT(expected); i++)
        assert_int_equal(consensus.quarters[i].end_day, expected[i]);
    struct earnings_quarter old = {1, amount_of(1), amount_of(1)};
    assert_false(consensus_add_quarter(&consensus, &old));
    assert_float_equal(quarter_surprise(&consensus.quarters[0]).value, 10, 1e-9);
}

static void the_mean_moves_by_the_providers_months_then_by_our_own(void **state)
{
    (void)state;
    struct consensus_point points[] = {{.at = NOW - 12 * (int64_t)MONTH - 86400, .mean = amount_of(3)},
                                       {.at = NOW - 2 * 86400, .mean = amount_of(2)}};
    struct consensus consensus = {.history = points, .history_count = 2};
    consensus.months[0] = month_of(10, 0, 0);
    consensus.months[1] = month_of(5, 5, 0);
    assert_float_equal(consensus_mean(&consensus).value, 2, 1e-9);
    assert_float_equal(consensus_mean_change(&consensus, 1, NOW).value, -0.5, 1e-9);
    assert_false(consensus_mean_change(&consensus, 3, NOW).known);
    assert_float_equal(consensus_mean_change(&consensus, 12, NOW).value, -1, 1e-9);
}

static void dispersion_needs_all_three(void **state)
{
    (void)state;
    struct consensus consensus = {.target_low = amount_of(65), .target_high = amount_of(240)};
    assert_false(consensus_dispersion(&consensus).known);
    consensus.target_mean = amount_of(140);
    assert_float_equal(consensus_dispersion(&consensus).value, 125, 1e-9);
}

static void estimates_are_called_by_their_fiscal_period(void **state)
{
    (void)state;
    static const struct {
        struct estimate estimate;
        const char *title;
    } cases[] = {
        {{.revenue = true, .period = "0y", .end_day = FY26}, "revenue FY26"},
        {{.period = "0q", .end_day = FY26}, "EPS quarter to Dec 2026"},
        {{.revenue = true, .period = "+1y", .end_day = DATE_UNKNOWN}, "revenue next year"},
        {{.period = "?", .end_day = DATE_UNKNOWN}, "EPS ?"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        char text[64];
        estimate_title(&cases[i].estimate, text, sizeof text);
        assert_string_equal(text, cases[i].title);
    }
}

static const struct event *find(const struct event *events, size_t count, enum event_kind kind, const char *part)
{
    for (size_t i = 0; i < count; i++)
        if (events[i].kind == kind && strstr(events[i].text, part) != NULL)
            return &events[i];
    return NULL;
}

static void what_is_news_of_a_consensus(void **state)
{
    (void)state;
    struct estimate old[] = {{.revenue = true, .period = "+1y", .end_day = FY26, .mean = amount_of(10e9)},
                             {.period = "0y", .end_day = FY26, .mean = amount_of(0.01)}};
    struct estimate new[] = {{.revenue = true, .period = "0y", .end_day = FY26, .mean = amount_of(10.5e9)},
                             {.period = "0y", .end_day = FY26, .mean = amount_of(0.02)}};
    struct consensus before = {.symbol = "CRWV", .estimates = old, .estimate_count = 2, .analysts = amount_of(24)};
    struct consensus after = {.symbol = "CRWV", .estimates = new, .estimate_count = 2, .analysts = amount_of(25)};
    struct event events[CONSENSUS_EVENTS_MOST];
    before.months[0] = month_of(5, 10, 0);
    after.months[0] = month_of(10, 5, 0);
    size_t count = events_from_consensus(events, &before, &after, 2, NOW);
    assert_int_equal(count, 3); /* EPS doubled from next to nothing is none */
    const struct event *step = find(events, count, EVENT_CONSENSUS, "hold \xe2\x86\x92 buy");
    assert_true(step != NULL && strcmp(step->detail, "step up") == 0);
    assert_non_null(find(events, count, EVENT_CONSENSUS, "analysts 24 \xe2\x86\x92 25"));
    const struct event *revision = find(events, count, EVENT_ESTIMATE, "revenue FY26 +5.0%, now 10.5B");
    assert_true(revision != NULL && fabs(revision->value.value - 5) < 1e-9);
    assert_true(revision != NULL && strcmp(revision->detail, "revenue 0y up") == 0);
    assert_true(revision != NULL && strcmp(revision->link, "ratings CRWV") == 0);
    assert_int_equal(events_from_consensus(events, &before, &after, 6, NOW), 2); /* the step is settable */
    assert_int_equal(events_from_consensus(events, &after, &after, 2, NOW), 0);
}

/* Of the unknown nothing is news: neither that it came nor that it went. */
static void the_unknown_is_no_news(void **state)
{
    (void)state;
    struct consensus nothing = {.symbol = "CRWV"}, something = {.symbol = "CRWV", .analysts = amount_of(3)};
    struct event events[CONSENSUS_EVENTS_MOST];
    something.months[0] = month_of(1, 0, 0);
    assert_int_equal(events_from_consensus(events, &nothing, &something, 2, NOW), 0);
    assert_int_equal(events_from_consensus(events, &something, &nothing, 2, NOW), 0);
}

/* The same revision is told once a week, a further step of it again. */
static void keys_repeat_within_a_week_only(void **state)
{
    (void)state;
    struct estimate old = {.revenue = true, .period = "0y", .end_day = FY26, .mean = amount_of(100)};
    struct estimate small = old, more = old;
    small.mean = amount_of(103);
    more.mean = amount_of(105);
    struct consensus before = {.symbol = "CRWV", .estimates = &old, .estimate_count = 1}, after = before;
    struct event first[CONSENSUS_EVENTS_MOST], again[CONSENSUS_EVENTS_MOST], further[CONSENSUS_EVENTS_MOST];
    after.estimates = &small;
    assert_int_equal(events_from_consensus(first, &before, &after, 2, NOW), 1);
    assert_int_equal(events_from_consensus(again, &before, &after, 2, NOW + 86400), 1);
    assert_string_equal(first->key, again->key);
    after.estimates = &more;
    assert_int_equal(events_from_consensus(further, &before, &after, 2, NOW + 86400), 1);
    assert_string_not_equal(first->key, further->key);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parts_are_seen_kept_and_taken),
        cmocka_unit_test(quarters_stand_newest_first_once_and_eight),
        cmocka_unit_test(the_mean_moves_by_the_providers_months_then_by_our_own),
        cmocka_unit_test(dispersion_needs_all_three),
        cmocka_unit_test(estimates_are_called_by_their_fiscal_period),
        cmocka_unit_test(what_is_news_of_a_consensus),
        cmocka_unit_test(the_unknown_is_no_news),
        cmocka_unit_test(keys_repeat_within_a_week_only),
    };
    return cmocka_run_group_tests(tests, use_new_york, NULL);
}
