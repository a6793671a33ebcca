/* SPDX-License-Identifier: MIT
 * Units of rent. */
#include "config.h"

#include "model/gpu_unit.h"

#include <math.h>

#define UNIT_TOLERANCE  0.03
#define RULE_TOLERANCE  1e-6
#define RATIOS_LEAST    10
#define STILL_VARIATION 0.002

static const struct {
    const char *name;
    double dollars; /* of one unit */
    double hours;   /* that it pays for */
    bool whole;     /* for all GPUs of the shape */
} units[GPU_UNITS] = {
    [GPU_USD_EACH] = {"$/h per GPU", 1, 1, false},
    [GPU_USD_WHOLE] = {"$/h whole", 1, 1, true},
    [GPU_CENTS_EACH] = {"c/h per GPU", 0.01, 1, false},
    [GPU_CENTS_WHOLE] = {"c/h whole", 0.01, 1, true},
    [GPU_NANO_WHOLE] = {"1e-8$/h whole", 1e-8, 1, true},
    [GPU_USD_YEAR_WHOLE] = {"$/1y whole", 1, 8760, true},
    [GPU_USD_3_YEAR_WHOLE] = {"$/3y whole", 1, 26280, true},
    [GPU_USD_5_YEAR_WHOLE] = {"$/5y whole", 1, 43800, true},
};

const char *gpu_unit_name(enum gpu_unit unit)
{
    return units[unit].name;
}

struct amount gpu_price(struct amount quoted, enum gpu_unit unit, int gpus, const char **doubt)
{
    if (!quoted.known || quoted.value == 0)
        return AMOUNT_UNKNOWN;
    double parts = units[unit].whole && gpus > 1 ? gpus : 1;
    double price = quoted.value * units[unit].dollars / units[unit].hours / parts;
    if (!isfinite(price))
        *doubt = "not a number";
    else if (price < 0)
        *doubt = "a negative price";
    else if (price < GPU_PRICE_LEAST)
        *doubt = "below 0.005 $/GPU-h";
    else if (price > GPU_PRICE_MOST)
        *doubt = "above 200 $/GPU-h";
    else
        return amount_of(price);
    return AMOUNT_UNKNOWN;
}

bool gpu_unit_break(double before, double after)
{
    static const double factors[] = {2, 4, 8, 0.5, 0.25, 0.125};
    for (size_t i = 0; i < sizeof factors / sizeof factors[0]; i++)
        if (before > 0 && fabs(after / before / factors[i] - 1) <= UNIT_TOLERANCE)
            return true;
    return false;
}

bool gpu_spot_is_administered(double spot, double on_demand)
{
    double ratio = spot / on_demand;
    return !(ratio < 1 - RULE_TOLERANCE) || fabs(ratio - 0.5) < RULE_TOLERANCE;
}

bool gpu_ratios_are_administered(const double *ratios, size_t count)
{
    double sum = 0, squares = 0;
    size_t rules = 0;
    if (count < RATIOS_LEAST)
        return false;
    for (size_t i = 0; i < count; i++) {
        sum += ratios[i];
        rules += gpu_spot_is_administered(ratios[i], 1);
    }
    double mean = sum / (double)count;
    for (size_t i = 0; i < count; i++)
        squares += (ratios[i] - mean) * (ratios[i] - mean);
    return rules == count || sqrt(squares / (double)count) < STILL_VARIATION * mean;
}
