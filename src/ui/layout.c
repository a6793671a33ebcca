/* SPDX-License-Identifier: MIT
 * Which panes are shown at which size, and where. Pure. */
#include "config.h"

#include "ui/layout.h"

#define WIDE_ROWS      40
#define WIDE_COLUMNS   150
#define MEDIUM_ROWS    25
#define MEDIUM_COLUMNS 100
#define TAPE_ROWS      16 /* a lower screen has no event tape */
#define GRID_OF_TWO    4  /* up to so many panes stand in two columns, more in three */

static enum layout_kind kind_of(int rows, int columns)
{
    if (rows < LAYOUT_LEAST_ROWS || columns < LAYOUT_LEAST_COLUMNS)
        return LAYOUT_TOO_SMALL;
    if (rows >= WIDE_ROWS && columns >= WIDE_COLUMNS)
        return LAYOUT_WIDE;
    return rows >= MEDIUM_ROWS || columns >= MEDIUM_COLUMNS ? LAYOUT_MEDIUM : LAYOUT_SMALL;
}

/* The part-th of `parts` nearly equal parts of a length, and where it begins. */
static int part_start(int length, int part, int parts)
{
    return length * part / parts;
}

static struct rect grid_cell(struct rect body, int row, int rows, int column, int columns)
{
    int top = part_start(body.rows, row, rows);
    int left = part_start(body.columns, column, columns);
    return (struct rect){
        .row = body.row + top,
        .column = body.column + left,
        .rows = part_start(body.rows, row + 1, rows) - top,
        .columns = part_start(body.columns, column + 1, columns) - left,
    };
}

static void place_grid(struct layout *layout, struct rect body, int count)
{
    int columns = count == 1 ? 1 : count <= GRID_OF_TWO ? 2 : 3;
    int rows = (count + columns - 1) / columns;
    for (int i = 0; i < count; i++) {
        int row = i / columns;
        int in_row = row + 1 < rows ? columns : count - row * columns; /* the last row's panes share its width */
        layout->panes[i] = grid_cell(body, row, rows, i % columns, in_row);
    }
}

static void place_two(struct layout *layout, struct rect body, size_t other)
{
    bool beside = body.columns >= MEDIUM_COLUMNS;
    layout->panes[0] = beside ? grid_cell(body, 0, 1, 0, 2) : grid_cell(body, 0, 2, 0, 1);
    layout->panes[other] = beside ? grid_cell(body, 0, 1, 1, 2) : grid_cell(body, 1, 2, 0, 1);
}

static void place_panes(struct layout *layout, struct rect body, size_t count, size_t focus, bool zoomed)
{
    if (count == 0)
        return;
    if (layout->kind == LAYOUT_SMALL || zoomed || count == 1)
        layout->panes[focus] = body;
    else if (layout->kind == LAYOUT_WIDE)
        place_grid(layout, body, (int)count);
    else
        place_two(layout, body, focus > 0 ? focus : 1);
}

struct layout layout_make(int rows, int columns, size_t pane_count, size_t focus, bool zoomed)
{
    struct layout layout = {.kind = kind_of(rows, columns)};
    if (layout.kind == LAYOUT_TOO_SMALL)
        return layout;
    size_t count = pane_count < LAYOUT_PANES_MOST ? pane_count : LAYOUT_PANES_MOST;
    struct rect body = {.row = 1, .columns = columns};
    int bottom = rows - 1;
    layout.header = (struct rect){0, 0, 1, columns};
    layout.status = (struct rect){bottom, 0, 1, columns};
    if (rows >= TAPE_ROWS)
        layout.tape = (struct rect){--bottom, 0, 1, columns};
    if (layout.kind == LAYOUT_SMALL)
        layout.tabs = (struct rect){body.row++, 0, 1, columns};
    body.rows = bottom - body.row;
    place_panes(&layout, body, count, focus < count ? focus : 0, zoomed);
    return layout;
}
