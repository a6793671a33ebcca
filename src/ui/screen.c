/* SPDX-License-Identifier: MIT
 * The screen's life, its selection, and keys on their way to actions. */
#include "config.h"

#include "ui/screen.h"

#include "base/key.h"
#include "base/memory.h"
#include "base/text.h"
#include "command.h"
#include "command_chart.h"
#include "reader.h"
#include "screen_state.h"
#include "symbol_prompt.h"
#include "table.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NEW_LINE  0x0a
#define CONTROL_C 0x03

/* --- messages --- */

void screen_say(struct screen *screen, enum role role, const char *text)
{
    screen->message_role = role;
    text_copy(screen->message, sizeof screen->message, text);
}

void screen_report(struct screen *screen, enum role role, const char *format, ...)
{
    char text[MESSAGE_SIZE];
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    if (length >= 0)
        screen_say(screen, role, text);
}

/* --- life --- */

static void say_first_fault(void *context, const char *text)
{
    struct screen *screen = context;
    if (screen->message[0] == '\0')
        screen_say(screen, ROLE_WARNING, text);
}

static void select_group_of(struct screen *screen, const char *symbol)
{
    for (size_t i = 0; i < screen->watchlist.count; i++)
        for (size_t j = 0; j < screen->watchlist.groups[i].count; j++)
            if (strcmp(screen->watchlist.groups[i].symbols[j], symbol) == 0) {
                screen->group = i;
                return;
            }
}

static void choose_first_symbol(struct screen *screen, const char *symbol)
{
    const struct watch_group *group;
    if (symbol != NULL && symbol[0] != '\0') {
        text_copy(screen->symbol, sizeof screen->symbol, symbol);
        select_group_of(screen, symbol);
        return;
    }
    for (; screen->group + 1 < screen->watchlist.count; screen->group++)
        if (screen->watchlist.groups[screen->group].count > 0)
            break;
    group = screen_group(screen);
    if (group != NULL && group->count > 0)
        text_copy(screen->symbol, sizeof screen->symbol, group->symbols[0]);
}

struct screen *screen_new(const struct screen_options *options, struct error *err)
{
    const struct config *config = options->config;
    struct screen *screen = memory_new(1, sizeof *screen);
    const struct config_report own = {.message = say_first_fault, .context = screen};
    (void)err; /* nothing here can fail; the parameter keeps the promise open */
    screen->panes = pane_table(&screen->pane_count);
    if (screen->pane_count > LAYOUT_PANES_MOST)
        screen->pane_count = LAYOUT_PANES_MOST;
    for (size_t i = 0; i < screen->pane_count; i++) {
        table_state_reset(&screen->states[i].table);
        table_state_reset(&screen->states[i].lower);
    }
    watchlist_copy(&screen->watchlist, options->watchlist);
    choose_first_symbol(screen, options->symbol);
    screen->companion = screen->pane_count > 1 ? 1 : 0;
    for (size_t i = 0; i < screen->pane_count; i++)
        screen->grid_count += !screen->panes[i]->aside || config->drivers;
    screen->label = options->mode;
    screen->recorded_at = options->recorded_at;
    screen->clock_seconds = config->seconds;
    text_copy(screen->indices, sizeof screen->indices, config->indices);
    screen->looked_at = options->looked_at;
    screen->positions = options->positions;
    screen->dossier = options->dossier;
    screen->overlays = true;
    screen->range = RANGE_1M;
    (void)chart_range_parse(config->range, &screen->range); /* the configuration has checked it */
    command_chart_start(screen, config, options->report != NULL ? options->report : &own);
    command_chart_recall(screen, options->chart);
    text_copy(screen->theme, sizeof screen->theme, config->theme);
    struct error fault = {0};
    const char *columns =
        options->columns != NULL && options->columns[0] != '\0' ? options->columns : config->columns;
    if (!columns_parse(&screen->chosen, columns, &fault))
        screen_say(screen, ROLE_WARNING, fault.message);
    keymap_build(&screen->keymap, config, options->report != NULL ? options->report : &own);
    return screen;
}

void screen_free(struct screen *screen)
{
    if (screen == NULL)
        return;
    snapshot_unref(screen->snapshot);
    watchlist_clear(&screen->watchlist);
    free(screen->edits);
    free(screen);
}

/* --- selection --- */

const struct watch_group *screen_group(const struct screen *screen)
{
    return screen->group < screen->watchlist.count ? &screen->watchlist.groups[screen->group] : NULL;
}

unsigned screen_select(struct screen *screen, const char *symbol)
{
    if (strcmp(symbol, screen->symbol) == 0)
        return OUTCOME_REDRAW;
    text_copy(screen->symbol, sizeof screen->symbol, symbol);
    for (size_t i = 0; i < screen->pane_count; i++) {
        struct pane_state *state = &screen->states[i];
        if ((screen->panes[i]->kinds & SYMBOL_KINDS) == 0)
            continue;
        state->table.selected = state->table.top = 0;
        state->lower.selected = state->lower.top = 0;
        state->detail = false;
        reader_close(state);
        state->detail_top = 0;
    }
    return OUTCOME_REDRAW | OUTCOME_FOCUS;
}

void screen_focus(struct screen *screen, size_t pane)
{
    if (pane >= screen->pane_count)
        return;
    if (screen->focus < screen->grid_count)
        screen->focus_before = screen->focus;
    screen->focus = pane;
    if (pane > 0 && pane < screen->grid_count)
        screen->companion = pane;
}

struct view screen_view(const struct screen *screen, size_t pane, int64_t now)
{
    return (struct view){
        .snapshot = screen->snapshot,
        .watchlist = &screen->watchlist,
        .group = screen->group,
        .symbol = screen->symbol,
        .range = screen->range,
        .chart = screen->chart,
        .indicators = &screen->indicators,
        .overlays = screen->overlays,
        .overlay_choice = screen->overlay_choice,
        .logarithmic = screen->logarithmic,
        .focused = pane == screen->focus,
        .paused = screen->paused,
        .columns = &screen->chosen,
        .positions = screen->positions,
        .dossier = screen->dossier,
        .now = now,
    };
}

struct layout screen_layout(const struct screen *screen, int rows, int columns)
{
    if (screen->focus >= screen->grid_count)
        return layout_make(rows, columns, screen->pane_count, screen->focus, true);
    struct layout layout = layout_make(rows, columns, screen->grid_count, screen->focus, screen->zoomed);
    if (layout.kind == LAYOUT_MEDIUM && screen->focus == 0 && !screen->zoomed)
        layout = layout_make(rows, columns, screen->grid_count, screen->companion, false);
    return layout;
}

/* --- keys --- */

bool screen_is_typing(const struct screen *screen)
{
    return screen->mode == SCREEN_FILTER || screen->mode == SCREEN_COMMANDS || screen->mode == SCREEN_ADD ||
           screen->mode == SCREEN_EVENT_FILTER;
}

bool screen_has_page(const struct screen *screen)
{
    return screen->mode >= SCREEN_HELP;
}

static unsigned ask_pane(struct screen *screen, enum action_id id, int64_t now)
{
    struct view view = screen_view(screen, screen->focus, now);
    if (screen->pane_count == 0)
        return OUTCOME_NONE;
    view.state = &screen->states[screen->focus];
    unsigned outcome = screen->panes[screen->focus]->act(&view, id, screen);
    if (view.symbol != screen->symbol)
        outcome |= screen_select(screen, view.symbol);
    return outcome;
}

unsigned screen_filtered(struct screen *screen, int64_t now)
{
    return ask_pane(screen, ACTION_NONE, now);
}

unsigned screen_perform(struct screen *screen, enum action_id id, const char *argument, int64_t now)
{
    size_t count;
    const struct action *table = action_table(&count);
    unsigned outcome = argument == NULL ? ask_pane(screen, id, now) : OUTCOME_NONE;
    if (outcome != OUTCOME_NONE)
        return outcome;
    for (size_t i = 0; i < count; i++)
        if (table[i].id == id) {
            screen->acting = id;
            return table[i].run(screen, argument, now);
        }
    return OUTCOME_NONE;
}

static void set_filter(struct screen *screen, const char *text)
{
    if (screen->mode == SCREEN_EVENT_FILTER) {
        text_copy(screen->event_filter, sizeof screen->event_filter, text);
        screen->page_selected = screen->page_top = 0;
        return;
    }
    struct table_state *table = &screen->states[screen->focus].table;
    text_copy(table->filter, sizeof table->filter, text);
    table->selected = table->top = 0;
}

static unsigned finish_line(struct screen *screen, int64_t now)
{
    char text[INPUT_SIZE];
    enum screen_mode mode = screen->mode;
    text_copy(text, sizeof text, mode == SCREEN_ADD ? symbol_prompt_choice(screen) : screen->input.text);
    screen->mode = mode == SCREEN_EVENT_FILTER ? SCREEN_EVENTS : SCREEN_NORMAL;
    if (mode == SCREEN_COMMANDS) {
        input_remember(&screen->input);
        return OUTCOME_REDRAW | command_run(screen, text, now);
    }
    if (mode == SCREEN_ADD && text[0] != '\0')
        return OUTCOME_REDRAW | OUTCOME_FOCUS | screen_perform(screen, ACTION_ADD_SYMBOL, text, now);
    return OUTCOME_REDRAW | (mode == SCREEN_FILTER ? screen_filtered(screen, now) : OUTCOME_NONE);
}

static unsigned type_key(struct screen *screen, uint32_t key, int64_t now)
{
    input_complete complete = screen->mode == SCREEN_COMMANDS ? command_complete : NULL;
    if (symbol_prompt_key(screen, key))
        return OUTCOME_REDRAW;
    switch (input_key(&screen->input, key, complete, screen)) {
    case INPUT_CHANGED:
        if (screen->mode == SCREEN_FILTER || screen->mode == SCREEN_EVENT_FILTER)
            set_filter(screen, screen->input.text);
        screen->hit_chosen = false;
        return screen->mode == SCREEN_ADD ? OUTCOME_REDRAW | OUTCOME_FOCUS : OUTCOME_REDRAW;
    case INPUT_ENTERED:
        return finish_line(screen, now);
    case INPUT_CANCELLED:
        if (screen->mode == SCREEN_FILTER)
            set_filter(screen, screen->filter_before);
        if (screen->mode == SCREEN_EVENT_FILTER)
            set_filter(screen, "");
        screen->mode = screen->mode == SCREEN_EVENT_FILTER ? SCREEN_EVENTS : SCREEN_NORMAL;
        return OUTCOME_REDRAW;
    case INPUT_IGNORED:
        break;
    }
    return OUTCOME_NONE;
}

static bool is_too_small(const struct screen *screen)
{
    return screen->rows < LAYOUT_LEAST_ROWS || screen->columns < LAYOUT_LEAST_COLUMNS;
}

static unsigned say_unbound(struct screen *screen, uint32_t key)
{
    char label[32], keys[64];
    key_label(key, label, sizeof label);
    keymap_names(&screen->keymap, ACTION_HELP, 1, keys, sizeof keys);
    if (label[0] == '\0' || keys[0] == '\0')
        return OUTCOME_NONE;
    screen_report(screen, ROLE_STATUS, "%s does nothing; %s shows the keys", label, keys);
    return OUTCOME_REDRAW;
}

static unsigned take_key(struct screen *screen, uint32_t key, int64_t now)
{
    unsigned outcome = screen->message[0] != '\0' ? OUTCOME_REDRAW : OUTCOME_NONE;
    if (key == KEYS_RESIZE)
        return OUTCOME_REDRAW;
    if (key == NEW_LINE)
        key = KEYS_ENTER;
    screen->message[0] = '\0';
    if (is_too_small(screen) && screen->rows > 0) /* nothing of a line or a page is to be seen */
        screen->mode = SCREEN_NORMAL;
    if (screen_is_typing(screen) && key != CONTROL_C)
        return outcome | type_key(screen, key, now);
    enum action_id action = keymap_find(&screen->keymap, key);
    if (action == ACTION_NONE)
        return outcome | say_unbound(screen, key);
    if (screen_has_page(screen) && key != CONTROL_C) {
        unsigned done = page_act(screen, action, now);
        if (done != OUTCOME_NONE)
            return outcome | done;
        outcome |= page_close(screen, now);
    }
    return outcome | screen_perform(screen, action, NULL, now);
}

unsigned screen_key(struct screen *screen, uint32_t key, int64_t now)
{
    struct want before = {0}, after = {0};
    (void)events_wants(screen, &before);
    unsigned outcome = take_key(screen, key, now);
    (void)events_wants(screen, &after);
    return outcome | (strcmp(before.subject, after.subject) != 0 ? OUTCOME_FOCUS : OUTCOME_NONE);
}

/* --- what the program asks --- */

const char *screen_symbol(const struct screen *screen)
{
    return screen->symbol;
}

enum chart_range screen_range(const struct screen *screen)
{
    return screen->range;
}

static bool is_wanted_already(const struct want *wants, size_t count, const struct want *wanted)
{
    for (size_t i = 0; i < count; i++)
        if (wants[i].kind == wanted->kind && strcmp(wants[i].subject, wanted->subject) == 0)
            return true;
    return false;
}

size_t screen_wants(const struct screen *screen, int64_t now, struct want *wants, size_t most)
{
    size_t count = most > 0 && symbol_prompt_wants(screen, &wants[0]) ? 1 : 0;
    for (size_t i = 0; i < screen->pane_count; i++) {
        struct want own[WANTS_MOST];
        struct view view = screen_view(screen, i, now);
        struct pane_state state = screen->states[i];
        view.state = &state;
        size_t asked = screen->panes[i]->wants != NULL ? screen->panes[i]->wants(&view, own, WANTS_MOST) : 0;
        for (size_t k = 0; k < asked && count < most; k++)
            if (!is_wanted_already(wants, count, &own[k]))
                wants[count++] = own[k];
    }
    return count < most ? count + events_wants(screen, &wants[count]) : count;
}

unsigned screen_refresh_kinds(const struct screen *screen)
{
    return screen->refresh_kinds;
}

bool screen_paused(const struct screen *screen)
{
    return screen->paused;
}

bool screen_take_edit(struct screen *screen, struct watch_edit *edit)
{
    if (screen->edit_count == 0)
        return false;
    *edit = screen->edits[0];
    screen->edit_count--;
    memmove(screen->edits, screen->edits + 1, screen->edit_count * sizeof *screen->edits);
    return true;
}

const struct alert_wish *screen_alert(const struct screen *screen)
{
    return &screen->alert;
}

const char *screen_theme(const struct screen *screen)
{
    return screen->theme;
}

const char *screen_kept(const struct screen *screen, const char **value)
{
    *value = screen->kept[1];
    return screen->kept[0];
}

const char *screen_copy_text(const struct screen *screen)
{
    return screen->copied;
}
