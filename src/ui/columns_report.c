/* SPDX-License-Identifier: MIT
 * --print price --columns: the watchlist's columns as typed values, the same that the screen shows. */
#include "config.h"

#include "ui/columns_report.h"

#include "base/format.h"
#include "base/text.h"
#include "pane_reports.h"
#include "price_columns.h"
#include "price_rows.h"

#include <stdio.h>
#include <string.h>

#define DECIMALS 2

struct printer {
    const struct column_choice *choice;
    const struct price_view *view;
    struct arena arena;
};

/* A figure where the column has one, else its text. What the screen shows as unknown is null. */
static struct value value_of(struct printer *printer, const struct column *column, const struct price_row *row)
{
    char text[TABLE_CELL_SIZE] = "";
    if (column->figure != NULL)
        return value_computed(column->figure(row), DECIMALS);
    if (column->format != NULL)
        column->format(row, text, sizeof text);
    return value_text(strcmp(text, FORMAT_UNKNOWN) != 0 ? arena_text(&printer->arena, text) : "");
}

static const char *group_of(const struct watchlist *watchlist, const char *symbol)
{
    for (size_t i = 0; i < watchlist->count; i++)
        if (watch_group_find(&watchlist->groups[i], symbol) < watchlist->groups[i].count)
            return watchlist->groups[i].name;
    return NULL;
}

static const struct report_column *columns_of(struct printer *printer)
{
    const struct column_choice *choice = printer->choice;
    struct report_column *columns = arena_array(&printer->arena, choice->count + 1, sizeof *columns);
    for (size_t i = 0; i < choice->count; i++) {
        const struct column *column = &price_column_at(choice->at[i])->column;
        char name[COLUMN_NAME_SIZE];
        column_name(column, name);
        columns[i].name = arena_text(&printer->arena, name);
        columns[i].kind = column->figure != NULL ? VALUE_NUMBER : VALUE_TEXT;
    }
    return columns;
}

static const struct holding *holding_of(const struct holding *holdings, size_t count, const char *symbol)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(holdings[i].symbol, symbol) == 0)
            return &holdings[i];
    return NULL;
}

bool columns_report(const struct column_choice *choice, const struct price_view *view, const struct quotes *quotes,
                    enum report_format format, struct buffer *buffer)
{
    struct printer printer = {.choice = choice, .view = view};
    arena_init(&printer.arena);
    size_t rows = 0, lots = view->positions != NULL ? view->positions->count : 0;
    struct holding *holdings = arena_array(&printer.arena, lots + 1, sizeof *holdings);
    size_t held = lots > 0 ? positions_value(view->positions, quotes, view->now, holdings, lots, NULL) : 0;
    struct value *values = arena_array(&printer.arena, quotes->count * choice->count + 1, sizeof *values);
    for (size_t i = 0; i < quotes->count; i++) {
        const struct price_row row = {
            .symbol = quotes->items[i].symbol,
            .group = group_of(view->watchlist, quotes->items[i].symbol),
            .quote = &quotes->items[i],
            .holding = holding_of(holdings, held, quotes->items[i].symbol),
            .state = SLOT_FRESH,
            .now = view->now,
        };
        if (row.group == NULL) /* a currency pair that only the conversion needs */
            continue;
        for (size_t k = 0; k < choice->count; k++)
            values[rows * choice->count + k] = value_of(&printer, &price_column_at(choice->at[k])->column, &row);
        rows++;
    }
    bool good = report_write_values(columns_of(&printer), choice->count, values, rows, format, buffer);
    arena_clear(&printer.arena);
    return good;
}
