/* SPDX-License-Identifier: MIT
 * A split between the prior close and the last price: what looks like -90 % is no loss. Pure. */
#ifndef MODEL_QUOTE_SPLIT_H
#define MODEL_QUOTE_SPLIT_H

#include "model/prices.h"

/* The change is so large that a split may be behind it: from 8 new shares for 5 on, or the other way round. */
bool quote_may_be_split(const struct quote *quote);
/* Puts the prior close on the base of the new shares (`ratio` new per old), unless the provider has done so: the
 * split must explain the step better than none. True when it did. */
bool quote_rebase(struct quote *quote, double ratio);

#endif
