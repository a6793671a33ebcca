/* SPDX-License-Identifier: MIT
 * The GPU pane: whichever of its views is shown. */
#include "config.h"

#include "panes.h"

#include "gpu_views.h"
#include "gsi_header.h"
#include "pane_reports.h"
#include "view.h"

#include <stdio.h>

static const struct pane_view views[] = {
    {"market", ""},
    {"chart", "Chart"},
    {"depth", "Order book"},
    {"venues", "Venues"},
    {"changes", "Since yesterday"},
    {"supply", "Supply side"},
    {"stock", "Stock chart"},
    {"index", "Index chart"},
};

static const struct gpu_view *const parts[] = {&gpu_list,    &gpu_chart,  &gpu_depth,       &gpu_venues,
                                               &gpu_changes, &gpu_supply, &gpu_chart_stock, &gpu_chart_index};
_Static_assert(sizeof parts / sizeof parts[0] == sizeof views / sizeof views[0], "each view has its part");

static const struct gpu_view *part_of(const struct view *view)
{
    size_t shown = (size_t)view->state->shown;
    return parts[shown < sizeof parts / sizeof parts[0] ? shown : 0];
}

static void subtitle(const struct view *view, char *text, size_t size)
{
    const struct dataset *data = view_dataset(view, DATASET_GPU_MARKET, "");
    text[0] = '\0';
    if (data) {
        snprintf(text, size, "%zu models", data->u.gpu.row_count);
    }
}

static void draw(struct canvas *canvas, struct rect area, const struct view *view)
{
    part_of(view)->draw(canvas, view->state->shown == 0 ? gsi_header_draw(canvas, area, view) : area, view);
}

static unsigned act(struct view *view, enum action_id action, struct screen *screen)
{
    return part_of(view)->act(view, action, screen);
}

static size_t rows(const struct view *view)
{
    return part_of(view)->rows(view);
}

static void provenance(const struct view *view, char *text, size_t size)
{
    part_of(view)->provenance(view, text, size);
}

static void copy(const struct view *view, char *text, size_t size)
{
    part_of(view)->copy(view, text, size);
}

static int64_t next_change(const struct view *view)
{
    return part_of(view)->next_change(view);
}

static size_t wants(const struct view *view, struct want *wants, size_t most)
{
    const struct gpu_view *part = part_of(view);
    return part->wants ? part->wants(view, wants, most) : 0;
}

const struct pane gpu_pane = {
    .name = "gpu",
    .title = "GPU shortage",
    .hotkey = '4',
    .kinds = 1u << DATASET_GPU_MARKET | 1u << DATASET_GPU_HISTORY,
    .least_rows = 4,
    .least_columns = 20,
    .views = views,
    .view_count = sizeof views / sizeof views[0],
    .subtitle = subtitle,
    .draw = draw,
    .act = act,
    .rows = rows,
    .provenance = provenance,
    .copy = copy,
    .next_change = next_change,
    .wants = wants,
    .report = &gpu_report,
};
