/* SPDX-License-Identifier: MIT
 * The same action told by several sources is one row that keeps them all. Pure. */
#ifndef MODEL_ACTION_MERGE_H
#define MODEL_ACTION_MERGE_H

#include "model/ratings.h"

/* Two rows are the same action when the symbol and the house (model/firms.h) agree, the New York days differ by one
 * at most, they come from different sources, and neither the new target nor the new rating differs where both are
 * told. The row that tells most stays and is completed from the others; sources are kept in `also`. What the others
 * tell otherwise (old rating, old target) stands in `conflict`; so do a different target or rating of the same
 * house on the same day, which remain two rows. Rows of one source are never merged: a house may speak twice a day.
 * The result, newest first, lies in arena; its strings are those of the items. */
struct rating_actions actions_merge(const struct rating_action *items, size_t count, struct arena *arena);

#endif
