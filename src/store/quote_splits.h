/* SPDX-License-Identifier: MIT
 * Quotes against the splits that charts have told. Private to the store. */
#ifndef STORE_QUOTE_SPLITS_H
#define STORE_QUOTE_SPLITS_H

#include "record.h"

/* On the day of a split the prior close is put on its base. A change that a split may be behind is unknown until a
 * chart of that day has told whether there was one: the quote is then marked as unchecked. */
bool check_split(struct store *store, struct quote *quote, struct error *err);

#endif
