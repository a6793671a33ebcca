/* SPDX-License-Identifier: MIT
 * Changes of the watchlist, shared by keys and commands. */
#ifndef WATCH_EDITS_H
#define WATCH_EDITS_H

#include "ui/screen.h"

/* The selected group's name, or that of the group that the first symbol makes. */
const char *watch_edits_group(const struct screen *screen);
/* An edit of the selected group. */
struct watch_edit watch_edits_make(const struct screen *screen, enum watch_edit_kind kind, const char *symbol,
                                   int64_t now);
/* Makes it and queues it for the store; false when it changes nothing. */
bool watch_edits_do(struct screen *screen, const struct watch_edit *edit);
/* The group is not the user's to change here; said in the message line. */
bool watch_edits_refused(struct screen *screen, const char *group);

#endif
