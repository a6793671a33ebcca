/* SPDX-License-Identifier: MIT
 * The SEC's hosts in the simulator: submissions and the ticker table. Quarters are invented, but for CoreWeave's,
 * whose revenue and receivables to 2026-06-30 are the public ones. */
#include "config.h"

#include "sim_reply.h"

#include "base/date.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NOTICE_EVERY      420 /* seconds between 8-Ks over all companies */
#define NOTICES_RECENT    300
#define FILINGS_MOST      400
#define REPORT_DELAY_DAYS 41 /* from quarter's end to the 10-Q */

static const struct public_quarter {
    const char *symbol, *end;
    double revenue, receivables;
} public_quarters[] = {
    {"CRWV", "2024-12-31", 747.0e6, 416.5e6},   {"CRWV", "2025-03-31", 981.6e6, 1055.2e6},
    {"CRWV", "2025-06-30", 1212.8e6, 1933.7e6}, {"CRWV", "2025-09-30", 1364.7e6, 1659.2e6},
    {"CRWV", "2025-12-31", 1571.9e6, 3169e6},   {"CRWV", "2026-03-31", 2078e6, 2120e6},
    {"CRWV", "2026-06-30", 2575e6, 2541e6},     {"CRWV", "2026-09-30", 2960e6, 4730e6}, /* invented, the last one */
};

static void make_quarter(uint64_t seed, const struct sim_company *company, int index, struct sim_quarter *quarter)
{
    int year = 2023 + index / 4, first_month = index % 4 * 3 + 1;
    quarter->start = date_from_civil(year, first_month, 1);
    quarter->end =
        date_from_civil(first_month == 10 ? year + 1 : year, first_month == 10 ? 1 : first_month + 3, 1) - 1;
    quarter->year_start = date_from_civil(year, 1, 1);
    quarter->fiscal_quarter = index % 4 + 1;
    quarter->filed = quarter->end + REPORT_DELAY_DAYS + (index % 4 == 3 ? 18 : 0);
    double noise = 1 + 0.06 * (sim_random(seed, company->symbol, index) - 0.5);
    double days = quarter->end - quarter->start + 1;
    quarter->revenue = round(company->revenue * pow(1 + company->growth, index) * noise / 1e5) * 1e5;
    quarter->receivables = company->receivable_days *
                           (0.9 + 0.3 * sim_random(seed, company->symbol, 1000 + index)) * quarter->revenue / days;
    for (size_t i = 0; i < sizeof public_quarters / sizeof public_quarters[0]; i++)
        if (strcmp(public_quarters[i].symbol, company->symbol) == 0 &&
            date_from_iso(public_quarters[i].end) == quarter->end) {
            quarter->revenue = public_quarters[i].revenue;
            quarter->receivables = public_quarters[i].receivables;
        }
    quarter->receivables = round(quarter->receivables / 1e5) * 1e5;
    quarter->cost = round(quarter->revenue * (1 - company->gross_margin * noise) / 1e5) * 1e5;
    quarter->capex = round(quarter->revenue * company->capex_share * (0.8 + 0.05 * index) / 1e5) * 1e5;
    quarter->cash_flow = round(quarter->revenue * 0.35 * noise / 1e5) * 1e5;
    quarter->inventory = round(quarter->cost * 0.4 / 1e5) * 1e5;
    quarter->commitments = round(quarter->inventory * 2.5 / 1e6) * 1e6;
    quarter->operating_income = round((quarter->revenue - quarter->cost) * 0.35 / 1e5) * 1e5;
    quarter->debt = round(quarter->revenue * (2 + index * 0.1) / 1e6) * 1e6;
    quarter->interest = round(quarter->debt * 0.022 / 1e5) * 1e5;
    quarter->cash = round(quarter->revenue * 0.9 / 1e6) * 1e6;
    quarter->obligations = round(quarter->revenue * (6 + index * 0.4) / 1e6) * 1e6;
    quarter->deferred = round(quarter->revenue * 0.8 / 1e5) * 1e5;
}

size_t sim_quarters(uint64_t seed, const struct sim_company *company, int64_t now,
                    struct sim_quarter quarters[SIM_QUARTERS_MOST])
{
    size_t count = 0;
    int32_t today = date_new_york_day(now);
    for (int i = 0; i < SIM_QUARTERS_MOST; i++) {
        make_quarter(seed, company, i, &quarters[count]);
        if (quarters[count].filed > today)
            break;
        count++;
    }
    return count;
}

/* It is CoreWeave's: the one that has a debtor among its customers. */
size_t sim_reports(const struct sim_request *request, const struct sim_company *company,
                   struct sim_quarter quarters[SIM_QUARTERS_MOST])
{
    size_t count = sim_quarters(request->seed, company, request->now, quarters);
    for (size_t i = 0; i < count; i++) {
        int year, month, day;
        date_to_civil(quarters[i].filed, &year, &month, &day);
        quarters[i].accepted = date_new_york_to_utc(year, month, day, 16, 5, 12);
    }
    if (request->filing_at == 0 || count == 0 || strcmp(company->symbol, "CRWV") != 0)
        return count;
    quarters[count - 1].filed = date_new_york_day(request->filing_at);
    quarters[count - 1].accepted = request->filing_at;
    return request->now < request->filing_at ? count - 1 : count;
}

void sim_accession(const struct sim_company *company, int32_t filed, int index, char *text, size_t size)
{
    int year, month, day;
    date_to_civil(filed, &year, &month, &day);
    snprintf(text, size, "%010lld-%02d-%06d", (long long)company->cik, year % 100,
             (month * 31 + day) * 100 + index % 100);
}

struct listed {
    int32_t filed, report;
    char form[8], items[24], accession[24], document[48], time[32];
};

static void list_reports(const struct sim_request *request, const struct sim_company *company, struct listed *rows,
                         size_t *count)
{
    struct sim_quarter quarters[SIM_QUARTERS_MOST];
    size_t reports = sim_reports(request, company, quarters);
    for (size_t i = 0; i < reports && *count < FILINGS_MOST; i++) {
        struct listed *row = &rows[(*count)++];
        char day[16];
        *row = (struct listed){.filed = quarters[i].filed, .report = quarters[i].end};
        snprintf(row->form, sizeof row->form, "%s", quarters[i].fiscal_quarter == 4 ? "10-K" : "10-Q");
        sim_accession(company, row->filed, 1, row->accession, sizeof row->accession);
        date_to_iso(row->report, day, sizeof day);
        snprintf(row->document, sizeof row->document, "%s-%.4s%.2s%.2s.htm", company->symbol, day, day + 5,
                 day + 8);
        struct date_time time = date_new_york(quarters[i].accepted);
        snprintf(row->time, sizeof row->time, "%04d-%02d-%02dT%02d:%02d:%02d.000Z", time.year, time.month, time.day,
                 time.hour, time.minute, time.second);
    }
}

/* 8-Ks: one somewhere every few minutes lately, and a monthly one in the past. */
static void list_notices(const struct sim_request *request, const struct sim_company *company, struct listed *rows,
                         size_t *count)
{
    static const char *const items[] = {"1.01,9.01", "2.02,9.01", "5.02", "7.01,9.01", "8.01"};
    size_t companies;
    const struct sim_company *all = sim_companies(&companies);
    int64_t slot = request->now / NOTICE_EVERY;
    for (int64_t i = slot - NOTICES_RECENT; i <= slot && *count < FILINGS_MOST; i++) {
        int64_t at = i * NOTICE_EVERY;
        if (&all[(size_t)(sim_random(request->seed, "notice", i) * (double)companies)] != company)
            continue;
        struct listed *row = &rows[(*count)++];
        struct date_time time = date_new_york(at);
        *row = (struct listed){.filed = date_new_york_day(at), .report = date_new_york_day(at)};
        snprintf(row->form, sizeof row->form, "8-K");
        snprintf(row->items, sizeof row->items, "%s", items[i % 5]);
        snprintf(row->accession, sizeof row->accession, "%010lld-%02d-%06d", (long long)company->cik,
                 time.year % 100, (int)(i % 1000000));
        snprintf(row->document, sizeof row->document, "%s-8k%lld.htm", company->symbol, (long long)(i % 10000));
        snprintf(row->time, sizeof row->time, "%04d-%02d-%02dT%02d:%02d:%02d.000Z", time.year, time.month, time.day,
                 time.hour, time.minute, time.second);
    }
}

static int newest_first(const void *a, const void *b)
{
    const struct listed *left = a, *right = b;
    if (left->filed != right->filed)
        return left->filed > right->filed ? -1 : 1;
    return -strcmp(left->time, right->time);
}

static void write_days(struct sim_reply *reply, const char *name, const struct listed *rows, size_t count,
                       bool report)
{
    char day[16];
    sim_write(reply, "\"%s\":[", name);
    for (size_t i = 0; i < count; i++) {
        date_to_iso(report ? rows[i].report : rows[i].filed, day, sizeof day);
        sim_write(reply, "%s\"%s\"", i > 0 ? "," : "", day);
    }
    sim_write(reply, "],");
}

static void write_texts(struct sim_reply *reply, const char *name, const struct listed *rows, size_t count,
                        size_t offset)
{
    sim_write(reply, "\"%s\":[", name);
    for (size_t i = 0; i < count; i++)
        sim_write(reply, "%s\"%s\"", i > 0 ? "," : "", (const char *)&rows[i] + offset);
    sim_write(reply, "],");
}

static void submissions(const struct sim_request *request, struct sim_reply *reply,
                        const struct sim_company *company)
{
    struct listed *rows = calloc(FILINGS_MOST, sizeof *rows);
    size_t count = 0;
    if (rows == NULL)
        abort();
    list_reports(request, company, rows, &count);
    list_notices(request, company, rows, &count);
    qsort(rows, count, sizeof *rows, newest_first);
    sim_write(reply,
              "{\"cik\":\"%010lld\",\"entityType\":\"operating\",\"name\":\"%s\",\"tickers\":[\"%s\"],"
              "\"fiscalYearEnd\":\"1231\",\"filings\":{\"recent\":{",
              (long long)company->cik, company->name, company->symbol);
    write_texts(reply, "accessionNumber", rows, count, offsetof(struct listed, accession));
    write_days(reply, "filingDate", rows, count, false);
    write_days(reply, "reportDate", rows, count, true);
    write_texts(reply, "acceptanceDateTime", rows, count, offsetof(struct listed, time));
    write_texts(reply, "form", rows, count, offsetof(struct listed, form));
    write_texts(reply, "items", rows, count, offsetof(struct listed, items));
    write_texts(reply, "primaryDocument", rows, count, offsetof(struct listed, document));
    write_texts(reply, "primaryDocDescription", rows, count, offsetof(struct listed, form));
    sim_write(reply, "\"size\":[");
    for (size_t i = 0; i < count; i++)
        sim_write(reply, "%s%zu", i > 0 ? "," : "", 100000 + i);
    sim_write(reply, "]},\"files\":[]}}");
    free(rows);
}

static void tickers(struct sim_reply *reply)
{
    size_t count;
    const struct sim_company *all = sim_companies(&count);
    sim_write(reply, "{");
    for (size_t i = 0; i < count; i++)
        sim_write(reply, "%s\"%zu\":{\"cik_str\":%lld,\"ticker\":\"%s\",\"title\":\"%s\"}", i > 0 ? "," : "", i,
                  (long long)all[i].cik, all[i].symbol, all[i].name);
    sim_write(reply, "}");
}

static void no_such_key(struct sim_reply *reply)
{
    sim_plain(
        reply, 404, "application/xml",
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>NoSuchKey</Code><Message>The specified key does "
        "not exist.</Message></Error>");
}

static void access_denied(struct sim_reply *reply)
{
    sim_plain(reply, 403, "application/xml",
              "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>AccessDenied</Code><Message>Access Denied"
              "</Message></Error>");
}

void sim_sec(const struct sim_request *request, struct sim_reply *reply)
{
    static const char facts_path[] = "/api/xbrl/companyfacts/CIK", submissions_path[] = "/submissions/CIK";
    if (sim_sec_statement(request, reply) || sim_sec_document(request, reply))
        return;
    bool facts = strncmp(request->path, facts_path, sizeof facts_path - 1) == 0;
    bool list = strncmp(request->path, submissions_path, sizeof submissions_path - 1) == 0;
    if (strcmp(request->path, "/cgi-bin/browse-edgar") == 0) {
        sim_sec_feed(request, reply);
        return;
    }
    if (strcmp(request->path, "/files/company_tickers.json") == 0) {
        tickers(reply);
        return;
    }
    if (strncmp(request->path, "/Archives/", 10) == 0) {
        if (!sim_sec_day_index(request, reply))
            access_denied(reply);
        return;
    }
    const char *number = request->path + (facts ? sizeof facts_path - 1 : sizeof submissions_path - 1);
    const struct sim_company *company = facts || list ? sim_company_by_cik(strtoll(number, NULL, 10)) : NULL;
    if (company == NULL)
        no_such_key(reply);
    else if (facts)
        sim_sec_facts(request, reply, company);
    else
        submissions(request, reply, company);
}
