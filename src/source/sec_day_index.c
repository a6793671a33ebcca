/* SPDX-License-Identifier: MIT
 * The SEC's list of a day's filings, made each night: what feed and lists of companies may have missed while this
 * program was not running. Lines "CIK|Company|Form|Date Filed|File Name", 0.5 MB a day. */
#include "config.h"

#include "provider.h"
#include "sec_answer.h"
#include "sources.h"

#include "base/date.h"
#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BODY_MOST    ((size_t)16 << 20)
#define COLUMNS      5
#define PUBLISHED_AT 23 /* hour in New York from which the day's own list is there */

/* The newest working day whose list must be there. */
static int32_t list_day(int64_t now)
{
    struct date_time time = date_new_york(now);
    int32_t day = date_new_york_day(now) - (time.hour < PUBLISHED_AT);
    while ((day + 4) % 7 == 6 || (day + 4) % 7 == 0) /* 1970-01-01 was a Thursday; 0 is Sunday */
        day--;
    return day;
}

static bool request(const struct subscription *subscription, const char *token, struct source_request *request,
                    struct error *err)
{
    int year, month, day;
    (void)token;
    (void)err;
    date_to_civil(list_day(subscription->now), &year, &month, &day);
    *request = (struct source_request){.accept = "text/plain", .body_limit = BODY_MOST, .total_seconds = 60};
    snprintf(request->url, sizeof request->url,
             "https://www.sec.gov/Archives/edgar/daily-index/%04d/QTR%d/master.%04d%02d%02d.idx", year,
             (month - 1) / 3 + 1, year, month, day);
    return true;
}

static bool split(const char *line, size_t length, const char *columns[COLUMNS], size_t lengths[COLUMNS])
{
    size_t count = 0;
    const char *end = line + length;
    while (count < COLUMNS) {
        const char *bar = memchr(line, '|', (size_t)(end - line));
        columns[count] = line;
        lengths[count++] = (size_t)((bar != NULL ? bar : end) - line);
        if (bar == NULL)
            break;
        line = bar + 1;
    }
    return count == COLUMNS;
}

/* "edgar/data/1769628/0001769628-25-000014.txt" */
static bool find_accession(const char *name, size_t length, char accession[ACCESSION_SIZE])
{
    if (length < 24 || strncmp(name + length - 4, ".txt", 4) != 0)
        return false;
    text_copy(accession, 21, name + length - 24);
    return strlen(accession) == 20 && strspn(accession, "0123456789-") == 20 && accession[10] == '-' &&
           accession[13] == '-';
}

/* 20261120, or 2026-11-20. */
static int32_t day_of(const char *text, size_t length)
{
    char day[11];
    if (length == 8)
        snprintf(day, sizeof day, "%.4s-%.2s-%.2s", text, text + 4, text + 6);
    else
        text_copy(day, length < sizeof day ? length + 1 : sizeof day, text);
    return date_from_iso(day);
}

static void read_line(const struct subscription *subscription, const char *line, size_t length,
                      struct observations *observations)
{
    const char *columns[COLUMNS];
    size_t lengths[COLUMNS];
    if (!split(line, length, columns, lengths))
        return;
    int64_t cik = strtoll(columns[0], NULL, 10);
    for (size_t i = 0; cik > 0 && i < subscription->company_count; i++) {
        struct filing filing = {.cik = cik, .report_day = DATE_UNKNOWN};
        if (subscription->companies[i].cik != cik)
            continue;
        filing.filed_day = day_of(columns[3], lengths[3]);
        text_clean(filing.form, sizeof filing.form, columns[2], lengths[2]);
        if (filing.filed_day == DATE_UNKNOWN || filing.form[0] == '\0' ||
            !find_accession(columns[4], lengths[4], filing.accession)) {
            observations->rejected++;
            continue;
        }
        text_copy(filing.symbol, sizeof filing.symbol, subscription->companies[i].symbol);
        struct filing *slot = observations_add_filing(observations);
        if (slot != NULL)
            *slot = filing;
    }
}

/* A list that was cut would pass for a day without the rest of its filings. */
static bool ends_whole(const char *body, size_t length)
{
    const char *columns[COLUMNS];
    size_t lengths[COLUMNS], start = length;
    char accession[ACCESSION_SIZE];
    while (start > 0 && body[start - 1] != '\n')
        start--;
    return start == length || (split(body + start, length - start, columns, lengths) &&
                               find_accession(columns[4], lengths[4], accession));
}

static bool parse(const struct subscription *subscription, const struct source_response *response,
                  struct observations *observations, struct error *err)
{
    if (!sec_answer_ok(response, ERROR_NO_DATA, "the SEC has no list of that day", err))
        return false;
    const char *line = response->body, *end = response->body + response->length;
    if (strstr(response->body, "Form Type|Date Filed|File Name") == NULL &&
        strstr(response->body, "Form Type|Date Filed|Filename") == NULL)
        return error_set(err, ERROR_FORMAT, "the SEC's list of the day cannot be read");
    if (!ends_whole(response->body, response->length))
        return error_set(err, ERROR_FORMAT, "the SEC's list of the day is incomplete");
    observations->no_list = true;
    while (line < end) {
        const char *next = memchr(line, '\n', (size_t)(end - line));
        size_t length = (size_t)((next != NULL ? next : end) - line);
        if (length > 0 && line[length - 1] == '\r')
            length--;
        read_line(subscription, line, length, observations);
        line = next != NULL ? next + 1 : end;
    }
    return true;
}

const struct source source_sec_day_index = {
    .name = "sec_day_index",
    .heading = "SEC day's list",
    .provider = &provider_sec,
    .kind = DATASET_DAY_INDEX,
    .role = SOURCE_CHAIN,
    .batch = 1,
    .refresh_seconds = 6 * 3600,
    .request = request,
    .parse = parse,
};
