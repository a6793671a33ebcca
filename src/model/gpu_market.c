/* SPDX-License-Identifier: MIT
 * Books out of offers, and the table by model out of books. */
#include "config.h"

#include "model/gpu_market.h"

#include "base/text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define PRICE_MOST        1000.0
#define RELIABILITY_LEAST 0.90
#define MEDIAN_MACHINES   5
#define QUARTILE_MACHINES 8
#define VENUES_MOST       16
#define LATEST_DAYS       2 /* a book older than that no longer speaks for its venue */
#define DAY               86400

static int by_value(const void *a, const void *b)
{
    double left = *(const double *)a, right = *(const double *)b;
    return (left > right) - (left < right);
}

/* Hyndman and Fan's type 7: linear between order statistics. values ascend. */
static double quantile(const double *values, size_t count, double share)
{
    double position = share * (double)(count - 1), below = floor(position);
    size_t index = (size_t)below;
    if (index + 1 >= count)
        return values[count - 1];
    return values[index] + (position - below) * (values[index + 1] - values[index]);
}

static bool is_eligible(const struct gpu_offer *offer)
{
    bool reliable = offer->reliability.known && offer->reliability.value >= RELIABILITY_LEAST;
    return offer->verified && !offer->spot && reliable && offer->usd_gpu_hour > 0 &&
           offer->usd_gpu_hour < PRICE_MOST;
}

static size_t distinct_machines(const struct gpu_offer *offers, size_t count)
{
    size_t machines = 0;
    for (size_t i = 0; i < count; i++) {
        size_t before = 0;
        if (!is_eligible(&offers[i]))
            continue;
        while (before < i && (!is_eligible(&offers[before]) || offers[before].machine_id != offers[i].machine_id))
            before++;
        machines += before == i;
    }
    return machines;
}

void gpu_book_from_offers(struct gpu_book *book, const struct gpu_offer *offers, size_t count)
{
    struct arena arena;
    arena_init(&arena);
    double *prices = arena_array(&arena, count + 1, sizeof *prices);
    size_t eligible = 0, machines = distinct_machines(offers, count);
    for (size_t i = 0; i < count; i++)
        if (is_eligible(&offers[i]))
            prices[eligible++] = offers[i].usd_gpu_hour;
    qsort(prices, eligible, sizeof *prices, by_value);
    book->offers = amount_of((double)eligible);
    book->machines = amount_of((double)machines);
    book->low = eligible > 0 ? amount_of(prices[0]) : AMOUNT_UNKNOWN;
    book->median = machines >= MEDIAN_MACHINES ? amount_of(quantile(prices, eligible, 0.5)) : AMOUNT_UNKNOWN;
    book->quartile1 = book->quartile3 = AMOUNT_UNKNOWN;
    if (machines >= QUARTILE_MACHINES) {
        book->quartile1 = amount_of(quantile(prices, eligible, 0.25));
        book->quartile3 = amount_of(quantile(prices, eligible, 0.75));
    }
    arena_clear(&arena);
}

/* --- the table --- */

static struct amount price_of(const struct gpu_book *book)
{
    return book->median;
}

/* The newest book of a venue at or before an instant, not older than LATEST_DAYS then; NULL none. */
static const struct gpu_book *book_at(const struct gpu_books *history, const char *model, const char *venue,
                                      int64_t at)
{
    const struct gpu_book *best = NULL;
    for (size_t i = 0; i < history->count; i++) {
        const struct gpu_book *book = &history->items[i];
        if (book->seen_at > at || strcmp(book->model, model) != 0 || strcmp(book->venue, venue) != 0)
            continue;
        if (best == NULL || book->seen_at >= best->seen_at)
            best = book;
    }
    return best != NULL && at - best->seen_at <= LATEST_DAYS * DAY ? best : NULL;
}

static struct amount median_of(double *values, size_t count)
{
    if (count == 0)
        return AMOUNT_UNKNOWN;
    qsort(values, count, sizeof *values, by_value);
    return amount_of(quantile(values, count, 0.5));
}

struct venues {
    const char *names[VENUES_MOST];
    size_t count;
};

static struct venues venues_of(const struct gpu_books *history, const char *model)
{
    struct venues venues = {.count = 0};
    for (size_t i = 0; i < history->count && venues.count < VENUES_MOST; i++) {
        size_t known = 0;
        if (strcmp(history->items[i].model, model) != 0)
            continue;
        while (known < venues.count && strcmp(venues.names[known], history->items[i].venue) != 0)
            known++;
        if (known == venues.count)
            venues.names[venues.count++] = history->items[i].venue;
    }
    return venues;
}

/* Mean log step over venues that quote at both ends, so that a venue that comes or goes is no change of price. */
static struct amount matched_change(const struct gpu_books *history, const struct venues *venues, const char *model,
                                    int64_t now, int days)
{
    double sum = 0;
    size_t matched = 0;
    for (size_t i = 0; i < venues->count; i++) {
        const struct gpu_book *after = book_at(history, model, venues->names[i], now);
        const struct gpu_book *before = book_at(history, model, venues->names[i], now - (int64_t)days * DAY);
        struct amount ratio = AMOUNT_UNKNOWN;
        if (after != NULL && before != NULL)
            ratio = amount_over(price_of(after), price_of(before));
        if (!ratio.known || ratio.value <= 0)
            continue;
        sum += log(ratio.value);
        matched++;
    }
    return matched > 0 ? amount_of((exp(sum / (double)matched) - 1) * 100) : AMOUNT_UNKNOWN;
}

static struct amount price_at(const struct gpu_books *history, const struct venues *venues, const char *model,
                              int64_t at)
{
    double prices[VENUES_MOST];
    size_t count = 0;
    for (size_t i = 0; i < venues->count; i++) {
        const struct gpu_book *book = book_at(history, model, venues->names[i], at);
        if (book != NULL && price_of(book).known)
            prices[count++] = price_of(book).value;
    }
    return median_of(prices, count);
}

static void add_book(struct gpu_model_row *row, const struct gpu_book *book, size_t *telling, size_t *stocked)
{
    if (book->low.known && (!row->low.known || book->low.value < row->low.value)) {
        row->low = book->low;
        text_copy(row->low_venue, sizeof row->low_venue, book->venue);
    }
    if (book->stock.known) {
        (*telling)++;
        *stocked += book->stock.value > 0;
    }
    if (book->offers.known)
        row->offers = amount_of((row->offers.known ? row->offers.value : 0) + book->offers.value);
    if (book->idle_gpus.known)
        row->idle_gpus = amount_of((row->idle_gpus.known ? row->idle_gpus.value : 0) + book->idle_gpus.value);
    row->capped = row->capped || book->capped;
    if (book->seen_at > row->as_of)
        row->as_of = book->seen_at;
}

static struct amount spot_discount(const struct gpu_book *books, size_t count)
{
    double discounts[VENUES_MOST];
    size_t known = 0;
    for (size_t i = 0; i < count; i++) {
        struct amount ratio = amount_over(books[i].spot, price_of(&books[i]));
        if (ratio.known && known < VENUES_MOST)
            discounts[known++] = (ratio.value - 1) * 100;
    }
    return median_of(discounts, known);
}

static void fill_trend(struct gpu_model_row *row, const struct gpu_books *history, const struct venues *venues,
                       int64_t now)
{
    for (int day = GPU_TREND - 1; day >= 0; day--) {
        struct amount price = price_at(history, venues, row->model, now - (int64_t)day * DAY);
        if (price.known)
            row->trend[row->trend_count++] = (float)price.value;
    }
}

static void fill_row(struct gpu_model_row *row, const char *model, const struct gpu_books *history, int64_t now,
                     struct arena *arena)
{
    struct venues venues = venues_of(history, model);
    struct gpu_book *latest = arena_array(arena, venues.count + 1, sizeof *latest);
    size_t telling = 0, stocked = 0;
    text_copy(row->model, sizeof row->model, model);
    for (size_t i = 0; i < venues.count; i++) {
        const struct gpu_book *book = book_at(history, model, venues.names[i], now);
        if (book == NULL)
            continue;
        add_book(row, book, &telling, &stocked);
        latest[row->book_count++] = *book;
    }
    row->books = latest;
    row->price = price_at(history, &venues, model, now);
    row->change1d = matched_change(history, &venues, model, now, 1);
    row->change7d = matched_change(history, &venues, model, now, 7);
    row->change30d = matched_change(history, &venues, model, now, 30);
    if (telling > 0)
        row->availability = amount_of((double)stocked / (double)telling * 100);
    row->spot_discount = spot_discount(latest, row->book_count);
    fill_trend(row, history, &venues, now);
}

static size_t known_index(const char *const *names, size_t count, const char *model)
{
    size_t i = 0;
    while (i < count && strcmp(names[i], model) != 0)
        i++;
    return i;
}

struct gpu_market gpu_market_build(const struct gpu_books *history, const struct gpu_offer *offers,
                                   size_t offer_count, int64_t now, struct arena *arena)
{
    struct gpu_market market = {0};
    size_t count;
    const char *const *names = gpu_models(&count);
    bool *seen = arena_array(arena, count, sizeof *seen);
    for (size_t i = 0; i < history->count; i++) {
        size_t index = known_index(names, count, history->items[i].model);
        if (index < count)
            seen[index] = true;
    }
    market.rows = arena_array(arena, count, sizeof *market.rows);
    for (size_t i = 0; i < count; i++)
        if (seen[i]) {
            fill_row(&market.rows[market.row_count], names[i], history, now, arena);
            if (market.rows[market.row_count].book_count > 0)
                market.row_count++;
            else
                memset(&market.rows[market.row_count], 0, sizeof *market.rows);
        }
    market.offers = arena_array(arena, offer_count + 1, sizeof *market.offers);
    if (offer_count > 0)
        memcpy(market.offers, offers, offer_count * sizeof *offers);
    market.offer_count = offer_count;
    return market;
}
