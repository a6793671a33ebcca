/* SPDX-License-Identifier: MIT
 * The time axis of a chart. */
#ifndef CHART_TIMES_H
#define CHART_TIMES_H

#include "chart_series.h"

/* Labels at the first bar of each hour, day, week, month or year, as many as fit; no two neighbours are the same.
 */
void chart_times_draw(struct canvas *canvas, struct rect row, const struct series *series);

#endif
