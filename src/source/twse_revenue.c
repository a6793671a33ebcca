/* SPDX-License-Identifier: MIT
 * TSMC's monthly revenue, out of the Taiwan exchange's open data: all listed companies of the latest month, every
 * figure as text in thousands of Taiwan dollars, years counted from 1912. One answer tells three months of it. */
#include "config.h"

#include "json_scan.h"
#include "provider.h"
#include "sources.h"
#include "venue.h"

#include "base/date.h"
#include "base/text.h"

#include <string.h>

#define TSMC      "\"2330\""
#define CODE      "公司代號"
#define PERIOD    "資料年月"
#define ROC_YEARS 1911
#define TWD_MOST  1e13

static const struct {
    const char *name;
    int months_ago;
} columns[] = {{"營業收入-當月營收", 0}, {"營業收入-上月營收", 1}, {"營業收入-去年當月營收", 12}};

static bool request(const struct subscription *subscription, const char *token, struct source_request *request,
                    struct error *err)
{
    (void)token;
    return venue_get(request, subscription, "https://openapi.twse.com.tw/v1/opendata/t187ap05_L", NULL, err);
}

/* "11503": March of the year 115, 2026. */
static int32_t month_of(const struct cJSON *row, int months_ago, int64_t now)
{
    int64_t period = json_integer(row, PERIOD, 9001, 99912, 0);
    int index = (int)(period / 100 + ROC_YEARS) * 12 + (int)(period % 100) - 1 - months_ago;
    if (period == 0 || period % 100 < 1 || period % 100 > 12)
        return DATE_UNKNOWN;
    int32_t day = date_from_civil(index / 12, index % 12 + 1, 1);
    return (int64_t)day * 86400 < now ? day : DATE_UNKNOWN; /* no month is reported before it began */
}

static void read_company(struct observations *observations, const struct cJSON *row, int64_t now)
{
    for (size_t i = 0; i < sizeof columns / sizeof columns[0]; i++) {
        struct amount thousands = json_amount(row, columns[i].name, 1, TWD_MOST / 1000);
        int32_t day = month_of(row, columns[i].months_ago, now);
        struct supply_figure *figure =
            thousands.known && day != DATE_UNKNOWN ? observations_add_supply(observations) : NULL;
        if (figure == NULL)
            continue;
        text_copy(figure->series, sizeof figure->series, SUPPLY_TSMC);
        figure->day = day;
        figure->value = thousands.value * 1000;
    }
}

static bool is_tsmc(struct json_slice company)
{
    struct json_scan scan;
    struct json_slice code;
    json_scan_begin(&scan, company.at, company.length);
    return json_scan_find(&scan, CODE) && json_scan_take(&scan, &code) && code.length == strlen(TSMC) &&
           memcmp(code.at, TSMC, code.length) == 0;
}

/* The list holds a thousand companies: only ours becomes a document. */
static bool parse(const struct subscription *subscription, const struct source_response *response,
                  struct observations *observations, struct error *err)
{
    struct json_scan scan;
    struct json_slice company;
    (void)subscription;
    if (!source_status_ok(response, err))
        return false;
    json_scan_begin(&scan, response->body, response->length);
    if (!json_scan_enter(&scan, '['))
        return error_set(err, ERROR_FORMAT, "the exchange's answer is no list of companies");
    while (json_scan_element(&scan) && json_scan_take(&scan, &company)) {
        struct error ignored = {.message = ""};
        struct cJSON *row = is_tsmc(company) ? json_parse(company.at, company.length, &ignored) : NULL;
        read_company(observations, row, response->received_at);
        json_free(row);
    }
    if (!json_scan_finish(&scan))
        return error_set(err, ERROR_FORMAT, "the exchange's answer is cut short or malformed");
    return observations->supply_count > 0 ||
           error_set(err, ERROR_FORMAT, "the exchange's answer holds no revenue of TSMC");
}

const struct source_provider provider_twse = {
    .name = "twse",
    .heading = "Taiwan Stock Exchange",
    .homepage = "https://openapi.twse.com.tw",
    .terms = "government open data, with attribution",
    .rate = 0.1,
    .burst = 1,
};

const struct source source_twse_revenue = {
    .name = "twse_revenue",
    .heading = "TWSE revenue of TSMC",
    .provider = &provider_twse,
    .kind = DATASET_SUPPLY,
    .role = SOURCE_MERGE,
    .batch = 1,
    .refresh_seconds = 86400,
    .request = request,
    .parse = parse,
};
