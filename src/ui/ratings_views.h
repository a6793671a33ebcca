/* SPDX-License-Identifier: MIT
 * The views of the ratings pane, one per file. Each is a pane in small. */
#ifndef RATINGS_VIEWS_H
#define RATINGS_VIEWS_H

#include "part.h"

extern const struct pane_part ratings_actions, ratings_headlines, ratings_consensus, ratings_tape,
    ratings_tape_of_all, ratings_firm, ratings_heat;

/* The numbers of two views that share their parts. */
enum { RATINGS_TAPE_OF_ALL = 4 };

/* Whose record the view of a firm shows: that of the action selected last. NULL changes nothing. */
void ratings_note_firm(const struct view *view, const struct rating_action *action);
const char *ratings_firm_of(const struct view *view); /* "" none yet */
bool ratings_is_in_group(const struct view *view, const char *symbol);
/* Daily bars of a symbol, two years of them. */
size_t ratings_want_bars(const char *symbol, struct want *wants, size_t most);

#endif
