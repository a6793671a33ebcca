/* SPDX-License-Identifier: MIT
 * The screen's state, shared by the files that draw it and act on it. */
#ifndef SCREEN_STATE_H
#define SCREEN_STATE_H

#include "input_line.h"
#include "keymap.h"
#include "ui/layout.h"
#include "ui/pane.h"
#include "ui/screen.h"

#define MESSAGE_SIZE 256
#define COPY_SIZE    512
#define FILTER_SIZE  sizeof(((struct table_state *)NULL)->filter)

/* What follows the global symbol: such a pane starts at its first row when the symbol changes. */
#define SYMBOL_KINDS                                                                                               \
    (1U << DATASET_RATINGS | 1U << DATASET_CONSENSUS | 1U << DATASET_RECEIVABLES | 1U << DATASET_FILINGS)

enum screen_mode {
    SCREEN_NORMAL,
    SCREEN_FILTER, /* a line is typed */
    SCREEN_COMMANDS,
    SCREEN_ADD,
    SCREEN_HELP, /* a page lies over the panes */
    SCREEN_EVENTS,
    SCREEN_LOG,
    SCREEN_PROVENANCE,
    SCREEN_THEMES,
    SCREEN_ALERTS,
    SCREEN_EVENT_FILTER /* a line is typed below the page of events */
};

struct screen {
    struct watchlist watchlist;
    struct keymap keymap;
    const struct snapshot *snapshot; /* a reference; NULL: nothing yet */
    enum screen_mode_label label;
    int64_t recorded_at; /* of a replay, UTC s; 0 unknown */
    bool clock_seconds;
    char indices[256]; /* symbols in the top line */
    int rows, columns; /* of the last drawing */

    const struct pane *const *panes;
    size_t pane_count;
    size_t grid_count; /* the first so many stand in the grid; the others have the whole screen when focused */
    struct pane_state states[LAYOUT_PANES_MOST];
    size_t focus;
    size_t focus_before; /* the pane of the grid that was focused before one aside */
    size_t companion;    /* the pane beside the watchlist where two are shown */
    bool zoomed;

    size_t group;
    char symbol[SYMBOL_SIZE];
    enum chart_range range;
    enum chart_kind chart;
    struct indicator_set indicators;
    bool overlays, logarithmic, paused;
    struct overlay_choice overlay_choice;
    struct column_choice chosen; /* columns of the watchlist */
    const struct positions *positions;
    const struct dossier *dossier;

    enum screen_mode mode;
    enum action_id acting; /* the action being run */
    struct input_line input;
    size_t hit_marked; /* of the symbols found for what is typed; 0: what is typed */
    bool hit_chosen;   /* by the user: the best is not marked by itself */
    char filter_before[FILTER_SIZE];
    int page_top, page_selected; /* of the page over the panes */
    int event_group;             /* which kinds the list of events shows */
    char event_filter[FILTER_SIZE];
    int64_t looked_at; /* when the event list was last closed, UTC s */

    enum role message_role;
    char message[MESSAGE_SIZE];

    struct watch_edit *edits;
    size_t edit_count, edit_room;
    struct alert_wish alert; /* the last one */
    unsigned refresh_kinds;
    char theme[64];
    char import_path[INPUT_SIZE];
    char copied[COPY_SIZE];
    char kept[2][COLUMNS_TEXT_SIZE]; /* name and value of the setting to keep */
};

/* --- screen.c --- */
unsigned screen_perform(struct screen *screen, enum action_id id, const char *argument, int64_t now);
/* After a filter is set: the focused pane makes its marked row the selection. OUTCOME_ bits. */
unsigned screen_filtered(struct screen *screen, int64_t now);
void screen_report(struct screen *screen, enum role role, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
struct view screen_view(const struct screen *screen, size_t pane, int64_t now);
struct layout screen_layout(const struct screen *screen, int rows, int columns);
void screen_focus(struct screen *screen, size_t pane);
/* The selected group, NULL when there is none. */
const struct watch_group *screen_group(const struct screen *screen);
/* Makes it the global symbol; the panes that follow it start at their first row. OUTCOME_ bits. */
unsigned screen_select(struct screen *screen, const char *symbol);
bool screen_is_typing(const struct screen *screen);
bool screen_has_page(const struct screen *screen);

/* --- header_line.c, status_line.c --- */
void header_draw(const struct screen *screen, struct canvas *canvas, struct rect area, int64_t now);
void status_draw(const struct screen *screen, struct canvas *canvas, struct rect area);

/* --- event_list.c --- */
const struct events *screen_events(const struct screen *screen); /* NULL when there are none */
/* What an open page needs of all events: 0 or 1 want. */
size_t events_wants(const struct screen *screen, struct want *want);
const struct events *events_window(const struct screen *screen);                  /* of that; NULL: not there yet */
unsigned event_group_kinds(int group);                                            /* mask of 1 << enum event_kind */
size_t screen_new_events(const struct screen *screen);                            /* since looked_at */
void event_time(const struct event *event, int64_t now, char *text, size_t size); /* 10:41, or Sep 24 */
enum role event_role(const struct event *event);
void tape_draw(const struct screen *screen, struct canvas *canvas, struct rect area, int64_t now);

/* --- page.c --- */
void page_draw(struct screen *screen, struct canvas *canvas, struct rect body, int64_t now);
unsigned page_open(struct screen *screen, enum screen_mode mode, int64_t now);
unsigned page_close(struct screen *screen, int64_t now);
/* What an action does while a page is open; OUTCOME_NONE: not the page's. */
unsigned page_act(struct screen *screen, enum action_id action, int64_t now);

/* The focused pane shows something of this slot; when it was last heard of, UTC s. */
bool screen_tells_of(const struct screen *screen, const struct slot *slot);
int64_t screen_received_at(const struct slot *slot);

/* --- frame.c --- */
/* A frame with a title; returns what is inside it. */
struct rect frame_draw(struct canvas *canvas, struct rect area, bool focused, const char *title,
                       const char *subtitle);
/* Words on its lower edge. */
void frame_note(struct canvas *canvas, struct rect area, enum role role, const char *text);

#endif
