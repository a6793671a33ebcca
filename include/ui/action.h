/* SPDX-License-Identifier: MIT
 * Everything that can be done by a key or a command. Help, default keys, configuration names, completion and the
 * man page check derive from one table (src/ui/action_table.c). */
#ifndef UI_ACTION_H
#define UI_ACTION_H

#include <stddef.h>
#include <stdint.h>

struct screen;

enum action_id {
    ACTION_NONE,
    ACTION_QUIT,
    ACTION_HELP,
    ACTION_NEXT_PANE,
    ACTION_PREVIOUS_PANE,
    ACTION_PANE_1,
    ACTION_PANE_2,
    ACTION_PANE_3,
    ACTION_PANE_4,
    ACTION_DRIVERS,
    ACTION_ZOOM,
    ACTION_DOWN,
    ACTION_UP,
    ACTION_PAGE_DOWN,
    ACTION_PAGE_UP,
    ACTION_HALF_DOWN,
    ACTION_HALF_UP,
    ACTION_FIRST,
    ACTION_LAST,
    ACTION_LEFT,
    ACTION_RIGHT,
    ACTION_DETAIL,
    ACTION_BACK,
    ACTION_FILTER,
    ACTION_FIND_NEXT,
    ACTION_FIND_PREVIOUS,
    ACTION_COMMAND,
    ACTION_SORT,
    ACTION_REVERSE,
    ACTION_RANGE_LONGER,
    ACTION_RANGE_SHORTER,
    ACTION_CHART_KIND,
    ACTION_OVERLAYS,
    ACTION_VIEW,
    ACTION_PREVIOUS_VIEW,
    ACTION_NEXT_GROUP,
    ACTION_PREVIOUS_GROUP,
    ACTION_ADD_SYMBOL,
    ACTION_REMOVE_SYMBOL,
    ACTION_REFRESH,
    ACTION_REFRESH_ALL,
    ACTION_PAUSE,
    ACTION_EVENTS,
    ACTION_ALERTS,
    ACTION_LOG,
    ACTION_PROVENANCE,
    ACTION_COPY,
    ACTION_REPAINT,
    ACTION_SUSPEND,
    ACTION_THEME,
    ACTION_RELOAD,
    ACTION_NEXT_ITEM,
    ACTION_PREVIOUS_ITEM,
    ACTION_NEXT_MENTION,
    ACTION_PREVIOUS_MENTION,
    ACTION_DOCUMENTS,
    ACTION_MOVE_UP,
    ACTION_MOVE_DOWN,
    ACTION_CURSOR_OLDER,
    ACTION_CURSOR_NEWER,
    ACTION_CHART_OLDER,
    ACTION_CHART_NEWER,
    ACTION_CHART_CLOSER,
    ACTION_CHART_WIDER,
    ACTION_COUNT
};

struct action {
    enum action_id id;
    const char *name; /* "next-pane": configuration and command line */
    const char *keys; /* defaults, blank-separated: "Tab" */
    const char *help; /* "focus the next pane" */
    unsigned (*run)(struct screen *screen, const char *argument, int64_t now); /* OUTCOME_ bits */
    const char *argument; /* what it takes on the command line: "NAME", NULL nothing */
};

const struct action *action_table(size_t *count);
const struct action *action_find(const char *name);

#endif
