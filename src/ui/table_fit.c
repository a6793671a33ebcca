/* SPDX-License-Identifier: MIT
 * Which columns of a table fit, and how the room left over is shared. Pure. */
#include "config.h"

#include "table.h"

#define GAP_LEAST     1
#define GAP_MOST      2
#define EXTRA         4  /* columns of this priority and above are extras: */
#define COMFORT_WIDTH 16 /* they go before a text is squeezed below this */

static int width_needed(const struct column *column, int natural, int comfort)
{
    int wanted = column->number ? natural : natural < comfort ? natural : comfort;
    return wanted > column->least ? wanted : column->least;
}

static bool has_extra(const struct table *table, const struct table_fit *fit)
{
    for (size_t i = 0; i < fit->count; i++) {
        if (table->columns[fit->column[i]].priority >= EXTRA) {
            return true;
        }
    }
    return false;
}

static void set_widths(const struct table *table, const int *natural, int comfort, struct table_fit *fit)
{
    for (size_t i = 0; i < fit->count; i++) {
        size_t column = fit->column[i];
        fit->width[i] = width_needed(&table->columns[column], natural[column], comfort);
    }
}

static int total_width(const struct table_fit *fit)
{
    int total = 0;
    for (size_t i = 0; i < fit->count; i++) {
        total += fit->width[i] + (i > 0 ? GAP_LEAST : 0);
    }
    return total;
}

static void shed_one(const struct table *table, struct table_fit *fit)
{
    size_t worst = 0;
    for (size_t i = 1; i < fit->count; i++) {
        if (table->columns[fit->column[i]].priority >= table->columns[fit->column[worst]].priority) {
            worst = i;
        }
    }
    fit->count--;
    for (size_t i = worst; i < fit->count; i++) {
        fit->column[i] = fit->column[i + 1];
        fit->width[i] = fit->width[i + 1];
    }
}

/* One column at a time, round and round, until all have what they can use. */
static int share_out(const struct table *table, const int *natural, struct table_fit *fit, int spare)
{
    bool given = true;
    while (spare > 0 && given) {
        given = false;
        for (size_t i = 0; i < fit->count && spare > 0; i++) {
            int weight = table->columns[fit->column[i]].weight;
            int wanted = natural[fit->column[i]] - fit->width[i];
            int step = weight < wanted ? weight : wanted;
            step = step < spare ? step : spare;
            if (step > 0) {
                fit->width[i] += step;
                spare -= step;
                given = true;
            }
        }
    }
    return spare;
}

void table_fit(const struct table *table, const int *natural, int left, int width, struct table_fit *fit)
{
    fit->count = 0;
    for (size_t i = 0; i < table->column_count && i < TABLE_COLUMNS_MOST; i++) {
        if (i > 0 && ((int)i <= left || natural[i] == 0)) {
            continue;
        }
        fit->column[fit->count++] = i;
    }
    set_widths(table, natural, COMFORT_WIDTH, fit);
    while (has_extra(table, fit) && total_width(fit) > width) {
        shed_one(table, fit);
    }
    set_widths(table, natural, 0, fit);
    while (fit->count > 1 && total_width(fit) > width) {
        shed_one(table, fit);
    }
    int spare = width - total_width(fit);
    int gaps = fit->count > 1 ? (int)fit->count - 1 : 0;
    spare = share_out(table, natural, fit, spare);
    int gap = GAP_LEAST;
    while (gaps > 0 && gap < GAP_MOST && spare >= gaps) {
        gap++;
        spare -= gaps;
    }
    int start = 0;
    for (size_t i = 0; i < fit->count; i++) {
        fit->start[i] = start;
        if (fit->width[i] > width - start) {
            fit->width[i] = width - start > 0 ? width - start : 0;
        }
        start += fit->width[i] + gap;
    }
}
