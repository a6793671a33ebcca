/* SPDX-License-Identifier: MIT
 * A filing's document on the screen: paragraphs wrapped to the pane, tables as they were laid out, search, jumps to
 * items and to mentions, and the way to the other documents of the same filing. Any pane may have it. */
#ifndef READER_H
#define READER_H

#include "ui/pane.h"

bool reader_is_open(const struct pane_state *state);
/* Opens a document (subject of model/document.h) over the pane, or over the one that is open. OUTCOME_ bits. */
unsigned reader_open(struct pane_state *state, const char *subject, const char *title);
/* Back to the document before, or to the pane. OUTCOME_ bits. */
unsigned reader_back(struct pane_state *state);
/* Leaves it altogether. */
void reader_close(struct pane_state *state);

/* The rest is for when it is open. */
void reader_draw(struct canvas *canvas, struct rect area, const struct view *view);
unsigned reader_act(struct view *view, enum action_id action, struct screen *screen);
size_t reader_wants(const struct view *view, struct want *wants, size_t most);
void reader_provenance(const struct view *view, char *text, size_t size);
void reader_copy(const struct view *view, char *text, size_t size);
int64_t reader_next_change(const struct view *view);
size_t reader_rows(const struct view *view);

#endif
