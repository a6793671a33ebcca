/* SPDX-License-Identifier: MIT
 * Quotes and bars as plain data, and the arithmetic on them. */
#ifndef MODEL_PRICES_H
#define MODEL_PRICES_H

#include "base/amount.h"
#include "base/arena.h"

#include <stddef.h>
#include <stdint.h>

#define SYMBOL_SIZE      16
#define SOURCE_NAME_SIZE 24
#define QUOTE_TREND      32

enum market_session { SESSION_UNKNOWN, SESSION_PRE, SESSION_REGULAR, SESSION_POST, SESSION_CLOSED };

struct quote {
    char symbol[SYMBOL_SIZE];
    char name[64];
    char currency[8]; /* as the provider gives it: "USD", "GBp" (hundredths), "" unknown */
    char exchange[24];
    char source[SOURCE_NAME_SIZE]; /* registry name of the source that said so */
    int64_t as_of;                 /* the provider's time of the last trade, UTC s; 0 unknown */
    int64_t fetched_at;            /* when we received it, UTC s */
    struct amount last;            /* regular session's last price */
    struct amount prior_close;
    struct amount open, high, low;
    struct amount bid, ask;
    struct amount volume, average_volume;
    struct amount market_cap;
    struct amount year_low, year_high;
    struct amount extended_last; /* pre- or post-market price, never mixed into last */
    int64_t extended_as_of;
    enum market_session session;          /* of the market now, as the provider says */
    enum market_session extended_session; /* which one extended_last belongs to */
    unsigned decimals;                    /* to show; 2 when the provider does not say */
    int delay_minutes;                    /* 0 real time, -1 unknown */
    bool halted;
    bool not_found; /* the provider answered and does not know the symbol */
    bool trade;     /* on the wire: a trade alone; the held quote's other figures stay */
    bool second;    /* on the wire: another provider's opinion, to be compared and not to replace */
    /* What another provider said when it was last asked for comparison, and by how much that differed from the last
     * price held then, percent; unknown when the two were not of the same time. Never averaged. */
    struct amount other_last, other_percent;
    int64_t other_at; /* UTC s; 0 never */
    char other_source[SOURCE_NAME_SIZE];
    bool doubted;         /* they differ by more than the user allows */
    double split_ratio;   /* new shares per old of a split on this day; 0 none. From our own store, as the next */
    bool split_unchecked; /* the change is withheld until a chart has told whether a split is behind it */
    int64_t earnings_at;  /* next earnings, UTC s; 0 unknown */
    bool earnings_estimated;
    size_t trend_count; /* prices of the last day, oldest first, for the sparkline; from our own store */
    float trend[QUOTE_TREND];
    struct amount target_mean; /* the analysts' mean target, from our own store, in the quote's currency */
    unsigned alarms;           /* receivables rules that its latest filings rang, from our own store */
};

struct quotes {
    struct quote *items;
    size_t count;
};

/* last - prior close, in the quote's currency; and in percent of prior close. Always computed here: the
 * providers' own change fields contradict each other. */
struct amount quote_change(const struct quote *quote);
struct amount quote_change_percent(const struct quote *quote);
/* extended_last against last, percent. */
struct amount quote_extended_percent(const struct quote *quote);
const struct quote *quotes_find(const struct quotes *quotes, const char *symbol);
/* The same for who asks in the order they are in: looks first behind the one found last, *at, which starts as 0. */
const struct quote *quotes_find_next(const struct quotes *quotes, const char *symbol, size_t *at);

enum bar_interval { BAR_1M, BAR_5M, BAR_15M, BAR_1H, BAR_1D, BAR_1W, BAR_INTERVALS };
enum chart_range {
    RANGE_1D,
    RANGE_5D,
    RANGE_1M,
    RANGE_3M,
    RANGE_6M,
    RANGE_YTD,
    RANGE_1Y,
    RANGE_2Y,
    RANGE_5Y,
    RANGE_MAX, /* all there is, week by week */
    CHART_RANGES
};

struct bar {
    int64_t start;                 /* UTC s of the bar's start */
    double open, high, low, close; /* split-adjusted, not dividend-adjusted */
    struct amount volume;
    bool partial;                /* the live bar of an unfinished interval */
    enum market_session session; /* within a day: that the exchange counts it to; SESSION_UNKNOWN not said */
};

struct bar_span { /* of bars' starts, from <= start < to, UTC s; both 0: the whole range */
    int64_t from, to;
};

struct bars {
    char symbol[SYMBOL_SIZE];
    char currency[8];
    enum bar_interval interval;
    enum chart_range range;
    unsigned decimals;
    struct amount prior_close; /* close before the range: a line on intraday charts; unknown otherwise */
    struct bar *items;         /* ascending start; holes are absent, not zero */
    size_t count;
    size_t older_count; /* bars before the range that are held, too: they lie in front of items, ascending */
    int64_t *holes;     /* ascending starts of bars that the provider knows of and has no prices for */
    size_t hole_count;
    /* On the wire alone. */
    struct bar_span asked; /* what was asked for */
    int64_t settled_to; /* nothing before it is going to change, UTC s: where the next request begins; 0 unknown */
};

const char *chart_range_name(enum chart_range range); /* "1d" "5d" "1m" ... */
bool chart_range_parse(const char *name, enum chart_range *range);
enum bar_interval chart_range_interval(enum chart_range range);
/* UTC second where the range begins, seen from now. For 1d: start of the New York day of the last session. */
int64_t chart_range_start(enum chart_range range, int64_t now);
const char *bar_interval_name(enum bar_interval interval); /* "5m" "1d" */
int64_t bar_interval_seconds(enum bar_interval interval);

/* A hole is asked for again after an hour, and ever more seldom; after some two months of tries no more. */
bool bar_hole_is_due(unsigned tries, int64_t asked_at, int64_t now);
/* From where on the bar that follows one with this start may begin: days are not of equal length. */
int64_t bar_next_start(enum bar_interval interval, int64_t start);

/* Simple moving average of close over n bars ending at index; unknown before n bars.
 * Source of the formula: arithmetic mean, as in Murphy, Technical Analysis of the Financial Markets, ch. 9. */
struct amount bars_average(const struct bars *bars, size_t index, size_t n);

/* Folds ascending bars into `most` or fewer, keeping open of first, close of last, max high, min low, sum of
 * volume (unknown when one of them is): what a chart narrower than the data must draw. Result lives in arena. */
struct bars bars_fold(const struct bars *bars, size_t most, struct arena *arena);

#endif
