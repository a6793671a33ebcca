/* SPDX-License-Identifier: MIT
 * The shortage index above the GPU tables. */
#ifndef GSI_HEADER_H
#define GSI_HEADER_H

#include "view.h"

/* One line for the basket, in higher areas a second one with its components; returns what is left of the area. All
 * of it while there is no index. */
struct rect gsi_header_draw(struct canvas *canvas, struct rect area, const struct view *view);

#endif
