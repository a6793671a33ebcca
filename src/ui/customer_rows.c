/* SPDX-License-Identifier: MIT
 * Which rows of a filing stand together, and what their columns say. */
#include "config.h"

#include "customer_rows.h"

#include "base/date.h"
#include "base/format.h"
#include "base/text.h"
#include "draw/chart.h"
#include "quarter_alarms.h"
#include "view.h"

#include <stdio.h>
#include <string.h>

#define LEAST_TOLD_PERCENT 10 /* companies must tell of customers from here on */
#define BAR_COLUMNS        20

/* --- rows --- */

static bool is_same_customer(const struct customer_row *a, const struct customer_row *b)
{
    return a->member[0] != '\0' && strcmp(a->member, b->member) == 0 && a->end_day == b->end_day &&
           a->kind == b->kind;
}

/* The shortest period comes first: a quarter's share rather than that of the year to date. */
static const struct customer_row *partner_of(const struct customer_filing *filing, const struct customer_row *row,
                                             enum customer_basis basis)
{
    for (size_t i = 0; filing->shared_labels && i < filing->count; i++)
        if (filing->rows[i].basis == basis && is_same_customer(&filing->rows[i], row))
            return &filing->rows[i];
    return NULL;
}

static size_t add_receivables(struct customer_line *lines, const struct customer_filing *filing)
{
    size_t count = 0;
    for (size_t i = 0; i < filing->count; i++) {
        const struct customer_row *row = &filing->rows[i];
        if (row->basis != BASIS_RECEIVABLES || row->kind == CUSTOMER_REJECTED)
            continue;
        struct customer_line *line = &lines[count++];
        line->receivables = row;
        line->revenue = partner_of(filing, row, BASIS_REVENUE);
        if (filing->shared_labels)
            (void)customers_revenue_share(filing, row, &line->revenue_listed);
    }
    return count;
}

static size_t add_others(struct customer_line *lines, const struct customer_filing *filing)
{
    size_t count = 0;
    for (size_t i = 0; i < filing->count; i++) {
        const struct customer_row *row = &filing->rows[i];
        const struct customer_row *owes = partner_of(filing, row, BASIS_RECEIVABLES);
        bool joined = row->basis == BASIS_REVENUE && owes && partner_of(filing, owes, BASIS_REVENUE) == row;
        if (row->basis == BASIS_RECEIVABLES || row->kind == CUSTOMER_REJECTED || joined)
            continue;
        lines[count++].revenue = row;
    }
    return count;
}

static size_t rejected_of(const struct customer_filing *filing)
{
    size_t count = 0;
    for (size_t i = 0; i < filing->count; i++)
        count += filing->rows[i].kind == CUSTOMER_REJECTED;
    return count;
}

static void write_heading(struct customer_line *line, const struct customer_filing *filing)
{
    char filed[24], left_out[64] = "";
    size_t rejected = rejected_of(filing);
    format_day(filed, sizeof filed, filing->filed_day);
    if (rejected > 0)
        snprintf(left_out, sizeof left_out, "; %zu by country or product left out", rejected);
    snprintf(line->note, sizeof line->note, "filed %s, %s%s%s", filed,
             filing->way == STATEMENT_PAGES ? "out of rendered tables, " : "",
             filing->shared_labels ? "one set of labels" : "labels of the two lists are not the same customers",
             left_out);
}

/* A line that opens the report, and says why nothing stands below it. */
static void write_unread(struct customer_line *line, const struct customer_filing *filing)
{
    line->filing = filing;
    snprintf(line->note, sizeof line->note, "filed that day, not readable by this program (%.60s): Enter opens it",
             filing->note);
}

static size_t add_filing(struct customer_line *lines, const struct customer_filing *filing, const char *currency,
                         const struct receivables *all)
{
    size_t count = 1;
    write_heading(&lines[0], filing);
    count += add_receivables(lines + count, filing);
    count += add_others(lines + count, filing);
    for (size_t i = 0; i < count; i++) {
        lines[i].filing = filing;
        lines[i].currency = currency;
        if (lines[i].receivables)
            lines[i].alarm = customer_alarm(all, filing->accession, lines[i].receivables->label);
    }
    return count;
}

/* --- cells --- */

static const struct customer_line *line_of(const void *row)
{
    return row;
}

const struct customer_row *customer_line_row(const struct customer_line *line)
{
    return line->receivables ? line->receivables : line->revenue;
}

struct amount customer_line_gap(const struct customer_line *line, bool *at_least)
{
    *at_least = false;
    if (!line->receivables || line->receivables->kind != CUSTOMER_SINGLE || !line->filing->shared_labels)
        return AMOUNT_UNKNOWN;
    if (line->revenue)
        return amount_of(line->receivables->percent - line->revenue->percent);
    *at_least = line->revenue_listed;
    return line->revenue_listed ? amount_of(line->receivables->percent - LEAST_TOLD_PERCENT) : AMOUNT_UNKNOWN;
}

static void format_percent_of(const struct customer_row *row, char *text, size_t size)
{
    bool whole = row->percent_error >= 0.5 || row->percent == (double)(int)row->percent;
    format_share(text, size, amount_of(row->percent), whole ? 0 : 1);
}

void customer_share_words(const struct customer_line *line, bool of_revenue, char *text, size_t size)
{
    const struct customer_row *row = of_revenue ? line->revenue : line->receivables;
    if (row && (of_revenue ? row->basis == BASIS_REVENUE : true))
        format_percent_of(row, text, size);
    else if (of_revenue && !row && line->revenue_listed)
        snprintf(text, size, "<%d%%", LEAST_TOLD_PERCENT);
    else
        text_copy(text, size, FORMAT_UNKNOWN);
}

void customer_worth_words(const struct customer_row *row, char *text, size_t size)
{
    char worth[32], error[32];
    if (!row->implied.known) {
        text_copy(text, size, FORMAT_UNKNOWN);
        return;
    }
    format_scaled(worth, sizeof worth, row->implied);
    format_scaled(error, sizeof error, row->implied_error);
    if (row->implied_error.known && row->implied_error.value > 0)
        snprintf(text, size, "~%s \xc2\xb1 %s", worth, error);
    else
        snprintf(text, size, "~%s", worth);
}

static void format_label(const void *row, char *text, size_t size)
{
    const struct customer_line *line = line_of(row);
    const struct customer_row *customer = customer_line_row(line);
    char end[24];
    if (!customer) {
        bool read = line->filing->end_day != DATE_UNKNOWN;
        format_day(end, sizeof end, read ? line->filing->end_day : line->filing->filed_day);
        snprintf(text, size, "%s %s", line->filing->form, end);
        return;
    }
    char share[16] = "";
    if (customer->basis == BASIS_OTHER) /* neither column has a place for it */
        snprintf(share, sizeof share, " %.4g%%", customer->percent);
    const char *mark = customer->kind == CUSTOMER_GROUP      ? " (together)"
                       : customer->kind == CUSTOMER_SUPPLIER ? " (supplier)"
                       : customer->basis == BASIS_OTHER      ? " (other)"
                                                             : "";
    snprintf(text, size, " %s%s%s", customer->label, share, mark);
}

bool customer_line_is_alarming(const struct customer_line *line)
{
    return line->alarm != NULL;
}

static enum role role_of_label(const void *row)
{
    const struct customer_line *line = line_of(row);
    return !customer_line_row(line) ? ROLE_HEADING : customer_line_is_alarming(line) ? ROLE_WARNING : ROLE_TEXT;
}

static void format_revenue(const void *row, char *text, size_t size)
{
    customer_share_words(line_of(row), true, text, size);
}

static void format_receivables(const void *row, char *text, size_t size)
{
    customer_share_words(line_of(row), false, text, size);
}

static void format_gap(const void *row, char *text, size_t size)
{
    bool at_least;
    struct amount gap = customer_line_gap(line_of(row), &at_least);
    char points[24];
    format_change(points, sizeof points, gap, 0);
    snprintf(text, size, "%s%s%s", customer_line_is_alarming(line_of(row)) ? "! " : "",
             at_least && gap.known ? ">" : "", points);
}

static enum role role_of_gap(const void *row)
{
    return customer_line_is_alarming(line_of(row)) ? ROLE_ALARM : ROLE_MUTED;
}

static void format_worth(const void *row, char *text, size_t size)
{
    const struct customer_row *customer = customer_line_row(line_of(row));
    text[0] = '\0';
    if (customer)
        customer_worth_words(customer, text, size);
}

static enum role role_of_worth(const void *row)
{
    (void)row;
    return ROLE_ESTIMATE;
}

static void format_period(const void *row, char *text, size_t size)
{
    const struct customer_row *customer = customer_line_row(line_of(row));
    text[0] = '\0';
    if (!customer)
        return;
    if (customer->basis == BASIS_RECEIVABLES || customer->start_day == DATE_UNKNOWN)
        format_day(text, size, customer->end_day);
    else
        snprintf(text, size, "%d days", (int)(customer->end_day - customer->start_day + 1));
}

static int bar_columns(const void *row)
{
    return line_of(row)->receivables ? BAR_COLUMNS : 0;
}

/* The share of receivables as a bar, and where the share of revenue would end. */
static void draw_bar(struct canvas *canvas, struct rect cell, const void *row)
{
    const struct customer_line *line = line_of(row);
    if (!line->receivables)
        return;
    chart_share(canvas, cell, 0, 0, cell.columns, line->receivables->percent / 100,
                customer_line_is_alarming(line) ? ROLE_LOSS : ROLE_CHART_LINE);
    if (line->revenue) {
        int at = (int)(line->revenue->percent / 100 * (cell.columns - 1) + 0.5);
        canvas_put(canvas, cell, 0, at < cell.columns ? at : cell.columns - 1, 0x2502, ROLE_CHART_AVERAGE, 0);
    }
}

static const struct column columns[] = {
    {"CUSTOMER", 16, 2, ALIGN_LEFT, 0, false, format_label, NULL, NULL, role_of_label, NULL, NULL},
    {"OF REV", 6, 0, ALIGN_RIGHT, 0, true, format_revenue, NULL, NULL, NULL, NULL, NULL},
    {"OF A/R", 6, 0, ALIGN_RIGHT, 0, true, format_receivables, NULL, NULL, NULL, NULL, NULL},
    {"GAP", 5, 0, ALIGN_RIGHT, 1, true, format_gap, NULL, NULL, role_of_gap, NULL, NULL},
    {"WORTH", 8, 0, ALIGN_RIGHT, 2, true, format_worth, NULL, NULL, role_of_worth, NULL, NULL},
    {"PERIOD", 8, 0, ALIGN_LEFT, 3, true, format_period, NULL, NULL, NULL, NULL, NULL},
    {"A/R, REV \xe2\x94\x82", 8, 1, ALIGN_LEFT, 4, false, NULL, NULL, NULL, NULL, draw_bar, bar_columns},
};

static const char *note_of(const void *row)
{
    return customer_line_row(line_of(row)) ? NULL : line_of(row)->note;
}

struct table customer_rows_table(const struct view *view, struct arena *arena)
{
    struct table table = {.columns = columns,
                          .column_count = sizeof columns / sizeof columns[0],
                          .row_size = sizeof(struct customer_line),
                          .note = note_of};
    const struct dataset *data = view_dataset(view, DATASET_CUSTOMERS, view_symbol(view));
    if (!data)
        return table;
    const struct customers *customers = &data->u.customers;
    const struct dataset *quarters = view_dataset(view, DATASET_RECEIVABLES, view_symbol(view));
    const struct receivables *all = quarters ? &quarters->u.receivables : NULL;
    size_t room = customers->unread_count + 1, unread = 0;
    for (size_t i = 0; i < customers->count; i++)
        room += customers->filings[i].count + 1;
    struct customer_line *lines = arena_array(arena, room, sizeof *lines);
    for (size_t i = 0; i <= customers->count; i++) {
        while (unread < customers->unread_count &&
               (i == customers->count || customers->unread[unread].filed_day > customers->filings[i].filed_day))
            write_unread(&lines[table.row_count++], &customers->unread[unread++]);
        if (i < customers->count)
            table.row_count +=
                add_filing(lines + table.row_count, &customers->filings[i], customers->currency, all);
    }
    table.rows = lines;
    return table;
}
