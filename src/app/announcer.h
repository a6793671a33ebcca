/* SPDX-License-Identifier: MIT
 * Alerts where a person before the terminal notices them: bell, flash, a note of the desktop, the window's title.
 */
#ifndef ANNOUNCER_H
#define ANNOUNCER_H

#include "config/config.h"
#include "model/events.h"
#include "term/term.h"

struct announcer {
    const struct config *config;
    struct term *term;
    bool title_marked;
    int64_t flash_ends_ms; /* monotonic; 0: no flash is on */
};

void announcer_tell(struct announcer *announcer, const struct event *event, int64_t now_ms);
/* Somebody has pressed a key: the title's mark has done its work. */
void announcer_attended(struct announcer *announcer);
/* Milliseconds until announcer_turn must be called; INT_MAX never. */
int announcer_wait_ms(const struct announcer *announcer, int64_t now_ms);
void announcer_turn(struct announcer *announcer, int64_t now_ms);
/* Before the terminal is left or lent: nothing of it stays behind. */
void announcer_rest(struct announcer *announcer);

#endif
