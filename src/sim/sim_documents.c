/* SPDX-License-Identifier: MIT
 * Documents of filings in the simulator: reports, notices, press releases and the lists of a filing's documents.
 * Invented words around the simulator's own figures. */
#include "config.h"

#include "sim_reply.h"

#include "base/date.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MILLION 1e6

static void head(struct sim_reply *reply, const char *title)
{
    sim_write(reply,
              "<?xml version='1.0' encoding='ASCII'?>\n<html xmlns=\"http://www.w3.org/1999/xhtml\""
              " xmlns:ix=\"http://www.xbrl.org/2013/inlineXBRL\"><head><title>%s</title></head><body>"
              "<div style=\"display:none\"><ix:header><ix:hidden><ix:nonNumeric name=\"dei:AmendmentFlag\">false"
              "</ix:nonNumeric></ix:hidden></ix:header></div>",
              title);
}

static void paragraph(struct sim_reply *reply, const char *text)
{
    sim_write(reply, "<div><span>%s</span></div>", text);
}

static void figure(struct sim_reply *reply, double value, bool sign)
{
    sim_write(
        reply,
        "<td>%s</td><td><ix:nonFraction scale=\"6\">%.0f</ix:nonFraction></td><td></td><td colspan=\"3\"></td>",
        sign ? "$" : "", value / MILLION);
}

static void row(struct sim_reply *reply, const char *label, double now, double before, bool sign)
{
    sim_write(reply, "<tr><td colspan=\"3\">%s</td>", label);
    figure(reply, now, sign);
    figure(reply, before, sign);
    sim_write(reply, "</tr>");
}

static void table_head(struct sim_reply *reply, const char *over, int32_t now, int32_t before)
{
    char day[16], earlier[16];
    date_to_iso(now, day, sizeof day);
    date_to_iso(before, earlier, sizeof earlier);
    sim_write(reply,
              "<table><tr><td colspan=\"3\"></td><td colspan=\"9\">%s</td></tr><tr><td colspan=\"3\"></td>"
              "<td colspan=\"3\">%s</td><td colspan=\"3\"></td><td colspan=\"3\">%s</td></tr>",
              over, day, earlier);
}

/* The newest quarter filed by the document's day, and the one before. */
static bool find_quarters(const struct sim_request *request, const struct sim_company *company, int year, int month,
                          struct sim_quarter pair[2])
{
    struct sim_quarter quarters[SIM_QUARTERS_MOST];
    size_t count = sim_reports(request, company, quarters);
    for (size_t i = count; i > 1; i--) {
        int end_year, end_month, end_day;
        date_to_civil(quarters[i - 1].end, &end_year, &end_month, &end_day);
        if (year != 0 && (end_year != year || end_month != month))
            continue;
        pair[0] = quarters[i - 1];
        pair[1] = quarters[i - 2];
        return true;
    }
    return false;
}

static void statements(struct sim_reply *reply, const struct sim_quarter pair[2])
{
    paragraph(reply, "CONDENSED CONSOLIDATED STATEMENTS OF OPERATIONS (Unaudited)");
    table_head(reply, "Three Months Ended", pair[0].end, pair[1].end);
    row(reply, "Revenue", pair[0].revenue, pair[1].revenue, true);
    row(reply, "Cost of revenue", pair[0].cost, pair[1].cost, false);
    row(reply, "Gross profit", pair[0].revenue - pair[0].cost, pair[1].revenue - pair[1].cost, true);
    sim_write(reply, "</table>");
    paragraph(reply, "CONDENSED CONSOLIDATED BALANCE SHEETS");
    table_head(reply, "As of", pair[0].end, pair[1].end);
    row(reply, "Accounts receivable, net", pair[0].receivables, pair[1].receivables, true);
    row(reply, "Inventory", pair[0].inventory, pair[1].inventory, false);
    row(reply, "Deferred revenue, current and non-current portions together", pair[0].deferred, pair[1].deferred,
        false);
    sim_write(reply, "</table>");
}

static void share(struct sim_reply *reply, double part)
{
    if (part > 0)
        sim_write(reply, "<td colspan=\"2\">%.0f</td><td>%%</td>", part * 100);
    else
        sim_write(reply, "<td colspan=\"2\">*</td><td></td>");
}

static void concentration(const struct sim_request *request, struct sim_reply *reply,
                          const struct sim_company *company, const struct sim_quarter *quarter)
{
    static const char *const letters[] = {"A", "B", "C", "D"};
    paragraph(reply, "<b>Note 2. Concentration of Credit Risk</b>");
    paragraph(reply,
              "Customers that exceeded 10&#37; of revenue or of accounts receivable were as follows. References "
              "to customers A through D may represent different customers than those of a previous period.");
    sim_write(reply, "<table><tr><td colspan=\"3\"></td><td colspan=\"3\">Revenue</td><td colspan=\"3\"></td>"
                     "<td colspan=\"3\">Accounts receivable</td></tr>");
    for (size_t i = 0; i < sizeof letters / sizeof letters[0]; i++) {
        char member[32];
        snprintf(member, sizeof member, "Customer%sMember", letters[i]);
        double revenue = sim_customer_share(request, company, quarter, member, true);
        double receivables = sim_customer_share(request, company, quarter, member, false);
        if (revenue <= 0 && receivables <= 0)
            continue;
        sim_write(reply, "<tr><td colspan=\"3\">Customer %s</td>", letters[i]);
        share(reply, revenue);
        sim_write(reply, "<td colspan=\"3\"></td>");
        share(reply, receivables);
        sim_write(reply, "</tr>");
    }
    sim_write(reply, "</table>");
    paragraph(reply, "* less than 10&#37;");
}

static void report(const struct sim_request *request, struct sim_reply *reply, const struct sim_company *company,
                   const char *name)
{
    struct sim_quarter pair[2];
    const char *day = strchr(name, '-');
    int year = 0, month = 0;
    /* NOLINTNEXTLINE(cert-err34-c): the widths bound the numbers */
    if (day == NULL || sscanf(day + 1, "%4d%2d", &year, &month) != 2 ||
        !find_quarters(request, company, year, month, pair)) {
        sim_plain(
            reply, 403, "application/xml",
            "<?xml version=\"1.0\"?><Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>");
        return;
    }
    bool annual = pair[0].fiscal_quarter == 4;
    head(reply, name);
    sim_sec_inline(request, reply);
    paragraph(reply, "UNITED STATES SECURITIES AND EXCHANGE COMMISSION");
    paragraph(reply, annual ? "FORM 10-K" : "FORM 10-Q");
    paragraph(reply, company->name);
    paragraph(reply, "(invented by the demonstration)");
    sim_write(reply, "<table><tr><td>Item 1.</td><td>Financial Statements</td><td>3</td></tr><tr><td>Item 2.</td>"
                     "<td>Management&#8217;s Discussion and Analysis</td><td>31</td></tr></table>");
    paragraph(reply, "<b>PART I &#8212; FINANCIAL INFORMATION</b>");
    paragraph(reply, "<b>Item 1.&#160;&#160;Financial Statements</b>");
    statements(reply, pair);
    concentration(request, reply, company, &pair[0]);
    paragraph(reply, "<b>Note 7. Commitments and Contingencies</b>");
    sim_write(reply,
              "<div>Purchase commitments for servers and power come to $%.0f million, most of them due within "
              "24 months. Customers pay within 60 days, on occasion within up to 360 days.</div>",
              pair[0].obligations / MILLION);
    paragraph(reply, "<b>Item 2.&#160;&#160;Management&#8217;s Discussion and Analysis of Financial Condition</b>");
    paragraph(reply, "Revenue grew as more capacity was delivered to customers under committed contracts. Accounts "
                     "receivable moved with the timing of billing: some customers are billed in advance.");
    paragraph(reply, "<b>SIGNATURES</b>");
    sim_write(reply, "</body></html>");
}

static void notice(struct sim_reply *reply, const struct sim_company *company, const char *name, const char *folder)
{
    static const char *const items[] = {"Item 1.01 Entry into a Material Definitive Agreement",
                                        "Item 2.02 Results of Operations and Financial Condition",
                                        "Item 5.02 Departure of Directors or Certain Officers",
                                        "Item 7.01 Regulation FD Disclosure", "Item 8.01 Other Events"};
    const char *number = strstr(name, "8k");
    long long slot = number != NULL ? strtoll(number + 2, NULL, 10) : 0;
    head(reply, name);
    paragraph(reply, "FORM 8-K");
    paragraph(reply, "CURRENT REPORT");
    paragraph(reply, company->name);
    sim_write(reply, "<div><b>%s</b></div>", items[(slot % 5 + 5) % 5]);
    paragraph(reply,
              "On this day the company told the demonstration of an event that never happened. The counterparty, "
              "an existing customer, has made a commitment over several years; payment terms follow the "
              "company&#8217;s usual practice, and part of the price was billed in advance, which adds to "
              "receivables and to deferred revenue alike.");
    paragraph(reply, "<b>Item 9.01 Financial Statements and Exhibits</b>");
    sim_write(
        reply,
        "<table><tr><td>99.1</td><td><a href=\"https://www.sec.gov/Archives/edgar/data/%.40s/ex991.htm\">Press "
        "release</a></td></tr></table></body></html>",
        folder);
}

static void release(const struct sim_request *request, struct sim_reply *reply, const struct sim_company *company)
{
    struct sim_quarter pair[2];
    head(reply, "ex991");
    paragraph(reply, "Exhibit 99.1");
    sim_write(reply, "<h2>%s Announces Something Invented</h2>", company->name);
    if (find_quarters(request, company, 0, 0, pair))
        statements(reply, pair);
    paragraph(reply, "Backlog is not the same as remaining performance obligations: customers may end some of it.");
    sim_write(reply, "</body></html>");
}

/* The name that the list of filings gives to the filing's main document. */
static void main_document(const struct sim_request *request, const struct sim_company *company,
                          const char *accession, char *name, size_t size)
{
    struct sim_quarter quarters[SIM_QUARTERS_MOST];
    size_t count = sim_reports(request, company, quarters);
    for (size_t i = 0; i < count; i++) {
        char own[24], day[16];
        sim_accession(company, quarters[i].filed, 1, own, sizeof own);
        date_to_iso(quarters[i].end, day, sizeof day);
        if (strncmp(own, accession, strlen(own)) == 0) {
            snprintf(name, size, "%s-%.4s%.2s%.2s.htm", company->symbol, day, day + 5, day + 8);
            return;
        }
    }
    snprintf(name, size, "%s-8k%d.htm", company->symbol,
             (int)(strtol(accession + sizeof "0001769628-25", NULL, 10) % 10000));
}

/* What lists the documents of a filing. */
static void list(const struct sim_request *request, struct sim_reply *reply, const struct sim_company *company,
                 const char *folder, const char *accession)
{
    char name[48];
    main_document(request, company, accession, name, sizeof name);
    bool current = strstr(name, "-8k") != NULL;
    head(reply, "EDGAR Filing Documents");
    sim_write(reply, "<div>Accession Number: %.20s</div><div>%s</div>", accession, company->name);
    sim_write(reply,
              "<table summary=\"Document Format Files\"><tr><th>Seq</th><th>Description</th><th>Document</th>"
              "<th>Type</th><th>Size</th></tr>"
              "<tr><td>1</td><td>%s</td><td><a href=\"/ix?doc=/Archives/edgar/data/%.40s/%s\">"
              "%s</a> iXBRL</td><td>%s</td><td>31103</td></tr>",
              current ? "CURRENT REPORT" : "PERIODIC REPORT", folder, name, name, current ? "8-K" : "10-Q");
    if (current)
        sim_write(
            reply,
            "<tr><td>2</td><td>PRESS RELEASE</td><td><a href=\"/Archives/edgar/data/%.40s/ex991.htm\">ex991.htm"
            "</a></td><td>EX-99.1</td><td>8042</td></tr>",
            folder);
    sim_write(reply, "</table></body></html>");
}

static bool ends_in(const char *text, const char *end)
{
    size_t length = strlen(text), tail = strlen(end);
    return length >= tail && strcmp(text + length - tail, end) == 0;
}

/* /Archives/edgar/data/1769628/000176962825000014/NAME.htm */
bool sim_sec_document(const struct sim_request *request, struct sim_reply *reply)
{
    static const char start[] = "/Archives/edgar/data/";
    char folder[48] = "";
    if (strncmp(request->path, start, sizeof start - 1) != 0 || !ends_in(request->path, ".htm"))
        return false;
    const char *rest = request->path + sizeof start - 1, *name = strrchr(request->path, '/') + 1;
    const struct sim_company *company = sim_company_by_cik(strtoll(rest, NULL, 10));
    if (company == NULL || name - rest < 2 || (size_t)(name - rest) > sizeof folder)
        return false;
    memcpy(folder, rest, (size_t)(name - rest) - 1);
    reply->content_type = "text/html";
    if (ends_in(name, "-index.htm"))
        list(request, reply, company, folder, name);
    else if (strcmp(name, "ex991.htm") == 0)
        release(request, reply, company);
    else if (strstr(name, "-8k") != NULL)
        notice(reply, company, name, folder);
    else
        report(request, reply, company, name);
    return true;
}

/* Full-text search: every company has filed something with these words, in its newest report. */
void sim_sec_search(const struct sim_request *request, struct sim_reply *reply)
{
    char query[128];
    size_t companies, hits = 0;
    const struct sim_company *all = sim_companies(&companies);
    if (!sim_parameter(request, "q", query, sizeof query) || strstr(query, "nothing") != NULL)
        companies = 0;
    sim_write(reply,
              "{\"took\":3,\"timed_out\":false,\"hits\":{\"total\":{\"value\":%zu,\"relation\":\"eq\"},\"hits\":[",
              companies);
    for (size_t i = 0; i < companies; i++) {
        struct sim_quarter quarters[SIM_QUARTERS_MOST];
        size_t count = sim_quarters(request->seed, &all[i], request->now, quarters);
        char accession[24], filed[16], end[16];
        if (count == 0)
            continue;
        const struct sim_quarter *newest = &quarters[count - 1];
        sim_accession(&all[i], newest->filed, 1, accession, sizeof accession);
        date_to_iso(newest->filed, filed, sizeof filed);
        date_to_iso(newest->end, end, sizeof end);
        sim_write(
            reply,
            "%s{\"_index\":\"edgar_file\",\"_id\":\"%s:%s-%.4s%.2s%.2s.htm\",\"_source\":{\"ciks\":[\"%010lld\"],"
            "\"period_ending\":\"%s\",\"display_names\":[\"%s  (%s)  (CIK %010lld)\"],\"root_forms\":[\"10-Q\"],"
            "\"file_date\":\"%s\",\"form\":\"10-Q\",\"adsh\":\"%s\",\"file_type\":\"10-Q\",\"sequence\":%s}}",
            hits++ > 0 ? "," : "", accession, all[i].symbol, end, end + 5, end + 8, (long long)all[i].cik, end,
            all[i].name, all[i].symbol, (long long)all[i].cik, filed, accession, i % 2 == 0 ? "1" : "\"1\"");
    }
    sim_write(reply, "]}}");
}
