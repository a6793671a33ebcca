/* SPDX-License-Identifier: MIT
 * Columns of the GPU tables. "≥" stands before counts that a venue cut. */
#include "config.h"

#include "gpu_rows.h"

#include "base/format.h"
#include "base/text.h"
#include "draw/chart.h"
#include "view.h"

#include <stdio.h>
#include <string.h>

#define PRICE_DECIMALS 2

static const struct gpu_model_row *model_of(const void *row)
{
    return ((const struct model_row *)row)->model;
}

static void format_bound(char *text, size_t size, struct amount count, bool capped)
{
    char figure[32];
    format_count(figure, sizeof figure, count);
    snprintf(text, size, "%s%s", count.known && capped ? "≥" : "", figure);
}

static void format_age_of(char *text, size_t size, int64_t when, int64_t now)
{
    text_copy(text, size, FORMAT_UNKNOWN);
    if (when > 0) {
        format_age(text, size, when, now);
    }
}

static void format_model(const void *row, char *text, size_t size)
{
    text_copy(text, size, model_of(row)->model);
}

static int compare_models(const void *a, const void *b)
{
    return strcmp(model_of(a)->model, model_of(b)->model);
}

static struct amount price(const void *row)
{
    return model_of(row)->price;
}

static void format_quartile1(const void *row, char *text, size_t size)
{
    format_price(text, size, model_of(row)->quartile1, PRICE_DECIMALS);
}

static void format_quartile3(const void *row, char *text, size_t size)
{
    format_price(text, size, model_of(row)->quartile3, PRICE_DECIMALS);
}

static void format_model_price(const void *row, char *text, size_t size)
{
    format_price(text, size, price(row), PRICE_DECIMALS);
}

/* Dearer GPUs are a gain for those who own them and scarcity for the others: the colours follow the price. */
#define CHANGE(name)                                                                                               \
    static struct amount name(const void *row)                                                                     \
    {                                                                                                              \
        return model_of(row)->name;                                                                                \
    }                                                                                                              \
    static void format_##name(const void *row, char *text, size_t size)                                            \
    {                                                                                                              \
        format_percent(text, size, name(row), 1);                                                                  \
    }                                                                                                              \
    static enum role role_of_##name(const void *row)                                                               \
    {                                                                                                              \
        return view_change_role(name(row));                                                                        \
    }
CHANGE(change1d)
CHANGE(change7d)
CHANGE(change30d)
#undef CHANGE

static struct amount availability(const void *row)
{
    return model_of(row)->availability;
}

static void format_availability(const void *row, char *text, size_t size)
{
    format_share(text, size, availability(row), 0);
}

static struct amount offers(const void *row)
{
    return model_of(row)->offers;
}

static void format_offers(const void *row, char *text, size_t size)
{
    format_bound(text, size, offers(row), model_of(row)->capped);
}

static struct amount idle(const void *row)
{
    return model_of(row)->idle_gpus;
}

static void format_idle(const void *row, char *text, size_t size)
{
    format_bound(text, size, idle(row), model_of(row)->capped);
}

static struct amount low(const void *row)
{
    return model_of(row)->low;
}

static void format_low(const void *row, char *text, size_t size)
{
    format_price(text, size, low(row), PRICE_DECIMALS);
}

static void format_low_venue(const void *row, char *text, size_t size)
{
    text_copy(text, size, model_of(row)->low_venue[0] ? model_of(row)->low_venue : FORMAT_UNKNOWN);
}

/* 38 percent below on-demand reads -38%. */
static struct amount spot(const void *row)
{
    struct amount discount = model_of(row)->spot_discount;
    return discount.known ? amount_of(0 - discount.value) : AMOUNT_UNKNOWN;
}

static void format_spot(const void *row, char *text, size_t size)
{
    format_percent(text, size, spot(row), 0);
}

static void format_model_age(const void *row, char *text, size_t size)
{
    format_age_of(text, size, model_of(row)->as_of, ((const struct model_row *)row)->now);
}

static struct amount model_as_of(const void *row)
{
    return model_of(row)->as_of ? amount_of((double)model_of(row)->as_of) : AMOUNT_UNKNOWN;
}

static enum role role_of_muted(const void *row)
{
    (void)row;
    return ROLE_MUTED;
}

static bool model_is_dim(const void *row)
{
    return ((const struct model_row *)row)->dim;
}

static int trend_width(const void *row)
{
    size_t count = model_of(row)->trend_count;
    return count > 1 ? (int)count : 0;
}

static void draw_trend(struct canvas *canvas, struct rect cell, const void *row)
{
    const struct gpu_model_row *model = model_of(row);
    enum role role = model_is_dim(row) ? ROLE_STALE : view_change_role(model->change7d);
    if (model->trend_count > 1) {
        chart_spark(canvas, cell, 0, 0, cell.columns, model->trend, model->trend_count, role);
    }
}

static const struct column model_columns[] = {
    {"MODEL", 8, 2, ALIGN_LEFT, 0, false, format_model, NULL, compare_models, NULL, NULL, NULL},
    {"$/GPU-h", 7, 0, ALIGN_RIGHT, 0, true, format_model_price, price, NULL, NULL, NULL, NULL},
    {"1d", 6, 0, ALIGN_RIGHT, 4, true, format_change1d, change1d, NULL, role_of_change1d, NULL, NULL},
    {"7d", 6, 0, ALIGN_RIGHT, 1, true, format_change7d, change7d, NULL, role_of_change7d, NULL, NULL},
    {"30d", 6, 0, ALIGN_RIGHT, 5, true, format_change30d, change30d, NULL, role_of_change30d, NULL, NULL},
    {"AVAIL", 5, 0, ALIGN_RIGHT, 2, true, format_availability, availability, NULL, NULL, NULL, NULL},
    {"OFFERS", 6, 0, ALIGN_RIGHT, 3, true, format_offers, offers, NULL, NULL, NULL, NULL},
    {"IDLE", 5, 0, ALIGN_RIGHT, 7, true, format_idle, idle, NULL, NULL, NULL, NULL},
    {"LOW", 6, 0, ALIGN_RIGHT, 8, true, format_low, low, NULL, NULL, NULL, NULL},
    {"AT", 6, 1, ALIGN_LEFT, 9, false, format_low_venue, NULL, NULL, role_of_muted, NULL, NULL},
    {"SPOT DISC", 9, 0, ALIGN_RIGHT, 6, true, format_spot, spot, NULL, NULL, NULL, NULL},
    {"Q1", 5, 0, ALIGN_RIGHT, 12, true, format_quartile1, NULL, NULL, NULL, NULL, NULL},
    {"Q3", 5, 0, ALIGN_RIGHT, 12, true, format_quartile3, NULL, NULL, NULL, NULL, NULL},
    {"TREND", 5, 1, ALIGN_LEFT, 10, false, NULL, NULL, NULL, NULL, draw_trend, trend_width},
    {"AGE", 4, 0, ALIGN_RIGHT, 11, true, format_model_age, model_as_of, NULL, role_of_muted, NULL, NULL},
};

struct table model_rows_table(const struct view *view, struct arena *arena)
{
    struct table table = {.columns = model_columns,
                          .column_count = sizeof model_columns / sizeof model_columns[0],
                          .row_size = sizeof(struct model_row),
                          .dim = model_is_dim};
    const struct slot *slot = view_slot(view, DATASET_GPU_MARKET, "");
    if (!slot || !slot->data) {
        return table;
    }
    size_t count = slot->data->u.gpu.row_count;
    struct model_row *rows = arena_array(arena, count + 1, sizeof *rows);
    for (size_t i = 0; i < count; i++) {
        rows[i] = (struct model_row){&slot->data->u.gpu.rows[i], view->now, notice_is_dim(slot, view->now)};
    }
    table.rows = rows;
    table.row_count = count;
    return table;
}

static const struct gpu_book *book_of(const void *row)
{
    return ((const struct venue_row *)row)->book;
}

static void format_venue(const void *row, char *text, size_t size)
{
    text_copy(text, size, book_of(row)->venue);
}

#define BOOK_PRICE(name)                                                                                           \
    static void format_book_##name(const void *row, char *text, size_t size)                                       \
    {                                                                                                              \
        format_price(text, size, book_of(row)->name, PRICE_DECIMALS);                                              \
    }
BOOK_PRICE(low)
BOOK_PRICE(quartile1)
BOOK_PRICE(median)
BOOK_PRICE(quartile3)
BOOK_PRICE(spot)
#undef BOOK_PRICE

#define BOOK_COUNT(name)                                                                                           \
    static void format_book_##name(const void *row, char *text, size_t size)                                       \
    {                                                                                                              \
        format_bound(text, size, book_of(row)->name, book_of(row)->capped);                                        \
    }
BOOK_COUNT(offers)
BOOK_COUNT(machines)
BOOK_COUNT(idle_gpus)
#undef BOOK_COUNT

/* The venue's own word; a share of stock only where it has none. Never inferred from a price. */
static void format_stock(const void *row, char *text, size_t size)
{
    const struct gpu_book *book = book_of(row);
    if (book->stock_word[0] != '\0') {
        text_copy(text, size, book->stock_word);
        return;
    }
    format_share(text, size, book->stock.known ? amount_of(book->stock.value * 100) : AMOUNT_UNKNOWN, 0);
}

static enum role role_of_stock(const void *row)
{
    struct amount stock = book_of(row)->stock;
    return !stock.known ? ROLE_TEXT : stock.value <= 0 ? ROLE_ALARM : stock.value < 1 ? ROLE_WARNING : ROLE_TEXT;
}

static void format_book_age(const void *row, char *text, size_t size)
{
    format_age_of(text, size, book_of(row)->seen_at, ((const struct venue_row *)row)->now);
}

static void format_book_source(const void *row, char *text, size_t size)
{
    text_copy(text, size, book_of(row)->source);
}

static void format_regions(const void *row, char *text, size_t size)
{
    const struct gpu_book *book = book_of(row);
    if (book->regions.known) {
        snprintf(text, size, "%.0f/%.0f", book->regions_stocked.value, book->regions.value);
    } else {
        text_copy(text, size, FORMAT_UNKNOWN);
    }
}

/* "in 30 d": when the operator plans to have more. */
static void format_lead(const void *row, char *text, size_t size)
{
    struct amount days = book_of(row)->lead_days;
    if (!days.known) {
        text_copy(text, size, FORMAT_UNKNOWN);
    } else if (days.value > 100) {
        text_copy(text, size, ">100 d");
    } else {
        snprintf(text, size, days.value > 0 ? "%.0f d" : "now", days.value);
    }
}

static void format_book_raw(const void *row, char *text, size_t size)
{
    const struct gpu_book *book = book_of(row);
    if (book->raw.known) {
        snprintf(text, size, "%.6g %s, %d GPU%s", book->raw.value, book->raw_unit, book->raw_gpus,
                 book->raw_gpus == 1 ? "" : "s");
    } else {
        text_copy(text, size, FORMAT_UNKNOWN);
    }
}

/* What the price is worth, and what was set aside. */
static void format_note(const void *row, char *text, size_t size)
{
    static const char *const words[GPU_ROLES] = {[GPU_ROLE_MARKET] = "",
                                                 [GPU_ROLE_LIST] = "price list",
                                                 [GPU_ROLE_INDEX] = "index",
                                                 [GPU_ROLE_RESELLER] = "reseller",
                                                 [GPU_ROLE_ATTESTED] = "attested"};
    const struct gpu_book *book = book_of(row);
    if (book->doubted.known && book->doubted.value > 0) {
        snprintf(text, size, "%.0f set aside: %s", book->doubted.value, book->doubt);
    } else {
        snprintf(text, size, "%s%s%s", words[book->role],
                 book->spot_by_rule && words[book->role][0] != '\0' ? ", " : "",
                 book->spot_by_rule ? "spot by rule" : "");
    }
}

static enum role role_of_note(const void *row)
{
    return book_of(row)->doubted.known && book_of(row)->doubted.value > 0 ? ROLE_WARNING : ROLE_MUTED;
}

static const struct column venue_columns[] = {
    {"VENUE", 8, 1, ALIGN_LEFT, 0, false, format_venue, NULL, NULL, NULL, NULL, NULL},
    {"MEDIAN", 6, 0, ALIGN_RIGHT, 0, true, format_book_median, NULL, NULL, NULL, NULL, NULL},
    {"LOW", 6, 0, ALIGN_RIGHT, 3, true, format_book_low, NULL, NULL, NULL, NULL, NULL},
    {"STOCK", 6, 1, ALIGN_LEFT, 1, false, format_stock, NULL, NULL, role_of_stock, NULL, NULL},
    {"REGIONS", 7, 0, ALIGN_RIGHT, 5, true, format_regions, NULL, NULL, NULL, NULL, NULL},
    {"OFFERS", 6, 0, ALIGN_RIGHT, 2, true, format_book_offers, NULL, NULL, NULL, NULL, NULL},
    {"AGE", 4, 0, ALIGN_RIGHT, 4, true, format_book_age, NULL, NULL, role_of_muted, NULL, NULL},
    {"IDLE", 5, 0, ALIGN_RIGHT, 5, true, format_book_idle_gpus, NULL, NULL, NULL, NULL, NULL},
    {"SPOT", 6, 0, ALIGN_RIGHT, 6, true, format_book_spot, NULL, NULL, NULL, NULL, NULL},
    {"Q1", 6, 0, ALIGN_RIGHT, 7, true, format_book_quartile1, NULL, NULL, NULL, NULL, NULL},
    {"Q3", 6, 0, ALIGN_RIGHT, 7, true, format_book_quartile3, NULL, NULL, NULL, NULL, NULL},
    {"HOSTS", 5, 0, ALIGN_RIGHT, 8, true, format_book_machines, NULL, NULL, NULL, NULL, NULL},
    {"MORE IN", 7, 0, ALIGN_RIGHT, 9, true, format_lead, NULL, NULL, NULL, NULL, NULL},
    {"NOTE", 6, 2, ALIGN_LEFT, 4, false, format_note, NULL, NULL, role_of_note, NULL, NULL},
    {"AS QUOTED", 12, 0, ALIGN_RIGHT, 8, true, format_book_raw, NULL, NULL, role_of_muted, NULL, NULL},
    {"SOURCE", 6, 1, ALIGN_LEFT, 9, false, format_book_source, NULL, NULL, role_of_muted, NULL, NULL},
};

struct table venue_rows_table(const struct gpu_model_row *model, int64_t now, struct arena *arena)
{
    struct venue_row *rows = arena_array(arena, model->book_count + 1, sizeof *rows);
    size_t count = 0;
    for (int role = 0; role < GPU_ROLES; role++) { /* those that vote come first */
        for (size_t i = 0; i < model->book_count; i++) {
            if ((int)model->books[i].role == role) {
                rows[count++] = (struct venue_row){&model->books[i], now};
            }
        }
    }
    return (struct table){.columns = venue_columns,
                          .column_count = sizeof venue_columns / sizeof venue_columns[0],
                          .rows = rows,
                          .row_size = sizeof *rows,
                          .row_count = model->book_count};
}

static const struct gpu_offer *offer_of(const void *row)
{
    return ((const struct offer_row *)row)->offer;
}

static struct amount offer_price(const void *row)
{
    return amount_of(offer_of(row)->usd_gpu_hour);
}

static void format_offer_price(const void *row, char *text, size_t size)
{
    format_price(text, size, offer_price(row), 3);
}

static void format_offer_venue(const void *row, char *text, size_t size)
{
    text_copy(text, size, offer_of(row)->venue);
}

static void format_gpu_count(const void *row, char *text, size_t size)
{
    snprintf(text, size, "%dx", offer_of(row)->gpu_count);
}

static void format_kind(const void *row, char *text, size_t size)
{
    text_copy(text, size, offer_of(row)->spot ? "spot" : "on-demand");
}

static void format_region(const void *row, char *text, size_t size)
{
    text_copy(text, size, offer_of(row)->region[0] ? offer_of(row)->region : FORMAT_UNKNOWN);
}

static void format_reliability(const void *row, char *text, size_t size)
{
    struct amount share = offer_of(row)->reliability;
    format_share(text, size, share.known ? amount_of(share.value * 100) : AMOUNT_UNKNOWN, 1);
}

static void format_verified(const void *row, char *text, size_t size)
{
    text_copy(text, size, offer_of(row)->verified ? "yes" : "no");
}

static void format_raw(const void *row, char *text, size_t size)
{
    snprintf(text, size, "%.3f %s", offer_of(row)->raw_amount, offer_of(row)->raw_unit);
}

static void format_raw_model(const void *row, char *text, size_t size)
{
    text_copy(text, size, offer_of(row)->raw_model);
}

static const struct column offer_columns[] = {
    {"OFFER", 8, 1, ALIGN_LEFT, 0, false, format_offer_venue, NULL, NULL, NULL, NULL, NULL},
    {"$/GPU-h", 7, 0, ALIGN_RIGHT, 0, true, format_offer_price, offer_price, NULL, NULL, NULL, NULL},
    {"GPUS", 4, 0, ALIGN_RIGHT, 1, true, format_gpu_count, NULL, NULL, NULL, NULL, NULL},
    {"REGION", 8, 2, ALIGN_LEFT, 2, false, format_region, NULL, NULL, NULL, NULL, NULL},
    {"KIND", 9, 0, ALIGN_LEFT, 3, false, format_kind, NULL, NULL, NULL, NULL, NULL},
    {"UPTIME", 6, 0, ALIGN_RIGHT, 4, true, format_reliability, NULL, NULL, NULL, NULL, NULL},
    {"VERIFIED", 8, 0, ALIGN_LEFT, 5, false, format_verified, NULL, NULL, NULL, NULL, NULL},
    {"AS QUOTED", 12, 0, ALIGN_RIGHT, 6, true, format_raw, NULL, NULL, role_of_muted, NULL, NULL},
    {"NAMED", 8, 2, ALIGN_LEFT, 7, false, format_raw_model, NULL, NULL, role_of_muted, NULL, NULL},
};

struct table offer_rows_table(const struct gpu_market *market, const char *model, struct arena *arena)
{
    struct offer_row *rows = arena_array(arena, market->offer_count + 1, sizeof *rows);
    size_t count = 0;
    for (size_t i = 0; i < market->offer_count; i++) {
        if (strcmp(market->offers[i].model, model) == 0) {
            rows[count++].offer = &market->offers[i];
        }
    }
    return (struct table){.columns = offer_columns,
                          .column_count = sizeof offer_columns / sizeof offer_columns[0],
                          .rows = rows,
                          .row_size = sizeof *rows,
                          .row_count = count};
}
