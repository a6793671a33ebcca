/* SPDX-License-Identifier: MIT
 * What a venue lists of one model, in one book. */
#include "config.h"

#include "model/gpu_market.h"

#include "quantile.h"

#include "base/memory.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

#define WHOLE_NODE 8 /* GPUs */

struct sums { /* while one book is made */
    double *prices, *ratios;
    size_t price_count, ratio_count;
};

static void better(struct amount *best, struct amount other)
{
    if (other.known && (!best->known || other.value > best->value))
        *best = other;
}

static void add(struct amount *sum, struct amount part)
{
    if (part.known)
        *sum = amount_of(sum->value + part.value);
}

static void set_aside(struct gpu_book *book, const char *doubt)
{
    book->doubted = amount_of(book->doubted.value + 1);
    text_copy(book->doubt, sizeof book->doubt, doubt);
}

static struct amount credible(struct gpu_book *book, const struct gpu_quote *quote, struct amount quoted)
{
    const char *doubt = NULL;
    struct amount price = gpu_price(quoted, quote->unit, quote->gpus, &doubt);
    if (doubt != NULL)
        set_aside(book, doubt);
    return price;
}

static void take_price(struct gpu_book *book, const struct gpu_quote *quote, struct sums *sums)
{
    struct amount price = credible(book, quote, quote->price), spot = credible(book, quote, quote->spot);
    if (price.known) {
        sums->prices[sums->price_count++] = price.value;
        if (!book->low.known || price.value < book->low.value)
            book->low = price;
    }
    bool by_rule = price.known && spot.known && gpu_spot_is_administered(spot.value, price.value);
    if (spot.known && !by_rule && (!book->spot.known || spot.value < book->spot.value))
        book->spot = spot;
    if (price.known && spot.known && !by_rule)
        sums->ratios[sums->ratio_count++] = spot.value / price.value;
    else if (quote->spot_ratio.known)
        sums->ratios[sums->ratio_count++] = quote->spot_ratio.value;
}

static void take_stock(struct gpu_book *book, const struct gpu_quote *quote)
{
    bool best = quote->stock.known && (!book->stock.known || quote->stock.value > book->stock.value);
    if (best || book->stock_word[0] == '\0')
        text_copy(book->stock_word, sizeof book->stock_word, quote->word);
    better(&book->stock, quote->stock);
    if (quote->gpus >= WHOLE_NODE)
        better(&book->stock8, quote->stock);
    add(&book->idle_gpus, quote->free_gpus);
    if (quote->rented.known && quote->total.known) {
        add(&book->rented, quote->rented);
        add(&book->total, quote->total);
    }
    if (quote->lead_days.known && (!book->lead_days.known || quote->lead_days.value < book->lead_days.value))
        book->lead_days = quote->lead_days;
}

/* A region that lists several shapes counts once, and has stock when one of them has. */
static void count_regions(struct gpu_book *book, const struct gpu_quote *quotes, size_t count)
{
    size_t listed = 0, stocked = 0;
    for (size_t i = 0; i < count; i++) {
        bool known = !quotes[i].stock.known || quotes[i].region[0] == '\0', stock = false;
        for (size_t k = 0; k < i && !known; k++)
            known = quotes[k].stock.known && strcmp(quotes[k].region, quotes[i].region) == 0;
        for (size_t k = i; k < count && !known; k++)
            stock = stock || (strcmp(quotes[k].region, quotes[i].region) == 0 && quotes[k].stock.value > 0);
        listed += !known;
        stocked += stock;
    }
    if (listed > 0) {
        book->regions = amount_of((double)listed);
        book->regions_stocked = amount_of((double)stocked);
    }
}

/* The quote nearest to the price shown: the middle one need not exist among an even number. */
static void keep_raw(struct gpu_book *book, const struct gpu_quote *quotes, size_t count)
{
    double nearest = 0;
    for (size_t i = 0; i < count; i++) {
        const char *ignored;
        struct amount price = gpu_price(quotes[i].price, quotes[i].unit, quotes[i].gpus, &ignored);
        double distance =
            price.value > book->median.value ? price.value - book->median.value : book->median.value - price.value;
        if (!price.known || (book->raw.known && distance >= nearest))
            continue;
        nearest = distance;
        book->raw = quotes[i].price;
        book->raw_gpus = quotes[i].gpus > 0 ? quotes[i].gpus : 1;
        text_copy(book->raw_unit, sizeof book->raw_unit, gpu_unit_name(quotes[i].unit));
    }
}

static struct amount mean_interruption(const struct gpu_quote *quotes, size_t count)
{
    double sum = 0;
    size_t known = 0;
    for (size_t i = 0; i < count; i++) {
        sum += quotes[i].interruption.known ? quotes[i].interruption.value : 0;
        known += quotes[i].interruption.known;
    }
    return known > 0 ? amount_of(sum / (double)known) : AMOUNT_UNKNOWN;
}

void gpu_book_from_quotes(struct gpu_book *book, const struct gpu_quote *quotes, size_t count)
{
    struct sums sums = {memory_new(count + 1, sizeof(double)), memory_new(count + 1, sizeof(double)), 0, 0};
    for (size_t i = 0; i < count; i++) {
        take_price(book, &quotes[i], &sums);
        take_stock(book, &quotes[i]);
    }
    book->median = quantile(sums.prices, sums.price_count, 0.5);
    book->spot_ratio = quantile(sums.ratios, sums.ratio_count, 0.5);
    book->interruption = mean_interruption(quotes, count);
    count_regions(book, quotes, count);
    keep_raw(book, quotes, count);
    free(sums.prices);
    free(sums.ratios);
}
