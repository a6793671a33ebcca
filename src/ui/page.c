/* SPDX-License-Identifier: MIT
 * Pages over the panes: help, events, log, provenance, themes. Each is a writer that fills a sheet. */
#include "config.h"

#include "screen_state.h"

#include "alert_page.h"
#include "event_page.h"

#include "base/format.h"
#include "base/log.h"
#include "base/memory.h"
#include "base/text.h"
#include "command.h"
#include "sheet.h"
#include "table.h"
#include "ui/theme.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define THEMES_MOST     64
#define PROVENANCE_SIZE 1024
#define LARGE_MARGIN    4   /* rows and columns around a page on a large screen */
#define LARGE_COLUMNS   100 /* from here on a page leaves a margin */
#define TWO_COLUMNS     110 /* from here on help has two columns */
#define NOWHERE         1000000

/* --- writers: part 0 or 1 of a page that has two columns --- */

static void write_keys(struct screen *screen, struct sheet *sheet, size_t first, size_t end)
{
    size_t count;
    const struct action *actions = action_table(&count);
    for (size_t i = first; i < end && i < count; i++) {
        char keys[64];
        keymap_names(&screen->keymap, actions[i].id, 4, keys, sizeof keys);
        if (keys[0] != '\0')
            sheet_field(sheet, keys, ROLE_TEXT, actions[i].help);
    }
}

static void write_commands(struct sheet *sheet)
{
    size_t count;
    const struct command *commands = command_table(&count);
    sheet_heading(sheet, "COMMANDS (and every action by its name, and every symbol)");
    for (size_t i = 0; i < count; i++) {
        char name[64];
        snprintf(name, sizeof name, ":%s %s", commands[i].name, commands[i].argument);
        sheet_field(sheet, name, ROLE_TEXT, commands[i].help);
    }
}

static void write_help(struct screen *screen, struct sheet *sheet, int part, int parts, int64_t now)
{
    size_t count;
    (void)now;
    (void)action_table(&count);
    size_t half = parts == 2 ? (count + 7) / 2 : count; /* the commands stand in the second column */
    if (part == 0)
        write_keys(screen, sheet, 0, half);
    else
        write_keys(screen, sheet, half, count);
    if (part + 1 == parts)
        write_commands(sheet);
}

static void write_log(struct screen *screen, struct sheet *sheet, int part, int parts, int64_t now)
{
    char(*lines)[LOG_LINE_SIZE] = memory_new(LOG_RING_LINES, sizeof *lines);
    size_t count = log_tail(lines, LOG_RING_LINES);
    (void)screen;
    (void)part;
    (void)parts;
    (void)now;
    for (size_t i = 0; i < count; i++) {
        char clean[LOG_LINE_SIZE];
        (void)text_clean(clean, sizeof clean, lines[i], strlen(lines[i]));
        sheet_text(sheet, ROLE_TEXT, clean);
    }
    if (count == 0)
        sheet_text(sheet, ROLE_MUTED, "the log is empty");
    free(lines);
}

int64_t screen_received_at(const struct slot *slot)
{
    return slot->good_at == 0 && slot->data != NULL ? slot->data->fetched_at : slot->good_at;
}

static void write_slot(struct sheet *sheet, const struct slot *slot, int64_t now)
{
    char stamp[48];
    char age[32];
    const char *source = slot->data != NULL && slot->data->source[0] != '\0' ? slot->data->source : slot->source;
    int64_t received = screen_received_at(slot);
    format_stamp(stamp, sizeof stamp, received);
    format_age(age, sizeof age, received, now);
    if (received > 0)
        sheet_print(sheet, dataset_kind_name(slot->kind), ROLE_TEXT, "%s, received %s (%s)", source, stamp, age);
    else
        sheet_print(sheet, dataset_kind_name(slot->kind), ROLE_UNKNOWN, "%s, nothing received yet", source);
    if (slot->chain_note[0] != '\0')
        sheet_field(sheet, "", ROLE_WARNING, slot->chain_note);
    if (slot->error.code != ERROR_NONE)
        sheet_field(sheet, "", ROLE_FAILED, slot->error.message);
}

bool screen_tells_of(const struct screen *screen, const struct slot *slot)
{
    char bars[SUBJECT_SIZE];
    snapshot_bars_subject(bars, sizeof bars, screen->symbol, screen->range);
    return (screen->panes[screen->focus]->kinds & 1U << slot->kind) != 0 &&
           (slot->subject[0] == '\0' || strcmp(slot->subject, screen->symbol) == 0 ||
            strcmp(slot->subject, bars) == 0);
}

static bool wants_key(const struct screen *screen, const struct source_health *health)
{
    return health->error.code == ERROR_NEEDS_KEY && (screen->panes[screen->focus]->kinds & 1U << health->kind) != 0;
}

/* What more there would be with a key: a provider says so once, however many sources it has. */
static void write_keys_wanted(struct screen *screen, struct sheet *sheet)
{
    const struct snapshot *snapshot = screen->snapshot;
    for (size_t i = 0; snapshot != NULL && i < snapshot->health_count; i++) {
        const struct source_health *health = &snapshot->health[i];
        bool said = !wants_key(screen, health);
        for (size_t k = 0; k < i && !said; k++)
            said = wants_key(screen, &snapshot->health[k]) &&
                   strcmp(snapshot->health[k].error.message, health->error.message) == 0;
        if (!said)
            sheet_field(sheet, health->heading, ROLE_MUTED, health->error.message);
    }
}

static void write_provenance(struct screen *screen, struct sheet *sheet, int part, int parts, int64_t now)
{
    char text[PROVENANCE_SIZE] = "";
    struct view view = screen_view(screen, screen->focus, now);
    const struct snapshot *snapshot = screen->snapshot;
    (void)part;
    (void)parts;
    if (screen->pane_count == 0)
        return;
    view.state = &screen->states[screen->focus];
    screen->panes[screen->focus]->provenance(&view, text, sizeof text);
    sheet_text(sheet, ROLE_TEXT, text);
    for (size_t i = 0; snapshot != NULL && i < snapshot->slot_count; i++)
        if (screen_tells_of(screen, &snapshot->slots[i]))
            write_slot(sheet, &snapshot->slots[i], now);
    write_keys_wanted(screen, sheet);
}

static void write_themes(struct screen *screen, struct sheet *sheet, int part, int parts, int64_t now)
{
    char names[THEMES_MOST][CONFIG_NAME_SIZE];
    int count = (int)theme_names(names, THEMES_MOST);
    (void)part;
    (void)parts;
    (void)now;
    if (screen->page_selected >= count)
        screen->page_selected = count - 1;
    for (int i = 0; i < count; i++) {
        bool selected = i == screen->page_selected;
        sheet_print(sheet, "", selected ? ROLE_SELECTION : ROLE_TEXT, "%s %s%s", selected ? "▸" : " ", names[i],
                    strcmp(names[i], screen->theme) == 0 ? " (in use)" : "");
    }
}

static const struct page {
    const char *title;
    void (*write)(struct screen *screen, struct sheet *sheet, int part, int parts, int64_t now);
    int columns, rows; /* the most it wants; 0 all there is. With rows it is as low as its text */
    bool two_columns;
    enum action_id opener;
    bool selects;                                                               /* a line is marked */
    unsigned (*act)(struct screen *screen, enum action_id action, int64_t now); /* asked before the page's own */
    int (*count)(const struct screen *screen); /* of lines to mark; NULL: the writer keeps the mark within them */
} pages[] = {
    [SCREEN_HELP] = {"Keys", write_help, 0, 0, true, ACTION_HELP, false, NULL, NULL},
    [SCREEN_EVENTS] = {"Events", events_write, 120, 0, false, ACTION_EVENTS, true, events_act, events_count},
    [SCREEN_LOG] = {"Log", write_log, 0, 0, false, ACTION_LOG, false, NULL, NULL},
    [SCREEN_PROVENANCE] = {"Source, time and age", write_provenance, 90, 16, false, ACTION_PROVENANCE, false, NULL,
                           NULL},
    [SCREEN_THEMES] = {"Themes", write_themes, 44, 14, false, ACTION_THEME, true, NULL, NULL},
    [SCREEN_ALERTS] = {"Alerts", alerts_write, 130, 0, false, ACTION_ALERTS, true, alerts_act, NULL},
};

static const struct page *page_of(const struct screen *screen)
{
    return &pages[screen->mode == SCREEN_EVENT_FILTER ? SCREEN_EVENTS : screen->mode];
}

/* --- drawing --- */

static int at_most(int value, int most)
{
    return most > 0 && value > most ? most : value;
}

static int draw_part(struct screen *screen, struct canvas *canvas, struct rect area, int part, int parts, int *top,
                     int64_t now)
{
    struct sheet sheet;
    sheet_init(&sheet);
    page_of(screen)->write(screen, &sheet, part, parts, now);
    int rows = sheet_draw(canvas, area, &sheet, top);
    sheet_clear(&sheet);
    return rows;
}

/* The frame and a blank at either side. */
static struct rect text_area(struct rect area)
{
    return rect_inside(rect_inside(area, 1, 1), 0, 1);
}

static struct rect page_area(struct screen *screen, struct rect body, int64_t now)
{
    const struct page *page = page_of(screen);
    int margin = body.columns >= LARGE_COLUMNS ? LARGE_MARGIN : 0;
    struct rect area = {
        .rows = at_most(body.rows - margin, page->rows),
        .columns = at_most(body.columns - 2 * margin, page->columns),
    };
    if (page->rows > 0) {
        struct canvas nothing;
        int top = 0;
        canvas_init(&nothing, 0, 0); /* only to see how many rows it takes */
        area.rows = 2 + draw_part(screen, &nothing, text_area(area), 0, 1, &top, now);
        canvas_clear(&nothing);
    }
    area.row = body.row + (body.rows - area.rows) / 2;
    area.column = body.column + (body.columns - area.columns) / 2;
    return area;
}

void page_draw(struct screen *screen, struct canvas *canvas, struct rect body, int64_t now)
{
    const struct page *page = page_of(screen);
    struct rect area = page_area(screen, body, now);
    canvas_erase(canvas, area, ROLE_TEXT);
    (void)frame_draw(canvas, area, true, page->title, "Esc closes");
    struct rect inside = text_area(area);
    int parts = page->two_columns && inside.columns >= TWO_COLUMNS ? 2 : 1;
    int furthest = 0;
    for (int part = 0; part < parts; part++) {
        int top = screen->page_top;
        struct rect column = inside;
        column.column += part * (inside.columns / parts + 1);
        column.columns = inside.columns / parts - (parts - 1);
        (void)draw_part(screen, canvas, column, part, parts, &top, now);
        furthest = top > furthest ? top : furthest;
    }
    screen->page_top = furthest; /* the sheets keep it within their ends */
}

/* --- acting --- */

unsigned page_open(struct screen *screen, enum screen_mode mode, int64_t now)
{
    (void)now;
    screen->mode = mode;
    screen->page_top = mode == SCREEN_LOG ? NOWHERE : 0; /* the log opens at its end */
    screen->page_selected = 0;
    return OUTCOME_REDRAW;
}

unsigned page_close(struct screen *screen, int64_t now)
{
    if (screen->mode == SCREEN_EVENTS)
        screen->looked_at = now;
    screen->mode = SCREEN_NORMAL;
    return OUTCOME_REDRAW;
}

static unsigned take_theme(struct screen *screen, int64_t now)
{
    char names[THEMES_MOST][CONFIG_NAME_SIZE];
    int count = (int)theme_names(names, THEMES_MOST);
    if (screen->page_selected >= 0 && screen->page_selected < count)
        text_copy(screen->theme, sizeof screen->theme, names[screen->page_selected]);
    return page_close(screen, now) | OUTCOME_THEME;
}

unsigned page_act(struct screen *screen, enum action_id action, int64_t now)
{
    if (action == ACTION_BACK || action == ACTION_LEFT || action == ACTION_QUIT ||
        action == page_of(screen)->opener)
        return page_close(screen, now);
    if (screen->mode == SCREEN_THEMES && action == ACTION_DETAIL)
        return take_theme(screen, now);
    const struct page *open = page_of(screen);
    unsigned own = open->act != NULL ? open->act(screen, action, now) : OUTCOME_NONE;
    if (own != OUTCOME_NONE)
        return own;
    int *place = open->selects ? &screen->page_selected : &screen->page_top;
    int page = screen->rows > 8 ? screen->rows - 8 : 1;
    int most = open->count != NULL ? open->count(screen) : NOWHERE;
    if (table_move(place, most > 0 ? most : 1, page, action)) {
        if (open->selects) /* the marked line stays in sight */
            screen->page_top = *place > page / 2 ? *place - page / 2 : 0;
        return OUTCOME_REDRAW;
    }
    return action == ACTION_DETAIL || action == ACTION_RIGHT ? OUTCOME_REDRAW : OUTCOME_NONE;
}
