/* SPDX-License-Identifier: MIT
 * GPU models, the venues of one model and its offers as table rows. */
#ifndef GPU_ROWS_H
#define GPU_ROWS_H

#include "base/arena.h"
#include "table.h"

struct model_row {
    const struct gpu_model_row *model;
    int64_t now;
    bool dim;
};

struct venue_row {
    const struct gpu_book *book;
    int64_t now;
};

struct offer_row {
    const struct gpu_offer *offer;
};

/* Tables with their rows in arena; no rows when there is no data. */
struct table model_rows_table(const struct view *view, struct arena *arena);
struct table venue_rows_table(const struct gpu_model_row *model, int64_t now, struct arena *arena);
struct table offer_rows_table(const struct gpu_market *market, const char *model, struct arena *arena);

#endif
