/* SPDX-License-Identifier: MIT
 * Rows of quotes and the checks that span several figures. */
#include "config.h"

#include "quote_row.h"

#include "base/text.h"

#include <math.h>
#include <string.h>

#define FUTURE_SECONDS    120
#define AMERICAN_MOST     5    /* letters of a ticker */
#define CHANGE_MOST       90.0 /* percent */
#define PERCENT_TOLERANCE 1.0

struct quote *quote_row_add(struct observations *observations, const char *symbol, const char *source,
                            int64_t received_at)
{
    for (size_t i = 0; i < observations->quote_count; i++) {
        if (strcmp(observations->quotes[i].symbol, symbol) == 0)
            return NULL;
    }
    struct quote *quote = observations_add_quote(observations);
    if (quote == NULL)
        return NULL;
    text_copy(quote->symbol, sizeof quote->symbol, symbol);
    text_copy(quote->source, sizeof quote->source, source);
    quote->fetched_at = received_at;
    quote->decimals = 2;
    quote->delay_minutes = -1;
    return quote;
}

bool quote_row_american(const char *symbol, char name[SYMBOL_SIZE])
{
    size_t stem = strspn(symbol, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
    const char *class = symbol + stem;
    bool has_class = class[0] == '-' && class[1] >= 'A' && class[1] <= 'Z' && class[2] == '\0';
    text_copy(name, SYMBOL_SIZE, symbol);
    if (has_class)
        name[stem] = '.';
    return stem > 0 && stem <= AMERICAN_MOST && (has_class || class[0] == '\0');
}

int64_t quote_row_time(int64_t said, int64_t received_at)
{
    return said > received_at + FUTURE_SECONDS ? received_at : said;
}

unsigned quote_row_check(struct quote *quote, struct amount said_percent)
{
    struct amount percent = quote_change_percent(quote);
    if (!percent.known || fabs(percent.value) < CHANGE_MOST)
        return 0;
    if (said_percent.known && fabs(said_percent.value - percent.value) <= PERCENT_TOLERANCE)
        return 0;
    quote->prior_close = AMOUNT_UNKNOWN;
    return 1;
}
