/* SPDX-License-Identifier: MIT
 * The further providers of quotes in the simulator: Alpaca, Finnhub, Yahoo's spark, Nasdaq. Those with keys want
 * the headers that the real ones want, and take any key. */
#include "config.h"

#include "sim_reply.h"

#include "base/date.h"
#include "model/calendar.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define SPARK_DAYS  5
#define SPARK_ASKED 20 /* symbols; more are refused */
#define DAY_SECONDS 86400

static void refuse(struct sim_reply *reply, unsigned status, const char *text)
{
    sim_plain(reply, status, "application/json", text);
}

static void write_instant(struct sim_reply *reply, const char *name, int64_t at)
{
    int year, month, day;
    date_to_civil((int32_t)(at / DAY_SECONDS), &year, &month, &day);
    int second = (int)(at % DAY_SECONDS);
    sim_write(reply, "\"%s\":\"%04d-%02d-%02dT%02d:%02d:%02d.000000000Z\"", name, year, month, day, second / 3600,
              second / 60 % 60, second % 60);
}

static void write_bar(struct sim_reply *reply, const char *name, int64_t at, double first, double last)
{
    sim_write(reply, "\"%s\":{", name);
    write_instant(reply, "t", at);
    sim_write(reply, ",\"o\":%.2f,\"h\":%.2f,\"l\":%.2f,\"c\":%.2f,\"v\":120000,\"n\":900,\"vw\":%.4f}", first,
              fmax(first, last), fmin(first, last), last, (first + last) / 2);
}

static int64_t midnight(int64_t now)
{
    struct date_time time = date_new_york(now);
    return date_new_york_to_utc(time.year, time.month, time.day, 0, 0, 0);
}

static void write_snapshot(const struct sim_request *request, struct sim_reply *reply,
                           const struct sim_company *company)
{
    double last = sim_price(request->seed, company, request->now);
    double before = sim_prior_close(request->seed, company, request->now);
    int64_t today = midnight(request->now);
    sim_write(reply, "\"%s\":{\"latestTrade\":{", company->symbol);
    write_instant(reply, "t", request->now);
    sim_write(reply, ",\"x\":\"V\",\"p\":%.2f,\"s\":100,\"c\":[\"@\"],\"i\":1,\"z\":\"C\"},\"latestQuote\":{",
              last);
    write_instant(reply, "t", request->now);
    sim_write(reply, ",\"ax\":\"V\",\"ap\":%.2f,\"as\":2,\"bx\":\"V\",\"bp\":%.2f,\"bs\":5},\"minuteBar\":null,",
              last + 0.03, last - 0.03);
    write_bar(reply, "dailyBar", today, before, last);
    sim_write(reply, ",");
    write_bar(reply, "prevDailyBar", today - DAY_SECONDS, before, before);
    sim_write(reply, "}");
}

void sim_alpaca(const struct sim_request *request, struct sim_reply *reply)
{
    char symbols[2048], *rest = NULL;
    bool first = true;
    if (!request->has_key) {
        refuse(reply, 403, "{\"message\":\"forbidden.\"}");
        return;
    }
    if (sim_alpaca_news(request, reply))
        return;
    if (strcmp(request->path, "/v2/stocks/snapshots") != 0 ||
        !sim_parameter(request, "symbols", symbols, sizeof symbols)) {
        refuse(reply, 404, "{\"message\":\"endpoint not found.\"}");
        return;
    }
    sim_write(reply, "{");
    for (char *symbol = strtok_r(symbols, ",", &rest); symbol != NULL; symbol = strtok_r(NULL, ",", &rest)) {
        const struct sim_company *company = sim_company_find(symbol);
        if (company == NULL)
            continue; /* unknown ones are absent */
        sim_write(reply, "%s", first ? "" : ",");
        first = false;
        write_snapshot(request, reply, company);
    }
    sim_write(reply, "}");
}

void sim_finnhub(const struct sim_request *request, struct sim_reply *reply)
{
    char symbol[32] = "";
    if (!request->has_key) {
        refuse(reply, 401, "{\"error\":\"Please use an API key.\"}");
        return;
    }
    if (sim_finnhub_trend(request, reply) || sim_finnhub_news(request, reply))
        return;
    if (strcmp(request->path, "/api/v1/quote") != 0 || !sim_parameter(request, "symbol", symbol, sizeof symbol)) {
        refuse(reply, 403, "{\"error\":\"You don't have access to this resource.\"}");
        return;
    }
    const struct sim_company *company = sim_company_find(symbol);
    if (company == NULL) {
        sim_write(reply, "{\"c\":0,\"d\":null,\"dp\":null,\"h\":0,\"l\":0,\"o\":0,\"pc\":0,\"t\":0}");
        return;
    }
    double last = sim_price(request->seed, company, request->now);
    double before = sim_prior_close(request->seed, company, request->now);
    sim_write(reply, "{\"c\":%.2f,\"d\":%.2f,\"dp\":%.4f,\"h\":%.2f,\"l\":%.2f,\"o\":%.2f,\"pc\":%.2f,\"t\":%lld}",
              last, last - before, (last / before - 1) * 100, fmax(last, before), fmin(last, before), before,
              before, (long long)request->now);
}

static void write_spark(const struct sim_request *request, struct sim_reply *reply,
                        const struct sim_company *company)
{
    int64_t open = midnight(request->now) + 34200;
    sim_write(reply,
              "{\"symbol\":\"%s\",\"response\":[{\"meta\":{\"currency\":\"USD\",\"symbol\":\"%s\","
              "\"regularMarketTime\":%lld,\"regularMarketPrice\":%.2f,\"priceHint\":2,\"dataGranularity\":\"1d\","
              "\"range\":\"5d\"},\"timestamp\":[",
              company->symbol, company->symbol, (long long)request->now,
              sim_price(request->seed, company, request->now));
    for (int64_t day = SPARK_DAYS; day > 0; day--)
        sim_write(reply, "%s%lld", day < SPARK_DAYS ? "," : "", (long long)(open - day * DAY_SECONDS));
    sim_write(reply, "],\"indicators\":{\"quote\":[{\"close\":[");
    for (int64_t day = SPARK_DAYS; day > 0; day--)
        sim_write(reply, "%s%.2f", day < SPARK_DAYS ? "," : "",
                  sim_prior_close(request->seed, company, request->now - (day - 1) * DAY_SECONDS));
    sim_write(reply, "]}]}}]}");
}

void sim_spark(const struct sim_request *request, struct sim_reply *reply)
{
    char symbols[2048] = "", *rest = NULL;
    size_t asked = 1;
    bool first = true;
    (void)sim_parameter(request, "symbols", symbols, sizeof symbols);
    for (const char *at = symbols; *at != '\0'; at++)
        asked += *at == ',';
    if (asked > SPARK_ASKED) {
        refuse(reply, 400,
               "{\"spark\":{\"result\":null,\"error\":{\"code\":\"Bad Request\",\"description\":"
               "\"too many symbols\"}}}");
        return;
    }
    sim_write(reply, "{\"spark\":{\"result\":[");
    for (char *symbol = strtok_r(symbols, ",", &rest); symbol != NULL; symbol = strtok_r(NULL, ",", &rest)) {
        const struct sim_company *company = sim_company_find(symbol);
        if (company == NULL)
            continue;
        sim_write(reply, "%s", first ? "" : ",");
        first = false;
        write_spark(request, reply, company);
    }
    sim_write(reply, "],\"error\":null}}");
}

bool sim_nasdaq_quote(const struct sim_request *request, struct sim_reply *reply)
{
    char symbol[16];
    int end = 0;
    if (sscanf(request->path, "/api/quote/%15[A-Z.]/info%n", symbol, &end) != 1 || end == 0)
        return false;
    const struct sim_company *company = sim_company_find(symbol);
    if (company == NULL) {
        sim_write(reply,
                  "{\"data\":null,\"message\":null,\"status\":{\"rCode\":400,\"bCodeMessage\":[{\"code\":1001,"
                  "\"errorMessage\":\"Symbol not exists.\"}],\"developerMessage\":null}}");
        return true;
    }
    double last = sim_price(request->seed, company, request->now);
    double before = sim_prior_close(request->seed, company, request->now);
    struct date_time time = date_new_york(request->now);
    sim_write(reply,
              "{\"data\":{\"symbol\":\"%s\",\"companyName\":\"%s\",\"exchange\":\"%s\",\"primaryData\":{"
              "\"lastSalePrice\":\"$%.2f\",\"netChange\":\"%.2f\",\"deltaIndicator\":\"%s\",\"lastTradeTimestamp\":"
              "\"%s %d, %d %d:%02d %s ET\",\"isRealTime\":true,\"bidPrice\":\"N/A\",\"askPrice\":\"N/A\"},",
              company->symbol, company->name, company->exchange, last, fabs(last - before),
              last < before ? "down" : "up", date_month_name(time.month), time.day, time.year,
              time.hour % 12 == 0 ? 12 : time.hour % 12, time.minute, time.hour < 12 ? "AM" : "PM");
    sim_write(reply,
              "\"secondaryData\":null,\"keyStats\":{\"Volume\":{\"label\":\"Volume\",\"value\":\"1,234,567\"},"
              "\"PreviousClose\":{\"label\":\"Previous Close\",\"value\":\"$%.2f\"}},\"marketStatus\":\"Open\","
              "\"assetClass\":\"STOCKS\"},\"message\":null,\"status\":{\"rCode\":200,\"bCodeMessage\":null,"
              "\"developerMessage\":null}}",
              before);
    return true;
}

void sim_nasdaq(const struct sim_request *request, struct sim_reply *reply)
{
    if (!sim_nasdaq_quote(request, reply) && !sim_nasdaq_analyst(request, reply))
        refuse(reply, 404, "{\"data\":null}");
}

/* Stamped within a session of New York's: what is told after it would be no close. */
void sim_nyse(const struct sim_request *request, struct sim_reply *reply)
{
    static const char *const months[] = {"January", "February", "March",     "April",   "May",      "June",
                                         "July",    "August",   "September", "October", "November", "December"};
    char symbol[16] = "";
    int64_t open, close;
    const struct sim_company *company =
        sim_parameter(request, "symbol", symbol, sizeof symbol) ? sim_company_find(symbol) : NULL;
    if (company == NULL || strcmp(request->path, "/api/nyseservice/v1/quotes") != 0) {
        refuse(reply, 404, "{}");
        return;
    }
    calendar_last_session(request->now, &open, &close);
    struct date_time time = date_new_york(request->now < close ? request->now : close);
    double last = sim_price(request->seed, company, request->now);
    double before = sim_prior_close(request->seed, company, request->now);
    sim_write(
        reply,
        "{\"quote\":{\"exchg\":\"%s\",\"dispname\":\"%s\",\"desc\":\"%s\",\"last\":\"%.2f\",\"change\":\"%.2f\","
        "\"pctchg\":\"%.5f\",\"volume\":\"1234567\",\"time\":\"Monday, %s %02d, %d %02d:%02d:%02d %s ET\",",
        company->exchange, company->symbol, company->name, last, last - before, (last / before - 1) * 100,
        months[time.month - 1], time.day, time.year, time.hour % 12 == 0 ? 12 : time.hour % 12, time.minute,
        time.second, time.hour < 12 ? "AM" : "PM");
    sim_write(reply,
              "\"low\":\"%.6f\",\"high\":\"%.6f\",\"prev\":\"%.6f\",\"bid\":\"%.6f\",\"ask\":\"%.6f\"},"
              "\"quoteHistory\":{\"symbol\":\"%s\",\"historyList\":[]}}",
              fmin(last, before), fmax(last, before), before, last - 0.02, last + 0.02, company->symbol);
}
