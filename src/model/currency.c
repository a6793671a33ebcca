/* SPDX-License-Identifier: MIT
 * Currencies: hundredths, pairs and rates. */
#include "config.h"

#include "model/currency.h"

#include "base/text.h"

#include <stdio.h>
#include <string.h>

static const struct {
    const char *written, *proper;
} hundredths[] = {{"GBp", "GBP"}, {"GBX", "GBP"}, {"ZAc", "ZAR"}, {"ZAC", "ZAR"}, {"ILA", "ILS"}};

double currency_unit(const char *written, char proper[CURRENCY_SIZE])
{
    for (size_t i = 0; i < sizeof hundredths / sizeof hundredths[0]; i++)
        if (strcmp(hundredths[i].written, written) == 0) {
            text_copy(proper, CURRENCY_SIZE, hundredths[i].proper);
            return 0.01;
        }
    text_copy(proper, CURRENCY_SIZE, written);
    return 1;
}

const char *currency_of_symbol(const char *symbol)
{
    static const struct {
        const char *suffix, *currency;
    } exchanges[] = {{".AS", "EUR"},  {".BR", "EUR"}, {".DE", "EUR"}, {".F", "EUR"},  {".HE", "EUR"},
                     {".LS", "EUR"},  {".MC", "EUR"}, {".MI", "EUR"}, {".PA", "EUR"}, {".VI", "EUR"},
                     {".IR", "EUR"},  {".L", "GBp"},  {".SW", "CHF"}, {".ST", "SEK"}, {".OL", "NOK"},
                     {".CO", "DKK"},  {".TO", "CAD"}, {".V", "CAD"},  {".T", "JPY"},  {".HK", "HKD"},
                     {".SS", "CNY"},  {".SZ", "CNY"}, {".KS", "KRW"}, {".KQ", "KRW"}, {".TW", "TWD"},
                     {".TWO", "TWD"}, {".AX", "AUD"}, {".NS", "INR"}, {".BO", "INR"}, {".SI", "SGD"},
                     {".JO", "ZAc"},  {".TA", "ILA"}, {".SA", "BRL"}, {".MX", "MXN"}};
    const char *suffix = strrchr(symbol, '.');
    if (suffix == NULL)
        return strpbrk(symbol, "^=") == NULL ? "USD" : NULL;
    for (size_t i = 0; i < sizeof exchanges / sizeof exchanges[0]; i++)
        if (strcmp(exchanges[i].suffix, suffix) == 0)
            return exchanges[i].currency;
    return NULL;
}

void currency_pair(char symbol[SYMBOL_SIZE], const char *from, const char *to)
{
    snprintf(symbol, SYMBOL_SIZE, "%.5s%.5s=X", from, to);
}

static struct amount quoted(const struct quotes *quotes, const char *from, const char *to)
{
    char symbol[SYMBOL_SIZE];
    currency_pair(symbol, from, to);
    const struct quote *quote = quotes != NULL ? quotes_find(quotes, symbol) : NULL;
    return quote != NULL && quote->last.known && quote->last.value > 0 ? quote->last : AMOUNT_UNKNOWN;
}

struct amount currency_rate(const struct quotes *quotes, const char *from, const char *to)
{
    char have[CURRENCY_SIZE], want[CURRENCY_SIZE];
    struct amount factor = amount_of(currency_unit(from, have) / currency_unit(to, want));
    if (have[0] == '\0' || want[0] == '\0')
        return AMOUNT_UNKNOWN;
    if (strcmp(have, want) == 0)
        return factor;
    struct amount rate = quoted(quotes, have, want);
    if (!rate.known)
        rate = amount_over(amount_of(1), quoted(quotes, want, have));
    return rate.known ? amount_of(rate.value * factor.value) : AMOUNT_UNKNOWN;
}
