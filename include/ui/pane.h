/* SPDX-License-Identifier: MIT
 * A pane: one descriptor, one file, one registry row. Panes see a view and draw on a canvas. */
#ifndef UI_PANE_H
#define UI_PANE_H

#include "base/buffer.h"
#include "draw/canvas.h"
#include "model/indicator.h"
#include "model/positions.h"
#include "model/snapshot.h"
#include "model/watchlist.h"
#include "ui/action.h"
#include "ui/columns.h"

struct table_state { /* selection, scrolling, sort and filter of one table */
    int selected, top, left;
    int page;        /* rows that were visible at the last drawing: what a page key moves by */
    int first_row;   /* canvas row of the first of them: what a click selects */
    int sort_column; /* -1: the order given */
    bool reversed;
    char filter[128];
    char filter_fault[96]; /* why the filter cannot be read, as of the last drawing; "" it can */
};

enum chart_kind { CHART_CANDLES, CHART_BARS, CHART_LINE, CHART_AREA, CHART_KINDS };

struct pane_view {     /* one of several things that a pane can show: `w` and :view NAME */
    const char *name;  /* "customers" */
    const char *title; /* behind the pane's own in the frame: "Customers"; "" none */
};

#define READING_DEPTH 4
#define READING_TITLE 128

struct reading_place { /* an open document and where in it one is */
    char subject[SUBJECT_SIZE];
    char title[READING_TITLE];
    int line, row; /* the first visible: a line of the document, a row of it as it is wrapped */
    int left;      /* columns that laid out lines are scrolled sideways */
    int at;        /* the line jumped to last; -1 none: from the first visible one */
};

struct reading { /* documents that a pane has open, each opened from the one before: src/ui/reader.h */
    struct reading_place places[READING_DEPTH];
    int depth;       /* 0: none */
    int width, page; /* columns and rows of the last drawing */
    struct table_state
        below; /* the pane's own table meanwhile: while reading, its filter is what is searched for */
};

enum compare_kind { COMPARE_NONE, COMPARE_REBASED, COMPARE_RATIO, COMPARE_SPREAD };

#define COMPARED_MOST 4
struct pane_comparison { /* on the chart, with the selected symbol */
    enum compare_kind kind;
    char symbols[COMPARED_MOST][SYMBOL_SIZE]; /* "" none */
};

struct overlay_choice { /* what lies over charts of prices, see src/ui/overlay_choice.h */
    bool made;          /* else as the program has it */
    unsigned mask;
};

struct pane_window {        /* what of the bars held is on the chart */
    enum chart_range range; /* for which it was chosen */
    size_t pan;             /* bars between its end and the newest */
    int zoom;               /* how often the range was halved; below 0: doubled */
    int64_t newest;         /* start of the newest bar then, UTC s: what was panned to stays when others come */
};

struct pane_state {  /* what a pane remembers between frames */
    int shown;       /* which of its views */
    unsigned marked; /* rows of its list that are marked, one bit each: GPU models in a chart */
    struct table_state table;
    struct table_state lower; /* the second table of a pane: filings, venues, offers */
    bool detail;              /* Enter was pressed: the row opened */
    int detail_top;
    int cursor; /* on the chart: steps from behind the newest one; 0 none */
    struct pane_window window;
    struct pane_comparison compare;
    struct reading reading;
    char search[SUBJECT_SIZE]; /* what is searched for in the texts of filings */
    char firm[64];             /* whose record is shown */
    char pair[2][SYMBOL_SIZE]; /* companies compared; "" the selected one */
};

struct view {                        /* all that a pane may see */
    const struct snapshot *snapshot; /* may be NULL: loading */
    const struct watchlist *watchlist;
    size_t group;
    const char *symbol; /* the global selection */
    enum chart_range range;
    enum chart_kind chart;
    const struct indicator_set *indicators; /* drawn while overlays are on; NULL none */
    bool overlays;                          /* indicators and what is chosen to lie over charts */
    struct overlay_choice overlay_choice;
    bool logarithmic; /* the price axis of charts */
    bool focused;
    bool paused;
    int64_t now;
    const struct column_choice *columns; /* of the watchlist; NULL: as the program has them */
    const struct dossier *dossier;       /* NULL: none */
    const struct positions *positions;   /* what one holds; NULL: nothing */
    struct pane_state *state;
};

struct pane {
    const char *name;              /* "price": in --print and the configuration */
    const char *title;             /* "Price" */
    uint32_t hotkey;               /* '1' */
    unsigned kinds;                /* mask of datasets it shows: refresh, dirtiness */
    int least_rows, least_columns; /* inside its frame */
    bool aside; /* not in the grid unless the configuration says so: it has the whole screen while it is focused */
    const struct pane_view *views; /* NULL: it has but one */
    int view_count;
    /* Text after the title in the frame: "── CRWV". */
    void (*subtitle)(const struct view *view, char *text, size_t size);
    void (*draw)(struct canvas *canvas, struct rect area, const struct view *view);
    /* Asked before the screen's own handling: movement, sorting, detail and back are the pane's. It may set
     * view->symbol (borrowed from the watchlist) and says so by OUTCOME_FOCUS. OUTCOME_ bits; 0: not mine. */
    unsigned (*act)(struct view *view, enum action_id action, struct screen *screen);
    size_t (*rows)(const struct view *view);                              /* of its main table, for movement keys */
    void (*provenance)(const struct view *view, char *text, size_t size); /* `i`: source, time and age */
    void (*copy)(const struct view *view, char *text,
                 size_t size);                       /* `y`: the selected value or link; "" nothing */
    int64_t (*next_change)(const struct view *view); /* UTC s at which its text changes by itself; 0 never */
    /* What it needs besides the selected symbol's own data; returns how many. NULL: nothing. */
    size_t (*wants)(const struct view *view, struct want *wants, size_t most);
    /* :sort "NAME desc"; NULL: its table has no names to sort by. False with a sentence when it cannot. */
    bool (*sort)(const struct view *view, const char *order, struct error *err);
    /* --print: one object per row, see ui/report.h. */
    const struct report *report;
};

const struct pane *const *pane_table(size_t *count);
const struct pane *pane_find(const char *name);

#endif
