/* SPDX-License-Identifier: MIT
 * Yahoo's recommendation counts, price targets, estimates and earnings date of one symbol, in one request.
 * Each module may be missing on its own; "nobody covers this" is written as zeros with no analysts. */
#include "config.h"

#include "consensus_row.h"
#include "sources.h"
#include "yahoo.h"

#include "base/date.h"
#include "base/text.h"
#include "model/consensus.h"

#include <string.h>

static const struct json_gate gate_opinions = {.low = 0, .high = 1000, .zero_is_none = true};
static const struct json_gate gate_mean = {.low = 1, .high = 5, .zero_is_none = true};
static const struct json_gate gate_revenue = {.low = 0, .high = 1e16, .zero_is_none = true};
static const struct json_gate gate_fraction = {.low = -1e4, .high = 1e4};

#define DAY_SECONDS     86400
#define COUNT_OF(table) (sizeof(table) / sizeof(table)[0])

static bool consensus_request(const struct subscription *subscription, const char *crumb,
                              struct source_request *request, struct error *err)
{
    return yahoo_request_summary(subscription, crumb,
                                 "recommendationTrend,financialData,earningsTrend,calendarEvents,earningsHistory",
                                 request, err);
}

static double analysts_in(const struct trend_month *month)
{
    return month->strong_buy.value + month->buy.value + month->hold.value + month->sell.value +
           month->strong_sell.value;
}

static unsigned read_trend(struct consensus *consensus, const struct cJSON *module)
{
    static const char *const periods[TREND_MONTHS] = {"0m", "-1m", "-2m", "-3m"};
    static const struct json_field counts[] = {
        {"strongBuy", offsetof(struct trend_month, strong_buy), &consensus_gate_analysts},
        {"buy", offsetof(struct trend_month, buy), &consensus_gate_analysts},
        {"hold", offsetof(struct trend_month, hold), &consensus_gate_analysts},
        {"sell", offsetof(struct trend_month, sell), &consensus_gate_analysts},
        {"strongSell", offsetof(struct trend_month, strong_sell), &consensus_gate_analysts},
    };
    unsigned rejected = 0;
    const struct cJSON *row = json_first(json_member(module, "trend"));
    for (; row != NULL; row = json_next(row)) {
        for (size_t i = 0; i < TREND_MONTHS; i++) {
            struct trend_month *month = &consensus->months[i];
            if (strcmp(json_string(row, "period"), periods[i]) != 0)
                continue;
            rejected += json_fields(row, counts, COUNT_OF(counts), month);
            if (analysts_in(month) <= 0)
                *month = (struct trend_month){0};
        }
    }
    return rejected;
}

/* Targets are in the currency of trading, which this module does not name (financialCurrency is another thing). */
static unsigned read_targets(struct consensus *consensus, const struct cJSON *module)
{
    static const struct json_field targets[] = {
        {"targetLowPrice", offsetof(struct consensus, target_low), &json_gate_price},
        {"targetMedianPrice", offsetof(struct consensus, target_median), &json_gate_price},
        {"targetMeanPrice", offsetof(struct consensus, target_mean), &json_gate_price},
        {"targetHighPrice", offsetof(struct consensus, target_high), &json_gate_price},
        {"numberOfAnalystOpinions", offsetof(struct consensus, analysts), &gate_opinions},
        {"recommendationMean", offsetof(struct consensus, recommendation_mean), &gate_mean},
    };
    return json_fields(module, targets, COUNT_OF(targets), consensus);
}

struct estimate_shape { /* where the figures of an estimate stand */
    bool revenue;
    const char *object;
    const char *currency;
    const struct json_field *figures;
    size_t count;
};

static const struct json_field eps_figures[] = {
    {"avg", offsetof(struct estimate, mean), &consensus_gate_per_share},
    {"low", offsetof(struct estimate, low), &consensus_gate_per_share},
    {"high", offsetof(struct estimate, high), &consensus_gate_per_share},
    {"numberOfAnalysts", offsetof(struct estimate, analysts), &consensus_gate_analysts},
    {"yearAgoEps", offsetof(struct estimate, year_ago), &consensus_gate_per_share},
    {"growth", offsetof(struct estimate, growth_percent), &gate_fraction},
};

static const struct json_field revenue_figures[] = {
    {"avg", offsetof(struct estimate, mean), &gate_revenue},
    {"low", offsetof(struct estimate, low), &gate_revenue},
    {"high", offsetof(struct estimate, high), &gate_revenue},
    {"numberOfAnalysts", offsetof(struct estimate, analysts), &consensus_gate_analysts},
    {"yearAgoRevenue", offsetof(struct estimate, year_ago), &gate_revenue},
    {"growth", offsetof(struct estimate, growth_percent), &gate_fraction},
};

static const struct estimate_shape shapes[] = {
    {false, "earningsEstimate", "earningsCurrency", eps_figures, COUNT_OF(eps_figures)},
    {true, "revenueEstimate", "revenueCurrency", revenue_figures, COUNT_OF(revenue_figures)},
};

/* How the EPS estimate came about. The capital D in downLast7Days is Yahoo's. */
static unsigned read_revisions(struct estimate *estimate, const struct cJSON *period)
{
    static const struct json_field earlier[] = {
        {"7daysAgo", offsetof(struct estimate, ago7), &consensus_gate_per_share},
        {"30daysAgo", offsetof(struct estimate, ago30), &consensus_gate_per_share},
        {"60daysAgo", offsetof(struct estimate, ago60), &consensus_gate_per_share},
        {"90daysAgo", offsetof(struct estimate, ago90), &consensus_gate_per_share},
    };
    static const struct json_field revisions[] = {
        {"upLast7days", offsetof(struct estimate, up7), &consensus_gate_analysts},
        {"upLast30days", offsetof(struct estimate, up30), &consensus_gate_analysts},
        {"downLast7Days", offsetof(struct estimate, down7), &consensus_gate_analysts},
        {"downLast30days", offsetof(struct estimate, down30), &consensus_gate_analysts},
    };
    return json_fields(json_member(period, "epsTrend"), earlier, COUNT_OF(earlier), estimate) +
           json_fields(json_member(period, "epsRevisions"), revisions, COUNT_OF(revisions), estimate);
}

/* False when nobody estimates: no analysts, or no mean. */
static bool read_estimate(struct estimate *estimate, const struct cJSON *period, const struct estimate_shape *shape,
                          unsigned *rejected)
{
    const struct cJSON *object = json_member(period, shape->object);
    *estimate = (struct estimate){.revenue = shape->revenue};
    *rejected += json_fields(object, shape->figures, shape->count, estimate);
    if (!estimate->mean.known || (estimate->analysts.known && estimate->analysts.value == 0))
        return false;
    if (!shape->revenue)
        *rejected += read_revisions(estimate, period);
    text_copy(estimate->period, sizeof estimate->period, json_string(period, "period"));
    json_text(object, shape->currency, estimate->currency, sizeof estimate->currency);
    estimate->end_day = date_from_iso(json_string(period, "endDate"));
    if (estimate->growth_percent.known)
        estimate->growth_percent.value *= 100; /* Yahoo gives a fraction */
    return true;
}

static bool is_known_period(const char *period)
{
    static const char *const periods[] = {"0q", "+1q", "0y", "+1y"};
    for (size_t i = 0; i < COUNT_OF(periods); i++) {
        if (strcmp(periods[i], period) == 0)
            return true;
    }
    return false;
}

static unsigned read_estimates(struct consensus *consensus, const struct cJSON *module)
{
    unsigned rejected = 0;
    const struct cJSON *trend = json_member(module, "trend");
    for (const struct cJSON *period = json_first(trend); period != NULL; period = json_next(period)) {
        if (!is_known_period(json_string(period, "period")))
            continue;
        for (size_t i = 0; i < COUNT_OF(shapes) && consensus->estimate_count < CONSENSUS_ESTIMATES_MOST; i++) {
            struct estimate *estimate = &consensus->estimates[consensus->estimate_count];
            consensus->estimate_count += read_estimate(estimate, period, &shapes[i], &rejected);
        }
    }
    return rejected;
}

/* One date is fixed; two are the ends of a window. */
static void read_calendar(struct consensus *consensus, const struct cJSON *module)
{
    const struct cJSON *earnings = json_member(module, "earnings");
    const struct cJSON *date = json_first(json_member(earnings, "earningsDate"));
    for (; date != NULL; date = json_next(date)) {
        int64_t when = json_time_of(date);
        if (when == 0)
            continue;
        if (consensus->earnings_from == 0 || when < consensus->earnings_from)
            consensus->earnings_from = when;
        if (when > consensus->earnings_to)
            consensus->earnings_to = when;
    }
    consensus->earnings_estimated = json_true(earnings, "isEarningsDateEstimate");
}

/* Quarters reported, per share. The quarter's stamp is its last day, at midnight UTC. */
static unsigned read_quarters(struct consensus *consensus, const struct cJSON *module)
{
    static const struct json_field figures[] = {
        {"epsActual", offsetof(struct earnings_quarter, actual), &consensus_gate_per_share},
        {"epsEstimate", offsetof(struct earnings_quarter, expected), &consensus_gate_per_share},
    };
    unsigned rejected = 0;
    for (const struct cJSON *row = json_first(json_member(module, "history")); row != NULL; row = json_next(row)) {
        struct earnings_quarter quarter = {0};
        int64_t end = json_time(row, "quarter");
        rejected += json_fields(row, figures, COUNT_OF(figures), &quarter);
        quarter.end_day = (int32_t)(end / DAY_SECONDS);
        if (end > 0 && quarter.actual.known)
            (void)consensus_add_quarter(consensus, &quarter);
    }
    return rejected;
}

static bool is_covered(const struct consensus *consensus)
{
    for (size_t i = 0; i < TREND_MONTHS; i++) {
        if (analysts_in(&consensus->months[i]) > 0)
            return true;
    }
    return consensus->target_mean.known || consensus->target_median.known || consensus->estimate_count > 0 ||
           consensus->earnings_from != 0 || consensus->quarter_count > 0;
}

static bool consensus_parse(const struct subscription *subscription, const struct source_response *response,
                            struct observations *observations, struct error *err)
{
    const struct cJSON *result;
    struct cJSON *root = yahoo_open(response, "quoteSummary", &result, err);
    if (root == NULL)
        return false;
    struct consensus found = consensus_row_new(&source_yahoo_consensus, subscription, observations);
    const struct cJSON *modules = json_first(result);
    unsigned rejected = read_trend(&found, json_member(modules, "recommendationTrend")) +
                        read_targets(&found, json_member(modules, "financialData")) +
                        read_estimates(&found, json_member(modules, "earningsTrend"));
    read_calendar(&found, json_member(modules, "calendarEvents"));
    rejected += read_quarters(&found, json_member(modules, "earningsHistory"));
    json_free(root);
    observations->rejected += rejected;
    if (!is_covered(&found))
        return error_set(err, ERROR_NO_DATA, "no analyst coverage reported for %s", subscription->subject);
    return consensus_row_add(&source_yahoo_consensus, &found, observations, err);
}

const struct source source_yahoo_consensus = {
    .name = "yahoo_consensus",
    .heading = "Yahoo estimates",
    .provider = &provider_yahoo,
    .kind = DATASET_CONSENSUS,
    .role = SOURCE_CHAIN,
    .parts = PART_TREND | PART_TARGETS | PART_ESTIMATES | PART_CALENDAR | PART_QUARTERS,
    .handshake = true,
    .batch = 1,
    .refresh_seconds = 3600,
    .request = consensus_request,
    .parse = consensus_parse,
};
