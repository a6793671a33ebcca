/* SPDX-License-Identifier: MIT
 * Currencies as providers write them, hundredths among them, and rates between them out of quotes. */
#ifndef MODEL_CURRENCY_H
#define MODEL_CURRENCY_H

#include "model/prices.h"

#define CURRENCY_SIZE 8

/* GBp, ZAc and ILA are hundredths of GBP, ZAR and ILS: writes the currency proper, returns how much of it one unit
 * is (1 or 0.01). */
double currency_unit(const char *written, char proper[CURRENCY_SIZE]);
/* What a symbol of that exchange is quoted in: "VOD.L" in GBp, "ASML.AS" in EUR, one without a suffix in USD. NULL:
 * not known. */
const char *currency_of_symbol(const char *symbol);
/* The symbol under which the provider quotes the price of one currency in another: "EURUSD=X". */
void currency_pair(char symbol[SYMBOL_SIZE], const char *from, const char *to);
/* What one unit of the first is worth in the second, both as written; of the pair's quote, or of the opposite
 * pair's. 1 between equals; unknown when neither is quoted. */
struct amount currency_rate(const struct quotes *quotes, const char *from, const char *to);

#endif
