/* SPDX-License-Identifier: MIT
 * Firms' vocabularies on one five-step scale, and what a change of grade means. */
#include "config.h"

#include "model/ratings.h"

#include "base/text.h"

#include <string.h>

/* Each firm's own words. Where a house uses a word differently from others the usual meaning stands: the step only
 * chooses a colour and corrects a move; the words themselves are always shown. */
static const struct grade {
    const char *words;
    enum rating_step step;
    const char *abbreviation;
} grades[] = {
    {"Strong Buy", STEP_STRONG_BUY, "SB"},
    {"Conviction Buy", STEP_STRONG_BUY, "CB"},
    {"Top Pick", STEP_STRONG_BUY, "TP"},
    {"Action List Buy", STEP_STRONG_BUY, "AB"},
    {"Buy", STEP_BUY, "Buy"},
    {"Long-Term Buy", STEP_BUY, "LTB"},
    {"Long-term Buy", STEP_BUY, "LTB"},
    {"Speculative Buy", STEP_BUY, "SpB"},
    {"Moderate Buy", STEP_BUY, "MB"},
    {"Overweight", STEP_BUY, "OW"},
    {"Outperform", STEP_BUY, "OP"},
    {"Outperformer", STEP_BUY, "OP"},
    {"Market Outperform", STEP_BUY, "MOP"},
    {"Sector Outperform", STEP_BUY, "SOP"},
    {"Sector Outperformer", STEP_BUY, "SOP"},
    {"Industry Outperform", STEP_BUY, "IOP"},
    {"Positive", STEP_BUY, "Pos"},
    {"Accumulate", STEP_BUY, "Acc"},
    {"Add", STEP_BUY, "Add"},
    {"Above Average", STEP_BUY, "AA"},
    {"Hold", STEP_HOLD, "Hold"},
    {"Neutral", STEP_HOLD, "Neu"},
    {"Equal-Weight", STEP_HOLD, "EW"},
    {"Equal Weight", STEP_HOLD, "EW"},
    {"Equal-weight", STEP_HOLD, "EW"},
    {"Market Perform", STEP_HOLD, "MP"},
    {"Market Weight", STEP_HOLD, "MW"},
    {"Perform", STEP_HOLD, "Perf"},
    {"Peer Perform", STEP_HOLD, "PP"},
    {"Sector Perform", STEP_HOLD, "SP"},
    {"Sector Performer", STEP_HOLD, "SP"},
    {"Sector Weight", STEP_HOLD, "SW"},
    {"In-Line", STEP_HOLD, "IL"},
    {"In-line", STEP_HOLD, "IL"},
    {"Inline", STEP_HOLD, "IL"},
    {"Mixed", STEP_HOLD, "Mix"},
    {"Average", STEP_HOLD, "Avg"},
    {"Fair Value", STEP_HOLD, "FV"},
    {"Gradually Accumulate", STEP_BUY, "GA"},
    {"Underweight", STEP_SELL, "UW"},
    {"Underperform", STEP_SELL, "UP"},
    {"Underperformer", STEP_SELL, "UP"},
    {"Market Underperform", STEP_SELL, "MUP"},
    {"Sector Underperform", STEP_SELL, "SUP"},
    {"Industry Underperform", STEP_SELL, "IUP"},
    {"Negative", STEP_SELL, "Neg"},
    {"Reduce", STEP_SELL, "Red"},
    {"Below Average", STEP_SELL, "BA"},
    {"Sell", STEP_SELL, "Sell"},
    {"Strong Sell", STEP_STRONG_SELL, "SS"},
    {"Conviction Sell", STEP_STRONG_SELL, "CS"},
};

static const struct grade *find(const char *words)
{
    for (size_t i = 0; i < sizeof grades / sizeof grades[0]; i++)
        if (text_equal_fold(words, grades[i].words))
            return &grades[i];
    return NULL;
}

enum rating_step rating_step_of(const char *words)
{
    const struct grade *grade = find(words);
    return grade != NULL ? grade->step : STEP_UNKNOWN;
}

const char *rating_step_name(enum rating_step step)
{
    static const char *const names[] = {"", "strong sell", "sell", "hold", "buy", "strong buy"};
    return names[step];
}

const char *rating_move_name(enum rating_move move)
{
    static const char *const names[] = {
        [MOVE_UNKNOWN] = "",       [MOVE_UPGRADE] = "up",    [MOVE_DOWNGRADE] = "down", [MOVE_INITIATE] = "init",
        [MOVE_REITERATE] = "reit", [MOVE_MAINTAIN] = "keep", [MOVE_DROP] = "drop"};
    return names[move];
}

const char *rating_abbreviation(const char *words)
{
    const struct grade *grade = find(words);
    return grade != NULL ? grade->abbreviation : words;
}

/* Grades that differ decide. A firm that starts or ends its coverage moves nothing, whatever it said long ago. */
enum rating_move rating_move_of(enum rating_move said, const char *from, const char *to)
{
    enum rating_step before = rating_step_of(from), after = rating_step_of(to);
    bool graded = before != STEP_UNKNOWN && after != STEP_UNKNOWN;
    if (said == MOVE_INITIATE || said == MOVE_DROP || !graded || before == after)
        return said;
    return after > before ? MOVE_UPGRADE : MOVE_DOWNGRADE;
}

struct amount rating_target_change(const struct rating_action *action)
{
    bool both = action->target_from.known && action->target_to.known && action->target_from.value > 0 &&
                action->target_to.value > 0;
    return both ? amount_percent_change(action->target_to, action->target_from) : AMOUNT_UNKNOWN;
}

struct amount rating_mean_on(enum rating_scale scale, struct amount value)
{
    static const struct {
        double best, worst;
    } ends[] = {[SCALE_ONE_IS_BEST] = {1, 5}, [SCALE_FIVE_IS_BEST] = {5, 1}, [SCALE_TEN_IS_BEST] = {10, 0}};
    double part = (value.value - ends[scale].best) / (ends[scale].worst - ends[scale].best);
    return value.known ? amount_within(1 + 4 * part, 1, 5) : AMOUNT_UNKNOWN;
}

/* Analysts of the five steps, best first. */
static void count_month(const struct trend_month *month, double counts[5])
{
    const struct amount *const steps[] = {&month->strong_buy, &month->buy, &month->hold, &month->sell,
                                          &month->strong_sell};
    for (size_t i = 0; i < 5; i++)
        counts[i] = steps[i]->known ? steps[i]->value : 0;
}

double trend_month_analysts(const struct trend_month *month)
{
    double counts[5], sum = 0;
    count_month(month, counts);
    for (size_t i = 0; i < 5; i++)
        sum += counts[i];
    return sum;
}

struct amount trend_month_mean(const struct trend_month *month)
{
    double counts[5], sum = 0, analysts = trend_month_analysts(month);
    count_month(month, counts);
    for (size_t i = 0; i < 5; i++)
        sum += counts[i] * (double)(i + 1);
    return amount_over(amount_of(sum), amount_of(analysts));
}

enum rating_step rating_step_of_mean(struct amount mean)
{
    static const struct {
        double most;
        enum rating_step step;
    } steps[] = {{1.5, STEP_STRONG_BUY}, {2.5, STEP_BUY}, {3.5, STEP_HOLD}, {4.5, STEP_SELL}};
    for (size_t i = 0; mean.known && i < sizeof steps / sizeof steps[0]; i++)
        if (mean.value <= steps[i].most)
            return steps[i].step;
    return mean.known ? STEP_STRONG_SELL : STEP_UNKNOWN;
}
