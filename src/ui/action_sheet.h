/* SPDX-License-Identifier: MIT
 * One analyst action at length: what Enter opens, in whichever view. */
#ifndef ACTION_SHEET_H
#define ACTION_SHEET_H

#include "ratings_rows.h"
#include "sheet.h"

void action_sheet_fill(struct sheet *sheet, const struct action_row *row);
/* The sheet drawn, scrolled to *top. */
void action_sheet_draw(struct canvas *canvas, struct rect area, const struct action_row *row, int *top);

#endif
