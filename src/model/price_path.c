/* SPDX-License-Identifier: MIT
 * Closes, splits and hit rates. */
#include "config.h"

#include "model/price_path.h"

#include "base/date.h"

#include <math.h>

#define HOLIDAYS_MOST    7   /* between two sessions */
#define OLD_TARGET_DAYS  400 /* an old target may be that much older than the new one */
#define PLAUSIBLE_FACTOR 3.0
#define LARGE_MOVE       5.0 /* percent in a day */

const size_t track_sessions[TRACK_HORIZONS] = {1, 5, 20, 60};

/* How many closes lie on or before that day. */
static size_t closes_until(const struct closes *closes, int32_t day)
{
    size_t low = 0, high = closes->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (closes->days[middle] <= day)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

struct amount closes_on(const struct closes *closes, int32_t day)
{
    size_t index = closes_until(closes, day);
    bool near = index > 0 && day - closes->days[index - 1] <= HOLIDAYS_MOST;
    return near ? amount_of(closes->values[index - 1]) : AMOUNT_UNKNOWN;
}

struct amount closes_after(const struct closes *closes, int32_t day, size_t sessions)
{
    size_t index = closes_until(closes, day);
    bool covered = index > 0 && day - closes->days[index - 1] <= HOLIDAYS_MOST;
    if (!covered || index - 1 + sessions >= closes->count)
        return AMOUNT_UNKNOWN;
    return amount_of(closes->values[index - 1 + sessions]);
}

static struct amount divided(struct amount target, double factor)
{
    return target.known ? amount_of(target.value / factor) : AMOUNT_UNKNOWN;
}

/* New shares per old of all splits in from < day <= to. */
static double factor_between(const struct split_knowledge *splits, int32_t from, int32_t to)
{
    double factor = 1;
    for (size_t i = 0; i < splits->count; i++)
        if (splits->items[i].day > from && splits->items[i].day <= to && splits->items[i].ratio > 0)
            factor *= splits->items[i].ratio;
    return factor;
}

/* The split explains the step from the old to the new target better than no split does. */
static bool is_before_split(const struct rating_action *action, double factor)
{
    if (!action->target_from.known || !action->target_to.known || factor == 1)
        return false;
    double step = log(action->target_from.value / action->target_to.value);
    return fabs(step - log(factor)) < fabs(step);
}

static bool is_plausible(struct amount target, struct amount reference)
{
    return !target.known || !reference.known ||
           (target.value < reference.value * PLAUSIBLE_FACTOR && target.value > reference.value / PLAUSIBLE_FACTOR);
}

void action_adjust(struct rating_action *action, const struct split_knowledge *splits, struct amount reference)
{
    int32_t day = date_new_york_day(action->when);
    double since = factor_between(splits, day, INT32_MAX);
    double before = factor_between(splits, day - OLD_TARGET_DAYS, day);
    action->basis = TARGET_AS_ISSUED;
    if (is_before_split(action, before)) {
        action->target_from = divided(action->target_from, before);
        action->split_factor = before;
        action->basis = TARGET_ADJUSTED;
    }
    if (since != 1) {
        action->target_from = divided(action->target_from, since);
        action->target_to = divided(action->target_to, since);
        action->split_factor = since;
        action->basis = TARGET_ADJUSTED;
    }
    bool known = splits->known_since != DATE_UNKNOWN && day >= splits->known_since;
    if (!known && !is_plausible(action->target_to, reference))
        action->basis = TARGET_WITHHELD;
}

struct amount action_upside_to(const struct rating_action *action, struct amount price)
{
    return action->basis == TARGET_WITHHELD ? AMOUNT_UNKNOWN : amount_percent_change(action->target_to, price);
}

bool rating_news_is_likely(const struct quote *quote, int64_t now)
{
    struct amount change = quote_change_percent(quote);
    int32_t days = date_new_york_day(now) - date_new_york_day(quote->earnings_at);
    bool earnings = quote->earnings_at > 0 && (days == 0 || days == 1);
    return earnings || (change.known && fabs(change.value) > LARGE_MOVE);
}

int action_direction(const struct rating_action *action)
{
    enum rating_step step = rating_step_of(action->to);
    struct amount change = rating_target_change(action);
    if (action->move == MOVE_UPGRADE || action->move == MOVE_DOWNGRADE)
        return action->move == MOVE_UPGRADE ? 1 : -1;
    if (action->move == MOVE_INITIATE)
        return step == STEP_UNKNOWN || step == STEP_HOLD ? 0 : step > STEP_HOLD ? 1 : -1;
    return !change.known || action->move == MOVE_DROP ? 0 : (change.value > 0) - (change.value < 0);
}

void track_action(struct tracked_action *tracked, const struct closes *closes)
{
    int32_t day = date_new_york_day(tracked->action.when);
    struct amount start = closes_on(closes, day);
    tracked->direction = action_direction(&tracked->action);
    for (size_t i = 0; i < TRACK_HORIZONS; i++)
        tracked->moved[i] = amount_percent_change(closes_after(closes, day, track_sessions[i]), start);
}

struct amount firm_hit_rate(const struct firm_record *record, size_t horizon, size_t *cases)
{
    size_t hits = 0;
    *cases = 0;
    for (size_t i = 0; i < record->count; i++) {
        const struct tracked_action *tracked = &record->items[i];
        if (tracked->direction == 0 || !tracked->moved[horizon].known)
            continue;
        *cases += 1;
        hits += tracked->moved[horizon].value * tracked->direction > 0;
    }
    return *cases < TRACK_LEAST ? AMOUNT_UNKNOWN : amount_of(100.0 * (double)hits / (double)*cases);
}
