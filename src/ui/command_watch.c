/* SPDX-License-Identifier: MIT
 * :group-add, :group-rename, :group-remove, and :import, whose file the program reads. */
#include "config.h"

#include "command_watch.h"

#include "base/text.h"
#include "group_change.h"
#include "model/positions.h"
#include "model/watchlist_import.h"
#include "screen_state.h"
#include "watch_edits.h"

#include <stdio.h>
#include <string.h>

/* In any case, as names are typed; NULL when there is none. */
static struct watch_group *find_group(struct screen *screen, const char *name)
{
    for (size_t i = 0; i < screen->watchlist.count; i++)
        if (text_equal_fold(screen->watchlist.groups[i].name, name))
            return &screen->watchlist.groups[i];
    return NULL;
}

static bool is_free_name(struct screen *screen, const char *name)
{
    if (strlen(name) >= WATCH_NAME_SIZE)
        screen_report(screen, ROLE_WARNING, "a group's name has at most %d bytes", WATCH_NAME_SIZE - 1);
    else if (find_group(screen, name) != NULL || text_equal_fold(name, POSITIONS_GROUP))
        screen_report(screen, ROLE_WARNING, "there is a group \"%s\" already", name);
    else
        return true;
    return false;
}

static unsigned show_group(struct screen *screen, size_t index)
{
    group_change(screen, index);
    screen->states[0].table.selected = screen->states[0].table.top = 0;
    const struct watch_group *group = screen_group(screen);
    unsigned outcome =
        group != NULL && group->count > 0 ? screen_select(screen, group->symbols[0]) : OUTCOME_REDRAW;
    return outcome | OUTCOME_WATCH_EDIT;
}

unsigned command_group_add(struct screen *screen, const char *argument, int64_t now)
{
    struct watch_edit edit = {.kind = WATCH_GROUP_ADD, .at = now};
    if (!is_free_name(screen, argument))
        return OUTCOME_REDRAW;
    text_copy(edit.group, sizeof edit.group, argument);
    if (!watch_edits_do(screen, &edit)) {
        screen_report(screen, ROLE_WARNING, "there are %d groups already, that is all there can be",
                      WATCH_GROUPS_MOST);
        return OUTCOME_REDRAW;
    }
    screen_report(screen, ROLE_STATUS, "group %s made; + adds symbols to it", argument);
    return show_group(screen, screen->watchlist.count - 1);
}

unsigned command_group_rename(struct screen *screen, const char *argument, int64_t now)
{
    struct watch_edit edit = watch_edits_make(screen, WATCH_GROUP_RENAME, "", now);
    if (watch_edits_refused(screen, edit.group) || !is_free_name(screen, argument))
        return OUTCOME_REDRAW;
    text_copy(edit.name, sizeof edit.name, argument);
    if (!watch_edits_do(screen, &edit)) {
        screen_say(screen, ROLE_WARNING, "there is no group to rename");
        return OUTCOME_REDRAW;
    }
    screen_report(screen, ROLE_STATUS, "group %s is now %s", edit.group, argument);
    return OUTCOME_WATCH_EDIT | OUTCOME_REDRAW;
}

/* The name is typed whole, so that a slip of the finger loses nothing. */
unsigned command_group_remove(struct screen *screen, const char *argument, int64_t now)
{
    const struct watch_group *group = find_group(screen, argument);
    struct watch_edit edit = {.kind = WATCH_GROUP_REMOVE, .at = now};
    if (group == NULL) {
        screen_report(screen, ROLE_WARNING, "there is no group \"%s\"", argument);
        return OUTCOME_REDRAW;
    }
    if (watch_edits_refused(screen, group->name))
        return OUTCOME_REDRAW;
    size_t index = (size_t)(group - screen->watchlist.groups), count = group->count;
    text_copy(edit.group, sizeof edit.group, group->name);
    (void)watch_edits_do(screen, &edit); /* it was found above */
    screen_report(screen, ROLE_STATUS, "group %s removed with %zu symbol%s", edit.group, count,
                  count == 1 ? "" : "s");
    if (screen->group < index)
        return OUTCOME_WATCH_EDIT | OUTCOME_REDRAW;
    if (screen->group > index) {
        screen->group--;
        return OUTCOME_WATCH_EDIT | OUTCOME_REDRAW;
    }
    return show_group(screen, index < screen->watchlist.count || index == 0 ? index : index - 1);
}

/* --- from a file --- */

unsigned command_import(struct screen *screen, const char *argument, int64_t now)
{
    (void)now;
    text_copy(screen->import_path, sizeof screen->import_path, argument);
    return OUTCOME_IMPORT | OUTCOME_REDRAW;
}

const char *screen_import_path(const struct screen *screen)
{
    return screen->import_path;
}

struct importing {
    struct screen *screen;
    int64_t now;
    size_t added, known, faults;
    unsigned first_fault;
    bool full;
};

static void take_symbol(void *context, const char *group, const char *symbol)
{
    struct importing *importing = context;
    struct watch_edit edit = watch_edits_make(importing->screen, WATCH_ADD, symbol, importing->now);
    if (group[0] != '\0')
        text_copy(edit.group, sizeof edit.group, group);
    const struct watch_group *into = watchlist_group(&importing->screen->watchlist, edit.group);
    bool known = into != NULL && watch_group_find(into, symbol) < into->count;
    if (known)
        importing->known++;
    else if (watch_edits_do(importing->screen, &edit))
        importing->added++;
    else
        importing->full = true;
}

static void take_fault(void *context, unsigned line)
{
    struct importing *importing = context;
    if (importing->faults++ == 0)
        importing->first_fault = line;
}

unsigned screen_import(struct screen *screen, const char *text, size_t length, int64_t now)
{
    struct importing importing = {.screen = screen, .now = now};
    char faults[80] = "";
    if (watch_edits_refused(screen, watch_edits_group(screen)))
        return OUTCOME_REDRAW;
    watchlist_import(text, length, take_symbol, take_fault, &importing);
    if (importing.faults > 0)
        snprintf(faults, sizeof faults, "; %zu line%s no symbols (the first: line %u)", importing.faults,
                 importing.faults == 1 ? " holds" : "s hold", importing.first_fault);
    screen_report(screen, importing.faults > 0 || importing.full ? ROLE_WARNING : ROLE_STATUS,
                  "%zu symbol%s added, %zu there already%s%s", importing.added, importing.added == 1 ? "" : "s",
                  importing.known, importing.full ? "; the watchlist is full" : "", faults);
    return importing.added > 0 ? OUTCOME_WATCH_EDIT | OUTCOME_REDRAW : OUTCOME_REDRAW;
}
