/* SPDX-License-Identifier: MIT
 * Quarters, the course of DSO, and the filings of one company. One selection runs through both lists. */
#include "config.h"

#include "receivables_views.h"

#include "base/format.h"
#include "base/text.h"
#include "draw/chart.h"
#include "receivables_detail.h"
#include "receivables_rows.h"
#include "ui/screen.h"
#include "view.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define TREND_QUARTERS     24
#define ROWS_FOR_TREND     9
#define ROWS_FOR_FILINGS   8
#define FILINGS_LEAST_ROWS 3
#define NO_QUARTERS        "no receivables reported in XBRL"
#define NO_FILINGS         "no filings reported"

struct lists { /* both tables and where the selection is */
    struct table quarters, filings;
    int quarter_count, filing_count; /* that the filter lets through */
};

static struct lists make_lists(const struct view *view, struct arena *arena)
{
    struct lists lists = {quarter_rows_table(view, arena), filing_rows_table(view, arena), 0, 0};
    lists.quarter_count = (int)table_visible(&lists.quarters, &view->state->table);
    lists.filing_count = (int)table_visible(&lists.filings, &view->state->table);
    return lists;
}

static int count_of(const struct lists *lists)
{
    return lists->quarter_count + lists->filing_count;
}

/* Index in the filings that are visible, or -1 when a quarter is selected. */
static int selected_filing(const struct lists *lists, const struct table_state *state)
{
    int last = count_of(lists) - 1;
    int selected = state->selected > last ? last : state->selected;
    bool any = selected >= 0 && lists->filing_count > 0;
    return any && selected >= lists->quarter_count ? selected - lists->quarter_count : -1;
}

/* The state of the lower table: its own scrolling, the pane's filter, always newest first. */
static struct table_state filing_state(const struct view *view, const struct lists *lists)
{
    struct table_state state = view->state->table;
    state.top = view->state->lower.top;
    state.left = 0;
    state.sort_column = -1;
    state.reversed = false;
    state.selected = selected_filing(lists, &view->state->table);
    return state;
}

/* What is selected: at most one of the two is not NULL. */
struct choice {
    const struct quarter_row *quarter;
    const struct filing_row *filing;
};

static struct choice chosen(const struct view *view, const struct lists *lists)
{
    struct table_state state = filing_state(view, lists);
    if (state.selected >= 0) {
        return (struct choice){NULL, table_selected(&lists->filings, &state)};
    }
    return (struct choice){table_selected(&lists->quarters, &view->state->table), NULL};
}

/* "DSO ▁▂▅█ 145 days"; a quarter without DSO is a gap. */
static bool draw_trend(struct canvas *canvas, struct rect area, const struct receivables *all)
{
    float trend[TREND_QUARTERS];
    size_t count = all->count < TREND_QUARTERS ? all->count : TREND_QUARTERS;
    int known = 0;
    for (size_t i = 0; i < count; i++) {
        struct amount days = all->quarters[count - 1 - i].dso_days;
        trend[i] = days.known ? (float)days.value : NAN;
        known += days.known;
    }
    char newest[32];
    format_price(newest, sizeof newest, all->quarters[0].dso_days, 0);
    int column = (int)sizeof "DSO ";
    int room = area.columns - column - (int)sizeof " 12345 days";
    int width = room < (int)count ? room : (int)count;
    if (known < 2 || width < 2) {
        return false;
    }
    canvas_text(canvas, area, 0, 1, -1, ROLE_MUTED, 0, "DSO");
    chart_spark(canvas, area, 0, column, width, trend, count, ROLE_CHART_LINE);
    canvas_printf(canvas, area, 0, column + width + 1, ROLE_TEXT, 0, "%s days", newest);
    return true;
}

static int draw_head(struct canvas *canvas, struct rect area, const struct receivables *all)
{
    int used = 0;
    if (all->annual_only) {
        canvas_text(canvas, area, 0, 0, area.columns, ROLE_WARNING, 0,
                    "annual only (20-F): each row is a year; quarters come in 6-Ks that no machine can read");
        used++;
    }
    bool room = area.rows - used >= ROWS_FOR_TREND;
    return room && draw_trend(canvas, rect_below(area, used), all) ? used + 1 : used;
}

static void draw_quarters(struct canvas *canvas, struct rect area, const struct view *view,
                          const struct lists *lists, const struct notice *notice)
{
    const struct dataset *data = view_dataset(view, DATASET_RECEIVABLES, view_symbol(view));
    if (!data || lists->quarters.row_count == 0) {
        notice_fill(canvas, area, notice);
        return;
    }
    area = rect_below(area, draw_head(canvas, area, &data->u.receivables));
    struct table_state state = view->state->table;
    bool here = selected_filing(lists, &state) < 0;
    state.selected = here ? state.selected : -1;
    table_draw(canvas, area, &lists->quarters, &state, view->focused);
    view->state->table.top = state.top;
    view->state->table.page = state.page;
}

static void draw_filings(struct canvas *canvas, struct rect area, const struct view *view,
                         const struct lists *lists, const struct notice *notice)
{
    if (lists->filings.row_count == 0) {
        canvas_text(canvas, area, 0, 0, area.columns, ROLE_HEADING, 0, "FILINGS");
        notice_fill(canvas, rect_below(area, 1), notice);
        return;
    }
    struct table_state state = filing_state(view, lists);
    table_draw(canvas, area, &lists->filings, &state, view->focused);
    view->state->lower.top = state.top;
}

/* How the rows are shared: the filings follow the quarters closely, and get a third where there are many. */
static int filing_rows(const struct rect *area, const struct lists *lists)
{
    int quarters = (int)lists->quarters.row_count + 3; /* heading, trend, note */
    int spare = area->rows - quarters;
    int share = area->rows / 3 > spare ? area->rows / 3 : spare;
    return area->rows < ROWS_FOR_FILINGS ? 0 : share < FILINGS_LEAST_ROWS ? FILINGS_LEAST_ROWS : share;
}

/* Low panes show one list: the one with the selection. */
static void draw_lists(struct canvas *canvas, struct rect area, const struct view *view, const struct lists *lists,
                       const struct notice *quarters, const struct notice *filings)
{
    int lower = filing_rows(&area, lists);
    if (lower == 0 && selected_filing(lists, &view->state->table) >= 0) {
        draw_filings(canvas, area, view, lists, filings);
        return;
    }
    struct rect upper = area;
    upper.rows -= lower;
    draw_quarters(canvas, upper, view, lists, quarters);
    if (lower > 0) {
        draw_filings(canvas, rect_below(area, upper.rows), view, lists, filings);
    }
}

static void draw_detail(struct canvas *canvas, struct rect area, const struct view *view, const struct lists *lists)
{
    struct sheet sheet;
    sheet_init(&sheet);
    struct choice choice = chosen(view, lists);
    if (choice.quarter) {
        const struct dataset *data = view_dataset(view, DATASET_RECEIVABLES, view_symbol(view));
        quarter_fill(&sheet, &data->u.receivables, choice.quarter);
    }
    sheet_draw(canvas, area, &sheet, &view->state->detail_top);
    sheet_clear(&sheet);
}

static void draw(struct canvas *canvas, struct rect area, const struct view *view)
{
    struct arena arena;
    arena_init(&arena);
    struct lists lists = make_lists(view, &arena);
    struct notice quarters, filings;
    view_notice(&quarters, view, DATASET_RECEIVABLES, "receivables", NO_QUARTERS);
    view_notice(&filings, view, DATASET_FILINGS, "filings", NO_FILINGS);
    const struct notice *worse = notice_worse(&quarters, &filings);
    bool any_row = lists.quarters.row_count > 0 || lists.filings.row_count > 0;
    if (!any_row) {
        notice_fill(canvas, area, worse);
    } else {
        area = notice_footer(canvas, area, worse, "");
        if (view->state->detail && count_of(&lists) > 0) {
            draw_detail(canvas, area, view, &lists);
        } else {
            draw_lists(canvas, area, view, &lists, &quarters, &filings);
        }
    }
    arena_clear(&arena);
}

static unsigned act(struct view *view, enum action_id action, struct screen *screen)
{
    (void)screen;
    unsigned outcome = view_detail_act(view->state, action);
    if (outcome != OUTCOME_NONE || view->state->detail) {
        return outcome;
    }
    struct arena arena;
    arena_init(&arena);
    struct lists lists = make_lists(view, &arena);
    struct table_state *state = &view->state->table;
    if (table_move(&state->selected, count_of(&lists), state->page, action)) {
        outcome = OUTCOME_REDRAW;
    } else {
        outcome = table_act(&lists.quarters, state, action);
    }
    arena_clear(&arena);
    return outcome;
}

static size_t rows(const struct view *view)
{
    struct arena arena;
    arena_init(&arena);
    struct lists lists = make_lists(view, &arena);
    int count = count_of(&lists);
    arena_clear(&arena);
    return (size_t)count;
}

static void provenance(const struct view *view, char *text, size_t size)
{
    struct arena arena;
    arena_init(&arena);
    struct lists lists = make_lists(view, &arena);
    struct choice choice = chosen(view, &lists);
    char received[96];
    if (choice.filing) {
        const struct dataset *data = view_dataset(view, DATASET_FILINGS, view_symbol(view));
        view_origin(received, sizeof received, data->source, data->fetched_at, view->now);
        filing_tell(choice.filing->filing, received, text, size);
    } else if (choice.quarter) {
        const struct dataset *data = view_dataset(view, DATASET_RECEIVABLES, view_symbol(view));
        const struct stock *stock = &choice.quarter->quarter->receivables;
        view_origin(received, sizeof received, data->source, data->fetched_at, view->now);
        snprintf(text, size, "A/R: %s in %s: received from %s", stock->concept ? stock->concept : FORMAT_UNKNOWN,
                 stock->accession ? stock->accession : FORMAT_UNKNOWN, received);
    } else {
        snprintf(text, size, "%s: nothing received yet", view_symbol(view));
    }
    arena_clear(&arena);
}

/* The address of a filing; of a quarter its receivables, exactly. */
static void copy(const struct view *view, char *text, size_t size)
{
    struct arena arena;
    arena_init(&arena);
    struct lists lists = make_lists(view, &arena);
    struct choice choice = chosen(view, &lists);
    text[0] = '\0';
    if (choice.filing) {
        filing_address(choice.filing->filing, text, size);
    } else if (choice.quarter && choice.quarter->quarter->receivables.amount.known) {
        snprintf(text, size, "%.0f", choice.quarter->quarter->receivables.amount.value);
    }
    arena_clear(&arena);
}

static int64_t next_change(const struct view *view)
{
    return notice_sooner(notice_next_change(view_slot(view, DATASET_RECEIVABLES, view_symbol(view)), view->now),
                         notice_next_change(view_slot(view, DATASET_FILINGS, view_symbol(view)), view->now));
}

static bool opens(const struct view *view, char subject[SUBJECT_SIZE], char *title, size_t size)
{
    struct arena arena;
    arena_init(&arena);
    struct lists lists = make_lists(view, &arena);
    struct choice choice = chosen(view, &lists);
    bool found = choice.filing && filing_opens(choice.filing->filing, subject, title, size);
    arena_clear(&arena);
    return found;
}

const struct pane_part receivables_quarters = {
    .draw = draw,
    .act = act,
    .rows = rows,
    .provenance = provenance,
    .copy = copy,
    .next_change = next_change,
    .opens = opens,
};
