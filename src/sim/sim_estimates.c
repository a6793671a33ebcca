/* SPDX-License-Identifier: MIT
 * The simulated world's estimates at Alpha Vantage and at CNBC. */
#include "config.h"

#include "sim_actions.h"

#include "base/date.h"

#include <stdio.h>
#include <string.h>

#define QUARTERS_TOLD 9

/* The end of the calendar quarter so many quarters from the running one. */
static int32_t quarter_end(int64_t now, int quarters)
{
    int year, month, day;
    date_to_civil(date_new_york_day(now), &year, &month, &day);
    int next = year * 12 + (month - 1) / 3 * 3 + 3 + 3 * quarters;
    return date_from_civil(next / 12, next % 12 + 1, 1) - 1;
}

static int32_t year_end(int64_t now, int years)
{
    int year, month, day;
    date_to_civil(date_new_york_day(now), &year, &month, &day);
    return date_from_civil(year + years, 12, 31);
}

static void write_ago(const struct sim_request *request, struct sim_reply *reply, const struct sim_company *company,
                      int period)
{
    static const int days[] = {7, 30, 60, 90};
    for (size_t i = 0; i < sizeof days / sizeof days[0]; i++)
        sim_write(reply, ",\"eps_estimate_average_%d_days_ago\":\"%.4f\"", days[i],
                  sim_estimate(request, company, period, false, days[i]));
}

/* Far ones first and texts throughout, as the real one does it. */
void sim_alphavantage(const struct sim_request *request, struct sim_reply *reply)
{
    char symbol[16] = "", key[64] = "", end[16];
    (void)sim_parameter(request, "symbol", symbol, sizeof symbol);
    const struct sim_company *company = sim_company_find(symbol);
    if (!sim_parameter(request, "apikey", key, sizeof key)) {
        sim_write(reply, "{\"Error Message\": \"the parameter apikey is invalid or missing.\"}");
        return;
    }
    sim_write(reply, "{\"symbol\":\"%s\",\"estimates\":[", symbol);
    for (int period = 3; company != NULL && period >= 0; period--) {
        double eps = sim_estimate(request, company, period, false, 0);
        double sales = sim_estimate(request, company, period, true, 0);
        bool year = period >= 2;
        date_to_iso(year ? year_end(request->now, period - 2) : quarter_end(request->now, period), end, sizeof end);
        sim_write(reply,
                  "%s{\"date\":\"%s\",\"horizon\":\"fiscal %s\",\"eps_estimate_average\":\"%.4f\","
                  "\"eps_estimate_low\":\"%.4f\",\"eps_estimate_high\":\"%.4f\","
                  "\"eps_estimate_analyst_count\":\"21.0000\",\"revenue_estimate_average\":\"%.2f\","
                  "\"revenue_estimate_low\":\"%.2f\",\"revenue_estimate_high\":\"%.2f\","
                  "\"revenue_estimate_analyst_count\":\"19.0000\"",
                  period < 3 ? "," : "", end, year ? "year" : "quarter", eps, eps - 0.2, eps + 0.2, sales,
                  sales * 0.95, sales * 1.06);
        write_ago(request, reply, company, period);
        sim_write(reply, "}");
    }
    sim_write(reply, "]}");
}

static void write_bean(const struct sim_request *request, struct sim_reply *reply,
                       const struct sim_company *company, int quarter)
{
    struct sim_request then = *request;
    long long announced = ((long long)quarter_end(request->now, quarter) + 35) * 86400000LL;
    then.now = request->now + (int64_t)quarter * 91 * 86400;
    double expected = sim_estimate(&then, company, 0, false, 0), sales = sim_estimate(&then, company, 0, true, 0);
    sim_write(reply,
              "%s{\"fiscalYear\":2026,\"qtrId\":1,\"epsEstimatedValue\":%.3f,\"epsEstimatedLowerValue\":%.3f,"
              "\"epsEstimatedUpperValue\":%.3f,\"revenueEstimatedValue\":%.0f,\"revenueEstimatedLowerValue\":%.0f,"
              "\"revenueEstimatedUpperValue\":%.0f,\"confirmedNextEarningsDate\":\"N\"",
              quarter > -QUARTERS_TOLD ? "," : "", expected, expected - 0.1, expected + 0.1, sales, sales * 0.96,
              sales * 1.05);
    if (announced <= (long long)request->now * 1000) {
        double actual = expected * (0.97 + 0.1 * sim_pick(request, company, then.now / (91 * 86400), 20));
        sim_write(reply, ",\"announcedDate\":%lld,\"epsAdjActualValue\":%.3f}", announced, actual);
    } else {
        sim_write(reply, ",\"nextEarningsDate\":%lld}", announced);
    }
}

void sim_cnbc_earnings(const struct sim_request *request, struct sim_reply *reply)
{
    char symbol[16] = "";
    (void)sscanf(request->path, "/earnings-service/symbol/%15[^/]", symbol);
    const struct sim_company *company = sim_company_find(symbol);
    sim_write(reply, "{\"symbol\":\"%s\",\"earnings\":{\"lstEarningsBean\":[", symbol);
    for (int quarter = -QUARTERS_TOLD; company != NULL && quarter < 2; quarter++)
        write_bean(request, reply, company, quarter);
    sim_write(reply, "]}}");
}
