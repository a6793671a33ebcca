/* SPDX-License-Identifier: MIT
 * One firm's record over all symbols: what it said, and what the price did 1, 5, 20 and 60 trading days after. */
#include "config.h"

#include "ratings_views.h"

#include "action_sheet.h"
#include "base/format.h"
#include "base/text.h"
#include "listing.h"
#include "ratings_rows.h"
#include "view.h"

#include <stdio.h>
#include <string.h>

#define RATE_ROWS 2
#define NO_FIRM   "select an action first: its firm's record is shown here"

static const struct tracked_action *row_of(const void *row)
{
    return row;
}

static void format_date(const void *row, char *text, size_t size)
{
    format_stamp(text, size, row_of(row)->action.when);
    if (strlen(text) > 10)
        text[10] = '\0';
}

static struct amount when(const void *row)
{
    return amount_of((double)row_of(row)->action.when);
}

static void format_symbol(const void *row, char *text, size_t size)
{
    text_copy(text, size, row_of(row)->action.symbol);
}

static int compare_symbols(const void *a, const void *b)
{
    return strcmp(row_of(a)->action.symbol, row_of(b)->action.symbol);
}

static void format_direction(const void *row, char *text, size_t size)
{
    int direction = row_of(row)->direction;
    text_copy(text, size, direction > 0 ? "▲" : direction < 0 ? "▼" : "·");
}

static enum role role_of_direction(const void *row)
{
    int direction = row_of(row)->direction;
    return direction > 0 ? ROLE_GAIN : direction < 0 ? ROLE_LOSS : ROLE_FLAT;
}

static void format_rating(const void *row, char *text, size_t size)
{
    rating_words(&row_of(row)->action, true, text, size);
}

static void format_target(const void *row, char *text, size_t size)
{
    target_words(&row_of(row)->action, text, size);
}

static enum role role_of_muted(const void *row)
{
    (void)row;
    return ROLE_MUTED;
}

/* How the price stood so many trading days later. */
#define HORIZON(index)                                                                                             \
    static struct amount moved##index(const void *row)                                                             \
    {                                                                                                              \
        return row_of(row)->moved[index];                                                                          \
    }                                                                                                              \
    static void format_moved##index(const void *row, char *text, size_t size)                                      \
    {                                                                                                              \
        format_percent(text, size, moved##index(row), 1);                                                          \
    }                                                                                                              \
    static enum role role_of_moved##index(const void *row)                                                         \
    {                                                                                                              \
        return view_change_role(moved##index(row));                                                                \
    }
HORIZON(0)
HORIZON(1)
HORIZON(2)
HORIZON(3)
#undef HORIZON

static const struct column columns[] = {
    {"DATE", 10, 0, ALIGN_LEFT, 1, true, format_date, when, NULL, role_of_muted, NULL, NULL},
    {"SYM", 5, 0, ALIGN_LEFT, 0, false, format_symbol, NULL, compare_symbols, NULL, NULL, NULL},
    {"", 1, 0, ALIGN_LEFT, 0, false, format_direction, NULL, NULL, role_of_direction, NULL, NULL},
    {"RATING", 8, 2, ALIGN_LEFT, 3, false, format_rating, NULL, NULL, NULL, NULL, NULL},
    {"TARGET", 6, 0, ALIGN_RIGHT, 4, true, format_target, NULL, NULL, NULL, NULL, NULL},
    {"+1", 6, 0, ALIGN_RIGHT, 2, true, format_moved0, moved0, NULL, role_of_moved0, NULL, NULL},
    {"+5", 6, 0, ALIGN_RIGHT, 1, true, format_moved1, moved1, NULL, role_of_moved1, NULL, NULL},
    {"+20", 6, 0, ALIGN_RIGHT, 0, true, format_moved2, moved2, NULL, role_of_moved2, NULL, NULL},
    {"+60 DAYS", 8, 0, ALIGN_RIGHT, 2, true, format_moved3, moved3, NULL, role_of_moved3, NULL, NULL},
};

static struct table make_table(const struct view *view, struct arena *arena)
{
    struct table table = {.columns = columns,
                          .column_count = sizeof columns / sizeof columns[0],
                          .row_size = sizeof(struct tracked_action)};
    const struct dataset *data = view_dataset(view, DATASET_FIRM, ratings_firm_of(view));
    (void)arena;
    if (data) {
        table.rows = data->u.firm.items;
        table.row_count = data->u.firm.count;
    }
    return table;
}

static const struct listing listing = {
    DATASET_FIRM, ratings_firm_of, "the firm's record", "no actions of this firm", make_table, true};

/* "right after 5 days 62% of 13": a rate is claimed from five cases on. */
static void draw_rates(struct canvas *canvas, struct rect area, const struct firm_record *record)
{
    int column = canvas_text(canvas, area, 0, 0, area.columns, ROLE_MUTED, 0, "price went its way") + 2;
    for (size_t i = 0; i < TRACK_HORIZONS; i++) {
        size_t cases;
        char text[64], share[24];
        struct amount rate = firm_hit_rate(record, i, &cases);
        format_share(share, sizeof share, rate, 0);
        snprintf(text, sizeof text, "+%zud %s of %zu", track_sessions[i], rate.known ? share : FORMAT_UNKNOWN,
                 cases);
        int width = (int)text_width(text);
        if (column + width > area.columns)
            break;
        column += canvas_text(canvas, area, 0, column, -1, rate.known ? ROLE_TEXT : ROLE_UNKNOWN, 0, text) + 3;
    }
    canvas_text(canvas, area, 1, 0, area.columns, ROLE_MUTED, 0,
                "from the close of its day; no rate below 5 cases");
}

static void draw(struct canvas *canvas, struct rect area, const struct view *view)
{
    const struct dataset *data = view_dataset(view, DATASET_FIRM, ratings_firm_of(view));
    if (!ratings_firm_of(view)[0]) {
        canvas_text(canvas, area, 0, 0, area.columns, ROLE_MUTED, 0, NO_FIRM);
        return;
    }
    struct arena arena;
    arena_init(&arena);
    const struct tracked_action *chosen = listing_selected(&listing, view, &arena);
    arena_clear(&arena); /* the rows are the dataset's own */
    if (chosen && view->state->detail) {
        const struct quote *quote = view_quote(view, chosen->action.symbol);
        const struct action_row row = {&chosen->action, quote ? quote->last : AMOUNT_UNKNOWN, view->now};
        action_sheet_draw(canvas, area, &row, &view->state->detail_top);
        return;
    }
    if (data && data->u.firm.count > 0 && area.rows > RATE_ROWS + 3) {
        draw_rates(canvas, rect_top(area, RATE_ROWS), &data->u.firm);
        area = rect_below(area, RATE_ROWS);
    }
    listing_draw(&listing, canvas, area, view);
}

static void provenance(const struct view *view, char *text, size_t size)
{
    const struct dataset *data = view_dataset(view, DATASET_FIRM, ratings_firm_of(view));
    snprintf(text, size, "%s: %zu actions held, closes from the daily charts held; own arithmetic",
             ratings_firm_of(view), data ? data->u.firm.count : 0);
}

static void copy(const struct view *view, char *text, size_t size)
{
    struct arena arena;
    arena_init(&arena);
    const struct tracked_action *row = listing_selected(&listing, view, &arena);
    text[0] = '\0';
    if (row)
        action_words(&row->action, text, size);
    arena_clear(&arena);
}

/* The record, and the daily bars of the group, from which it is reckoned. */
static size_t wants(const struct view *view, struct want *wants, size_t most)
{
    size_t count = ratings_firm_of(view)[0] ? listing_wants(&listing, view, wants, most) : 0;
    if (view->group >= view->watchlist->count)
        return count;
    const struct watch_group *group = &view->watchlist->groups[view->group];
    for (size_t i = 0; i < group->count && count + 4 < most; i++)
        count += ratings_want_bars(group->symbols[i], wants + count, most - count);
    return count;
}

static void subtitle(const struct view *view, char *text, size_t size)
{
    text_copy(text, size, ratings_firm_of(view));
}

const struct pane_part ratings_firm = {
    .draw = draw,
    .provenance = provenance,
    .copy = copy,
    .wants = wants,
    .subtitle = subtitle,
    .listing = &listing,
};
