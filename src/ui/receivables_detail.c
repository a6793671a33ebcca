/* SPDX-License-Identifier: MIT
 * The opened quarter and the opened filing. */
#include "config.h"

#include "receivables_detail.h"

#include "base/date.h"
#include "base/format.h"
#include "quarter_alarms.h"
#include "view.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

struct part { /* one figure of a quarter, by its place */
    const char *label;
    size_t offset;
    bool rare; /* not told of unless it is reported */
};

static const struct part stocks[] = {
    {"receivables", offsetof(struct receivables_quarter, receivables), false},
    {"allowance", offsetof(struct receivables_quarter, allowance), false},
    {"unbilled", offsetof(struct receivables_quarter, unbilled), false},
    {"contract assets", offsetof(struct receivables_quarter, contract_assets), true},
    {"of related parties", offsetof(struct receivables_quarter, related_receivables), true},
    {"RPO", offsetof(struct receivables_quarter, rpo), false},
    {"deferred revenue", offsetof(struct receivables_quarter, deferred_revenue), false},
    {"inventory", offsetof(struct receivables_quarter, inventory), false},
    {"debt", offsetof(struct receivables_quarter, debt), false},
    {"cash", offsetof(struct receivables_quarter, cash), false},
    {"purchase obligations", offsetof(struct receivables_quarter, purchase_obligations), true},
    {"commitments", offsetof(struct receivables_quarter, commitments), true},
    {"supply commitments", offsetof(struct receivables_quarter, supply_commitments), true},
    {"leases not commenced", offsetof(struct receivables_quarter, leases_not_commenced), true},
    {"capex not paid yet", offsetof(struct receivables_quarter, capex_unpaid), true},
};

static const struct part flows[] = {
    {"revenue", offsetof(struct receivables_quarter, revenue), false},
    {"gross profit", offsetof(struct receivables_quarter, gross_profit), false},
    {"capex", offsetof(struct receivables_quarter, capex), false},
    {"operating cash flow", offsetof(struct receivables_quarter, operating_cash_flow), false},
    {"free cash flow", offsetof(struct receivables_quarter, free_cash_flow), true},
    {"operating income", offsetof(struct receivables_quarter, operating_income), false},
    {"interest", offsetof(struct receivables_quarter, interest), false},
    {"depreciation", offsetof(struct receivables_quarter, depreciation), true},
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
        if (!part->rare) {
            sheet_field(sheet, part->label, ROLE_TEXT, "");
        }
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
        if (!part->rare) {
            sheet_field(sheet, part->label, ROLE_TEXT, "");
        }
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
}

static void add_share(struct sheet *sheet, const char *label, struct amount percent)
{
    char text[32];
    if (percent.known) {
        format_share(text, sizeof text, percent, 1);
        sheet_field(sheet, label, ROLE_TEXT, text);
    }
}

/* When what is owed to customers will be revenue. */
static void add_timing(struct sheet *sheet, const struct obligation_timing *timing)
{
    add_share(sheet, "RPO within 12 months", timing->within12);
    add_share(sheet, "RPO within 24 months", timing->within24);
    add_share(sheet, "RPO beyond 24 months", timing->beyond24);
}

/* What a filer keeps beside its cost of revenue makes its margin look better than that of others. */
static void add_shares(struct sheet *sheet, const struct receivables_quarter *quarter, const char *currency)
{
    char figure[64], note[256];
    if (quarter->margin_after_percent.known) {
        format_share(figure, sizeof figure, quarter->margin_after_percent, 1);
        snprintf(note, sizeof note, "%s  %s", figure, quarter->margin_note ? quarter->margin_note : "");
        sheet_field(sheet, "margin after it", ROLE_WARNING, note);
    } else {
        sheet_text(sheet, ROLE_MUTED,
                   "Gross margins do not compare across companies: some book server depreciation outside cost of "
                   "revenue.");
    }
    add_share(sheet, "allowance share", quarter->allowance_share_percent);
    add_share(sheet, "capex of revenue", quarter->capex_share_percent);
    if (quarter->capex_accrued.known) {
        format_exact(figure, sizeof figure, quarter->capex_accrued);
        sheet_print(sheet, "capex accrued", ROLE_ESTIMATE, "~%s %s  capex and what is not paid yet", figure,
                    currency);
    }
    add_timing(sheet, &quarter->rpo_timing);
}

/* Each with the rule that fired, what was measured, and the filing. */
static void add_alarms(struct sheet *sheet, const struct receivables *all, int32_t end_day)
{
    for (size_t i = 0; i < all->alarm_count; i++) {
        const struct receivables_alarm *alarm = &all->alarms[i];
        char measure[96];
        if (alarm->end_day != end_day) {
            continue;
        }
        alarm_measure_words(alarm, measure, sizeof measure);
        sheet_print(sheet, "", alarm->severity > 1 ? ROLE_ALARM : ROLE_WARNING, "! %s", alarm->text);
        sheet_print(sheet, "", ROLE_MUTED, "  rule: %s (%s), in %s", alarm_rule_words(alarm->rule), measure,
                    alarm->accession);
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
    add_alarms(sheet, all, quarter->end_day);
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
    add_shares(sheet, quarter, all->currency);
    sheet_text(sheet, ROLE_MUTED, "~ derived   * restated   ! alarm   " FORMAT_UNKNOWN " not reported");
}

void filing_when(const struct filing *filing, char *text, size_t size)
{
    char filed[24], accepted[48], seen[48];
    format_day(filed, sizeof filed, filing->filed_day);
    format_stamp(accepted, sizeof accepted, filing->accepted_at);
    format_stamp(seen, sizeof seen, filing->first_seen);
    if (accepted[0] == '\0') {
        snprintf(text, size, "filed %s", filed);
        return;
    }
    bool same_day = strncmp(accepted, seen, sizeof "2025-09-24" - 1) == 0;
    snprintf(text, size, "accepted %s%s%s", accepted, seen[0] ? ", seen " : "",
             same_day ? seen + sizeof "2025-09-24" : seen);
}

void filing_tell(const struct filing *filing, const char *received, char *text, size_t size)
{
    char what[128], when[128], ends[24], seen[48], address[256];
    filing_describe(filing, what, sizeof what);
    filing_when(filing, when, sizeof when);
    format_day(ends, sizeof ends, filing->report_day);
    format_stamp(seen, sizeof seen, filing->first_seen);
    filing_address(filing, address, sizeof address);
    snprintf(text, size, "%s %s, %s%s%s%s%s, accession %s, first seen here %s, %s: received from %s",
             filing->symbol, what, when, ends[0] ? ", of " : "", ends, filing->items[0] ? ", items " : "",
             filing->items, filing->accession, seen[0] ? seen : FORMAT_UNKNOWN, address, received);
}

bool filing_opens(const struct filing *filing, char subject[SUBJECT_SIZE], char *title, size_t size)
{
    char what[128], when[128], any[SUBJECT_SIZE];
    filing_describe(filing, what, sizeof what);
    filing_when(filing, when, sizeof when);
    snprintf(title, size, "%s %s, %s", filing->symbol, what, when);
    if (filing->document[0] && document_subject(subject, filing->cik, filing->accession, filing->document))
        return true;
    return document_subject(any, filing->cik, filing->accession, "none") && document_index_subject(subject, any);
}

bool accession_opens(const struct view *view, const char *accession, char subject[SUBJECT_SIZE], char *title,
                     size_t size)
{
    const struct dataset *data = view_dataset(view, DATASET_FILINGS, view_symbol(view));
    for (size_t i = 0; data && i < data->u.filings.count; i++) {
        if (strcmp(data->u.filings.items[i].accession, accession) == 0) {
            return filing_opens(&data->u.filings.items[i], subject, title, size);
        }
    }
    return false;
}
