/* SPDX-License-Identifier: MIT
 * The receivables pane: quarters, the course of DSO, and the filings. One selection runs through both lists. */
#include "config.h"

#include "panes.h"

#include "base/format.h"
#include "base/text.h"
#include "draw/chart.h"
#include "pane_reports.h"
#include "receivables_detail.h"
#include "receivables_rows.h"
#include "ui/screen.h"
#include "view.h"

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

static void subtitle(const struct view *view, char *text, size_t size)
{
    text_copy(text, size, view_symbol(view));
}

static struct lists make_lists(const struct view *view, struct arena *arena)
{
    struct lists lists = {quarter_rows_table(view, arena), filing_rows_table(view, arena), 0, 0};
    lists.quarter_count = (int)table_visible(&lists.quarters, &view->state->table);
    lists.filing_count = (int)lists.filings.row_count;
    return lists;
}

static int count_of(const struct lists *lists)
{
    return lists->quarter_count + lists->filing_count;
}

/* Index in the filings, or -1 when a quarter is selected. */
static int selected_filing(const struct lists *lists, const struct table_state *state)
{
    int last = count_of(lists) - 1;
    int selected = state->selected > last ? last : state->selected;
    return selected >= lists->quarter_count ? selected - lists->quarter_count : -1;
}

static int draw_head(struct canvas *canvas, struct rect area, const struct receivables *all)
{
    int used = 0;
    if (all->annual_only) {
        canvas_text(canvas, area, 0, 0, area.columns, ROLE_WARNING, 0,
                    "annual only (20-F): each row is a year; quarters come in 6-Ks that no machine can read");
        used++;
    }
    if (area.rows - used < ROWS_FOR_TREND || all->count < 2) {
        return used;
    }
    float trend[TREND_QUARTERS];
    size_t count = 0;
    char newest[32];
    for (size_t i = all->count < TREND_QUARTERS ? all->count : TREND_QUARTERS; i > 0; i--) {
        if (all->quarters[i - 1].dso_days.known) {
            trend[count++] = (float)all->quarters[i - 1].dso_days.value;
        }
    }
    format_price(newest, sizeof newest, all->quarters[0].dso_days, 0);
    int column = canvas_printf(canvas, area, used, 0, ROLE_MUTED, 0, "DSO ") + 0;
    int width = area.columns - column - 12 < (int)count ? area.columns - column - 12 : (int)count;
    if (count < 2 || width < 2) {
        return used;
    }
    chart_spark(canvas, area, used, column, width, trend, count, ROLE_CHART_LINE);
    canvas_printf(canvas, area, used, column + width + 1, ROLE_TEXT, 0, "%s days", newest);
    return used + 1;
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
    struct table_state *state = &view->state->lower;
    state->sort_column = -1; /* always newest first */
    state->selected = selected_filing(lists, &view->state->table);
    table_draw(canvas, area, &lists->filings, state, view->focused);
}

static int filing_rows(const struct rect *area, const struct lists *lists)
{
    int wanted = lists->filing_count + 1 > FILINGS_LEAST_ROWS ? lists->filing_count + 1 : FILINGS_LEAST_ROWS;
    int quarters = (int)lists->quarters.row_count + 2;
    int spare = area->rows - quarters;
    int share = area->rows / 3 > spare ? area->rows / 3 : spare;
    return area->rows < ROWS_FOR_FILINGS ? 0 : wanted < share ? wanted : share;
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
    int filing = selected_filing(lists, &view->state->table);
    if (filing >= 0) {
        filing_fill(&sheet, (const struct filing_row *)lists->filings.rows + filing);
    } else {
        const struct dataset *data = view_dataset(view, DATASET_RECEIVABLES, view_symbol(view));
        quarter_fill(&sheet, &data->u.receivables, table_selected(&lists->quarters, &view->state->table));
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
    const struct dataset *data = view_dataset(view, DATASET_RECEIVABLES, view_symbol(view));
    int filing = selected_filing(&lists, &view->state->table);
    char received[96];
    if (filing >= 0) {
        const struct dataset *filings = view_dataset(view, DATASET_FILINGS, view_symbol(view));
        const struct filing_row *row = (const struct filing_row *)lists.filings.rows + filing;
        view_origin(received, sizeof received, filings->source, filings->fetched_at, view->now);
        snprintf(text, size, "%s %s: received from %s", row->filing->form, row->filing->accession, received);
    } else if (lists.quarter_count > 0 && data) {
        const struct quarter_row *row = table_selected(&lists.quarters, &view->state->table);
        const struct stock *stock = &row->quarter->receivables;
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
    int filing = selected_filing(&lists, &view->state->table);
    text[0] = '\0';
    if (filing >= 0) {
        filing_address(((const struct filing_row *)lists.filings.rows + filing)->filing, text, size);
    } else if (lists.quarter_count > 0) {
        const struct quarter_row *row = table_selected(&lists.quarters, &view->state->table);
        if (row->quarter->receivables.amount.known) {
            snprintf(text, size, "%.0f", row->quarter->receivables.amount.value);
        }
    }
    arena_clear(&arena);
}

static int64_t next_change(const struct view *view)
{
    return notice_sooner(notice_next_change(view_slot(view, DATASET_RECEIVABLES, view_symbol(view)), view->now),
                         notice_next_change(view_slot(view, DATASET_FILINGS, view_symbol(view)), view->now));
}

const struct pane receivables_pane = {
    .name = "receivables",
    .title = "Receivables disclosures",
    .hotkey = '3',
    .kinds = 1u << DATASET_RECEIVABLES | 1u << DATASET_FILINGS,
    .least_rows = 4,
    .least_columns = 20,
    .subtitle = subtitle,
    .draw = draw,
    .act = act,
    .rows = rows,
    .provenance = provenance,
    .copy = copy,
    .next_change = next_change,
    .report = &receivables_report,
};
