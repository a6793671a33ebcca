/* SPDX-License-Identifier: MIT
 * A page of a document: wrapping, scrolling by rows, and what is made to stand out. Private to the reader. */
#ifndef READER_PAGE_H
#define READER_PAGE_H

#include "model/document.h"
#include "ui/pane.h"

#define READER_ROWS_MOST 100000000 /* farther than any document reaches */

/* Moves the place by so many rows of a page of that width, and stops at either end. */
void reader_scroll(const struct document *document, struct reading_place *place, int width, int rows);
/* After another size: the place exists, and the page is as full as it can be. */
void reader_settle(const struct document *document, struct reading_place *place, int width, int page);
/* Which row of a wrapped line holds the words; 0 when none does, or for "". */
int reader_row_of_words(const struct document_line *line, int width, const char *words);

void reader_draw_title(struct canvas *canvas, struct rect area, const struct reading_place *place,
                       const struct document *document);
/* The keys in the last row, when there is room and the pane has the focus. Returns what is left. */
struct rect reader_draw_keys(struct canvas *canvas, struct rect area, bool focused);
/* selected: a line that is marked, -1 none. words: what is searched for, "" nothing. */
void reader_draw_page(struct canvas *canvas, struct rect area, const struct document *document,
                      const struct reading_place *place, int selected, const char *words);

#endif
