/* SPDX-License-Identifier: MIT
 * Events: which are new, and the tape in one line. */
#include "config.h"

#include "screen_state.h"

#include "base/date.h"
#include "base/format.h"
#include "base/text.h"

#define SEPARATOR " · "

const struct events *screen_events(const struct screen *screen)
{
    const struct dataset *data = snapshot_data(screen->snapshot, DATASET_EVENTS, "");
    return data != NULL ? &data->u.events : NULL;
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
