/* SPDX-License-Identifier: MIT
 * The views of the thesis board: one company, two of them, and what was written down of commitments and guidance.
 */
#ifndef DRIVERS_BOARD_H
#define DRIVERS_BOARD_H

#include "base/arena.h"
#include "model/drivers.h"
#include "table.h"
#include "ui/pane.h"

/* The rows of one company, in the arena; returns how many. */
size_t drivers_of(const struct view *view, const char *symbol, struct arena *arena, struct driver_row **rows);

/* Each a table for the time of one call. Rows of the first two begin with a struct driver_row. */
struct table drivers_board(const struct view *view, struct arena *arena);
struct table drivers_pair(const struct view *view, struct arena *arena);
struct table drivers_dossier(const struct view *view, struct arena *arena);

/* Of a row of drivers_pair(): the first or the second company; NULL where the leg does not apply to it. */
const struct driver_row *drivers_pair_side(const void *row, int side);

/* Cells of a struct driver_row. */
void drivers_format_title(const void *row, char *text, size_t size);
void drivers_format_value(const void *row, char *text, size_t size);
void drivers_format_direction(const void *row, char *text, size_t size);
enum role drivers_direction_role(const void *row);

#endif
