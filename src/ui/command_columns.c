/* SPDX-License-Identifier: MIT
 * :columns, which is kept, and :sort by a column's name. */
#include "config.h"

#include "command_columns.h"

#include "actions.h"
#include "base/text.h"
#include "screen_state.h"
#include "table.h"

unsigned command_columns(struct screen *screen, const char *argument, int64_t now)
{
    struct error err = {0};
    (void)now;
    if (!columns_parse(&screen->chosen, argument, &err)) {
        screen_say(screen, ROLE_WARNING, err.message);
        return OUTCOME_REDRAW;
    }
    for (size_t i = 0; i < screen->pane_count; i++)
        if (screen->panes[i]->sort != NULL) { /* the places of the columns have changed */
            screen->states[i].table.sort_column = -1;
            screen->states[i].table.left = 0;
        }
    text_copy(screen->kept[0], sizeof screen->kept[0], "columns");
    columns_write(&screen->chosen, screen->kept[1], sizeof screen->kept[1]);
    return OUTCOME_KEEP | OUTCOME_REDRAW;
}

unsigned action_sort(struct screen *screen, const char *argument, int64_t now)
{
    struct error err = {0};
    if (argument == NULL || screen->pane_count == 0) /* the key is the pane's */
        return OUTCOME_NONE;
    struct view view = screen_view(screen, screen->focus, now);
    view.state = &screen->states[screen->focus];
    if (screen->panes[screen->focus]->sort == NULL)
        screen_say(screen, ROLE_WARNING, "this pane's table is sorted by its key only");
    else if (!screen->panes[screen->focus]->sort(&view, argument, &err))
        screen_say(screen, ROLE_WARNING, err.message);
    return OUTCOME_REDRAW;
}
