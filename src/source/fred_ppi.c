/* SPDX-License-Identifier: MIT
 * Producer prices of semiconductors by month, a CSV of the Federal Reserve Bank of St. Louis. A month that is not
 * known is empty or a dot; the first heading was DATE until 2024. */
#include "config.h"

#include "provider.h"
#include "sources.h"
#include "venue.h"

#include "base/date.h"
#include "base/text.h"
#include "base/text_lines.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SERIES     "PCU334413334413"
#define YEARS      6
#define LINE_SIZE  96
#define INDEX_MOST 10000.0

static int32_t first_day(int64_t now)
{
    return (int32_t)(now / 86400) - YEARS * 366;
}

static bool request(const struct subscription *subscription, const char *token, struct source_request *request,
                    struct error *err)
{
    char url[160], day[16];
    (void)token;
    date_to_iso(first_day(subscription->now), day, sizeof day);
    snprintf(url, sizeof url, "https://fred.stlouisfed.org/graph/fredgraph.csv?id=%s&cosd=%s", SERIES, day);
    if (!venue_get(request, subscription, url, NULL, err))
        return false;
    request->accept = "text/csv";
    return true;
}

/* A day from before what was asked for is no day of the series. */
static void read_month(struct observations *observations, const char *line, int64_t now)
{
    int year, month, ignored;
    char *end;
    const char *comma = strchr(line, ',');
    int32_t day = comma != NULL ? date_from_iso(line) : DATE_UNKNOWN;
    if (day == DATE_UNKNOWN || (int64_t)day * 86400 > now || day < first_day(now) - 366)
        return;
    double value = strtod(comma + 1, &end);
    if (end == comma + 1 || *end != '\0' || !(value > 0 && value < INDEX_MOST))
        return;
    struct supply_figure *figure = observations_add_supply(observations);
    if (figure == NULL)
        return;
    date_to_civil(day, &year, &month, &ignored);
    text_copy(figure->series, sizeof figure->series, SUPPLY_PPI);
    figure->day = date_from_civil(year, month, 1);
    figure->value = value;
}

static bool parse(const struct subscription *subscription, const struct source_response *response,
                  struct observations *observations, struct error *err)
{
    char line[LINE_SIZE];
    struct text_lines lines = text_lines_begin(response->body, response->length);
    (void)subscription;
    if (!source_status_ok(response, err))
        return false;
    if (!text_lines_next(&lines, line, sizeof line) ||
        (strcmp(line, "observation_date," SERIES) != 0 && strcmp(line, "DATE," SERIES) != 0))
        return error_set(err, ERROR_FORMAT, "FRED's answer is not the series that was asked for");
    while (text_lines_next(&lines, line, sizeof line))
        read_month(observations, line, response->received_at);
    return observations->supply_count > 0 || error_set(err, ERROR_FORMAT, "FRED's series holds no month");
}

const struct source_provider provider_fred = {
    .name = "fred",
    .heading = "FRED, St. Louis Fed",
    .homepage = "https://fred.stlouisfed.org/series/PCU334413334413",
    .terms = "free to use with citation of FRED and the Bureau of Labor Statistics",
    .rate = 0.1,
    .burst = 1,
};

const struct source source_fred_ppi = {
    .name = "fred_ppi",
    .heading = "FRED semiconductor prices",
    .provider = &provider_fred,
    .kind = DATASET_SUPPLY,
    .role = SOURCE_MERGE,
    .batch = 1,
    .refresh_seconds = 604800,
    .request = request,
    .parse = parse,
};
