/* SPDX-License-Identifier: MIT
 * The supply side. By quarter, out of filings: what NVIDIA holds and has ordered, and what the largest buyers
 * spend. By month: TSMC's revenue and producer prices. A slow overlay: it stands beside the market and enters none
 * of its figures. */
#include "config.h"

#include "gpu_views.h"

#include "base/arena.h"
#include "base/date.h"
#include "base/format.h"
#include "base/text.h"
#include "listing.h"
#include "supply_rows.h"
#include "table.h"
#include "ui/screen.h"
#include "view.h"

#include <stdio.h>
#include <string.h>

#define SUPPLIER          "NVDA"
#define HALF_QUARTER_DAYS 45
#define MONTH_ROWS        8 /* their heading among them, and a blank row above */
#define QUARTER_ROWS      4 /* at least, before the months get their place */

struct supply_row { /* of the supplier's own quarters, newest first */
    const struct receivables_quarter *quarter, *before;
    struct amount days;  /* inventory over the quarter's cost of revenue */
    struct amount capex; /* of the buyers, in the calendar quarter that ends nearest */
};

static const struct supply_row *row_of(const void *row)
{
    return row;
}

static void format_quarter(const void *row, char *text, size_t size)
{
    format_day(text, size, row_of(row)->quarter->end_day);
}

static struct amount inventory(const void *row)
{
    return row_of(row)->quarter->inventory.amount;
}

static struct amount ordered(const void *row)
{
    const struct receivables_quarter *quarter = row_of(row)->quarter;
    return quarter->supply_commitments.amount.known ? quarter->supply_commitments.amount
                                                    : quarter->purchase_obligations.amount;
}

static struct amount inventory_change(const void *row)
{
    const struct supply_row *at = row_of(row);
    return at->before ? amount_percent_change(at->quarter->inventory.amount, at->before->inventory.amount)
                      : AMOUNT_UNKNOWN;
}

static struct amount days(const void *row)
{
    return row_of(row)->days;
}

static struct amount revenue(const void *row)
{
    return row_of(row)->quarter->revenue.amount;
}

static struct amount capex(const void *row)
{
    return row_of(row)->capex;
}

#define SCALED(name)                                                                                               \
    static void format_##name(const void *row, char *text, size_t size)                                            \
    {                                                                                                              \
        format_scaled(text, size, name(row));                                                                      \
    }
SCALED(inventory)
SCALED(ordered)
SCALED(revenue)
SCALED(capex)
#undef SCALED

static void format_inventory_change(const void *row, char *text, size_t size)
{
    format_percent(text, size, inventory_change(row), 1);
}

static void format_days(const void *row, char *text, size_t size)
{
    format_price(text, size, days(row), 0);
}

static enum role role_of_change(const void *row)
{
    return view_change_role(inventory_change(row));
}

static const struct column columns[] = {
    {"NVDA TO", 10, 0, ALIGN_LEFT, 0, false, format_quarter, NULL, NULL, NULL, NULL, NULL},
    {"INVENTORY", 9, 0, ALIGN_RIGHT, 0, true, format_inventory, inventory, NULL, NULL, NULL, NULL},
    {"QoQ", 6, 0, ALIGN_RIGHT, 2, true, format_inventory_change, inventory_change, NULL, role_of_change, NULL,
     NULL},
    {"DAYS", 5, 0, ALIGN_RIGHT, 1, true, format_days, days, NULL, NULL, NULL, NULL},
    {"ORDERED", 8, 0, ALIGN_RIGHT, 1, true, format_ordered, ordered, NULL, NULL, NULL, NULL},
    {"REVENUE", 8, 0, ALIGN_RIGHT, 3, true, format_revenue, revenue, NULL, NULL, NULL, NULL},
    {"BUYERS' CAPEX", 13, 0, ALIGN_RIGHT, 1, true, format_capex, capex, NULL, NULL, NULL, NULL},
};

static struct amount days_of(const struct receivables_quarter *quarter)
{
    int length = quarter->end_day - quarter->start_day + 1;
    struct amount revenue = quarter->revenue.amount, margin = quarter->gross_margin_percent, cost = AMOUNT_UNKNOWN;
    if (revenue.known && margin.known) {
        cost = amount_of(revenue.value * (1 - margin.value / 100));
    }
    struct amount share = amount_over(quarter->inventory.amount, cost);
    return share.known && cost.value > 0 && length > 0 ? amount_of(share.value * length) : AMOUNT_UNKNOWN;
}

/* Fiscal quarters end at other days: each stands in the calendar quarter of its end less 45 days, as the buyers'
 * do. A sum that lacks one of them is none. */
static struct amount capex_of(const struct view *view, const struct receivables_quarter *quarter)
{
    const struct dataset *data = view_dataset(view, DATASET_CAPEX, "");
    int year, month, day;
    date_to_civil(quarter->end_day - HALF_QUARTER_DAYS, &year, &month, &day);
    for (size_t i = 0; data && i < data->u.capex.count; i++) {
        const struct capex_sum *sum = &data->u.capex.items[i];
        if (sum->year == year && sum->quarter == (month - 1) / 3 + 1) {
            return sum->known == sum->all ? amount_of(sum->total) : AMOUNT_UNKNOWN;
        }
    }
    return AMOUNT_UNKNOWN;
}

static struct table make_table(const struct view *view, struct arena *arena)
{
    const struct dataset *data = view_dataset(view, DATASET_RECEIVABLES, SUPPLIER);
    size_t count = data ? data->u.receivables.count : 0;
    struct supply_row *rows = arena_array(arena, count + 1, sizeof *rows);
    for (size_t i = 0; i < count; i++) {
        const struct receivables_quarter *quarters = data->u.receivables.quarters;
        rows[i] = (struct supply_row){.quarter = &quarters[i],
                                      .before = i + 1 < count ? &quarters[i + 1] : NULL,
                                      .days = days_of(&quarters[i]),
                                      .capex = capex_of(view, &quarters[i])};
    }
    return (struct table){.columns = columns,
                          .column_count = sizeof columns / sizeof columns[0],
                          .rows = rows,
                          .row_size = sizeof *rows,
                          .row_count = count};
}

/* A figure that filings stopped to tell is said to have stopped, with the day: it is neither 0 nor the last one. */
static struct rect draw_stopped(struct canvas *canvas, struct rect area, const struct table *table)
{
    const struct supply_row *all = table->rows;
    size_t last = 0;
    char day[16];
    while (last < table->row_count && !ordered(&all[last]).known)
        last++;
    if (last == 0 || last == table->row_count || area.rows < QUARTER_ROWS)
        return area;
    format_day(day, sizeof day, all[last].quarter->end_day);
    canvas_printf(canvas, area, area.rows - 1, 1, ROLE_WARNING, 0, "ORDERED: not tagged in the filings since %s",
                  day);
    return rect_top(area, area.rows - 1);
}

/* Below the quarters; returns what is left above. */
static struct rect draw_months(struct canvas *canvas, struct rect area, const struct view *view, size_t quarters)
{
    struct table_state still;
    struct table table = supply_rows_table(view);
    table_state_reset(&still);
    still.selected = -1;
    int left = area.rows - (int)quarters - 2; /* the quarters' heading, and what they may have to say below */
    int rows = left > MONTH_ROWS ? left : MONTH_ROWS;
    if (table.row_count == 0 || area.rows < MONTH_ROWS + QUARTER_ROWS) {
        return area;
    }
    struct rect below = rect_below(area, area.rows - rows + 1);
    table_draw(canvas, below, &table, &still, false);
    return rect_top(area, area.rows - rows);
}

static void draw(struct canvas *canvas, struct rect area, const struct view *view)
{
    struct arena arena;
    arena_init(&arena);
    struct table table = make_table(view, &arena);
    struct notice notice;
    notice_make(&notice, view->snapshot, view_slot(view, DATASET_RECEIVABLES, SUPPLIER), "the supply side",
                "no quarter of " SUPPLIER " reported", view->now);
    if (table.row_count == 0) {
        notice_fill(canvas, area, &notice);
    } else {
        area = notice_footer(canvas, area, &notice, "");
        area = draw_months(canvas, area, view, table.row_count);
        area = draw_stopped(canvas, area, &table);
        table_draw(canvas, area, &table, &view->state->lower, view->focused);
    }
    arena_clear(&arena);
}

static unsigned act(struct view *view, enum action_id action, struct screen *screen)
{
    (void)screen;
    return listing_move(view, make_table, &view->state->lower, action);
}

static size_t rows(const struct view *view)
{
    return listing_count(view, make_table, &view->state->lower);
}

static void provenance(const struct view *view, char *text, size_t size)
{
    const struct dataset *data = view_dataset(view, DATASET_RECEIVABLES, SUPPLIER);
    text_copy(text, size, "no filing of " SUPPLIER " yet");
    if (data) {
        view_origin(text, size, "SEC filings of " SUPPLIER " and its buyers", data->fetched_at, view->now);
    }
}

static void copy(const struct view *view, char *text, size_t size)
{
    struct arena arena;
    arena_init(&arena);
    struct table table = make_table(view, &arena);
    const struct supply_row *row = table_selected(&table, &view->state->lower);
    text[0] = '\0';
    if (row) {
        format_scaled(text, size, row->quarter->inventory.amount);
    }
    arena_clear(&arena);
}

static size_t wants(const struct view *view, struct want *wants, size_t most)
{
    static const struct want needed[] = {
        {DATASET_RECEIVABLES, SUPPLIER}, {DATASET_FILINGS, SUPPLIER}, {DATASET_CAPEX, ""}, {DATASET_SUPPLY, ""}};
    size_t count = 0;
    (void)view;
    for (; count < sizeof needed / sizeof needed[0] && count < most; count++) {
        wants[count] = needed[count];
    }
    return count;
}

const struct pane_part gpu_supply = {.draw = draw,
                                     .act = act,
                                     .rows = rows,
                                     .provenance = provenance,
                                     .copy = copy,
                                     .next_change = gpu_list_next_change,
                                     .wants = wants};
