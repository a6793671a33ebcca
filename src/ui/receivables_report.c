/* SPDX-License-Identifier: MIT
 * --print receivables: one row per quarter, with how each flow was obtained. */
#include "config.h"

#include "pane_reports.h"

#include "base/date.h"

static const struct report_column columns[] = {
    {"symbol", VALUE_TEXT},
    {"currency", VALUE_TEXT},
    {"annual", VALUE_FLAG},
    {"start", VALUE_DAY},
    {"end", VALUE_DAY},
    {"receivables", VALUE_NUMBER},
    {"receivables_restated", VALUE_FLAG},
    {"receivables_change", VALUE_NUMBER},
    {"receivables_qoq_percent", VALUE_NUMBER},
    {"receivables_yoy_percent", VALUE_NUMBER},
    {"dso_days", VALUE_NUMBER},
    {"allowance", VALUE_NUMBER},
    {"unbilled", VALUE_NUMBER},
    {"revenue", VALUE_NUMBER},
    {"revenue_how", VALUE_TEXT},
    {"revenue_qoq_percent", VALUE_NUMBER},
    {"revenue_yoy_percent", VALUE_NUMBER},
    {"gross_margin_percent", VALUE_NUMBER},
    {"capex", VALUE_NUMBER},
    {"capex_how", VALUE_TEXT},
    {"operating_cash_flow", VALUE_NUMBER},
    {"operating_cash_flow_how", VALUE_TEXT},
    {"operating_income", VALUE_NUMBER},
    {"operating_income_how", VALUE_TEXT},
    {"interest", VALUE_NUMBER},
    {"interest_how", VALUE_TEXT},
    {"rpo", VALUE_NUMBER},
    {"deferred_revenue", VALUE_NUMBER},
    {"inventory", VALUE_NUMBER},
    {"debt", VALUE_NUMBER},
    {"cash", VALUE_NUMBER},
    {"accession", VALUE_TEXT},
};

static size_t rows(const struct dataset *dataset)
{
    return dataset->u.receivables.count;
}

static void row(const struct dataset *dataset, size_t index, struct value *values)
{
    const struct receivables *all = &dataset->u.receivables;
    const struct receivables_quarter *quarter = &all->quarters[index];
    const struct value row[] = {
        value_text(all->symbol),
        value_text(all->currency),
        value_flag(all->annual_only),
        value_day(quarter->start_day),
        value_day(quarter->end_day),
        value_number(quarter->receivables.amount, 0),
        value_flag(quarter->receivables.restated),
        value_number(quarter->receivables_change, 0),
        value_computed(quarter->receivables_qoq_percent, 1),
        value_computed(quarter->receivables_yoy_percent, 1),
        value_computed(quarter->dso_days, 1),
        value_number(quarter->allowance.amount, 0),
        value_number(quarter->unbilled.amount, 0),
        value_number(quarter->revenue.amount, 0),
        value_text(derivation_name(quarter->revenue.how)),
        value_computed(quarter->revenue_qoq_percent, 1),
        value_computed(quarter->revenue_yoy_percent, 1),
        value_computed(quarter->gross_margin_percent, 1),
        value_number(quarter->capex.amount, 0),
        value_text(derivation_name(quarter->capex.how)),
        value_number(quarter->operating_cash_flow.amount, 0),
        value_text(derivation_name(quarter->operating_cash_flow.how)),
        value_number(quarter->operating_income.amount, 0),
        value_text(derivation_name(quarter->operating_income.how)),
        value_number(quarter->interest.amount, 0),
        value_text(derivation_name(quarter->interest.how)),
        value_number(quarter->rpo.amount, 0),
        value_number(quarter->deferred_revenue.amount, 0),
        value_number(quarter->inventory.amount, 0),
        value_number(quarter->debt.amount, 0),
        value_number(quarter->cash.amount, 0),
        value_text(quarter->receivables.accession),
    };
    _Static_assert(sizeof row / sizeof row[0] == sizeof columns / sizeof columns[0], "one value per column");
    for (size_t i = 0; i < sizeof row / sizeof row[0]; i++) {
        values[i] = row[i];
    }
}

const struct report receivables_report = {DATASET_RECEIVABLES, columns, sizeof columns / sizeof columns[0], rows,
                                          row};
