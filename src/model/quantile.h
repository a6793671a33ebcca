/* SPDX-License-Identifier: MIT
 * Order statistics of a few numbers. Private to the model. */
#ifndef MODEL_QUANTILE_H
#define MODEL_QUANTILE_H

#include "base/amount.h"

#include <stddef.h>

/* Hyndman and Fan's type 7, linear between order statistics; share is 0..1. Sorts the values; unknown of none. */
struct amount quantile(double *values, size_t count, double share);

#endif
