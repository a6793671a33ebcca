/* SPDX-License-Identifier: MIT
 * Several symbols on one chart, rebased to 100 where all of them have begun; or the ratio or the spread of two. */
#ifndef CHART_COMPARE_H
#define CHART_COMPARE_H

#include "draw/canvas.h"
#include "ui/pane.h"

bool chart_compare_is_on(const struct view *view);
/* The bars of the others. */
size_t chart_compare_wants(const struct view *view, struct want *wants, size_t most);
/* Header and chart, over the bars of the selected symbol. */
void chart_compare_draw(struct canvas *canvas, struct rect area, const struct view *view, const struct bars *bars);

#endif
