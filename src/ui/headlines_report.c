/* SPDX-License-Identifier: MIT
 * --print headlines: one row per headline. */
#include "config.h"

#include "pane_reports.h"

static const struct report_column columns[] = {
    {"symbol", VALUE_TEXT},      {"when", VALUE_TIME},      {"title", VALUE_TEXT},
    {"publisher", VALUE_TEXT},   {"link", VALUE_TEXT},      {"source", VALUE_TEXT},
    {"also", VALUE_TEXT},        {"firm", VALUE_TEXT},      {"move", VALUE_TEXT},
    {"rating_from", VALUE_TEXT}, {"rating_to", VALUE_TEXT}, {"target_from", VALUE_NUMBER},
    {"target_to", VALUE_NUMBER}, {"stand", VALUE_TEXT},     {"first_seen", VALUE_TIME},
};

static const char *const stands[] = {
    [HEADLINE_PLAIN] = "", [HEADLINE_AHEAD] = "ahead of the data", [HEADLINE_CONFIRMED] = "in the data"};

static size_t rows(const struct dataset *dataset)
{
    return dataset->u.headlines.count;
}

static void row(const struct dataset *dataset, size_t index, struct value *values)
{
    static const struct rating_action nothing = {.firm = "", .from = "", .to = ""};
    const struct headline *headline = &dataset->u.headlines.items[index];
    const struct rating_action *told = headline->told ? headline->told : &nothing;
    const struct value row[] = {
        value_text(headline->symbol),
        value_time(headline->when),
        value_text(headline->title),
        value_text(headline->publisher),
        value_text(headline->link),
        value_text(headline->source),
        value_text(headline->also),
        value_text(told->firm),
        value_text(rating_move_name(told->move)),
        value_text(told->from),
        value_text(told->to),
        value_number(told->target_from, 2),
        value_number(told->target_to, 2),
        value_text(stands[headline->stand]),
        value_time(headline->first_seen),
    };
    _Static_assert(sizeof row / sizeof row[0] == sizeof columns / sizeof columns[0], "one value per column");
    for (size_t i = 0; i < sizeof row / sizeof row[0]; i++)
        values[i] = row[i];
}

const struct report headlines_report = {DATASET_HEADLINES, columns, sizeof columns / sizeof columns[0], rows, row};
