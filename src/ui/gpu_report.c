/* SPDX-License-Identifier: MIT
 * --print gpu: one row per GPU model. */
#include "config.h"

#include "pane_reports.h"

static const struct report_column columns[] = {
    {"model", VALUE_TEXT},
    {"usd_gpu_hour", VALUE_NUMBER},
    {"change_1d_percent", VALUE_NUMBER},
    {"change_7d_percent", VALUE_NUMBER},
    {"change_30d_percent", VALUE_NUMBER},
    {"availability_percent", VALUE_NUMBER},
    {"offers", VALUE_NUMBER},
    {"idle_gpus", VALUE_NUMBER},
    {"at_least", VALUE_FLAG},
    {"low_usd_gpu_hour", VALUE_NUMBER},
    {"low_venue", VALUE_TEXT},
    {"spot_discount_percent", VALUE_NUMBER},
    {"venues", VALUE_NUMBER},
    {"as_of", VALUE_TIME},
};

static size_t rows(const struct dataset *dataset)
{
    return dataset->u.gpu.row_count;
}

static void row(const struct dataset *dataset, size_t index, struct value *values)
{
    const struct gpu_model_row *model = &dataset->u.gpu.rows[index];
    const struct value row[] = {
        value_text(model->model),
        value_computed(model->price, 3),
        value_computed(model->change1d, 1),
        value_computed(model->change7d, 1),
        value_computed(model->change30d, 1),
        value_computed(model->availability, 0),
        value_number(model->offers, 0),
        value_number(model->idle_gpus, 0),
        value_flag(model->capped),
        value_computed(model->low, 3),
        value_text(model->low_venue),
        value_computed(model->spot_discount, 1),
        value_number(amount_of((double)model->book_count), 0),
        value_time(model->as_of),
    };
    _Static_assert(sizeof row / sizeof row[0] == sizeof columns / sizeof columns[0], "one value per column");
    for (size_t i = 0; i < sizeof row / sizeof row[0]; i++) {
        values[i] = row[i];
    }
}

const struct report gpu_report = {DATASET_GPU_MARKET, columns, sizeof columns / sizeof columns[0], rows, row};
