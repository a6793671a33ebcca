/* SPDX-License-Identifier: MIT
 * Alerts on the screen: the rules with what becomes of them, the rings so far, and the words that make, silence and
 * remove rules. */
#include "config.h"

#include "alert_page.h"

#include "base/format.h"
#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define RINGS_SHOWN  50
#define SNOOZE_HOUR  3600
#define MINUTES_MOST 10080 /* a week */
#define STATE_SIZE   96

static const struct alert_lines *lines_of(const struct screen *screen)
{
    const struct dataset *data = snapshot_data(screen->snapshot, DATASET_ALERTS, "");
    return data != NULL ? &data->u.alerts : NULL;
}

/* --- the page --- */

static void describe_ring(const struct alert_line *line, int64_t now, char *text, size_t size)
{
    char age[32];
    format_age(age, sizeof age, line->rang_at, now);
    bool just_now = strcmp(age, "now") == 0;
    snprintf(text, size, "rang %s%s%s", just_now ? "just " : "", age, just_now ? "" : " ago");
}

static void describe(const struct alert_line *line, int64_t now, char *text, size_t size)
{
    char ring[48] = "", wait[32];
    if (line->rang_at > 0)
        describe_ring(line, now, ring, sizeof ring);
    format_wait(wait, sizeof wait, line->snoozed_to - now);
    if (line->fault[0] != '\0')
        snprintf(text, size, "%s", line->fault);
    else if (line->snoozed_to > now)
        snprintf(text, size, "silent for %s", wait);
    else if (line->spent)
        snprintf(text, size, "%s: once was asked for, it is done", ring);
    else if (line->rang_at > 0)
        snprintf(text, size, "%s%s", ring, line->holds ? ", still holds" : "");
    else if (line->subjects > 1)
        snprintf(text, size, "waits, looks at %zu", line->subjects);
    else
        snprintf(text, size, "waits");
}

static enum role role_of(const struct alert_line *line, int64_t now)
{
    if (line->fault[0] != '\0')
        return ROLE_FAILED;
    if (line->spent || line->snoozed_to > now)
        return ROLE_MUTED;
    return line->holds ? ROLE_WARNING : ROLE_TEXT;
}

static void write_rules(struct screen *screen, struct sheet *sheet, int64_t now)
{
    const struct alert_lines *lines = lines_of(screen);
    int count = lines != NULL ? (int)lines->count : 0;
    if (screen->page_selected >= count)
        screen->page_selected = count > 0 ? count - 1 : 0;
    if (count == 0)
        sheet_text(
            sheet, ROLE_MUTED,
            "no rules yet. Make one here with + or anywhere with :alert, for example :alert CRWV price > 150, "
            ":alert group:neoclouds rating upgrade, :alert any filing 8-K item 1.01, :alert h100 stock none");
    for (int i = 0; i < count; i++) {
        char state[STATE_SIZE + sizeof lines->items[i].fault];
        bool selected = i == screen->page_selected;
        describe(&lines->items[i], now, state, sizeof state);
        sheet_print(sheet, "", selected ? ROLE_SELECTION : role_of(&lines->items[i], now), "%s %s  ·  %s%s",
                    selected ? "▸" : " ", lines->items[i].text, state,
                    lines->items[i].from_config ? "  (configuration)" : "");
    }
}

static void write_rings(struct screen *screen, struct sheet *sheet, int64_t now)
{
    const struct events *events = events_window(screen);
    size_t shown = 0;
    sheet_heading(sheet, "RANG");
    for (size_t i = 0; events != NULL && i < events->count && shown < RINGS_SHOWN; i++) {
        char time[24];
        event_time(&events->items[i], now, time, sizeof time);
        sheet_field(sheet, time, event_role(&events->items[i]), events->items[i].text);
        shown++;
    }
    if (shown == 0)
        sheet_text(sheet, ROLE_MUTED, "nothing yet");
}

void alerts_write(struct screen *screen, struct sheet *sheet, int part, int parts, int64_t now)
{
    (void)part;
    (void)parts;
    write_rules(screen, sheet, now);
    sheet_text(sheet, ROLE_MUTED, "+ new   - remove   p silent for an hour, and again not   Esc closes");
    write_rings(screen, sheet, now);
}

/* --- acting --- */

static unsigned wish(struct screen *screen, enum alert_verb verb, const char *text, int seconds)
{
    struct alert_wish *wanted = &screen->alert;
    *wanted = (struct alert_wish){.verb = verb, .seconds = seconds};
    text_copy(wanted->text, sizeof wanted->text, text);
    return OUTCOME_ALERT | OUTCOME_REDRAW;
}

static const struct alert_line *selected_line(const struct screen *screen)
{
    const struct alert_lines *lines = lines_of(screen);
    int at = screen->page_selected;
    return lines != NULL && at >= 0 && (size_t)at < lines->count ? &lines->items[at] : NULL;
}

static unsigned remove_selected(struct screen *screen)
{
    const struct alert_line *line = selected_line(screen);
    if (line == NULL)
        return OUTCOME_REDRAW;
    if (line->from_config) {
        screen_report(screen, ROLE_WARNING, "this rule stands in [alerts] of gputape.conf: remove it there");
        return OUTCOME_REDRAW;
    }
    screen_report(screen, ROLE_STATUS, "removed; :alert %s brings it back", line->text);
    return wish(screen, ALERT_REMOVE, line->text, 0);
}

static unsigned snooze_selected(struct screen *screen, int64_t now)
{
    const struct alert_line *line = selected_line(screen);
    if (line == NULL)
        return OUTCOME_REDRAW;
    bool silent = line->snoozed_to > now;
    screen_report(screen, ROLE_STATUS, "%s: %s", line->text, silent ? "may ring again" : "silent for an hour");
    return wish(screen, ALERT_SNOOZE, line->text, silent ? 0 : SNOOZE_HOUR);
}

/* The command line, with what is selected already in it. */
static unsigned begin_rule(struct screen *screen, int64_t now)
{
    struct view view = screen_view(screen, screen->focus, now);
    struct amount last = AMOUNT_UNKNOWN;
    char line[INPUT_SIZE], price[32] = "";
    const struct dataset *quotes = snapshot_data(view.snapshot, DATASET_QUOTES, "");
    const struct quote *quote = quotes != NULL ? quotes_find(&quotes->u.quotes, screen->symbol) : NULL;
    if (quote != NULL)
        last = quote->last;
    if (last.known)
        format_price(price, sizeof price, last, quote->decimals);
    snprintf(line, sizeof line, "alert %s price > %s", screen->symbol[0] != '\0' ? screen->symbol : "any", price);
    screen->mode = SCREEN_COMMANDS;
    input_start(&screen->input, line);
    return OUTCOME_REDRAW;
}

unsigned alerts_act(struct screen *screen, enum action_id action, int64_t now)
{
    switch (action) {
    case ACTION_ADD_SYMBOL:
        return begin_rule(screen, now);
    case ACTION_REMOVE_SYMBOL:
        return remove_selected(screen);
    case ACTION_PAUSE:
        return snooze_selected(screen, now);
    default:
        return OUTCOME_NONE;
    }
}

/* --- commands --- */

unsigned alerts_add(struct screen *screen, const char *argument, int64_t now)
{
    struct alert_rule rule;
    struct error err = {0};
    (void)now;
    if (!alert_parse(argument, &rule, &err)) {
        screen_report(screen, ROLE_WARNING, ":alert: %s", err.message);
        return OUTCOME_REDRAW;
    }
    screen_report(screen, ROLE_STATUS, "rule kept: %s (a shows all)", rule.text);
    return wish(screen, ALERT_ADD, rule.text, 0);
}

unsigned alerts_remove(struct screen *screen, const char *argument, int64_t now)
{
    const struct alert_lines *lines = lines_of(screen);
    (void)now;
    for (size_t i = 0; lines != NULL && i < lines->count; i++)
        if (text_equal_fold(lines->items[i].text, argument)) {
            screen->page_selected = (int)i;
            return remove_selected(screen);
        }
    screen_report(screen, ROLE_WARNING, "there is no rule \"%s\"; a shows all", argument);
    return OUTCOME_REDRAW;
}

unsigned alerts_snooze(struct screen *screen, const char *argument, int64_t now)
{
    char *rest;
    long minutes = strtol(argument, &rest, 10);
    (void)now;
    if (rest == argument || rest[0] != '\0' || minutes < 0 || minutes > MINUTES_MOST) {
        screen_report(screen, ROLE_WARNING, "minutes are expected, 0 to %d: :snooze 30", MINUTES_MOST);
        return OUTCOME_REDRAW;
    }
    screen_report(screen, ROLE_STATUS,
                  minutes > 0 ? "all rules are silent for %ld min" : "all rules may ring again", minutes);
    return wish(screen, ALERT_SNOOZE, "", (int)minutes * 60);
}
