/* SPDX-License-Identifier: MIT
 * Arithmetic that keeps the unknown unknown. */
#include "config.h"

#include "base/amount.h"

#include <math.h>

struct amount amount_of(double value)
{
    return isfinite(value) ? (struct amount){value, true} : AMOUNT_UNKNOWN;
}

struct amount amount_within(double value, double low, double high)
{
    return isfinite(value) && value >= low && value <= high ? (struct amount){value, true} : AMOUNT_UNKNOWN;
}

struct amount amount_minus(struct amount a, struct amount b)
{
    return a.known && b.known ? amount_of(a.value - b.value) : AMOUNT_UNKNOWN;
}

static bool is_zero(double value)
{
    return fpclassify(value) == FP_ZERO;
}

struct amount amount_over(struct amount a, struct amount b)
{
    return a.known && b.known && !is_zero(b.value) ? amount_of(a.value / b.value) : AMOUNT_UNKNOWN;
}

struct amount amount_percent_change(struct amount now, struct amount before)
{
    if (!now.known || !before.known || is_zero(before.value))
        return AMOUNT_UNKNOWN;
    return amount_of((now.value - before.value) / fabs(before.value) * 100);
}
