/* SPDX-License-Identifier: MIT
 * A second axis over the prices: what a GPU-hour costs, how short GPUs are. */
#ifndef CHART_SECOND_H
#define CHART_SECOND_H

#include "chart_series.h"
#include "draw/canvas.h"
#include "ui/pane.h"

/* Lines where nothing else is drawn, each over a scale of its own, whose ends are told at the left edge. */
void chart_second_draw(struct canvas *canvas, struct rect area, const struct series *series,
                       const struct view *view, struct arena *arena);
size_t chart_second_wants(const struct view *view, struct want *wants, size_t most);

#endif
