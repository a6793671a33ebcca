/* SPDX-License-Identifier: MIT
 * Actions on what is looked at: focus, chart, watchlist. */
#include "config.h"

#include "actions.h"

#include "base/memory.h"
#include "base/text.h"
#include "reader.h"
#include "screen_state.h"
#include "table.h"

#include <string.h>
#include <strings.h>

/* --- focus --- */

static unsigned step_focus(struct screen *screen, size_t step)
{
    if (screen->pane_count == 0)
        return OUTCOME_NONE;
    if (screen->focus >= screen->grid_count)
        screen_focus(screen, screen->focus_before);
    else
        screen_focus(screen, (screen->focus + step) % screen->grid_count);
    return OUTCOME_REDRAW | OUTCOME_FOCUS;
}

unsigned action_next_pane(struct screen *screen, const char *argument, int64_t now)
{
    (void)argument;
    (void)now;
    return step_focus(screen, 1);
}

unsigned action_previous_pane(struct screen *screen, const char *argument, int64_t now)
{
    (void)argument;
    (void)now;
    return step_focus(screen, screen->grid_count - 1);
}

unsigned action_pane(struct screen *screen, const char *argument, int64_t now)
{
    (void)argument;
    (void)now;
    screen_focus(screen, (size_t)(screen->acting - ACTION_PANE_1));
    return OUTCOME_REDRAW;
}

unsigned action_drivers(struct screen *screen, const char *argument, int64_t now)
{
    (void)argument;
    (void)now;
    if (strcmp(screen->panes[screen->focus]->name, "drivers") == 0) {
        screen_focus(screen, screen->focus_before);
        return OUTCOME_REDRAW | OUTCOME_FOCUS;
    }
    for (size_t i = 0; i < screen->pane_count; i++)
        if (strcmp(screen->panes[i]->name, "drivers") == 0)
            screen_focus(screen, i);
    return OUTCOME_REDRAW | OUTCOME_FOCUS;
}

/* --- chart --- */

static unsigned set_range(struct screen *screen, int range)
{
    if (range < 0 || range >= CHART_RANGES)
        return OUTCOME_NONE;
    screen->range = (enum chart_range)range;
    return OUTCOME_FOCUS | OUTCOME_REDRAW;
}

unsigned action_range_longer(struct screen *screen, const char *argument, int64_t now)
{
    (void)argument;
    (void)now;
    return set_range(screen, (int)screen->range + 1);
}

unsigned action_range_shorter(struct screen *screen, const char *argument, int64_t now)
{
    (void)argument;
    (void)now;
    return set_range(screen, (int)screen->range - 1);
}

unsigned action_chart_kind(struct screen *screen, const char *argument, int64_t now)
{
    (void)argument;
    (void)now;
    screen->chart = (enum chart_kind)((screen->chart + 1) % CHART_KINDS);
    return OUTCOME_REDRAW;
}

unsigned action_overlays(struct screen *screen, const char *argument, int64_t now)
{
    (void)argument;
    (void)now;
    screen->overlays = !screen->overlays;
    return OUTCOME_REDRAW;
}

/* --- views of a pane --- */

static unsigned show_view(struct screen *screen, int shown)
{
    struct pane_state *state = &screen->states[screen->focus];
    reader_close(state);
    state->shown = shown;
    state->detail = false;
    table_state_reset(&state->table);
    table_state_reset(&state->lower);
    return OUTCOME_FOCUS | OUTCOME_REDRAW;
}

static unsigned step_view(struct screen *screen, int step)
{
    const struct pane *pane = screen->panes[screen->focus];
    if (pane->view_count < 2) {
        screen_report(screen, ROLE_STATUS, "%s has one view only", pane->title);
        return OUTCOME_REDRAW;
    }
    return show_view(screen, (screen->states[screen->focus].shown + step + pane->view_count) % pane->view_count);
}

unsigned action_view(struct screen *screen, const char *argument, int64_t now)
{
    const struct pane *pane = screen->panes[screen->focus];
    (void)now;
    if (argument == NULL)
        return step_view(screen, 1);
    for (int i = 0; i < pane->view_count; i++)
        if (strcasecmp(pane->views[i].name, argument) == 0)
            return show_view(screen, i);
    screen_report(screen, ROLE_WARNING, "%s has no view \"%s\"", pane->title, argument);
    return OUTCOME_REDRAW;
}

unsigned action_previous_view(struct screen *screen, const char *argument, int64_t now)
{
    (void)argument;
    (void)now;
    return step_view(screen, -1);
}

/* --- groups --- */

static bool group_holds(const struct watch_group *group, const char *symbol)
{
    for (size_t i = 0; i < group->count; i++)
        if (strcmp(group->symbols[i], symbol) == 0)
            return true;
    return false;
}

static unsigned step_group(struct screen *screen, size_t step)
{
    if (screen->watchlist.count < 2)
        return OUTCOME_NONE;
    screen->group = (screen->group + step) % screen->watchlist.count;
    const struct watch_group *group = screen_group(screen);
    screen->states[0].table.selected = screen->states[0].table.top = 0;
    if (group->count == 0 || group_holds(group, screen->symbol))
        return OUTCOME_REDRAW;
    return screen_select(screen, group->symbols[0]);
}

unsigned action_next_group(struct screen *screen, const char *argument, int64_t now)
{
    (void)argument;
    (void)now;
    return step_group(screen, 1);
}

unsigned action_previous_group(struct screen *screen, const char *argument, int64_t now)
{
    (void)argument;
    (void)now;
    return step_group(screen, screen->watchlist.count - 1);
}

/* --- symbols --- */

static const char *group_name(const struct screen *screen)
{
    const struct watch_group *group = screen_group(screen);
    return group != NULL ? group->name : "Watchlist"; /* the first symbol of an empty list makes its group */
}

static void queue_edit(struct screen *screen, const char *symbol, bool removed, int64_t now)
{
    if (screen->edit_count == screen->edit_room) {
        screen->edit_room = screen->edit_room * 2 + 4;
        screen->edits = memory_grow(screen->edits, screen->edit_room, sizeof *screen->edits);
    }
    struct watch_edit *edit = &screen->edits[screen->edit_count++];
    *edit = (struct watch_edit){.removed = removed, .at = now};
    text_copy(edit->group, sizeof edit->group, group_name(screen));
    text_copy(edit->symbol, sizeof edit->symbol, symbol);
}

static unsigned ask_for_symbol(struct screen *screen)
{
    screen->mode = SCREEN_ADD;
    input_start(&screen->input, "");
    return OUTCOME_REDRAW;
}

unsigned action_add_symbol(struct screen *screen, const char *argument, int64_t now)
{
    char symbol[SYMBOL_SIZE];
    if (argument == NULL)
        return ask_for_symbol(screen);
    if (!text_symbol(symbol, sizeof symbol, argument)) {
        screen_report(screen, ROLE_WARNING, "\"%s\" is no symbol: letters, digits and . - ^ = only", argument);
        return OUTCOME_REDRAW;
    }
    const struct watch_group *group = screen_group(screen);
    if (group != NULL && group_holds(group, symbol)) {
        screen_report(screen, ROLE_STATUS, "%s is in %s already", symbol, group->name);
        return screen_select(screen, symbol);
    }
    queue_edit(screen, symbol, false, now);
    if (!watchlist_add(&screen->watchlist, group_name(screen), symbol)) {
        screen->edit_count--;
        screen_report(screen, ROLE_WARNING, "%s cannot be added: the watchlist is full", symbol);
        return OUTCOME_REDRAW;
    }
    screen_report(screen, ROLE_STATUS, "%s added to %s", symbol, group_name(screen));
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
    size_t index = 0;
    if (group == NULL || !text_symbol(symbol, sizeof symbol, argument != NULL ? argument : screen->symbol) ||
        !group_holds(group, symbol)) {
        screen_report(screen, ROLE_WARNING, "%s is not in %s", argument != NULL ? argument : screen->symbol,
                      group_name(screen));
        return OUTCOME_REDRAW;
    }
    while (strcmp(group->symbols[index], symbol) != 0)
        index++;
    queue_edit(screen, symbol, true, now);
    (void)watchlist_remove(&screen->watchlist, group->name, symbol); /* it was found above */
    screen_report(screen, ROLE_STATUS, "%s removed from %s; :add %s brings it back", symbol, group_name(screen),
                  symbol);
    if (strcmp(symbol, screen->symbol) != 0)
        return OUTCOME_WATCH_EDIT | OUTCOME_REDRAW;
    return OUTCOME_WATCH_EDIT | select_near(screen, index);
}
