/* SPDX-License-Identifier: MIT
 * Ratings at the providers that want a key: Massive tells the same actions as Yahoo, some under other names of the
 * houses and one in five with another old target; FMP tells them without targets; Finnhub counts by month. */
#include "config.h"

#include "sim_actions.h"

#include "base/date.h"

#include <string.h>

#define KEYED_WEEKS 60

static void day_of(int64_t when, char day[16])
{
    date_to_iso(date_new_york_day(when), day, 16);
}

/* "Wells Fargo" is "Wells Fargo & Company" here. */
static const char *other_name(const char *firm)
{
    static const char *const names[][2] = {{"Wells Fargo", "Wells Fargo & Company"},
                                           {"B of A Securities", "BofA"},
                                           {"JP Morgan", "J.P. Morgan"},
                                           {"Keybanc", "KeyBanc Capital Markets"},
                                           {"Evercore ISI Group", "Evercore ISI"}};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (strcmp(names[i][0], firm) == 0)
            return names[i][1];
    return firm;
}

static const char *one_of(const char *const moves[3], const struct sim_action *action)
{
    return moves[(action->to > action->from) - (action->to < action->from) + 1];
}

static void write_massive(struct sim_reply *reply, const struct sim_action *action, const char *symbol, bool first)
{
    static const char *const moves[] = {"downgrades", "maintains", "upgrades"};
    char day[16];
    bool otherwise = action->when / 604800 % 5 == 0 && action->prior != action->target;
    day_of(action->when, day);
    sim_write(reply,
              "%s{\"ticker\":\"%s\",\"firm\":\"%s\",\"date\":\"%s\",\"rating\":\"%s\",\"previous_rating\":\"%s\","
              "\"rating_action\":\"%s\",\"price_target\":%.0f,\"previous_price_target\":%.0f}",
              first ? "" : ",", symbol, other_name(sim_firm(action)), day, sim_grade(action, action->to),
              sim_grade(action, action->from), one_of(moves, action), action->target,
              action->prior + (otherwise ? 1 : 0));
}

static void write_story(const struct sim_request *request, struct sim_reply *reply, bool first)
{
    char day[16];
    day_of(request->upgrade_at, day);
    sim_write(reply,
              "%s{\"ticker\":\"CRWV\",\"firm\":\"Wells Fargo & Company\",\"date\":\"%s\",\"rating\":\"Overweight\","
              "\"previous_rating\":\"Equal-Weight\",\"rating_action\":\"upgrades\",\"price_target\":170,"
              "\"previous_price_target\":105}",
              first ? "" : ",", day);
}

void sim_massive(const struct sim_request *request, struct sim_reply *reply)
{
    char symbol[16] = "";
    bool first = true;
    struct sim_action action;
    (void)sim_parameter(request, "ticker", symbol, sizeof symbol);
    const struct sim_company *company = sim_company_find(symbol);
    int64_t week = request->now / 604800;
    sim_write(reply, "{\"status\":\"OK\",\"results\":[");
    for (int64_t i = week - 1; company != NULL && i > week - KEYED_WEEKS; i--)
        if (sim_action_of_week(request, company, i, &action)) {
            write_massive(reply, &action, symbol, first);
            first = false;
        }
    if (company != NULL && sim_story_is_about(request, company) && request->now >= request->upgrade_at)
        write_story(request, reply, first);
    sim_write(reply, "]}");
}

/* One in seven has another target here, as when one of the two was corrected. */
void sim_benzinga(const struct sim_request *request, struct sim_reply *reply)
{
    static const char *const moves[] = {"Downgrades", "Maintains", "Upgrades"};
    char symbol[16] = "", day[16];
    bool first = true;
    struct sim_action action;
    (void)sim_parameter(request, "parameters%5Btickers%5D", symbol, sizeof symbol);
    const struct sim_company *company = sim_company_find(symbol);
    int64_t week = request->now / 604800;
    sim_write(reply, "{\"ratings\":[");
    for (int64_t i = week - 1; company != NULL && i > week - KEYED_WEEKS; i--) {
        if (!sim_action_of_week(request, company, i, &action))
            continue;
        day_of(action.when, day);
        sim_write(reply,
                  "%s{\"ticker\":\"%s\",\"analyst\":\"%s\",\"date\":\"%s\",\"time\":\"09:15:00\","
                  "\"rating_current\":\"%s\",\"rating_prior\":\"%s\",\"action_company\":\"%s\","
                  "\"pt_current\":\"%.4f\",\"pt_prior\":\"%.2f\"}",
                  first ? "" : ",", symbol, other_name(sim_firm(&action)), day, sim_grade(&action, action.to),
                  sim_grade(&action, action.from), one_of(moves, &action), action.target + (i % 7 == 0 ? 2 : 0),
                  action.prior);
        first = false;
    }
    sim_write(reply, "]}");
}

static void write_fmp_targets(const struct sim_request *request, struct sim_reply *reply,
                              const struct sim_company *company)
{
    struct sim_targets targets = {.low = 0};
    if (company != NULL)
        targets = sim_targets(request, company);
    sim_write(reply, "[");
    if (company != NULL)
        sim_write(reply,
                  "{\"symbol\":\"%s\",\"targetHigh\":%.0f,\"targetLow\":%.0f,\"targetConsensus\":%.2f,"
                  "\"targetMedian\":%.1f}",
                  company->symbol, targets.high, targets.low, targets.mean, targets.mean);
    sim_write(reply, "]");
}

void sim_fmp(const struct sim_request *request, struct sim_reply *reply)
{
    static const char *const moves[] = {"downgrade", "maintain", "upgrade"};
    char symbol[16] = "", day[16];
    bool first = true;
    struct sim_action action;
    (void)sim_parameter(request, "symbol", symbol, sizeof symbol);
    const struct sim_company *company = sim_company_find(symbol);
    int64_t week = request->now / 604800;
    if (strstr(request->path, "price-target-consensus") != NULL) {
        write_fmp_targets(request, reply, company);
        return;
    }
    sim_write(reply, "[");
    for (int64_t i = week - 1; company != NULL && i > week - KEYED_WEEKS; i--) {
        if (!sim_action_of_week(request, company, i, &action))
            continue;
        day_of(action.when, day);
        sim_write(reply,
                  "%s{\"symbol\":\"%s\",\"date\":\"%s\",\"gradingCompany\":\"%s\",\"previousGrade\":\"%s\","
                  "\"newGrade\":\"%s\",\"action\":\"%s\"}",
                  first ? "" : ",", symbol, day, other_name(sim_firm(&action)), sim_grade(&action, action.from),
                  sim_grade(&action, action.to), one_of(moves, &action));
        first = false;
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
        sim_count_opinions(request, company, request->now - month * 30 * 86400, counts);
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
