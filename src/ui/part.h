/* SPDX-License-Identifier: MIT
 * One of a pane's views. A view that is a table over one dataset leaves to its listing what is not its own. */
#ifndef PART_H
#define PART_H

#include "ui/pane.h"

struct listing;

struct pane_part {
    void (*draw)(struct canvas *canvas, struct rect area, const struct view *view);
    unsigned (*act)(struct view *view, enum action_id action, struct screen *screen);
    size_t (*rows)(const struct view *view);
    void (*provenance)(const struct view *view, char *text, size_t size);
    void (*copy)(const struct view *view, char *text, size_t size);
    int64_t (*next_change)(const struct view *view);
    size_t (*wants)(const struct view *view, struct want *wants, size_t most);
    void (*subtitle)(const struct view *view, char *text, size_t size); /* NULL: the selected symbol */
    /* What Enter reads: false when the selection is no document. NULL: there are none in this view. */
    bool (*opens)(const struct view *view, char subject[SUBJECT_SIZE], char *title, size_t size);
    /* What x lists the documents of, where Enter does something else; NULL: as opens. */
    bool (*documents)(const struct view *view, char subject[SUBJECT_SIZE], char *title, size_t size);
    /* For draw, act, rows, next_change and wants that are NULL. NULL: they are all there, but for wants perhaps. */
    const struct listing *listing;
};

/* The part that is shown, of as many as the pane has views. */
const struct pane_part *part_shown(const struct pane_part *const *parts, size_t count, const struct view *view);

void part_draw(const struct pane_part *part, struct canvas *canvas, struct rect area, const struct view *view);
unsigned part_act(const struct pane_part *part, struct view *view, enum action_id action, struct screen *screen);
size_t part_rows(const struct pane_part *part, const struct view *view);
int64_t part_next_change(const struct pane_part *part, const struct view *view);
size_t part_wants(const struct pane_part *part, const struct view *view, struct want *wants, size_t most);
void part_subtitle(const struct pane_part *part, const struct view *view, char *text, size_t size);

#endif
