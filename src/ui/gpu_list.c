/* SPDX-License-Identifier: MIT
 * The table by model, the venues of the selected one; opened, its offers too. */
#include "config.h"

#include "gpu_views.h"

#include "base/format.h"
#include "base/text.h"
#include "gpu_rows.h"
#include "listing.h"
#include "model/attested.h"
#include "ui/screen.h"
#include "view.h"

#include <stdio.h>
#include <string.h>

#define VENUE_ROWS_LEAST 3
#define OFFER_PRICE      1 /* the column of the offers by which they are sorted */
#define NO_MARKET        "no GPU offers reported"

const struct gpu_model_row *gpu_selected(const struct view *view)
{
    struct arena arena;
    arena_init(&arena);
    struct table table = model_rows_table(view, &arena);
    const struct model_row *row = table_selected(&table, &view->state->table);
    const struct gpu_model_row *model = row ? row->model : NULL; /* lives in the snapshot */
    arena_clear(&arena);
    return model;
}

struct rect gpu_notice(struct canvas *canvas, struct rect area, const struct view *view)
{
    const struct dataset *data = view_dataset(view, DATASET_GPU_MARKET, "");
    struct notice notice;
    notice_make(&notice, view->snapshot, view_slot(view, DATASET_GPU_MARKET, ""), "GPU prices", NO_MARKET,
                view->now);
    if (data && data->u.gpu.row_count > 0) {
        return notice_footer(canvas, area, &notice, "");
    }
    notice_fill(canvas, area, &notice);
    return (struct rect){area.row, area.column, 0, 0};
}

static int draw_venues(struct canvas *canvas, struct rect area, const struct gpu_model_row *model, int64_t now,
                       struct arena *arena)
{
    struct table table = venue_rows_table(model, now, arena);
    struct table_state state;
    table_state_reset(&state);
    state.selected = -1;
    int rows = (int)table.row_count + 1 < area.rows ? (int)table.row_count + 1 : area.rows;
    if (table.row_count == 0) {
        canvas_printf(canvas, area, 0, 1, ROLE_MUTED, 0, "no venue has told about %s", model->model);
        return 1;
    }
    table_draw(canvas, rect_top(area, rows), &table, &state, false);
    return rows;
}

static void draw_list(struct canvas *canvas, struct rect area, const struct view *view, const struct table *table,
                      struct arena *arena)
{
    int wanted = (int)table->row_count + 1;
    int rows = area.rows - wanted >= VENUE_ROWS_LEAST + 1 ? wanted : area.rows;
    table_draw(canvas, rect_top(area, rows), table, &view->state->table, view->focused);
    const struct model_row *row = table_selected(table, &view->state->table);
    struct rect rest = rect_below(area, rows);
    if (row && rest.rows > VENUE_ROWS_LEAST) {
        canvas_printf(canvas, rest, 0, 1, ROLE_TITLE, 0, "%s at its venues", row->model->model);
        draw_venues(canvas, rect_below(rest, 1), row->model, view->now, arena);
    }
}

static void draw_offers(struct canvas *canvas, struct rect area, const struct view *view,
                        const struct gpu_market *market, const struct gpu_model_row *model, struct arena *arena)
{
    struct table table = offer_rows_table(market, model->model, arena);
    if (table.row_count == 0) {
        canvas_text(canvas, area, 0, 1, area.columns, ROLE_MUTED, 0,
                    "no single offers known (the venues tell prices, not offers)");
        return;
    }
    int last = (int)table.row_count - 1;
    struct table_state *state = &view->state->lower;
    state->sort_column = OFFER_PRICE;
    view->state->detail_top = view->state->detail_top > last ? last : view->state->detail_top;
    state->selected = view->state->detail_top;
    table_draw(canvas, area, &table, state, view->focused);
}

static void draw_detail(struct canvas *canvas, struct rect area, const struct view *view, const struct table *table,
                        struct arena *arena)
{
    const struct dataset *data = view_dataset(view, DATASET_GPU_MARKET, "");
    const struct model_row *row = table_selected(table, &view->state->table);
    if (!row || !data) {
        return;
    }
    char price[32], change[32];
    format_price(price, sizeof price, row->model->price, 2);
    format_percent(change, sizeof change, row->model->change7d, 1);
    canvas_printf(canvas, area, 0, 1, ROLE_TITLE, 0, "%s  %s $/GPU-h  %s7d %s", row->model->model, price,
                  view_change_mark(row->model->change7d), change);
    area = rect_below(area, 1);
    int rows = draw_venues(canvas, rect_top(area, area.rows / 2), row->model, view->now, arena);
    draw_offers(canvas, rect_below(area, rows + 1), view, &data->u.gpu, row->model, arena);
}

static void draw(struct canvas *canvas, struct rect area, const struct view *view)
{
    struct arena arena;
    arena_init(&arena);
    struct table table = model_rows_table(view, &arena);
    area = gpu_notice(canvas, area, view);
    if (area.rows > 0 && view->state->detail) {
        draw_detail(canvas, area, view, &table, &arena);
    } else if (area.rows > 0) {
        draw_list(canvas, area, view, &table, &arena);
    }
    arena_clear(&arena);
}

unsigned gpu_list_move(struct view *view, enum action_id action)
{
    return listing_move(view, model_rows_table, &view->state->table, action);
}

static unsigned act(struct view *view, enum action_id action, struct screen *screen)
{
    (void)screen;
    unsigned outcome = view_detail_act(view->state, action);
    return outcome != OUTCOME_NONE || view->state->detail ? outcome : gpu_list_move(view, action);
}

size_t gpu_list_rows(const struct view *view)
{
    return listing_count(view, model_rows_table, &view->state->table);
}

/* Where an attested price stood; "" of what a venue told by itself. */
static const char *link_of(const struct view *view, const struct gpu_book *book)
{
    const struct dataset *data = view_dataset(view, DATASET_GPU_MARKET, "");
    const char *link = book->role == GPU_ROLE_ATTESTED && data && data->u.gpu.attested
                           ? attested_link(data->u.gpu.attested, book->venue, book->model)
                           : NULL;
    return link ? link : "";
}

void gpu_list_provenance(const struct view *view, char *text, size_t size)
{
    struct arena arena;
    arena_init(&arena);
    struct table table = model_rows_table(view, &arena);
    const struct model_row *row = table_selected(&table, &view->state->table);
    if (row) {
        size_t used = (size_t)snprintf(text, size, "%s: median of", row->model->model);
        for (size_t i = 0; i < row->model->book_count && used < size; i++) {
            char origin[96];
            const struct gpu_book *book = &row->model->books[i];
            view_origin(origin, sizeof origin, book->venue, book->seen_at, view->now);
            used += (size_t)snprintf(text + used, size - used, "%s %s%s%s", i ? ";" : "", origin,
                                     book->role == GPU_ROLE_ATTESTED ? " attested, " : "", link_of(view, book));
        }
    } else {
        text_copy(text, size, "no GPU price yet");
    }
    arena_clear(&arena);
}

void gpu_list_copy(const struct view *view, char *text, size_t size)
{
    struct arena arena;
    arena_init(&arena);
    struct table table = model_rows_table(view, &arena);
    const struct model_row *row = table_selected(&table, &view->state->table);
    text[0] = '\0';
    if (row && row->model->price.known) {
        format_price(text, size, row->model->price, 2);
    }
    arena_clear(&arena);
}

int64_t gpu_list_next_change(const struct view *view)
{
    const struct dataset *data = view_dataset(view, DATASET_GPU_MARKET, "");
    int64_t soonest = notice_next_change(view_slot(view, DATASET_GPU_MARKET, ""), view->now);
    for (size_t i = 0; data && i < data->u.gpu.row_count; i++) {
        int64_t as_of = data->u.gpu.rows[i].as_of;
        if (as_of > 0 && as_of <= view->now) {
            soonest = notice_sooner(soonest, format_age_next_change(as_of, view->now));
        }
    }
    return soonest;
}

const struct pane_part gpu_list = {.draw = draw,
                                   .act = act,
                                   .rows = gpu_list_rows,
                                   .provenance = gpu_list_provenance,
                                   .copy = gpu_list_copy,
                                   .next_change = gpu_list_next_change};
