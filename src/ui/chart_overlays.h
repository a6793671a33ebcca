/* SPDX-License-Identifier: MIT
 * What the analysts said, drawn over a chart of prices. */
#ifndef CHART_OVERLAYS_H
#define CHART_OVERLAYS_H

#include "chart_series.h"
#include "ui/pane.h"

/* Upgrades under the lows and downgrades over the highs of their day, the newest with their firms and targets; the
 * lowest, mean and highest target as dashed lines where they lie within the scale. Nothing that is drawn already is
 * hidden. */
void chart_overlays_draw(struct canvas *canvas, struct rect area, const struct scale *scale,
                         const struct series *series, const struct view *view);

#endif
