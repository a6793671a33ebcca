/* SPDX-License-Identifier: MIT
 * The views of the GPU pane, one per file. Each is a pane in small. */
#ifndef GPU_VIEWS_H
#define GPU_VIEWS_H

#include "part.h"

extern const struct pane_part gpu_chart_stock, gpu_chart_index;
extern const struct pane_part gpu_list, gpu_chart, gpu_depth, gpu_venues, gpu_changes, gpu_supply;

/* --- what views over the list of models share (gpu_list.c) --- */

/* The model that the list of models has selected; NULL without data. */
const struct gpu_model_row *gpu_selected(const struct view *view);
/* Movement in that list. */
unsigned gpu_list_move(struct view *view, enum action_id action);
size_t gpu_list_rows(const struct view *view);
void gpu_list_provenance(const struct view *view, char *text, size_t size);
void gpu_list_copy(const struct view *view, char *text, size_t size);
int64_t gpu_list_next_change(const struct view *view);
/* What stands there instead of figures, or below them; returns what is left of the area. 0 rows: nothing is known.
 */
struct rect gpu_notice(struct canvas *canvas, struct rect area, const struct view *view);

#endif
