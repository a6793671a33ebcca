/* SPDX-License-Identifier: MIT
 * What the price did around an action: closes by trading day, splits, and a firm's record. Pure. */
#ifndef MODEL_PRICE_PATH_H
#define MODEL_PRICE_PATH_H

#include "model/ratings.h"

struct closes {          /* one symbol's daily closes, split-adjusted */
    const int32_t *days; /* New York days, ascending */
    const double *values;
    size_t count;
};

/* The close of that day, or of the last trading day before it (at most 7 days back). */
struct amount closes_on(const struct closes *closes, int32_t day);
/* The close `sessions` trading days after that day; unknown when it has not come yet. */
struct amount closes_after(const struct closes *closes, int32_t day, size_t sessions);

struct stock_split {
    char symbol[SYMBOL_SIZE];
    int32_t day;  /* the first day at the new price */
    double ratio; /* new shares per old: 10 for 10:1, 0.1 for a reverse one */
};

struct split_knowledge { /* of one symbol */
    const struct stock_split *items;
    size_t count;
    int32_t known_since; /* all splits from that day on are among them; DATE_UNKNOWN: nothing is known */
};

/* Puts the targets on the base of today's prices, and says so in `basis`. An old target that was plainly issued
 * before a split that the new one is after is adjusted too. Beyond what is known of splits, a target that is not
 * within a third and three times of the reference price is withheld. */
void action_adjust(struct rating_action *action, const struct split_knowledge *splits, struct amount reference);

/* The target against the price in percent; unknown when withheld. */
struct amount action_upside_to(const struct rating_action *action, struct amount price);

/* Firms speak now: its earnings are due today or were yesterday, or it moved by more than 5 percent on the day. */
bool rating_news_is_likely(const struct quote *quote, int64_t now);

/* --- one firm's record --- */

#define TRACK_HORIZONS 4
extern const size_t track_sessions[TRACK_HORIZONS]; /* 1, 5, 20, 60 trading days */
#define TRACK_LEAST 5                               /* cases below which no rate is claimed */

struct tracked_action {
    struct rating_action action;
    int direction;                       /* +1 it spoke for the share, -1 against it, 0 neither */
    struct amount moved[TRACK_HORIZONS]; /* percent, from the close of the action's day */
};

struct firm_record {
    char firm[64];
    struct tracked_action *items; /* newest first */
    size_t count;
};

/* An upgrade, a start above hold, a raised target speak for it; a downgrade, a start below hold, a lowered target
 * against it. */
int action_direction(const struct rating_action *action);
void track_action(struct tracked_action *tracked, const struct closes *closes);
/* Share of directed actions after which the price moved that way, percent; *cases: of how many. Unknown below
 * TRACK_LEAST. No move at all is a miss. */
struct amount firm_hit_rate(const struct firm_record *record, size_t horizon, size_t *cases);

#endif
