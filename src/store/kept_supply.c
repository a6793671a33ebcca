/* SPDX-License-Identifier: MIT
 * Monthly figures of the supply side: the exchange tells but three months of a company, so that they are kept for
 * ever. A revision replaces the month. */
#include "config.h"

#include "store/kept_supply.h"

#include "record_fields.h"

#include "base/text.h"

#define FIGURES_MOST 1000

static const struct field supply_fields[] = {
    TEXT(struct supply_figure, series, "series"),
    DAY(struct supply_figure, day, "day"),
    REAL(struct supply_figure, value, "value", 0, 1e15),
    TEXT(struct supply_figure, source, "source"),
    TIME(struct supply_figure, at, "at"),
};
RECORD(supply, FILE_HISTORY, "history.supply", 2, NEWER_WINS, "at");

bool put_supply(const struct put_context *context, const struct observations *observations)
{
    for (size_t i = 0; i < observations->supply_count; i++) {
        struct supply_figure row = observations->supply[i];
        row.at = context->now;
        text_copy(row.source, sizeof row.source, context->source);
        if (!record_put(context->store, &record_supply, &row, NULL, context->err))
            return false;
    }
    return observations->supply_count == 0 || put_heard(context, DATASET_SUPPLY, "");
}

struct dataset *store_load_supply(struct store *store, struct error *err)
{
    struct dataset *dataset = dataset_new(DATASET_SUPPLY, "");
    struct supply_figure *figures = arena_array(&dataset->arena, FIGURES_MOST, sizeof *figures);
    size_t count = 0;
    struct query query = query_of(store, &record_supply, "SELECT $ FROM @ ORDER BY day DESC LIMIT 1000", err);
    while (count < FIGURES_MOST && query_next(&query)) {
        if (!record_read(&record_supply, &query, &figures[count], NULL))
            continue;
        if (figures[count].at > dataset->fetched_at)
            dataset->fetched_at = figures[count].at;
        count++;
    }
    if (!query_end(&query)) {
        dataset_unref(dataset);
        return NULL;
    }
    dataset->u.supply = supply_months_make(figures, count, &dataset->arena);
    if (dataset->u.supply.count > 0)
        dataset->as_of = (int64_t)dataset->u.supply.items[0].day * DAY_SECONDS;
    return dataset;
}
