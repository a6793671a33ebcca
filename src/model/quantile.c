/* SPDX-License-Identifier: MIT
 * Order statistics. */
#include "config.h"

#include "quantile.h"

#include <math.h>
#include <stdlib.h>

static int by_value(const void *a, const void *b)
{
    double left = *(const double *)a, right = *(const double *)b;
    return (left > right) - (left < right);
}

struct amount quantile(double *values, size_t count, double share)
{
    if (count == 0)
        return AMOUNT_UNKNOWN;
    qsort(values, count, sizeof *values, by_value);
    double position = share * (double)(count - 1), below = floor(position);
    size_t index = (size_t)below;
    if (index + 1 >= count)
        return amount_of(values[count - 1]);
    return amount_of(values[index] + (position - below) * (values[index + 1] - values[index]));
}
