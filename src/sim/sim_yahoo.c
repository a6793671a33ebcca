/* SPDX-License-Identifier: MIT
 * Yahoo's host in the simulator: cookie, crumb, quotes and charts, in the recorded shapes. */
#include "config.h"

#include "sim_reply.h"

#include "base/date.h"
#include "base/text.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define YEAR_LOW       0.97 /* of what a walk has been through: a new extreme is news, and must be rare */
#define YEAR_HIGH      1.03
#define HEALED_SECONDS (3 * 86400)
#define CRUMB          "sim.Crumb/1"
#define COOKIE         "A3=d=simulated&S=simulated"

static void grant_cookie(struct sim_reply *reply)
{
    sim_plain(reply, 404, "text/html", "<html><body>Not Found</body></html>");
    sim_header(reply, "Set-Cookie", COOKIE "; Max-Age=31557600; Path=/; HttpOnly");
}

static void finance_error(struct sim_reply *reply, unsigned status, const char *envelope, const char *code,
                          const char *description)
{
    buffer_empty(&reply->body);
    reply->status = status;
    reply->content_type = "application/json";
    sim_write(reply, "{\"%s\":{\"result\":null,\"error\":{\"code\":\"%s\",\"description\":\"%s\"}}}", envelope,
              code, description);
}

/* Locked endpoints: neither cookie nor crumb is answered 429, one without the other 401, as recorded. */
static bool is_admitted(const struct sim_request *request, struct sim_reply *reply)
{
    char crumb[64] = "";
    bool has_cookie = strstr(request->cookie, "A3=") != NULL;
    bool has_crumb = sim_parameter(request, "crumb", crumb, sizeof crumb);
    if (has_cookie && has_crumb && strcmp(crumb, CRUMB) == 0)
        return true;
    if (!has_cookie && !has_crumb)
        sim_plain(reply, 429, "text/plain", "Too Many Requests\r\n");
    else
        finance_error(reply, 401, "finance", "Unauthorized", "Invalid Crumb");
    return false;
}

static void write_quote(const struct sim_request *request, struct sim_reply *reply,
                        const struct sim_company *company)
{
    int64_t now = request->now;
    double last = sim_price(request->seed, company, now), before = sim_prior_close(request->seed, company, now);
    int32_t today = date_new_york_day(now);
    int year, month, day;
    date_to_civil(today, &year, &month, &day);
    int64_t midnight = date_new_york_to_utc(year, month, day, 0, 0, 0);
    struct sim_bar bar = sim_make_bar(request->seed, company, midnight, now > midnight ? now : midnight + 1);
    struct sim_bar past = sim_make_bar(request->seed, company, midnight - 364 * 86400, midnight);
    double low = fmin(bar.low, last), high = fmax(bar.high, last);
    double volume = floor(company->daily_volume * (double)(now - midnight) / 86400.0);
    sim_write(reply,
              "{\"language\":\"en-US\",\"region\":\"US\",\"quoteType\":\"EQUITY\",\"typeDisp\":\"Equity\","
              "\"quoteSourceName\":\"Nasdaq Real Time Price\",\"currency\":\"%s\",\"marketState\":\"REGULAR\","
              "\"exchangeDataDelayedBy\":0,\"fullExchangeName\":\"%s\",\"symbol\":\"%s\",\"shortName\":\"%s\","
              "\"longName\":\"%s\",\"priceHint\":2,\"regularMarketTime\":%lld,\"regularMarketPrice\":%.2f,"
              "\"regularMarketPreviousClose\":%.2f,\"regularMarketChange\":%.4f,"
              "\"regularMarketChangePercent\":%.6f,",
              sim_currency(company), company->exchange, company->symbol, company->name, company->name,
              (long long)now, last, before, last - before, (last / before - 1) * 100);
    sim_write(reply,
              "\"regularMarketOpen\":%.2f,\"regularMarketDayHigh\":%.2f,\"regularMarketDayLow\":%.2f,"
              "\"regularMarketVolume\":%.0f,\"averageDailyVolume3Month\":%.0f,\"bid\":%.2f,\"ask\":%.2f,"
              "\"bidSize\":2,\"askSize\":3,\"marketCap\":%.0f,\"fiftyTwoWeekLow\":%.2f,\"fiftyTwoWeekHigh\":%.2f,"
              "\"financialCurrency\":\"USD\",\"tradeable\":false,\"triggerable\":true,"
              "\"earningsTimestamp\":%lld,\"isEarningsDateEstimate\":true}",
              bar.open, high, low, volume, company->daily_volume, last - 0.02, last + 0.02, last * company->shares,
              fmin(past.low, low) * YEAR_LOW, fmax(past.high, high) * YEAR_HIGH,
              (long long)sim_earnings_at(company, now));
}

static void quote(const struct sim_request *request, struct sim_reply *reply)
{
    char symbols[2048];
    if (!is_admitted(request, reply))
        return;
    if (!sim_parameter(request, "symbols", symbols, sizeof symbols)) {
        finance_error(reply, 400, "finance", "Bad Request", "Missing required query parameter=symbols");
        return;
    }
    char *rest = NULL;
    bool first = true;
    sim_write(reply, "{\"quoteResponse\":{\"result\":[");
    for (char *symbol = strtok_r(symbols, ",", &rest); symbol != NULL; symbol = strtok_r(NULL, ",", &rest)) {
        const struct sim_company *company = sim_company_find(symbol);
        if (company == NULL)
            continue; /* unknown symbols are silently missing */
        sim_write(reply, "%s", first ? "" : ",");
        write_quote(request, reply, company);
        first = false;
    }
    sim_write(reply, "],\"error\":null}}");
}

static const struct interval {
    const char *name;
    int64_t seconds;
} intervals[] = {{"1m", 60},    {"2m", 120},  {"5m", 300},   {"15m", 900},   {"30m", 1800},
                 {"60m", 3600}, {"1h", 3600}, {"1d", 86400}, {"1wk", 604800}};

static int64_t interval_seconds(const char *name)
{
    for (size_t i = 0; i < sizeof intervals / sizeof intervals[0]; i++)
        if (strcmp(intervals[i].name, name) == 0)
            return intervals[i].seconds;
    return 86400;
}

static int64_t range_days(const char *range)
{
    static const struct {
        const char *name;
        int64_t days;
    } ranges[] = {{"5d", 7},   {"1mo", 31},  {"3mo", 92},   {"6mo", 183}, {"1y", 366},
                  {"2y", 731}, {"5y", 1827}, {"10y", 3653}, {"ytd", 330}};
    for (size_t i = 0; i < sizeof ranges / sizeof ranges[0]; i++)
        if (strcmp(ranges[i].name, range) == 0)
            return ranges[i].days;
    return 1;
}

/* The simulated market never closes, but a day's bar is stamped at the open, as the provider does. */
#define BARS_MOST 2500
struct sim_span { /* UTC s, from <= start < to */
    int64_t from, to;
};

static size_t make_series(struct sim_span span, int64_t step, int64_t starts[BARS_MOST])
{
    size_t count = 0;
    if (step < 86400) {
        for (int64_t at = (span.from + step - 1) / step * step; at < span.to && count < BARS_MOST; at += step)
            starts[count++] = at;
        return count;
    }
    for (int32_t day = date_new_york_day(span.from); day <= date_new_york_day(span.to) && count < BARS_MOST;
         day++) {
        int weekday = (int)((day + 4) % 7), year, month, date;
        if (step == 604800 ? weekday != 1 : weekday == 0 || weekday == 6)
            continue;
        date_to_civil(day, &year, &month, &date);
        int64_t open = date_new_york_to_utc(year, month, date, 9, 30, 0);
        if (open >= span.from && open < span.to)
            starts[count++] = open;
    }
    return count;
}

/* Most prices that are missing come days later, some never. */
static bool is_hole(const struct sim_request *request, const struct sim_company *company, int64_t start)
{
    double chance = request->now - start < HEALED_SECONDS ? 0.004 : 0.001;
    return sim_random(request->seed, company->symbol, start) < chance;
}

static void write_column(const struct sim_request *request, struct sim_reply *reply,
                         const struct sim_company *company, const int64_t *starts, size_t count, int64_t step,
                         const char *name)
{
    sim_write(reply, "\"%s\":[", name);
    for (size_t i = 0; i < count; i++) {
        int64_t end = starts[i] + (step == 86400 ? 23400 : step == 604800 ? 5 * 86400 : step);
        struct sim_bar bar =
            sim_make_bar(request->seed, company, starts[i], end < request->now ? end : request->now);
        double value = name[0] == 'o'   ? bar.open
                       : name[0] == 'h' ? bar.high
                       : name[0] == 'l' ? bar.low
                       : name[0] == 'v' ? bar.volume
                                        : bar.close;
        if (is_hole(request, company, starts[i])) /* null in every column */
            sim_write(reply, "%snull", i > 0 ? "," : "");
        else
            sim_write(reply, name[0] == 'v' ? "%s%.0f" : "%s%.4f", i > 0 ? "," : "", value);
    }
    sim_write(reply, "]");
}

/* New York's hours, though here trading goes on around the clock: one inner list a day, by name when trading
 * outside of the session is asked for, too. */
static void write_periods(const struct sim_request *request, struct sim_reply *reply, struct sim_span span)
{
    static const struct {
        const char *name;
        int from_hour, from_minute, to_hour, to_minute;
    } hours[] = {{"pre", 4, 0, 9, 30}, {"regular", 9, 30, 16, 0}, {"post", 16, 0, 20, 0}};
    char outside[8] = "";
    bool named = sim_parameter(request, "includePrePost", outside, sizeof outside) && strcmp(outside, "true") == 0;
    sim_write(reply, named ? "\"tradingPeriods\":{" : "\"tradingPeriods\":");
    for (size_t i = named ? 0 : 1; i < (named ? 3 : 2); i++) {
        bool first = true;
        if (named)
            sim_write(reply, "%s\"%s\":", i > 0 ? "," : "", hours[i].name);
        sim_write(reply, "[");
        for (int32_t day = date_new_york_day(span.from); day <= date_new_york_day(span.to); day++) {
            int year, month, date, weekday = (int)((day + 4) % 7);
            if (weekday == 0 || weekday == 6)
                continue;
            date_to_civil(day, &year, &month, &date);
            sim_write(
                reply, "%s[{\"timezone\":\"EST\",\"start\":%lld,\"end\":%lld,\"gmtoffset\":-18000}]",
                first ? "" : ",",
                (long long)date_new_york_to_utc(year, month, date, hours[i].from_hour, hours[i].from_minute, 0),
                (long long)date_new_york_to_utc(year, month, date, hours[i].to_hour, hours[i].to_minute, 0));
            first = false;
        }
        sim_write(reply, "]");
    }
    sim_write(reply, named ? "}," : ",");
}

static void write_chart(const struct sim_request *request, struct sim_reply *reply,
                        const struct sim_company *company, const char *range, struct sim_span span,
                        const char *interval)
{
    static const char *const columns[] = {"volume", "open", "close", "low", "high"};
    int64_t step = interval_seconds(interval), now = request->now, starts[BARS_MOST];
    size_t count = make_series(span, step, starts);
    sim_write(reply,
              "{\"chart\":{\"result\":[{\"meta\":{\"currency\":\"%s\",\"symbol\":\"%s\",\"exchangeName\":\"NMS\","
              "\"instrumentType\":\"EQUITY\",\"regularMarketTime\":%lld,\"regularMarketPrice\":%.2f,"
              "\"chartPreviousClose\":%.2f,%s\"priceHint\":2,\"gmtoffset\":-18000,\"timezone\":\"EST\","
              "\"exchangeTimezoneName\":\"America/New_York\",\"dataGranularity\":\"%s\",\"range\":\"%s\",",
              sim_currency(company), company->symbol, (long long)now, sim_price(request->seed, company, now),
              sim_price(request->seed, company, span.from), step < 86400 ? "\"scale\":3," : "", interval, range);
    if (step < 86400)
        write_periods(request, reply, span);
    sim_write(reply,
              "\"validRanges\":[\"1d\",\"5d\",\"1mo\",\"3mo\",\"6mo\",\"1y\",\"2y\",\"5y\",\"ytd\",\"max\"]},"
              "\"timestamp\":[");
    for (size_t i = 0; i < count; i++)
        sim_write(reply, "%s%lld", i > 0 ? "," : "", (long long)starts[i]);
    sim_write(reply, "],\"indicators\":{\"quote\":[{");
    for (size_t i = 0; i < sizeof columns / sizeof columns[0]; i++) {
        sim_write(reply, "%s", i > 0 ? "," : "");
        write_column(request, reply, company, starts, count, step, columns[i]);
    }
    sim_write(reply, "}]}}],\"error\":null}}");
}

static void chart(const struct sim_request *request, struct sim_reply *reply, const char *symbol)
{
    char range[16] = "1d", interval[8] = "1d", from[24] = "", to[24] = "";
    const struct sim_company *company = sim_company_find(symbol);
    int64_t now = request->now, began = now - range_days("5y") * 86400;
    (void)sim_parameter(request, "range", range, sizeof range);
    struct sim_span span = {strcmp(range, "1d") == 0 ? now - 23400 : now - range_days(range) * 86400, now};
    if (sim_parameter(request, "period1", from, sizeof from) && sim_parameter(request, "period2", to, sizeof to)) {
        int64_t first = strtoll(from, NULL, 10), last = strtoll(to, NULL, 10);
        range[0] = '\0';
        span = (struct sim_span){first > began ? first : began, last < now ? last : now};
    }
    (void)sim_parameter(request, "interval", interval, sizeof interval);
    if (company == NULL)
        finance_error(reply, 404, "chart", "Not Found", "No data found, symbol may be delisted");
    else
        write_chart(request, reply, company, range, span, interval);
}

static void summary(const struct sim_request *request, struct sim_reply *reply, const char *symbol)
{
    char description[96];
    const struct sim_company *company = sim_company_find(symbol);
    if (!is_admitted(request, reply))
        return;
    if (company != NULL) {
        sim_yahoo_summary(request, reply, company);
        return;
    }
    snprintf(description, sizeof description, "Quote not found for symbol: %s", symbol);
    finance_error(reply, 404, "quoteSummary", "Not Found", description);
}

void sim_yahoo(const struct sim_request *request, struct sim_reply *reply)
{
    static const char chart_path[] = "/v8/finance/chart/", summary_path[] = "/v10/finance/quoteSummary/";
    if (strcmp(request->host, "fc.yahoo.com") == 0)
        grant_cookie(reply);
    else if (strcmp(request->path, "/v1/test/getcrumb") == 0 && strstr(request->cookie, "A3=") != NULL)
        sim_plain(reply, 200, "text/plain", CRUMB);
    else if (strcmp(request->path, "/v1/test/getcrumb") == 0)
        sim_plain(reply, 429, "text/plain", "Too Many Requests\r\n");
    else if (strcmp(request->path, "/v7/finance/quote") == 0)
        quote(request, reply);
    else if (strcmp(request->path, "/v1/finance/search") == 0 && sim_asks_for_symbols(request))
        sim_symbols(request, reply);
    else if (strcmp(request->path, "/v1/finance/search") == 0)
        sim_yahoo_search(request, reply);
    else if (strcmp(request->path, "/v7/finance/spark") == 0)
        sim_spark(request, reply);
    else if (strncmp(request->path, chart_path, sizeof chart_path - 1) == 0)
        chart(request, reply, request->path + sizeof chart_path - 1);
    else if (strncmp(request->path, summary_path, sizeof summary_path - 1) == 0)
        summary(request, reply, request->path + sizeof summary_path - 1);
    else
        finance_error(reply, 404, "finance", "Not Found", "HTTP 404 Not Found");
}
