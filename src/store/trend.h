/* SPDX-License-Identifier: MIT
 * The prices of the last day of trading, few enough to stand in the quote's own row: reading a sparkline costs no
 * query of its own, and writing it no page. Private to the store. */
#ifndef STORE_TREND_H
#define STORE_TREND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define TREND_POINTS     48
#define TREND_BYTES_MOST (8 + TREND_POINTS * 8)

struct trend_point {
    int64_t at; /* UTC s */
    float price;
};

struct trend { /* ascending; the last price of each stretch of a power of two of seconds, as fine as there is room
                */
    struct trend_point points[TREND_POINTS];
    size_t count;
};

/* Adds a price that is not older than the newest held (an older one is ignored); forgets what is a day older. */
void trend_add(struct trend *trend, int64_t at, double price);
/* At most `most` prices of equal stretches of time, oldest first; stretches without one are left out. */
size_t trend_prices(const struct trend *trend, float *prices, size_t most);

/* As bytes of a file, and back; what cannot be a trend is an empty one. */
size_t trend_encode(const struct trend *trend, unsigned char bytes[TREND_BYTES_MOST]);
void trend_decode(struct trend *trend, const unsigned char *bytes, size_t length);

#endif
