/* SPDX-License-Identifier: MIT
 * The supply side by month, as a table. */
#ifndef SUPPLY_ROWS_H
#define SUPPLY_ROWS_H

#include "table.h"
#include "ui/pane.h"

/* Rows of DATASET_SUPPLY, newest first; without any when nothing is known. */
struct table supply_rows_table(const struct view *view);

#endif
