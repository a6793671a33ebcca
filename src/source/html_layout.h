/* SPDX-License-Identifier: MIT
 * From cells in a grid to lines of text. Private to the table. */
#ifndef SOURCE_HTML_LAYOUT_H
#define SOURCE_HTML_LAYOUT_H

#include "html_table.h"

void html_layout_write(struct html_table *table, struct line_writer *writer);

#endif
