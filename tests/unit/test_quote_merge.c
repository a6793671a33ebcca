/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "quote_merge.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define NOW 1795446000

static const struct quote rich = {
    .symbol = "TEST",
    .name = "Test Holdings",
    .currency = "USD",
    .source = "yahoo_quotes",
    .as_of = NOW,
    .fetched_at = NOW,
    .last = {40, true},
    .average_volume = {5e6, true},
    .market_cap = {8e9, true},
    .year_low = {20, true},
    .earnings_at = NOW + 86400,
    .earnings_estimated = true,
};

static void thin_answers_are_completed(void **state)
{
    (void)state;
    struct quote thin = {.symbol = "TEST", .fetched_at = NOW + 15, .last = {42, true}, .year_low = {19, true}};
    quote_carry(&thin, &rich);
    assert_string_equal(thin.name, "Test Holdings");
    assert_true(thin.average_volume.known && thin.earnings_estimated);
    assert_true(fabs(thin.market_cap.value - 8.4e9) < 1); /* it moved with the price */
    assert_true(thin.year_low.value < 19.5);              /* what it tells itself holds */
    assert_false(thin.bid.known);                         /* what ages at once is not carried */
    struct quote unknown = {.symbol = "TEST", .not_found = true};
    quote_carry(&unknown, &rich);
    assert_string_equal(unknown.name, "");
    struct quote late = {.symbol = "TEST", .fetched_at = NOW + 2 * 86400, .last = {42, true}};
    quote_carry(&late, &rich);
    assert_int_equal(late.earnings_at, 0); /* that date is over */
}

static void opinions_are_compared_at_one_time_only(void **state)
{
    (void)state;
    struct quote held = rich;
    struct quote opinion = {
        .source = "cnbc_quotes", .as_of = NOW - 60, .fetched_at = NOW, .last = {42, true}, .year_high = {60, true}};
    quote_compare(&held, &opinion);
    assert_true(held.other_percent.known && fabs(held.other_percent.value - 5) < 1e-9);
    assert_string_equal(held.other_source, "cnbc_quotes");
    assert_true(held.last.value < 40.5); /* never mixed in */
    assert_true(held.year_high.known);   /* but for what was missing */
    opinion.as_of = NOW - 600;
    quote_compare(&held, &opinion);
    assert_false(held.other_percent.known);
    opinion.as_of = 0;
    quote_compare(&held, &opinion);
    assert_false(held.other_percent.known);
    struct quote before = held;
    opinion.not_found = true;
    quote_compare(&held, &opinion);
    assert_memory_equal(&held, &before, sizeof held);
}

static void a_halt_lasts_until_the_next_trade(void **state)
{
    (void)state;
    struct quote held = rich;
    struct quote opinion = {.as_of = NOW, .fetched_at = NOW, .last = {40, true}, .halted = true};
    quote_compare(&held, &opinion); /* who is asked first does not tell of halts */
    assert_true(held.halted);
    struct quote same = {.symbol = "TEST", .as_of = NOW, .fetched_at = NOW + 15, .last = {40, true}};
    quote_carry(&same, &held);
    assert_true(same.halted);
    struct quote traded = {.symbol = "TEST", .as_of = NOW + 20, .fetched_at = NOW + 30, .last = {38, true}};
    quote_carry(&traded, &same);
    assert_false(traded.halted);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(thin_answers_are_completed),
        cmocka_unit_test(a_halt_lasts_until_the_next_trade),
        cmocka_unit_test(opinions_are_compared_at_one_time_only),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
