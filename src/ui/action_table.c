/* SPDX-License-Identifier: MIT
 * Everything that a key can do. Help, default keys, configuration names, completion and the man page check derive
 * from here. */
#include "config.h"

#include "ui/action.h"

#include "actions.h"

#include <string.h>

static const struct action actions[] = {
    {ACTION_QUIT, "quit", "q Ctrl-C", "quit", action_quit, NULL},
    {ACTION_HELP, "help", "? F1", "show every key that works here", action_help, NULL},
    {ACTION_NEXT_PANE, "next-pane", "Tab", "focus the next pane", action_next_pane, NULL},
    {ACTION_PREVIOUS_PANE, "previous-pane", "S-Tab", "focus the previous pane", action_previous_pane, NULL},
    {ACTION_PANE_1, "pane-1", "1", "focus the first pane: prices", action_pane, NULL},
    {ACTION_PANE_2, "pane-2", "2", "focus the second pane: analyst ratings", action_pane, NULL},
    {ACTION_PANE_3, "pane-3", "3", "focus the third pane: receivables disclosures", action_pane, NULL},
    {ACTION_PANE_4, "pane-4", "4", "focus the fourth pane: GPU shortage", action_pane, NULL},
    {ACTION_DRIVERS, "drivers", "d 5", "the thesis board of the selected company, and back", action_drivers, NULL},
    {ACTION_ZOOM, "zoom", "z", "give the focused pane the whole screen, and back", action_zoom, NULL},
    {ACTION_DOWN, "down", "j Down", "next row", action_of_pane, NULL},
    {ACTION_UP, "up", "k Up", "previous row", action_of_pane, NULL},
    {ACTION_PAGE_DOWN, "page-down", "PgDn", "a page down", action_of_pane, NULL},
    {ACTION_PAGE_UP, "page-up", "PgUp", "a page up", action_of_pane, NULL},
    {ACTION_HALF_DOWN, "half-down", "Ctrl-D", "half a page down", action_of_pane, NULL},
    {ACTION_HALF_UP, "half-up", "Ctrl-U", "half a page up", action_of_pane, NULL},
    {ACTION_FIRST, "first", "g Home", "first row", action_of_pane, NULL},
    {ACTION_LAST, "last", "G End", "last row", action_of_pane, NULL},
    {ACTION_LEFT, "left", "h Left", "back, or scroll the columns to the left", action_of_pane, NULL},
    {ACTION_RIGHT, "right", "l Right", "scroll the columns to the right", action_of_pane, NULL},
    {ACTION_DETAIL, "detail", "Enter", "open the selected row", action_of_pane, NULL},
    {ACTION_BACK, "back", "Esc", "close the detail, drop the filter, leave the zoom", action_back, NULL},
    {ACTION_FILTER, "filter", "/", "show the rows that contain a text, or pass: chg% > 2", action_filter, "TEXT"},
    {ACTION_FIND_NEXT, "find-next", "n", "next matching row", action_of_pane, NULL},
    {ACTION_FIND_PREVIOUS, "find-previous", "N", "previous matching row", action_of_pane, NULL},
    {ACTION_COMMAND, "command", ":", "type a command (Tab completes, Up recalls)", action_command, NULL},
    {ACTION_SORT, "sort", "s", "sort by the next column, or the one named", action_sort, "COLUMN desc"},
    {ACTION_REVERSE, "reverse", "S", "reverse the order", action_of_pane, NULL},
    {ACTION_RANGE_LONGER, "range-longer", "t", "longer chart range", action_range_longer, NULL},
    {ACTION_RANGE_SHORTER, "range-shorter", "T", "shorter chart range", action_range_shorter, NULL},
    {ACTION_CHART_KIND, "chart-kind", "c", "candles, bars, line or area", action_chart_kind, NULL},
    {ACTION_OVERLAYS, "overlays", "v", "volume ratings targets filings alerts gpu index, or not", action_overlays,
     "LIST"},
    {ACTION_VIEW, "view", "w", "the pane's next view, or the one named", action_view, "NAME"},
    {ACTION_PREVIOUS_VIEW, "previous-view", "W", "the pane's previous view", action_previous_view, NULL},
    {ACTION_NEXT_GROUP, "next-group", "]", "next watchlist group", action_next_group, NULL},
    {ACTION_PREVIOUS_GROUP, "previous-group", "[", "previous watchlist group", action_previous_group, NULL},
    {ACTION_ADD_SYMBOL, "add-symbol", "+", "add a symbol to the group; it is kept", action_add_symbol, "SYMBOL"},
    {ACTION_REMOVE_SYMBOL, "remove-symbol", "-", "remove the selected symbol from the group", action_remove_symbol,
     "SYMBOL"},
    {ACTION_REFRESH, "refresh", "r", "ask for this pane's data now", action_refresh, NULL},
    {ACTION_REFRESH_ALL, "refresh-all", "R", "ask for all data now", action_refresh_all, NULL},
    {ACTION_PAUSE, "pause", "p", "stop asking for data, and go on", action_pause, NULL},
    {ACTION_EVENTS, "events", "e", "events: what changed since you last looked", action_events, NULL},
    {ACTION_ALERTS, "alerts", "a", "alerts: rules, what rang, new ones", action_alerts, NULL},
    {ACTION_LOG, "log", "L", "the program's log", action_log, NULL},
    {ACTION_PROVENANCE, "provenance", "i", "source, time and age of the selected figure", action_provenance, NULL},
    {ACTION_COPY, "copy", "y", "copy the selected value or link (OSC 52)", action_copy, NULL},
    {ACTION_REPAINT, "repaint", "Ctrl-L", "paint the screen again", action_repaint, NULL},
    {ACTION_SUSPEND, "suspend", "Ctrl-Z", "suspend the program", action_suspend, NULL},
    {ACTION_THEME, "theme", "F2", "choose a colour theme", action_theme, "NAME"},
    {ACTION_RELOAD, "reload", "Ctrl-R", "read the configuration again", action_reload, NULL},
    {ACTION_NEXT_ITEM, "next-item", "}", "in a filing: the next item or note", action_of_pane, NULL},
    {ACTION_PREVIOUS_ITEM, "previous-item", "{", "in a filing: the item or note before", action_of_pane, NULL},
    {ACTION_NEXT_MENTION, "next-mention", "m", "in a filing: the next word on receivables, customers ...",
     action_of_pane, NULL},
    {ACTION_PREVIOUS_MENTION, "previous-mention", "M", "in a filing: the mention before", action_of_pane, NULL},
    {ACTION_DOCUMENTS, "documents", "x", "of a filing: all its documents and exhibits", action_of_pane, NULL},
    {ACTION_MOVE_UP, "move-up", "K", "move the selected symbol up in its group; it is kept", action_move_up, NULL},
    {ACTION_MOVE_DOWN, "move-down", "J", "move it down", action_move_down, NULL},
    {ACTION_CURSOR_OLDER, "cursor-older", ",", "on the chart: the values of one step, and those before it",
     action_of_pane, NULL},
    {ACTION_CURSOR_NEWER, "cursor-newer", ".", "the values of the step after; behind the newest, none",
     action_of_pane, NULL},
    {ACTION_CHART_OLDER, "chart-older", "<", "move the chart to what was before; Esc: to its range again",
     action_of_pane, NULL},
    {ACTION_CHART_NEWER, "chart-newer", ">", "move the chart to what came after", action_of_pane, NULL},
    {ACTION_CHART_CLOSER, "chart-closer", "=", "the chart closer: half as many bars", action_of_pane, NULL},
    {ACTION_CHART_WIDER, "chart-wider", "_", "the chart wider: twice as many bars of those held", action_of_pane,
     NULL},
};

const struct action *action_table(size_t *count)
{
    *count = sizeof actions / sizeof actions[0];
    return actions;
}

const struct action *action_find(const char *name)
{
    for (size_t i = 0; i < sizeof actions / sizeof actions[0]; i++)
        if (strcmp(actions[i].name, name) == 0)
            return &actions[i];
    return NULL;
}
