/* SPDX-License-Identifier: MIT
 * The supply side by month: published figures of the makers of chips. A slow overlay beside the GPU market. */
#ifndef MODEL_SUPPLY_H
#define MODEL_SUPPLY_H

#include "base/amount.h"
#include "base/arena.h"
#include "model/prices.h"

#define SUPPLY_SERIES_SIZE 16
#define SUPPLY_TSMC        "tsmc_revenue" /* TWD of the month */
#define SUPPLY_PPI         "ppi_semis"    /* producer prices of semiconductors, index */

struct supply_figure { /* one month of one series */
    char series[SUPPLY_SERIES_SIZE];
    int32_t day; /* the month's first */
    double value;
    char source[SOURCE_NAME_SIZE];
    int64_t at; /* when it was heard, UTC s */
};

struct supply_month { /* a line over the series */
    int32_t day;
    struct amount revenue, revenue_month, revenue_year; /* TWD; percent against the month and the year before */
    struct amount prices, prices_month, prices_year;
};

struct supply_months {
    struct supply_month *items; /* newest first; months of which nothing is known are left out */
    size_t count;
};

/* figures in any order, no month of a series twice. */
struct supply_months supply_months_make(const struct supply_figure *figures, size_t count, struct arena *arena);

#endif
