/* SPDX-License-Identifier: MIT
 * How the days of GPU venues lie in their table. */
#include "config.h"

#include "record_fields.h"

static const struct field book_day_fields[] = {
    TEXT(struct gpu_day, model, "model"),
    TEXT(struct gpu_day, venue, "venue"),
    NUMBER(struct gpu_day, day, "day"),
    TIME(struct gpu_day, at, "at"),
    RENT(struct gpu_day, median, "median"),
    RENT(struct gpu_day, low, "low"),
    AMOUNT(struct gpu_day, stock, "stock", 0, 1),
    AMOUNT(struct gpu_day, idle_gpus, "idle_gpus", 0, 1e7),
    INT(struct gpu_day, role, "role", 0, GPU_ROLES - 1),
    AMOUNT(struct gpu_day, spot_ratio, "spot_ratio", 0, 1.5),
};
RECORD(book_day, FILE_HISTORY, "history.book_day", 3, NEWER_WINS, "at");

static const struct field book_brief_fields[] = {
    NUMBER(struct gpu_day, day, "day"),
    TEXT(struct gpu_day, venue, "venue"),
    RENT(struct gpu_day, median, "median"),
    AMOUNT(struct gpu_day, stock, "stock", 0, 1),
    AMOUNT(struct gpu_day, idle_gpus, "idle_gpus", 0, 1e7),
    INT(struct gpu_day, role, "role", 0, GPU_ROLES - 1),
};
RECORD(book_brief, FILE_HISTORY, "history.book_day", 1, NEWER_WINS, "at");

static const struct field book_series_fields[] = {
    TEXT(struct gpu_day, model, "model"),
    TEXT(struct gpu_day, venue, "venue"),
};
RECORD(book_series, FILE_HISTORY, "history.book_day", 2, FIRST_STAYS, NULL);
