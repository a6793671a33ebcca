/* SPDX-License-Identifier: MIT
 * How the consensus came about: charts of the mean recommendation and of the mean target. */
#ifndef CONSENSUS_HISTORY_H
#define CONSENSUS_HISTORY_H

#include "draw/canvas.h"
#include "model/ratings.h"

#define HISTORY_ROWS_LEAST 5 /* of a chart with its caption */

/* The mean recommendation from the provider's months and from what we observed, the mean target from what we
 * observed: side by side where there is room, one above the other where it is high enough, else the one that has
 * more to tell. price (unknown: none) is marked on the scale of targets. */
void consensus_draw_history(struct canvas *canvas, struct rect area, const struct consensus *consensus,
                            struct amount price, int64_t now);

#endif
