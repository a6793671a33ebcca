/* SPDX-License-Identifier: MIT
 * The crosshair. Its place is counted from the newest step, so that it stays where it was while the market goes
 * on. */
#include "config.h"

#include "chart_cursor.h"

#include "base/format.h"
#include "base/text.h"
#include "model/calendar.h"
#include "overlay_choice.h"
#include "view.h"

#include <stdio.h>
#include <string.h>

#define LINE_GLYPH   0x2506 /* dashed */
#define DAY_SECONDS  86400
#define NEAR_SECONDS (8 * DAY_SECONDS) /* a week and a day: weekly bars, long weekends */
#define ACTIONS_TOLD 2
#define CURSOR_MOST  10000
#define VALUES_SIZE  256
#define EDGE_COLUMNS 1

const struct series_step *chart_cursor_step(const struct series *series, const struct view *view)
{
    const struct series_step *oldest = NULL;
    int left = view->state != NULL ? view->state->cursor : 0;
    for (size_t i = series->count; i > 0 && left > 0; i--)
        if (series->steps[i - 1].known) {
            oldest = &series->steps[i - 1];
            left--;
        }
    if (left > 0 && view->state != NULL)
        view->state->cursor -= left; /* beyond the first bar it stays on it */
    return oldest;
}

static size_t append(char *text, size_t used, const char *label, const char *figure)
{
    int written = snprintf(text + used, VALUES_SIZE - used, "%s%s%s%s", used > 0 ? " " : "", label,
                           strlen(label) > 1 ? " " : "", figure);
    return written > 0 && (size_t)written < VALUES_SIZE - used ? used + (size_t)written : used;
}

static void write_when(const struct series *series, const struct series_step *step, char *text, size_t size)
{
    format_stamp(text, size, step->bar.start);
    if (bar_interval_seconds(series->bars->interval) >= DAY_SECONDS)
        text[strcspn(text, " ")] = '\0'; /* the day alone */
    else
        text[strlen("2026-11-23 10:42") < strlen(text) ? strlen("2026-11-23 10:42") : strlen(text)] = '\0';
}

static size_t append_indicators(char *text, size_t used, const struct series *series,
                                const struct series_step *step, const struct indicator_set *set,
                                struct arena *arena)
{
    for (size_t i = 0; set != NULL && i < set->count; i++) {
        char name[INDICATOR_NAME_SIZE], figure[32];
        struct indicator_values values = indicator_compute(&set->items[i], series->bars, arena);
        indicator_name(&set->items[i], name);
        for (int line = 0; line < set->items[i].indicator->line_count; line++) {
            format_price(figure, sizeof figure, values.lines[line][step->last], series->bars->decimals);
            used = append(text, used, line == 0 ? name : "/", figure);
        }
    }
    return used;
}

/* What houses said on the days of the step: "Wells Fargo 170", the newest ones. */
static size_t append_actions(char *text, size_t used, const struct series *series, const struct series_step *step,
                             const struct view *view)
{
    const struct dataset *data = view_dataset(view, DATASET_RATINGS, view_symbol(view));
    int64_t first = series->bars->items[step->first].start, last = series->bars->items[step->last].start;
    int index = (int)(step - series->steps), told = 0;
    for (size_t i = 0; data != NULL && i < data->u.ratings.count && told < ACTIONS_TOLD; i++) {
        const struct rating_action *action = &data->u.ratings.items[i];
        bool near = action->when > first - NEAR_SECONDS && action->when < last + NEAR_SECONDS;
        if (!near || series_step_at(series, action->when) != index)
            continue;
        char target[32] = "";
        if (action->target_to.known && action->basis == TARGET_AS_ISSUED)
            format_price(target, sizeof target, action->target_to, 0);
        used = append(text, used, action->firm, target);
        told++;
    }
    return used;
}

static void write_values(char text[VALUES_SIZE], const struct series *series, const struct series_step *step,
                         const struct view *view, struct arena *arena)
{
    const struct bar *bar = &step->bar;
    const struct {
        const char *label;
        double price;
    } prices[] = {{"O", bar->open}, {"H", bar->high}, {"L", bar->low}, {"C", bar->close}};
    char figure[48];
    size_t used = 0;
    write_when(series, step, figure, sizeof figure);
    used = append(text, used, "", figure);
    for (size_t i = 0; i < sizeof prices / sizeof prices[0]; i++) {
        format_price(figure, sizeof figure, amount_of(prices[i].price), series->bars->decimals);
        used = append(text, used, prices[i].label, figure);
    }
    format_scaled(figure, sizeof figure, bar->volume);
    used = append(text, used, "V", figure);
    if (bar->session == SESSION_PRE || bar->session == SESSION_POST)
        used = append(text, used, session_name(bar->session), "");
    if (bar->partial)
        used = append(text, used, "so far", "");
    if (overlay_is_on(view, OVERLAY_RATINGS) && series->bars->range != RANGE_1D)
        used = append_actions(text, used, series, step, view);
    if (view->overlays)
        (void)append_indicators(text, used, series, step, view->indicators, arena);
}

void chart_cursor_draw(struct canvas *canvas, struct rect plot, struct rect header, const struct series *series,
                       const struct view *view, struct arena *arena)
{
    char text[VALUES_SIZE] = "";
    const struct series_step *step = chart_cursor_step(series, view);
    if (step == NULL)
        return;
    int column = (int)(step - series->steps) * series->stride;
    for (int row = 0; row < plot.rows; row++)
        if (canvas_is_blank(canvas, plot, row, column))
            canvas_put(canvas, plot, row, column, LINE_GLYPH, ROLE_KEY, 0);
    write_values(text, series, step, view, arena);
    canvas_erase(canvas, header, ROLE_TEXT);
    (void)canvas_text(canvas, header, 0, 0, header.columns - EDGE_COLUMNS, ROLE_KEY, 0, text);
}

bool chart_cursor_act(struct pane_state *state, enum action_id action)
{
    int before = state->cursor;
    if (action == ACTION_CURSOR_OLDER && state->cursor < CURSOR_MOST)
        state->cursor++;
    else if (action == ACTION_CURSOR_NEWER && state->cursor > 0)
        state->cursor--;
    else if (action == ACTION_BACK && state->cursor > 0)
        state->cursor = 0;
    return state->cursor != before || action == ACTION_CURSOR_OLDER || action == ACTION_CURSOR_NEWER;
}
