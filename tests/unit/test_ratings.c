/* SPDX-License-Identifier: MIT
 * Firms' words on five steps, what a change of grade means, and changes of targets. */
#include "config.h"

#include "model/ratings.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void words_of_firms_have_their_step(void **state)
{
    (void)state;
    static const struct {
        const char *words;
        enum rating_step step;
    } cases[] = {
        {"Strong Buy", STEP_STRONG_BUY},
        {"Buy", STEP_BUY},
        {"Outperform", STEP_BUY},
        {"Overweight", STEP_BUY},
        {"Positive", STEP_BUY},
        {"Long-Term Buy", STEP_BUY},
        {"Long-term Buy", STEP_BUY},
        {"long-term buy", STEP_BUY},
        {"Market Outperform", STEP_BUY},
        {"Sector Outperform", STEP_BUY},
        {"Hold", STEP_HOLD},
        {"Neutral", STEP_HOLD},
        {"Market Perform", STEP_HOLD},
        {"Perform", STEP_HOLD},
        {"Peer Perform", STEP_HOLD},
        {"Equal-Weight", STEP_HOLD},
        {"Equal-weight", STEP_HOLD},
        {"Sector Weight", STEP_HOLD},
        {"Underweight", STEP_SELL},
        {"Underperform", STEP_SELL},
        {"Sell", STEP_SELL},
        {"Reduce", STEP_SELL},
        {"Negative", STEP_SELL},
        {"Strong Sell", STEP_STRONG_SELL},
        {"", STEP_UNKNOWN},
        {"Buyer", STEP_UNKNOWN},
        {"Buy ", STEP_UNKNOWN},
        {"Not Rated", STEP_UNKNOWN},
        {"Out", STEP_UNKNOWN},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        if (rating_step_of(cases[i].words) != cases[i].step)
            fail_msg("\"%s\" is step %d, not %d", cases[i].words, (int)cases[i].step,
                     (int)rating_step_of(cases[i].words));
}

static void abbreviations_fit_a_cell(void **state)
{
    (void)state;
    assert_string_equal(rating_abbreviation("Overweight"), "OW");
    assert_string_equal(rating_abbreviation("Underweight"), "UW");
    assert_string_equal(rating_abbreviation("Equal-Weight"), "EW");
    assert_string_equal(rating_abbreviation("Outperform"), "OP");
    assert_string_equal(rating_abbreviation("Market Perform"), "MP");
    assert_string_equal(rating_abbreviation("Underperform"), "UP");
    assert_string_equal(rating_abbreviation("Kaufen"), "Kaufen");
    assert_string_equal(rating_abbreviation(""), "");
}

static void steps_and_moves_have_names(void **state)
{
    (void)state;
    static const char *const steps[] = {"", "strong sell", "sell", "hold", "buy", "strong buy"};
    static const char *const moves[] = {"", "up", "down", "init", "reit", "keep", "drop"};
    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++)
        assert_string_equal(rating_step_name((enum rating_step)i), steps[i]);
    for (size_t i = 0; i < sizeof moves / sizeof moves[0]; i++)
        assert_string_equal(rating_move_name((enum rating_move)i), moves[i]);
}

static void grades_that_differ_decide(void **state)
{
    (void)state;
    static const struct {
        enum rating_move said;
        const char *from, *to;
        enum rating_move move;
    } cases[] = {
        {MOVE_MAINTAIN, "Hold", "Buy", MOVE_UPGRADE},
        {MOVE_MAINTAIN, "Outperform", "Market Perform", MOVE_DOWNGRADE},
        {MOVE_REITERATE, "Buy", "Strong Buy", MOVE_UPGRADE},
        {MOVE_UNKNOWN, "Neutral", "Sell", MOVE_DOWNGRADE},
        {MOVE_UPGRADE, "Buy", "Neutral", MOVE_DOWNGRADE},
        {MOVE_DOWNGRADE, "Buy", "Neutral", MOVE_DOWNGRADE},
        /* they do not tell */
        {MOVE_MAINTAIN, "Overweight", "Outperform", MOVE_MAINTAIN},
        {MOVE_DOWNGRADE, "Buy", "Outperform", MOVE_DOWNGRADE},
        {MOVE_UPGRADE, "", "Buy", MOVE_UPGRADE},
        {MOVE_UPGRADE, "Hold", "", MOVE_UPGRADE},
        {MOVE_MAINTAIN, "Hold", "Kaufen", MOVE_MAINTAIN},
        {MOVE_UNKNOWN, "", "", MOVE_UNKNOWN},
        /* coverage begins and ends whatever was said before */
        {MOVE_INITIATE, "Hold", "Buy", MOVE_INITIATE},
        {MOVE_DROP, "Buy", "Hold", MOVE_DROP},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        if (rating_move_of(cases[i].said, cases[i].from, cases[i].to) != cases[i].move)
            fail_msg("%s, from \"%s\" to \"%s\": not %s", rating_move_name(cases[i].said), cases[i].from,
                     cases[i].to, rating_move_name(cases[i].move));
}

static void a_change_of_target_needs_both(void **state)
{
    (void)state;
    struct rating_action action = {.target_from = amount_of(105), .target_to = amount_of(170)};
    assert_float_equal(rating_target_change(&action).value, 61.9047619, 1e-6);
    action.target_from = AMOUNT_UNKNOWN;
    assert_false(rating_target_change(&action).known);
    action.target_from = amount_of(0);
    assert_false(rating_target_change(&action).known);
    action.target_from = amount_of(105);
    action.target_to = amount_of(0);
    assert_false(rating_target_change(&action).known);
}

/* Yahoo counts 1 = best, Massive 5 = best, Twelve Data 10 = best: one figure for all. */
static void scales_of_either_direction(void **state)
{
    (void)state;
    static const struct {
        enum rating_scale scale;
        double value, mean;
    } cases[] = {
        {SCALE_ONE_IS_BEST, 1, 1},  {SCALE_ONE_IS_BEST, 2.1, 2.1},  {SCALE_FIVE_IS_BEST, 5, 1},
        {SCALE_FIVE_IS_BEST, 1, 5}, {SCALE_FIVE_IS_BEST, 3.9, 2.1}, {SCALE_TEN_IS_BEST, 10, 1},
        {SCALE_TEN_IS_BEST, 0, 5},  {SCALE_TEN_IS_BEST, 7.25, 2.1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_float_equal(rating_mean_on(cases[i].scale, amount_of(cases[i].value)).value, cases[i].mean, 1e-9);
    assert_false(rating_mean_on(SCALE_ONE_IS_BEST, amount_of(0)).known);
    assert_false(rating_mean_on(SCALE_FIVE_IS_BEST, amount_of(5.5)).known);
    assert_false(rating_mean_on(SCALE_FIVE_IS_BEST, AMOUNT_UNKNOWN).known);
}

static void the_mean_of_a_month_and_its_step(void **state)
{
    (void)state;
    struct trend_month month = {.strong_buy = amount_of(2), .buy = amount_of(4), .hold = amount_of(2)};
    struct trend_month nobody = {.buy = amount_of(0)};
    assert_float_equal(trend_month_mean(&month).value, 2, 1e-9);
    assert_false(trend_month_mean(&nobody).known);
    static const struct {
        double mean;
        enum rating_step step;
    } cases[] = {{1, STEP_STRONG_BUY}, {1.5, STEP_STRONG_BUY}, {1.51, STEP_BUY},       {2.5, STEP_BUY},
                 {3.5, STEP_HOLD},     {4.5, STEP_SELL},       {4.6, STEP_STRONG_SELL}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_int_equal(rating_step_of_mean(amount_of(cases[i].mean)), cases[i].step);
    assert_int_equal(rating_step_of_mean(AMOUNT_UNKNOWN), STEP_UNKNOWN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_of_firms_have_their_step),   cmocka_unit_test(abbreviations_fit_a_cell),
        cmocka_unit_test(steps_and_moves_have_names),       cmocka_unit_test(grades_that_differ_decide),
        cmocka_unit_test(a_change_of_target_needs_both),    cmocka_unit_test(scales_of_either_direction),
        cmocka_unit_test(the_mean_of_a_month_and_its_step),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
