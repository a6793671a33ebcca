/* SPDX-License-Identifier: MIT
 * Indices and yields in the top line: SPX 6612.40 +0.42%  10y 4.12% -3bp. */
#ifndef INDEX_LINE_H
#define INDEX_LINE_H

#include "draw/canvas.h"
#include "model/prices.h"

#include <stdbool.h>

#define INDEX_TEXT_SIZE 48

/* One index as text, brief without its level. False, and nothing written, when its quote is not known. */
bool index_text(char text[INDEX_TEXT_SIZE], const struct quotes *quotes, const char *symbol, bool brief);

/* As many of them, blank-separated, as fit whole before column `right` and not before `least`; returns the new
 * right edge. */
int index_line_draw(struct canvas *canvas, struct rect area, const struct quotes *quotes, const char *symbols,
                    int least, int right);

#endif
