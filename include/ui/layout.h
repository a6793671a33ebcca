/* SPDX-License-Identifier: MIT
 * Where things go: a pure function of size, focus and zoom. */
#ifndef UI_LAYOUT_H
#define UI_LAYOUT_H

#include "draw/canvas.h"

enum layout_kind { LAYOUT_TOO_SMALL, LAYOUT_SMALL, LAYOUT_MEDIUM, LAYOUT_WIDE };

#define LAYOUT_LEAST_ROWS    10
#define LAYOUT_LEAST_COLUMNS 40
#define LAYOUT_PANES_MOST    9

struct layout {
    enum layout_kind kind;
    struct rect header, tape, status;     /* rows may be 0 */
    struct rect tabs;                     /* small layout: the tab strip; else 0 rows */
    struct rect panes[LAYOUT_PANES_MOST]; /* with frame; 0x0: not shown */
};

struct layout layout_make(int rows, int columns, size_t pane_count, size_t focus, bool zoomed);

#endif
