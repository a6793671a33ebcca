/* SPDX-License-Identifier: MIT
 * How a quote that comes in meets the one that is held. */
#ifndef STORE_QUOTE_MERGE_H
#define STORE_QUOTE_MERGE_H

#include "model/prices.h"

/* A provider that tells less does not wipe out what changes slowly: name, currency, usual volume, the year's range,
 * next earnings; the market value moves with the price. A halt lasts until somebody tells a later trade. What was
 * said for comparison stays, too. */
void quote_carry(struct quote *quote, const struct quote *held);

/* Another provider's opinion: noted beside the held price; what the held quote lacks of the slow figures is taken.
 */
void quote_compare(struct quote *held, const struct quote *opinion);

/* A trade (price, time, source) becomes the held quote's last price, or its extended one outside the New York
 * session. The first trade of a day makes what was held the prior close. */
void quote_trade(struct quote *held, const struct quote *trade);

#endif
