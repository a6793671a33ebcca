/* SPDX-License-Identifier: MIT
 * What lots are worth: by symbol, in one currency, today and since they were bought. */
#include "config.h"

#include "model/positions.h"

#include "base/date.h"

#include <math.h>
#include <string.h>

/* --- whose quotes are needed --- */

static size_t add_symbol(char (*symbols)[SYMBOL_SIZE], size_t count, size_t most, const char *symbol)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(symbols[i], symbol) == 0)
            return count;
    if (count == most)
        return count;
    memcpy(symbols[count], symbol, strlen(symbol) + 1);
    return count + 1;
}

static size_t add_pair(char (*symbols)[SYMBOL_SIZE], size_t count, size_t most, const char *written,
                       const char *want)
{
    char have[CURRENCY_SIZE], pair[SYMBOL_SIZE];
    (void)currency_unit(written, have);
    currency_pair(pair, have, want);
    return strcmp(have, want) != 0 ? add_symbol(symbols, count, most, pair) : count;
}

/* What was paid may be in another currency than the quote, which the symbol's exchange tells before it is here. */
size_t positions_symbols(const struct positions *positions, char (*symbols)[SYMBOL_SIZE], size_t most, size_t *held)
{
    size_t count = 0;
    char want[CURRENCY_SIZE];
    (void)currency_unit(positions->currency, want);
    for (size_t i = 0; i < positions->count; i++)
        count = add_symbol(symbols, count, most, positions->lots[i].symbol);
    *held = count;
    for (size_t i = 0; i < positions->count; i++) {
        const struct lot *lot = &positions->lots[i];
        const char *quoted = currency_of_symbol(lot->symbol);
        count = add_pair(symbols, count, most, lot->currency, want);
        if (quoted != NULL)
            count = add_pair(symbols, count, most, quoted, want);
    }
    return count;
}

/* --- one symbol --- */

struct gathering { /* the lots of a symbol */
    struct holding holding;
    const struct quote *quote;
    struct amount rate;         /* of the quote's currency */
    struct amount paid, before; /* in the one currency: what was paid, what it was worth at the prior close */
};

static struct amount times(struct amount a, double factor)
{
    return a.known ? amount_of(a.value * factor) : AMOUNT_UNKNOWN;
}

static struct amount plus(struct amount a, struct amount b)
{
    return a.known && b.known ? amount_of(a.value + b.value) : AMOUNT_UNKNOWN;
}

static struct gathering begin(const struct positions *positions, const struct quotes *quotes, const char *symbol)
{
    const struct quote *quote = quotes != NULL ? quotes_find(quotes, symbol) : NULL;
    bool good = quote != NULL && !quote->not_found;
    return (struct gathering){
        .holding = {.symbol = symbol, .quantity = amount_of(0), .cost = amount_of(0)},
        .quote = good ? quote : NULL,
        .rate = good ? currency_rate(quotes, quote->currency, positions->currency) : AMOUNT_UNKNOWN,
        .paid = amount_of(0),
        .before = amount_of(0),
    };
}

/* A lot of today was not there at the prior close. */
static struct amount worth_before(const struct gathering *of, const struct lot *lot, struct amount paid,
                                  int32_t today)
{
    struct amount close = of->quote != NULL ? of->quote->prior_close : AMOUNT_UNKNOWN;
    if (lot->day == today)
        return paid;
    return times(times(of->rate, close.value), close.known ? lot->quantity : (double)NAN);
}

static void add_lot(struct gathering *of, const struct positions *positions, const struct quotes *quotes,
                    const struct lot *lot, int32_t today)
{
    struct amount paid =
        times(currency_rate(quotes, lot->currency, positions->currency), lot->quantity * lot->cost);
    struct amount own =
        of->quote != NULL ? currency_rate(NULL, lot->currency, of->quote->currency) : AMOUNT_UNKNOWN;
    of->holding.quantity.value += lot->quantity;
    of->holding.cost = plus(of->holding.cost, times(own, lot->quantity * lot->cost));
    of->paid = plus(of->paid, paid);
    of->before = plus(of->before, worth_before(of, lot, paid, today));
}

static struct amount percent_of(struct amount part, struct amount whole)
{
    return times(amount_over(part, whole.known ? amount_of(fabs(whole.value)) : whole), 100);
}

static void finish(struct gathering *of)
{
    struct holding *holding = &of->holding;
    struct amount last = of->quote != NULL ? of->quote->last : AMOUNT_UNKNOWN;
    holding->cost = amount_over(holding->cost, holding->quantity);
    holding->value = times(times(of->rate, last.known ? last.value : (double)NAN), holding->quantity.value);
    holding->day = amount_minus(holding->value, of->before);
    holding->day_percent = percent_of(holding->day, of->before);
    holding->total = amount_minus(holding->value, of->paid);
    holding->total_percent = percent_of(holding->total, of->paid);
}

/* --- all of them --- */

struct adding {
    double value, gross, day, before, total, paid;
    size_t valued, dayed, totalled;
};

static void add_holding(struct adding *sum, const struct gathering *of)
{
    const struct holding *holding = &of->holding;
    if (holding->value.known) {
        sum->valued++;
        sum->value += holding->value.value;
        sum->gross += fabs(holding->value.value);
    }
    if (holding->day.known) {
        sum->dayed++;
        sum->day += holding->day.value;
        sum->before += fabs(of->before.value);
    }
    if (holding->total.known) {
        sum->totalled++;
        sum->total += holding->total.value;
        sum->paid += fabs(of->paid.value);
    }
}

static struct amount of_some(double value, size_t count)
{
    return count > 0 ? amount_of(value) : AMOUNT_UNKNOWN;
}

static struct holding_sum sum_up(const struct adding *sum, size_t count)
{
    return (struct holding_sum){
        .value = of_some(sum->value, sum->valued),
        .day = of_some(sum->day, sum->dayed),
        .day_percent = percent_of(of_some(sum->day, sum->dayed), amount_of(sum->before)),
        .total = of_some(sum->total, sum->totalled),
        .total_percent = percent_of(of_some(sum->total, sum->totalled), amount_of(sum->paid)),
        .priced = sum->valued,
        .count = count,
    };
}

static bool is_first(const struct positions *positions, size_t index)
{
    for (size_t i = 0; i < index; i++)
        if (strcmp(positions->lots[i].symbol, positions->lots[index].symbol) == 0)
            return false;
    return true;
}

size_t positions_value(const struct positions *positions, const struct quotes *quotes, int64_t now,
                       struct holding *holdings, size_t most, struct holding_sum *sum)
{
    struct adding adding = {.value = 0};
    int32_t today = date_new_york_day(now);
    size_t count = 0;
    for (size_t i = 0; i < positions->count && count < most; i++) {
        if (!is_first(positions, i))
            continue;
        struct gathering of = begin(positions, quotes, positions->lots[i].symbol);
        for (size_t k = i; k < positions->count; k++)
            if (strcmp(positions->lots[k].symbol, of.holding.symbol) == 0)
                add_lot(&of, positions, quotes, &positions->lots[k], today);
        finish(&of);
        add_holding(&adding, &of);
        holdings[count++] = of.holding;
    }
    for (size_t i = 0; i < count; i++)
        if (holdings[i].value.known && adding.gross > 0)
            holdings[i].weight = amount_of(holdings[i].value.value / adding.gross * 100);
    if (sum != NULL)
        *sum = sum_up(&adding, count);
    return count;
}
