/* SPDX-License-Identifier: MIT
 * Reports' folders in the simulator: the index and the XBRL statement with its concentration of customers. Shares
 * are invented, but for those that CoreWeave's report of May 2025 made known; the one that arrives while the
 * simulator runs repeats its story. */
#include "config.h"

#include "sim_reply.h"

#include "base/date.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct report {
    const struct sim_company *company;
    struct sim_quarter quarter;
    double capex, cash_flow; /* of the year to date */
    char start[16], end[16], year_start[16];
    char stem[48];
};

static bool find_report(const struct sim_request *request, int64_t cik, const char *folder, struct report *report)
{
    struct sim_quarter quarters[SIM_QUARTERS_MOST];
    report->company = sim_company_by_cik(cik);
    size_t count = report->company != NULL ? sim_reports(request, report->company, quarters) : 0;
    for (size_t i = 0; i < count; i++) {
        char accession[32], plain[32];
        sim_accession(report->company, quarters[i].filed, 1, accession, sizeof accession);
        snprintf(plain, sizeof plain, "%.10s%.2s%s", accession, accession + 11, accession + 14);
        if (strcmp(plain, folder) != 0)
            continue;
        report->quarter = quarters[i];
        report->capex = report->cash_flow = 0;
        for (size_t k = 0; k <= i; k++) {
            bool this_year = quarters[k].year_start == quarters[i].year_start;
            report->capex += this_year ? quarters[k].capex : 0;
            report->cash_flow += this_year ? quarters[k].cash_flow : 0;
        }
        date_to_iso(quarters[i].start, report->start, sizeof report->start);
        date_to_iso(quarters[i].end, report->end, sizeof report->end);
        date_to_iso(quarters[i].year_start, report->year_start, sizeof report->year_start);
        snprintf(report->stem, sizeof report->stem, "%s-%.4s%.2s%.2s", report->company->symbol, report->end,
                 report->end + 5, report->end + 8);
        return true;
    }
    return false;
}

/* --- customers --- */

struct share {
    const char *member, *benchmark;
    double share;
};

struct document {
    struct sim_reply *reply;
    const struct report *report;
    struct share shares[8];
    size_t share_count;
    bool page; /* inline XBRL */
};

/* 58 % of what is owed to customers falls due within two years, 40 % in the two after. */
static const struct {
    int days;
    double share;
} timing[] = {{1, 0.58}, {731, 0.40}};

#define OF_REVENUE  "us-gaap:RevenueFromContractWithCustomerProductAndServiceBenchmarkMember"
#define OF_ACCOUNTS "us-gaap:AccountsReceivableMember"

static size_t shares_of(const struct sim_request *request, const struct report *report, struct share shares[8])
{
    static const struct share story[] = {{"CustomerAMember", OF_REVENUE, 0.72},
                                         {"CustomerAMember", OF_ACCOUNTS, 0.40},
                                         {"CustomerDMember", OF_ACCOUNTS, 0.43}};
    bool told = strcmp(report->end, "2025-03-31") == 0 ||
                (request->filing_at > 0 && report->quarter.accepted == request->filing_at);
    if (strcmp(report->company->symbol, "CRWV") == 0 && told) {
        memcpy(shares, story, sizeof story);
        return sizeof story / sizeof story[0];
    }
    double first = 0.12 + 0.3 * sim_random(request->seed, report->company->symbol, report->quarter.end);
    double second = 0.10 + 0.08 * sim_random(request->seed, report->company->name, report->quarter.end);
    const struct share usual[] = {{"CustomerAMember", OF_REVENUE, first},
                                  {"CustomerBMember", OF_REVENUE, second},
                                  {"CustomerAMember", OF_ACCOUNTS, first + 0.04},
                                  {"CustomerBMember", OF_ACCOUNTS, second - 0.01 > 0.10 ? second - 0.01 : 0.10},
                                  {"TenLargestCustomersMember", OF_REVENUE, first + second + 0.2}};
    memcpy(shares, usual, sizeof usual);
    return sizeof usual / sizeof usual[0];
}

double sim_customer_share(const struct sim_request *request, const struct sim_company *company,
                          const struct sim_quarter *quarter, const char *member, bool of_revenue)
{
    struct share shares[8];
    struct report report = {.company = company, .quarter = *quarter};
    date_to_iso(quarter->end, report.end, sizeof report.end);
    size_t count = shares_of(request, &report, shares);
    for (size_t i = 0; i < count; i++)
        if (strcmp(shares[i].member, member) == 0 &&
            strcmp(shares[i].benchmark, of_revenue ? OF_REVENUE : OF_ACCOUNTS) == 0)
            return shares[i].share;
    return 0;
}

static void write_fact(const struct document *document, const char *name, const char *context, const char *unit,
                       int decimals, double value)
{
    struct sim_reply *reply = document->reply;
    int places = decimals > 0 ? decimals : 0;
    if (document->page)
        sim_write(reply,
                  "<ix:nonFraction name=\"%s\" contextRef=\"%s\" unitRef=\"%s\" decimals=\"%d\" "
                  "format=\"ixt:num-dot-decimal\" scale=\"0\">%.*f</ix:nonFraction>",
                  name, context, unit, decimals, places, value);
    else
        sim_write(reply, "<%s contextRef=\"%s\" unitRef=\"%s\" decimals=\"%d\">%.*f</%s>", name, context, unit,
                  decimals, places, value, name);
}

static void write_context(const struct document *document, const char *id, const char *dimensions,
                          const char *start)
{
    struct sim_reply *reply = document->reply;
    sim_write(reply,
              "<xbrli:context id=\"%s\"><xbrli:entity><xbrli:identifier scheme=\"http://www.sec.gov/CIK\">%010lld"
              "</xbrli:identifier>%s%s%s</xbrli:entity><xbrli:period>",
              id, (long long)document->report->company->cik, dimensions[0] != '\0' ? "<xbrli:segment>" : "",
              dimensions, dimensions[0] != '\0' ? "</xbrli:segment>" : "");
    if (start == NULL)
        sim_write(reply, "<xbrli:instant>%s</xbrli:instant>", document->report->end);
    else
        sim_write(reply, "<xbrli:startDate>%s</xbrli:startDate><xbrli:endDate>%s</xbrli:endDate>", start,
                  document->report->end);
    sim_write(reply, "</xbrli:period></xbrli:context>");
}

/* --- contexts and units --- */

static void write_contexts(const struct document *document)
{
    const struct report *report = document->report;
    write_context(document, "i", "", NULL);
    write_context(document, "q", "", report->quarter.fiscal_quarter == 4 ? report->year_start : report->start);
    write_context(document, "y", "", report->year_start);
    for (size_t i = 0; i < document->share_count; i++) {
        const struct share *share = &document->shares[i];
        char dimensions[700], id[16];
        snprintf(id, sizeof id, "k%zu", i);
        snprintf(dimensions, sizeof dimensions,
                 "<xbrldi:explicitMember dimension=\"srt:MajorCustomersAxis\">own:%s</xbrldi:explicitMember>"
                 "<xbrldi:explicitMember dimension=\"us-gaap:ConcentrationRiskByTypeAxis\">us-gaap:"
                 "CustomerConcentrationRiskMember</xbrldi:explicitMember><xbrldi:explicitMember "
                 "dimension=\"us-gaap:ConcentrationRiskByBenchmarkAxis\">%s</xbrldi:explicitMember>",
                 share->member, share->benchmark);
        write_context(document, id, dimensions, report->start);
    }
    for (size_t i = 0; i < sizeof timing / sizeof timing[0]; i++) {
        char dimensions[400], id[16], from[16];
        date_to_iso(report->quarter.end + timing[i].days, from, sizeof from);
        snprintf(id, sizeof id, "t%zu", i);
        snprintf(dimensions, sizeof dimensions,
                 "<xbrldi:typedMember dimension=\"us-gaap:RevenueRemainingPerformanceObligationExpectedTimingOf"
                 "SatisfactionStartDateAxis\"><us-gaap:d>%s</us-gaap:d></xbrldi:typedMember>",
                 from);
        write_context(document, id, dimensions, NULL);
    }
    sim_write(
        document->reply,
        "<xbrli:unit id=\"usd\"><xbrli:measure>iso4217:USD</xbrli:measure></xbrli:unit><xbrli:unit id=\"pure\">"
        "<xbrli:measure>xbrli:pure</xbrli:measure></xbrli:unit>");
}

/* --- what is said with them --- */

static void write_customers(const struct document *document)
{
    for (size_t i = 0; i < document->share_count; i++) {
        char id[16];
        snprintf(id, sizeof id, "k%zu", i);
        write_fact(document, "us-gaap:ConcentrationRiskPercentage1", id, "pure", 2, document->shares[i].share);
        sim_write(document->reply, "\n");
    }
}

static void write_figures(const struct document *document)
{
    const struct sim_quarter *quarter = &document->report->quarter;
    const struct {
        const char *name, *context;
        double value;
    } figures[] = {
        {"us-gaap:AccountsReceivableNetCurrent", "i", quarter->receivables},
        {"us-gaap:InventoryNet", "i", quarter->inventory},
        {"us-gaap:RevenueRemainingPerformanceObligation", "i", quarter->obligations},
        {"us-gaap:ContractWithCustomerLiability", "i", quarter->deferred},
        {"us-gaap:RevenueFromContractWithCustomerExcludingAssessedTax", "q", quarter->revenue},
        {"us-gaap:CostOfRevenue", "q", quarter->cost},
        {"us-gaap:PaymentsToAcquirePropertyPlantAndEquipment", "y", document->report->capex},
        {"us-gaap:NetCashProvidedByUsedInOperatingActivities", "y", document->report->cash_flow},
    };
    if (quarter->fiscal_quarter == 4) /* a year's flows are in companyfacts */
        return;
    for (size_t i = 0; i < sizeof figures / sizeof figures[0]; i++) {
        write_fact(document, figures[i].name, figures[i].context, "usd", -5, figures[i].value);
        sim_write(document->reply, "\n");
    }
}

static void write_timing(const struct document *document)
{
    static const char period[] = "us-gaap:RevenueRemainingPerformanceObligationExpectedTimingOfSatisfactionPeriod1";
    for (size_t i = 0; i < sizeof timing / sizeof timing[0]; i++) {
        char id[16];
        snprintf(id, sizeof id, "t%zu", i);
        write_fact(document, "us-gaap:RevenueRemainingPerformanceObligationPercentage", id, "pure", 2,
                   timing[i].share);
        if (document->page)
            sim_write(document->reply,
                      "<ix:nonNumeric name=\"%s\" contextRef=\"%s\" "
                      "format=\"ixt-sec:durmonth\">24</ix:nonNumeric>",
                      period, id);
        else
            sim_write(document->reply, "<%s contextRef=\"%s\">P24M</%s>\n", period, id, period);
    }
}

#define SPACES                                                                                                     \
    "xmlns:own=\"http://own.example/2026\" xmlns:iso4217=\"http://www.xbrl.org/2003/iso4217\" "                    \
    "xmlns:srt=\"http://fasb.org/srt/2026\" xmlns:us-gaap=\"http://fasb.org/us-gaap/2026\" "                       \
    "xmlns:xbrldi=\"http://xbrl.org/2006/xbrldi\" xmlns:xbrli=\"http://www.xbrl.org/2003/instance\""

static void write_instance(const struct document *document)
{
    document->reply->content_type = "application/xml";
    sim_write(document->reply, "<?xml version='1.0' encoding='ASCII'?>\n<xbrli:xbrl " SPACES ">\n");
    write_customers(document); /* facts before their contexts: both orders are allowed */
    write_timing(document);
    write_figures(document);
    write_contexts(document);
    sim_write(document->reply, "</xbrli:xbrl>\n");
}

/* Within a page: hidden, as many filers do it. */
static void write_inline(const struct document *document)
{
    sim_write(document->reply, "<div style=\"display:none\" " SPACES
                               " xmlns:ixt=\"http://www.xbrl.org/inlineXBRL/transformation/2020-02-12\" "
                               "xmlns:ixt-sec=\"http://www.sec.gov/inlineXBRL/transformation/2015-08-31\">");
    write_contexts(document);
    write_figures(document);
    write_timing(document);
    write_customers(document);
    sim_write(document->reply, "</div>\n");
}

static void write_index(struct sim_reply *reply, const struct report *report)
{
    reply->content_type = "application/json";
    sim_write(reply,
              "{\"directory\":{\"name\":\"/Archives/edgar/data\",\"item\":[{\"name\":\"%s.htm\",\"type\":"
              "\"text.gif\",\"size\":\"\"},{\"name\":\"%s_htm.xml\",\"type\":\"text.gif\",\"size\":"
              "\"20000\"}]}}",
              report->stem, report->stem);
}

static void write_summary(struct sim_reply *reply, const struct report *report)
{
    reply->content_type = "application/xml";
    sim_write(reply,
              "<?xml version='1.0' encoding='utf-8'?>\n<FilingSummary><MyReports><Report instance=\"%s.htm\">"
              "<HtmlFileName>R2.htm</HtmlFileName><ShortName>Balance Sheets</ShortName></Report>"
              "<Report instance=\"%s.htm\"><HtmlFileName>R12.htm</HtmlFileName>"
              "<ShortName>Concentration of Risk (Details)</ShortName></Report></MyReports></FilingSummary>\n",
              report->stem, report->stem);
}

/* The words that the renderer makes of a member: "Customer A". */
static void write_words(struct sim_reply *reply, const char *member)
{
    size_t length = strlen(member) - strlen("Member");
    for (size_t i = 0; i < length; i++)
        sim_write(reply, "%s%c", i > 0 && member[i] >= 'A' && member[i] <= 'Z' ? " " : "", member[i]);
}

static void write_rendered(const struct document *document)
{
    struct sim_reply *reply = document->reply;
    int year, month, day;
    date_to_civil(document->report->quarter.end, &year, &month, &day);
    sim_write(reply,
              "<html><body><table class=\"report\" id=\"id2\"><tr><th class=\"tl\" colspan=\"1\" rowspan=\"2\">"
              "<strong>Concentration of Risk (Details) - Customer Concentration Risk</strong></th>"
              "<th class=\"th\" colspan=\"1\">3 Months Ended</th></tr><tr><th class=\"th\"><div>%s%s %02d, "
              "%d</div></th></tr>",
              date_month_name(month), month == 5 ? "" : ".", day, year);
    for (size_t i = 0; i < document->share_count; i++) {
        const struct share *share = &document->shares[i];
        sim_write(reply,
                  "<tr class=\"rh\"><td class=\"pl\"><a class=\"a\" onclick=\"Show.showAR( this, "
                  "'defref_srt_MajorCustomersAxis=own_%s', window );\">",
                  share->member);
        write_words(reply, share->member);
        sim_write(reply,
                  " | %s</a></td><td class=\"text\"></td></tr><tr class=\"re\"><td class=\"pl\"><a class=\"a\" "
                  "onclick=\"Show.showAR( this, 'defref_us-gaap_ConcentrationRiskPercentage1', window );\">"
                  "Concentration risk, percentage</a></td><td class=\"nump\">%.2f%%</td></tr>\n",
                  strcmp(share->benchmark, OF_ACCOUNTS) == 0 ? "Accounts Receivable" : "Revenue Benchmark",
                  100 * share->share);
    }
    sim_write(reply, "</table></body></html>\n");
}

/* The address's report and file; false when there is no such report. */
static bool find_document(const struct sim_request *request, struct report *report, char name[96])
{
    static const char folder[] = "/Archives/edgar/data/";
    char accession[32];
    long long cik;
    return strncmp(request->path, folder, sizeof folder - 1) == 0 &&
           /* NOLINTNEXTLINE(cert-err34-c): the widths bound the numbers */
           sscanf(request->path + sizeof folder - 1, "%18lld/%31[0-9]/%95[^?]", &cik, accession, name) == 3 &&
           find_report(request, cik, accession, report);
}

bool sim_sec_statement(const struct sim_request *request, struct sim_reply *reply)
{
    char name[96], wanted[96];
    struct report report;
    if (!find_document(request, &report, name))
        return false;
    struct document document = {.reply = reply, .report = &report};
    document.share_count = shares_of(request, &report, document.shares);
    snprintf(wanted, sizeof wanted, "%s_htm.xml", report.stem);
    if (strcmp(name, wanted) == 0)
        write_instance(&document);
    else if (strcmp(name, "index.json") == 0)
        write_index(reply, &report);
    else if (strcmp(name, "FilingSummary.xml") == 0)
        write_summary(reply, &report);
    else if (strcmp(name, "R12.htm") == 0)
        write_rendered(&document);
    else
        return false;
    return true;
}

void sim_sec_inline(const struct sim_request *request, struct sim_reply *reply)
{
    char name[96];
    struct report report;
    if (!find_document(request, &report, name))
        return;
    struct document document = {.reply = reply, .report = &report, .page = true};
    document.share_count = shares_of(request, &report, document.shares);
    write_inline(&document);
}
