/* SPDX-License-Identifier: MIT
 * The list of events: what is new since the last look is marked, kinds and words narrow it, Enter goes to the
 * evidence. */
#include "config.h"

#include "event_page.h"

#include "base/format.h"
#include "base/text.h"

#include <stdio.h>
#include <string.h>

#define NEW_MARK "\xe2\x97\x8f" /* a filled circle */

/* What `w` goes through: all, then groups of kinds as a trader thinks of them. */
static const struct event_group {
    const char *name;
    unsigned kinds; /* mask of 1 << EVENT_x */
} groups[] = {
    {"all", ~0U},
    {"alerts", 1U << EVENT_ALERT},
    {"prices", 1U << EVENT_PRICE},
    {"analysts", 1U << EVENT_RATING | 1U << EVENT_TARGET | 1U << EVENT_ESTIMATE | 1U << EVENT_CONSENSUS},
    {"filings", 1U << EVENT_FILING | 1U << EVENT_RECEIVABLES},
    {"GPUs", 1U << EVENT_GPU | 1U << EVENT_INDEX},
    {"news", 1U << EVENT_NEWS},
    {"program", 1U << EVENT_PROVIDER | 1U << EVENT_PROGRAM},
};
#define GROUPS ((int)(sizeof groups / sizeof groups[0]))

unsigned event_group_kinds(int group)
{
    return groups[group].kinds;
}

int events_count(const struct screen *screen)
{
    const struct events *events = events_window(screen);
    return events != NULL ? (int)events->total : 0;
}

/* NULL behind the last, and while its window is not there yet. */
static const struct event *selected_event(const struct screen *screen)
{
    const struct events *events = events_window(screen);
    size_t at = screen->page_selected > 0 ? (size_t)screen->page_selected : 0;
    return events != NULL && at >= events->first && at - events->first < events->count
               ? &events->items[at - events->first]
               : NULL;
}

/* --- writing --- */

static void write_head(const struct screen *screen, struct sheet *sheet)
{
    char line[128] = "";
    size_t used = 0;
    for (int i = 0; i < GROUPS; i++) {
        bool chosen = i == screen->event_group;
        int written = snprintf(line + used, sizeof line - used, "%s%s%s  ", chosen ? "[" : "", groups[i].name,
                               chosen ? "]" : "");
        used += written > 0 && (size_t)written < sizeof line - used ? (size_t)written : 0;
    }
    sheet_heading(sheet, line);
    if (screen->event_filter[0] != '\0')
        sheet_print(sheet, "", ROLE_WARNING, "filter: %s", screen->event_filter);
}

static void write_one(const struct screen *screen, struct sheet *sheet, const struct event *event, bool selected,
                      int64_t now)
{
    char time[24];
    bool fresh = event->observed_at > screen->looked_at;
    event_time(event, now, time, sizeof time);
    sheet_print(sheet, time, selected ? ROLE_SELECTION : event_role(event), "%s%s%s", selected ? "▸" : " ",
                fresh ? NEW_MARK " " : "  ", event->text);
}

static bool was_seen(const struct screen *screen, const struct event *event)
{
    return screen->looked_at > 0 && event->observed_at <= screen->looked_at;
}

/* The line between new and old stands before the first that was seen. True when it was written, or is above. */
static bool write_window(const struct screen *screen, struct sheet *sheet, const struct events *events, int64_t now)
{
    bool divided = events->first > 0 && events->count > 0 && was_seen(screen, &events->items[0]);
    sheet_skip(sheet, (int)events->first);
    for (size_t i = 0; i < events->count; i++) {
        if (!divided && was_seen(screen, &events->items[i])) {
            char when[64];
            format_stamp(when, sizeof when, screen->looked_at);
            sheet_print(sheet, "", ROLE_HEADING, "── before you last looked, %s ──", when);
            divided = true;
        }
        write_one(screen, sheet, &events->items[i], (int)(events->first + i) == screen->page_selected, now);
    }
    sheet_skip(sheet, (int)(events->total - events->first - events->count));
    return divided;
}

void events_write(struct screen *screen, struct sheet *sheet, int part, int parts, int64_t now)
{
    const struct events *events = events_window(screen);
    (void)part;
    (void)parts;
    write_head(screen, sheet);
    bool divided = events == NULL || write_window(screen, sheet, events, now);
    if (events == NULL)
        sheet_text(sheet, ROLE_MUTED, "reading …");
    else if (events->total == 0)
        sheet_text(sheet, ROLE_MUTED,
                   "nothing here yet: rating actions, filings, price and GPU moves come as they are seen");
    else if (!divided && screen->looked_at > 0)
        sheet_heading(sheet, "── all of this is new since you last looked ──");
    sheet_text(sheet, ROLE_MUTED, "Enter evidence   w kinds   / filter   y copy its link   Esc closes");
}

/* --- acting --- */

/* "PANE SUBJECT", or an address of a filing. */
static unsigned go_to_evidence(struct screen *screen, const struct event *event, int64_t now)
{
    char pane[32];
    size_t length = strcspn(event->link, " ");
    if (strncmp(event->link, "https://", 8) == 0)
        text_copy(pane, sizeof pane, "receivables");
    else
        text_copy(pane, length + 1 < sizeof pane ? length + 1 : sizeof pane, event->link);
    if (strcmp(pane, "log") == 0)
        return page_open(screen, SCREEN_LOG, now);
    unsigned outcome = page_close(screen, now);
    for (size_t i = 0; i < screen->pane_count; i++)
        if (strcmp(screen->panes[i]->name, pane) == 0)
            screen_focus(screen, i);
    return outcome | (event->symbol[0] != '\0' ? screen_select(screen, event->symbol) : OUTCOME_REDRAW);
}

static unsigned begin_filter(struct screen *screen)
{
    screen->mode = SCREEN_EVENT_FILTER;
    input_start(&screen->input, screen->event_filter);
    return OUTCOME_REDRAW;
}

static unsigned show_group(struct screen *screen, int step)
{
    screen->event_group = (screen->event_group + step + GROUPS) % GROUPS;
    screen->page_selected = screen->page_top = 0;
    return OUTCOME_REDRAW;
}

static unsigned copy_link(struct screen *screen, const struct event *event)
{
    text_copy(screen->copied, sizeof screen->copied, event->link);
    screen_report(screen, ROLE_STATUS, "copied: %s", event->link);
    return OUTCOME_COPY | OUTCOME_REDRAW;
}

unsigned events_act(struct screen *screen, enum action_id action, int64_t now)
{
    const struct event *event = selected_event(screen);
    switch (action) {
    case ACTION_DETAIL:
        return event != NULL ? go_to_evidence(screen, event, now) : OUTCOME_REDRAW;
    case ACTION_COPY:
        return event != NULL ? copy_link(screen, event) : OUTCOME_REDRAW;
    case ACTION_VIEW:
    case ACTION_PREVIOUS_VIEW:
        return show_group(screen, action == ACTION_VIEW ? 1 : -1);
    case ACTION_FILTER:
        return begin_filter(screen);
    default:
        return OUTCOME_NONE;
    }
}
