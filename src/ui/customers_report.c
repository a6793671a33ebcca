/* SPDX-License-Identifier: MIT
 * --print customers: one row per share of revenue or receivables that a filing tells, with what it is worth. */
#include "config.h"

#include "pane_reports.h"

static const struct report_column columns[] = {
    {"symbol", VALUE_TEXT},    {"form", VALUE_TEXT},
    {"filed", VALUE_DAY},      {"accession", VALUE_TEXT},
    {"customer", VALUE_TEXT},  {"member", VALUE_TEXT},
    {"kind", VALUE_TEXT},      {"basis", VALUE_TEXT},
    {"start", VALUE_DAY},      {"end", VALUE_DAY},
    {"percent", VALUE_NUMBER}, {"percent_error", VALUE_NUMBER},
    {"worth", VALUE_NUMBER},   {"worth_error", VALUE_NUMBER},
    {"currency", VALUE_TEXT},  {"labels_shared", VALUE_FLAG},
    {"reason", VALUE_TEXT},
};

static size_t rows(const struct dataset *dataset)
{
    const struct customers *customers = &dataset->u.customers;
    size_t count = 0;
    for (size_t i = 0; i < customers->count; i++)
        count += customers->filings[i].count;
    return count;
}

static void row(const struct dataset *dataset, size_t index, struct value *values)
{
    const struct customers *customers = &dataset->u.customers;
    const struct customer_filing *filing = customers->filings;
    for (; index >= filing->count; filing++)
        index -= filing->count;
    const struct customer_row *share = &filing->rows[index];
    const struct value row[] = {
        value_text(customers->symbol),
        value_text(filing->form),
        value_day(filing->filed_day),
        value_text(filing->accession),
        value_text(share->label),
        value_text(share->member),
        value_text(customer_kind_name(share->kind)),
        value_text(customer_basis_name(share->basis)),
        value_day(share->start_day),
        value_day(share->end_day),
        value_computed(amount_of(share->percent), 1),
        value_computed(amount_of(share->percent_error), 1),
        value_computed(share->implied, 0),
        value_computed(share->implied_error, 0),
        value_text(customers->currency),
        value_flag(filing->shared_labels),
        value_text(share->reason),
    };
    _Static_assert(sizeof row / sizeof row[0] == sizeof columns / sizeof columns[0], "one value per column");
    for (size_t i = 0; i < sizeof row / sizeof row[0]; i++)
        values[i] = row[i];
}

const struct report customers_report = {DATASET_CUSTOMERS, columns, sizeof columns / sizeof columns[0], rows, row};
