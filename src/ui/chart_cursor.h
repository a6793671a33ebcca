/* SPDX-License-Identifier: MIT
 * The chart's crosshair: a line through one step of the time axis, and what it holds in words. */
#ifndef CHART_CURSOR_H
#define CHART_CURSOR_H

#include "chart_series.h"
#include "draw/canvas.h"
#include "ui/pane.h"

/* The step that the pane's cursor is on; NULL when there is none. */
const struct series_step *chart_cursor_step(const struct series *series, const struct view *view);
/* The line, where nothing is drawn yet; the values over the header. */
void chart_cursor_draw(struct canvas *canvas, struct rect plot, struct rect header, const struct series *series,
                       const struct view *view, struct arena *arena);
/* Moves it: one step older or newer, ACTION_BACK takes it away. False: not an action of the cursor's. */
bool chart_cursor_act(struct pane_state *state, enum action_id action);

#endif
