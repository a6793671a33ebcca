/* SPDX-License-Identifier: MIT
 * --print events, and what an alert hook reads: one row per event. */
#include "config.h"

#include "model/events.h"
#include "pane_reports.h"

static const struct report_column columns[] = {
    {"observed_at", VALUE_TIME}, {"happened_at", VALUE_TIME}, {"kind", VALUE_TEXT}, {"severity", VALUE_NUMBER},
    {"symbol", VALUE_TEXT},      {"topic", VALUE_TEXT},       {"text", VALUE_TEXT}, {"detail", VALUE_TEXT},
    {"value", VALUE_NUMBER},     {"link", VALUE_TEXT},        {"key", VALUE_TEXT},
};

static size_t rows(const struct dataset *dataset)
{
    return dataset->u.events.count;
}

static void row(const struct dataset *dataset, size_t index, struct value *values)
{
    const struct event *event = &dataset->u.events.items[index];
    const struct value row[] = {
        value_time(event->observed_at),
        value_time(event->happened_at),
        value_text(event_kind_name(event->kind)),
        value_number(amount_of(event->severity), 0),
        value_text(event->symbol),
        value_text(event->topic),
        value_text(event->text),
        value_text(event->detail),
        value_computed(event->value, 4),
        value_text(event->link),
        value_text(event->key),
    };
    _Static_assert(sizeof row / sizeof row[0] == sizeof columns / sizeof columns[0], "one value per column");
    for (size_t i = 0; i < sizeof row / sizeof row[0]; i++)
        values[i] = row[i];
}

const struct report event_report = {DATASET_EVENTS, columns, sizeof columns / sizeof columns[0], rows, row};
