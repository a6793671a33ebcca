/* SPDX-License-Identifier: MIT
 * Cells of what one holds: amounts of money in the currency of the configuration. */
#include "config.h"

#include "position_columns.h"

#include "base/format.h"
#include "base/memory.h"
#include "base/text.h"
#include "price_rows.h"
#include "view.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CENTS_BELOW   100000 /* larger amounts are told without cents */
#define NUMBER_COLUMN ALIGN_RIGHT
#define DEFAULT       "sym last chg% qty cost value dayp/l p/l p/l% weight ccy age"

static const struct holding nothing;

static const struct holding *holding_of(const void *row)
{
    const struct price_row *price = row;
    return price->holding != NULL ? price->holding : &nothing;
}

#define FIGURE(name)                                                                                               \
    static struct amount name(const void *row)                                                                     \
    {                                                                                                              \
        return holding_of(row)->name;                                                                              \
    }
FIGURE(quantity)
FIGURE(cost)
FIGURE(value)
FIGURE(day)
FIGURE(day_percent)
FIGURE(total)
FIGURE(total_percent)
FIGURE(weight)
#undef FIGURE

static unsigned cents(struct amount amount)
{
    return amount.known && fabs(amount.value) >= CENTS_BELOW ? 0 : 2;
}

static void format_money(char *text, size_t size, struct amount amount)
{
    format_price(text, size, amount, cents(amount));
}

static void format_gain(char *text, size_t size, struct amount amount)
{
    format_change(text, size, amount, cents(amount));
}

static void format_quantity(const void *row, char *text, size_t size)
{
    struct amount shares = quantity(row);
    bool whole = shares.known && fabs(shares.value - round(shares.value)) < 1e-9;
    format_price(text, size, shares, whole ? 0 : 4);
}

static void format_cost(const void *row, char *text, size_t size)
{
    const struct price_row *price = row;
    format_price(text, size, cost(row), price->quote != NULL ? price->quote->decimals : 2);
}

static void format_value(const void *row, char *text, size_t size)
{
    format_money(text, size, value(row));
}

static void format_day_gain(const void *row, char *text, size_t size)
{
    format_gain(text, size, day(row));
}

static void format_day_gain_percent(const void *row, char *text, size_t size)
{
    format_percent(text, size, day_percent(row), 2);
}

static void format_total(const void *row, char *text, size_t size)
{
    format_gain(text, size, total(row));
}

static void format_total_percent(const void *row, char *text, size_t size)
{
    format_percent(text, size, total_percent(row), 1);
}

static void format_weight(const void *row, char *text, size_t size)
{
    format_share(text, size, weight(row), 1);
}

static enum role role_of_day(const void *row)
{
    return view_change_role(day(row));
}

static enum role role_of_total(const void *row)
{
    return view_change_role(total(row));
}

static const struct price_column columns[] = {
    {{"QTY", 5, 0, NUMBER_COLUMN, 4, true, format_quantity, quantity, NULL, NULL, NULL, NULL},
     false,
     "shares that you hold, of the file of positions"},
    {{"COST", 7, 0, NUMBER_COLUMN, 7, true, format_cost, cost, NULL, NULL, NULL, NULL},
     false,
     "their average cost in the currency of the quote"},
    {{"VALUE", 9, 0, NUMBER_COLUMN, 3, true, format_value, value, NULL, NULL, NULL, NULL},
     false,
     "what they are worth, converted"},
    {{"DAY P/L", 8, 0, NUMBER_COLUMN, 2, true, format_day_gain, day, NULL, role_of_day, NULL, NULL},
     false,
     "gained or lost since the prior close, converted; lots bought today: since then"},
    {{"DAY P/L%", 8, 0, NUMBER_COLUMN, 8, true, format_day_gain_percent, day_percent, NULL, role_of_day, NULL,
      NULL},
     false,
     "the same in percent"},
    {{"P/L", 8, 0, NUMBER_COLUMN, 2, true, format_total, total, NULL, role_of_total, NULL, NULL},
     false,
     "gained or lost since they were bought, converted at the rates of today"},
    {{"P/L%", 7, 0, NUMBER_COLUMN, 5, true, format_total_percent, total_percent, NULL, role_of_total, NULL, NULL},
     false,
     "the same in percent of the cost"},
    {{"WEIGHT", 6, 0, NUMBER_COLUMN, 6, true, format_weight, weight, NULL, NULL, NULL, NULL},
     false,
     "share of the value of all positions that have a price, percent"},
};

const struct price_column *position_columns(size_t *count)
{
    *count = sizeof columns / sizeof columns[0];
    return columns;
}

static bool is_of_positions(const struct column *column)
{
    for (size_t i = 0; i < sizeof columns / sizeof columns[0]; i++)
        if (columns[i].column.figure == column->figure)
            return true;
    return false;
}

bool position_columns_shown(const struct table *table)
{
    for (size_t i = 0; i < table->column_count; i++)
        if (table->columns[i].figure != NULL && is_of_positions(&table->columns[i]))
            return true;
    return false;
}

const struct column_choice *position_columns_choice(const struct column_choice *chosen, struct column_choice *own)
{
    for (size_t i = 0; chosen != NULL && i < chosen->count; i++) {
        const struct price_column *column = price_column_at(chosen->at[i]);
        if (column->column.figure != NULL && is_of_positions(&column->column))
            return chosen;
    }
    return columns_parse(own, DEFAULT, NULL) ? own : chosen;
}

/* --- totals --- */

static int put(struct canvas *canvas, struct rect area, int column, enum role role, const char *text)
{
    if (column + (int)text_width(text) > area.columns) /* a figure is shown whole or not at all */
        return column;
    return column + canvas_text(canvas, area, 0, column, -1, role, 0, text);
}

static int put_gain(struct canvas *canvas, struct rect area, int column, const char *label, struct amount gain,
                    struct amount percent)
{
    char money[32], share[32], text[96];
    format_gain(money, sizeof money, gain);
    format_percent(share, sizeof share, percent, 2);
    snprintf(text, sizeof text, "  %s %s%s %s", label, view_change_mark(gain), money, share);
    return put(canvas, area, column, view_change_role(gain), text);
}

void position_totals_draw(struct canvas *canvas, struct rect area, const struct view *view)
{
    const struct dataset *data = view_dataset(view, DATASET_QUOTES, "");
    struct holding *holdings = memory_new(LOTS_MOST, sizeof *holdings);
    struct holding_sum sum;
    char money[32], text[96];
    (void)positions_value(view->positions, data != NULL ? &data->u.quotes : NULL, view->now, holdings, LOTS_MOST,
                          &sum);
    free(holdings);
    format_money(money, sizeof money, sum.value);
    snprintf(text, sizeof text, " total %s %s", money, view->positions->currency);
    int column = put(canvas, area, 0, ROLE_HEADING, text);
    column = put_gain(canvas, area, column, "today", sum.day, sum.day_percent);
    column = put_gain(canvas, area, column, "P/L", sum.total, sum.total_percent);
    if (sum.priced == sum.count)
        return;
    snprintf(text, sizeof text, "  of %zu of %zu: no price or rate of the others", sum.priced, sum.count);
    if (column + (int)text_width(text) > area.columns)
        snprintf(text, sizeof text, "  %zu of %zu", sum.priced, sum.count);
    (void)put(canvas, area, column, ROLE_WARNING, text);
}
