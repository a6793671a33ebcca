/* SPDX-License-Identifier: MIT
 * Thin answers completed, second opinions noted. */
#include "config.h"

#include "quote_merge.h"

#include "base/date.h"
#include "base/text.h"
#include "model/calendar.h"

#include <stdlib.h>

#define SAME_TIME_SECONDS 90 /* trades further apart are different prices, not a disagreement */

static void carry_amount(struct amount *amount, struct amount held)
{
    if (!amount->known)
        *amount = held;
}

static void carry_text(char *text, size_t size, const char *held)
{
    if (text[0] == '\0')
        text_copy(text, size, held);
}

static void carry_slow(struct quote *quote, const struct quote *held)
{
    struct amount moved = amount_over(quote->last, held->last);
    carry_text(quote->name, sizeof quote->name, held->name);
    carry_text(quote->currency, sizeof quote->currency, held->currency);
    carry_text(quote->exchange, sizeof quote->exchange, held->exchange);
    carry_amount(&quote->average_volume, held->average_volume);
    carry_amount(&quote->year_low, held->year_low);
    carry_amount(&quote->year_high, held->year_high);
    if (!quote->market_cap.known && held->market_cap.known && moved.known)
        quote->market_cap = amount_of(held->market_cap.value * moved.value);
    if (quote->earnings_at == 0 && held->earnings_at > quote->fetched_at) {
        quote->earnings_at = held->earnings_at;
        quote->earnings_estimated = held->earnings_estimated;
    }
}

void quote_carry(struct quote *quote, const struct quote *held)
{
    if (!quote->not_found)
        carry_slow(quote, held);
    if (held->halted && quote->as_of <= held->as_of) /* few tell of it; a later trade ends it */
        quote->halted = true;
    quote->other_last = held->other_last;
    quote->other_percent = held->other_percent;
    quote->other_at = held->other_at;
    text_copy(quote->other_source, sizeof quote->other_source, held->other_source);
}

void quote_compare(struct quote *held, const struct quote *opinion)
{
    if (opinion->not_found || !opinion->last.known)
        return;
    bool timed = held->as_of > 0 && opinion->as_of > 0 &&
                 llabs((long long)(held->as_of - opinion->as_of)) <= SAME_TIME_SECONDS;
    held->other_last = opinion->last;
    held->other_at = opinion->fetched_at;
    held->other_percent = timed ? amount_percent_change(opinion->last, held->last) : AMOUNT_UNKNOWN;
    text_copy(held->other_source, sizeof held->other_source, opinion->source);
    carry_slow(held, opinion);
    held->halted = opinion->halted || (held->halted && opinion->as_of <= held->as_of);
}

static void begin_day(struct quote *held, struct amount first)
{
    held->prior_close = held->last;
    held->open = held->high = held->low = first;
    held->volume = AMOUNT_UNKNOWN;
}

static void trade_in_session(struct quote *held, const struct quote *trade)
{
    if (held->as_of > 0 && date_new_york_day(held->as_of) < date_new_york_day(trade->as_of))
        begin_day(held, trade->last);
    held->last = trade->last;
    held->as_of = trade->as_of;
    held->extended_last = AMOUNT_UNKNOWN;
    if (held->high.known && trade->last.value > held->high.value)
        held->high = trade->last;
    if (held->low.known && trade->last.value < held->low.value)
        held->low = trade->last;
}

void quote_trade(struct quote *held, const struct quote *trade)
{
    enum market_session session = calendar_session(trade->as_of);
    if (session == SESSION_PRE || session == SESSION_POST) {
        held->extended_last = trade->last;
        held->extended_as_of = trade->as_of;
        held->extended_session = session;
    } else if (session == SESSION_REGULAR && trade->as_of >= held->as_of) {
        trade_in_session(held, trade);
    }
    held->session = session;
    held->fetched_at = trade->fetched_at;
    held->delay_minutes = 0;
    held->bid = held->ask = AMOUNT_UNKNOWN; /* of another moment */
    text_copy(held->source, sizeof held->source, trade->source);
}
