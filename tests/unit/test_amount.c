/* SPDX-License-Identifier: MIT
 * Arithmetic with the unknown. */
#include "config.h"

#include "base/amount.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const struct amount unknown = {0.0, false};

static struct amount known(double value)
{
    return (struct amount){value, true};
}

static void only_finite_values_are_known(void **state)
{
    (void)state;
    assert_true(amount_of(0.0).known);
    assert_true(amount_of(-1e300).known);
    assert_false(amount_of((double)NAN).known);
    assert_false(amount_of(HUGE_VAL).known);
    assert_false(amount_of(-HUGE_VAL).known);
}

static void implausible_values_are_unknown(void **state)
{
    (void)state;
    assert_true(amount_within(5, 5, 10).known);
    assert_true(amount_within(10, 5, 10).known);
    assert_false(amount_within(4.999, 5, 10).known);
    assert_false(amount_within(10.001, 5, 10).known);
    assert_false(amount_within((double)NAN, -HUGE_VAL, HUGE_VAL).known);
    assert_false(amount_within(HUGE_VAL, 0, HUGE_VAL).known);
}

static void the_unknown_stays_unknown(void **state)
{
    (void)state;
    assert_false(amount_minus(unknown, known(1)).known);
    assert_false(amount_minus(known(1), unknown).known);
    assert_false(amount_over(unknown, known(1)).known);
    assert_false(amount_over(known(1), unknown).known);
    assert_false(amount_percent_change(unknown, known(1)).known);
    assert_false(amount_percent_change(known(1), unknown).known);
}

static void nothing_is_divided_by_zero(void **state)
{
    (void)state;
    assert_false(amount_over(known(1), known(0)).known);
    assert_false(amount_over(known(1), known(-0.0)).known);
    assert_false(amount_percent_change(known(1), known(0)).known);
    assert_false(amount_over(known(1e308), known(1e-308)).known); /* too large to be true */
    assert_false(amount_minus(known(1e308), known(-1e308)).known);
}

static void differences_and_changes(void **state)
{
    (void)state;
    assert_float_equal(amount_minus(known(5), known(7)).value, -2, 1e-12);
    assert_float_equal(amount_over(known(1), known(4)).value, 0.25, 1e-12);
    assert_float_equal(amount_percent_change(known(110), known(100)).value, 10, 1e-9);
    assert_float_equal(amount_percent_change(known(-50), known(-100)).value, 50, 1e-9); /* a smaller loss: up */
    assert_float_equal(amount_percent_change(known(-10), known(10)).value, -200, 1e-9);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_finite_values_are_known), cmocka_unit_test(implausible_values_are_unknown),
        cmocka_unit_test(the_unknown_stays_unknown),    cmocka_unit_test(nothing_is_divided_by_zero),
        cmocka_unit_test(differences_and_changes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
