/* SPDX-License-Identifier: MIT
 * A heat table: the group's symbols by week, upgrades less downgrades of the last 90 days. */
#include "config.h"

#include "ratings_views.h"

#include "base/format.h"
#include "base/text.h"
#include "listing.h"
#include "model/upgrade_heat.h"
#include "view.h"

#include <stdio.h>
#include <string.h>

static const struct heat_row *row_of(const void *row)
{
    return row;
}

static void format_symbol(const void *row, char *text, size_t size)
{
    text_copy(text, size, row_of(row)->symbol);
}

static int compare_symbols(const void *a, const void *b)
{
    return strcmp(row_of(a)->symbol, row_of(b)->symbol);
}

static struct amount net(const void *row)
{
    return amount_of(row_of(row)->upgrades - row_of(row)->downgrades);
}

static void format_net(const void *row, char *text, size_t size)
{
    snprintf(text, size, "%+d", row_of(row)->upgrades - row_of(row)->downgrades);
}

static enum role role_of_net(const void *row)
{
    return view_change_role(net(row));
}

static void format_moves(const void *row, char *text, size_t size)
{
    snprintf(text, size, "▲%d ▼%d", row_of(row)->upgrades, row_of(row)->downgrades);
}

static void format_starts(const void *row, char *text, size_t size)
{
    snprintf(text, size, "%d", row_of(row)->starts);
}

static void format_actions(const void *row, char *text, size_t size)
{
    snprintf(text, size, "%d", row_of(row)->actions);
}

static struct amount target_change(const void *row)
{
    return row_of(row)->target_change;
}

static void format_target_change(const void *row, char *text, size_t size)
{
    format_percent(text, size, target_change(row), 1);
}

static enum role role_of_target(const void *row)
{
    return view_change_role(target_change(row));
}

/* A figure where upgrades and downgrades do not balance, a dot where firms spoke, nothing where none did. */
static void format_week(const struct heat_row *row, size_t week, char *text, size_t size)
{
    if (row->net[week] != 0)
        snprintf(text, size, "%+d", row->net[week]);
    else
        text_copy(text, size, row->any[week] ? "·" : "");
}

#define EACH_WEEK(DO) DO(0) DO(1) DO(2) DO(3) DO(4) DO(5) DO(6) DO(7) DO(8) DO(9) DO(10) DO(11) DO(12)
#define WEEK_FUNCTIONS(week)                                                                                       \
    static void format_week##week(const void *row, char *text, size_t size)                                        \
    {                                                                                                              \
        format_week(row_of(row), week, text, size);                                                                \
    }                                                                                                              \
    static enum role role_of_week##week(const void *row)                                                           \
    {                                                                                                              \
        return view_change_role(amount_of(row_of(row)->net[week]));                                                \
    }
EACH_WEEK(WEEK_FUNCTIONS)
_Static_assert(HEAT_WEEKS == 13, "a column per week");

/* Older weeks go first when there is no room. */
#define WEEK(week, heading, priority)                                                                              \
    {                                                                                                              \
        heading, 3, 0, ALIGN_RIGHT, priority, true, format_week##week, NULL, NULL, role_of_week##week, NULL, NULL  \
    }

static const struct column columns[] = {
    {"SYM", 5, 0, ALIGN_LEFT, 0, false, format_symbol, NULL, compare_symbols, NULL, NULL, NULL},
    {"NET", 4, 0, ALIGN_RIGHT, 0, true, format_net, net, NULL, role_of_net, NULL, NULL},
    WEEK(0, "12w", 17),
    WEEK(1, "11w", 16),
    WEEK(2, "10w", 15),
    WEEK(3, "9w", 14),
    WEEK(4, "8w", 13),
    WEEK(5, "7w", 12),
    WEEK(6, "6w", 11),
    WEEK(7, "5w", 10),
    WEEK(8, "4w", 9),
    WEEK(9, "3w", 8),
    WEEK(10, "2w", 7),
    WEEK(11, "1w", 6),
    WEEK(12, "now", 5),
    {"MOVES", 5, 0, ALIGN_RIGHT, 2, true, format_moves, NULL, NULL, NULL, NULL, NULL},
    {"NEW", 3, 0, ALIGN_RIGHT, 3, true, format_starts, NULL, NULL, NULL, NULL, NULL},
    {"ALL", 3, 0, ALIGN_RIGHT, 4, true, format_actions, NULL, NULL, NULL, NULL, NULL},
    {"TARGETS", 7, 0, ALIGN_RIGHT, 3, true, format_target_change, target_change, NULL, role_of_target, NULL, NULL},
};

static const char *no_subject(const struct view *view)
{
    (void)view;
    return "";
}

static struct table make_table(const struct view *view, struct arena *arena)
{
    struct table table = {.columns = columns,
                          .column_count = sizeof columns / sizeof columns[0],
                          .row_size = sizeof(struct heat_row)};
    const struct dataset *data = view_dataset(view, DATASET_TAPE, "");
    if (!data || view->group >= view->watchlist->count)
        return table;
    const struct watch_group *group = &view->watchlist->groups[view->group];
    struct heat_row *rows = arena_array(arena, group->count + 1, sizeof *rows);
    for (size_t i = 0; i < group->count; i++) {
        text_copy(rows[i].symbol, sizeof rows[i].symbol, group->symbols[i]);
        upgrade_heat(&rows[i], &data->u.ratings, view->now);
    }
    table.rows = rows;
    table.row_count = group->count;
    return table;
}

static const struct listing listing = {DATASET_TAPE, no_subject, "the tape", "no actions in 90 days",
                                       make_table,   false};

static void provenance(const struct view *view, char *text, size_t size)
{
    const struct dataset *data = view_dataset(view, DATASET_TAPE, "");
    snprintf(text, size, "upgrades less downgrades of 90 days, counted from the %zu actions held",
             data ? data->u.ratings.count : 0);
}

static void copy(const struct view *view, char *text, size_t size)
{
    struct arena arena;
    arena_init(&arena);
    const struct heat_row *row = listing_selected(&listing, view, &arena);
    text[0] = '\0';
    if (row)
        snprintf(text, size, "%s: net %+d in 90 days, %d upgrades, %d downgrades", row->symbol,
                 row->upgrades - row->downgrades, row->upgrades, row->downgrades);
    arena_clear(&arena);
}

static void subtitle(const struct view *view, char *text, size_t size)
{
    bool group = view->group < view->watchlist->count;
    snprintf(text, size, "%s, 90 days", group ? view->watchlist->groups[view->group].name : "");
}

const struct pane_part ratings_heat = {
    .provenance = provenance,
    .copy = copy,
    .subtitle = subtitle,
    .listing = &listing,
};
