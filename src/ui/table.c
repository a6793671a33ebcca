/* SPDX-License-Identifier: MIT
 * Ordering, movement and drawing of tables; which columns fit is decided in table_fit.c. */
#include "config.h"

#include "table.h"

#include "filter.h"

#include "base/arena.h"
#include "base/format.h"
#include "base/text.h"
#include "ui/screen.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define MARK_COLUMNS     1
#define MEASURED_ROWS    200 /* beyond them only those on screen are measured */
#define DRAWN_CELL_WIDTH 16

void table_state_reset(struct table_state *state)
{
    *state = (struct table_state){.sort_column = -1};
}

static const void *row_at(const struct table *table, size_t index)
{
    return (const char *)table->rows + index * table->row_size;
}

static bool cell_is_unknown(const char *text)
{
    return strcmp(text, FORMAT_UNKNOWN) == 0;
}

static int compare_figures(struct amount a, struct amount b, int sign)
{
    if (a.known != b.known) {
        return a.known ? -1 : 1;
    }
    if (!a.known) {
        return 0;
    }
    return sign * ((a.value > b.value) - (a.value < b.value));
}

static int compare_rows(const struct table *table, const struct column *column, size_t a, size_t b, int sign)
{
    const void *one = row_at(table, a);
    const void *other = row_at(table, b);
    if (column->figure) {
        return compare_figures(column->figure(one), column->figure(other), sign);
    }
    return sign * column->compare(one, other);
}

/* Merge sort, since it is stable and the C library's sorts are not. */
static void sort_rows(const struct table *table, const struct column *column, int sign, size_t *order,
                      size_t *spare, size_t count)
{
    for (size_t width = 1; width < count; width *= 2) {
        for (size_t low = 0; low < count; low += 2 * width) {
            size_t middle = low + width < count ? low + width : count;
            size_t high = middle + width < count ? middle + width : count;
            size_t left = low, right = middle;
            for (size_t i = low; i < high; i++) {
                bool from_left = left < middle && (right == high || compare_rows(table, column, order[left],
                                                                                 order[right], sign) <= 0);
                spare[i] = from_left ? order[left++] : order[right++];
            }
        }
        memcpy(order, spare, count * sizeof *order);
    }
}

static bool is_sortable(const struct column *column)
{
    return column->figure || column->compare;
}

size_t table_order(const struct table *table, const struct table_state *state, size_t *order)
{
    struct filter filter;
    struct error err = {0};
    size_t count = 0;
    (void)filter_read(state->filter, table, &filter,
                      &err); /* what cannot be read hides nothing; table_draw says so */
    for (size_t i = 0; i < table->row_count; i++) {
        if (filter_passes(&filter, state->filter, table, row_at(table, i))) {
            order[count++] = i;
        }
    }
    int sort = state->sort_column;
    if (sort >= 0 && (size_t)sort < table->column_count + table->hidden_count &&
        is_sortable(&table->columns[sort])) {
        struct arena arena;
        arena_init(&arena);
        sort_rows(table, &table->columns[sort], state->reversed ? -1 : 1, order,
                  arena_array(&arena, count + 1, sizeof *order), count);
        arena_clear(&arena);
    } else if (state->reversed) {
        for (size_t i = 0; i < count / 2; i++) {
            size_t other = order[count - 1 - i];
            order[count - 1 - i] = order[i];
            order[i] = other;
        }
    }
    return count;
}

static size_t *new_order(struct arena *arena, const struct table *table)
{
    return arena_array(arena, table->row_count + 1, sizeof(size_t));
}

size_t table_visible(const struct table *table, const struct table_state *state)
{
    if (state->filter[0] == '\0') {
        return table->row_count;
    }
    struct arena arena;
    arena_init(&arena);
    size_t count = table_order(table, state, new_order(&arena, table));
    arena_clear(&arena);
    return count;
}

static int clamp(int value, int low, int high)
{
    return value < low || high < low ? low : value > high ? high : value;
}

const void *table_selected(const struct table *table, const struct table_state *state)
{
    struct arena arena;
    arena_init(&arena);
    size_t *order = new_order(&arena, table);
    size_t count = table_order(table, state, order);
    const void *row = count ? row_at(table, order[clamp(state->selected, 0, (int)count - 1)]) : NULL;
    arena_clear(&arena);
    return row;
}

void table_select(const struct table *table, struct table_state *state, const void *row)
{
    struct arena arena;
    arena_init(&arena);
    size_t *order = new_order(&arena, table);
    size_t count = table_order(table, state, order);
    for (size_t i = 0; i < count; i++) {
        if (row_at(table, order[i]) == row) {
            state->selected = (int)i;
        }
    }
    arena_clear(&arena);
}

static int cell_width(const struct column *column, const void *row)
{
    char text[TABLE_CELL_SIZE];
    if (column->draw) {
        int wanted = column->wants(row);
        return wanted < DRAWN_CELL_WIDTH ? wanted : DRAWN_CELL_WIDTH;
    }
    column->format(row, text, sizeof text);
    return (int)text_width(text);
}

static void widen(const struct table *table, const void *row, int *natural)
{
    bool noted = table->note && table->note(row);
    for (size_t i = 0; i < table->column_count && (i == 0 || !noted); i++) {
        int width = cell_width(&table->columns[i], row);
        natural[i] = width > natural[i] ? width : natural[i];
    }
}

static void measure(const struct table *table, const size_t *order, size_t count, size_t top, size_t shown,
                    int *natural)
{
    for (size_t i = 0; i < table->column_count; i++) {
        const struct column *column = &table->columns[i];
        int heading = (int)text_width(column->heading) + (column->number ? 0 : is_sortable(column));
        natural[i] = column->draw ? 0 : heading;
    }
    for (size_t i = 0; i < count && i < MEASURED_ROWS; i++) {
        widen(table, row_at(table, order[i]), natural);
    }
    for (size_t i = top < MEASURED_ROWS ? MEASURED_ROWS : top; i < top + shown && i < count; i++) {
        widen(table, row_at(table, order[i]), natural);
    }
}

static void draw_headings(struct canvas *canvas, struct rect area, const struct table *table,
                          const struct table_state *state, const struct table_fit *fit)
{
    for (size_t i = 0; i < fit->count; i++) {
        const struct column *column = &table->columns[fit->column[i]];
        bool sorted = state->sort_column >= 0 && fit->column[i] == (size_t)state->sort_column;
        char text[48];
        snprintf(text, sizeof text, "%s%s", column->heading, !sorted ? "" : state->reversed ? "▼" : "▲");
        int width = fit->width[i];
        /* A narrow number column gives its mark the gap on its left rather than grow by it. */
        int lead = column->align == ALIGN_RIGHT && sorted && (int)text_width(text) > width ? 1 : 0;
        canvas_field(canvas, area, 0, MARK_COLUMNS + fit->start[i] - lead, width + lead, column->align,
                     ROLE_HEADING, sorted ? STYLE_UNDERLINE : 0, text, false);
    }
}

static void draw_cell(struct canvas *canvas, struct rect area, int line, int start, int width,
                      const struct column *column, const void *row, bool dim)
{
    if (column->draw) {
        struct rect cell = {area.row + line, area.column + start, 1, width};
        column->draw(canvas, cell, row);
        return;
    }
    char text[TABLE_CELL_SIZE];
    column->format(row, text, sizeof text);
    enum role role = column->role ? column->role(row) : ROLE_TEXT;
    role = cell_is_unknown(text) ? ROLE_UNKNOWN : dim ? ROLE_STALE : role;
    canvas_field(canvas, area, line, start, width, column->align, role, dim ? STYLE_DIM : 0, text, column->number);
}

static void draw_row(struct canvas *canvas, struct rect area, int line, const struct table *table,
                     const struct table_fit *fit, const void *row)
{
    bool dim = table->dim && table->dim(row);
    const char *note = table->note ? table->note(row) : NULL;
    for (size_t i = 0; i < fit->count; i++) {
        int start = MARK_COLUMNS + fit->start[i];
        if (note && i == 1) {
            canvas_text(canvas, area, line, start, area.columns - start, ROLE_MUTED, 0, note);
            return;
        }
        draw_cell(canvas, area, line, start, fit->width[i], &table->columns[fit->column[i]], row, dim);
    }
}

/* The selection stays in sight with the least scrolling. */
static void keep_in_sight(struct table_state *state, int count, int page)
{
    state->page = page;
    if (state->selected >= 0) {
        state->selected = clamp(state->selected, 0, count - 1);
        int top = state->selected < state->top ? state->selected : state->top;
        state->top = state->selected >= top + page ? state->selected - page + 1 : top;
    }
    state->top = clamp(state->top, 0, count - page);
}

static void draw_mark(struct canvas *canvas, struct rect area, int line, bool focused)
{
    canvas_put(canvas, area, line, 0, 0x25b8, ROLE_TEXT, STYLE_BOLD);
    if (focused) {
        canvas_fill_role(canvas, area, line, 0, area.columns, ROLE_SELECTION, 0);
    }
}

void table_draw(struct canvas *canvas, struct rect area, const struct table *table, struct table_state *state,
                bool focused)
{
    struct filter filter;
    struct error err = {0};
    (void)filter_read(state->filter, table, &filter, &err);
    text_copy(state->filter_fault, sizeof state->filter_fault, err.message);
    if (area.rows <= 0 || area.columns <= MARK_COLUMNS) {
        return;
    }
    struct arena arena;
    arena_init(&arena);
    size_t *order = new_order(&arena, table);
    size_t count = table_order(table, state, order);
    int page = area.rows - 1;
    state->first_row = area.row + 1;
    keep_in_sight(state, (int)count, page);

    int natural[TABLE_COLUMNS_MOST];
    struct table_fit fit;
    measure(table, order, count, (size_t)state->top, (size_t)page, natural);
    table_fit(table, natural, state->left, area.columns - MARK_COLUMNS, &fit);
    draw_headings(canvas, area, table, state, &fit);
    for (int line = 0; line < page && state->top + line < (int)count; line++) {
        draw_row(canvas, area, line + 1, table, &fit, row_at(table, order[state->top + line]));
        if (state->top + line == state->selected) {
            draw_mark(canvas, area, line + 1, focused);
        }
    }
    if (count == 0 && table->row_count > 0) {
        canvas_printf(canvas, area, 1, MARK_COLUMNS, ROLE_MUTED, 0, "nothing matches \"%s\"", state->filter);
    }
    arena_clear(&arena);
}

bool table_move(int *selected, int count, int page, enum action_id action)
{
    int half = page / 2 > 0 ? page / 2 : 1;
    int whole = page > 0 ? page : 1;
    const struct {
        enum action_id action;
        int target;
    } moves[] = {
        {ACTION_DOWN, *selected + 1},
        {ACTION_UP, *selected - 1},
        {ACTION_PAGE_DOWN, *selected + whole},
        {ACTION_PAGE_UP, *selected - whole},
        {ACTION_HALF_DOWN, *selected + half},
        {ACTION_HALF_UP, *selected - half},
        {ACTION_FIRST, 0},
        {ACTION_LAST, count - 1},
        {ACTION_FIND_NEXT, *selected + 1 < count ? *selected + 1 : 0},
        {ACTION_FIND_PREVIOUS, *selected > 0 ? *selected - 1 : count - 1},
    };
    for (size_t i = 0; i < sizeof moves / sizeof moves[0]; i++) {
        if (moves[i].action == action) {
            *selected = clamp(moves[i].target, 0, count - 1);
            return true;
        }
    }
    return false;
}

static void sort_by_next_column(const struct table *table, struct table_state *state)
{
    int next = state->sort_column < -1 ? -1 : state->sort_column;
    do {
        next++;
    } while ((size_t)next < table->column_count && !is_sortable(&table->columns[next]));
    state->sort_column = (size_t)next < table->column_count ? next : -1;
    state->reversed = false;
}

unsigned table_act(const struct table *table, struct table_state *state, enum action_id action)
{
    if (table_move(&state->selected, (int)table_visible(table, state), state->page, action)) {
        return OUTCOME_REDRAW;
    }
    switch (action) {
    case ACTION_LEFT:
        state->left -= state->left > 0;
        return OUTCOME_REDRAW;
    case ACTION_RIGHT:
        state->left += state->left + 2 < (int)table->column_count;
        return OUTCOME_REDRAW;
    case ACTION_SORT:
        sort_by_next_column(table, state);
        return OUTCOME_REDRAW;
    case ACTION_REVERSE:
        state->reversed = !state->reversed;
        return OUTCOME_REDRAW;
    default:
        return OUTCOME_NONE;
    }
}
