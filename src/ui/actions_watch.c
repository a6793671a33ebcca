/* SPDX-License-Identifier: MIT
 * Changes of the watchlist: made at once on the screen, and queued for the store. */
#include "config.h"

#include "actions.h"

#include "base/memory.h"
#include "base/text.h"
#include "model/positions.h"
#include "screen_state.h"
#include "watch_edits.h"

#include <string.h>

const char *watch_edits_group(const struct screen *screen)
{
    const struct watch_group *group = screen_group(screen);
    return group != NULL ? group->name : "Watchlist"; /* the first symbol of an empty list makes its group */
}

bool watch_edits_do(struct screen *screen, const struct watch_edit *edit)
{
    if (!watchlist_edit(&screen->watchlist, edit))
        return false;
    if (screen->edit_count == screen->edit_room) {
        screen->edit_room = screen->edit_room * 2 + 4;
        screen->edits = memory_grow(screen->edits, screen->edit_room, sizeof *screen->edits);
    }
    screen->edits[screen->edit_count++] = *edit;
    return true;
}

struct watch_edit watch_edits_make(const struct screen *screen, enum watch_edit_kind kind, const char *symbol,
                                   int64_t now)
{
    struct watch_edit edit = {.kind = kind, .at = now};
    text_copy(edit.group, sizeof edit.group, watch_edits_group(screen));
    text_copy(edit.symbol, sizeof edit.symbol, symbol);
    return edit;
}

bool watch_edits_refused(struct screen *screen, const char *group)
{
    if (strcmp(group, POSITIONS_GROUP) != 0 || screen->positions == NULL || screen->positions->count == 0)
        return false;
    screen_say(screen, ROLE_WARNING,
               POSITIONS_GROUP " is made of the file of positions: edit that, or another group");
    return true;
}

static unsigned ask_for_symbol(struct screen *screen)
{
    screen->mode = SCREEN_ADD;
    screen->hit_chosen = false;
    input_start(&screen->input, "");
    return OUTCOME_REDRAW;
}

unsigned action_add_symbol(struct screen *screen, const char *argument, int64_t now)
{
    char symbol[SYMBOL_SIZE];
    if (watch_edits_refused(screen, watch_edits_group(screen)))
        return OUTCOME_REDRAW;
    if (argument == NULL)
        return ask_for_symbol(screen);
    if (!text_symbol(symbol, sizeof symbol, argument)) {
        screen_report(screen, ROLE_WARNING, "\"%s\" is no symbol: letters, digits and . - ^ = only", argument);
        return OUTCOME_REDRAW;
    }
    const struct watch_group *group = screen_group(screen);
    if (group != NULL && watch_group_find(group, symbol) < group->count) {
        screen_report(screen, ROLE_STATUS, "%s is in %s already", symbol, group->name);
        return screen_select(screen, symbol);
    }
    const struct watch_edit edit = watch_edits_make(screen, WATCH_ADD, symbol, now);
    if (!watch_edits_do(screen, &edit)) {
        screen_report(screen, ROLE_WARNING, "%s cannot be added: the watchlist is full", symbol);
        return OUTCOME_REDRAW;
    }
    screen_report(screen, ROLE_STATUS, "%s added to %s", symbol, watch_edits_group(screen));
    return OUTCOME_WATCH_EDIT | screen_select(screen, symbol);
}

/* After a removal the selection goes to the symbol that has moved up, or to the last one. */
static unsigned select_near(struct screen *screen, size_t index)
{
    const struct watch_group *group = screen_group(screen);
    if (group == NULL || group->count == 0)
        return screen_select(screen, "");
    return screen_select(screen, group->symbols[index < group->count ? index : group->count - 1]);
}

unsigned action_remove_symbol(struct screen *screen, const char *argument, int64_t now)
{
    const struct watch_group *group = screen_group(screen);
    char symbol[SYMBOL_SIZE];
    if (watch_edits_refused(screen, watch_edits_group(screen)))
        return OUTCOME_REDRAW;
    if (group == NULL || !text_symbol(symbol, sizeof symbol, argument != NULL ? argument : screen->symbol) ||
        watch_group_find(group, symbol) == group->count) {
        screen_report(screen, ROLE_WARNING, "%s is not in %s", argument != NULL ? argument : screen->symbol,
                      watch_edits_group(screen));
        return OUTCOME_REDRAW;
    }
    size_t index = watch_group_find(group, symbol);
    const struct watch_edit edit = watch_edits_make(screen, WATCH_REMOVE, symbol, now);
    (void)watch_edits_do(screen, &edit); /* it was found above */
    screen_report(screen, ROLE_STATUS, "%s removed from %s; :add %s brings it back", symbol,
                  watch_edits_group(screen), symbol);
    if (strcmp(symbol, screen->symbol) != 0)
        return OUTCOME_WATCH_EDIT | OUTCOME_REDRAW;
    return OUTCOME_WATCH_EDIT | select_near(screen, index);
}

/* --- the order --- */

static unsigned move_by(struct screen *screen, int step, int64_t now)
{
    const struct watch_group *group = screen_group(screen);
    size_t at = group != NULL ? watch_group_find(group, screen->symbol) : 0;
    if (watch_edits_refused(screen, watch_edits_group(screen)))
        return OUTCOME_REDRAW;
    if (group == NULL || at == group->count) {
        screen_report(screen, ROLE_WARNING, "%s is not in %s", screen->symbol, watch_edits_group(screen));
        return OUTCOME_REDRAW;
    }
    if (screen->states[0].table.sort_column >= 0) {
        screen_say(screen, ROLE_WARNING, "the list is sorted by a column; :sort default shows its own order");
        return OUTCOME_REDRAW;
    }
    struct watch_edit edit = watch_edits_make(screen, WATCH_MOVE, screen->symbol, now);
    edit.place = (int)at + step;
    if (!watch_edits_do(screen, &edit))
        return OUTCOME_REDRAW; /* it stands at the end */
    screen->states[0].table.selected += step;
    return OUTCOME_WATCH_EDIT | OUTCOME_REDRAW;
}

unsigned action_move_up(struct screen *screen, const char *argument, int64_t now)
{
    (void)argument;
    return move_by(screen, -1, now);
}

unsigned action_move_down(struct screen *screen, const char *argument, int64_t now)
{
    (void)argument;
    return move_by(screen, 1, now);
}
