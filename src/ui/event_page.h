/* SPDX-License-Identifier: MIT
 * The page of events. */
#ifndef EVENT_PAGE_H
#define EVENT_PAGE_H

#include "screen_state.h"
#include "sheet.h"

void events_write(struct screen *screen, struct sheet *sheet, int part, int parts, int64_t now);
int events_count(const struct screen *screen); /* of all that the filters let through */
/* What an action does on the page; OUTCOME_NONE: nothing of its own. */
unsigned events_act(struct screen *screen, enum action_id action, int64_t now);

#endif
