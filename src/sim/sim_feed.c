/* SPDX-License-Identifier: MIT
 * The SEC's feed of new filings in the simulator, and its list of a day: reports and notices of its companies among
 * filings of strangers, newest first. */
#include "config.h"

#include "sim_reply.h"

#include "base/date.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ENTRIES_MOST     300
#define PAGE             100
#define STRANGER_SECONDS 17 /* between filings of companies that nobody watches */
#define FEED_SECONDS     ((int64_t)4000)

struct entry {
    int64_t accepted;
    const char *form;
    char name[64], accession[32], items[32];
    int64_t cik;
};

static void add_reports(const struct sim_request *request, struct entry *entries, size_t *count, int64_t from,
                        int64_t to)
{
    size_t companies;
    const struct sim_company *all = sim_companies(&companies);
    for (size_t i = 0; i < companies; i++) {
        struct sim_quarter quarters[SIM_QUARTERS_MOST];
        size_t reports = sim_reports(request, &all[i], quarters);
        for (size_t k = 0; k < reports && *count < ENTRIES_MOST; k++) {
            if (quarters[k].accepted < from || quarters[k].accepted > to)
                continue;
            struct entry *entry = &entries[(*count)++];
            *entry = (struct entry){.accepted = quarters[k].accepted,
                                    .form = quarters[k].fiscal_quarter == 4 ? "10-K" : "10-Q",
                                    .cik = all[i].cik};
            snprintf(entry->name, sizeof entry->name, "%s", all[i].name);
            sim_accession(&all[i], quarters[k].filed, 1, entry->accession, sizeof entry->accession);
        }
    }
}

static void add_strangers(const struct sim_request *request, struct entry *entries, size_t *count)
{
    static const char *const forms[] = {"4", "8-K", "D", "13F-HR", "424B2", "SC 13G"};
    int64_t slot = request->now / STRANGER_SECONDS;
    for (int64_t i = slot; i > slot - FEED_SECONDS / STRANGER_SECONDS && *count < ENTRIES_MOST; i--) {
        struct entry *entry = &entries[(*count)++];
        *entry = (struct entry){.accepted = i * STRANGER_SECONDS,
                                .form = forms[(size_t)(sim_random(request->seed, "form", i) * 6)],
                                .cik = 9000000 + i % 90000};
        snprintf(entry->name, sizeof entry->name, "Stranger & Sons No. %lld, L.P.", (long long)(i % 90000));
        snprintf(entry->accession, sizeof entry->accession, "%010lld-26-%06lld", (long long)entry->cik,
                 (long long)(i % 1000000));
        snprintf(entry->items, sizeof entry->items, "%s", strcmp(entry->form, "8-K") == 0 ? "8.01" : "");
    }
}

static int newest_first(const void *a, const void *b)
{
    const struct entry *left = a, *right = b;
    if (left->accepted != right->accepted)
        return left->accepted > right->accepted ? -1 : 1;
    return strcmp(left->accession, right->accession);
}

static void write_instant(struct sim_reply *reply, int64_t at)
{
    struct date_time time = date_new_york(at);
    sim_write(reply, "%04d-%02d-%02dT%02d:%02d:%02d-%02d:00", time.year, time.month, time.day, time.hour,
              time.minute, time.second, -time.offset_seconds / 3600);
}

static void write_name(struct sim_reply *reply, const char *name)
{
    for (; *name != '\0'; name++)
        sim_write(reply, *name == '&' ? "&amp;" : "%c", *name);
}

static void write_entry(struct sim_reply *reply, const struct entry *entry)
{
    struct date_time time = date_new_york(entry->accepted);
    sim_write(reply, "<entry>\n<title>%s - ", entry->form);
    write_name(reply, entry->name);
    sim_write(reply,
              " (%010lld) (Filer)</title>\n<link rel=\"alternate\" type=\"text/html\" href=\"https://www.sec.gov/"
              "Archives/edgar/data/%lld/%s-index.htm\"/>\n<summary type=\"html\">\n &lt;b&gt;Filed:&lt;/b&gt; "
              "%04d-%02d-%02d &lt;b&gt;AccNo:&lt;/b&gt; %s &lt;b&gt;Size:&lt;/b&gt; 14 KB\n",
              (long long)entry->cik, (long long)entry->cik, entry->accession, time.year, time.month, time.day,
              entry->accession);
    if (entry->items[0] != '\0')
        sim_write(reply, "&lt;br&gt;Item %s: Other Events\n", entry->items);
    sim_write(reply, "</summary>\n<updated>");
    write_instant(reply, entry->accepted);
    sim_write(reply,
              "</updated>\n<category scheme=\"https://www.sec.gov/\" label=\"form type\" term=\"%s\"/>\n"
              "<id>urn:tag:sec.gov,2008:accession-number=%s</id>\n</entry>\n",
              entry->form, entry->accession);
}

void sim_sec_feed(const struct sim_request *request, struct sim_reply *reply)
{
    struct entry *entries = calloc(ENTRIES_MOST, sizeof *entries);
    char start[16] = "0";
    size_t count = 0;
    if (entries == NULL)
        abort();
    (void)sim_parameter(request, "start", start, sizeof start);
    add_reports(request, entries, &count, request->now - FEED_SECONDS, request->now);
    add_strangers(request, entries, &count);
    qsort(entries, count, sizeof *entries, newest_first);
    size_t from = (size_t)strtoul(start, NULL, 10);
    if (from >= count) {
        sim_plain(reply, 503, "text/html", "<html><head><title>SEC.gov | File Unavailable</title></head></html>");
    } else {
        reply->content_type = "application/atom+xml";
        sim_write(reply,
                  "<?xml version=\"1.0\" encoding=\"ISO-8859-1\" ?>\n<feed xmlns=\"http://www.w3.org/2005/Atom"
                  "\">\n<title>Latest Filings</title>\n<updated>");
        write_instant(reply, request->now);
        sim_write(reply, "</updated>\n");
        for (size_t i = from; i < count && i < from + PAGE; i++)
            write_entry(reply, &entries[i]);
        sim_write(reply, "</feed>\n");
    }
    free(entries);
}

/* /Archives/edgar/daily-index/2026/QTR4/master.20261120.idx */
bool sim_sec_day_index(const struct sim_request *request, struct sim_reply *reply)
{
    const char *name = strstr(request->path, "/daily-index/");
    int year, month, day;
    if (name == NULL || (name = strstr(name, "/master.")) == NULL ||
        /* NOLINTNEXTLINE(cert-err34-c): the widths bound the numbers */
        sscanf(name, "/master.%4d%2d%2d.idx", &year, &month, &day) != 3)
        return false;
    struct entry *entries = calloc(ENTRIES_MOST, sizeof *entries);
    size_t count = 0;
    int64_t from = date_new_york_to_utc(year, month, day, 0, 0, 0);
    if (entries == NULL)
        abort();
    add_reports(request, entries, &count, from, from + 86399);
    reply->content_type = "text/plain";
    sim_write(reply,
              "Description:           Daily Index of EDGAR Dissemination Feed by Company Name\n \n"
              "CIK|Company Name|Form Type|Date Filed|File Name\n-----------------\n"
              "9000001|Stranger & Sons|4|%04d%02d%02d|edgar/data/9000001/0009000001-26-000001.txt\n",
              year, month, day);
    for (size_t i = 0; i < count; i++)
        sim_write(reply, "%lld|%s|%s|%04d%02d%02d|edgar/data/%lld/%s.txt\n", (long long)entries[i].cik,
                  entries[i].name, entries[i].form, year, month, day, (long long)entries[i].cik,
                  entries[i].accession);
    free(entries);
    return true;
}
