/* SPDX-License-Identifier: MIT
 * Series of months side by side, with their changes. */
#include "config.h"

#include "model/supply.h"

#include "base/date.h"

#include <stdlib.h>
#include <string.h>

static struct amount value_of(const struct supply_figure *figures, size_t count, const char *series, int32_t day)
{
    for (size_t i = 0; i < count; i++)
        if (figures[i].day == day && strcmp(figures[i].series, series) == 0)
            return amount_of(figures[i].value);
    return AMOUNT_UNKNOWN;
}

static int32_t months_before(int32_t day, int months)
{
    int year, month, ignored;
    date_to_civil(day, &year, &month, &ignored);
    int index = year * 12 + month - 1 - months;
    return date_from_civil(index / 12, index % 12 + 1, 1);
}

static int newest_first(const void *a, const void *b)
{
    const struct supply_month *left = a, *right = b;
    return (left->day < right->day) - (left->day > right->day);
}

static struct supply_month month_of(const struct supply_figure *figures, size_t count, int32_t day)
{
    int32_t before = months_before(day, 1), year_ago = months_before(day, 12);
    struct supply_month month = {.day = day,
                                 .revenue = value_of(figures, count, SUPPLY_TSMC, day),
                                 .prices = value_of(figures, count, SUPPLY_PPI, day)};
    month.revenue_month = amount_percent_change(month.revenue, value_of(figures, count, SUPPLY_TSMC, before));
    month.revenue_year = amount_percent_change(month.revenue, value_of(figures, count, SUPPLY_TSMC, year_ago));
    month.prices_month = amount_percent_change(month.prices, value_of(figures, count, SUPPLY_PPI, before));
    month.prices_year = amount_percent_change(month.prices, value_of(figures, count, SUPPLY_PPI, year_ago));
    return month;
}

struct supply_months supply_months_make(const struct supply_figure *figures, size_t count, struct arena *arena)
{
    struct supply_months months = {.items = arena_array(arena, count + 1, sizeof *months.items)};
    for (size_t i = 0; i < count; i++) {
        bool there = false;
        for (size_t k = 0; k < months.count; k++)
            there = there || months.items[k].day == figures[i].day;
        if (!there)
            months.items[months.count++] = month_of(figures, count, figures[i].day);
    }
    qsort(months.items, months.count, sizeof *months.items, newest_first);
    return months;
}
