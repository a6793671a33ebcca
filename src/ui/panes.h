/* SPDX-License-Identifier: MIT
 * The panes that exist; pane_table() lists them in the order of their hotkeys. */
#ifndef PANES_H
#define PANES_H

#include "ui/pane.h"

extern const struct pane price_pane;
extern const struct pane ratings_pane;
extern const struct pane receivables_pane;
extern const struct pane gpu_pane;
extern const struct pane drivers_pane;

#endif
