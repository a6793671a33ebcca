/* SPDX-License-Identifier: MIT
 * Actions on what is looked at: focus, chart, group. */
#include "config.h"

#include "actions.h"
#include "command_chart.h"

#include "base/text.h"
#include "group_change.h"
#include "overlay_choice.h"
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
    struct error err = {0};
    (void)now;
    if (argument == NULL || argument[0] == '\0') {
        screen->overlays = !screen->overlays;
    } else if (overlays_parse(&screen->overlay_choice, argument, &err)) {
        screen->overlays = true;
    } else {
        screen_say(screen, ROLE_WARNING, err.message);
        return OUTCOME_REDRAW;
    }
    return command_chart_keep(screen) | OUTCOME_FOCUS;
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

static unsigned step_group(struct screen *screen, size_t step)
{
    if (screen->watchlist.count < 2)
        return OUTCOME_NONE;
    group_change(screen, (screen->group + step) % screen->watchlist.count);
    const struct watch_group *group = screen_group(screen);
    screen->states[0].table.selected = screen->states[0].table.top = 0;
    if (group->count == 0 || watch_group_find(group, screen->symbol) < group->count)
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
