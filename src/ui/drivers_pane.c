/* SPDX-License-Identifier: MIT
 * The thesis board: of the selected company, of two side by side, and the commitments and guidance it rests on. */
#include "config.h"

#include "panes.h"

#include "base/arena.h"
#include "base/date.h"
#include "base/format.h"
#include "base/text.h"
#include "drivers_board.h"
#include "listing.h"
#include "notice.h"
#include "pane_reports.h"
#include "screen_state.h"
#include "table.h"
#include "ui/screen.h"
#include "view.h"

#include <stdio.h>
#include <string.h>

#define FOOT_SIZE 320

enum { VIEW_BOARD, VIEW_PAIR, VIEW_DOSSIER };

static const struct pane_view views[] = {
    [VIEW_BOARD] = {"board", ""},
    [VIEW_PAIR] = {"compare", "Side by side"},
    [VIEW_DOSSIER] = {"dossier", "Commitments and guidance"},
};
static listing_table *const tables[] = {
    [VIEW_BOARD] = drivers_board,
    [VIEW_PAIR] = drivers_pair,
    [VIEW_DOSSIER] = drivers_dossier,
};

static struct table board(const struct view *view, struct arena *arena)
{
    return tables[view->state->shown](view, arena);
}

/* NULL in the dossier. */
static const struct driver_row *selected_driver(const struct view *view, const struct table *table)
{
    return view->state->shown == VIEW_DOSSIER ? NULL : table_selected(table, &view->state->table);
}

/* NULL elsewhere. */
static const struct dossier_entry *selected_entry(const struct view *view, const struct table *table)
{
    return view->state->shown == VIEW_DOSSIER ? table_selected(table, &view->state->table) : NULL;
}

static void write_counts(const struct view *view, const char *symbol, char *text, size_t size)
{
    struct arena arena;
    struct driver_row *rows;
    size_t counts[4];
    arena_init(&arena);
    size_t count = drivers_of(view, symbol, &arena, &rows);
    drivers_count(rows, count, counts);
    snprintf(text, size, "%s  %zu support, %zu weaken, %zu neutral, %zu unknown", symbol, counts[DRIVER_SUPPORTS],
             counts[DRIVER_WEAKENS], counts[DRIVER_NEUTRAL], counts[DRIVER_UNKNOWN]);
    arena_clear(&arena);
}

static void subtitle(const struct view *view, char *text, size_t size)
{
    if (view->state->shown == VIEW_PAIR)
        snprintf(text, size, "%s  %s", view_compared(view, 0), view_compared(view, 1));
    else if (view->state->shown == VIEW_BOARD)
        write_counts(view, view_symbol(view), text, size);
    else
        text_copy(text, size, "all companies");
}

static void write_foot(const struct view *view, const struct table *table, char *text, size_t size)
{
    const struct driver_row *row = selected_driver(view, table);
    const struct dossier_entry *entry = selected_entry(view, table);
    text[0] = '\0';
    if (row != NULL)
        snprintf(text, size, "%s%s%s%s%s · Enter opens the evidence", row->rule,
                 row->figure.source[0] != '\0' ? " · " : "", row->figure.source,
                 row->figure.note[0] != '\0' ? " · " : "", row->figure.note);
    else if (entry != NULL)
        snprintf(text, size, "%s · %s", entry->source, entry->says);
}

/* --- the state of what the board rests on --- */

static const struct {
    enum dataset_kind kind;
    const char *what;
} inputs[] = {{DATASET_RATINGS, "ratings"},
              {DATASET_CONSENSUS, "estimates"},
              {DATASET_RECEIVABLES, "receivables"},
              {DATASET_GPU_MARKET, "GPU offers"}};
#define INPUTS (sizeof inputs / sizeof inputs[0])

static const struct slot *input_of(const struct view *view, size_t input)
{
    bool of_all = inputs[input].kind == DATASET_GPU_MARKET;
    return snapshot_slot(view->snapshot, inputs[input].kind, of_all ? "" : view_symbol(view));
}

/* Figures that are missing, failed or too old must not look like those that nobody reports. */
static bool find_trouble(const struct view *view, struct notice *worst)
{
    struct notice notice;
    notice_make(worst, view->snapshot, input_of(view, 0), inputs[0].what, "", view->now);
    for (size_t i = 1; i < INPUTS; i++) {
        notice_make(&notice, view->snapshot, input_of(view, i), inputs[i].what, "", view->now);
        *worst = *notice_worse(worst, &notice);
    }
    return view->state->shown == VIEW_BOARD && notice_must_be_seen(worst);
}

static void draw(struct canvas *canvas, struct rect area, const struct view *view)
{
    struct arena arena;
    struct notice trouble;
    char foot[FOOT_SIZE];
    arena_init(&arena);
    struct table table = board(view, &arena);
    if (find_trouble(view, &trouble))
        area = notice_footer(canvas, area, &trouble, "");
    struct rect body = area.rows > 3 ? rect_top(area, area.rows - 1) : area;
    table_draw(canvas, body, &table, &view->state->table, view->focused);
    write_foot(view, &table, foot, sizeof foot);
    if (body.rows < area.rows)
        (void)canvas_text(canvas, area, area.rows - 1, 1, area.columns - 1, ROLE_MUTED, 0, foot);
    arena_clear(&arena);
}

static unsigned open_evidence(const struct view *view, const struct driver_row *row, struct screen *screen)
{
    if (strcmp(row->driver->pane, drivers_pane.name) == 0) {
        view->state->shown = VIEW_DOSSIER;
        table_state_reset(&view->state->table);
        return OUTCOME_REDRAW | OUTCOME_FOCUS;
    }
    for (size_t i = 0; i < screen->pane_count; i++)
        if (strcmp(screen->panes[i]->name, row->driver->pane) == 0)
            screen_focus(screen, i);
    return OUTCOME_REDRAW | OUTCOME_FOCUS;
}

static unsigned act(struct view *view, enum action_id action, struct screen *screen)
{
    struct arena arena;
    unsigned outcome;
    arena_init(&arena);
    struct table table = board(view, &arena);
    const struct driver_row *row = selected_driver(view, &table);
    if (action == ACTION_DETAIL && row != NULL)
        outcome = open_evidence(view, row, screen);
    else
        outcome = table_act(&table, &view->state->table, action);
    arena_clear(&arena);
    return outcome;
}

static size_t rows(const struct view *view)
{
    return listing_count(view, board, &view->state->table);
}

static void tell_driver(const struct driver_row *row, const char *symbol, char *text, size_t size)
{
    char day[16] = "an unknown day";
    if (row->figure.as_of_day != DATE_UNKNOWN)
        format_day(day, sizeof day, row->figure.as_of_day);
    if (row->figure.value.known)
        snprintf(text, size, "%s, %s: from %s, as of %s. It %s by this rule: %s. %s", symbol, row->driver->title,
                 row->figure.source, day, driver_direction_name(row->direction), row->rule, row->figure.note);
    else
        snprintf(text, size, "%s, %s: not reported, so it does not count. The rule would be: %s.", symbol,
                 row->driver->title, row->rule);
}

static void tell_pair(const struct view *view, const void *row, char *text, size_t size)
{
    size_t used = 0;
    for (int side = 0; side < 2; side++) {
        const struct driver_row *own = drivers_pair_side(row, side);
        if (own == NULL)
            continue;
        if (used > 0 && used + 2 < size)
            text[used++] = ' ';
        tell_driver(own, view_compared(view, side), text + used, size - used);
        used += strlen(text + used);
    }
}

static void provenance(const struct view *view, char *text, size_t size)
{
    struct arena arena;
    arena_init(&arena);
    struct table table = board(view, &arena);
    const struct driver_row *row = selected_driver(view, &table);
    const struct dossier_entry *entry = selected_entry(view, &table);
    text[0] = '\0';
    if (row != NULL && view->state->shown == VIEW_PAIR)
        tell_pair(view, row, text, size);
    else if (row != NULL)
        tell_driver(row, view_symbol(view), text, size);
    else if (entry != NULL)
        snprintf(text, size, "%s: %s. Announced %s, source: %s. Written down by hand in the dossier.",
                 entry->symbol, entry->says, entry->announced, entry->source);
    arena_clear(&arena);
}

static void copy(const struct view *view, char *text, size_t size)
{
    struct arena arena;
    arena_init(&arena);
    struct table table = board(view, &arena);
    const struct driver_row *row = selected_driver(view, &table);
    const struct dossier_entry *entry = selected_entry(view, &table);
    text[0] = '\0';
    if (row != NULL && row->figure.value.known)
        drivers_format_value(row, text, size);
    else if (entry != NULL)
        text_copy(text, size, entry->source);
    arena_clear(&arena);
}

static size_t want(struct want *wanted, size_t count, size_t most, enum dataset_kind kind, const char *subject)
{
    if (count == most || subject[0] == '\0')
        return count;
    wanted[count] = (struct want){.kind = kind};
    text_copy(wanted[count].subject, SUBJECT_SIZE, subject);
    return count + 1;
}

/* What the board is made of besides the selected company's own, only while it is looked at. */
static size_t wants(const struct view *view, struct want *wanted, size_t most)
{
    static const enum dataset_kind kinds[] = {DATASET_RATINGS, DATASET_CONSENSUS, DATASET_RECEIVABLES,
                                              DATASET_CUSTOMERS};
    size_t count = 0;
    if (!view->focused)
        return 0;
    for (size_t i = 0; i < DRIVER_BUYERS; i++)
        count = want(wanted, count, most, DATASET_RECEIVABLES, driver_buyer(i));
    if (view->state->shown != VIEW_PAIR)
        return want(wanted, count, most, DATASET_CUSTOMERS, view_symbol(view));
    for (int side = 0; side < 2; side++)
        for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
            count = want(wanted, count, most, kinds[i], view_compared(view, side));
    return count;
}

/* The figures change by days, the words on their state by seconds. */
static int64_t next_change(const struct view *view)
{
    int64_t soonest = 0;
    for (size_t i = 0; i < INPUTS && view->state->shown == VIEW_BOARD; i++)
        soonest = notice_sooner(soonest, notice_next_change(input_of(view, i), view->now));
    return soonest;
}

const struct pane drivers_pane = {
    .name = "drivers",
    .title = "Drivers",
    .hotkey = '5',
    .kinds = 1U << DATASET_RATINGS | 1U << DATASET_CONSENSUS | 1U << DATASET_RECEIVABLES | 1U << DATASET_CUSTOMERS |
             1U << DATASET_GPU_MARKET | 1U << DATASET_GPU_INDEX,
    .least_rows = 4,
    .least_columns = 30,
    .aside = true,
    .views = views,
    .view_count = sizeof views / sizeof views[0],
    .subtitle = subtitle,
    .draw = draw,
    .act = act,
    .rows = rows,
    .provenance = provenance,
    .copy = copy,
    .wants = wants,
    .next_change = next_change,
    .report = &drivers_report,
};
