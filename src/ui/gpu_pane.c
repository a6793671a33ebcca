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

static const struct pane_part *const parts[] = {&gpu_list,    &gpu_chart,  &gpu_depth,       &gpu_venues,
                                                &gpu_changes, &gpu_supply, &gpu_chart_stock, &gpu_chart_index};
_Static_assert(sizeof parts / sizeof parts[0] == sizeof views / sizeof views[0], "each view has its part");

static const struct pane_part *part_of(const struct view *view)
{
    return part_shown(parts, sizeof parts / sizeof parts[0], view);
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
    part_draw(part_of(view), canvas, view->state->shown == 0 ? gsi_header_draw(canvas, area, view) : area, view);
}

static unsigned act(struct view *view, enum action_id action, struct screen *screen)
{
    return part_act(part_of(view), view, action, screen);
}

static size_t rows(const struct view *view)
{
    return part_rows(part_of(view), view);
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
    return part_next_change(part_of(view), view);
}

static size_t wants(const struct view *view, struct want *wants, size_t most)
{
    return part_wants(part_of(view), view, wants, most);
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
