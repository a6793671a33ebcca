/* SPDX-License-Identifier: MIT
 * How a quote that comes in meets the one that is held. */
#ifndef STORE_QUOTE_MERGE_H
#define STORE_QUOTE_MERGE_H

#include "model/prices.h"

/* A provider that tells less does not wipe out what changes slowly: name, currency, usual volume, the year's range,
 * next earnings; the market value moves with the price. What was said for comparison stays, too. */
void quote_carry(struct quote *quote, const struct quote *held);

/* Another provider's opinion: noted beside the held price; what the held quote lacks of the slow figures is taken. */
void quote_compare(struct quote *held, const struct quote *opinion);

#endif
