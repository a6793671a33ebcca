/* SPDX-License-Identifier: MIT
 * Which part of the stored bars a chart shows: its range at first, then what was panned and zoomed to. */
#ifndef CHART_WINDOW_H
#define CHART_WINDOW_H

#include "ui/pane.h"

/* A part of bars and of what the store holds before them; corrects what of the state goes beyond them. */
struct bars chart_window(const struct bars *bars, const struct view *view);
bool chart_window_is_moved(const struct view *view); /* another part than the range is shown */
/* "Sep  1 to Oct 12 2026", "" when there are no bars. */
void chart_window_words(const struct bars *window, char *text, size_t size);
/* Pans and zooms; ACTION_BACK shows the range again. False: not an action of it. */
bool chart_window_act(const struct view *view, enum action_id action);

#endif
