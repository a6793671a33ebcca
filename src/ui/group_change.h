/* SPDX-License-Identifier: MIT
 * From one group of the watchlist to another, whose table may have other columns. */
#ifndef GROUP_CHANGE_H
#define GROUP_CHANGE_H

#include "screen_state.h"

/* The price pane stays sorted by the same column, wherever that stands in the new group's table. */
void group_change(struct screen *screen, size_t group);

#endif
