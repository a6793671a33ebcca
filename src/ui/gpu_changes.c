/* SPDX-License-Identifier: MIT
 * What changed since yesterday, the greatest step first: prices, stock, idle GPUs, models that a venue began to
 * list. */
#include "config.h"

#include "gpu_views.h"

#include "base/arena.h"
#include "base/format.h"
#include "base/text.h"
#include "listing.h"
#include "table.h"
#include "ui/screen.h"
#include "view.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PRICE_STEP   0.5 /* percent: less is no change worth a row */
#define IDLE_STEP    20.0
#define STOCK_WEIGHT 1000 /* stock that came or went stands above any step */
#define NEW_WEIGHT   500

struct change_row {
    const struct gpu_book *before, *after;
    char what[16], from[24], to[24];
    struct amount step; /* percent; unknown where there is none */
    double weight;
    enum role role;
    int64_t now;
};

static const struct change_row *row_of(const void *row)
{
    return row;
}

static void format_model(const void *row, char *text, size_t size)
{
    text_copy(text, size, row_of(row)->after->model);
}

static void format_venue(const void *row, char *text, size_t size)
{
    text_copy(text, size, row_of(row)->after->venue);
}

static void format_what(const void *row, char *text, size_t size)
{
    text_copy(text, size, row_of(row)->what);
}

static void format_from(const void *row, char *text, size_t size)
{
    text_copy(text, size, row_of(row)->from);
}

static void format_to(const void *row, char *text, size_t size)
{
    text_copy(text, size, row_of(row)->to);
}

static struct amount step(const void *row)
{
    return row_of(row)->step;
}

static void format_step(const void *row, char *text, size_t size)
{
    format_percent(text, size, step(row), 1);
}

static void format_age_of(const void *row, char *text, size_t size)
{
    format_age(text, size, row_of(row)->after->seen_at, row_of(row)->now);
}

static enum role role_of(const void *row)
{
    return row_of(row)->role;
}

static enum role role_of_muted(const void *row)
{
    (void)row;
    return ROLE_MUTED;
}

static const struct column columns[] = {
    {"MODEL", 8, 2, ALIGN_LEFT, 0, false, format_model, NULL, NULL, NULL, NULL, NULL},
    {"VENUE", 8, 1, ALIGN_LEFT, 0, false, format_venue, NULL, NULL, NULL, NULL, NULL},
    {"WHAT", 5, 0, ALIGN_LEFT, 2, false, format_what, NULL, NULL, role_of_muted, NULL, NULL},
    {"BEFORE", 6, 0, ALIGN_RIGHT, 3, true, format_from, NULL, NULL, role_of_muted, NULL, NULL},
    {"NOW", 6, 0, ALIGN_RIGHT, 1, true, format_to, NULL, NULL, role_of, NULL, NULL},
    {"STEP", 6, 0, ALIGN_RIGHT, 1, true, format_step, step, NULL, role_of, NULL, NULL},
    {"HEARD", 5, 0, ALIGN_RIGHT, 4, true, format_age_of, NULL, NULL, role_of_muted, NULL, NULL},
};

struct list {
    struct change_row *rows;
    size_t count, room;
    int64_t now;
};

static struct change_row *add(struct list *list, const struct gpu_book *before, const struct gpu_book *after,
                              const char *what)
{
    if (list->count == list->room) {
        return NULL;
    }
    struct change_row *row = &list->rows[list->count++];
    *row = (struct change_row){.before = before, .after = after, .role = ROLE_TEXT, .now = list->now};
    text_copy(row->what, sizeof row->what, what);
    return row;
}

static void compare_prices(struct list *list, const struct gpu_book *before, const struct gpu_book *after)
{
    struct amount change = amount_percent_change(after->median, before->median);
    struct change_row *row =
        change.known && fabs(change.value) >= PRICE_STEP ? add(list, before, after, "price") : NULL;
    if (row) {
        row->step = change;
        row->weight = fabs(change.value);
        row->role = view_change_role(change);
        format_price(row->from, sizeof row->from, before->median, 2);
        format_price(row->to, sizeof row->to, after->median, 2);
    }
}

static void compare_stock(struct list *list, const struct gpu_book *before, const struct gpu_book *after)
{
    bool had = before->stock.value > 0, has = after->stock.value > 0;
    bool changed = before->stock.known && after->stock.known && had != has;
    struct change_row *row = changed ? add(list, before, after, "stock") : NULL;
    if (row) {
        row->weight = STOCK_WEIGHT;
        row->role = has ? ROLE_GAIN : ROLE_ALARM;
        text_copy(row->from, sizeof row->from, had ? "some" : "none");
        text_copy(row->to, sizeof row->to, has ? "some" : "none");
    }
}

static void compare_idle(struct list *list, const struct gpu_book *before, const struct gpu_book *after)
{
    struct amount change = amount_percent_change(after->idle_gpus, before->idle_gpus);
    struct change_row *row =
        change.known && fabs(change.value) >= IDLE_STEP ? add(list, before, after, "idle GPUs") : NULL;
    if (row) {
        row->step = change;
        row->weight = fabs(change.value) / IDLE_STEP; /* thin books jump */
        format_count(row->from, sizeof row->from, before->idle_gpus);
        format_count(row->to, sizeof row->to, after->idle_gpus);
    }
}

/* Of a venue that was heard before; else all of it would be new on the first day. */
static void compare_listing(struct list *list, const struct gpu_book *after, bool venue_known)
{
    struct change_row *row = venue_known ? add(list, NULL, after, "new") : NULL;
    if (row) {
        row->weight = NEW_WEIGHT;
        row->role = ROLE_KEY;
        text_copy(row->from, sizeof row->from, FORMAT_UNKNOWN);
        format_price(row->to, sizeof row->to, after->median, 2);
    }
}

static bool was_heard(const struct gpu_market *market, const char *venue)
{
    for (size_t i = 0; i < market->row_count; i++) {
        const struct gpu_model_row *model = &market->rows[i];
        for (size_t k = 0; model->before && k < model->book_count; k++) {
            if (strcmp(model->before[k].venue, venue) == 0) {
                return true;
            }
        }
    }
    return false;
}

static int heavier_first(const void *a, const void *b)
{
    double left = row_of(a)->weight, right = row_of(b)->weight;
    return (right > left) - (right < left);
}

static struct table make_table(const struct view *view, struct arena *arena)
{
    const struct dataset *data = view_dataset(view, DATASET_GPU_MARKET, "");
    struct list list = {.now = view->now};
    for (size_t i = 0; data && i < data->u.gpu.row_count; i++) {
        list.room += 3 * data->u.gpu.rows[i].book_count;
    }
    list.rows = arena_array(arena, list.room + 1, sizeof *list.rows);
    for (size_t i = 0; data && i < data->u.gpu.row_count; i++) {
        const struct gpu_model_row *model = &data->u.gpu.rows[i];
        for (size_t k = 0; model->before && k < model->book_count; k++) {
            const struct gpu_book *before = &model->before[k], *after = &model->books[k];
            if (before->venue[0] == '\0') {
                compare_listing(&list, after, was_heard(&data->u.gpu, after->venue));
                continue;
            }
            compare_prices(&list, before, after);
            compare_stock(&list, before, after);
            compare_idle(&list, before, after);
        }
    }
    qsort(list.rows, list.count, sizeof *list.rows, heavier_first);
    return (struct table){.columns = columns,
                          .column_count = sizeof columns / sizeof columns[0],
                          .rows = list.rows,
                          .row_size = sizeof *list.rows,
                          .row_count = list.count};
}

static void draw(struct canvas *canvas, struct rect area, const struct view *view)
{
    struct arena arena;
    arena_init(&arena);
    struct table table = make_table(view, &arena);
    area = gpu_notice(canvas, area, view);
    if (area.rows > 0 && table.row_count > 0) {
        table_draw(canvas, area, &table, &view->state->lower, view->focused);
    } else if (area.rows > 0) {
        canvas_text(canvas, area, 0, 1, -1, ROLE_MUTED, 0,
                    "nothing changed since yesterday, as far as was heard then");
    }
    arena_clear(&arena);
}

static unsigned act(struct view *view, enum action_id action, struct screen *screen)
{
    (void)screen;
    return listing_move(view, make_table, &view->state->lower, action);
}

static size_t rows(const struct view *view)
{
    return listing_count(view, make_table, &view->state->lower);
}

static void provenance(const struct view *view, char *text, size_t size)
{
    struct arena arena;
    char origin[96];
    arena_init(&arena);
    struct table table = make_table(view, &arena);
    const struct change_row *row = table_selected(&table, &view->state->lower);
    text_copy(text, size, "no change since yesterday");
    if (row) {
        view_origin(origin, sizeof origin, row->after->source, row->after->seen_at, view->now);
        snprintf(text, size, "%s at %s: %s", row->after->model, row->after->venue, origin);
    }
    arena_clear(&arena);
}

static void copy(const struct view *view, char *text, size_t size)
{
    struct arena arena;
    arena_init(&arena);
    struct table table = make_table(view, &arena);
    const struct change_row *row = table_selected(&table, &view->state->lower);
    text[0] = '\0';
    if (row) {
        snprintf(text, size, "%s %s %s %s -> %s", row->after->model, row->after->venue, row->what, row->from,
                 row->to);
    }
    arena_clear(&arena);
}

const struct pane_part gpu_changes = {.draw = draw,
                                      .act = act,
                                      .rows = rows,
                                      .provenance = provenance,
                                      .copy = copy,
                                      .next_change = gpu_list_next_change};
