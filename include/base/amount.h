/* SPDX-License-Identifier: MIT
 * A figure that may be absent. Unknown is never 0, on any path from wire to cell. */
#ifndef BASE_AMOUNT_H
#define BASE_AMOUNT_H

#include <stdbool.h>

struct amount {
    double value;
    bool known;
};

#define AMOUNT_UNKNOWN ((struct amount){0.0, false})

/* Known if the value is finite, else unknown. */
struct amount amount_of(double value);

/* Known if finite and low <= value <= high, else unknown. The plausibility gate for remote figures. */
struct amount amount_within(double value, double low, double high);

/* a - b, a / b (unknown when b is 0), and (a - b) / |b| * 100; unknown if either is. */
struct amount amount_minus(struct amount a, struct amount b);
struct amount amount_over(struct amount a, struct amount b);
struct amount amount_percent_change(struct amount now, struct amount before);

#endif
