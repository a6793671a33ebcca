/* SPDX-License-Identifier: MIT
 * CNBC's earnings service: quarters reported against what was expected, the next date, and what is expected of the
 * next two quarters; keyless. It does not tell when a quarter ended: that is reckoned from the day of its report,
 * and may be a month off. */
#include "config.h"

#include "consensus_row.h"
#include "provider.h"
#include "quote_row.h"
#include "request_url.h"
#include "sources.h"

#include "base/date.h"
#include "base/text.h"
#include "model/consensus.h"

#include <string.h>

#define BODY_LIMIT   (512 << 10)
#define QUARTERS     "8"
#define EARLIEST_MS  946684800000.0  /* 2000 */
#define LATEST_MS    4102444800000.0 /* 2100 */
#define REPORT_AFTER 35              /* days from a quarter's end to its report, more or less */

static bool earnings_request(const struct subscription *subscription, const char *token,
                             struct source_request *request, struct error *err)
{
    struct request_url url;
    char name[SYMBOL_SIZE];
    (void)token;
    *request = (struct source_request){.accept = "application/json", .body_limit = BODY_LIMIT};
    if (!quote_row_american(subscription->subject, name))
        return error_set(err, ERROR_NO_DATA, "CNBC is asked for American companies only");
    request_url_start(&url, request->url, sizeof request->url);
    request_url_add(&url, "https://gds-earnings.cnbc.com/earnings-service/symbol/");
    request_url_add_encoded(&url, name);
    request_url_add(&url, "/lastQtr/" QUARTERS "/output/json?fiscalYear=true");
    return request_url_done(&url, err);
}

static int64_t seconds_of(const struct cJSON *bean, const char *name)
{
    struct amount at = json_amount(bean, name, EARLIEST_MS, LATEST_MS);
    return at.known ? (int64_t)(at.value / 1000) : 0;
}

/* The end of the month that lies so long before the report. */
static int32_t quarter_end(int64_t announced_at)
{
    int year, month, day;
    date_to_civil((int32_t)(announced_at / 86400) - REPORT_AFTER, &year, &month, &day);
    return date_from_civil(year + month / 12, month % 12 + 1, 1) - 1;
}

static unsigned read_reported(struct consensus *consensus, const struct cJSON *bean, int64_t announced_at)
{
    static const struct json_field figures[] = {
        {"epsAdjActualValue", offsetof(struct earnings_quarter, actual), &consensus_gate_per_share},
        {"epsEstimatedValue", offsetof(struct earnings_quarter, expected), &consensus_gate_per_share},
    };
    struct earnings_quarter quarter = {.end_day = quarter_end(announced_at)};
    unsigned rejected = json_fields(bean, figures, sizeof figures / sizeof figures[0], &quarter);
    if (quarter.actual.known)
        (void)consensus_add_quarter(consensus, &quarter);
    return rejected;
}

static unsigned read_measure(struct consensus *consensus, const struct cJSON *bean, const struct json_field *fields,
                             size_t count, bool revenue, const char *period)
{
    struct estimate estimate = {.revenue = revenue, .end_day = DATE_UNKNOWN};
    unsigned rejected = json_fields(bean, fields, count, &estimate);
    struct estimate *slot = estimate.mean.known ? consensus_row_estimate(consensus) : NULL;
    text_copy(estimate.period, sizeof estimate.period, period);
    if (slot != NULL)
        *slot = estimate;
    return rejected;
}

static unsigned read_expected(struct consensus *consensus, const struct cJSON *bean, const char *period)
{
    static const struct json_gate revenue = {.low = 0, .high = 1e16, .zero_is_none = true};
    static const struct json_field per_share[] = {
        {"epsEstimatedValue", offsetof(struct estimate, mean), &consensus_gate_per_share},
        {"epsEstimatedLowerValue", offsetof(struct estimate, low), &consensus_gate_per_share},
        {"epsEstimatedUpperValue", offsetof(struct estimate, high), &consensus_gate_per_share},
    };
    static const struct json_field sales[] = {
        {"revenueEstimatedValue", offsetof(struct estimate, mean), &revenue},
        {"revenueEstimatedLowerValue", offsetof(struct estimate, low), &revenue},
        {"revenueEstimatedUpperValue", offsetof(struct estimate, high), &revenue},
    };
    return read_measure(consensus, bean, per_share, sizeof per_share / sizeof per_share[0], false, period) +
           read_measure(consensus, bean, sales, sizeof sales / sizeof sales[0], true, period);
}

static void read_date(struct consensus *consensus, const struct cJSON *bean)
{
    int64_t next = seconds_of(bean, "nextEarningsDate");
    if (next == 0)
        return;
    consensus->earnings_from = consensus->earnings_to = next;
    consensus->earnings_estimated = strcmp(json_string(bean, "confirmedNextEarningsDate"), "Y") != 0;
}

/* Quarters stand in the order of time: what is not announced yet is the running one, and those after it. */
static unsigned read_beans(struct consensus *consensus, const struct cJSON *list, int64_t received_at)
{
    static const char *const periods[] = {"0q", "+1q"};
    unsigned rejected = 0;
    size_t coming = 0;
    for (const struct cJSON *bean = json_first(list); bean != NULL; bean = json_next(bean)) {
        int64_t announced_at = seconds_of(bean, "announcedDate");
        if (announced_at > 0 && announced_at <= received_at) {
            rejected += read_reported(consensus, bean, announced_at);
        } else if (coming < sizeof periods / sizeof periods[0]) {
            if (coming == 0)
                read_date(consensus, bean);
            rejected += read_expected(consensus, bean, periods[coming++]);
        }
    }
    return rejected;
}

static bool earnings_parse(const struct subscription *subscription, const struct source_response *response,
                           struct observations *observations, struct error *err)
{
    struct consensus found = consensus_row_new(&source_cnbc_earnings, subscription, observations);
    if (!source_status_ok(response, err))
        return false;
    struct cJSON *root = json_parse(response->body, response->length, err);
    if (root == NULL)
        return false;
    const struct cJSON *list = json_member(json_member(root, "earnings"), "lstEarningsBean");
    observations->rejected += read_beans(&found, list, response->received_at);
    json_free(root);
    return consensus_row_add(&source_cnbc_earnings, &found, observations, err);
}

const struct source source_cnbc_earnings = {
    .name = "cnbc_earnings",
    .heading = "CNBC earnings",
    .provider = &provider_cnbc,
    .kind = DATASET_CONSENSUS,
    .role = SOURCE_CHAIN,
    .parts = PART_ESTIMATES | PART_CALENDAR | PART_QUARTERS,
    .batch = 1,
    .refresh_seconds = 24 * 3600,
    .request = earnings_request,
    .parse = earnings_parse,
};
