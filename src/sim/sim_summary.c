/* SPDX-License-Identifier: MIT
 * Yahoo's quoteSummary in the simulator: rating actions, recommendation counts, targets and estimates. */
#include "config.h"

#include "sim_actions.h"

#include "base/date.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define ACTIONS_RECENT 400 /* slots of that length looked back on */
#define HISTORY_WEEKS  150

static void write_action(struct sim_reply *reply, const struct sim_action *action, bool first)
{
    const char *move = action->to > action->from ? "up" : action->to < action->from ? "down" : "main";
    const char *target = action->target > action->prior   ? "Raises"
                         : action->target < action->prior ? "Lowers"
                                                          : "Maintains";
    sim_write(
        reply,
        "%s{\"epochGradeDate\":%lld,\"firm\":\"%s\",\"toGrade\":\"%s\",\"fromGrade\":\"%s\",\"action\":\"%s\","
        "\"priceTargetAction\":\"%s\",\"currentPriceTarget\":%.1f,\"priorPriceTarget\":%.1f}",
        first ? "" : ",", (long long)action->when, sim_firm(action), sim_grade(action, action->to),
        sim_grade(action, action->from), move, target, action->target, action->prior);
}

/* Newest first. Recent ones come out one every few minutes over all companies, so that a watcher sees them arrive;
 * older ones weekly. */
static void write_history(const struct sim_request *request, struct sim_reply *reply,
                          const struct sim_company *company)
{
    int64_t slot = request->now / SIM_ACTION_EVERY, week = request->now / 604800;
    struct sim_action action;
    bool first = true;
    sim_write(reply, "\"upgradeDowngradeHistory\":{\"history\":[");
    if (sim_story_is_about(request, company))
        first = !sim_story_write_action(request, reply);
    for (int64_t i = slot; i > slot - ACTIONS_RECENT; i--)
        if (sim_action_of_slot(request, company, i, &action)) {
            write_action(reply, &action, first);
            first = false;
        }
    for (int64_t i = week - 1; i > week - HISTORY_WEEKS; i--)
        if (sim_action_of_week(request, company, i, &action)) {
            write_action(reply, &action, first);
            first = false;
        }
    sim_write(reply, "],\"maxAge\":86400}");
}

static void write_trend(const struct sim_request *request, struct sim_reply *reply,
                        const struct sim_company *company)
{
    sim_write(reply, "\"recommendationTrend\":{\"trend\":[");
    for (int month = 0; month < 4; month++) {
        int counts[3];
        sim_count_opinions(request, company, request->now - month * 30 * 86400, counts);
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
    int counts[3];
    struct sim_targets targets = sim_targets(request, company);
    sim_count_opinions(request, company, request->now, counts);
    sim_write(reply,
              "\"financialData\":{\"maxAge\":86400,\"currentPrice\":%.2f,\"targetHighPrice\":%.1f,"
              "\"targetLowPrice\":%.1f,\"targetMeanPrice\":%.4f,\"targetMedianPrice\":%.1f,"
              "\"recommendationMean\":%.5f,\"recommendationKey\":\"buy\",\"numberOfAnalystOpinions\":%d,"
              "\"financialCurrency\":\"USD\"}",
              sim_price(request->seed, company, request->now), targets.high, targets.low, targets.mean,
              round(targets.mean), 1.0 + (double)(counts[1] * 2 + counts[0] * 4 + counts[2]) / targets.firms,
              targets.firms);
}

double sim_estimate(const struct sim_request *request, const struct sim_company *company, int period, bool revenue,
                    int days)
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
    double eps = sim_estimate(request, company, period, false, 0),
           sales = sim_estimate(request, company, period, true, 0);
    char end[16];
    date_to_iso(period_end(request, period), end, sizeof end);
    sim_write(reply, "{\"maxAge\":1,\"period\":\"%s\",\"endDate\":\"%s\",\"growth\":{\"raw\":%.4f},", names[period],
              end, company->growth * 3);
    sim_write(reply, "\"earningsEstimate\":{");
    raw(reply, "avg", eps, false);
    raw(reply, "low", eps - fabs(eps) * 0.2, false);
    raw(reply, "high", eps + fabs(eps) * 0.2, false);
    raw(reply, "growth", pow(1 + company->growth, 4) - 1, false);
    sim_write(reply, "\"numberOfAnalysts\":{\"raw\":16,\"fmt\":\"16\"},\"earningsCurrency\":\"USD\"},"
                     "\"revenueEstimate\":{");
    raw(reply, "avg", sales, false);
    raw(reply, "low", sales * 0.95, false);
    raw(reply, "high", sales * 1.06, false);
    raw(reply, "growth", pow(1 + company->growth, 4) - 1, false);
    sim_write(reply,
              "\"numberOfAnalysts\":{\"raw\":17,\"fmt\":\"17\"},\"revenueCurrency\":\"USD\"},\"epsTrend\":{");
    for (size_t i = 0; i < sizeof ago / sizeof ago[0]; i++)
        raw(reply, ago_names[i], sim_estimate(request, company, period, false, ago[i]), false);
    sim_write(reply, "\"epsTrendCurrency\":\"USD\"},\"epsRevisions\":{");
    raw(reply, "upLast7days", floor(5 * sim_pick(request, company, request->now / 604800, 4 + period)), false);
    raw(reply, "upLast30days", floor(12 * sim_pick(request, company, request->now / 2592000, 4 + period)), false);
    raw(reply, "downLast30days", floor(5 * sim_pick(request, company, request->now / 2592000, 9 + period)), false);
    raw(reply, "downLast7Days", floor(2 * sim_pick(request, company, request->now / 604800, 9 + period)), false);
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
    long long date = sim_earnings_at(company, request->now);
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
        double expected = sim_estimate(&then, company, 0, false, 0);
        double actual = expected * (0.97 + 0.1 * sim_pick(request, company, then.now / (91 * 86400), 20));
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
    int counts[3];
    struct sim_targets targets = sim_targets(request, company);
    sim_count_opinions(request, company, request->now, counts);
    sim_write(
        reply,
        "{\"data\":{\"symbol\":\"%s\",\"consensusOverview\":{\"lowPriceTarget\":%.1f,\"highPriceTarget\":%.1f,"
        "\"priceTarget\":%.2f,\"buy\":%d,\"sell\":%d,\"hold\":%d},\"historicalConsensus\":[",
        company->symbol, targets.low, targets.high, targets.mean, counts[2], counts[0], counts[1]);
    for (int month = 3; month >= 0; month--) {
        sim_count_opinions(request, company, request->now - month * 30 * 86400, counts);
        sim_write(reply, "%s{\"z\":{\"buy\":%d,\"hold\":%d,\"sell\":%d,\"latest\":null},\"y\":%.2f}",
                  month < 3 ? "," : "", counts[2], counts[1], counts[0],
                  sim_price(request->seed, company, request->now - month * 30 * 86400));
    }
    sim_write(reply, "]},\"message\":null,\"status\":{\"rCode\":200,\"bCodeMessage\":null}}");
}

static void write_forecast_rows(const struct sim_request *request, struct sim_reply *reply,
                                const struct sim_company *company, int first)
{
    for (int period = first; period < first + 2; period++) {
        int year, month, day;
        double eps = sim_estimate(request, company, period, false, 0);
        date_to_civil(period_end(request, period), &year, &month, &day);
        sim_write(reply,
                  "%s{\"fiscalEnd\":\"%s %d\",\"consensusEPSForecast\":%.2f,\"highEPSForecast\":%.2f,"
                  "\"lowEPSForecast\":%.2f,\"noOfEstimates\":9,\"up\":1,\"down\":0}",
                  period > first ? "," : "", date_month_name(month), year, eps, eps + fabs(eps) * 0.2,
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
