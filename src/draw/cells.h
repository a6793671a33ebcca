/* SPDX-License-Identifier: MIT
 * Cells by their place inside an area: the one clipping rule of the layer. */
#ifndef CELLS_H
#define CELLS_H

#include "draw/canvas.h"

/* The cell at row and column of area, NULL when that is outside of the area or the canvas. */
struct cell *cells_at(const struct canvas *canvas, struct rect area, int row, int column);

#endif
