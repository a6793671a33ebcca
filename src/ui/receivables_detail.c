/* SPDX-License-Identifier: MIT
 * The opened quarter and the opened filing. */
#include "config.h"

#include "receivables_detail.h"

#include "base/date.h"
#include "base/format.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

struct part { /* one figure of a quarter, by its place */
    const char *label;
    size_t offset;
};

static const struct part stocks[] = {
    {"receivables", offsetof(struct receivables_quarter, receivables)},
    {"allowance", offsetof(struct receivables_quarter, allowance)},
    {"unbilled", offsetof(struct receivables_quarter, unbilled)},
    {"RPO", offsetof(struct receivables_quarter, rpo)},
    {"deferred revenue", offsetof(struct receivables_quarter, deferred_revenue)},
    {"inventory", offsetof(struct receivables_quarter, inventory)},
    {"debt", offsetof(struct receivables_quarter, debt)},
    {"cash", offsetof(struct receivables_quarter, cash)},
};

static const struct part flows[] = {
    {"revenue", offsetof(struct receivables_quarter, revenue)},
    {"gross profit", offsetof(struct receivables_quarter, gross_profit)},
    {"capex", offsetof(struct receivables_quarter, capex)},
    {"operating cash flow", offsetof(struct receivables_quarter, operating_cash_flow)},
    {"interest", offsetof(struct receivables_quarter, interest)},
};

/* Exactly as filed, in groups of three digits. */
static void format_exact(char *text, size_t size, struct amount amount)
{
    char digits[64];
    if (!amount.known) {
        snprintf(text, size, "%s", FORMAT_UNKNOWN);
        return;
    }
    snprintf(digits, sizeof digits, "%.0f", amount.value < 0 ? -amount.value : amount.value);
    size_t length = strlen(digits);
    size_t used = (size_t)snprintf(text, size, "%s", amount.value < 0 ? "-" : "");
    for (size_t i = 0; i < length && used + 2 < size; i++) {
        if (i > 0 && (length - i) % 3 == 0) {
            text[used++] = ',';
        }
        text[used++] = digits[i];
    }
    text[used] = '\0';
}

static void add_stock(struct sheet *sheet, const struct part *part, const struct receivables_quarter *quarter,
                      const char *currency)
{
    const struct stock *stock = (const void *)((const char *)quarter + part->offset);
    char figure[64];
    format_exact(figure, sizeof figure, stock->amount);
    if (!stock->amount.known) {
        sheet_field(sheet, part->label, ROLE_TEXT, "");
        return;
    }
    sheet_print(sheet, part->label, ROLE_TEXT, "%s%s %s  %s  %s%s", stock->restated ? "*" : "", figure, currency,
                stock->concept ? stock->concept : "", stock->accession ? stock->accession : "",
                stock->restated ? "  restated by a later filing" : "");
}

static void add_flow(struct sheet *sheet, const struct part *part, const struct receivables_quarter *quarter,
                     const char *currency)
{
    static const char *const words[] = {
        [HOW_NONE] = "",
        [HOW_DIRECT] = "as reported for the quarter",
        [HOW_YTD_DIFFERENCE] = "derived: year to date less the quarters before",
        [HOW_YEAR_LESS_NINE] = "derived: year less nine months",
        [HOW_YEAR_LESS_QUARTERS] = "derived: year less its first three quarters",
    };
    const struct flow *flow = (const void *)((const char *)quarter + part->offset);
    char figure[64];
    format_exact(figure, sizeof figure, flow->amount);
    if (!flow->amount.known) {
        sheet_field(sheet, part->label, ROLE_TEXT, "");
        return;
    }
    bool derived = flow->how != HOW_DIRECT && flow->how != HOW_NONE;
    sheet_print(sheet, part->label, derived ? ROLE_ESTIMATE : ROLE_TEXT, "%s%s %s  %s  %s", derived ? "~" : "",
                figure, currency, flow->concept ? flow->concept : "", words[flow->how]);
}

static void add_percent(struct sheet *sheet, const char *label, struct amount percent)
{
    char text[32];
    format_percent(text, sizeof text, percent, 1);
    sheet_field(sheet, label, ROLE_TEXT, text);
}

static void add_dso(struct sheet *sheet, const struct quarter_row *row)
{
    char days[32], before[32];
    format_price(days, sizeof days, row->quarter->dso_days, 1);
    format_price(before, sizeof before, row->previous ? row->previous->dso_days : AMOUNT_UNKNOWN, 1);
    sheet_print(sheet, "DSO", ROLE_TEXT, "%s days (the quarter before: %s)", days, before);
    if (quarter_dso_leaps(row)) {
        sheet_text(sheet, ROLE_WARNING,
                   "! DSO rose by 20 days or more while receivables grew more than 1.5 times as fast as revenue: "
                   "look for billing in advance, long terms or slow payment.");
    }
}

void quarter_fill(struct sheet *sheet, const struct receivables *all, const struct quarter_row *row)
{
    const struct receivables_quarter *quarter = row->quarter;
    char from[24], to[24], figure[64];
    format_day(from, sizeof from, quarter->start_day);
    format_day(to, sizeof to, quarter->end_day);
    sheet_print(sheet, "", ROLE_HEADING, "%s  %s to %s%s", all->symbol, from[0] ? from : FORMAT_UNKNOWN, to,
                all->annual_only ? "  (a year: 20-F)" : "");
    add_stock(sheet, &stocks[0], quarter, all->currency);
    format_exact(figure, sizeof figure, quarter->receivables_change);
    sheet_field(sheet, "change", ROLE_TEXT, figure);
    add_percent(sheet, "quarter on quarter", quarter->receivables_qoq_percent);
    add_percent(sheet, "year on year", quarter->receivables_yoy_percent);
    add_dso(sheet, row);
    for (size_t i = 1; i < sizeof stocks / sizeof stocks[0]; i++) {
        add_stock(sheet, &stocks[i], quarter, all->currency);
    }
    for (size_t i = 0; i < sizeof flows / sizeof flows[0]; i++) {
        add_flow(sheet, &flows[i], quarter, all->currency);
    }
    add_percent(sheet, "revenue QoQ", quarter->revenue_qoq_percent);
    add_percent(sheet, "revenue YoY", quarter->revenue_yoy_percent);
    format_share(figure, sizeof figure, quarter->gross_margin_percent, 1);
    sheet_field(sheet, "gross margin", ROLE_TEXT, figure);
    sheet_text(
        sheet, ROLE_MUTED,
        "Gross margins do not compare across companies: some book server depreciation outside cost of revenue.");
    sheet_text(sheet, ROLE_MUTED, "~ derived   * restated   ! DSO leap   " FORMAT_UNKNOWN " not reported");
}

void filing_tell(const struct filing *filing, const char *received, char *text, size_t size)
{
    char what[128], filed[24], ends[24], seen[48], address[256];
    filing_describe(filing, what, sizeof what);
    format_day(filed, sizeof filed, filing->filed_day);
    format_day(ends, sizeof ends, filing->report_day);
    format_stamp(seen, sizeof seen, filing->first_seen);
    filing_address(filing, address, sizeof address);
    snprintf(text, size, "%s %s, filed %s%s%s%s%s, accession %s, first seen here %s, %s: received from %s",
             filing->symbol, what, filed, ends[0] ? ", of " : "", ends, filing->items[0] ? ", items " : "",
             filing->items, filing->accession, seen[0] ? seen : FORMAT_UNKNOWN, address, received);
}

bool filing_opens(const struct filing *filing, char subject[SUBJECT_SIZE], char *title, size_t size)
{
    char what[128], filed[24], any[SUBJECT_SIZE];
    filing_describe(filing, what, sizeof what);
    format_day(filed, sizeof filed, filing->filed_day);
    snprintf(title, size, "%s %s, filed %s", filing->symbol, what, filed);
    if (filing->document[0] && document_subject(subject, filing->cik, filing->accession, filing->document))
        return true;
    return document_subject(any, filing->cik, filing->accession, "none") && document_index_subject(subject, any);
}
