/* SPDX-License-Identifier: MIT
 * --print ratings: one row per analyst action. */
#include "config.h"

#include "pane_reports.h"

#include "model/price_path.h"

static const struct report_column columns[] = {
    {"symbol", VALUE_TEXT},
    {"when", VALUE_TIME},
    {"firm", VALUE_TEXT},
    {"move", VALUE_TEXT},
    {"rating_from", VALUE_TEXT},
    {"rating_to", VALUE_TEXT},
    {"step_from", VALUE_TEXT},
    {"step_to", VALUE_TEXT},
    {"target_from", VALUE_NUMBER},
    {"target_to", VALUE_NUMBER},
    {"target_change_percent", VALUE_NUMBER},
    {"upside_then_percent", VALUE_NUMBER},
    {"price_then", VALUE_NUMBER},
    {"target_basis", VALUE_TEXT},
    {"source", VALUE_TEXT},
    {"also", VALUE_TEXT},
    {"conflict", VALUE_TEXT},
    {"first_seen", VALUE_TIME},
    {"announced", VALUE_FLAG},
};

static const char *const basis_names[] = {
    [TARGET_AS_ISSUED] = "as issued", [TARGET_ADJUSTED] = "adjusted", [TARGET_WITHHELD] = "withheld"};

static size_t rows(const struct dataset *dataset)
{
    return dataset->u.ratings.count;
}

static void row(const struct dataset *dataset, size_t index, struct value *values)
{
    const struct rating_action *action = &dataset->u.ratings.items[index];
    const struct value row[] = {
        value_text(action->symbol),
        value_time(action->when),
        value_text(action->firm),
        value_text(rating_move_name(action->move)),
        value_text(action->from),
        value_text(action->to),
        value_text(rating_step_name(rating_step_of(action->from))),
        value_text(rating_step_name(rating_step_of(action->to))),
        value_number(action->target_from, 2),
        value_number(action->target_to, 2),
        value_computed(rating_target_change(action), 1),
        value_computed(action_upside_to(action, action->price_then), 1),
        value_number(action->price_then, 2),
        value_text(basis_names[action->basis]),
        value_text(action->source),
        value_text(action->also),
        value_text(action->conflict),
        value_time(action->first_seen),
        value_flag(action->announced),
    };
    _Static_assert(sizeof row / sizeof row[0] == sizeof columns / sizeof columns[0], "one value per column");
    for (size_t i = 0; i < sizeof row / sizeof row[0]; i++) {
        values[i] = row[i];
    }
}

const struct report ratings_report = {DATASET_RATINGS, columns, sizeof columns / sizeof columns[0], rows, row};
