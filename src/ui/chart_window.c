/* SPDX-License-Identifier: MIT
 * Pan and zoom over the bars held. The place is counted from the newest bar, the size in doublings of the range. */
#include "config.h"

#include "chart_window.h"

#include "base/date.h"
#include "view.h"

#include <stdio.h>
#include <string.h>

#define ZOOM_MOST   6
#define SHOWN_LEAST 8
#define PAN_PART    4 /* of what is shown, that one step moves */

struct part { /* of the bars held, older ones included */
    size_t first, count;
};

static struct part part_of(const struct bars *bars, const struct pane_state *state)
{
    size_t held = bars->older_count + bars->count, wanted = bars->count, moved = state->window.pan;
    for (int i = 0; i < state->window.zoom && wanted / 2 >= SHOWN_LEAST; i++)
        wanted /= 2;
    for (int i = 0; i > state->window.zoom && wanted < held; i--)
        wanted *= 2;
    wanted = wanted < held ? wanted : held;
    moved = moved < held - wanted ? moved : held - wanted;
    return (struct part){held - wanted - moved, wanted};
}

/* Another range begins with its own newest end. */
static void settle(const struct bars *bars, struct pane_state *state)
{
    if (state->window.range != bars->range)
        state->window = (struct pane_window){.range = bars->range};
    bool follows = state->window.pan == 0 || state->window.newest == 0;
    for (size_t i = bars->count; !follows && i > 0 && bars->items[i - 1].start > state->window.newest; i--)
        state->window.pan++;
    struct part part = part_of(bars, state);
    state->window.pan = bars->older_count + bars->count - part.first - part.count;
    state->window.newest = bars->items[bars->count - 1].start;
}

bool chart_window_is_moved(const struct view *view)
{
    const struct pane_state *state = view->state;
    return state != NULL && state->window.range == view->range &&
           (state->window.pan > 0 || state->window.zoom != 0);
}

struct bars chart_window(const struct bars *bars, const struct view *view)
{
    struct bars window = *bars;
    if (view->state == NULL || bars->count == 0)
        return window;
    settle(bars, view->state);
    struct part part = part_of(bars, view->state);
    window.items = bars->items - bars->older_count + part.first;
    window.count = part.count;
    window.older_count = part.first;
    if (view->state->window.pan > 0)
        window.prior_close = AMOUNT_UNKNOWN; /* of another day */
    return window;
}

void chart_window_words(const struct bars *window, char *text, size_t size)
{
    char from[16], to[16];
    text[0] = '\0';
    if (window->count == 0)
        return;
    date_to_iso(date_new_york_day(window->items[0].start), from, sizeof from);
    date_to_iso(date_new_york_day(window->items[window->count - 1].start), to, sizeof to);
    snprintf(text, size, strcmp(from, to) == 0 ? "%s" : "%s to %s", from, to);
}

static const struct bars *bars_of(const struct view *view)
{
    char subject[SUBJECT_SIZE];
    snapshot_bars_subject(subject, sizeof subject, view_symbol(view), view->range);
    const struct dataset *data = view_dataset(view, DATASET_BARS, subject);
    return data != NULL && data->u.bars.count > 0 ? &data->u.bars : NULL;
}

static bool pan(const struct bars *bars, struct pane_state *state, bool older)
{
    struct part part = part_of(bars, state);
    size_t step = part.count / PAN_PART > 0 ? part.count / PAN_PART : 1, before = state->window.pan;
    state->window.pan = older ? before + step : before > step ? before - step : 0;
    settle(bars, state);
    return true;
}

static bool zoom(const struct bars *bars, struct pane_state *state, int step)
{
    int before = state->window.zoom;
    size_t shown = part_of(bars, state).count;
    if (before + step > ZOOM_MOST || before + step < -ZOOM_MOST)
        return true;
    state->window.zoom = before + step;
    if (part_of(bars, state).count == shown)
        state->window.zoom = before;
    settle(bars, state);
    return true;
}

bool chart_window_act(const struct view *view, enum action_id action)
{
    struct pane_state *state = view->state;
    bool mine = action == ACTION_CHART_OLDER || action == ACTION_CHART_NEWER || action == ACTION_CHART_CLOSER ||
                action == ACTION_CHART_WIDER;
    const struct bars *bars = bars_of(view);
    if (action == ACTION_BACK && chart_window_is_moved(view)) {
        state->window = (struct pane_window){.range = view->range};
        return true;
    }
    if (!mine || bars == NULL)
        return mine;
    settle(bars, state);
    if (action == ACTION_CHART_OLDER || action == ACTION_CHART_NEWER)
        return pan(bars, state, action == ACTION_CHART_OLDER);
    return zoom(bars, state, action == ACTION_CHART_CLOSER ? 1 : -1);
}
