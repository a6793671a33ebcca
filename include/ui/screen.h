/* SPDX-License-Identifier: MIT
 * The whole screen as state and drawing: focus, zoom, selection, input line, help. Pure towards the outside: keys
 * come in, an outcome and a canvas come out. */
#ifndef UI_SCREEN_H
#define UI_SCREEN_H

#include "config/config.h"
#include "draw/canvas.h"
#include "draw/palette.h"
#include "model/dossier.h"
#include "model/positions.h"
#include "model/snapshot.h"
#include "model/watchlist.h"

struct screen;

enum screen_mode_label { MODE_LIVE, MODE_DEMO, MODE_REPLAY, MODE_OFFLINE };

#define CHART_SETTING "chart" /* under which screen_kept() names indicators and overlays */

struct screen_options {
    const struct config *config;        /* borrowed */
    const struct watchlist *watchlist;  /* copied */
    enum screen_mode_label mode;        /* DEMO and REPLAY are shown permanently */
    int64_t recorded_at;                /* of a replay, UTC s: shown beside REPLAY; 0 unknown */
    const char *symbol;                 /* selected at start, NULL: the first */
    const struct config_report *report; /* key binding faults; NULL: the first one into the message line */
    const char *columns;                /* of the watchlist, as chosen in the program; NULL or "": none */
    const char *chart;                  /* its indicators and overlays, likewise */
    const struct positions *positions;  /* borrowed; NULL: none */
    const struct dossier *dossier;      /* the same */
    int64_t looked_at;                  /* when somebody last attended the screen, UTC s: later events are new; 0 */
};

/* What the program must do after a key; details by the getters below. Bit mask. */
enum outcome {
    OUTCOME_NONE = 0,
    OUTCOME_REDRAW = 1,
    OUTCOME_QUIT = 2,
    OUTCOME_FOCUS = 4,       /* symbol, range or wants changed: tell the poller */
    OUTCOME_REFRESH = 8,     /* screen_refresh_kinds() */
    OUTCOME_PAUSE = 16,      /* screen_paused() */
    OUTCOME_WATCH_EDIT = 32, /* screen_take_edit() until false */
    OUTCOME_REPAINT = 64,    /* full repaint (Ctrl-L) */
    OUTCOME_SUSPEND = 128,
    OUTCOME_THEME = 256,  /* screen_theme() */
    OUTCOME_RELOAD = 512, /* :reload */
    OUTCOME_COPY = 1024,  /* screen_copy_text(): OSC 52 */
    OUTCOME_ALERT = 2048, /* screen_alert() */
    OUTCOME_KEEP = 4096,  /* screen_kept(): a setting for the store */
    OUTCOME_IMPORT = 8192 /* screen_import_path(): its text to screen_import() */
};

struct screen *screen_new(const struct screen_options *options, struct error *err);
void screen_free(struct screen *screen);

/* The snapshot to show from now on (a reference is taken). Returns OUTCOME_REDRAW when something visible changed.
 */
unsigned screen_set_snapshot(struct screen *screen, const struct snapshot *snapshot);
unsigned screen_key(struct screen *screen, uint32_t key, int64_t now);
unsigned screen_mouse(struct screen *screen, int row, int column, int button,
                      int64_t now); /* button 1, 4 up, 5 down */

/* Draws everything onto the canvas (its size is the terminal's). Works at any size from 0x0. */
void screen_draw(struct screen *screen, struct canvas *canvas, int64_t now);
/* UTC second at which something drawn (an age, the clock, "next try") changes by itself; 0 never. */
int64_t screen_next_change(const struct screen *screen, int64_t now);

const char *screen_symbol(const struct screen *screen);
enum chart_range screen_range(const struct screen *screen);
/* What the panes need besides the symbol's own data, without repetition; returns how many. */
size_t screen_wants(const struct screen *screen, int64_t now, struct want *wants, size_t most);
unsigned screen_refresh_kinds(const struct screen *screen);
bool screen_paused(const struct screen *screen);
bool screen_take_edit(struct screen *screen, struct watch_edit *edit);
const struct alert_wish *screen_alert(const struct screen *screen);
const char *screen_import_path(const struct screen *screen);
/* The text of a file of symbols, for the watchlist; says what came of it. OUTCOME_ bits. */
unsigned screen_import(struct screen *screen, const char *text, size_t length, int64_t now);
const char *screen_theme(const struct screen *screen);
const char *screen_kept(const struct screen *screen, const char **value); /* its name */
const char *screen_copy_text(const struct screen *screen);
/* A sentence in the message line (errors of actions, reports of app). */
void screen_say(struct screen *screen, enum role role, const char *text);

#endif
