/* SPDX-License-Identifier: MIT
 * What one holds: lots out of a file, and what they are worth by the quotes at hand. Private: nothing of it may
 * reach the log, a recording, the store or an event. */
#ifndef MODEL_POSITIONS_H
#define MODEL_POSITIONS_H

#include "base/text_lines.h"
#include "model/currency.h"
#include "model/watchlist.h"

#define POSITIONS_GROUP "Positions" /* the watchlist's group of what is held */
#define LOTS_MOST       1000

struct lot {
    char symbol[SYMBOL_SIZE];
    char currency[CURRENCY_SIZE]; /* of the cost; GBp and the like are hundredths */
    double quantity;              /* negative: sold short */
    double cost;                  /* of one share, fees as the user counts them */
    int32_t day;                  /* bought, days since 1970; DATE_UNKNOWN */
};

struct positions {
    char currency[CURRENCY_SIZE]; /* into which everything is converted */
    struct lot *lots;             /* owned */
    size_t count, room;
};

void positions_init(struct positions *positions, const char *currency);
void positions_clear(struct positions *positions); /* wipes the figures */

/* One lot a line: SYMBOL QUANTITY COST [CURRENCY [YYYY-MM-DD]], parted by blanks, tabs, commas or semicolons; #
 * begins a comment; a heading that begins with "symbol" is passed over. No currency: that of positions. today (days
 * since 1970) is the last day that a lot can be of. Every fault is told, the sound lines are taken. False when
 * there was any. */
bool positions_read(struct positions *positions, const char *text, size_t length, int32_t today,
                    const struct line_report *report);

/* Those held, in the order of the file, each once; then, after *held of them, the currency pairs that are needed to
 * add them up. Returns how many. */
size_t positions_symbols(const struct positions *positions, char (*symbols)[SYMBOL_SIZE], size_t most,
                         size_t *held);

/* All lots of a symbol. Amounts of money are in positions->currency, at the rates of the quotes at hand, costs too:
 * the profit is that of the price, in today's money. Unknown when price, currency or rate is. */
struct holding {
    const char *symbol; /* in positions */
    struct amount quantity;
    struct amount cost;  /* of one share, average over the lots, in the quote's currency; unknown: a mixture */
    struct amount value; /* quantity x last */
    struct amount day;   /* since the prior close; lots bought today: since their cost */
    struct amount day_percent;   /* of what they were worth before */
    struct amount total;         /* since they were bought */
    struct amount total_percent; /* of their cost */
    struct amount weight;        /* share of the sum of all known values, short ones counted by size, percent */
};

struct holding_sum {
    struct amount value, day, day_percent, total, total_percent; /* of those priced; unknown when none is */
    size_t priced, count;
};

/* One row per symbol held, in the order of the file; returns how many. sum may be NULL. */
size_t positions_value(const struct positions *positions, const struct quotes *quotes, int64_t now,
                       struct holding *holdings, size_t most, struct holding_sum *sum);

#endif
