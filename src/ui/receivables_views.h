/* SPDX-License-Identifier: MIT
 * The views of the receivables pane, one per file. Each is a pane in small; the reader lies over any of them. */
#ifndef RECEIVABLES_VIEWS_H
#define RECEIVABLES_VIEWS_H

#include "ui/pane.h"

struct receivables_view {
    void (*draw)(struct canvas *canvas, struct rect area, const struct view *view);
    unsigned (*act)(struct view *view, enum action_id action, struct screen *screen);
    size_t (*rows)(const struct view *view);
    void (*provenance)(const struct view *view, char *text, size_t size);
    void (*copy)(const struct view *view, char *text, size_t size);
    int64_t (*next_change)(const struct view *view);
    size_t (*wants)(const struct view *view, struct want *wants, size_t most); /* NULL: nothing besides */
    /* What Enter reads: false when the selection is no document. NULL: there are none in this view. */
    bool (*opens)(const struct view *view, char subject[SUBJECT_SIZE], char *title, size_t size);
    /* What x lists the documents of, where Enter does something else; NULL: as opens. */
    bool (*documents)(const struct view *view, char subject[SUBJECT_SIZE], char *title, size_t size);
    void (*subtitle)(const struct view *view, char *text, size_t size); /* NULL: the selected symbol */
};

extern const struct receivables_view receivables_quarters, receivables_chart, receivables_compare,
    receivables_customers;
extern const struct receivables_view receivables_rules;
extern const struct receivables_view receivables_feed, receivables_search;

#endif
