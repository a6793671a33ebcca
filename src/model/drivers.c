/* SPDX-License-Identifier: MIT
 * The thesis board: its rows, and which way each points. */
#include "config.h"

#include "model/drivers.h"

#include "base/date.h"
#include "base/text.h"
#include "driver_figures.h"

#include <stdio.h>
#include <string.h>

#define ALL    (DRIVER_NEOCLOUD | DRIVER_HYPERSCALER | DRIVER_SILICON | DRIVER_OTHER)
#define RENTS  DRIVER_NEOCLOUD
#define BUILDS (DRIVER_NEOCLOUD | DRIVER_HYPERSCALER)
#define SELLS  (DRIVER_NEOCLOUD | DRIVER_SILICON)

static const struct driver drivers[] = {
    {"rating-net", "ratings", "upgrades less downgrades, 90 d", "", "", "ratings", ALL, RULE_LEVEL_UP, -0.5, 0.5,
     driver_net_ratings},
    {"target-drift", "ratings", "mean change of targets, 90 d", "%", "", "ratings", ALL, RULE_LEVEL_UP, -2, 2,
     driver_targets},
    {"revenue-fy1", "ratings", "revenue estimate, this year", "$", "% 30d", "ratings", ALL, RULE_CHANGE_UP, 0, 1,
     driver_revenue_this_year},
    {"revenue-fy2", "ratings", "revenue estimate, next year", "$", "% 30d", "ratings", ALL, RULE_CHANGE_UP, 0, 1,
     driver_revenue_next_year},
    {"eps-fy1", "ratings", "EPS estimate, this year", "", "% 30d", "ratings", ALL, RULE_CHANGE_UP, 0, 2,
     driver_earnings_this_year},
    {"eps-fy2", "ratings", "EPS estimate, next year", "", "% 30d", "ratings", ALL, RULE_CHANGE_UP, 0, 2,
     driver_earnings_next_year},
    {"gpu-index", "GPU supply", "shortage index, 0 to 100", "", "30d", "gpu", SELLS, RULE_CHANGE_UP, 0, 5,
     driver_index},
    {"gpu-lead", "GPU supply", "lead time of H100 SXM", "d", "", "gpu", SELLS, RULE_LEVEL_UP, 7, 30, driver_lead},
    {"gpu-rent", "GPU supply", "H100 SXM rent, $ per GPU-hour", "", "% 30d", "gpu", SELLS, RULE_CHANGE_UP, 0, 2,
     driver_rent},
    {"gpu-stock", "GPU supply", "venues that have H100 SXM", "%", "", "gpu", SELLS, RULE_LEVEL_DOWN, 40, 70,
     driver_stock},
    {"buyers-capex", "demand", "hyperscalers' capex, quarter", "$", "% y/y", "receivables", SELLS, RULE_CHANGE_UP,
     0, 5, driver_buyers_capex},
    {"buyers-guidance", "demand", "hyperscalers' capex guidance, year", "$", "% raised", "drivers", SELLS,
     RULE_CHANGE_UP, 0, 2, driver_buyers_guidance},
    {"backlog", "demand", "revenue backlog, as told", "$", "% since", "drivers", ALL, RULE_CHANGE_UP, 0, 3,
     driver_backlog},
    {"rpo", "demand", "remaining performance obligations", "$", "% q/q", "receivables", ALL, RULE_CHANGE_UP, 0, 3,
     driver_rpo},
    {"rpo-cover", "contracts", "of them, quarters of revenue", "x", "q/q", "receivables", ALL, RULE_LEVEL_UP, 2, 8,
     driver_rpo_cover},
    {"rpo-long", "contracts", "of them, due beyond 24 months", "%", "pp q/q", "receivables", ALL, RULE_LEVEL_UP, 20,
     50, driver_rpo_beyond},
    {"committed", "contracts", "named commitments in force", "$", "", "drivers", ALL, RULE_LEVEL_UP, 0, 1e9,
     driver_committed},
    {"largest-customer", "contracts", "largest customer's share of revenue", "%", "", "receivables", ALL,
     RULE_LEVEL_DOWN, 20, 40, driver_largest_customer},
    {"customer-gap", "contracts", "its receivables beyond its revenue", "pp", "", "receivables", ALL,
     RULE_LEVEL_DOWN, 5, 15, driver_customer_gap},
    {"gross-margin", "quality", "gross margin", "%", "pp q/q", "receivables", ALL, RULE_CHANGE_UP, 0, 1,
     driver_margin},
    {"dso", "quality", "days of sales outstanding", "d", "d q/q", "receivables", ALL, RULE_CHANGE_DOWN, 0, 5,
     driver_dso},
    {"growth-gap", "quality", "receivables' growth less revenue's", "pp", "", "receivables", ALL, RULE_LEVEL_DOWN,
     0, 15, driver_growth_gap},
    {"operating-cash", "quality", "operating cash flow over revenue", "%", "pp q/q", "receivables", ALL,
     RULE_LEVEL_UP, 0, 20, driver_operating_cash},
    {"free-cash", "quality", "free cash flow, quarter", "$", "", "receivables", ALL, RULE_LEVEL_UP, 0, 0,
     driver_free_cash},
    {"capex-cover", "funding", "capex over operating cash flow", "x", "q/q", "receivables", BUILDS, RULE_LEVEL_DOWN,
     1, 2, driver_capex_over_cash},
    {"debt", "funding", "debt", "$", "% q/q", "receivables", BUILDS, RULE_CHANGE_DOWN, 0, 10, driver_debt},
    {"interest", "funding", "operating income over interest", "x", "q/q", "receivables", BUILDS, RULE_LEVEL_UP, 1.5,
     4, driver_interest},
    {"runway", "funding", "cash, in quarters of its burn", "x", "q/q", "receivables", RENTS, RULE_LEVEL_UP, 2, 6,
     driver_runway},
    {"yield", "funding", "10-year yield", "%", "pp today", "price", BUILDS, RULE_CHANGE_DOWN, 0, 0.05,
     driver_yield},
    {"credit", "funding", "high-yield bonds (" DRIVER_CREDIT ")", "", "% today", "price", BUILDS, RULE_CHANGE_UP, 0,
     0.5, driver_credit},
    {"spot-discount", "against", "spot rents below on-demand", "%", "", "gpu", SELLS, RULE_LEVEL_DOWN, 30, 55,
     driver_spot_discount},
    {"price-cuts", "against", "GPU models cheaper by 2 % than 30 d ago", "%", "", "gpu", SELLS, RULE_LEVEL_DOWN, 20,
     50, driver_price_cuts},
    {"built-elsewhere", "against", "hyperscalers' capex growth less its revenue's", "pp", "", "receivables", RENTS,
     RULE_LEVEL_DOWN, 0, 20, driver_built_elsewhere},
    {"own-building", "against", "capex of its own, quarter", "$", "% q/q", "receivables", DRIVER_HYPERSCALER,
     RULE_CHANGE_DOWN, 0, 10, driver_own_capex},
    {"supplier", "against", "largest supplier's share", "%", "", "receivables", SELLS, RULE_LEVEL_DOWN, 20, 50,
     driver_supplier},
    {"own-guidance", "against", "capex guidance of its own, year", "$", "% raised", "drivers", DRIVER_HYPERSCALER,
     RULE_CHANGE_DOWN, 0, 5, driver_own_guidance},
    {"inventory", "against", "inventory", "$", "% q/q", "receivables", DRIVER_SILICON, RULE_CHANGE_DOWN, 0, 15,
     driver_inventory},
};
#define DRIVERS (sizeof drivers / sizeof drivers[0])

const struct driver *driver_table(size_t *count)
{
    *count = DRIVERS;
    return drivers;
}

const char *driver_buyer(size_t index)
{
    static const char *const symbols[DRIVER_BUYERS] = {"MSFT", "GOOGL", "AMZN", "META", "ORCL"};
    return symbols[index];
}

enum driver_kind driver_kind_of(const char *group)
{
    static const struct {
        const char *part;
        enum driver_kind kind;
    } table[] = {{"neocloud", DRIVER_NEOCLOUD},
                 {"hyperscaler", DRIVER_HYPERSCALER},
                 {"silicon", DRIVER_SILICON},
                 {"semi", DRIVER_SILICON}};
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++)
        if (text_contains_fold(group, table[i].part))
            return table[i].kind;
    return DRIVER_OTHER;
}

enum driver_kind driver_kind_in(const struct watchlist *groups, const char *symbol)
{
    for (size_t i = 0; i < groups->count; i++)
        for (size_t k = 0; k < groups->groups[i].count; k++)
            if (strcmp(groups->groups[i].symbols[k], symbol) == 0 &&
                driver_kind_of(groups->groups[i].name) != DRIVER_OTHER)
                return driver_kind_of(groups->groups[i].name);
    return DRIVER_OTHER;
}

/* --- which way --- */

static enum driver_direction judge(const struct driver *driver, const struct driver_figure *figure)
{
    bool changes = driver->rule == RULE_CHANGE_UP || driver->rule == RULE_CHANGE_DOWN;
    bool down = driver->rule == RULE_CHANGE_DOWN || driver->rule == RULE_LEVEL_DOWN;
    struct amount looked_at = changes ? figure->change : figure->value;
    double above = driver->above, below = changes ? -driver->above : driver->below;
    if (!looked_at.known)
        return DRIVER_UNKNOWN;
    if (looked_at.value > above)
        return down ? DRIVER_WEAKENS : DRIVER_SUPPORTS;
    if (looked_at.value < below)
        return down ? DRIVER_SUPPORTS : DRIVER_WEAKENS;
    return DRIVER_NEUTRAL;
}

static void write_rule(const struct driver *driver, char *text, size_t size)
{
    bool changes = driver->rule == RULE_CHANGE_UP || driver->rule == RULE_CHANGE_DOWN;
    bool down = driver->rule == RULE_CHANGE_DOWN || driver->rule == RULE_LEVEL_DOWN;
    const char *unit = changes ? driver->change : driver->unit;
    const char *upper = down ? "weakens" : "supports", *lower = down ? "supports" : "weakens";
    if (changes)
        snprintf(text, size, "%s above +%g %s, %s below -%g", upper, driver->above, unit, lower, driver->above);
    else if (unit[0] == '$' && driver->above >= 1e9)
        snprintf(text, size, "%s above $%gB, %s below %g", upper, driver->above / 1e9, lower, driver->below);
    else
        snprintf(text, size, "%s above %g%s%s, %s below %g", upper, driver->above, unit[0] != '\0' ? " " : "", unit,
                 lower, driver->below);
}

size_t drivers_evaluate(const struct driver_inputs *inputs, struct driver_row *rows)
{
    size_t count = 0;
    for (size_t i = 0; i < DRIVERS; i++) {
        struct driver_row *row = &rows[count];
        if ((drivers[i].kinds & inputs->kind) == 0)
            continue;
        memset(row, 0, sizeof *row);
        row->driver = &drivers[i];
        row->figure.as_of_day = DATE_UNKNOWN;
        row->figure.source = row->figure.note = "";
        drivers[i].measure(inputs, &row->figure);
        row->direction = judge(row->driver, &row->figure);
        write_rule(row->driver, row->rule, sizeof row->rule);
        count++;
    }
    return count;
}

void drivers_count(const struct driver_row *rows, size_t count, size_t counts[4])
{
    memset(counts, 0, 4 * sizeof *counts);
    for (size_t i = 0; i < count; i++)
        counts[rows[i].direction]++;
}

const char *driver_direction_name(enum driver_direction direction)
{
    static const char *const names[] = {[DRIVER_UNKNOWN] = "unknown",
                                        [DRIVER_SUPPORTS] = "supports",
                                        [DRIVER_WEAKENS] = "weakens",
                                        [DRIVER_NEUTRAL] = "neutral"};
    return names[direction];
}
