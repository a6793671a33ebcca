/* SPDX-License-Identifier: MIT
 * Yahoo's quoteSummary in the simulator: rating actions, recommendation counts, targets and estimates. */
#include "config.h"

#include "sim_reply.h"

#include "base/date.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define ACTION_EVERY   240 /* seconds between new actions over all companies */
#define ACTIONS_RECENT 400 /* slots of that length looked back on */
#define HISTORY_WEEKS  150

static const char *const firms[] = {
    "Wells Fargo",        "Morgan Stanley", "Goldman Sachs", "JP Morgan",     "B of A Securities",
    "Citigroup",          "Barclays",       "UBS",           "Jefferies",     "Mizuho",
    "Evercore ISI Group", "Needham",        "Stifel",        "Deutsche Bank", "Macquarie",
    "Citizens",           "Keybanc",        "Wedbush"};
enum { FIRMS = (int)(sizeof firms / sizeof firms[0]) };

/* Each firm keeps to its own vocabulary: worst to best. */
static const char *const scales[][3] = {
    {"Underweight", "Equal-Weight", "Overweight"},
    {"Sell", "Neutral", "Buy"},
    {"Underperform", "Hold", "Buy"},
    {"Underperform", "Market Perform", "Outperform"},
};

struct sim_action {
    int64_t when;
    size_t firm;
    int from, to;
    double target, prior;
};

static double pick(const struct sim_request *request, const struct sim_company *company, int64_t key, int what)
{
    return sim_random(request->seed + (uint64_t)what * 7919, company->symbol, key);
}

/* What firm thinks of the company in a given week: 0 worst .. 2 best. It changes slowly. */
static int opinion(const struct sim_request *request, const struct sim_company *company, size_t firm, int64_t at)
{
    double mood = sim_wave(request->seed + firm, company->symbol, 200.0 * 86400, (double)at) + 0.35;
    return mood > 0.15 ? 2 : mood > -0.55 ? 1 : 0;
}

static double target_at(const struct sim_request *request, const struct sim_company *company, size_t firm,
                        int64_t at)
{
    double view = 1.12 + 0.22 * sim_wave(request->seed + firm, firms[firm], 150.0 * 86400, (double)at);
    double price = sim_price(request->seed, company, at - at % (5 * 86400));
    double step = price > 100 ? 5 : 1;
    return round(price * view / step) * step;
}

static struct sim_action make_action(const struct sim_request *request, const struct sim_company *company,
                                     int64_t when)
{
    struct sim_action action = {.when = when};
    action.firm = (size_t)(pick(request, company, when, 1) * FIRMS);
    int64_t before = when - (int64_t)(40 + 60 * pick(request, company, when, 2)) * 86400;
    action.from = opinion(request, company, action.firm, before);
    action.to = opinion(request, company, action.firm, when);
    action.prior = target_at(request, company, action.firm, before);
    action.target = target_at(request, company, action.firm, when);
    return action;
}

static void write_action(struct sim_reply *reply, const struct sim_action *action, bool first)
{
    const char *const *scale = scales[action->firm % (sizeof scales / sizeof scales[0])];
    const char *move = action->to > action->from ? "up" : action->to < action->from ? "down" : "main";
    const char *target = action->target > action->prior   ? "Raises"
                         : action->target < action->prior ? "Lowers"
                                                          : "Maintains";
    sim_write(
        reply,
        "%s{\"epochGradeDate\":%lld,\"firm\":\"%s\",\"toGrade\":\"%s\",\"fromGrade\":\"%s\",\"action\":\"%s\","
        "\"priceTargetAction\":\"%s\",\"currentPriceTarget\":%.1f,\"priorPriceTarget\":%.1f}",
        first ? "" : ",", (long long)action->when, firms[action->firm], scale[action->to], scale[action->from],
        move, target, action->target, action->prior);
}

/* Newest first. Recent ones come out one every few minutes over all companies, so that a watcher sees them arrive;
 * older ones weekly. */
static void write_history(const struct sim_request *request, struct sim_reply *reply,
                          const struct sim_company *company)
{
    size_t companies;
    const struct sim_company *all = sim_companies(&companies);
    int64_t slot = request->now / ACTION_EVERY, week = request->now / 604800;
    bool first = true;
    sim_write(reply, "\"upgradeDowngradeHistory\":{\"history\":[");
    if (sim_story_is_about(request, company))
        first = !sim_story_write_action(request, reply);
    for (int64_t i = slot; i > slot - ACTIONS_RECENT; i--) {
        size_t whose = (size_t)(sim_random(request->seed, "action", i) * (double)companies);
        struct sim_action action = make_action(request, company, i * ACTION_EVERY);
        if (&all[whose] != company)
            continue;
        write_action(reply, &action, first);
        first = false;
    }
    for (int64_t i = week - 1; i > week - HISTORY_WEEKS; i--) {
        struct sim_action action = make_action(request, company, i * 604800 + 120600 + i % 5 * 86400);
        if (pick(request, company, i, 3) > 0.4)
            continue;
        write_action(reply, &action, first);
        first = false;
    }
    sim_write(reply, "],\"maxAge\":86400}");
}

static void count_opinions(const struct sim_request *request, const struct sim_company *company, int64_t at,
                           int counts[3])
{
    counts[0] = counts[1] = counts[2] = 0;
    for (size_t firm = 0; firm < FIRMS; firm++)
        counts[opinion(request, company, firm, at)]++;
}

static void write_trend(const struct sim_request *request, struct sim_reply *reply,
                        const struct sim_company *company)
{
    sim_write(reply, "\"recommendationTrend\":{\"trend\":[");
    for (int month = 0; month < 4; month++) {
        int counts[3];
        count_opinions(request, company, request->now - month * 30 * 86400, counts);
        int strong = counts[2] / 4;
        sim_write(reply,
                  "%s{\"period\":\"%s%dm\",\"strongBuy\":%d,\"buy\":%d,\"hold\":%d,\"sell\":%d,"
                  "\"strongSell\":0}",
                  month > 0 ? "," : "", month > 0 ? "-" : "", month, strong, counts[2] - strong, counts[1],
                  counts[0]);
    }
    sim_write(reply, "],\"maxAge\":86400}");
}

static void write_targets(const struct sim_request *request, struct sim_reply *reply,
                          const struct sim_company *company)
{
    double low = HUGE_VAL, high = 0, sum = 0;
    int counts[3];
    for (size_t firm = 0; firm < FIRMS; firm++) {
        double target = target_at(request, company, firm, request->now);
        low = fmin(low, target);
        high = fmax(high, target);
        sum += target;
    }
    count_opinions(request, company, request->now, counts);
    sim_write(reply,
              "\"financialData\":{\"maxAge\":86400,\"currentPrice\":%.2f,\"targetHighPrice\":%.1f,"
              "\"targetLowPrice\":%.1f,\"targetMeanPrice\":%.4f,\"targetMedianPrice\":%.1f,"
              "\"recommendationMean\":%.5f,\"recommendationKey\":\"buy\",\"numberOfAnalystOpinions\":%d,"
              "\"financialCurrency\":\"USD\"}",
              sim_price(request->seed, company, request->now), high, low, sum / (double)FIRMS,
              round(sum / (double)FIRMS), 1.0 + (double)(counts[1] * 2 + counts[0] * 4 + counts[2]) / FIRMS, FIRMS);
}

/* An estimate as it stood `days` ago. */
static double estimate(const struct sim_request *request, const struct sim_company *company, int period,
                       bool revenue, int days)
{
    double at = (double)request->now - days * 86400.0, story = 1;
    if (revenue && period >= 2 && sim_story_is_about(request, company)) { /* it alone moves them */
        story = sim_story_factor(request, period - 2, (int64_t)at);
        at = (double)request->upgrade_at;
    }
    double drift = 1 + 0.05 * sim_wave(request->seed + (uint64_t)period, company->symbol, 80.0 * 86400, at);
    double quarters = (at - 1672531200.0) / (91.3 * 86400) + (period < 2 ? period : 4.0 * (period - 2) + 1.5);
    double quarter =
        company->revenue * pow(1 + company->growth, fmin(quarters, 14)) * pow(1.02, fmax(0, quarters - 14)) * drift;
    double span = period < 2 ? 1 : 4;
    return revenue ? quarter * span * story : quarter * span * (company->gross_margin - 0.25) / company->shares;
}

static void raw(struct sim_reply *reply, const char *name, double value, bool last)
{
    sim_write(reply, "\"%s\":{\"raw\":%.6g,\"fmt\":\"%.2f\"}%s", name, value, value, last ? "" : ",");
}

/* Fiscal periods are the calendar's. */
static int32_t period_end(const struct sim_request *request, int period)
{
    struct date_time now = date_new_york(request->now);
    if (period >= 2)
        return date_from_civil(now.year + period - 2, 12, 31);
    int month = ((now.month - 1) / 3 + 1 + period) * 3 + 1; /* the one after it, counted from this January */
    return date_from_civil(now.year + (month - 1) / 12, (month - 1) % 12 + 1, 1) - 1;
}

static void write_period(const struct sim_request *request, struct sim_reply *reply,
                         const struct sim_company *company, int period)
{
    static const char *const names[] = {"0q", "+1q", "0y", "+1y"};
    static const int ago[] = {0, 7, 30, 60, 90};
    static const char *const ago_names[] = {"current", "7daysAgo", "30daysAgo", "60daysAgo", "90daysAgo"};
    double eps = estimate(request, company, period, false, 0), sales = estimate(request, company, period, true, 0);
    char end[16];
    date_to_iso(period_end(request, period), end, sizeof end);
    sim_write(reply, "{\"maxAge\":1,\"period\":\"%s\",\"endDate\":\"%s\",\"growth\":{\"raw\":%.4f},", names[period],
              end, company->growth * 3);
    sim_write(reply, "\"earningsEstimate\":{");
    raw(reply, "avg", eps, false);
    raw(reply, "low", eps - fabs(eps) * 0.2, false);
    raw(reply, "high", eps + fabs(eps) * 0.2, false);
    sim_write(reply, "\"numberOfAnalysts\":{\"raw\":16,\"fmt\":\"16\"},\"earningsCurrency\":\"USD\"},"
                     "\"revenueEstimate\":{");
    raw(reply, "avg", sales, false);
    raw(reply, "low", sales * 0.95, false);
    raw(reply, "high", sales * 1.06, false);
    sim_write(reply,
              "\"numberOfAnalysts\":{\"raw\":17,\"fmt\":\"17\"},\"revenueCurrency\":\"USD\"},\"epsTrend\":{");
    for (size_t i = 0; i < sizeof ago / sizeof ago[0]; i++)
        raw(reply, ago_names[i], estimate(request, company, period, false, ago[i]), false);
    sim_write(reply, "\"epsTrendCurrency\":\"USD\"},\"epsRevisions\":{");
    raw(reply, "upLast7days", floor(5 * pick(request, company, request->now / 604800, 4 + period)), false);
    raw(reply, "upLast30days", floor(12 * pick(request, company, request->now / 2592000, 4 + period)), false);
    raw(reply, "downLast30days", floor(5 * pick(request, company, request->now / 2592000, 9 + period)), false);
    raw(reply, "downLast7Days", floor(2 * pick(request, company, request->now / 604800, 9 + period)), false);
    sim_write(reply, "\"downLast90days\":{}}}");
}

static void write_estimates(const struct sim_request *request, struct sim_reply *reply,
                            const struct sim_company *company)
{
    sim_write(reply, "\"earningsTrend\":{\"trend\":[");
    for (int period = 0; period < 4; period++) {
        sim_write(reply, "%s", period > 0 ? "," : "");
        write_period(request, reply, company, period);
    }
    sim_write(reply, "],\"defaultMethodology\":\"nongaap\",\"maxAge\":1}");
}

static void write_calendar(const struct sim_request *request, struct sim_reply *reply,
                           const struct sim_company *company)
{
    (void)company;
    long long date = (long long)(request->now / 86400 + 23) * 86400 + 75600;
    sim_write(reply,
              "\"calendarEvents\":{\"maxAge\":1,\"earnings\":{\"earningsDate\":[%lld],"
              "\"isEarningsDateEstimate\":true}}",
              date);
}

/* What was earned, and what had been expected a quarter earlier. */
static void write_quarters(const struct sim_request *request, struct sim_reply *reply,
                           const struct sim_company *company)
{
    sim_write(reply, "\"earningsHistory\":{\"history\":[");
    for (int i = 4; i > 0; i--) {
        struct sim_request then = *request;
        then.now = request->now - i * 91 * 86400;
        double expected = estimate(&then, company, 0, false, 0);
        double actual = expected * (0.97 + 0.1 * pick(request, company, then.now / (91 * 86400), 20));
        sim_write(reply, "%s{\"maxAge\":1,", i < 4 ? "," : "");
        raw(reply, "epsActual", actual, false);
        raw(reply, "epsEstimate", expected, false);
        sim_write(reply, "\"quarter\":{\"raw\":%lld},\"currency\":\"USD\",\"period\":\"-%dq\"}",
                  (long long)(request->now / 86400 + 38 - 91 * i) * 86400, i);
    }
    sim_write(reply, "],\"maxAge\":86400}");
}

void sim_yahoo_summary(const struct sim_request *request, struct sim_reply *reply,
                       const struct sim_company *company)
{
    static const struct {
        const char *name;
        void (*write)(const struct sim_request *, struct sim_reply *, const struct sim_company *);
    } modules[] = {{"upgradeDowngradeHistory", write_history}, {"recommendationTrend", write_trend},
                   {"financialData", write_targets},           {"earningsTrend", write_estimates},
                   {"calendarEvents", write_calendar},         {"earningsHistory", write_quarters}};
    char wanted[256] = "";
    bool first = true;
    (void)sim_parameter(request, "modules", wanted, sizeof wanted);
    sim_write(reply, "{\"quoteSummary\":{\"result\":[{");
    for (size_t i = 0; i < sizeof modules / sizeof modules[0]; i++) {
        if (strstr(wanted, modules[i].name) == NULL)
            continue;
        sim_write(reply, "%s", first ? "" : ",");
        modules[i].write(request, reply, company);
        first = false;
    }
    sim_write(reply, "}],\"error\":null}}");
}

/* --- the same opinions on Nasdaq's pages --- */

static void write_target_page(const struct sim_request *request, struct sim_reply *reply,
                              const struct sim_company *company)
{
    double low = HUGE_VAL, high = 0, sum = 0;
    int counts[3];
    for (size_t firm = 0; firm < FIRMS; firm++) {
        double target = target_at(request, company, firm, request->now);
        low = fmin(low, target);
        high = fmax(high, target);
        sum += target;
    }
    count_opinions(request, company, request->now, counts);
    sim_write(
        reply,
        "{\"data\":{\"symbol\":\"%s\",\"consensusOverview\":{\"lowPriceTarget\":%.1f,\"highPriceTarget\":%.1f,"
        "\"priceTarget\":%.2f,\"buy\":%d,\"sell\":%d,\"hold\":%d},\"historicalConsensus\":[",
        company->symbol, low, high, sum / FIRMS, counts[2], counts[0], counts[1]);
    for (int month = 3; month >= 0; month--) {
        count_opinions(request, company, request->now - month * 30 * 86400, counts);
        sim_write(reply, "%s{\"z\":{\"buy\":%d,\"hold\":%d,\"sell\":%d,\"latest\":null},\"y\":%.2f}",
                  month < 3 ? "," : "", counts[2], counts[1], counts[0],
                  sim_price(request->seed, company, request->now - month * 30 * 86400));
    }
    sim_write(reply, "]},\"message\":null,\"status\":{\"rCode\":200,\"bCodeMessage\":null}}");
}

static void write_forecast_rows(const struct sim_request *request, struct sim_reply *reply,
                                const struct sim_company *company, int first)
{
    static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    for (int period = first; period < first + 2; period++) {
        int year, month, day;
        double eps = estimate(request, company, period, false, 0);
        date_to_civil(period_end(request, period), &year, &month, &day);
        sim_write(reply,
                  "%s{\"fiscalEnd\":\"%s %d\",\"consensusEPSForecast\":%.2f,\"highEPSForecast\":%.2f,"
                  "\"lowEPSForecast\":%.2f,\"noOfEstimates\":9,\"up\":1,\"down\":0}",
                  period > first ? "," : "", months[month - 1], year, eps, eps + fabs(eps) * 0.2,
                  eps - fabs(eps) * 0.2);
    }
}

static void write_forecast_page(const struct sim_request *request, struct sim_reply *reply,
                                const struct sim_company *company)
{
    sim_write(reply, "{\"data\":{\"symbol\":\"%s\",\"quarterlyForecast\":{\"rows\":[", company->symbol);
    write_forecast_rows(request, reply, company, 0);
    sim_write(reply, "]},\"yearlyForecast\":{\"rows\":[");
    write_forecast_rows(request, reply, company, 2);
    sim_write(reply, "]}},\"message\":null,\"status\":{\"rCode\":200,\"bCodeMessage\":null}}");
}

bool sim_nasdaq_analyst(const struct sim_request *request, struct sim_reply *reply)
{
    char symbol[16], page[32];
    if (sscanf(request->path, "/api/analyst/%15[^/]/%31s", symbol, page) != 2)
        return false;
    const struct sim_company *company = sim_company_find(symbol);
    if (company == NULL)
        sim_write(reply,
                  "{\"data\":null,\"message\":null,\"status\":{\"rCode\":400,\"bCodeMessage\":[{\"code\":1001,"
                  "\"errorMessage\":\"Symbol not exists.\"}]}}");
    else if (strcmp(page, "targetprice") == 0)
        write_target_page(request, reply, company);
    else if (strcmp(page, "earnings-forecast") == 0)
        write_forecast_page(request, reply, company);
    else
        return false;
    return true;
}

/* --- and at the providers that want a key --- */

#define KEYED_WEEKS 20

static struct sim_action action_of_week(const struct sim_request *request, const struct sim_company *company,
                                        int ago)
{
    return make_action(request, company, (request->now / 604800 - 1 - ago) * 604800 + 120600);
}

static void day_of(int64_t when, char day[16])
{
    date_to_iso(date_new_york_day(when), day, 16);
}

void sim_massive(const struct sim_request *request, struct sim_reply *reply)
{
    static const char *const moves[] = {"downgrades", "maintains", "upgrades"};
    char symbol[16] = "", day[16];
    (void)sim_parameter(request, "ticker", symbol, sizeof symbol);
    const struct sim_company *company = sim_company_find(symbol);
    sim_write(reply, "{\"status\":\"OK\",\"results\":[");
    for (int i = 0; company != NULL && i < KEYED_WEEKS; i++) {
        struct sim_action action = action_of_week(request, company, i);
        const char *const *scale = scales[action.firm % (sizeof scales / sizeof scales[0])];
        day_of(action.when, day);
        sim_write(
            reply,
            "%s{\"ticker\":\"%s\",\"firm\":\"%s\",\"date\":\"%s\",\"rating\":\"%s\",\"previous_rating\":\"%s\","
            "\"rating_action\":\"%s\",\"price_target\":%.0f,\"previous_price_target\":%.0f}",
            i > 0 ? "," : "", symbol, firms[action.firm], day, scale[action.to], scale[action.from],
            moves[(action.to > action.from) - (action.to < action.from) + 1], action.target, action.prior);
    }
    sim_write(reply, "]}");
}

void sim_fmp(const struct sim_request *request, struct sim_reply *reply)
{
    static const char *const moves[] = {"downgrade", "maintain", "upgrade"};
    char symbol[16] = "", day[16];
    (void)sim_parameter(request, "symbol", symbol, sizeof symbol);
    const struct sim_company *company = sim_company_find(symbol);
    sim_write(reply, "[");
    for (int i = 0; company != NULL && i < KEYED_WEEKS; i++) {
        struct sim_action action = action_of_week(request, company, i);
        const char *const *scale = scales[action.firm % (sizeof scales / sizeof scales[0])];
        day_of(action.when, day);
        sim_write(reply,
                  "%s{\"symbol\":\"%s\",\"date\":\"%s\",\"gradingCompany\":\"%s\",\"previousGrade\":\"%s\","
                  "\"newGrade\":\"%s\",\"action\":\"%s\"}",
                  i > 0 ? "," : "", symbol, day, firms[action.firm], scale[action.from], scale[action.to],
                  moves[(action.to > action.from) - (action.to < action.from) + 1]);
    }
    sim_write(reply, "]");
}

bool sim_finnhub_trend(const struct sim_request *request, struct sim_reply *reply)
{
    char symbol[16] = "", day[16];
    if (strcmp(request->path, "/api/v1/stock/recommendation") != 0)
        return false;
    (void)sim_parameter(request, "symbol", symbol, sizeof symbol);
    const struct sim_company *company = sim_company_find(symbol);
    sim_write(reply, "[");
    for (int month = 0; company != NULL && month < 4; month++) {
        int counts[3];
        count_opinions(request, company, request->now - month * 30 * 86400, counts);
        day_of(request->now - month * 30 * 86400, day);
        sim_write(reply,
                  "%s{\"symbol\":\"%s\",\"period\":\"%s\",\"strongBuy\":%d,\"buy\":%d,\"hold\":%d,\"sell\":%d,"
                  "\"strongSell\":0}",
                  month > 0 ? "," : "", symbol, day, counts[2] / 4, counts[2] - counts[2] / 4, counts[1],
                  counts[0]);
    }
    sim_write(reply, "]");
    return true;
}
