/* SPDX-License-Identifier: MIT
 * Panels below a chart: indicators that have a scale of their own. */
#ifndef CHART_PANEL_H
#define CHART_PANEL_H

#include "chart_series.h"
#include "model/indicator.h"

/* How many of the rows they take all together; 0 when the prices need them. */
int chart_panels_rows(const struct indicator_set *set, int rows);
/* One under the other over all of area, the right-most label_columns of which are for values. */
void chart_panels_draw(struct canvas *canvas, struct rect area, const struct series *series,
                       const struct indicator_set *set, int label_columns, struct arena *arena);

#endif
