/* SPDX-License-Identifier: MIT
 * The SEC's companyfacts in the simulator: balances, quarters and year-to-date flows as filers tag them. */
#include "config.h"

#include "sim_reply.h"

#include "base/date.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

enum shape {
    INSTANT,   /* at the quarter's end */
    QUARTERLY, /* three months in a 10-Q, the year in a 10-K */
    CUMULATIVE /* year to date only: cash flow statements */
};

static const struct concept {
    const char *tag;
    enum shape shape;
    size_t offset;
}
concepts[] = {
    {"AccountsReceivableNetCurrent", INSTANT, offsetof(struct sim_quarter, receivables)},
    {"InventoryNet", INSTANT, offsetof(struct sim_quarter, inventory)},
    {"PurchaseObligation", INSTANT, offsetof(struct sim_quarter, commitments)},
    {"RevenueRemainingPerformanceObligation", INSTANT, offsetof(struct sim_quarter, obligations)},
    {"ContractWithCustomerLiability", INSTANT, offsetof(struct sim_quarter, deferred)},
    {"RevenueFromContractWithCustomerExcludingAssessedTax", QUARTERLY, offsetof(struct sim_quarter, revenue)},
    {"CostOfRevenue", QUARTERLY, offsetof(struct sim_quarter, cost)},
    {"LongTermDebt", INSTANT, offsetof(struct sim_quarter, debt)},
    {"CashAndCashEquivalentsAtCarryingValue", INSTANT, offsetof(struct sim_quarter, cash)},
    {"OperatingIncomeLoss", QUARTERLY, offsetof(struct sim_quarter, operating_income)},
    {"InterestExpenseNonoperating", QUARTERLY, offsetof(struct sim_quarter, interest)},
    {"PaymentsToAcquirePropertyPlantAndEquipment", CUMULATIVE, offsetof(struct sim_quarter, capex)},
    {"NetCashProvidedByUsedInOperatingActivities", CUMULATIVE, offsetof(struct sim_quarter, cash_flow)},
};

static double figure(const struct sim_quarter *quarter, const struct concept *concept)
{
    return *(const double *)(const void *)((const char *)quarter + concept->offset);
}

static void write_fact(struct sim_reply *reply, const struct sim_company *company,
                       const struct sim_quarter *quarter, int32_t start, double value, bool first)
{
    char from[16], to[16], filed[16], accession[32], span[32] = "";
    int year, month, day;
    date_to_civil(quarter->end, &year, &month, &day);
    date_to_iso(start, from, sizeof from);
    date_to_iso(quarter->end, to, sizeof to);
    date_to_iso(quarter->filed, filed, sizeof filed);
    sim_accession(company, quarter->filed, 1, accession, sizeof accession);
    if (start != DATE_UNKNOWN)
        snprintf(span, sizeof span, "\"start\":\"%s\",", from);
    sim_write(reply,
              "%s{%s\"end\":\"%s\",\"val\":%.0f,\"accn\":\"%s\",\"fy\":%d,\"fp\":\"%s\",\"form\":\"%s\","
              "\"filed\":\"%s\"}",
              first ? "" : ",", span, to, value, accession, year,
              (const char *const[]){"Q1", "Q2", "Q3", "FY"}[quarter->fiscal_quarter - 1],
              quarter->fiscal_quarter == 4 ? "10-K" : "10-Q", filed);
}

static double year_to_date(const struct sim_quarter *quarters, size_t index, const struct concept *concept)
{
    double sum = 0;
    for (size_t i = index + 1; i > 0 && quarters[i - 1].year_start == quarters[index].year_start; i--)
        sum += figure(&quarters[i - 1], concept);
    return sum;
}

static void write_concept(struct sim_reply *reply, const struct sim_company *company,
                          const struct sim_quarter *quarters, size_t count, const struct concept *concept)
{
    bool first = true;
    sim_write(reply, "\"%s\":{\"label\":null,\"description\":null,\"units\":{\"USD\":[", concept->tag);
    for (size_t i = 0; i < count; i++) {
        const struct sim_quarter *quarter = &quarters[i];
        if (concept->shape == INSTANT) {
            write_fact(reply, company, quarter, DATE_UNKNOWN, figure(quarter, concept), first);
            first = false;
            continue;
        }
        if (concept->shape == QUARTERLY && quarter->fiscal_quarter < 4) {
            write_fact(reply, company, quarter, quarter->start, figure(quarter, concept), first);
            first = false;
        }
        if (concept->shape == CUMULATIVE || quarter->fiscal_quarter == 4) {
            write_fact(reply, company, quarter, quarter->year_start, year_to_date(quarters, i, concept), first);
            first = false;
        }
    }
    sim_write(reply, "]}}");
}

void sim_sec_facts(const struct sim_request *request, struct sim_reply *reply, const struct sim_company *company)
{
    struct sim_quarter quarters[SIM_QUARTERS_MOST];
    size_t count = sim_reports(request, company, quarters);
    sim_write(reply, "{\"cik\":%lld,\"entityName\":\"%s\",\"facts\":{\"us-gaap\":{", (long long)company->cik,
              company->name);
    for (size_t i = 0; i < sizeof concepts / sizeof concepts[0]; i++) {
        sim_write(reply, "%s", i > 0 ? "," : "");
        write_concept(reply, company, quarters, count, &concepts[i]);
    }
    sim_write(reply, "}}}");
}
