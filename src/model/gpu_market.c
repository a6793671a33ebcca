/* SPDX-License-Identifier: MIT
 * The table by model out of books. A venue's price is its median and nothing else: where too few machines stand
 * behind it there is none, and the cheapest offer then shows under "low" but does not enter the price. */
#include "config.h"

#include "model/gpu_market.h"

#include "quantile.h"

#include "base/text.h"

#include <math.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#define VENUES_MOST     40
#define QUARTILE_VENUES 4
#define CARRY_DAYS      3 /* a book older than that no longer speaks for its venue */
#define LIST_DAYS       3
#define RATIO_DAYS      31
#define LIST_STEP       0.001 /* less is no step */
#define DAY             86400

struct entry { /* books are sorted without being copied */
    const struct gpu_book *book;
};

struct venue_books { /* of one model, ascending time */
    const struct entry *items;
    size_t count;
};

struct model_books {
    struct venue_books venues[VENUES_MOST];
    size_t count;
};

static int by_model_venue_time(const void *a, const void *b)
{
    const struct gpu_book *left = ((const struct entry *)a)->book, *right = ((const struct entry *)b)->book;
    int order = strcmp(left->model, right->model);
    if (order == 0)
        order = strcmp(left->venue, right->venue);
    return order != 0 ? order : (left->seen_at > right->seen_at) - (left->seen_at < right->seen_at);
}

static const struct entry *sorted_books(const struct gpu_books *history, struct arena *arena)
{
    struct entry *sorted = arena_array(arena, history->count + 1, sizeof *sorted);
    for (size_t i = 0; i < history->count; i++)
        sorted[i].book = &history->items[i];
    qsort(sorted, history->count, sizeof *sorted, by_model_venue_time);
    return sorted;
}

static struct model_books books_of(const struct entry *sorted, size_t count, const char *model)
{
    struct model_books books = {.count = 0};
    for (size_t i = 0; i < count; i++) {
        if (strcmp(sorted[i].book->model, model) != 0)
            continue;
        struct venue_books *last = books.count > 0 ? &books.venues[books.count - 1] : NULL;
        if (last == NULL || strcmp(last->items[0].book->venue, sorted[i].book->venue) != 0) {
            if (books.count == VENUES_MOST)
                break;
            last = &books.venues[books.count++];
            last->items = &sorted[i];
        }
        last->count++;
    }
    return books;
}

/* What somebody read himself is shown with its day, however long ago. */
static bool speaks(const struct gpu_book *book, int64_t at)
{
    return book->role == GPU_ROLE_ATTESTED || at - book->seen_at <= CARRY_DAYS * DAY;
}

/* The newest book at or before an instant, when it still speaks then; NULL none. */
static const struct gpu_book *book_at(const struct venue_books *books, int64_t at)
{
    size_t first = 0, end = books->count; /* those before `first` are at or before the instant */
    while (first < end) {
        size_t middle = first + (end - first) / 2;
        if (books->items[middle].book->seen_at <= at)
            first = middle + 1;
        else
            end = middle;
    }
    const struct gpu_book *book = first > 0 ? books->items[first - 1].book : NULL;
    return book != NULL && speaks(book, at) ? book : NULL;
}

static bool has_vote(const struct gpu_book *book)
{
    return book != NULL && book->role == GPU_ROLE_MARKET;
}

/* Mean log step over venues that quote at both ends, so that a venue that comes or goes is no change of price. A
 * venue whose newest book is also its book of then has not been heard since: it tells nothing. */
static struct amount matched_change(const struct model_books *books, int64_t now, int days)
{
    double sum = 0;
    size_t matched = 0;
    for (size_t i = 0; i < books->count; i++) {
        const struct gpu_book *after = book_at(&books->venues[i], now);
        const struct gpu_book *before = book_at(&books->venues[i], now - (int64_t)days * DAY);
        if (!has_vote(after) || before == NULL || after == before)
            continue;
        struct amount ratio = amount_over(after->median, before->median);
        if (!ratio.known || ratio.value <= 0)
            continue;
        sum += log(ratio.value);
        matched++;
    }
    return matched > 0 ? amount_of((exp(sum / (double)matched) - 1) * 100) : AMOUNT_UNKNOWN;
}

/* Quantile of the venues' prices; unknown of fewer than `least`. */
static struct amount price_at(const struct model_books *books, int64_t at, double share, size_t least)
{
    double prices[VENUES_MOST];
    size_t count = 0;
    for (size_t i = 0; i < books->count; i++) {
        const struct gpu_book *book = book_at(&books->venues[i], at);
        if (has_vote(book) && book->median.known)
            prices[count++] = book->median.value;
    }
    return count >= least ? quantile(prices, count, share) : AMOUNT_UNKNOWN;
}

static void add_known(struct amount *sum, struct amount part)
{
    if (part.known)
        *sum = amount_of(sum->value + part.value);
}

static void add_book(struct gpu_model_row *row, const struct gpu_book *book)
{
    bool to_be_had = has_vote(book) || book->role == GPU_ROLE_LIST;
    if (to_be_had && book->low.known && (!row->low.known || book->low.value < row->low.value)) {
        row->low = book->low;
        text_copy(row->low_venue, sizeof row->low_venue, book->venue);
    }
    add_known(&row->offers, book->offers);
    add_known(&row->idle_gpus, book->idle_gpus);
    row->capped = row->capped || book->capped;
    if (book->seen_at > row->as_of)
        row->as_of = book->seen_at;
}

/* Percent of the venues that tell; those that do not are neither full nor empty. */
static struct amount availability(const struct gpu_book *books, size_t count)
{
    size_t telling = 0, stocked = 0;
    for (size_t i = 0; i < count; i++) {
        bool tells = has_vote(&books[i]) && books[i].stock.known;
        telling += tells;
        stocked += tells && books[i].stock.value > 0;
    }
    return telling > 0 ? amount_of((double)stocked / (double)telling * 100) : AMOUNT_UNKNOWN;
}

/* What the newest book of each day tells (an amount of struct gpu_book, by its offset), newest first; days that do
 * not tell it are passed over. */
static size_t day_by_day(const struct venue_books *books, int64_t now, size_t offset, double *values, size_t most)
{
    size_t count = 0;
    int64_t after = INT64_MAX;
    for (size_t i = books->count; i-- > 0 && count < most;) {
        const struct gpu_book *book = books->items[i].book;
        const struct amount *told = (const struct amount *)((const char *)book + offset);
        if (book->seen_at > now || book->seen_at / DAY >= after || !told->known)
            continue;
        after = book->seen_at / DAY;
        values[count++] = told->value;
    }
    return count;
}

/* A spot price that keeps its distance for a month is shown and tells nothing. */
static bool is_spot_by_rule(const struct venue_books *books, int64_t now)
{
    double ratios[RATIO_DAYS];
    size_t count = day_by_day(books, now, offsetof(struct gpu_book, spot_ratio), ratios, RATIO_DAYS);
    return gpu_ratios_are_administered(ratios, count);
}

static struct amount spot_discount(const struct gpu_book *books, size_t count)
{
    double discounts[VENUES_MOST];
    size_t known = 0;
    for (size_t i = 0; i < count; i++) {
        struct amount ratio =
            books[i].spot_ratio.known ? books[i].spot_ratio : amount_over(books[i].spot, books[i].median);
        if (ratio.known && !books[i].spot_by_rule)
            discounts[known++] = (1 - ratio.value) * 100;
    }
    return quantile(discounts, known, 0.5);
}

static void fill_trend(struct gpu_model_row *row, const struct model_books *books, int64_t now)
{
    for (int day = GPU_TREND - 1; day >= 0; day--) {
        struct amount price = price_at(books, now - (int64_t)day * DAY, 0.5, 1);
        if (price.known)
            row->trend[row->trend_count++] = (float)price.value;
    }
}

/* A price list that flips for a day has mixed up its rows (Windows, dedicated hosts): the middle of three days is
 * its price, and what it says today is told as doubted. */
static void steady_list(struct gpu_book *latest, const struct venue_books *books, int64_t now)
{
    double days[LIST_DAYS];
    size_t count = day_by_day(books, now, offsetof(struct gpu_book, median), days, LIST_DAYS);
    struct amount middle = count == LIST_DAYS ? quantile(days, count, 0.5) : AMOUNT_UNKNOWN;
    if (!middle.known || !latest->median.known || fabs(middle.value / latest->median.value - 1) < LIST_STEP)
        return;
    latest->median = middle;
    if (latest->low.known && latest->low.value > middle.value)
        latest->low = middle;
    latest->doubted = amount_of(latest->doubted.value + 1);
    text_copy(latest->doubt, sizeof latest->doubt, "today's price, unlike the days before");
}

/* False when no venue has been heard of the model lately. */
static bool fill_row(struct gpu_model_row *row, const char *model, const struct model_books *books, int64_t now,
                     struct arena *arena)
{
    struct gpu_book *latest = arena_array(arena, books->count + 1, sizeof *latest);
    struct gpu_book *before = arena_array(arena, books->count + 1, sizeof *before);
    memset(row, 0, sizeof *row);
    text_copy(row->model, sizeof row->model, model);
    for (size_t i = 0; i < books->count; i++) {
        const struct gpu_book *book = book_at(&books->venues[i], now);
        if (book == NULL)
            continue;
        const struct gpu_book *earlier = book_at(&books->venues[i], now - DAY);
        if (earlier != NULL && earlier != book)
            before[row->book_count] = *earlier;
        latest[row->book_count] = *book;
        latest[row->book_count].spot_by_rule = is_spot_by_rule(&books->venues[i], now);
        if (book->role == GPU_ROLE_LIST)
            steady_list(&latest[row->book_count], &books->venues[i], now);
        add_book(row, &latest[row->book_count++]);
    }
    row->books = latest;
    row->before = before;
    row->price = price_at(books, now, 0.5, 1);
    row->quartile1 = price_at(books, now, 0.25, QUARTILE_VENUES);
    row->quartile3 = price_at(books, now, 0.75, QUARTILE_VENUES);
    row->change1d = matched_change(books, now, 1);
    row->change7d = matched_change(books, now, 7);
    row->change30d = matched_change(books, now, 30);
    row->availability = availability(latest, row->book_count);
    row->spot_discount = spot_discount(latest, row->book_count);
    fill_trend(row, books, now);
    return row->book_count > 0;
}

struct gpu_market gpu_market_build(const struct gpu_books *history, const struct gpu_offer *offers,
                                   size_t offer_count, int64_t now, struct arena *arena)
{
    struct gpu_market market = {0};
    struct arena scratch;
    size_t count;
    const char *const *names = gpu_models(&count);
    arena_init(&scratch);
    const struct entry *sorted = sorted_books(history, &scratch);
    market.rows = arena_array(arena, count + 1, sizeof *market.rows);
    for (size_t i = 0; i < count; i++) {
        struct model_books books = books_of(sorted, history->count, names[i]);
        if (books.count > 0 && fill_row(&market.rows[market.row_count], names[i], &books, now, arena))
            market.row_count++;
    }
    market.offers = arena_array(arena, offer_count + 1, sizeof *market.offers);
    if (offer_count > 0)
        memcpy(market.offers, offers, offer_count * sizeof *offers);
    market.offer_count = offer_count;
    arena_clear(&scratch);
    return market;
}
