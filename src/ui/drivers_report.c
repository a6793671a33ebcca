/* SPDX-License-Identifier: MIT
 * --print drivers: one row per company and leg of the thesis. */
#include "config.h"

#include "model/drivers.h"
#include "pane_reports.h"

static const struct report_column columns[] = {
    {"symbol", VALUE_TEXT},  {"driver", VALUE_TEXT}, {"leg", VALUE_TEXT},      {"title", VALUE_TEXT},
    {"value", VALUE_NUMBER}, {"unit", VALUE_TEXT},   {"change", VALUE_NUMBER}, {"change_over", VALUE_TEXT},
    {"points", VALUE_TEXT},  {"rule", VALUE_TEXT},   {"as_of", VALUE_DAY},     {"source", VALUE_TEXT},
    {"note", VALUE_TEXT},
};

static size_t rows(const struct dataset *dataset)
{
    return dataset->u.thesis.count;
}

static void row(const struct dataset *dataset, size_t index, struct value *values)
{
    const struct driver_row *line = &dataset->u.thesis.rows[index];
    const struct value row[] = {
        value_text(dataset->subject),
        value_text(line->driver->name),
        value_text(line->driver->leg),
        value_text(line->driver->title),
        value_computed(line->figure.value, 4),
        value_text(line->driver->unit),
        value_computed(line->figure.change, 4),
        value_text(line->driver->change),
        value_text(driver_direction_name(line->direction)),
        value_text(line->rule),
        value_day(line->figure.as_of_day),
        value_text(line->figure.source),
        value_text(line->figure.note),
    };
    _Static_assert(sizeof row / sizeof row[0] == sizeof columns / sizeof columns[0], "one value per column");
    for (size_t i = 0; i < sizeof row / sizeof row[0]; i++)
        values[i] = row[i];
}

const struct report drivers_report = {DATASET_THESIS, columns, sizeof columns / sizeof columns[0], rows, row};
