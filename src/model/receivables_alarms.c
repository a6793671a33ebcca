/* SPDX-License-Identifier: MIT
 * Rules over a company's quarters and customers. Each says which numbers fired it. Shares, not dollars, decide: a
 * level in dollars does not work across sizes. */
#include "config.h"

#include "model/receivables.h"

#include "base/date.h"
#include "base/format.h"
#include "model/customers.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ALARMS_MOST    200
#define QUARTERS_READ  12
#define TEXT_SIZE      160
#define SMALL_CUSTOMER 10.0 /* percent of revenue: who has less need not be named */
#define QUARTER_DAYS   91
#define YEAR_DAYS      365
#define SLACK_DAYS     15

const struct alarm_limits alarm_limits_usual = {
    .share_points = 15,
    .dso_days = 20,
    .growth_ratio = 1.5,
    .allowance_ratio = 2,
    .obligations_percent = 5,
    .restated_percent = 1,
};

struct findings {
    const struct receivables *receivables;
    const struct alarm_limits *limits;
    struct arena *arena;
    struct receivables_alarm *items;
    size_t count;
};

static void find(struct findings *findings, struct receivables_alarm alarm, const char *text)
{
    if (findings->count == ALARMS_MOST)
        return;
    alarm.text = arena_text(findings->arena, text);
    alarm.accession = arena_text(findings->arena, alarm.accession);
    alarm.subject = arena_text(findings->arena, alarm.subject);
    findings->items[findings->count++] = alarm;
}

/* "$1,055M", "$454M", "$24.1B": short, for a sentence. */
static void money(double value, char text[24])
{
    const char *sign = value < 0 ? "-" : "";
    double size = fabs(value);
    if (size >= 99.95e9)
        snprintf(text, 24, "%s$%.0fB", sign, size / 1e9);
    else if (size >= 9.995e9)
        snprintf(text, 24, "%s$%.1fB", sign, size / 1e9);
    else
        snprintf(text, 24, "%s$%.0fM", sign, size / 1e6);
}

/* --- customers --- */

static void judge_customer(struct findings *findings, const struct customer_filing *filing,
                           const struct customer_row *row)
{
    char text[TEXT_SIZE], implied[80] = "", value[24], error[24];
    bool listed;
    if (row->kind != CUSTOMER_SINGLE || row->basis != BASIS_RECEIVABLES || row->end_day != filing->end_day)
        return;
    struct amount revenue = customers_revenue_share(filing, row, &listed);
    double above = row->percent - (revenue.known ? revenue.value : SMALL_CUSTOMER);
    if (!listed || above < findings->limits->share_points)
        return;
    if (row->implied.known) {
        money(row->implied.value, value);
        money(row->implied_error.value, error);
        snprintf(implied, sizeof implied, " (~%s \xc2\xb1 %s)", value, error);
    }
    if (revenue.known)
        snprintf(text, sizeof text, "%.60s owes %g %% of receivables%s with %g %% of revenue", row->label,
                 row->percent, implied, revenue.value);
    else
        snprintf(text, sizeof text, "%.60s owes %g %% of receivables%s with under %g %% of revenue", row->label,
                 row->percent, implied, SMALL_CUSTOMER);
    find(findings,
         (struct receivables_alarm){.rule = ALARM_CUSTOMER,
                                    .severity = 2,
                                    .end_day = row->end_day,
                                    .accession = filing->accession,
                                    .subject = row->label,
                                    .figure = above,
                                    .limit = findings->limits->share_points},
         text);
}

static void judge_customers(struct findings *findings, const struct customers *customers)
{
    for (size_t i = 0; customers != NULL && i < customers->count; i++) {
        const struct customer_filing *filing = &customers->filings[i];
        if (!filing->shared_labels) /* the lists may speak of different companies */
            continue;
        for (size_t k = 0; k < filing->count; k++)
            judge_customer(findings, filing, &filing->rows[k]);
    }
}

/* --- quarters --- */

static const struct receivables_quarter *before(const struct receivables *receivables, size_t index, int days)
{
    for (size_t i = index + 1; i < receivables->count; i++) {
        int distance = receivables->quarters[index].end_day - receivables->quarters[i].end_day;
        if (distance >= days - SLACK_DAYS && distance <= days + SLACK_DAYS)
            return &receivables->quarters[i];
    }
    return NULL;
}

static bool grows_beyond_revenue(const struct receivables_quarter *quarter, double ratio)
{
    struct amount receivables = quarter->receivables_qoq_percent, revenue = quarter->revenue_qoq_percent;
    double growth = revenue.known && revenue.value > 0 ? revenue.value : 0;
    return receivables.known && revenue.known && receivables.value > 0 && receivables.value > ratio * growth;
}

static void judge_dso(struct findings *findings, size_t index)
{
    const struct receivables_quarter *quarter = &findings->receivables->quarters[index];
    const struct receivables_quarter *last = before(findings->receivables, index, QUARTER_DAYS);
    const struct receivables_quarter *year = before(findings->receivables, index, YEAR_DAYS);
    const struct alarm_limits *limits = findings->limits;
    char text[TEXT_SIZE], on_the_year[64] = "no year-ago quarter";
    if (last == NULL || !quarter->dso_days.known || !last->dso_days.known)
        return;
    double rise = quarter->dso_days.value - last->dso_days.value;
    if (rise < limits->dso_days || !grows_beyond_revenue(quarter, limits->growth_ratio))
        return;
    bool has_year = year != NULL && year->dso_days.known;
    double year_rise = has_year ? quarter->dso_days.value - year->dso_days.value : 0;
    bool on_year = has_year && year_rise >= limits->dso_days;
    if (has_year)
        snprintf(on_the_year, sizeof on_the_year, "%+.0f days on the year", year_rise);
    snprintf(text, sizeof text, "DSO %.0f to %.0f days, %s; receivables %+.0f %%, revenue %+.0f %%",
             last->dso_days.value, quarter->dso_days.value, on_the_year, quarter->receivables_qoq_percent.value,
             quarter->revenue_qoq_percent.value);
    find(findings,
         (struct receivables_alarm){.rule = on_year ? ALARM_DSO_YEAR : ALARM_DSO,
                                    .severity = on_year || !has_year ? 2 : 1, /* else it may be the season */
                                    .end_day = quarter->end_day,
                                    .accession = quarter->receivables.accession,
                                    .subject = "",
                                    .figure = rise,
                                    .limit = limits->dso_days},
         text);
}

static void judge_allowance(struct findings *findings, size_t index)
{
    const struct receivables_quarter *quarter = &findings->receivables->quarters[index];
    const struct receivables_quarter *last = before(findings->receivables, index, QUARTER_DAYS);
    struct amount now = quarter->allowance_share_percent;
    char text[TEXT_SIZE];
    if (last == NULL || !now.known || !last->allowance_share_percent.known ||
        last->allowance_share_percent.value <= 0)
        return;
    double ratio = now.value / last->allowance_share_percent.value;
    if (ratio < findings->limits->allowance_ratio)
        return;
    snprintf(text, sizeof text, "allowance %.2f %% of receivables after %.2f %%: %.1f times", now.value,
             last->allowance_share_percent.value, ratio);
    find(findings,
         (struct receivables_alarm){.rule = ALARM_ALLOWANCE,
                                    .severity = 1,
                                    .end_day = quarter->end_day,
                                    .accession = quarter->allowance.accession,
                                    .subject = "",
                                    .figure = ratio,
                                    .limit = findings->limits->allowance_ratio},
         text);
}

static void judge_obligations(struct findings *findings, size_t index)
{
    const struct receivables_quarter *quarter = &findings->receivables->quarters[index];
    const struct receivables_quarter *last = before(findings->receivables, index, QUARTER_DAYS);
    char text[TEXT_SIZE], now[24], then[24];
    if (last == NULL)
        return;
    struct amount change = amount_percent_change(quarter->rpo.amount, last->rpo.amount);
    if (!change.known || change.value > -findings->limits->obligations_percent)
        return;
    money(quarter->rpo.amount.value, now);
    money(last->rpo.amount.value, then);
    snprintf(text, sizeof text, "remaining performance obligations shrink from %s to %s (%.1f %%)", then, now,
             change.value);
    find(findings,
         (struct receivables_alarm){.rule = ALARM_OBLIGATIONS,
                                    .severity = 1,
                                    .end_day = quarter->end_day,
                                    .accession = quarter->rpo.accession,
                                    .subject = "",
                                    .figure = -change.value,
                                    .limit = findings->limits->obligations_percent},
         text);
}

static void judge_restated(struct findings *findings, const struct receivables_quarter *quarter, const char *line,
                           struct amount now, struct amount earlier, const char *accession)
{
    char text[TEXT_SIZE], day[16], to[24], from[24];
    struct amount change = amount_percent_change(now, earlier);
    if (!change.known || fabs(change.value) <= findings->limits->restated_percent)
        return;
    date_to_iso(quarter->end_day, day, sizeof day);
    money(now.value, to);
    money(earlier.value, from);
    snprintf(text, sizeof text, "%s of %s restated from %s to %s (%+.1f %%)", line, day, from, to, change.value);
    find(findings,
         (struct receivables_alarm){.rule = ALARM_RESTATED,
                                    .severity = 1,
                                    .end_day = quarter->end_day,
                                    .accession = accession,
                                    .subject = line,
                                    .figure = fabs(change.value),
                                    .limit = findings->limits->restated_percent},
         text);
}

static void judge_lines(struct findings *findings, const struct receivables_quarter *quarter)
{
    const struct {
        const char *line;
        const struct flow *flow;
    } flows[] = {{"revenue", &quarter->revenue},
                 {"gross profit", &quarter->gross_profit},
                 {"capex", &quarter->capex},
                 {"operating cash flow", &quarter->operating_cash_flow}};
    const struct {
        const char *line;
        const struct stock *stock;
    } stocks[] = {{"receivables", &quarter->receivables},
                  {"allowance", &quarter->allowance},
                  {"inventory", &quarter->inventory},
                  {"RPO", &quarter->rpo},
                  {"deferred revenue", &quarter->deferred_revenue},
                  {"debt", &quarter->debt}};
    for (size_t i = 0; i < sizeof flows / sizeof flows[0]; i++)
        judge_restated(findings, quarter, flows[i].line, flows[i].flow->amount, flows[i].flow->earlier,
                       flows[i].flow->accession);
    for (size_t i = 0; i < sizeof stocks / sizeof stocks[0]; i++)
        judge_restated(findings, quarter, stocks[i].line, stocks[i].stock->amount, stocks[i].stock->earlier,
                       stocks[i].stock->accession);
}

static int gravest_first(const void *a, const void *b)
{
    const struct receivables_alarm *left = a, *right = b;
    if (left->end_day != right->end_day)
        return left->end_day > right->end_day ? -1 : 1;
    if (left->severity != right->severity)
        return right->severity - left->severity;
    if (left->rule != right->rule)
        return (int)left->rule - (int)right->rule;
    return strcmp(left->subject, right->subject);
}

struct receivables_alarm *receivables_alarms(const struct receivables *receivables,
                                             const struct customers *customers, const struct alarm_limits *limits,
                                             struct arena *arena, size_t *count)
{
    struct findings findings = {.receivables = receivables,
                                .limits = limits,
                                .arena = arena,
                                .items = arena_array(arena, ALARMS_MOST, sizeof *findings.items)};
    judge_customers(&findings, customers);
    for (size_t i = 0; i < receivables->count && i < QUARTERS_READ && !receivables->annual_only; i++) {
        judge_dso(&findings, i);
        judge_allowance(&findings, i);
        judge_obligations(&findings, i);
        judge_lines(&findings, &receivables->quarters[i]);
    }
    if (findings.count > 0)
        qsort(findings.items, findings.count, sizeof *findings.items, gravest_first);
    *count = findings.count;
    return findings.items;
}

const char *alarm_rule_name(enum alarm_rule rule)
{
    static const char *const names[ALARM_RULES] = {"customer",  "dso",         "dso-year",
                                                   "allowance", "obligations", "restated"};
    return rule < ALARM_RULES ? names[rule] : "";
}
