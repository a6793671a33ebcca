/* SPDX-License-Identifier: MIT
 * The venues: what each is worth, how much it lists and has, how dear it is, when it answered last and what went
 * wrong; figures that were set aside with the reason. */
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
#include <string.h>

#define VENUES_MOST 48

struct health_row {
    char venue[GPU_VENUE_SIZE];
    const char *source;
    enum gpu_role role;
    int models, telling, stocked, priced;
    double dearness; /* sum of log price over the market's median, of `priced` models */
    int64_t seen_at, now;
    double doubted;
    const char *doubt;
    const struct source_health *health; /* NULL: unknown to this run */
};

static const struct health_row *row_of(const void *row)
{
    return row;
}

static void format_venue(const void *row, char *text, size_t size)
{
    text_copy(text, size, row_of(row)->venue);
}

static int compare_venues(const void *a, const void *b)
{
    return strcmp(row_of(a)->venue, row_of(b)->venue);
}

static void format_role(const void *row, char *text, size_t size)
{
    static const char *const words[GPU_ROLES] = {[GPU_ROLE_MARKET] = "votes",
                                                 [GPU_ROLE_LIST] = "list",
                                                 [GPU_ROLE_INDEX] = "index",
                                                 [GPU_ROLE_RESELLER] = "reseller",
                                                 [GPU_ROLE_ATTESTED] = "attested"};
    text_copy(text, size, words[row_of(row)->role]);
}

static struct amount models(const void *row)
{
    return row_of(row)->models > 0 ? amount_of(row_of(row)->models) : AMOUNT_UNKNOWN;
}

static void format_models(const void *row, char *text, size_t size)
{
    format_count(text, size, models(row));
}

static struct amount stocked(const void *row)
{
    const struct health_row *venue = row_of(row);
    return venue->telling > 0 ? amount_of(100.0 * venue->stocked / venue->telling) : AMOUNT_UNKNOWN;
}

static void format_stocked(const void *row, char *text, size_t size)
{
    const struct health_row *venue = row_of(row);
    if (venue->telling > 0) {
        snprintf(text, size, "%d/%d", venue->stocked, venue->telling);
    } else {
        text_copy(text, size, FORMAT_UNKNOWN);
    }
}

static struct amount dearness(const void *row)
{
    const struct health_row *venue = row_of(row);
    return venue->priced > 0 ? amount_of(100 * (exp(venue->dearness / venue->priced) - 1)) : AMOUNT_UNKNOWN;
}

static void format_dearness(const void *row, char *text, size_t size)
{
    format_percent(text, size, dearness(row), 0);
}

static void format_seen(const void *row, char *text, size_t size)
{
    text_copy(text, size, FORMAT_UNKNOWN);
    if (row_of(row)->seen_at > 0) {
        format_age(text, size, row_of(row)->seen_at, row_of(row)->now);
    }
}

static struct amount seen(const void *row)
{
    return row_of(row)->seen_at > 0 ? amount_of((double)row_of(row)->seen_at) : AMOUNT_UNKNOWN;
}

/* Trouble first, then what was set aside. */
static void format_state(const void *row, char *text, size_t size)
{
    const struct health_row *venue = row_of(row);
    if (venue->health && venue->health->error.code != ERROR_NONE) {
        text_copy(text, size, venue->health->error.message);
    } else if (venue->doubted > 0) {
        snprintf(text, size, "%.0f set aside: %s", venue->doubted, venue->doubt);
    } else {
        text_copy(text, size, !venue->health || venue->health->enabled ? "ok" : "switched off");
    }
}

static enum role role_of_state(const void *row)
{
    const struct health_row *venue = row_of(row);
    bool failed = venue->health && venue->health->error.code != ERROR_NONE;
    return failed ? ROLE_ALARM : venue->doubted > 0 ? ROLE_WARNING : ROLE_MUTED;
}

static enum role role_of_muted(const void *row)
{
    (void)row;
    return ROLE_MUTED;
}

static const struct column columns[] = {
    {"VENUE", 10, 1, ALIGN_LEFT, 0, false, format_venue, NULL, compare_venues, NULL, NULL, NULL},
    {"COUNTS", 8, 0, ALIGN_LEFT, 4, false, format_role, NULL, NULL, role_of_muted, NULL, NULL},
    {"MODELS", 6, 0, ALIGN_RIGHT, 3, true, format_models, models, NULL, NULL, NULL, NULL},
    {"STOCK", 5, 0, ALIGN_RIGHT, 1, true, format_stocked, stocked, NULL, NULL, NULL, NULL},
    {"V.MEDIAN", 8, 0, ALIGN_RIGHT, 2, true, format_dearness, dearness, NULL, NULL, NULL, NULL},
    {"HEARD", 5, 0, ALIGN_RIGHT, 1, true, format_seen, seen, NULL, role_of_muted, NULL, NULL},
    {"STATE", 10, 3, ALIGN_LEFT, 0, false, format_state, NULL, NULL, role_of_state, NULL, NULL},
};

struct list {
    struct health_row *rows;
    size_t count;
};

static struct health_row *row_for(struct list *list, const struct gpu_book *book, const struct view *view)
{
    for (size_t i = 0; i < list->count; i++) {
        if (strcmp(list->rows[i].venue, book->venue) == 0) {
            return &list->rows[i];
        }
    }
    if (list->count == VENUES_MOST) {
        return NULL;
    }
    struct health_row *row = &list->rows[list->count++];
    *row = (struct health_row){.source = book->source, .role = book->role, .now = view->now, .doubt = ""};
    text_copy(row->venue, sizeof row->venue, book->venue);
    for (size_t i = 0; view->snapshot && i < view->snapshot->health_count; i++) {
        if (strcmp(view->snapshot->health[i].name, book->source) == 0) {
            row->health = &view->snapshot->health[i];
        }
    }
    return row;
}

static void add_book(struct list *list, const struct gpu_model_row *model, const struct gpu_book *book,
                     const struct view *view)
{
    struct health_row *row = row_for(list, book, view);
    if (!row) {
        return;
    }
    row->models++;
    row->telling += book->stock.known;
    row->stocked += book->stock.known && book->stock.value > 0;
    row->seen_at = book->seen_at > row->seen_at ? book->seen_at : row->seen_at;
    if (book->median.known && model->price.known) {
        row->priced++;
        row->dearness += log(book->median.value / model->price.value);
    }
    if (book->doubted.known && book->doubted.value > 0) {
        row->doubted += book->doubted.value;
        row->doubt = book->doubt;
    }
}

static struct table make_table(const struct view *view, struct arena *arena)
{
    const struct dataset *data = view_dataset(view, DATASET_GPU_MARKET, "");
    struct list list = {.rows = arena_array(arena, VENUES_MOST, sizeof *list.rows)};
    for (size_t i = 0; data && i < data->u.gpu.row_count; i++) {
        const struct gpu_model_row *model = &data->u.gpu.rows[i];
        for (size_t k = 0; k < model->book_count; k++) {
            add_book(&list, model, &model->books[k], view);
        }
    }
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
    if (area.rows > 0) {
        table_draw(canvas, area, &table, &view->state->lower, view->focused);
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
    arena_init(&arena);
    struct table table = make_table(view, &arena);
    const struct health_row *row = table_selected(&table, &view->state->lower);
    text_copy(text, size, "no venue yet");
    if (row) {
        char origin[96];
        view_origin(origin, sizeof origin, row->source, row->seen_at, view->now);
        snprintf(text, size, "%s: %s", row->venue, origin);
    }
    arena_clear(&arena);
}

static void copy(const struct view *view, char *text, size_t size)
{
    struct arena arena;
    arena_init(&arena);
    struct table table = make_table(view, &arena);
    const struct health_row *row = table_selected(&table, &view->state->lower);
    text_copy(text, size, row ? row->venue : "");
    arena_clear(&arena);
}

const struct pane_part gpu_venues = {.draw = draw,
                                     .act = act,
                                     .rows = rows,
                                     .provenance = provenance,
                                     .copy = copy,
                                     .next_change = gpu_list_next_change};
