/* SPDX-License-Identifier: MIT
 * Splits of quotes. */
#include "config.h"

#include "model/quote_split.h"

#include <math.h>

#define STEP_LEAST 1.6

/* How far the price has gone since the prior close, up and down alike. */
static double step_of(const struct quote *quote, double ratio)
{
    return fabs(log(quote->last.value * ratio / quote->prior_close.value));
}

static bool has_both(const struct quote *quote)
{
    return quote->last.known && quote->prior_close.known && quote->last.value > 0 && quote->prior_close.value > 0;
}

bool quote_may_be_split(const struct quote *quote)
{
    return has_both(quote) && step_of(quote, 1) >= log(STEP_LEAST);
}

bool quote_rebase(struct quote *quote, double ratio)
{
    if (!has_both(quote) || !(ratio > 0) || step_of(quote, ratio) >= step_of(quote, 1))
        return false;
    quote->prior_close = amount_of(quote->prior_close.value / ratio);
    return true;
}
