/* SPDX-License-Identifier: MIT
 * What happened on the days of a chart, on its lowest row: filings by a letter, alerts that rang by a mark. */
#ifndef CHART_DATES_H
#define CHART_DATES_H

#include "chart_series.h"
#include "draw/canvas.h"
#include "ui/pane.h"

/* K an annual report, Q a quarterly one, 8 a current one (8-K, 6-K), ! an alert of the symbol. Nothing that is
 * drawn already is hidden. */
void chart_dates_draw(struct canvas *canvas, struct rect area, const struct series *series,
                      const struct view *view);

#endif
