/* SPDX-License-Identifier: MIT
 * The page of alerts, and its commands. */
#ifndef ALERT_PAGE_H
#define ALERT_PAGE_H

#include "screen_state.h"
#include "sheet.h"

void alerts_write(struct screen *screen, struct sheet *sheet, int part, int parts, int64_t now);
/* What an action does on the page; OUTCOME_NONE: nothing of its own. */
unsigned alerts_act(struct screen *screen, enum action_id action, int64_t now);

/* Commands :alert RULE, :unalert RULE, :snooze MINUTES (all rules). */
unsigned alerts_add(struct screen *screen, const char *argument, int64_t now);
unsigned alerts_remove(struct screen *screen, const char *argument, int64_t now);
unsigned alerts_snooze(struct screen *screen, const char *argument, int64_t now);

#endif
