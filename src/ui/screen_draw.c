/* SPDX-License-Identifier: MIT
 * One frame: header, panes, tape, status line, and what lies over them; and the mouse, which meets the same places.
 */
#include "config.h"

#include "screen_state.h"
#include "symbol_prompt.h"

#include "base/text.h"

#include <stdio.h>
#include <string.h>

#define SUBTITLE_SIZE 96
#define TITLE_SIZE    96
#define MOUSE_LEFT    1
#define MOUSE_UP      4
#define MOUSE_DOWN    5

static void draw_least_size(struct canvas *canvas)
{
    struct rect all = {0, 0, canvas->rows, canvas->columns};
    if (canvas->columns >= 30)
        (void)canvas_printf(canvas, all, 0, 0, ROLE_WARNING, 0, "gputape needs %dx%d (q quits)",
                            LAYOUT_LEAST_COLUMNS, LAYOUT_LEAST_ROWS);
    else
        (void)canvas_printf(canvas, all, 0, 0, ROLE_WARNING, 0, "needs %dx%d", LAYOUT_LEAST_COLUMNS,
                            LAYOUT_LEAST_ROWS);
}

static void draw_tabs(const struct screen *screen, struct canvas *canvas, struct rect area)
{
    int column = 1;
    for (size_t i = 0; i < screen->pane_count && area.rows > 0; i++) {
        const struct pane *pane = screen->panes[i];
        bool focused = i == screen->focus;
        char key[5];
        char text[64];
        (void)text_encode(pane->hotkey, key);
        snprintf(text, sizeof text, focused ? "[%s %s]" : " %s %s ", key, focused ? pane->title : pane->name);
        column += canvas_text(canvas, area, 0, column, -1, focused ? ROLE_TITLE_FOCUS : ROLE_MUTED, 0, text);
    }
}

static void draw_filter(const struct screen *screen, size_t index, struct canvas *canvas, struct rect area)
{
    const char *filter = screen->states[index].table.filter;
    const char *fault = screen->states[index].table.filter_fault;
    char text[FILTER_SIZE + sizeof screen->states[index].table.filter_fault + 16];
    if (filter[0] == '\0')
        return;
    snprintf(text, sizeof text, "filter: %s%s%s", filter, fault[0] != '\0' ? " · " : "", fault);
    frame_note(canvas, area, ROLE_WARNING, text);
}

static void write_title(const struct pane *pane, const struct view *view, char *title, size_t size)
{
    char key[5];
    const char *shown = view->state->shown < pane->view_count ? pane->views[view->state->shown].title : "";
    (void)text_encode(pane->hotkey, key);
    snprintf(title, size, "%s %s%s%s", key, pane->title, shown[0] != '\0' ? ": " : "", shown);
}

static void draw_pane(struct screen *screen, size_t index, struct canvas *canvas, struct rect area, int64_t now)
{
    const struct pane *pane = screen->panes[index];
    struct view view = screen_view(screen, index, now);
    char subtitle[SUBTITLE_SIZE] = "";
    char title[TITLE_SIZE];
    if (area.rows <= 0)
        return;
    view.state = &screen->states[index];
    write_title(pane, &view, title, sizeof title);
    pane->subtitle(&view, subtitle, sizeof subtitle);
    struct rect inside = frame_draw(canvas, area, view.focused, title, subtitle);
    if (screen->symbol[0] == '\0' && (pane->kinds & SYMBOL_KINDS) != 0)
        (void)canvas_text(canvas, inside, 0, 1, -1, ROLE_MUTED, 0, "no symbol is selected");
    else
        pane->draw(canvas, inside, &view);
    draw_filter(screen, index, canvas, area);
}

static struct rect body_of(const struct layout *layout)
{
    int top = layout->tabs.rows > 0 ? layout->tabs.row + 1 : layout->header.row + 1;
    int bottom = layout->tape.rows > 0 ? layout->tape.row : layout->status.row;
    return (struct rect){top, 0, bottom - top, layout->header.columns};
}

void screen_draw(struct screen *screen, struct canvas *canvas, int64_t now)
{
    struct rect all = {0, 0, canvas->rows, canvas->columns};
    struct layout layout = screen_layout(screen, canvas->rows, canvas->columns);
    screen->rows = canvas->rows;
    screen->columns = canvas->columns;
    canvas_erase(canvas, all, ROLE_TEXT);
    canvas->cursor_row = canvas->cursor_column = -1;
    if (layout.kind == LAYOUT_TOO_SMALL) {
        draw_least_size(canvas);
        return;
    }
    header_draw(screen, canvas, layout.header, now);
    draw_tabs(screen, canvas, layout.tabs);
    for (size_t i = 0; i < screen->pane_count; i++)
        draw_pane(screen, i, canvas, layout.panes[i], now);
    if (screen->mode == SCREEN_COMMANDS && screen->input.candidate_count > 0)
        input_draw_candidates(&screen->input, canvas, layout.tape);
    else
        tape_draw(screen, canvas, layout.tape, now);
    if (screen_has_page(screen))
        page_draw(screen, canvas, body_of(&layout), now);
    symbol_prompt_draw(screen, canvas, body_of(&layout), now);
    status_draw(screen, canvas, layout.status);
}

/* --- mouse --- */

static bool holds(struct rect area, int row, int column)
{
    return row >= area.row && row < area.row + area.rows && column >= area.column &&
           column < area.column + area.columns;
}

static size_t pane_at(const struct screen *screen, int row, int column)
{
    struct layout layout = screen_layout(screen, screen->rows, screen->columns);
    for (size_t i = 0; i < screen->pane_count; i++)
        if (holds(layout.panes[i], row, column))
            return i;
    return screen->pane_count;
}

/* The selection goes to the row under the pointer by the pane's own movement, so that all that follows it follows.
 */
static unsigned select_row(struct screen *screen, int row, int64_t now)
{
    const struct table_state *table = &screen->states[screen->focus].table;
    unsigned outcome = OUTCOME_NONE;
    int target = table->top + row - table->first_row;
    if (screen->states[screen->focus].detail || row < table->first_row || row >= table->first_row + table->page)
        return OUTCOME_NONE;
    for (int before = -1; table->selected != target && table->selected != before;) {
        before = table->selected;
        outcome |= screen_perform(screen, target > before ? ACTION_DOWN : ACTION_UP, NULL, now);
    }
    return outcome;
}

static unsigned scroll_under(struct screen *screen, size_t pane, enum action_id action, int64_t now)
{
    size_t focus = screen->focus;
    screen->focus = pane;
    unsigned outcome = screen_perform(screen, action, NULL, now);
    screen->focus = focus;
    return outcome;
}

unsigned screen_mouse(struct screen *screen, int row, int column, int button, int64_t now)
{
    size_t pane = pane_at(screen, row, column);
    enum action_id scroll = button == MOUSE_UP ? ACTION_UP : ACTION_DOWN;
    bool wheel = button == MOUSE_UP || button == MOUSE_DOWN;
    if (screen_has_page(screen))
        return wheel ? page_act(screen, scroll, now) : OUTCOME_NONE;
    if (pane == screen->pane_count || screen_is_typing(screen))
        return OUTCOME_NONE;
    if (wheel)
        return scroll_under(screen, pane, scroll, now);
    if (button != MOUSE_LEFT)
        return OUTCOME_NONE;
    screen_focus(screen, pane);
    return OUTCOME_REDRAW | select_row(screen, row, now);
}
