/* SPDX-License-Identifier: MIT
 * CNBC's quote service in the simulator: display strings, one object when one symbol is asked. */
#include "config.h"

#include "sim_reply.h"

#include "base/date.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static void with_commas(double value, char *text, size_t size)
{
    char digits[32];
    int length = snprintf(digits, sizeof digits, "%.0f", value);
    size_t used = 0;
    for (int i = 0; i < length && used + 2 < size; i++) {
        if (i > 0 && (length - i) % 3 == 0)
            text[used++] = ',';
        text[used++] = digits[i];
    }
    text[used] = '\0';
}

static void write_quote(const struct sim_request *request, struct sim_reply *reply,
                        const struct sim_company *company)
{
    double last = sim_price(request->seed, company, request->now);
    double before = sim_prior_close(request->seed, company, request->now);
    struct date_time time = date_new_york(request->now);
    char volume[40];
    with_commas(floor(company->daily_volume * 0.4), volume, sizeof volume);
    sim_write(reply,
              "{\"symbol\":\"%s\",\"code\":0,\"name\":\"%s\",\"last\":\"%.2f\","
              "\"last_time\":\"%04d-%02d-%02dT%02d:%02d:%02d.000-0%d00\",\"open\":\"%.2f\",\"high\":\"%.2f\","
              "\"low\":\"%.2f\",\"previous_day_closing\":\"%.2f\",\"change\":\"%+.2f\",\"change_pct\":\"%+.2f%%\","
              "\"changetype\":\"%s\",\"volume\":\"%s\",\"currencyCode\":\"%s\",\"curmktstatus\":\"REG_MKT\","
              "\"realTime\":\"true\",\"exchange\":\"%s\",\"mktcapView\":\"%.3fB\"}",
              company->symbol, company->name, last, time.year, time.month, time.day, time.hour, time.minute,
              time.second, -time.offset_seconds / 3600, before, fmax(last, before), fmin(last, before), before,
              last - before, (last / before - 1) * 100, last >= before ? "UP" : "DOWN", volume,
              sim_currency(company), company->exchange, last * company->shares / 1e9);
}

void sim_cnbc(const struct sim_request *request, struct sim_reply *reply)
{
    char symbols[1024];
    size_t asked = 1;
    char *rest = NULL;
    bool first = true;
    if (!sim_parameter(request, "symbols", symbols, sizeof symbols)) {
        sim_plain(reply, 400, "text/plain", "Bad Request\n");
        return;
    }
    for (const char *at = symbols; *at != '\0'; at++)
        asked += *at == '|';
    sim_write(reply, "{\"FormattedQuoteResult\":{\"FormattedQuote\":%s", asked > 1 ? "[" : "");
    for (char *symbol = strtok_r(symbols, "|", &rest); symbol != NULL; symbol = strtok_r(NULL, "|", &rest)) {
        const struct sim_company *company = sim_company_find(symbol);
        sim_write(reply, "%s", first ? "" : ",");
        first = false;
        if (company != NULL)
            write_quote(request, reply, company);
        else
            sim_write(reply, "{\"symbol\":\"%.15s\",\"code\":1}", symbol);
    }
    sim_write(reply, "%s}}", asked > 1 ? "]" : "");
}
