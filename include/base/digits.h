/* SPDX-License-Identifier: MIT
 * Figures within times that somebody wrote as text. */
#ifndef BASE_DIGITS_H
#define BASE_DIGITS_H

#include <stdbool.h>

/* Reads one to `most` digits (at most 9) and moves on behind them. False, and nothing moved, when there are none.
 */
bool digits_read(const char **at, int most, int *value);
/* "09:42:08" at the beginning of the text: a time of day. Moves on behind it. */
bool digits_clock(const char **at, int *hour, int *minute, int *second);

#endif
