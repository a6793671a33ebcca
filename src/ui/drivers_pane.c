/* SPDX-License-Identifier: MIT
 * The thesis board of the selected company: one row per leg, which way it points, and the rule that says so. */
#include "config.h"

#include "panes.h"

#include "base/arena.h"
#include "base/date.h"
#include "base/format.h"
#include "base/text.h"
#include "draw/chart.h"
#include "listing.h"
#include "model/drivers.h"
#include "screen_state.h"
#include "table.h"
#include "ui/screen.h"
#include "view.h"

#include <stdio.h>
#include <string.h>

#define YIELD      "^TNX"
#define SPARK_MOST DRIVER_TREND

/* --- what is known --- */

static const struct receivables *quarters_of(const struct view *view, const char *symbol)
{
    const struct dataset *data = view_dataset(view, DATASET_RECEIVABLES, symbol);
    return data != NULL ? &data->u.receivables : NULL;
}

static enum driver_kind kind_of(const struct view *view)
{
    const struct watchlist *list = view->watchlist;
    for (size_t i = 0; i < list->count; i++)
        for (size_t k = 0; k < list->groups[i].count; k++)
            if (strcmp(list->groups[i].symbols[k], view_symbol(view)) == 0 &&
                driver_kind_of(list->groups[i].name) != DRIVER_OTHER)
                return driver_kind_of(list->groups[i].name);
    return DRIVER_OTHER;
}

static struct driver_inputs inputs_of(const struct view *view)
{
    const char *symbol = view_symbol(view);
    const struct dataset *ratings = view_dataset(view, DATASET_RATINGS, symbol);
    const struct dataset *consensus = view_dataset(view, DATASET_CONSENSUS, symbol);
    const struct dataset *customers = view_dataset(view, DATASET_CUSTOMERS, symbol);
    const struct dataset *gpu = view_dataset(view, DATASET_GPU_MARKET, "");
    struct driver_inputs inputs = {.symbol = symbol,
                                   .kind = kind_of(view),
                                   .ratings = ratings != NULL ? &ratings->u.ratings : NULL,
                                   .consensus = consensus != NULL ? &consensus->u.consensus : NULL,
                                   .customers = customers != NULL ? &customers->u.customers : NULL,
                                   .quarters = quarters_of(view, symbol),
                                   .gpu = gpu != NULL ? &gpu->u.gpu : NULL,
                                   .yield = view_quote(view, YIELD),
                                   .now = view->now};
    for (size_t i = 0; i < DRIVER_BUYERS; i++)
        inputs.buyers[i] = quarters_of(view, driver_buyer(i));
    return inputs;
}

/* --- columns --- */

static const struct driver_row *row_of(const void *row)
{
    return row;
}

static void format_leg(const void *row, char *text, size_t size)
{
    text_copy(text, size, row_of(row)->driver->leg);
}

static void format_title(const void *row, char *text, size_t size)
{
    text_copy(text, size, row_of(row)->driver->title);
}

static struct amount value(const void *row)
{
    return row_of(row)->figure.value;
}

static void format_value(const void *row, char *text, size_t size)
{
    const char *unit = row_of(row)->driver->unit;
    struct amount figure = value(row);
    char plain[48];
    if (unit[0] == '$')
        format_scaled(text, size, figure);
    else if (unit[0] == '%')
        format_share(text, size, figure, 1);
    else {
        format_price(plain, sizeof plain, figure, unit[0] == 'd' ? 0 : 2);
        snprintf(text, size, "%s%s%s", plain, figure.known && strlen(unit) > 1 ? " " : "",
                 figure.known ? unit : "");
    }
}

static struct amount change(const void *row)
{
    return row_of(row)->figure.change;
}

static void format_change_of(const void *row, char *text, size_t size)
{
    const char *unit = row_of(row)->driver->change;
    char figure[32];
    if (unit[0] == '\0') {
        text_copy(text, size, "");
        return;
    }
    if (unit[0] == '%')
        format_percent(figure, sizeof figure, change(row), 1);
    else
        format_change(figure, sizeof figure, change(row), 2);
    snprintf(text, size, "%s", figure);
}

static void format_period(const void *row, char *text, size_t size)
{
    const char *unit = row_of(row)->driver->change;
    text_copy(text, size, unit[0] == '%' ? unit + (unit[1] == ' ' ? 2 : 1) : unit);
}

static enum role direction_role(const void *row)
{
    static const enum role roles[] = {[DRIVER_UNKNOWN] = ROLE_UNKNOWN,
                                      [DRIVER_SUPPORTS] = ROLE_GAIN,
                                      [DRIVER_WEAKENS] = ROLE_LOSS,
                                      [DRIVER_NEUTRAL] = ROLE_FLAT};
    return roles[row_of(row)->direction];
}

static void format_direction(const void *row, char *text, size_t size)
{
    static const char *const words[] = {[DRIVER_UNKNOWN] = "– unknown",
                                        [DRIVER_SUPPORTS] = "▲ supports",
                                        [DRIVER_WEAKENS] = "▼ weakens",
                                        [DRIVER_NEUTRAL] = "• neutral"};
    text_copy(text, size, words[row_of(row)->direction]);
}

static int compare_direction(const void *a, const void *b)
{
    return (int)row_of(a)->direction - (int)row_of(b)->direction;
}

static void draw_trend(struct canvas *canvas, struct rect cell, const void *row)
{
    const struct driver_figure *figure = &row_of(row)->figure;
    chart_spark(canvas, cell, 0, 0, cell.columns, figure->trend, figure->trend_count, ROLE_CHART_LINE);
}

static int wants_trend(const void *row)
{
    size_t count = row_of(row)->figure.trend_count;
    return count > 1 ? (int)count : 0;
}

static void format_as_of(const void *row, char *text, size_t size)
{
    int32_t day = row_of(row)->figure.as_of_day;
    text_copy(text, size, FORMAT_UNKNOWN);
    if (day != DATE_UNKNOWN)
        format_day(text, size, day);
}

static void format_rule(const void *row, char *text, size_t size)
{
    text_copy(text, size, row_of(row)->rule);
}

static enum role muted(const void *row)
{
    (void)row;
    return ROLE_MUTED;
}

static const struct column columns[] = {
    {.heading = "DRIVER", .least = 18, .weight = 3, .priority = 0, .format = format_title},
    {.heading = "NOW",
     .least = 6,
     .align = ALIGN_RIGHT,
     .priority = 1,
     .number = true,
     .format = format_value,
     .figure = value},
    {.heading = "CHANGE",
     .least = 6,
     .align = ALIGN_RIGHT,
     .priority = 2,
     .number = true,
     .format = format_change_of,
     .figure = change},
    {.heading = "OVER", .least = 7, .priority = 4, .format = format_period, .role = muted},
    {.heading = "POINTS",
     .least = 10,
     .priority = 0,
     .format = format_direction,
     .compare = compare_direction,
     .role = direction_role},
    {.heading = "TREND", .least = SPARK_MOST, .priority = 5, .draw = draw_trend, .wants = wants_trend},
    {.heading = "LEG", .least = 9, .priority = 6, .format = format_leg, .role = muted},
    {.heading = "AS OF", .least = 10, .priority = 7, .format = format_as_of, .role = muted},
    {.heading = "RULE", .least = 30, .weight = 2, .priority = 8, .format = format_rule, .role = muted},
};

static struct table board(const struct view *view, struct arena *arena)
{
    struct driver_inputs inputs = inputs_of(view);
    size_t count;
    (void)driver_table(&count);
    struct driver_row *rows = arena_array(arena, count, sizeof *rows);
    return (struct table){.columns = columns,
                          .column_count = sizeof columns / sizeof columns[0],
                          .rows = rows,
                          .row_size = sizeof *rows,
                          .row_count = drivers_evaluate(&inputs, rows)};
}

/* --- the pane --- */

static void subtitle(const struct view *view, char *text, size_t size)
{
    struct arena arena;
    size_t counts[4];
    arena_init(&arena);
    struct table table = board(view, &arena);
    drivers_count(table.rows, table.row_count, counts);
    snprintf(text, size, "%s  %zu support, %zu weaken, %zu neutral, %zu unknown", view_symbol(view),
             counts[DRIVER_SUPPORTS], counts[DRIVER_WEAKENS], counts[DRIVER_NEUTRAL], counts[DRIVER_UNKNOWN]);
    arena_clear(&arena);
}

static void draw(struct canvas *canvas, struct rect area, const struct view *view)
{
    struct arena arena;
    arena_init(&arena);
    struct table table = board(view, &arena);
    struct rect body = area.rows > 3 ? rect_top(area, area.rows - 1) : area;
    table_draw(canvas, body, &table, &view->state->table, view->focused);
    const struct driver_row *row = table_selected(&table, &view->state->table);
    if (row != NULL && body.rows < area.rows)
        (void)canvas_printf(canvas, area, area.rows - 1, 1, ROLE_MUTED, 0, "%s%s%s · Enter opens the evidence",
                            row->rule, row->figure.source[0] != '\0' ? " · " : "", row->figure.source);
    arena_clear(&arena);
}

static unsigned open_evidence(const struct driver_row *row, struct screen *screen)
{
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
    const struct driver_row *row = table_selected(&table, &view->state->table);
    if (action == ACTION_DETAIL && row != NULL)
        outcome = open_evidence(row, screen);
    else
        outcome = table_act(&table, &view->state->table, action);
    arena_clear(&arena);
    return outcome;
}

static size_t rows(const struct view *view)
{
    return listing_count(view, board, &view->state->table);
}

static void provenance(const struct view *view, char *text, size_t size)
{
    struct arena arena;
    arena_init(&arena);
    struct table table = board(view, &arena);
    const struct driver_row *row = table_selected(&table, &view->state->table);
    char day[16] = "";
    text[0] = '\0';
    if (row != NULL && row->figure.as_of_day != DATE_UNKNOWN)
        format_day(day, sizeof day, row->figure.as_of_day);
    if (row != NULL && row->figure.value.known)
        snprintf(text, size, "%s: from %s, as of %s. It %s by this rule: %s", row->driver->title,
                 row->figure.source, day, driver_direction_name(row->direction), row->rule);
    else if (row != NULL)
        snprintf(text, size, "%s: not reported, so it does not count. The rule would be: %s", row->driver->title,
                 row->rule);
    arena_clear(&arena);
}

static void copy(const struct view *view, char *text, size_t size)
{
    struct arena arena;
    arena_init(&arena);
    struct table table = board(view, &arena);
    const struct driver_row *row = table_selected(&table, &view->state->table);
    text[0] = '\0';
    if (row != NULL && row->figure.value.known)
        format_value(row, text, size);
    arena_clear(&arena);
}

/* The buyers' quarters and the customers, only while the board is looked at. */
static size_t wants(const struct view *view, struct want *wanted, size_t most)
{
    size_t count = 0;
    if (!view->focused)
        return 0;
    for (size_t i = 0; i < DRIVER_BUYERS && count < most; i++) {
        wanted[count] = (struct want){.kind = DATASET_RECEIVABLES};
        text_copy(wanted[count++].subject, SUBJECT_SIZE, driver_buyer(i));
    }
    if (view_symbol(view)[0] != '\0' && count < most) {
        wanted[count] = (struct want){.kind = DATASET_CUSTOMERS};
        text_copy(wanted[count++].subject, SUBJECT_SIZE, view_symbol(view));
    }
    return count;
}

static int64_t next_change(const struct view *view)
{
    (void)view;
    return 0; /* days, not minutes */
}

const struct pane drivers_pane = {
    .name = "drivers",
    .title = "Drivers",
    .hotkey = '5',
    .kinds = 1U << DATASET_RATINGS | 1U << DATASET_CONSENSUS | 1U << DATASET_RECEIVABLES | 1U << DATASET_CUSTOMERS |
             1U << DATASET_GPU_MARKET,
    .least_rows = 4,
    .least_columns = 30,
    .aside = true,
    .subtitle = subtitle,
    .draw = draw,
    .act = act,
    .rows = rows,
    .provenance = provenance,
    .copy = copy,
    .wants = wants,
    .next_change = next_change,
};
