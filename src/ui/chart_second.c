/* SPDX-License-Identifier: MIT
 * The second axis: day by day, each day's value at the steps of that day; what fell silent runs on for some days.
 */
#include "config.h"

#include "chart_second.h"

#include "base/date.h"
#include "base/text.h"
#include "model/gpu_history.h"
#include "model/gsi_fix.h"
#include "overlay_choice.h"
#include "view.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define DAY_SECONDS  86400
#define FAVOURITE    "H100" /* what most is rented and told of */
#define RANGE_MONTHS RANGE_1Y

struct curve {
    char name[GPU_MODEL_SIZE + 16];
    unsigned decimals;
    enum role role;
    struct amount *values; /* one a step */
};

static const char *gpu_model(const struct view *view)
{
    const struct dataset *data = view_dataset(view, DATASET_GPU_MARKET, "");
    if (data == NULL || data->u.gpu.row_count == 0)
        return NULL;
    for (size_t i = 0; i < data->u.gpu.row_count; i++)
        if (strncmp(data->u.gpu.rows[i].model, FAVOURITE, strlen(FAVOURITE)) == 0)
            return data->u.gpu.rows[i].model;
    return data->u.gpu.rows[0].model;
}

static void gpu_subject(const struct view *view, const char *model, char subject[SUBJECT_SIZE])
{
    gpu_history_subject(subject, SUBJECT_SIZE, model, view->range > RANGE_MONTHS);
}

size_t chart_second_wants(const struct view *view, struct want *wants, size_t most)
{
    const char *model = overlay_is_on(view, OVERLAY_GPU) ? gpu_model(view) : NULL;
    if (model == NULL || most == 0)
        return 0;
    wants[0].kind = DATASET_GPU_HISTORY;
    gpu_subject(view, model, wants[0].subject);
    return 1;
}

static int64_t day_of(const struct series *series, size_t step)
{
    return series->bars->items[series->steps[step].last].start / DAY_SECONDS;
}

/* Both ascend: each is gone through once. */
static void read_history(const struct gpu_history *history, const struct series *series, struct amount *values)
{
    struct amount last = AMOUNT_UNKNOWN;
    int64_t last_day = 0;
    for (size_t i = 0, next = 0; i < series->count; i++) {
        if (!series->steps[i].known)
            continue;
        for (; next < history->count && history->points[next].day <= day_of(series, i); next++) {
            const struct gpu_history_point *point = &history->points[next];
            struct amount price = point->price.known ? point->price : point->settled;
            last = price.known ? price : last;
            last_day = price.known ? point->day : last_day;
        }
        values[i] = last.known && day_of(series, i) - last_day <= GPU_CARRY_DAYS ? last : AMOUNT_UNKNOWN;
    }
}

static void read_fixes(const struct gsi_series *index, const struct series *series, struct amount *values)
{
    struct amount last = AMOUNT_UNKNOWN;
    int64_t last_day = 0;
    for (size_t i = 0, next = 0; i < series->count; i++) {
        if (!series->steps[i].known)
            continue;
        for (; next < index->count && index->fixes[next].fix_at / DAY_SECONDS <= day_of(series, i); next++) {
            const struct gsi_past *fix = &index->fixes[next];
            last = fix->value.known ? fix->value : last;
            last_day = fix->value.known ? fix->fix_at / DAY_SECONDS : last_day;
        }
        values[i] = last.known && day_of(series, i) - last_day <= GPU_CARRY_DAYS ? last : AMOUNT_UNKNOWN;
    }
}

static bool range_of(const struct curve *curve, size_t count, double *low, double *high)
{
    bool any = false;
    for (size_t i = 0; i < count; i++) {
        struct amount value = curve->values[i];
        if (!value.known)
            continue;
        *low = any ? fmin(*low, value.value) : value.value;
        *high = any ? fmax(*high, value.value) : value.value;
        any = true;
    }
    return any;
}

/* In the first row from there on that has room. */
static void put_label(struct canvas *canvas, struct rect area, int row, int step, const char *text, enum role role)
{
    int width = (int)text_width(text);
    for (int tries = 0; tries < area.rows / 2; tries++, row += step) {
        int column = 0;
        while (column < width && canvas_is_blank(canvas, area, row, column))
            column++;
        if (column == width) {
            canvas_text(canvas, area, row, 0, -1, role, 0, text);
            return;
        }
    }
}

static void draw_curve(struct canvas *canvas, struct rect area, const struct series *series,
                       const struct curve *curve, struct arena *arena)
{
    char text[64];
    int count;
    double low = 0, high = 0;
    if (!range_of(curve, series->count, &low, &high))
        return;
    struct amount *values = arena_array(arena, series->bars->count + 1, sizeof *values);
    for (size_t i = 0; i < series->count; i++)
        if (series->steps[i].known)
            values[series->steps[i].last] = curve->values[i];
    double margin = high > low ? 0 : fmax(fabs(high) / 10, 1);
    struct scale scale = scale_make(low - margin, high + margin, area.rows);
    const struct point *points = series_values(series, values, &count, arena);
    chart_line(canvas, area, &scale, points, count, curve->role);
    snprintf(text, sizeof text, "%s %.*f", curve->name, (int)curve->decimals, high);
    put_label(canvas, area, scale_row(&scale, high), 1, text, curve->role);
    snprintf(text, sizeof text, "%s %.*f", curve->name, (int)curve->decimals, low);
    if (high > low)
        put_label(canvas, area, scale_row(&scale, low), -1, text, curve->role);
}

static void draw_gpu(struct canvas *canvas, struct rect area, const struct series *series, const struct view *view,
                     struct arena *arena)
{
    char subject[SUBJECT_SIZE];
    const char *model = gpu_model(view);
    if (model == NULL)
        return;
    gpu_subject(view, model, subject);
    const struct dataset *data = view_dataset(view, DATASET_GPU_HISTORY, subject);
    if (data == NULL)
        return;
    struct curve curve = {.decimals = 2, .role = ROLE_WARNING};
    snprintf(curve.name, sizeof curve.name, "%s $/h", model);
    curve.values = arena_array(arena, series->count + 1, sizeof *curve.values);
    read_history(&data->u.gpu_history, series, curve.values);
    draw_curve(canvas, area, series, &curve, arena);
}

static void draw_index(struct canvas *canvas, struct rect area, const struct series *series,
                       const struct view *view, struct arena *arena)
{
    const struct dataset *data = view_dataset(view, DATASET_GPU_INDEX, "");
    if (data == NULL)
        return;
    struct curve curve = {.name = "shortage", .decimals = 0, .role = ROLE_KEY};
    curve.values = arena_array(arena, series->count + 1, sizeof *curve.values);
    read_fixes(gsi_series_of(&data->u.index, GSI_BASKET), series, curve.values);
    draw_curve(canvas, area, series, &curve, arena);
}

void chart_second_draw(struct canvas *canvas, struct rect area, const struct series *series,
                       const struct view *view, struct arena *arena)
{
    if (overlay_is_on(view, OVERLAY_GPU))
        draw_gpu(canvas, area, series, view, arena);
    if (overlay_is_on(view, OVERLAY_INDEX))
        draw_index(canvas, area, series, view, arena);
}
