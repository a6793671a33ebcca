/* SPDX-License-Identifier: MIT
 * From a venue's figure to USD per GPU-hour, and what is not credible. */
#ifndef MODEL_GPU_UNIT_H
#define MODEL_GPU_UNIT_H

#include "base/amount.h"

#include <stddef.h>

#define GPU_PRICE_LEAST 0.005 /* USD per GPU-hour: below, no figure is a price */
#define GPU_PRICE_MOST  200.0

enum gpu_unit {
    GPU_USD_EACH,         /* dollars an hour for one GPU */
    GPU_USD_WHOLE,        /* dollars an hour for the whole shape */
    GPU_CENTS_EACH,       /* cents an hour for one GPU */
    GPU_CENTS_WHOLE,      /* cents an hour for the whole shape */
    GPU_NANO_WHOLE,       /* 1e-8 dollars an hour for the whole shape */
    GPU_USD_YEAR_WHOLE,   /* dollars for a year of the whole shape: 8,760 hours */
    GPU_USD_3_YEAR_WHOLE, /* 26,280 hours */
    GPU_USD_5_YEAR_WHOLE, /* 43,800 hours */
    GPU_UNITS
};

const char *gpu_unit_name(enum gpu_unit unit); /* "$/h whole": fits raw_unit */

/* USD per GPU-hour of a quoted amount that pays for `gpus` GPUs (less than 1: 1). Unknown when it is not credible:
 * then *doubt (not NULL) says why, in words that live for ever; else *doubt stays as it is. An unknown amount or 0
 * is no price and no doubt either: venues write 0 for "not offered". */
struct amount gpu_price(struct amount quoted, enum gpu_unit unit, int gpus, const char **doubt);

/* True when a venue's price looks like its own last one in another unit: the ratio lies within 3 % of 2, 4, 8 or
 * their inverses. */
bool gpu_unit_break(double before, double after);

/* A spot price that is a rule of the house and no market: half of on-demand, or not below it. */
bool gpu_spot_is_administered(double spot, double on_demand);

/* The same of a month of ratios spot/on-demand: they do not move (coefficient of variation below 0.002), or all are
 * such a rule. Less than 10 ratios tell nothing: false. */
bool gpu_ratios_are_administered(const double *ratios, size_t count);

#endif
