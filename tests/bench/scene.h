/* SPDX-License-Identifier: MIT
 * What the terminal benches draw: a table of 400 cells beside a chart of braille, and the real screen over an
 * invented market. */
#ifndef BENCH_SCENE_H
#define BENCH_SCENE_H

#include "draw/canvas.h"
#include "ui/screen.h"

#define SCENE_ROWS    50
#define SCENE_COLUMNS 200
#define SCENE_CELLS   400

/* The first `changed` cells show another figure at each tick. */
void scene_draw(struct canvas *canvas, unsigned tick, unsigned changed);

/* The dashboard at one moment: everything of the first symbol's row and its newest bar differ between ticks. */
struct scene_market;
struct scene_market *scene_market_new(void);
void scene_market_free(struct scene_market *market);
void scene_market_tick(struct scene_market *market, struct canvas *canvas);

#endif
