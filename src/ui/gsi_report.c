/* SPDX-License-Identifier: MIT
 * The index for scripts: its fixes, the live values, and what fixes were made of. Values are exact. */
#include "config.h"

#include "pane_reports.h"

static const struct report_column columns[] = {
    {"model", VALUE_TEXT},         {"fix_at", VALUE_TIME},
    {"live", VALUE_FLAG},          {"version", VALUE_TEXT},
    {"made_at", VALUE_TIME},       {"late", VALUE_FLAG},
    {"seeded", VALUE_FLAG},        {"value", VALUE_NUMBER},
    {"label", VALUE_TEXT},         {"status", VALUE_TEXT},
    {"coverage", VALUE_NUMBER},    {"freshness", VALUE_NUMBER},
    {"confidence", VALUE_NUMBER},  {"panel_error", VALUE_NUMBER},
    {"a", VALUE_NUMBER},           {"u", VALUE_NUMBER},
    {"p", VALUE_NUMBER},           {"s", VALUE_NUMBER},
    {"b", VALUE_NUMBER},           {"d", VALUE_NUMBER},
    {"age_a_hours", VALUE_NUMBER}, {"age_u_hours", VALUE_NUMBER},
    {"age_p_hours", VALUE_NUMBER}, {"age_s_hours", VALUE_NUMBER},
    {"age_b_hours", VALUE_NUMBER}, {"age_d_hours", VALUE_NUMBER},
    {"venues", VALUE_NUMBER},      {"matched_change", VALUE_NUMBER},
    {"composition", VALUE_NUMBER}, {"price", VALUE_NUMBER},
    {"settled_price", VALUE_FLAG}, {"idle_gpus", VALUE_NUMBER},
    {"depth", VALUE_NUMBER},       {"percentile", VALUE_NUMBER},
};

/* Live values first. */
static size_t rows(const struct dataset *dataset)
{
    return dataset->u.index.live_count + dataset->u.index.count;
}

static void row(const struct dataset *dataset, size_t index, struct value *values)
{
    size_t live = dataset->u.index.live_count;
    const struct gsi_fix *fix =
        index < live ? &dataset->u.index.live[index] : &dataset->u.index.fixes[index - live];
    const struct value row[] = {
        value_text(fix->model),
        value_time(fix->fix_at),
        value_flag(index < live),
        value_text(fix->version),
        value_time(fix->made_at),
        value_flag(gsi_fix_is_late(fix)),
        value_flag(fix->seeded),
        value_number(fix->level.value, 1),
        value_text(gsi_label_name(fix->label)),
        value_text(gsi_status_name(fix->level.status)),
        value_number(amount_of(fix->level.coverage), 2),
        value_number(amount_of(fix->level.freshness), 2),
        value_number(amount_of(fix->level.confidence), 0),
        value_number(fix->panel_error, 1),
        value_number(fix->scores[GSI_A], 1),
        value_number(fix->scores[GSI_U], 1),
        value_number(fix->scores[GSI_P], 1),
        value_number(fix->scores[GSI_S], 1),
        value_number(fix->scores[GSI_B], 1),
        value_number(fix->scores[GSI_D], 1),
        value_number(fix->ages[GSI_A], 1),
        value_number(fix->ages[GSI_U], 1),
        value_number(fix->ages[GSI_P], 1),
        value_number(fix->ages[GSI_S], 1),
        value_number(fix->ages[GSI_B], 1),
        value_number(fix->ages[GSI_D], 1),
        value_number(amount_of((double)fix->venues), 0),
        value_number(fix->matched, 2),
        value_number(fix->composition, 2),
        value_number(fix->price, 3),
        value_flag(fix->settled_price),
        value_number(fix->idle, 0),
        value_number(fix->depth, 1),
        value_number(gsi_percentile(&dataset->u.index, fix), 0),
    };
    _Static_assert(sizeof row / sizeof row[0] == sizeof columns / sizeof columns[0], "one value per column");
    for (size_t i = 0; i < sizeof row / sizeof row[0]; i++)
        values[i] = row[i];
}

const struct report gsi_report = {DATASET_GPU_INDEX, columns, sizeof columns / sizeof columns[0], rows, row};

static const struct report_column input_columns[] = {
    {"model", VALUE_TEXT},          {"fix_at", VALUE_TIME},
    {"venue", VALUE_TEXT},          {"votes", VALUE_FLAG},
    {"seeded", VALUE_FLAG},         {"polls", VALUE_NUMBER},
    {"stocked", VALUE_NUMBER},      {"stocked8", VALUE_NUMBER},
    {"stock_at", VALUE_TIME},       {"price", VALUE_NUMBER},
    {"held_price", VALUE_NUMBER},   {"price_at", VALUE_TIME},
    {"regions", VALUE_NUMBER},      {"regions_stocked", VALUE_NUMBER},
    {"regions_seen", VALUE_NUMBER}, {"regions_at", VALUE_TIME},
    {"rented", VALUE_NUMBER},       {"total", VALUE_NUMBER},
    {"usage_at", VALUE_TIME},       {"spot_ratio", VALUE_NUMBER},
    {"interruption", VALUE_NUMBER}, {"spot_at", VALUE_TIME},
    {"idle_gpus", VALUE_NUMBER},    {"idle_at", VALUE_TIME},
};

static size_t input_rows(const struct dataset *dataset)
{
    return dataset->u.index.input_count;
}

static void input_row(const struct dataset *dataset, size_t index, struct value *values)
{
    const struct gsi_input *input = &dataset->u.index.inputs[index];
    const struct value row[] = {
        value_text(input->model),
        value_time(input->fix_at),
        value_text(input->venue),
        value_flag(input->role == GPU_ROLE_MARKET),
        value_flag(input->seeded),
        value_number(amount_of((double)input->polls), 0),
        value_number(input->stocked, 2),
        value_number(input->stocked8, 2),
        value_time(input->stock_at),
        value_number(input->price, 3),
        value_number(input->held, 3),
        value_time(input->price_at),
        value_number(input->regions, 0),
        value_number(input->regions_stocked, 0),
        value_number(input->regions_seen, 0),
        value_time(input->regions_at),
        value_number(input->rented, 0),
        value_number(input->total, 0),
        value_time(input->usage_at),
        value_number(input->spot_ratio, 3),
        value_number(input->interruption, 1),
        value_time(input->spot_at),
        value_number(input->idle, 0),
        value_time(input->idle_at),
    };
    _Static_assert(sizeof row / sizeof row[0] == sizeof input_columns / sizeof input_columns[0],
                   "one value per column");
    for (size_t i = 0; i < sizeof row / sizeof row[0]; i++)
        values[i] = row[i];
}

const struct report gsi_inputs_report = {DATASET_GPU_INDEX, input_columns,
                                         sizeof input_columns / sizeof input_columns[0], input_rows, input_row};
