/* SPDX-License-Identifier: MIT
 * The sort of the price pane over a change of the group: by the column's name, for its place may be another. */
#include "config.h"

#include "group_change.h"

#include "price_rows.h"

static struct table table_of(const struct screen *screen, struct pane_state *state, struct arena *arena)
{
    struct view view = screen_view(screen, 0, 0);
    view.state = state;
    return price_rows_table(&view, arena);
}

void group_change(struct screen *screen, size_t group)
{
    struct pane_state *state = &screen->states[0];
    struct arena arena;
    char name[COLUMN_NAME_SIZE] = "";
    size_t column;
    arena_init(&arena);
    struct table before = table_of(screen, state, &arena);
    if (state->table.sort_column >= 0 &&
        (size_t)state->table.sort_column < before.column_count + before.hidden_count)
        column_name(&before.columns[state->table.sort_column], name);
    screen->group = group;
    struct table after = table_of(screen, state, &arena);
    if (name[0] != '\0')
        state->table.sort_column = table_find_column(&after, name, &column) ? (int)column : -1;
    arena_clear(&arena);
}
