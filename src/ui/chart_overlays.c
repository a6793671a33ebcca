/* SPDX-License-Identifier: MIT
 * Rating changes and targets over a chart. */
#include "config.h"

#include "chart_overlays.h"

#include "base/format.h"
#include "base/text.h"
#include "chart_dates.h"
#include "overlay_choice.h"
#include "view.h"

#include <stdio.h>
#include <string.h>

#define TOLD_COLUMNS 30 /* of the chart, for each change that is told in words */
#define UP_GLYPH     0x25b2
#define DOWN_GLYPH   0x25bc
#define DASH_GLYPH   0x2508

static bool has_room(const struct canvas *canvas, struct rect area, int row, int column, int width)
{
    for (int i = 0; i < width; i++)
        if (!canvas_is_blank(canvas, area, row, column + i))
            return false;
    return true;
}

/* A target on another base of prices than the chart's is not told. */
static void label_of(const struct rating_action *action, char *text, size_t size)
{
    char target[32] = "";
    if (action->target_to.known && action->basis == TARGET_AS_ISSUED)
        format_price(target, sizeof target, action->target_to, 0);
    snprintf(text, size, "%.20s%s%s", action->firm, target[0] ? " " : "", target);
}

static bool draw_mark(struct canvas *canvas, struct rect area, const struct scale *scale,
                      const struct series *series, const struct rating_action *action, bool told)
{
    bool up = action->move == MOVE_UPGRADE;
    int step = series_step_at(series, action->when);
    if (step < 0)
        return false;
    const struct bar *bar = &series->steps[step].bar;
    int column = step * series->stride, away = up ? 1 : -1;
    int row = scale_row(scale, up ? bar->low : bar->high) + away;
    while (row >= 0 && row < area.rows && !canvas_is_blank(canvas, area, row, column))
        row += away;
    if (!canvas_is_blank(canvas, area, row, column))
        return false;
    enum role role = up ? ROLE_GAIN : ROLE_LOSS;
    canvas_put(canvas, area, row, column, up ? UP_GLYPH : DOWN_GLYPH, role, STYLE_BOLD);
    char text[64];
    label_of(action, text, sizeof text);
    int width = (int)text_width(text);
    int left = has_room(canvas, area, row, column + 1, width) ? column + 1 : column - width;
    if (told && has_room(canvas, area, row, left, width))
        canvas_text(canvas, area, row, left, -1, role, 0, text);
    return true;
}

static void draw_changes(struct canvas *canvas, struct rect area, const struct scale *scale,
                         const struct series *series, const struct rating_actions *actions)
{
    int told = 0, most = area.columns / TOLD_COLUMNS > 1 ? area.columns / TOLD_COLUMNS : 1;
    for (size_t i = 0; i < actions->count; i++) { /* newest first */
        enum rating_move move = actions->items[i].move;
        if (move == MOVE_UPGRADE || move == MOVE_DOWNGRADE)
            told += draw_mark(canvas, area, scale, series, &actions->items[i], told < most);
    }
}

static void draw_target(struct canvas *canvas, struct rect area, const struct scale *scale, struct amount target,
                        const char *name)
{
    if (!target.known || target.value < scale->low || target.value > scale->high)
        return;
    int row = scale_row(scale, target.value);
    int width = (int)text_width(name);
    if (has_room(canvas, area, row, area.columns - width, width))
        canvas_text(canvas, area, row, area.columns - width, -1, ROLE_ESTIMATE, 0, name);
    for (int column = 0; column < area.columns; column += 2)
        if (canvas_is_blank(canvas, area, row, column))
            canvas_put(canvas, area, row, column, DASH_GLYPH, ROLE_ESTIMATE, 0);
}

void chart_overlays_draw(struct canvas *canvas, struct rect area, const struct scale *scale,
                         const struct series *series, const struct view *view)
{
    const struct dataset *ratings = view_dataset(view, DATASET_RATINGS, view_symbol(view));
    const struct dataset *consensus = view_dataset(view, DATASET_CONSENSUS, view_symbol(view));
    if (ratings && overlay_is_on(view, OVERLAY_RATINGS) && series->bars->range != RANGE_1D)
        draw_changes(canvas, area, scale, series, &ratings->u.ratings);
    chart_dates_draw(canvas, area, series, view);
    if (consensus && overlay_is_on(view, OVERLAY_TARGETS)) {
        draw_target(canvas, area, scale, consensus->u.consensus.target_mean, "target mean");
        draw_target(canvas, area, scale, consensus->u.consensus.target_low, "target low");
        draw_target(canvas, area, scale, consensus->u.consensus.target_high, "target high");
    }
}
