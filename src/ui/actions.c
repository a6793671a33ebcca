/* SPDX-License-Identifier: MIT
 * Actions of the program as a whole: pages, lines to type, data, terminal. */
#include "config.h"

#include "actions.h"

#include "base/text.h"
#include "screen_state.h"
#include "ui/theme.h"

#include <string.h>

#define ALL_KINDS   ((1U << DATASET_KINDS) - 1)
#define THEMES_MOST 64

unsigned action_of_pane(struct screen *screen, const char *argument, int64_t now)
{
    (void)screen;
    (void)argument;
    (void)now;
    return OUTCOME_NONE;
}

unsigned action_quit(struct screen *screen, const char *argument, int64_t now)
{
    (void)screen;
    (void)argument;
    (void)now;
    return OUTCOME_QUIT;
}

/* --- pages --- */

unsigned action_help(struct screen *screen, const char *argument, int64_t now)
{
    (void)argument;
    return page_open(screen, SCREEN_HELP, now);
}

unsigned action_alerts(struct screen *screen, const char *argument, int64_t now)
{
    (void)argument;
    return page_open(screen, SCREEN_ALERTS, now);
}

unsigned action_events(struct screen *screen, const char *argument, int64_t now)
{
    (void)argument;
    return page_open(screen, SCREEN_EVENTS, now);
}

unsigned action_log(struct screen *screen, const char *argument, int64_t now)
{
    (void)argument;
    return page_open(screen, SCREEN_LOG, now);
}

unsigned action_provenance(struct screen *screen, const char *argument, int64_t now)
{
    (void)argument;
    return page_open(screen, SCREEN_PROVENANCE, now);
}

static bool is_theme(const char *name)
{
    char names[THEMES_MOST][CONFIG_NAME_SIZE];
    size_t count = theme_names(names, THEMES_MOST);
    for (size_t i = 0; i < count; i++)
        if (strcmp(names[i], name) == 0)
            return true;
    return strchr(name, '/') != NULL;
}

unsigned action_theme(struct screen *screen, const char *argument, int64_t now)
{
    if (argument == NULL)
        return page_open(screen, SCREEN_THEMES, now);
    if (!is_theme(argument)) {
        screen_report(screen, ROLE_WARNING, "there is no theme \"%s\"; :theme lists them", argument);
        return OUTCOME_REDRAW;
    }
    text_copy(screen->theme, sizeof screen->theme, argument);
    return OUTCOME_THEME | OUTCOME_REDRAW;
}

/* --- lines to type --- */

static unsigned start_line(struct screen *screen, enum screen_mode mode, const char *text)
{
    screen->mode = mode;
    input_start(&screen->input, text);
    return OUTCOME_REDRAW;
}

unsigned action_command(struct screen *screen, const char *argument, int64_t now)
{
    (void)argument;
    (void)now;
    return start_line(screen, SCREEN_COMMANDS, "");
}

unsigned action_filter(struct screen *screen, const char *argument, int64_t now)
{
    if (screen->pane_count == 0)
        return OUTCOME_NONE;
    struct table_state *table = &screen->states[screen->focus].table;
    if (argument != NULL) {
        text_copy(table->filter, sizeof table->filter, argument);
        table->selected = table->top = 0;
        return OUTCOME_REDRAW | screen_filtered(screen, now);
    }
    text_copy(screen->filter_before, sizeof screen->filter_before, table->filter);
    return start_line(screen, SCREEN_FILTER, table->filter);
}

unsigned action_back(struct screen *screen, const char *argument, int64_t now)
{
    (void)argument;
    (void)now;
    struct table_state *table = &screen->states[screen->focus].table;
    if (table->filter[0] != '\0')
        table->filter[0] = '\0';
    else if (screen->focus >= screen->grid_count)
        screen_focus(screen, screen->focus_before);
    else if (screen->zoomed)
        screen->zoomed = false;
    else
        return OUTCOME_NONE;
    return OUTCOME_REDRAW;
}

unsigned action_zoom(struct screen *screen, const char *argument, int64_t now)
{
    (void)argument;
    (void)now;
    screen->zoomed = !screen->zoomed;
    return OUTCOME_REDRAW;
}

/* --- data --- */

unsigned action_refresh(struct screen *screen, const char *argument, int64_t now)
{
    (void)argument;
    (void)now;
    if (screen->pane_count == 0)
        return OUTCOME_NONE;
    screen->refresh_kinds = screen->panes[screen->focus]->kinds;
    screen_report(screen, ROLE_STATUS, "asking for %s", screen->panes[screen->focus]->title);
    return OUTCOME_REFRESH | OUTCOME_REDRAW;
}

unsigned action_refresh_all(struct screen *screen, const char *argument, int64_t now)
{
    (void)argument;
    (void)now;
    screen->refresh_kinds = ALL_KINDS;
    screen_say(screen, ROLE_STATUS, "asking for everything");
    return OUTCOME_REFRESH | OUTCOME_REDRAW;
}

unsigned action_pause(struct screen *screen, const char *argument, int64_t now)
{
    (void)argument;
    (void)now;
    screen->paused = !screen->paused;
    return OUTCOME_PAUSE | OUTCOME_REDRAW;
}

unsigned action_copy(struct screen *screen, const char *argument, int64_t now)
{
    (void)argument;
    struct view view = screen_view(screen, screen->focus, now);
    screen->copied[0] = '\0';
    if (screen->pane_count > 0 && screen->panes[screen->focus]->copy != NULL) {
        view.state = &screen->states[screen->focus];
        screen->panes[screen->focus]->copy(&view, screen->copied, sizeof screen->copied);
    }
    if (screen->copied[0] == '\0') {
        screen_say(screen, ROLE_WARNING, "there is nothing to copy here");
        return OUTCOME_REDRAW;
    }
    screen_report(screen, ROLE_STATUS, "copied: %s", screen->copied);
    return OUTCOME_COPY | OUTCOME_REDRAW;
}

/* --- terminal and configuration --- */

unsigned action_repaint(struct screen *screen, const char *argument, int64_t now)
{
    (void)screen;
    (void)argument;
    (void)now;
    return OUTCOME_REPAINT | OUTCOME_REDRAW;
}

unsigned action_suspend(struct screen *screen, const char *argument, int64_t now)
{
    (void)screen;
    (void)argument;
    (void)now;
    return OUTCOME_SUSPEND;
}

unsigned action_reload(struct screen *screen, const char *argument, int64_t now)
{
    (void)screen;
    (void)argument;
    (void)now;
    return OUTCOME_RELOAD | OUTCOME_REDRAW;
}
