/* SPDX-License-Identifier: MIT
 * The whole screen over the invented market of pane_fixture: two groups, some events, the sources' health. */
#ifndef SCREEN_FIXTURE_H
#define SCREEN_FIXTURE_H

#include "pane_fixture.h"
#include "ui/screen.h"

struct screen_fixture {
    struct fixture market;
    struct config config;
    struct watchlist watchlist;
    const struct snapshot *snapshot; /* what the screen shows */
    struct screen *screen;
    struct canvas canvas;
    int64_t recorded_at; /* of the replay that is shown */
};

void screen_fixture_init(struct screen_fixture *fixture, enum fixture_state state, enum screen_mode_label label);
void screen_fixture_clear(struct screen_fixture *fixture);
/* A snapshot of its own over the same datasets; the caller unrefs it. */
struct snapshot *screen_fixture_snapshot(const struct screen_fixture *fixture, enum fixture_state state);
/* A new screen over the same things. */
void screen_fixture_restart(struct screen_fixture *fixture, enum screen_mode_label label);
/* Shows another snapshot, and takes it. */
void screen_fixture_show_take(struct screen_fixture *fixture, const struct snapshot *snapshot);
/* One key, and what it makes the screen want. */
unsigned screen_fixture_key(struct screen_fixture *fixture, uint32_t key);
/* Keys one by one; '\n' is Enter, '\t' Tab, '\033' Esc. Returns all outcomes. */
unsigned screen_fixture_type(struct screen_fixture *fixture, const char *text);

#endif
