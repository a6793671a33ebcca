/* SPDX-License-Identifier: MIT
 * Two companies' boards side by side, and the dossier as a list. */
#include "config.h"

#include "drivers_board.h"

#include "base/format.h"
#include "base/text.h"
#include "view.h"

#include <stdio.h>
#include <string.h>

/* --- side by side: a row that does not apply to one of them is empty there --- */

struct pair_row {
    struct driver_row mine; /* first: the board's own cells read it */
    struct driver_row other;
    bool has_mine, has_other;
};

static const struct pair_row *pair_of(const void *row)
{
    return row;
}

const struct driver_row *drivers_pair_side(const void *row, int side)
{
    if (side == 0)
        return pair_of(row)->has_mine ? &pair_of(row)->mine : NULL;
    return pair_of(row)->has_other ? &pair_of(row)->other : NULL;
}

static void format_side(const struct driver_row *row, bool applies, char *text, size_t size,
                        void (*format)(const void *row, char *text, size_t size))
{
    text_copy(text, size, "");
    if (applies)
        format(row, text, size);
}

static void format_my_value(const void *row, char *text, size_t size)
{
    format_side(&pair_of(row)->mine, pair_of(row)->has_mine, text, size, drivers_format_value);
}

static void format_other_value(const void *row, char *text, size_t size)
{
    format_side(&pair_of(row)->other, pair_of(row)->has_other, text, size, drivers_format_value);
}

static void format_my_direction(const void *row, char *text, size_t size)
{
    format_side(&pair_of(row)->mine, pair_of(row)->has_mine, text, size, drivers_format_direction);
}

static void format_other_direction(const void *row, char *text, size_t size)
{
    format_side(&pair_of(row)->other, pair_of(row)->has_other, text, size, drivers_format_direction);
}

static enum role my_role(const void *row)
{
    return drivers_direction_role(&pair_of(row)->mine);
}

static enum role other_role(const void *row)
{
    return drivers_direction_role(&pair_of(row)->other);
}

static void format_leg(const void *row, char *text, size_t size)
{
    text_copy(text, size, pair_of(row)->mine.driver->leg);
}

static const struct column pair_columns[] = {
    {.heading = "DRIVER", .least = 18, .weight = 3, .priority = 0, .format = drivers_format_title},
    {.heading = "FIRST",
     .least = 6,
     .align = ALIGN_RIGHT,
     .priority = 1,
     .number = true,
     .format = format_my_value},
    {.heading = "POINTS", .least = 10, .priority = 0, .format = format_my_direction, .role = my_role},
    {.heading = "SECOND",
     .least = 6,
     .align = ALIGN_RIGHT,
     .priority = 1,
     .number = true,
     .format = format_other_value},
    {.heading = "POINTS", .least = 10, .priority = 0, .format = format_other_direction, .role = other_role},
    {.heading = "LEG", .least = 9, .priority = 2, .format = format_leg},
};

static struct pair_row *pair_for(struct pair_row *rows, size_t *count, const struct driver *driver)
{
    for (size_t i = 0; i < *count; i++)
        if (rows[i].mine.driver == driver)
            return &rows[i];
    rows[*count] = (struct pair_row){.mine.driver = driver, .other.driver = driver};
    return &rows[(*count)++];
}

struct table drivers_pair(const struct view *view, struct arena *arena)
{
    struct driver_row *mine, *other;
    size_t most, count = 0;
    (void)driver_table(&most);
    struct pair_row *rows = arena_array(arena, most, sizeof *rows);
    size_t my_count = drivers_of(view, view_compared(view, 0), arena, &mine);
    size_t other_count = drivers_of(view, view_compared(view, 1), arena, &other);
    for (size_t i = 0; i < my_count; i++) {
        struct pair_row *row = pair_for(rows, &count, mine[i].driver);
        row->mine = mine[i];
        row->has_mine = true;
    }
    for (size_t i = 0; i < other_count; i++) {
        struct pair_row *row = pair_for(rows, &count, other[i].driver);
        row->other = other[i];
        row->has_other = true;
        if (!row->has_mine)
            row->mine = other[i]; /* its title and its rule are the same */
    }
    return (struct table){.columns = pair_columns,
                          .column_count = sizeof pair_columns / sizeof pair_columns[0],
                          .rows = rows,
                          .row_size = sizeof *rows,
                          .row_count = count};
}

/* --- the dossier --- */

static const struct dossier_entry *entry_of(const void *row)
{
    return row;
}

static void format_symbol(const void *row, char *text, size_t size)
{
    text_copy(text, size, entry_of(row)->symbol);
}

static void format_what(const void *row, char *text, size_t size)
{
    const struct dossier_entry *entry = entry_of(row);
    if (entry->kind == DOSSIER_GUIDANCE)
        snprintf(text, size, "guidance %d", entry->year);
    else
        text_copy(text, size, entry->kind == DOSSIER_BACKLOG ? "backlog" : entry->party);
}

static struct amount middle(const void *row)
{
    return dossier_middle(entry_of(row));
}

static void format_amount_of(const void *row, char *text, size_t size)
{
    const struct dossier_entry *entry = entry_of(row);
    char low[24], high[24];
    format_scaled(low, sizeof low, entry->low);
    format_scaled(high, sizeof high, entry->high);
    if (entry->low.value < entry->high.value)
        snprintf(text, size, "%s-%s", low, high);
    else
        text_copy(text, size, low);
}

static void format_announced(const void *row, char *text, size_t size)
{
    text_copy(text, size, entry_of(row)->announced);
}

static int compare_announced(const void *a, const void *b)
{
    return strcmp(entry_of(a)->announced, entry_of(b)->announced);
}

static void format_until(const void *row, char *text, size_t size)
{
    text_copy(text, size, entry_of(row)->until);
}

static void format_says(const void *row, char *text, size_t size)
{
    text_copy(text, size, entry_of(row)->says);
}

static void format_source(const void *row, char *text, size_t size)
{
    text_copy(text, size, entry_of(row)->source);
}

static const struct column dossier_columns[] = {
    {.heading = "SYM", .least = 6, .priority = 0, .format = format_symbol},
    {.heading = "WHO", .least = 13, .priority = 1, .format = format_what},
    {.heading = "USD",
     .least = 6,
     .align = ALIGN_RIGHT,
     .priority = 0,
     .number = true,
     .format = format_amount_of,
     .figure = middle},
    {.heading = "ANNOUNCED", .least = 10, .priority = 1, .format = format_announced, .compare = compare_announced},
    {.heading = "UNTIL", .least = 10, .priority = 3, .format = format_until},
    {.heading = "SAYS", .least = 20, .weight = 2, .priority = 2, .format = format_says},
    {.heading = "SOURCE", .least = 20, .weight = 1, .priority = 2, .format = format_source},
};

struct table drivers_dossier(const struct view *view, struct arena *arena)
{
    (void)arena;
    return (struct table){.columns = dossier_columns,
                          .column_count = sizeof dossier_columns / sizeof dossier_columns[0],
                          .rows = view->dossier != NULL ? view->dossier->entries : NULL,
                          .row_size = sizeof(struct dossier_entry),
                          .row_count = view->dossier != NULL ? view->dossier->count : 0};
}
