/* SPDX-License-Identifier: MIT
 * What the analysts say together, in two lines: counts as a bar, price targets as a scale. */
#ifndef CONSENSUS_LINES_H
#define CONSENSUS_LINES_H

#include "draw/canvas.h"
#include "model/ratings.h"

/* "24 analysts  ████▓▓▓░░  14 buy 8 hold 2 sell" in the first row of area. */
void consensus_draw_bar(struct canvas *canvas, struct rect area, const struct consensus *consensus);
/* "target low 65 ──┼──●── 240 high  mean 148 +11.0%": price marks the scale; unknown leaves it out. */
void consensus_draw_targets(struct canvas *canvas, struct rect area, const struct consensus *consensus,
                            struct amount price);

/* Sums of a month: [0] buy and strong buy, [1] hold, [2] sell and strong sell; unknown when nothing is known. */
struct trend_sums {
    struct amount sums[3];
    double total;
};
struct trend_sums trend_sum(const struct trend_month *month);

/* Splits width over the shares by largest remainder: what is not 0 gets a column if there are enough. */
void consensus_split(const double shares[3], int width, int columns[3]);

#endif
