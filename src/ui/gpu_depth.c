/* SPDX-License-Identifier: MIT
 * The order book of the selected model as a histogram: how many GPUs are offered at which price. The median and the
 * quartiles of the open books stand at the rows they fall into. */
#include "config.h"

#include "gpu_views.h"

#include "base/format.h"
#include "base/text.h"
#include "draw/chart.h"
#include "ui/screen.h"
#include "view.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define STEPS_MOST    24
#define LABEL_COLUMNS 16
#define COUNT_COLUMNS 22
#define FAR           4.0 /* times the median: dearer offers share the last row */

struct step { /* of prices */
    double from;
    int offers, gpus;
};

struct depth {
    struct step steps[STEPS_MOST];
    int count, most_gpus, offers;
    double width;
    bool open; /* the last step holds all that is dearer */
};

/* Price lists are no offers: nobody holds anything ready at them. */
static bool is_of(const struct gpu_offer *offer, const struct gpu_model_row *model)
{
    if (offer->spot || strcmp(offer->model, model->model) != 0) {
        return false;
    }
    for (size_t i = 0; i < model->book_count; i++) {
        if (strcmp(model->books[i].venue, offer->venue) == 0) {
            return model->books[i].role == GPU_ROLE_MARKET;
        }
    }
    return false;
}

/* 1, 2, 2.5 or 5 times a power of ten, so that `rows` steps span the range. */
static double step_width(double range, int rows)
{
    static const double nice[] = {1, 2, 2.5, 5, 10};
    double raw = range / rows, power = pow(10, floor(log10(raw)));
    size_t i = 0;
    while (i + 1 < sizeof nice / sizeof nice[0] && nice[i] * power < raw) {
        i++;
    }
    return nice[i] * power;
}

static void count_offers(struct depth *depth, const struct gpu_market *market, const struct gpu_model_row *model,
                         int rows)
{
    double low = INFINITY, high = 0;
    for (size_t i = 0; i < market->offer_count; i++) {
        if (is_of(&market->offers[i], model)) {
            low = fmin(low, market->offers[i].usd_gpu_hour);
            high = fmax(high, market->offers[i].usd_gpu_hour);
            depth->offers++;
        }
    }
    if (depth->offers == 0 || rows < 2) {
        return;
    }
    double far = model->price.known ? model->price.value * FAR : high;
    depth->open = high > far && far > low;
    high = depth->open ? far : high;
    rows = rows < STEPS_MOST ? rows : STEPS_MOST;
    depth->width = step_width(high - low > 0.01 ? high - low : 0.01, rows - 1);
    double start = floor(low / depth->width) * depth->width;
    for (size_t i = 0; i < market->offer_count; i++) {
        if (!is_of(&market->offers[i], model)) {
            continue;
        }
        int step = (int)((market->offers[i].usd_gpu_hour - start) / depth->width);
        step = step < rows ? step : rows - 1;
        depth->count = step + 1 > depth->count ? step + 1 : depth->count;
        depth->steps[step].offers++;
        depth->steps[step].gpus += market->offers[i].gpu_count;
    }
    for (int i = 0; i < depth->count; i++) {
        depth->steps[i].from = start + i * depth->width;
        depth->most_gpus = depth->steps[i].gpus > depth->most_gpus ? depth->steps[i].gpus : depth->most_gpus;
    }
}

static const char *mark_of(const struct depth *depth, int step, const struct gpu_model_row *model)
{
    double from = depth->steps[step].from;
    const struct {
        struct amount at;
        const char *word;
    } marks[] = {{model->price, "median"}, {model->quartile1, "q1"}, {model->quartile3, "q3"}};
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
        if (marks[i].at.known && marks[i].at.value >= from && marks[i].at.value < from + depth->width) {
            return marks[i].word;
        }
    }
    return "";
}

static void draw_step(struct canvas *canvas, struct rect area, int row, const struct depth *depth, int step,
                      const struct gpu_model_row *model)
{
    const struct step *at = &depth->steps[step];
    bool last = depth->open && step + 1 == depth->count;
    int bar = area.columns - LABEL_COLUMNS - COUNT_COLUMNS;
    char label[48];
    snprintf(label, sizeof label, last ? "%.2f +" : "%.2f-%.2f", at->from, at->from + depth->width);
    canvas_text(canvas, area, row, 1, LABEL_COLUMNS - 2, ROLE_MUTED, 0, label);
    if (bar > 0 && depth->most_gpus > 0) {
        chart_share(canvas, area, row, LABEL_COLUMNS, bar, (double)at->gpus / depth->most_gpus, ROLE_CHART_VOLUME);
    }
    canvas_printf(canvas, area, row, LABEL_COLUMNS + (bar > 0 ? bar : 0) + 1, ROLE_TEXT, 0, "%4d GPUs %s", at->gpus,
                  mark_of(depth, step, model));
}

static void draw_book(struct canvas *canvas, struct rect area, const struct view *view,
                      const struct gpu_model_row *model)
{
    const struct dataset *data = view_dataset(view, DATASET_GPU_MARKET, "");
    struct depth depth = {.count = 0};
    char idle[32];
    count_offers(&depth, &data->u.gpu, model, area.rows - 2);
    format_count(idle, sizeof idle, model->idle_gpus);
    canvas_printf(canvas, area, 0, 1, ROLE_TITLE, 0, "%s  %d offers on demand  %s%s idle GPUs", model->model,
                  depth.offers, model->capped ? "≥" : "", idle);
    if (depth.count == 0) {
        canvas_text(canvas, area, 2, 1, -1, ROLE_MUTED, 0,
                    "no single offers known (the venues tell prices, not offers)");
        return;
    }
    for (int i = 0; i < depth.count; i++) {
        draw_step(canvas, area, i + 1, &depth, i, model);
    }
    if (depth.count + 1 < area.rows) {
        canvas_text(canvas, area, depth.count + 1, 1, -1, ROLE_MUTED, 0,
                    "$/GPU-h; one machine offered whole and in parts counts in each");
    }
}

static void draw(struct canvas *canvas, struct rect area, const struct view *view)
{
    area = gpu_notice(canvas, area, view);
    const struct gpu_model_row *model = gpu_selected(view);
    if (area.rows > 2 && model) {
        draw_book(canvas, area, view, model);
    }
}

static unsigned act(struct view *view, enum action_id action, struct screen *screen)
{
    (void)screen;
    return gpu_list_move(view, action);
}

const struct pane_part gpu_depth = {.draw = draw,
                                    .act = act,
                                    .rows = gpu_list_rows,
                                    .provenance = gpu_list_provenance,
                                    .copy = gpu_list_copy,
                                    .next_change = gpu_list_next_change};
