/* SPDX-License-Identifier: MIT
 * Columns of the quarters and of the filings. */
#include "config.h"

#include "receivables_rows.h"

#include "base/date.h"
#include "base/format.h"
#include "base/text.h"
#include "quarter_alarms.h"
#include "view.h"

#include <stdio.h>
#include <string.h>

#define NEW_DAYS 3

static const struct quarter_row *row_of(const void *row)
{
    return row;
}

static const struct receivables_quarter *quarter_of(const void *row)
{
    return row_of(row)->quarter;
}

/* An alarm of those rules stands before its figure. */
static bool is_alarmed(const void *row, unsigned rules)
{
    return quarter_alarm(row_of(row)->all, quarter_of(row)->end_day, rules) != NULL;
}

static void mark_alarm(const void *row, unsigned rules, char *text, size_t size)
{
    char figure[32];
    if (is_alarmed(row, rules)) {
        text_copy(figure, sizeof figure, text);
        snprintf(text, size, "!%s", figure);
    }
}

void flow_words(const struct flow *flow, char *text, size_t size)
{
    char figure[32];
    bool derived = flow->amount.known && flow->how != HOW_DIRECT && flow->how != HOW_NONE;
    format_scaled(figure, sizeof figure, flow->amount);
    snprintf(text, size, "%s%s", derived ? "~" : "", figure);
}

void stock_words(const struct stock *stock, char *text, size_t size)
{
    char figure[32];
    format_scaled(figure, sizeof figure, stock->amount);
    snprintf(text, size, "%s%s", stock->amount.known && stock->restated ? "*" : "", figure);
}

static struct amount end_day(const void *row)
{
    int32_t day = quarter_of(row)->end_day;
    return day == DATE_UNKNOWN ? AMOUNT_UNKNOWN : amount_of(day);
}

static void format_end_day(const void *row, char *text, size_t size)
{
    format_day(text, size, quarter_of(row)->end_day);
    if (text[0] == '\0') {
        text_copy(text, size, FORMAT_UNKNOWN);
    }
}

#define FLOW(name)                                                                                                 \
    static struct amount name(const void *row)                                                                     \
    {                                                                                                              \
        return quarter_of(row)->name.amount;                                                                       \
    }                                                                                                              \
    static void format_##name(const void *row, char *text, size_t size)                                            \
    {                                                                                                              \
        flow_words(&quarter_of(row)->name, text, size);                                                            \
    }                                                                                                              \
    static enum role role_of_##name(const void *row)                                                               \
    {                                                                                                              \
        return quarter_of(row)->name.how == HOW_DIRECT ? ROLE_TEXT : ROLE_ESTIMATE;                                \
    }
FLOW(revenue)
FLOW(capex)
FLOW(operating_cash_flow)
#undef FLOW

#define STOCK(name, rules)                                                                                         \
    static struct amount name(const void *row)                                                                     \
    {                                                                                                              \
        return quarter_of(row)->name.amount;                                                                       \
    }                                                                                                              \
    static void format_##name(const void *row, char *text, size_t size)                                            \
    {                                                                                                              \
        stock_words(&quarter_of(row)->name, text, size);                                                           \
        mark_alarm(row, rules, text, size);                                                                        \
    }                                                                                                              \
    static enum role role_of_##name(const void *row)                                                               \
    {                                                                                                              \
        return is_alarmed(row, rules) ? ROLE_WARNING : ROLE_TEXT;                                                  \
    }
STOCK(receivables, RULE(ALARM_CUSTOMER))
STOCK(allowance, RULE(ALARM_ALLOWANCE))
STOCK(unbilled, 0)
STOCK(rpo, RULE(ALARM_OBLIGATIONS))
STOCK(deferred_revenue, 0)
STOCK(inventory, 0)
STOCK(debt, 0)
STOCK(cash, 0)
#undef STOCK

#define PERCENT(name)                                                                                              \
    static struct amount name(const void *row)                                                                     \
    {                                                                                                              \
        return quarter_of(row)->name;                                                                              \
    }                                                                                                              \
    static void format_##name(const void *row, char *text, size_t size)                                            \
    {                                                                                                              \
        format_percent(text, size, quarter_of(row)->name, 1);                                                      \
    }
PERCENT(receivables_qoq_percent)
PERCENT(receivables_yoy_percent)
PERCENT(revenue_qoq_percent)
PERCENT(revenue_yoy_percent)
#undef PERCENT

static struct amount dso_days(const void *row)
{
    return quarter_of(row)->dso_days;
}

static void format_dso(const void *row, char *text, size_t size)
{
    format_price(text, size, quarter_of(row)->dso_days, 0);
    mark_alarm(row, RULES_OF_DSO, text, size);
}

static enum role role_of_dso(const void *row)
{
    return is_alarmed(row, RULES_OF_DSO) ? ROLE_WARNING : ROLE_TEXT;
}

static struct amount margin(const void *row)
{
    return quarter_of(row)->gross_margin_percent;
}

static void format_margin(const void *row, char *text, size_t size)
{
    format_share(text, size, quarter_of(row)->gross_margin_percent, 0);
}

static bool quarter_is_dim(const void *row)
{
    return row_of(row)->dim;
}

static const struct column quarter_columns[] = {
    {"QUARTER", 10, 0, ALIGN_LEFT, 0, true, format_end_day, end_day, NULL, NULL, NULL, NULL},
    {"A/R", 5, 0, ALIGN_RIGHT, 0, true, format_receivables, receivables, NULL, role_of_receivables, NULL, NULL},
    {"QoQ", 6, 0, ALIGN_RIGHT, 2, true, format_receivables_qoq_percent, receivables_qoq_percent, NULL, NULL, NULL,
     NULL},
    {"YoY", 6, 0, ALIGN_RIGHT, 3, true, format_receivables_yoy_percent, receivables_yoy_percent, NULL, NULL, NULL,
     NULL},
    {"DSO", 4, 0, ALIGN_RIGHT, 1, true, format_dso, dso_days, NULL, role_of_dso, NULL, NULL},
    {"ALLOW", 5, 0, ALIGN_RIGHT, 6, true, format_allowance, allowance, NULL, role_of_allowance, NULL, NULL},
    {"REV", 5, 0, ALIGN_RIGHT, 4, true, format_revenue, revenue, NULL, role_of_revenue, NULL, NULL},
    {"REV YoY", 7, 0, ALIGN_RIGHT, 9, true, format_revenue_yoy_percent, revenue_yoy_percent, NULL, NULL, NULL,
     NULL},
    {"GM", 4, 0, ALIGN_RIGHT, 8, true, format_margin, margin, NULL, NULL, NULL, NULL},
    {"RPO", 5, 0, ALIGN_RIGHT, 5, true, format_rpo, rpo, NULL, role_of_rpo, NULL, NULL},
    {"CAPEX", 5, 0, ALIGN_RIGHT, 7, true, format_capex, capex, NULL, role_of_capex, NULL, NULL},
    {"CFO", 5, 0, ALIGN_RIGHT, 10, true, format_operating_cash_flow, operating_cash_flow, NULL,
     role_of_operating_cash_flow, NULL, NULL},
    {"DEFERRED", 8, 0, ALIGN_RIGHT, 11, true, format_deferred_revenue, deferred_revenue, NULL,
     role_of_deferred_revenue, NULL, NULL},
    {"UNBILLED", 8, 0, ALIGN_RIGHT, 12, true, format_unbilled, unbilled, NULL, role_of_unbilled, NULL, NULL},
    {"DEBT", 5, 0, ALIGN_RIGHT, 13, true, format_debt, debt, NULL, role_of_debt, NULL, NULL},
    {"CASH", 5, 0, ALIGN_RIGHT, 14, true, format_cash, cash, NULL, role_of_cash, NULL, NULL},
    {"INVENT", 6, 0, ALIGN_RIGHT, 15, true, format_inventory, inventory, NULL, role_of_inventory, NULL, NULL},
    {"REV QoQ", 7, 0, ALIGN_RIGHT, 16, true, format_revenue_qoq_percent, revenue_qoq_percent, NULL, NULL, NULL,
     NULL},
};

struct table quarter_rows_table(const struct view *view, struct arena *arena)
{
    struct table table = {.columns = quarter_columns,
                          .column_count = sizeof quarter_columns / sizeof quarter_columns[0],
                          .row_size = sizeof(struct quarter_row),
                          .dim = quarter_is_dim};
    const struct slot *slot = view_slot(view, DATASET_RECEIVABLES, view_symbol(view));
    if (!slot || !slot->data) {
        return table;
    }
    const struct receivables *all = &slot->data->u.receivables;
    struct quarter_row *rows = arena_array(arena, all->count + 1, sizeof *rows);
    for (size_t i = 0; i < all->count; i++) {
        rows[i].quarter = &all->quarters[i];
        rows[i].all = all;
        rows[i].previous = i + 1 < all->count ? &all->quarters[i + 1] : NULL;
        rows[i].dim = notice_is_dim(slot, view->now);
    }
    table.rows = rows;
    table.row_count = all->count;
    return table;
}

static const struct filing *filing_of(const void *row)
{
    return ((const struct filing_row *)row)->filing;
}

bool filing_is_new(const struct filing *filing, int64_t now)
{
    if (filing->filed_day == DATE_UNKNOWN) {
        return false;
    }
    int32_t age_days = date_new_york_day(now) - filing->filed_day;
    return age_days >= -1 && age_days <= NEW_DAYS; /* what is accepted in the evening is filed the next day */
}

static bool row_is_new(const void *row)
{
    return filing_is_new(filing_of(row), ((const struct filing_row *)row)->now);
}

static void format_filed(const void *row, char *text, size_t size)
{
    format_day(text, size, filing_of(row)->filed_day);
    if (text[0] == '\0') {
        text_copy(text, size, FORMAT_UNKNOWN);
    }
}

static void format_form(const void *row, char *text, size_t size)
{
    text_copy(text, size, filing_of(row)->form);
}

static void format_description(const void *row, char *text, size_t size)
{
    filing_describe(filing_of(row), text, size);
    size_t form = strlen(filing_of(row)->form);
    if (form > 0 && strncmp(text, filing_of(row)->form, form) == 0 && text[form] == ' ') {
        memmove(text, text + form + 1, strlen(text + form + 1) + 1); /* the column before says it */
    }
}

static void format_new(const void *row, char *text, size_t size)
{
    text_copy(text, size, row_is_new(row) ? "NEW" : "");
}

static enum role role_of_new(const void *row)
{
    return row_is_new(row) ? ROLE_ALARM : ROLE_TEXT;
}

static enum role role_of_filed(const void *row)
{
    (void)row;
    return ROLE_MUTED;
}

static const struct column filing_columns[] = {
    {"FILED", 10, 0, ALIGN_LEFT, 0, true, format_filed, NULL, NULL, role_of_filed, NULL, NULL},
    {"FORM", 6, 1, ALIGN_LEFT, 0, false, format_form, NULL, NULL, NULL, NULL, NULL},
    {"", 3, 0, ALIGN_LEFT, 1, false, format_new, NULL, NULL, role_of_new, NULL, NULL},
    {"WHAT (insiders' forms left out)", 12, 4, ALIGN_LEFT, 2, false, format_description, NULL, NULL, NULL, NULL,
     NULL},
};

struct table filing_rows_table(const struct view *view, struct arena *arena)
{
    struct table table = {.columns = filing_columns,
                          .column_count = sizeof filing_columns / sizeof filing_columns[0],
                          .row_size = sizeof(struct filing_row)};
    const struct dataset *data = view_dataset(view, DATASET_FILINGS, view_symbol(view));
    if (!data) {
        return table;
    }
    struct filing_row *rows = arena_array(arena, data->u.filings.count + 1, sizeof *rows);
    for (size_t i = 0; i < data->u.filings.count; i++) {
        /* A busy filer has hundreds of them, and none says anything about receivables. */
        if (!filing_is_insider(data->u.filings.items[i].form)) {
            rows[table.row_count++] = (struct filing_row){&data->u.filings.items[i], view->now};
        }
    }
    table.rows = rows;
    return table;
}
