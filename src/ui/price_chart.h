/* SPDX-License-Identifier: MIT
 * The chart of the selected symbol: candles or line, volume, averages, axes. */
#ifndef PRICE_CHART_H
#define PRICE_CHART_H

#include "draw/canvas.h"
#include "ui/pane.h"

#define PRICE_CHART_LEAST_ROWS 7

void price_chart_draw(struct canvas *canvas, struct rect area, const struct view *view);

#endif
