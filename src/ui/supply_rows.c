/* SPDX-License-Identifier: MIT
 * The supply side by month: what TSMC sold and what semiconductors cost their makers' customers, each against the
 * month and the year before. */
#include "config.h"

#include "supply_rows.h"

#include "base/date.h"
#include "base/format.h"
#include "view.h"

#include <stdio.h>

static const struct supply_month *month_of(const void *row)
{
    return row;
}

static void format_month(const void *row, char *text, size_t size)
{
    int year, month, day;
    date_to_civil(month_of(row)->day, &year, &month, &day);
    snprintf(text, size, "%04d-%02d", year, month);
}

#define FIGURE(name, write)                                                                                        \
    static struct amount name(const void *row)                                                                     \
    {                                                                                                              \
        return month_of(row)->name;                                                                                \
    }                                                                                                              \
    static void format_##name(const void *row, char *text, size_t size)                                            \
    {                                                                                                              \
        write;                                                                                                     \
    }
#define CHANGE(name)                                                                                               \
    FIGURE(name, format_percent(text, size, name(row), 1))                                                         \
    static enum role role_of_##name(const void *row)                                                               \
    {                                                                                                              \
        return view_change_role(name(row));                                                                        \
    }
FIGURE(revenue, format_scaled(text, size, revenue(row)))
CHANGE(revenue_month)
CHANGE(revenue_year)
FIGURE(prices, format_price(text, size, prices(row), 1))
CHANGE(prices_month)
CHANGE(prices_year)
#undef CHANGE
#undef FIGURE

static const struct column columns[] = {
    {"MONTH", 10, 0, ALIGN_LEFT, 0, false, format_month, NULL, NULL, NULL, NULL, NULL},
    {"TSMC TWD", 9, 0, ALIGN_RIGHT, 0, true, format_revenue, revenue, NULL, NULL, NULL, NULL},
    {"MoM", 7, 0, ALIGN_RIGHT, 1, true, format_revenue_month, revenue_month, NULL, role_of_revenue_month, NULL,
     NULL},
    {"YoY", 7, 0, ALIGN_RIGHT, 0, true, format_revenue_year, revenue_year, NULL, role_of_revenue_year, NULL, NULL},
    {"PPI SEMIS", 10, 0, ALIGN_RIGHT, 0, true, format_prices, prices, NULL, NULL, NULL, NULL},
    {"MoM", 7, 0, ALIGN_RIGHT, 1, true, format_prices_month, prices_month, NULL, role_of_prices_month, NULL, NULL},
    {"YoY", 7, 0, ALIGN_RIGHT, 0, true, format_prices_year, prices_year, NULL, role_of_prices_year, NULL, NULL},
};

struct table supply_rows_table(const struct view *view)
{
    const struct dataset *data = view_dataset(view, DATASET_SUPPLY, "");
    return (struct table){.columns = columns,
                          .column_count = sizeof columns / sizeof columns[0],
                          .rows = data ? data->u.supply.items : NULL,
                          .row_size = sizeof(struct supply_month),
                          .row_count = data ? data->u.supply.count : 0};
}
