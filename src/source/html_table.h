/* SPDX-License-Identifier: MIT
 * A table of a filing laid out as text. The tables of filings put the currency sign, the figure and the closing
 * bracket into cells of their own and leave columns empty as padding: what belongs together is joined, figures that
 * stand below each other are found by the grid columns that they share, headings are centred over what they span.
 */
#ifndef SOURCE_HTML_TABLE_H
#define SOURCE_HTML_TABLE_H

#include "line_writer.h"

#include "base/arena.h"

#define TABLE_WIDTH 78 /* columns that a table should fit into: a terminal of 80 less the frame */

struct html_cell {
    const char *text; /* clean; never "" */
    int first, last;  /* grid columns */
    bool figure;
    int column; /* of the layout, the last one that it covers in *until */
    int until;
};

struct html_row {
    struct html_cell *cells;
    size_t count, room;
    const char *link;
};

struct html_table {
    struct arena arena;
    struct html_row *rows;
    size_t count, room;
    int grid; /* the next cell's column in the row under way */
};

void html_table_init(struct html_table *table);
void html_table_clear(struct html_table *table);

void html_table_row(struct html_table *table); /* begins one */
/* text is clean and copied; "" takes its place in the grid only. */
void html_table_cell(struct html_table *table, const char *text, int span, const char *link);
/* So many rows or bytes are held that the table should be written out and go on as another. */
bool html_table_is_full(const struct html_table *table);

/* Lays out what is there, writes it, and is empty again. */
void html_table_write(struct html_table *table, struct line_writer *writer);

#endif
