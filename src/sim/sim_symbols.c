/* SPDX-License-Identifier: MIT
 * Yahoo's search in the simulator: symbols by the beginning of a ticker or a part of a name, in the recorded shape.
 */
#include "config.h"

#include "sim_reply.h"

#include "base/text.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

static bool matches(const struct sim_company *company, const char *words)
{
    return strncasecmp(company->symbol, words, strlen(words)) == 0 || text_contains_fold(company->name, words);
}

static void write_hit(struct sim_reply *reply, const struct sim_company *company, bool first)
{
    sim_write(reply,
              "%s{\"exchange\":\"NMS\",\"shortname\":\"%.31s\",\"quoteType\":\"EQUITY\",\"symbol\":\"%s\","
              "\"index\":\"quotes\",\"score\":20041.0,\"typeDisp\":\"Equity\",\"longname\":\"%s\","
              "\"exchDisp\":\"%s\",\"isYahooFinance\":true}",
              first ? "" : ",", company->name, company->symbol, company->name, company->exchange);
}

void sim_symbols(const struct sim_request *request, struct sim_reply *reply)
{
    char words[64] = "";
    size_t count, found = 0;
    const struct sim_company *companies = sim_companies(&count);
    (void)sim_parameter(request, "q", words, sizeof words);
    sim_write(reply, "{\"explains\":[],\"count\":0,\"quotes\":[");
    for (size_t i = 0; i < count; i++)
        if (matches(&companies[i], words))
            write_hit(reply, &companies[i], found++ == 0);
    sim_write(reply, "],\"news\":[],\"nav\":[],\"lists\":[],\"totalTime\":23}");
}

bool sim_asks_for_symbols(const struct sim_request *request)
{
    char count[8] = "";
    return sim_parameter(request, "newsCount", count, sizeof count) && strcmp(count, "0") == 0;
}
