/* SPDX-License-Identifier: MIT
 * Events: which are new, and the tape in one line. */
#include "config.h"

#include "screen_state.h"

#include "base/date.h"
#include "base/format.h"
#include "base/text.h"

#include <string.h>

#define SEPARATOR " · "

const struct events *screen_events(const struct screen *screen)
{
    const struct dataset *data = snapshot_data(screen->snapshot, DATASET_EVENTS, "");
    return data != NULL ? &data->u.events : NULL;
}

static struct event_window wanted_window(const struct screen *screen)
{
    struct event_window window = {.kinds = 1U << EVENT_ALERT};
    if (screen->mode == SCREEN_ALERTS)
        return window;
    window.kinds = event_group_kinds(screen->event_group);
    text_copy(window.words, sizeof window.words, screen->event_filter);
    size_t selected = screen->page_selected > 0 ? (size_t)screen->page_selected : 0, third = EVENT_WINDOW_MOST / 3;
    window.first = selected / third > 0 ? (selected / third - 1) * third : 0;
    return window;
}

static bool shows_events(const struct screen *screen)
{
    return screen->mode == SCREEN_EVENTS || screen->mode == SCREEN_EVENT_FILTER || screen->mode == SCREEN_ALERTS;
}

size_t events_wants(const struct screen *screen, struct want *want)
{
    if (!shows_events(screen))
        return 0;
    struct event_window window = wanted_window(screen);
    want->kind = DATASET_EVENT_LIST;
    event_window_subject(&window, want->subject, sizeof want->subject);
    return 1;
}

const struct events *events_window(const struct screen *screen)
{
    struct event_window wanted = wanted_window(screen), window;
    const struct events *nearest = NULL;
    for (size_t i = 0; screen->snapshot != NULL && i < screen->snapshot->slot_count; i++) {
        const struct slot *slot = &screen->snapshot->slots[i];
        if (slot->kind != DATASET_EVENT_LIST || slot->data == NULL || !event_window_parse(slot->subject, &window) ||
            window.kinds != wanted.kinds || strcmp(window.words, wanted.words) != 0)
            continue;
        if (nearest == NULL || window.first == wanted.first)
            nearest = &slot->data->u.events;
    }
    return nearest;
}

size_t screen_new_events(const struct screen *screen)
{
    const struct events *events = screen_events(screen);
    size_t count = 0;
    while (events != NULL && count < events->count && events->items[count].observed_at > screen->looked_at)
        count++;
    return count;
}

void event_time(const struct event *event, int64_t now, char *text, size_t size)
{
    int64_t when = event->happened_at != 0 ? event->happened_at : event->observed_at;
    if (date_new_york_day(when) == date_new_york_day(now))
        format_time(text, size, when);
    else
        format_month_day(text, size, when, now);
}

enum role event_role(const struct event *event)
{
    return event->severity >= 2 ? ROLE_ALARM : event->severity == 1 ? ROLE_WARNING : ROLE_TEXT;
}

/* Whole sentences only: as many of the newest as fit. */
void tape_draw(const struct screen *screen, struct canvas *canvas, struct rect area, int64_t now)
{
    const struct events *events = screen_events(screen);
    int column = 1;
    if (area.rows <= 0 || events == NULL)
        return;
    for (size_t i = 0; i < events->count; i++) {
        const struct event *event = &events->items[i];
        char time[24];
        event_time(event, now, time, sizeof time);
        int width = (int)(text_width(time) + 1 + text_width(event->text) + (i > 0 ? text_width(SEPARATOR) : 0));
        if (i > 0 && column + width > area.columns)
            return;
        if (i > 0)
            column += canvas_text(canvas, area, 0, column, -1, ROLE_MUTED, 0, SEPARATOR);
        column += canvas_text(canvas, area, 0, column, -1, ROLE_MUTED, 0, time) + 1;
        column += canvas_text(canvas, area, 0, column, -1, event_role(event), 0, event->text);
    }
}
