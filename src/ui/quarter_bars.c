/* SPDX-License-Identifier: MIT
 * Where the zero is, how high each bar stands, and its labels. */
#include "config.h"

#include "quarter_bars.h"

#include "base/date.h"
#include "base/text.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define BAR_LEAST    3 /* columns of a bar with its gap */
#define BAR_MOST     10
#define LABEL_LEAST  6 /* from so many columns on a bar has its figure and its date */
#define EIGHTHS      8
#define FULL_BLOCK   0x2588
#define LOWER_EIGHTH 0x2581 /* and up to FULL_BLOCK */
#define UPPER_HALF   0x2580

struct frame {
    struct rect plot; /* bars only */
    int label_row, mark_row, value_above;
    int width;        /* of a bar with its gap */
    size_t first;     /* the oldest bar that is drawn */
    double high, low; /* of what is drawn; around zero */
    int above;        /* rows of the plot above the line of zero */
};

static void find_range(struct frame *frame, const struct quarter_bar *bars, size_t count)
{
    frame->high = frame->low = 0;
    for (size_t i = frame->first; i < count; i++) {
        if (!bars[i].value.known)
            continue;
        frame->high = fmax(frame->high, bars[i].value.value);
        frame->low = fmin(frame->low, bars[i].value.value);
    }
}

static bool make_frame(struct frame *frame, struct rect area, const struct quarter_bar *bars, size_t count)
{
    size_t most = (size_t)(area.columns / BAR_LEAST);
    if (area.rows < 5 || count == 0 || most == 0)
        return false;
    size_t shown = count < most ? count : most;
    frame->first = count - shown;
    frame->width = area.columns / (int)shown;
    frame->width = frame->width > BAR_MOST ? BAR_MOST : frame->width;
    frame->value_above = frame->width >= LABEL_LEAST;
    frame->mark_row = 0;
    frame->label_row = area.rows - 1;
    frame->plot = (struct rect){area.row + 1 + frame->value_above, area.column, area.rows - 2 - frame->value_above,
                                area.columns};
    find_range(frame, bars, count);
    double range = frame->high - frame->low;
    if (range <= 0)
        return false;
    frame->above = (int)lround((double)frame->plot.rows * frame->high / range);
    if (frame->low < 0 && frame->above == frame->plot.rows)
        frame->above--; /* what is below zero has at least a row */
    return frame->above > 0 || frame->low < 0;
}

static void draw_up(struct canvas *canvas, const struct frame *frame, int column, int width, double value)
{
    int eighths = (int)lround(value / frame->high * frame->above * EIGHTHS);
    eighths = eighths > 0 ? eighths : 1; /* the least of bars can be seen */
    for (int row = frame->above - 1; row >= 0 && eighths > 0; row--, eighths -= EIGHTHS)
        for (int i = 0; i < width; i++)
            canvas_put(canvas, frame->plot, row, column + i,
                       eighths >= EIGHTHS ? FULL_BLOCK : (uint32_t)(LOWER_EIGHTH + eighths - 1), ROLE_CHART_LINE,
                       0);
}

static void draw_down(struct canvas *canvas, const struct frame *frame, int column, int width, double value)
{
    int rows = frame->plot.rows - frame->above;
    int halves = (int)lround(value / frame->low * rows * 2);
    halves = halves > 0 ? halves : 1;
    for (int row = frame->above; row < frame->plot.rows && halves > 0; row++, halves -= 2)
        for (int i = 0; i < width; i++)
            canvas_put(canvas, frame->plot, row, column + i, halves >= 2 ? FULL_BLOCK : UPPER_HALF, ROLE_LOSS, 0);
}

static void draw_date(struct canvas *canvas, struct rect area, const struct frame *frame, int column,
                      int32_t end_day, bool every)
{
    int year, month, day;
    char text[16];
    date_to_civil(end_day, &year, &month, &day);
    snprintf(text, sizeof text, "%02d-%02d", year % 100, month);
    if (every)
        canvas_text(canvas, area, frame->label_row, column, -1, ROLE_CHART_AXIS, 0, text);
}

static void draw_bar(struct canvas *canvas, struct rect area, const struct frame *frame,
                     const struct quarter_bar *bar, size_t place)
{
    int column = (int)place * frame->width, width = frame->width - 1;
    bool every = frame->width >= LABEL_LEAST || place % 3 == 0;
    draw_date(canvas, area, frame, column, bar->end_day, every);
    if (bar->alarm)
        canvas_put(canvas, area, frame->mark_row, column + width / 2, '!', ROLE_ALARM, STYLE_BOLD);
    if (frame->value_above && (int)text_width(bar->text) < frame->width)
        canvas_text(canvas, area, frame->mark_row + 1, column, frame->width, ROLE_TEXT, 0, bar->text);
    if (!bar->value.known)
        return;
    if (bar->value.value >= 0 && frame->high > 0)
        draw_up(canvas, frame, column, width, bar->value.value);
    else if (bar->value.value < 0)
        draw_down(canvas, frame, column, width, bar->value.value);
}

void quarter_bars_draw(struct canvas *canvas, struct rect area, const struct quarter_bar *bars, size_t count)
{
    struct frame frame;
    if (!make_frame(&frame, area, bars, count)) {
        canvas_text(canvas, area, 0, 0, area.columns, ROLE_UNKNOWN, 0, "not reported in any quarter");
        return;
    }
    for (size_t i = frame.first; i < count; i++)
        draw_bar(canvas, area, &frame, &bars[i], i - frame.first);
}
