/* SPDX-License-Identifier: MIT
 * Two companies' quarters side by side. Fiscal years differ: a quarter stands in the calendar quarter that holds
 * its middle (its end less 45 days), as the SEC's own frames have it. */
#include "config.h"

#include "receivables_views.h"

#include "base/arena.h"
#include "base/date.h"
#include "base/format.h"
#include "base/text.h"
#include "listing.h"
#include "notice.h"
#include "receivables_rows.h"
#include "table.h"
#include "view.h"

#include <stdio.h>
#include <string.h>

#define HALF_QUARTER_DAYS 45
#define SIDES             2

struct compare_row {
    int quarter; /* year * 4 + 0..3 */
    const struct receivables_quarter *side[SIDES];
};

static const struct receivables *quarters_of(const struct view *view, int side)
{
    const struct dataset *data = view_dataset(view, DATASET_RECEIVABLES, view_compared(view, side));
    return data ? &data->u.receivables : NULL;
}

/* --- rows --- */

static int quarter_at(int32_t end_day)
{
    int year, month, day;
    date_to_civil(end_day - HALF_QUARTER_DAYS, &year, &month, &day);
    return year * 4 + (month - 1) / 3;
}

static struct compare_row *row_for(struct compare_row *rows, size_t *count, int quarter)
{
    size_t at = 0;
    while (at < *count && rows[at].quarter > quarter)
        at++;
    if (at == *count || rows[at].quarter != quarter) {
        memmove(rows + at + 1, rows + at, (*count - at) * sizeof *rows);
        rows[at] = (struct compare_row){.quarter = quarter};
        (*count)++;
    }
    return &rows[at];
}

static const struct compare_row *row_of(const void *row)
{
    return row;
}

static void format_quarter(const void *row, char *text, size_t size)
{
    int quarter = row_of(row)->quarter;
    snprintf(text, size, "%d Q%d", quarter / 4, quarter % 4 + 1);
}

static struct amount quarter_number(const void *row)
{
    return amount_of(row_of(row)->quarter);
}

static void format_end(const void *row, int side, char *text, size_t size)
{
    const struct receivables_quarter *quarter = row_of(row)->side[side];
    text_copy(text, size, FORMAT_UNKNOWN);
    if (quarter)
        format_day(text, size, quarter->end_day);
}

static void no_unit(char *text, size_t size, struct amount amount)
{
    format_price(text, size, amount, 0);
}

static void scaled(char *text, size_t size, struct amount amount)
{
    format_scaled(text, size, amount);
}

static void change(char *text, size_t size, struct amount amount)
{
    format_percent(text, size, amount, 1);
}

static void share(char *text, size_t size, struct amount amount)
{
    format_share(text, size, amount, 0);
}

#define FIGURE(name, expression, write)                                                                            \
    static struct amount name##_of(const void *row, int side)                                                      \
    {                                                                                                              \
        const struct receivables_quarter *quarter = row_of(row)->side[side];                                       \
        return quarter ? (expression) : AMOUNT_UNKNOWN;                                                            \
    }                                                                                                              \
    static struct amount name##_left(const void *row)                                                              \
    {                                                                                                              \
        return name##_of(row, 0);                                                                                  \
    }                                                                                                              \
    static struct amount name##_right(const void *row)                                                             \
    {                                                                                                              \
        return name##_of(row, 1);                                                                                  \
    }                                                                                                              \
    static void format_##name##_left(const void *row, char *text, size_t size)                                     \
    {                                                                                                              \
        write(text, size, name##_of(row, 0));                                                                      \
    }                                                                                                              \
    static void format_##name##_right(const void *row, char *text, size_t size)                                    \
    {                                                                                                              \
        write(text, size, name##_of(row, 1));                                                                      \
    }

FIGURE(revenue, quarter->revenue.amount, scaled)
FIGURE(growth, quarter->revenue_yoy_percent, change)
FIGURE(receivables, quarter->receivables.amount, scaled)
FIGURE(days, quarter->dso_days, no_unit)
FIGURE(margin, quarter->gross_margin_percent, share)
FIGURE(capex, quarter->capex.amount, scaled)
FIGURE(cash, quarter->operating_cash_flow.amount, scaled)
FIGURE(backlog, quarter->rpo.amount, scaled)

static void format_end_left(const void *row, char *text, size_t size)
{
    format_end(row, 0, text, size);
}

static void format_end_right(const void *row, char *text, size_t size)
{
    format_end(row, 1, text, size);
}

static enum role role_of_left(const void *row)
{
    (void)row;
    return ROLE_TEXT;
}

static enum role role_of_right(const void *row)
{
    (void)row;
    return ROLE_CHART_LINE;
}

#define BOTH(heading, least, priority, name)                                                                       \
    {heading " 1",         least,       0,    ALIGN_RIGHT,  priority, true,                                        \
     format_##name##_left, name##_left, NULL, role_of_left, NULL,     NULL},                                       \
    {                                                                                                              \
        heading " 2", least, 0, ALIGN_RIGHT, priority, true, format_##name##_right, name##_right, NULL,            \
            role_of_right, NULL, NULL                                                                              \
    }

static const struct column columns[] = {
    {"QUARTER", 7, 0, ALIGN_LEFT, 0, true, format_quarter, quarter_number, NULL, NULL, NULL, NULL},
    BOTH("REV", 5, 0, revenue),
    BOTH("YOY", 6, 1, growth),
    BOTH("A/R", 5, 0, receivables),
    BOTH("DSO", 3, 0, days),
    BOTH("GM", 3, 2, margin),
    BOTH("CAPEX", 5, 3, capex),
    BOTH("CFO", 5, 4, cash),
    BOTH("RPO", 5, 5, backlog),
    {"ENDS 1", 10, 0, ALIGN_LEFT, 6, true, format_end_left, NULL, NULL, role_of_left, NULL, NULL},
    {"ENDS 2", 10, 0, ALIGN_LEFT, 6, true, format_end_right, NULL, NULL, role_of_right, NULL, NULL},
};

static struct table make_table(const struct view *view, struct arena *arena)
{
    struct table table = {.columns = columns,
                          .column_count = sizeof columns / sizeof columns[0],
                          .row_size = sizeof(struct compare_row)};
    const struct receivables *sides[SIDES] = {quarters_of(view, 0), quarters_of(view, 1)};
    size_t room = 1, count = 0;
    for (int side = 0; side < SIDES; side++)
        room += sides[side] ? sides[side]->count : 0;
    struct compare_row *rows = arena_array(arena, room, sizeof *rows);
    for (int side = 0; side < SIDES; side++)
        for (size_t i = 0; sides[side] && i < sides[side]->count; i++) {
            const struct receivables_quarter *quarter = &sides[side]->quarters[i];
            struct compare_row *row = row_for(rows, &count, quarter_at(quarter->end_day));
            if (!row->side[side]) /* the newer one, should two fall into one */
                row->side[side] = quarter;
        }
    table.rows = rows;
    table.row_count = count;
    return table;
}

/* --- the view --- */

static void make_notice(struct notice *notice, const struct view *view, int side)
{
    char what[96];
    const char *symbol = view_compared(view, side);
    snprintf(what, sizeof what, "receivables of %s", symbol);
    notice_make(notice, view->snapshot, view_slot(view, DATASET_RECEIVABLES, symbol), what,
                "no receivables reported in XBRL", view->now);
}

static void draw_names(struct canvas *canvas, struct rect area, const struct view *view)
{
    int column = 1;
    for (int side = 0; side < SIDES; side++) {
        const struct receivables *all = quarters_of(view, side);
        char text[96];
        snprintf(text, sizeof text, "%d %s%s%s%s", side + 1, view_compared(view, side),
                 all && all->currency[0] ? " " : "", all ? all->currency : "",
                 all && all->annual_only ? " (years)" : "");
        column +=
            canvas_text(canvas, area, 0, column, -1, side == 0 ? ROLE_TEXT : ROLE_CHART_LINE, STYLE_BOLD, text);
        column += 3;
    }
    canvas_text(canvas, area, 0, column, area.columns - column, ROLE_MUTED, 0, ":versus A B chooses others");
}

static void draw(struct canvas *canvas, struct rect area, const struct view *view)
{
    struct arena arena;
    struct notice left, right;
    arena_init(&arena);
    struct table table = make_table(view, &arena);
    make_notice(&left, view, 0);
    make_notice(&right, view, 1);
    const struct notice *worse = notice_worse(&left, &right);
    draw_names(canvas, area, view);
    area = rect_below(area, 1);
    if (table.row_count == 0) {
        notice_fill(canvas, area, worse);
    } else {
        area = notice_footer(canvas, area, worse, "");
        table_draw(canvas, area, &table, &view->state->table, view->focused);
    }
    arena_clear(&arena);
}

static unsigned act(struct view *view, enum action_id action, struct screen *screen)
{
    (void)screen;
    return listing_move(view, make_table, &view->state->table, action);
}

static size_t rows(const struct view *view)
{
    return listing_count(view, make_table, &view->state->table);
}

static void provenance(const struct view *view, char *text, size_t size)
{
    struct arena arena;
    size_t used = 0;
    arena_init(&arena);
    struct table table = make_table(view, &arena);
    const struct compare_row *row = table_selected(&table, &view->state->table);
    text[0] = '\0';
    for (int side = 0; row && side < SIDES; side++) {
        const struct receivables_quarter *quarter = row->side[side];
        if (!quarter || used >= size)
            continue;
        const struct stock *stock = &quarter->receivables;
        char end[24];
        format_day(end, sizeof end, quarter->end_day);
        used += (size_t)snprintf(text + used, size - used, "%s%s to %s: A/R %s in %s, revenue %s (%s)",
                                 used > 0 ? "; " : "", view_compared(view, side), end,
                                 stock->concept ? stock->concept : FORMAT_UNKNOWN,
                                 stock->accession ? stock->accession : FORMAT_UNKNOWN,
                                 quarter->revenue.concept ? quarter->revenue.concept : FORMAT_UNKNOWN,
                                 derivation_name(quarter->revenue.how));
    }
    if (text[0] == '\0')
        snprintf(text, size, "nothing received yet");
    arena_clear(&arena);
}

static void copy(const struct view *view, char *text, size_t size)
{
    struct arena arena;
    arena_init(&arena);
    struct table table = make_table(view, &arena);
    const struct compare_row *row = table_selected(&table, &view->state->table);
    text[0] = '\0';
    if (row) {
        char left[32], right[32];
        format_price(left, sizeof left, receivables_of(row, 0), 0);
        format_price(right, sizeof right, receivables_of(row, 1), 0);
        snprintf(text, size, "%s %s %s %s", view_compared(view, 0), left, view_compared(view, 1), right);
    }
    arena_clear(&arena);
}

static int64_t next_change(const struct view *view)
{
    return notice_sooner(
        notice_next_change(view_slot(view, DATASET_RECEIVABLES, view_compared(view, 0)), view->now),
        notice_next_change(view_slot(view, DATASET_RECEIVABLES, view_compared(view, 1)), view->now));
}

static size_t wants(const struct view *view, struct want *wants, size_t most)
{
    size_t count = 0;
    for (int side = 0; side < SIDES && count < most; side++) {
        const char *symbol = view_compared(view, side);
        if (symbol[0] == '\0' || strcmp(symbol, view_symbol(view)) == 0)
            continue; /* the selected one is there anyway */
        wants[count].kind = DATASET_RECEIVABLES;
        text_copy(wants[count++].subject, sizeof wants[0].subject, symbol);
    }
    return count;
}

static void subtitle(const struct view *view, char *text, size_t size)
{
    snprintf(text, size, "%s and %s", view_compared(view, 0), view_compared(view, 1));
}

const struct pane_part receivables_compare = {
    .draw = draw,
    .act = act,
    .rows = rows,
    .provenance = provenance,
    .copy = copy,
    .next_change = next_change,
    .wants = wants,
    .subtitle = subtitle,
};
