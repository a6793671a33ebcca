/* SPDX-License-Identifier: MIT
 * What the rows of the action table run. All return OUTCOME_ bits. */
#ifndef ACTIONS_H
#define ACTIONS_H

#include "ui/screen.h"

typedef unsigned action_run(struct screen *screen, const char *argument, int64_t now);

/* Only a pane can do it, and it was asked before. */
action_run action_of_pane;

/* actions.c */
action_run action_quit, action_help, action_zoom, action_back, action_filter, action_command, action_refresh,
    action_refresh_all, action_pause, action_events, action_alerts, action_log, action_provenance, action_copy,
    action_repaint, action_suspend, action_theme, action_reload;

/* actions_view.c */
action_run action_next_pane, action_previous_pane, action_pane, action_drivers, action_range_longer,
    action_range_shorter, action_chart_kind, action_overlays, action_view, action_previous_view, action_next_group,
    action_previous_group;

/* actions_watch.c */
action_run action_add_symbol, action_remove_symbol, action_move_up, action_move_down;

/* command_columns.c */
action_run action_sort;

#endif
