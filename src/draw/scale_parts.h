/* SPDX-License-Identifier: MIT
 * A scale in finer parts than rows. */
#ifndef SCALE_PARTS_H
#define SCALE_PARTS_H

#include "draw/chart.h"

/* Each row cut into `parts`; 0 is the top. Clipped to the scale. */
int scale_part(const struct scale *scale, double value, int parts);

#endif
