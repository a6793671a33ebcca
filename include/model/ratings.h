/* SPDX-License-Identifier: MIT
 * Analyst actions, recommendation counts, price targets and estimates. Strings are never NULL and belong to
 * the arena that the holder names. */
#ifndef MODEL_RATINGS_H
#define MODEL_RATINGS_H

#include "base/amount.h"
#include "model/prices.h"

enum rating_move {
    MOVE_UNKNOWN,
    MOVE_UPGRADE,
    MOVE_DOWNGRADE,
    MOVE_INITIATE,
    MOVE_REITERATE,
    MOVE_MAINTAIN,
    MOVE_DROP
};

/* Five steps, 0 when a firm's word is not in the table. */
enum rating_step { STEP_UNKNOWN, STEP_STRONG_SELL, STEP_SELL, STEP_HOLD, STEP_BUY, STEP_STRONG_BUY };

enum target_basis {
    TARGET_AS_ISSUED,
    TARGET_ADJUSTED, /* divided by the splits since: comparable with today's price */
    TARGET_WITHHELD  /* a split may lie between and we cannot tell: not to be compared with a price */
};

struct rating_action {
    char symbol[SYMBOL_SIZE];
    int64_t when; /* UTC s */
    const char *firm;
    const char *from, *to; /* the firm's own words; "" unknown */
    enum rating_move move; /* corrected: when the grades differ they decide, not the provider's word */
    struct amount target_from, target_to; /* on the wire and in the store as issued; a provider's 0 is unknown */
    char source[SOURCE_NAME_SIZE];
    int64_t first_seen; /* when this program first stored it, UTC s; 0 not stored yet */

    /* what is worked out on the way to the screen: model/action_merge.h, model/price_path.h */
    bool announced;           /* only a headline tells of it so far */
    char also[48];            /* other sources that tell the same, blank-separated; "" none */
    char conflict[72];        /* what they tell otherwise: "fmp_grades: target 165"; "" none */
    enum target_basis basis;  /* of the targets */
    double split_factor;      /* TARGET_ADJUSTED: new shares per old since then */
    struct amount price_then; /* close of that New York day, on the base of today's prices */
};

struct rating_actions {
    char symbol[SYMBOL_SIZE];
    struct rating_action *items; /* newest first */
    size_t count;
};

struct trend_month { /* analysts per step, one month */
    struct amount strong_buy, buy, hold, sell, strong_sell;
};

#define TREND_MONTHS 4

/* A scale of recommendations: who is at which end. */
enum rating_scale {
    SCALE_ONE_IS_BEST,  /* Yahoo: 1 strong buy .. 5 sell; ours */
    SCALE_FIVE_IS_BEST, /* Massive: 5 strong buy .. 1 strong sell */
    SCALE_TEN_IS_BEST   /* Twelve Data: 10 strong buy .. 0 strong sell */
};

struct estimate {
    bool revenue;    /* else EPS */
    char period[8];  /* "0q" "+1q" "0y" "+1y" */
    int32_t end_day; /* fiscal period end; DATE_UNKNOWN */
    struct amount mean, low, high, analysts, year_ago, growth_percent;
    struct amount ago7, ago30, ago60, ago90; /* what the mean was (EPS: provider; revenue: our own store) */
    struct amount up7, up30, down7, down30;
    char currency[8];
    char source[SOURCE_NAME_SIZE]; /* out of the store; "" on the wire */
};

struct earnings_quarter { /* a quarter reported: per share */
    int32_t end_day;
    struct amount actual, expected;
};

#define QUARTERS_SHOWN 8

struct consensus_point { /* the consensus as it stood one day, as we observed it */
    int64_t at;
    struct amount target_low, target_mean, target_high;
    struct amount mean; /* of the recommendations, 1 best */
    struct amount analysts;
};

struct consensus {
    char symbol[SYMBOL_SIZE];
    char source[SOURCE_NAME_SIZE];
    struct trend_month months[TREND_MONTHS]; /* [0] = now, [1] = a month ago ... */
    struct amount target_low, target_median, target_mean, target_high;
    struct amount analysts;
    struct amount recommendation_mean; /* 1 = strong buy .. 5 = sell (Yahoo's direction) */
    char currency[8];
    struct estimate *estimates;
    size_t estimate_count;
    int64_t earnings_from, earnings_to; /* UTC s, 0 unknown; equal when one date is given */
    bool earnings_estimated;
    struct earnings_quarter quarters[QUARTERS_SHOWN]; /* newest first */
    size_t quarter_count;
    struct consensus_point *history; /* ascending, one a day at most; only out of the store */
    size_t history_count;
};

enum rating_step rating_step_of(const char *words);
const char *rating_step_name(enum rating_step step); /* "strong buy" ... "" for unknown */
const char *rating_move_name(enum rating_move move); /* "up" "down" "init" "reit" "keep" "drop" "" */
/* Well-known short form for a table cell ("Overweight" -> "OW"), else the words themselves. */
const char *rating_abbreviation(const char *words);
/* The move that the two grades imply, or the provider's when they do not tell (one is unknown, both are the same
 * step, or the firm starts or ends its coverage). */
enum rating_move rating_move_of(enum rating_move said, const char *from, const char *to);
/* The value on our scale, 1 best .. 5 worst; unknown outside of the scale given. */
struct amount rating_mean_on(enum rating_scale scale, struct amount value);
/* The mean of a month's counts: strong buy 1, buy 2, hold 3, sell 4, strong sell 5; unknown without analysts. */
struct amount trend_month_mean(const struct trend_month *month);
double trend_month_analysts(const struct trend_month *month);
/* The step of a mean on our scale: up to 1.5 strong buy, 2.5 buy, 3.5 hold, 4.5 sell. */
enum rating_step rating_step_of_mean(struct amount mean);
/* to against from in percent; unknown unless both are known and > 0. */
struct amount rating_target_change(const struct rating_action *action);

#endif
