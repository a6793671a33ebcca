/* SPDX-License-Identifier: MIT
 * Closes, splits and a firm's record. */
#include "config.h"

#include "base/date.h"
#include "model/price_path.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define FRIDAY  20357                              /* 2025-09-26 */
#define AT(day) ((int64_t)(day)*86400 + 15 * 3600) /* in the middle of that day in New York */

static int use_new_york(void **state)
{
    (void)state;
    date_use_new_york();
    return 0;
}

static const int32_t days[] = {FRIDAY, FRIDAY + 3, FRIDAY + 4, FRIDAY + 5};
static const double values[] = {100, 110, 99, 120};
static const struct closes closes = {days, values, 4};

static void a_close_of_the_day_or_the_last_before(void **state)
{
    (void)state;
    assert_true(closes_on(&closes, FRIDAY).value == 100);
    assert_true(closes_on(&closes, FRIDAY + 2).value == 100); /* over the weekend */
    assert_true(closes_on(&closes, FRIDAY + 3).value == 110);
    assert_false(closes_on(&closes, FRIDAY - 1).known);  /* before all */
    assert_false(closes_on(&closes, FRIDAY + 60).known); /* too long ago */
}

static void sessions_are_counted_not_days(void **state)
{
    (void)state;
    assert_true(closes_after(&closes, FRIDAY, 1).value == 110);
    assert_true(closes_after(&closes, FRIDAY + 1, 1).value == 110); /* on Saturday: from Friday's close */
    assert_true(closes_after(&closes, FRIDAY, 3).value == 120);
    assert_false(closes_after(&closes, FRIDAY, 4).known); /* still to come */
    assert_false(closes_after(&closes, FRIDAY - 9, 1).known);
}

static struct rating_action action_with(double from, double to, int32_t day)
{
    struct rating_action action = {.firm = "", .from = "", .to = "", .when = AT(day)};
    action.target_from = from > 0 ? amount_of(from) : AMOUNT_UNKNOWN;
    action.target_to = to > 0 ? amount_of(to) : AMOUNT_UNKNOWN;
    return action;
}

static const struct stock_split ten[] = {{"NVDA", FRIDAY, 10}};
static const struct split_knowledge known = {ten, 1, FRIDAY - 700};

static void targets_before_a_split_are_adjusted(void **state)
{
    (void)state;
    struct rating_action action = action_with(900, 1200, FRIDAY - 5);
    action_adjust(&action, &known, amount_of(115));
    assert_int_equal(action.basis, TARGET_ADJUSTED);
    assert_float_equal(action.target_from.value, 90, 1e-9);
    assert_float_equal(action.target_to.value, 120, 1e-9);
    assert_true(action.split_factor == 10);
    assert_float_equal(action_upside_to(&action, amount_of(100)).value, 20, 1e-9);
}

static void targets_since_the_split_are_not(void **state)
{
    (void)state;
    struct rating_action action = action_with(100, 120, FRIDAY);
    action_adjust(&action, &known, amount_of(115));
    assert_int_equal(action.basis, TARGET_AS_ISSUED);
    assert_true(action.target_to.value == 120);
}

static void an_old_target_from_before_the_split_is_adjusted_alone(void **state)
{
    (void)state;
    struct rating_action action = action_with(1100, 130, FRIDAY + 3);
    action_adjust(&action, &known, amount_of(115));
    assert_int_equal(action.basis, TARGET_ADJUSTED);
    assert_float_equal(action.target_from.value, 110, 1e-9);
    assert_true(action.target_to.value == 130);
    assert_float_equal(rating_target_change(&action).value, (130.0 / 110 - 1) * 100, 1e-9);
}

static void beyond_knowledge_the_implausible_is_withheld(void **state)
{
    (void)state;
    static const struct split_knowledge nothing = {NULL, 0, DATE_UNKNOWN};
    struct rating_action old = action_with(600, 618, FRIDAY - 4000), near = action_with(100, 120, FRIDAY - 4000);
    action_adjust(&old, &nothing, amount_of(30));
    assert_int_equal(old.basis, TARGET_WITHHELD);
    assert_false(action_upside_to(&old, amount_of(30)).known);
    action_adjust(&near, &nothing, amount_of(100));
    assert_int_equal(near.basis, TARGET_AS_ISSUED);
    struct rating_action covered = action_with(600, 618, FRIDAY - 10); /* within what is known it is what it is */
    static const struct split_knowledge none = {NULL, 0, FRIDAY - 700};
    action_adjust(&covered, &none, amount_of(30));
    assert_int_equal(covered.basis, TARGET_AS_ISSUED);
}

static void direction(void **state)
{
    (void)state;
    static const struct {
        enum rating_move move;
        const char *to;
        double from_target, to_target;
        int direction;
    } cases[] = {
        {MOVE_UPGRADE, "Buy", 0, 0, 1},         {MOVE_DOWNGRADE, "Hold", 100, 120, -1},
        {MOVE_INITIATE, "Overweight", 0, 0, 1}, {MOVE_INITIATE, "Neutral", 0, 90, 0},
        {MOVE_INITIATE, "Sell", 0, 0, -1},      {MOVE_MAINTAIN, "Sell", 90, 100, 1},
        {MOVE_REITERATE, "Buy", 100, 90, -1},   {MOVE_MAINTAIN, "Buy", 100, 100, 0},
        {MOVE_DROP, "", 100, 120, 0},           {MOVE_MAINTAIN, "Buy", 0, 100, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct rating_action action = action_with(cases[i].from_target, cases[i].to_target, FRIDAY);
        action.move = cases[i].move;
        action.to = cases[i].to;
        assert_int_equal(action_direction(&action), cases[i].direction);
    }
}

static void a_rate_is_claimed_from_five_cases_on(void **state)
{
    (void)state;
    struct tracked_action items[6] = {{.direction = 0}};
    struct firm_record record = {.items = items, .count = 6};
    size_t cases;
    for (size_t i = 0; i < 6; i++) {
        items[i].action = action_with(0, 0, FRIDAY);
        items[i].action.move = i == 0 ? MOVE_DOWNGRADE : MOVE_UPGRADE;
        track_action(&items[i], &closes);
    }
    assert_float_equal(items[0].moved[0].value, 10, 1e-9);
    assert_false(items[0].moved[1].known);
    struct amount rate = firm_hit_rate(&record, 0, &cases); /* the price rose: five of six were right */
    assert_int_equal(cases, 6);
    assert_float_equal(rate.value, 500.0 / 6, 1e-9);
    record.count = 4;
    assert_false(firm_hit_rate(&record, 0, &cases).known);
    assert_int_equal(cases, 4);
    record.count = 6;
    assert_false(firm_hit_rate(&record, 1, &cases).known);
    assert_int_equal(cases, 0);
}

static void firms_speak_around_earnings_and_after_large_moves(void **state)
{
    (void)state;
    struct quote quote = {.last = amount_of(104), .prior_close = amount_of(100)};
    assert_false(rating_news_is_likely(&quote, AT(FRIDAY)));
    quote.last = amount_of(94);
    assert_true(rating_news_is_likely(&quote, AT(FRIDAY)));
    quote.last = amount_of(100);
    quote.earnings_at = AT(FRIDAY);
    assert_true(rating_news_is_likely(&quote, AT(FRIDAY)));
    assert_true(rating_news_is_likely(&quote, AT(FRIDAY + 1)));
    assert_false(rating_news_is_likely(&quote, AT(FRIDAY + 2)));
    assert_false(rating_news_is_likely(&quote, AT(FRIDAY - 1)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_close_of_the_day_or_the_last_before),
        cmocka_unit_test(sessions_are_counted_not_days),
        cmocka_unit_test(targets_before_a_split_are_adjusted),
        cmocka_unit_test(targets_since_the_split_are_not),
        cmocka_unit_test(an_old_target_from_before_the_split_is_adjusted_alone),
        cmocka_unit_test(beyond_knowledge_the_implausible_is_withheld),
        cmocka_unit_test(direction),
        cmocka_unit_test(firms_speak_around_earnings_and_after_large_moves),
        cmocka_unit_test(a_rate_is_claimed_from_five_cases_on),
    };
    return cmocka_run_group_tests(tests, use_new_york, NULL);
}
