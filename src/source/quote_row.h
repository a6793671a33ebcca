/* SPDX-License-Identifier: MIT
 * What the sources of quotes share: rows with honest defaults, and the checks that span several figures. */
#ifndef SOURCE_QUOTE_ROW_H
#define SOURCE_QUOTE_ROW_H

#include "source/source.h"

/* A new row for a symbol that has none yet, all unknown; NULL when it has one or there is no room. */
struct quote *quote_row_add(struct observations *observations, const char *symbol, const char *source,
                            int64_t received_at);

/* Writes the name that most American providers use for a symbol spelled in Yahoo's way: BRK-B is BRK.B. False for
 * what is no American share: indices, currencies, futures, other exchanges. */
bool quote_row_american(const char *symbol, char name[SYMBOL_SIZE]);

/* The provider's time: a stamp in the future is our own clock's or the provider's mistake and becomes the time of
 * receipt, so that one bad stamp cannot pass for the newest for ever. 0 stays 0. */
int64_t quote_row_time(int64_t said, int64_t received_at);

/* A change of 90 % or more is believed only if the provider's own percentage says the same (a missed split
 * otherwise): else the prior close is dropped. Returns the number of figures dropped. */
unsigned quote_row_check(struct quote *quote, struct amount said_percent);

#endif
