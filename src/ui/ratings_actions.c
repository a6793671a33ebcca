/* SPDX-License-Identifier: MIT
 * Actions on the selected symbol under the consensus, over the estimates; opened, one action whole. */
#include "config.h"

#include "ratings_views.h"

#include "action_sheet.h"
#include "base/format.h"
#include "consensus_lines.h"
#include "listing.h"
#include "model/firms.h"
#include "ratings_rows.h"
#include "sheet.h"
#include "ui/screen.h"
#include "view.h"

#include <stdio.h>
#include <string.h>

#define ACTIONS_LEAST     4 /* rows that the list of actions keeps, its heading included */
#define SAME_FIRM_MOST    12
#define CONSENSUS_ROWS    2
#define LEAST_FOR_TARGETS 6
#define NO_ACTIONS        "no analyst actions reported"
#define NO_CONSENSUS      "no consensus reported"

static int draw_consensus(struct canvas *canvas, struct rect area, const struct view *view)
{
    const struct dataset *data = view_dataset(view, DATASET_CONSENSUS, view_symbol(view));
    if (!data || area.rows < ACTIONS_LEAST) {
        return 0;
    }
    const struct consensus *consensus = &data->u.consensus;
    consensus_draw_bar(canvas, rect_top(area, 1), consensus);
    if (area.rows < LEAST_FOR_TARGETS) {
        return 1;
    }
    consensus_draw_targets(canvas, rect_top(rect_below(area, 1), 1), consensus,
                           view_price(view, consensus->currency));
    return CONSENSUS_ROWS;
}

/* Estimates stand at the bottom, as many as leave the actions their least. */
static int draw_estimates(struct canvas *canvas, struct rect area, const struct view *view)
{
    struct table table = estimate_rows_table(view);
    int wanted = (int)table.row_count + 1;
    int room = area.rows - (area.rows / 2 > ACTIONS_LEAST ? area.rows / 2 : ACTIONS_LEAST);
    int rows = wanted < room ? wanted : room;
    if (table.row_count == 0 || rows < 2) {
        return 0;
    }
    struct table_state state;
    table_state_reset(&state);
    state.selected = -1;
    table_draw(canvas, rect_below(area, area.rows - rows), &table, &state, false);
    return rows;
}

static void draw_list(struct canvas *canvas, struct rect area, const struct view *view, const struct table *table,
                      const struct notice *notice)
{
    area = rect_below(area, draw_consensus(canvas, area, view));
    area.rows -= draw_estimates(canvas, area, view);
    if (table->row_count > 0) {
        table_draw(canvas, area, table, &view->state->table, view->focused);
    } else {
        notice_fill(canvas, area, notice);
    }
}

static void fill_same_firm(struct sheet *sheet, const struct table *table, const struct action_row *chosen)
{
    const struct action_row *rows = table->rows;
    int count = 0;
    sheet_print(sheet, "", ROLE_HEADING, "other actions of %s", chosen->action->firm);
    for (size_t i = 0; i < table->row_count && count < SAME_FIRM_MOST; i++) {
        const struct rating_action *action = rows[i].action;
        char date[32], rating[96], target[96];
        if (action == chosen->action || !firm_same(action->firm, chosen->action->firm)) {
            continue;
        }
        format_month_day(date, sizeof date, action->when, chosen->now);
        rating_words(action, false, rating, sizeof rating);
        target_words(action, target, sizeof target);
        sheet_print(sheet, date, ROLE_TEXT, "%s  %s  target %s", rating_move_name(action->move), rating, target);
        count++;
    }
    if (count == 0) {
        sheet_text(sheet, ROLE_MUTED, "none known");
    }
}

static void draw_detail(struct canvas *canvas, struct rect area, const struct view *view, const struct table *table)
{
    const struct action_row *row = table_selected(table, &view->state->table);
    if (!row) {
        canvas_text(canvas, area, 0, 0, area.columns, ROLE_MUTED, 0, NO_ACTIONS);
        return;
    }
    struct sheet sheet;
    sheet_init(&sheet);
    action_sheet_fill(&sheet, row);
    fill_same_firm(&sheet, table, row);
    sheet_draw(canvas, area, &sheet, &view->state->detail_top);
    sheet_clear(&sheet);
}

static bool actions_are_dim(const void *row)
{
    (void)row;
    return true;
}

static void draw(struct canvas *canvas, struct rect area, const struct view *view)
{
    struct arena arena;
    arena_init(&arena);
    struct table table = action_rows_table(view, &arena);
    struct notice actions, consensus;
    view_notice(&actions, view, DATASET_RATINGS, "ratings", NO_ACTIONS);
    view_notice(&consensus, view, DATASET_CONSENSUS, "consensus", NO_CONSENSUS);
    if (notice_is_dim(view_slot(view, DATASET_RATINGS, view_symbol(view)), view->now)) {
        table.dim = actions_are_dim;
    }
    /* Without any action and consensus the words stand in the middle; a footer would say them twice. */
    bool bare = table.row_count == 0 && !view_dataset(view, DATASET_CONSENSUS, view_symbol(view));
    const struct notice *worse = notice_worse(&actions, &consensus);
    /* Nor what the list says in place of its rows. */
    const struct notice *footer = table.row_count == 0 ? &consensus : worse;
    area = bare ? area : notice_footer(canvas, area, footer, "");
    if (view->state->detail && table.row_count > 0) {
        draw_detail(canvas, area, view, &table);
    } else {
        draw_list(canvas, area, view, &table, bare ? worse : &actions);
    }
    const struct action_row *row = table_selected(&table, &view->state->table);
    ratings_note_firm(view, row ? row->action : NULL);
    arena_clear(&arena);
}

static unsigned act(struct view *view, enum action_id action, struct screen *screen)
{
    (void)screen;
    struct arena arena;
    arena_init(&arena);
    struct table table = action_rows_table(view, &arena);
    unsigned outcome = view_detail_act(view->state, action);
    if (outcome == OUTCOME_NONE && !view->state->detail) {
        outcome = table_act(&table, &view->state->table, action);
    }
    arena_clear(&arena);
    return outcome;
}

static size_t rows(const struct view *view)
{
    return listing_count(view, action_rows_table, &view->state->table);
}

static void provenance(const struct view *view, char *text, size_t size)
{
    struct arena arena;
    arena_init(&arena);
    struct table table = action_rows_table(view, &arena);
    const struct action_row *row = table_selected(&table, &view->state->table);
    const struct dataset *data = view_dataset(view, DATASET_RATINGS, view_symbol(view));
    if (row && data) {
        char issued[48], received[96];
        format_stamp(issued, sizeof issued, row->action->when);
        view_origin(received, sizeof received, row->action->source, data->fetched_at, view->now);
        snprintf(text, size, "%s on %s, issued %s: received from %s", row->action->firm, row->action->symbol,
                 issued, received);
    } else {
        snprintf(text, size, "%s: no analyst actions yet", view_symbol(view));
    }
    arena_clear(&arena);
}

static void copy(const struct view *view, char *text, size_t size)
{
    struct arena arena;
    arena_init(&arena);
    struct table table = action_rows_table(view, &arena);
    const struct action_row *row = table_selected(&table, &view->state->table);
    text[0] = '\0';
    if (row) {
        char rating[96], target[96];
        rating_words(row->action, false, rating, sizeof rating);
        target_words(row->action, target, sizeof target);
        snprintf(text, size, "%s %s: %s, target %s", row->action->symbol, row->action->firm, rating, target);
    }
    arena_clear(&arena);
}

static int64_t next_change(const struct view *view)
{
    return notice_sooner(notice_next_change(view_slot(view, DATASET_RATINGS, view_symbol(view)), view->now),
                         notice_next_change(view_slot(view, DATASET_CONSENSUS, view_symbol(view)), view->now));
}

/* The closes on the days of the actions, and the splits since. */
static size_t wants(const struct view *view, struct want *wants, size_t most)
{
    return ratings_want_bars(view_symbol(view), wants, most);
}

const struct pane_part ratings_actions = {
    .draw = draw,
    .act = act,
    .rows = rows,
    .provenance = provenance,
    .copy = copy,
    .next_change = next_change,
    .wants = wants,
};
