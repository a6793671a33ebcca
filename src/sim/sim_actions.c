/* SPDX-License-Identifier: MIT
 * Analysts of the simulated world. */
#include "config.h"

#include "sim_actions.h"

#include <math.h>

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

const char *sim_firm(const struct sim_action *action)
{
    return firms[action->firm];
}

const char *sim_grade(const struct sim_action *action, int opinion)
{
    return scales[action->firm % (sizeof scales / sizeof scales[0])][opinion];
}

double sim_pick(const struct sim_request *request, const struct sim_company *company, int64_t key, int what)
{
    return sim_random(request->seed + (uint64_t)what * 7919, company->symbol, key);
}

/* What firm thinks of the company in a given week. It changes slowly. */
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
    action.firm = (size_t)(sim_pick(request, company, when, 1) * FIRMS);
    int64_t before = when - (int64_t)(40 + 60 * sim_pick(request, company, when, 2)) * 86400;
    action.from = opinion(request, company, action.firm, before);
    action.to = opinion(request, company, action.firm, when);
    action.prior = target_at(request, company, action.firm, before);
    action.target = target_at(request, company, action.firm, when);
    return action;
}

bool sim_action_of_slot(const struct sim_request *request, const struct sim_company *company, int64_t slot,
                        struct sim_action *action)
{
    size_t companies;
    const struct sim_company *all = sim_companies(&companies);
    size_t whose = (size_t)(sim_random(request->seed, "action", slot) * (double)companies);
    if (&all[whose] != company)
        return false;
    *action = make_action(request, company, slot * SIM_ACTION_EVERY);
    return true;
}

bool sim_action_of_week(const struct sim_request *request, const struct sim_company *company, int64_t week,
                        struct sim_action *action)
{
    if (sim_pick(request, company, week, 3) > 0.4)
        return false;
    *action = make_action(request, company, week * 604800 + 120600 + week % 5 * 86400);
    return true;
}

void sim_count_opinions(const struct sim_request *request, const struct sim_company *company, int64_t at,
                        int counts[3])
{
    counts[0] = counts[1] = counts[2] = 0;
    for (size_t firm = 0; firm < FIRMS; firm++)
        counts[opinion(request, company, firm, at)]++;
}

struct sim_targets sim_targets(const struct sim_request *request, const struct sim_company *company)
{
    struct sim_targets targets = {.low = HUGE_VAL, .firms = FIRMS};
    for (size_t firm = 0; firm < FIRMS; firm++) {
        double target = target_at(request, company, firm, request->now);
        targets.low = fmin(targets.low, target);
        targets.high = fmax(targets.high, target);
        targets.mean += target / FIRMS;
    }
    return targets;
}
