/* SPDX-License-Identifier: MIT
 * Bars by quarter around a line of zero, with their figures where there is room and a mark over those with an
 * alarm. */
#ifndef QUARTER_BARS_H
#define QUARTER_BARS_H

#include "base/amount.h"
#include "draw/canvas.h"

#include <stdint.h>

struct quarter_bar {
    struct amount value; /* unknown: a gap */
    int32_t end_day;
    bool alarm;
    char text[24]; /* the value as it is told */
};

/* Oldest first; the newest ones that fit are drawn. */
void quarter_bars_draw(struct canvas *canvas, struct rect area, const struct quarter_bar *bars, size_t count);

#endif
