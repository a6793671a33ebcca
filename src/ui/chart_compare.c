/* SPDX-License-Identifier: MIT
 * The selected symbol's bars are the time axis; of the others the last close at or before each of them counts. */
#include "config.h"

#include "chart_compare.h"

#include "base/format.h"
#include "base/text.h"
#include "chart_series.h"
#include "chart_times.h"
#include "chart_window.h"
#include "model/snapshot.h"
#include "view.h"

#include <stdio.h>
#include <string.h>

#define LABEL_COLUMNS 9
#define BASE          100.0

struct line {
    char name[2 * SYMBOL_SIZE + 4];
    struct amount *values; /* one a bar of the axis */
    enum role role;
};

struct lines {
    struct line items[COMPARED_MOST + 1];
    size_t count;
};

bool chart_compare_is_on(const struct view *view)
{
    return view->state != NULL && view->state->compare.kind != COMPARE_NONE;
}

size_t chart_compare_wants(const struct view *view, struct want *wants, size_t most)
{
    size_t count = 0;
    for (size_t i = 0; chart_compare_is_on(view) && i < COMPARED_MOST && count < most; i++) {
        const char *symbol = view->state->compare.symbols[i];
        if (symbol[0] == '\0')
            continue;
        wants[count].kind = DATASET_BARS;
        snapshot_bars_subject(wants[count].subject, sizeof wants[count].subject, symbol, view->range);
        count++;
    }
    return count;
}

/* --- values --- */

static struct amount *closes_at(const struct bars *axis, const struct bars *bars, struct arena *arena)
{
    struct amount *values = arena_array(arena, axis->count + 1, sizeof *values);
    const struct bar *all = bars->items - bars->older_count;
    size_t next = 0, count = bars->older_count + bars->count;
    for (size_t i = 0; i < axis->count; i++) {
        while (next < count && all[next].start <= axis->items[i].start)
            next++;
        values[i] = next > 0 ? amount_of(all[next - 1].close) : AMOUNT_UNKNOWN;
    }
    return values;
}

static void add_line(struct lines *lines, const char *name, struct amount *values)
{
    static const enum role roles[COMPARED_MOST + 1] = {ROLE_CHART_LINE, ROLE_CHART_AVERAGE, ROLE_WARNING, ROLE_KEY,
                                                       ROLE_GAIN};
    struct line *line = &lines->items[lines->count];
    text_copy(line->name, sizeof line->name, name);
    line->values = values;
    line->role = roles[lines->count++];
}

/* From the first bar that all have a price at. */
static void rebase(struct lines *lines, size_t count)
{
    size_t first = 0, known = 0;
    for (; first < count; first++) {
        for (known = 0; known < lines->count && lines->items[known].values[first].known; known++)
            continue;
        if (known == lines->count)
            break;
    }
    for (size_t i = 0; i < lines->count; i++) {
        struct amount *values = lines->items[i].values;
        double base = first < count ? values[first].value : 0;
        for (size_t k = 0; k < count; k++)
            values[k] = k >= first && values[k].known && base > 0 ? amount_of(values[k].value / base * BASE)
                                                                  : AMOUNT_UNKNOWN;
    }
}

static void combine(struct lines *lines, size_t count, enum compare_kind kind)
{
    struct line *one = &lines->items[0], *other = &lines->items[1];
    char name[sizeof one->name];
    for (size_t k = 0; k < count; k++)
        one->values[k] = kind == COMPARE_RATIO ? amount_over(one->values[k], other->values[k])
                                               : amount_minus(one->values[k], other->values[k]);
    snprintf(name, sizeof name, kind == COMPARE_RATIO ? "%.15s/%.15s" : "%.15s - %.15s", one->name, other->name);
    text_copy(one->name, sizeof one->name, name);
    lines->count = 1;
}

/* Those whose bars are there. */
static void gather(struct lines *lines, const struct view *view, const struct bars *bars, struct arena *arena)
{
    const struct pane_comparison *compare = &view->state->compare;
    lines->count = 0;
    add_line(lines, view_symbol(view), closes_at(bars, bars, arena));
    for (size_t i = 0; i < COMPARED_MOST; i++) {
        char subject[SUBJECT_SIZE];
        snapshot_bars_subject(subject, sizeof subject, compare->symbols[i], view->range);
        const struct dataset *data = view_dataset(view, DATASET_BARS, subject);
        if (compare->symbols[i][0] != '\0' && data != NULL && strcmp(compare->symbols[i], view_symbol(view)) != 0)
            add_line(lines, compare->symbols[i], closes_at(bars, &data->u.bars, arena));
    }
    if (compare->kind == COMPARE_REBASED)
        rebase(lines, bars->count);
    else if (lines->count > 1)
        combine(lines, bars->count, compare->kind);
}

/* --- drawing --- */

static bool range_of(const struct lines *lines, size_t count, double *low, double *high)
{
    bool any = false;
    for (size_t i = 0; i < lines->count; i++)
        for (size_t k = 0; k < count; k++) {
            struct amount value = lines->items[i].values[k];
            if (!value.known)
                continue;
            *low = any && *low < value.value ? *low : value.value;
            *high = any && *high > value.value ? *high : value.value;
            any = true;
        }
    return any;
}

static void draw_legend(struct canvas *canvas, struct rect row, const struct view *view, const struct lines *lines,
                        size_t count)
{
    int column = 0;
    for (size_t i = 0; i < lines->count; i++) {
        char word[64], figure[24];
        struct amount last = count > 0 ? lines->items[i].values[count - 1] : AMOUNT_UNKNOWN;
        format_price(figure, sizeof figure, last, 2);
        snprintf(word, sizeof word, "%s %s", lines->items[i].name, figure);
        if (column + (int)text_width(word) > row.columns)
            return;
        column += canvas_text(canvas, row, 0, column, -1, lines->items[i].role, 0, word) + 2;
    }
    char rest[64];
    snprintf(rest, sizeof rest, "%s %s, :compare none ends it",
             view->state->compare.kind == COMPARE_REBASED ? "rebased to 100," : "over",
             chart_range_name(view->range));
    if (column + (int)text_width(rest) <= row.columns)
        (void)canvas_text(canvas, row, 0, column, -1, ROLE_MUTED, 0, rest);
}

static void draw_lines(struct canvas *canvas, struct rect area, const struct bars *bars, const struct view *view,
                       const struct lines *lines, struct arena *arena)
{
    struct series series = {.count = 0};
    struct rect plot = {area.row, area.column, area.rows - 1, area.columns - LABEL_COLUMNS};
    struct rect times = {area.row + area.rows - 1, area.column, 1, plot.columns};
    double low = 0, high = 0;
    if (plot.rows < 1 || plot.columns < 1 || !range_of(lines, bars->count, &low, &high))
        return;
    struct scale scale = scale_make(low, high, plot.rows);
    (chart_window_is_moved(view) ? series_make_part : series_make)(&series, bars, plot.columns, arena);
    struct rect with_axis = plot;
    with_axis.columns = area.columns;
    chart_value_axis(canvas, with_axis, &scale, LABEL_COLUMNS);
    for (size_t i = lines->count; i > 0; i--) { /* the selected one over the others */
        int count;
        const struct point *points = series_values(&series, lines->items[i - 1].values, &count, arena);
        chart_line(canvas, plot, &scale, points, count, lines->items[i - 1].role);
    }
    chart_times_draw(canvas, times, &series);
}

void chart_compare_draw(struct canvas *canvas, struct rect area, const struct view *view, const struct bars *bars)
{
    struct arena arena;
    struct lines lines;
    arena_init(&arena);
    gather(&lines, view, bars, &arena);
    draw_legend(canvas, rect_top(area, 1), view, &lines, bars->count);
    draw_lines(canvas, rect_below(area, 1), bars, view, &lines, &arena);
    arena_clear(&arena);
}
