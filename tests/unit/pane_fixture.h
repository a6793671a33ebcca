/* SPDX-License-Identifier: MIT
 * A small invented market for tests of panes: three symbols, an analyst, two quarters, three GPU models. */
#ifndef PANE_FIXTURE_H
#define PANE_FIXTURE_H

#include "base/buffer.h"
#include "ui/pane.h"

/* 2025-09-24 10:42:07 New York, a Wednesday, the market open. */
#define FIXTURE_NOW 1758724927

enum fixture_state {
    FIXTURE_NORMAL,
    FIXTURE_EMPTY,
    FIXTURE_LOADING,
    FIXTURE_REFRESHING,
    FIXTURE_STALE,
    FIXTURE_FAILED,      /* with older data */
    FIXTURE_FAILED_BARE, /* without */
    FIXTURE_NEEDS,       /* the SEC contact, a key elsewhere */
    FIXTURE_OFF,
    FIXTURE_CJK, /* as normal, what others have named is Chinese or Japanese */
    FIXTURE_STATES
};

struct fixture {
    struct watchlist watchlist;
    const struct snapshot *snapshot;
    struct pane_state state;
    struct indicator_set indicators;
    struct view view;
};

void fixture_init(struct fixture *fixture, enum fixture_state state);
void fixture_clear(struct fixture *fixture);

/* The pane on a canvas of that size, as text; ascii as on a terminal without UTF-8. */
void fixture_draw(struct fixture *fixture, const struct pane *pane, int rows, int columns, bool ascii,
                  struct buffer *buffer);

#endif
