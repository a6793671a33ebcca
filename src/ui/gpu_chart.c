/* SPDX-License-Identifier: MIT
 * Price, stock or shortage index of GPU models over months and years on one axis with the selected share: all stand
 * at 100 where the chart begins. Alone, a model is shown in its own unit. The models that Enter marked are drawn
 * besides the selected one; below its price, how many venues had it. History that was published and not watched by
 * us is dotted. */
#include "config.h"

#include "gpu_views.h"

#include "base/date.h"
#include "base/format.h"
#include "base/text.h"
#include "draw/chart.h"
#include "gpu_rows.h"
#include "ui/screen.h"
#include "view.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define DAY           86400
#define LINES_MOST    5
#define LABEL_COLUMNS 9
#define LIST_ROWS     7 /* of the list of models below the chart */
#define STOCK_ROWS    3
#define PLOT_ROWS     6 /* at least, before list or stock get theirs */
#define SHARE_CARRIED 5 /* days without trading that a share's line runs on */

enum figure { FIGURE_PRICE, FIGURE_STOCK, FIGURE_INDEX };

static const struct {
    const char *unit;    /* of a model alone */
    const char *nothing; /* "no X of H100 SXM in this range yet" */
    unsigned decimals;
} figures[] = {{"$/GPU-h", "price", 2}, {"% of venues", "stock", 0}, {"index", "index", 0}};

struct line {
    char name[32];
    enum figure figure;
    const struct gpu_history *history; /* else the index, else bars */
    const struct gsi_series *index;
    const struct bars *bars;
    enum role role;
    double base; /* what stands at 100; 0: nothing known in the range */
    bool base_published;
};

struct lines {
    enum figure figure;
    struct line items[LINES_MOST];
    size_t count;
    int64_t first_day, last_day;
    bool rebased;
};

struct level_at {
    struct amount value;
    bool published; /* by others, of a time before we watched */
};

static const enum role roles[LINES_MOST] = {ROLE_CHART_LINE, ROLE_CHART_AVERAGE, ROLE_GAIN, ROLE_WARNING, ROLE_KEY};

/* GPU prices are told by the day: within a day or a week there is no line. */
static enum chart_range range_of(const struct view *view)
{
    return view->range == RANGE_1D || view->range == RANGE_5D ? RANGE_1M : view->range;
}

static bool is_long(const struct view *view)
{
    return view->range == RANGE_2Y || view->range == RANGE_5Y;
}

static struct level_at reading_of(const struct gpu_history_point *point, enum figure figure)
{
    if (figure == FIGURE_STOCK)
        return (struct level_at){point->availability, false};
    return point->price.known ? (struct level_at){point->price, false}
                              : (struct level_at){point->settled, point->settled.known};
}

static struct level_at read_history(const struct gpu_history *history, enum figure figure, int64_t day)
{
    for (size_t i = history->count; i > 0; i--) {
        const struct gpu_history_point *point = &history->points[i - 1];
        struct level_at reading = reading_of(point, figure);
        if (point->day <= day && (reading.value.known || day - point->day > GPU_CARRY_DAYS)) {
            return day - point->day <= GPU_CARRY_DAYS ? reading : (struct level_at){AMOUNT_UNKNOWN, false};
        }
    }
    return (struct level_at){AMOUNT_UNKNOWN, false};
}

static struct level_at read_fixes(const struct gsi_series *index, int64_t day)
{
    for (size_t i = index->count; i > 0; i--) {
        const struct gsi_past *fix = &index->fixes[i - 1];
        if (fix->fix_at / DAY <= day && (fix->value.known || day - fix->fix_at / DAY > GPU_CARRY_DAYS)) {
            bool young = day - fix->fix_at / DAY <= GPU_CARRY_DAYS;
            return (struct level_at){young ? fix->value : AMOUNT_UNKNOWN, fix->seeded};
        }
    }
    return (struct level_at){AMOUNT_UNKNOWN, false};
}

static struct level_at read_bars(const struct bars *bars, int64_t day)
{
    for (size_t i = bars->count; i > 0; i--) {
        int64_t start = date_new_york_day(bars->items[i - 1].start);
        if (start <= day) {
            bool young = day - start <= SHARE_CARRIED;
            return (struct level_at){young ? amount_of(bars->items[i - 1].close) : AMOUNT_UNKNOWN, false};
        }
    }
    return (struct level_at){AMOUNT_UNKNOWN, false};
}

static struct level_at read_line(const struct line *line, int64_t day)
{
    return line->history ? read_history(line->history, line->figure, day)
           : line->index ? read_fixes(line->index, day)
                         : read_bars(line->bars, day);
}

static void add_line(struct lines *lines, const struct line *line)
{
    if (lines->count == LINES_MOST) {
        return;
    }
    struct line *added = &lines->items[lines->count];
    *added = *line;
    added->figure = lines->figure;
    added->role = roles[lines->count];
    for (int64_t day = lines->first_day; day <= lines->last_day && added->base <= 0; day++) {
        struct level_at first = read_line(added, day);
        added->base = first.value.value;
        added->base_published = first.published;
    }
    lines->count += added->base > 0;
}

/* Rows of the list of models, marked or selected, in its order. */
static size_t chosen(const struct view *view, const char *names[LINES_MOST])
{
    const struct dataset *data = view_dataset(view, DATASET_GPU_MARKET, "");
    const struct gpu_model_row *selected = gpu_selected(view);
    size_t count = 0;
    if (selected) {
        names[count++] = selected->model;
    }
    for (size_t i = 0; data && i < data->u.gpu.row_count && i < 32 && count + 1 < LINES_MOST; i++) {
        bool marked = (view->state->marked & (1u << i)) != 0;
        if (marked && &data->u.gpu.rows[i] != selected) {
            names[count++] = data->u.gpu.rows[i].model;
        }
    }
    return count;
}

static void add_model(struct lines *lines, const struct view *view, const char *model)
{
    struct line line = {.base = 0};
    char subject[SUBJECT_SIZE];
    gpu_history_subject(subject, sizeof subject, model, is_long(view));
    const struct dataset *data = lines->figure == FIGURE_INDEX ? view_dataset(view, DATASET_GPU_INDEX, "")
                                                               : view_dataset(view, DATASET_GPU_HISTORY, subject);
    text_copy(line.name, sizeof line.name, model);
    if (!data) {
        return;
    }
    if (lines->figure == FIGURE_INDEX) {
        line.index = gsi_series_of(&data->u.index, model);
    } else {
        line.history = &data->u.gpu_history;
    }
    if (line.history || line.index->count > 0) {
        add_line(lines, &line);
    }
}

static void add_share(struct lines *lines, const struct view *view)
{
    struct line line = {.base = 0};
    char subject[SUBJECT_SIZE];
    snapshot_bars_subject(subject, sizeof subject, view_symbol(view), range_of(view));
    const struct dataset *data = view_dataset(view, DATASET_BARS, subject);
    if (!data || dataset_is_empty(data)) {
        return;
    }
    text_copy(line.name, sizeof line.name, view_symbol(view));
    line.bars = &data->u.bars;
    add_line(lines, &line);
}

static struct lines make_lines(const struct view *view, enum figure figure)
{
    const char *names[LINES_MOST];
    size_t count = chosen(view, names);
    struct lines lines = {.figure = figure, .last_day = view->now / DAY};
    lines.first_day = chart_range_start(range_of(view), view->now) / DAY;
    for (size_t i = 0; i < count; i++) {
        add_model(&lines, view, names[i]);
    }
    if (lines.count > 0) {
        add_share(&lines, view);
    }
    lines.rebased = lines.count > 1;
    return lines;
}

static struct amount shown(const struct lines *lines, const struct line *line, struct amount value)
{
    return value.known && lines->rebased ? amount_of(100 * value.value / line->base) : value;
}

static int64_t day_at(const struct lines *lines, int position, int count)
{
    int64_t span = lines->last_day - lines->first_day;
    return lines->first_day + (count > 1 ? span * position / (count - 1) : 0);
}

/* Every other stretch of what was published is left out: a line that was not watched is dotted. */
static struct point point_of(const struct lines *lines, const struct line *line, int at, int count)
{
    struct level_at reading = read_line(line, day_at(lines, at, count));
    struct amount value = shown(lines, line, reading.value);
    return (struct point){value.value, value.known && (!reading.published || at % 4 < 2)};
}

static void draw_lines(struct canvas *canvas, struct rect area, const struct lines *lines, struct arena *arena)
{
    int count = 2 * (area.columns - LABEL_COLUMNS);
    double low = INFINITY, high = -INFINITY;
    struct point *points = arena_array(arena, (size_t)count * lines->count + 1, sizeof *points);
    for (size_t i = 0; i < lines->count; i++) {
        for (int at = 0; at < count; at++) {
            struct point point = point_of(lines, &lines->items[i], at, count);
            points[i * (size_t)count + (size_t)at] = point;
            low = point.known ? fmin(low, point.value) : low;
            high = point.known ? fmax(high, point.value) : high;
        }
    }
    struct scale scale = scale_make(low, high, area.rows);
    struct rect plot = {area.row, area.column, area.rows, area.columns - LABEL_COLUMNS};
    chart_value_axis(canvas, area, &scale, LABEL_COLUMNS);
    for (size_t i = lines->count; i > 0; i--) { /* the selected one on top */
        chart_line(canvas, plot, &scale, points + (i - 1) * (size_t)count, count, lines->items[i - 1].role);
    }
}

static bool any_published(const struct lines *lines)
{
    bool any = false;
    for (size_t i = 0; i < lines->count; i++) {
        for (int64_t day = lines->first_day; day <= lines->last_day && !any; day++) {
            any = read_line(&lines->items[i], day).published;
        }
    }
    return any;
}

/* From where it began; between what others published and what we watched lies a step of method, no change. */
static struct amount change_of(const struct line *line, struct level_at last)
{
    return last.published == line->base_published ? amount_percent_change(last.value, amount_of(line->base))
                                                  : AMOUNT_UNKNOWN;
}

/* Which line is which, where it stands, and its change. */
static void draw_legend(struct canvas *canvas, struct rect row, const struct view *view, const struct lines *lines)
{
    int column = 1;
    char word[96], change[24], last_word[24];
    for (size_t i = 0; i < lines->count; i++) {
        const struct line *line = &lines->items[i];
        struct level_at last = read_line(line, lines->last_day);
        format_percent(change, sizeof change, change_of(line, last), 1);
        format_price(last_word, sizeof last_word, last.value, line->bars ? 2 : figures[lines->figure].decimals);
        snprintf(word, sizeof word, "● %s %s %s", line->name, last_word, change);
        if (column + (int)text_width(word) > row.columns) {
            break;
        }
        column += canvas_text(canvas, row, 0, column, -1, line->role, 0, word) - column + 2;
    }
    snprintf(word, sizeof word, "%s%s%s", any_published(lines) ? "dotted: published history  " : "",
             chart_range_name(range_of(view)), lines->rebased ? ", begin = 100" : "");
    if (!lines->rebased) {
        snprintf(word + strlen(word), sizeof word - strlen(word), ", %s", figures[lines->figure].unit);
    }
    if (column + (int)text_width(word) <= row.columns) {
        canvas_text(canvas, row, 0, row.columns - (int)text_width(word), -1, ROLE_MUTED, 0, word);
    }
}

static void draw_stock(struct canvas *canvas, struct rect area, const struct lines *lines, struct arena *arena)
{
    int count = area.columns - LABEL_COLUMNS;
    const struct gpu_history *history = lines->items[0].history;
    struct point *points = arena_array(arena, (size_t)count + 1, sizeof *points);
    for (size_t i = 0; i < history->count; i++) {
        int64_t day = history->points[i].day, span = lines->last_day - lines->first_day;
        struct amount share = history->points[i].availability;
        if (day < lines->first_day || span <= 0 || !share.known) {
            continue;
        }
        points[(day - lines->first_day) * (count - 1) / span] = (struct point){share.value, true};
    }
    struct rect plot = {area.row, area.column, area.rows, count};
    chart_columns(canvas, plot, points, count, ROLE_CHART_VOLUME);
    canvas_text(canvas, area, area.rows - 1, count + 1, -1, ROLE_CHART_AXIS, 0, "stock %");
}

static void draw_dates(struct canvas *canvas, struct rect row, const struct lines *lines, int64_t now)
{
    char first[24], last[24];
    format_month_day(first, sizeof first, lines->first_day * DAY + DAY / 2, now);
    format_month_day(last, sizeof last, lines->last_day * DAY + DAY / 2, now);
    canvas_text(canvas, row, 0, 0, -1, ROLE_CHART_AXIS, 0, first);
    canvas_text(canvas, row, 0, row.columns - LABEL_COLUMNS - (int)text_width(last), -1, ROLE_CHART_AXIS, 0, last);
}

static void draw_chart(struct canvas *canvas, struct rect area, const struct view *view, enum figure figure,
                       struct arena *arena)
{
    struct lines lines = make_lines(view, figure);
    const struct gpu_model_row *selected = gpu_selected(view);
    if (lines.count == 0 || area.columns < 3 * LABEL_COLUMNS || area.rows < 4) {
        canvas_printf(canvas, area, 0, 1, ROLE_MUTED, 0,
                      "no %s of %s in this range yet: it is recorded from now on", figures[figure].nothing,
                      selected ? selected->model : "any model");
        return;
    }
    draw_legend(canvas, rect_top(area, 1), view, &lines);
    area = rect_below(area, 1);
    bool stock = figure == FIGURE_PRICE && area.rows - 1 - STOCK_ROWS >= PLOT_ROWS && lines.items[0].history;
    int rows = area.rows - 1 - (stock ? STOCK_ROWS : 0);
    draw_lines(canvas, rect_top(area, rows), &lines, arena);
    draw_dates(canvas, rect_top(rect_below(area, rows), 1), &lines, view->now);
    if (stock) {
        draw_stock(canvas, rect_below(area, rows + 1), &lines, arena);
    }
}

static void draw_figure(struct canvas *canvas, struct rect area, const struct view *view, enum figure figure)
{
    struct arena arena;
    arena_init(&arena);
    area = gpu_notice(canvas, area, view);
    bool list = area.rows >= LIST_ROWS + PLOT_ROWS + 2;
    if (list) {
        struct table table = model_rows_table(view, &arena);
        table_draw(canvas, rect_below(area, area.rows - LIST_ROWS), &table, &view->state->table, view->focused);
    }
    if (area.rows > 0) {
        draw_chart(canvas, rect_top(area, area.rows - (list ? LIST_ROWS : 0)), view, figure, &arena);
    }
    arena_clear(&arena);
}

static void draw_price(struct canvas *canvas, struct rect area, const struct view *view)
{
    draw_figure(canvas, area, view, FIGURE_PRICE);
}

static void draw_venues_stock(struct canvas *canvas, struct rect area, const struct view *view)
{
    draw_figure(canvas, area, view, FIGURE_STOCK);
}

static void draw_index(struct canvas *canvas, struct rect area, const struct view *view)
{
    draw_figure(canvas, area, view, FIGURE_INDEX);
}

static unsigned mark_selected(struct view *view)
{
    const struct dataset *data = view_dataset(view, DATASET_GPU_MARKET, "");
    const struct gpu_model_row *selected = gpu_selected(view);
    size_t row = selected ? (size_t)(selected - data->u.gpu.rows) : 32;
    if (row >= 32) {
        return OUTCOME_REDRAW;
    }
    view->state->marked ^= 1u << row;
    return OUTCOME_REDRAW | OUTCOME_FOCUS;
}

/* Another selection is another line to be asked for. */
static unsigned act(struct view *view, enum action_id action, struct screen *screen)
{
    (void)screen;
    if (action == ACTION_DETAIL) {
        return mark_selected(view);
    }
    unsigned outcome = gpu_list_move(view, action);
    return outcome != OUTCOME_NONE ? outcome | OUTCOME_FOCUS : outcome;
}

static size_t wants(const struct view *view, struct want *wants, size_t most)
{
    const char *names[LINES_MOST];
    size_t models = chosen(view, names), count = 0;
    for (size_t i = 0; i < models && count < most; i++) {
        wants[count].kind = DATASET_GPU_HISTORY;
        gpu_history_subject(wants[count++].subject, SUBJECT_SIZE, names[i], is_long(view));
    }
    if (count < most && view_symbol(view)[0] != '\0') {
        wants[count].kind = DATASET_BARS;
        snapshot_bars_subject(wants[count++].subject, SUBJECT_SIZE, view_symbol(view), range_of(view));
    }
    return count;
}

#define CHART(name, drawing)                                                                                       \
    const struct pane_part name = {.draw = (drawing),                                                              \
                                   .act = act,                                                                     \
                                   .rows = gpu_list_rows,                                                          \
                                   .provenance = gpu_list_provenance,                                              \
                                   .copy = gpu_list_copy,                                                          \
                                   .next_change = gpu_list_next_change,                                            \
                                   .wants = wants}
CHART(gpu_chart, draw_price);
CHART(gpu_chart_stock, draw_venues_stock);
CHART(gpu_chart_index, draw_index);
