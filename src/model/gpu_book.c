/* SPDX-License-Identifier: MIT
 * One venue's offers of one model in a few figures. */
#include "config.h"

#include "quantile.h"

#include "base/memory.h"
#include "model/gpu_market.h"

#include <stdlib.h>
#include <string.h>

#define RELIABILITY_LEAST 0.90
#define MEDIAN_MACHINES   5
#define QUARTILE_MACHINES 8

static bool is_eligible(const struct gpu_offer *offer)
{
    bool reliable = offer->reliability.known && offer->reliability.value >= RELIABILITY_LEAST;
    return offer->verified && !offer->spot && reliable && offer->usd_gpu_hour >= GPU_PRICE_LEAST &&
           offer->usd_gpu_hour <= GPU_PRICE_MOST;
}

static int by_number(const void *a, const void *b)
{
    int64_t left = *(const int64_t *)a, right = *(const int64_t *)b;
    return (left > right) - (left < right);
}

static size_t count_distinct(int64_t *numbers, size_t count)
{
    size_t distinct = 0;
    qsort(numbers, count, sizeof *numbers, by_number);
    for (size_t i = 0; i < count; i++)
        distinct += i == 0 || numbers[i - 1] != numbers[i];
    return distinct;
}

void gpu_book_from_offers(struct gpu_book *book, const struct gpu_offer *offers, size_t count)
{
    double *prices = memory_new(count, sizeof *prices);
    int64_t *machine_ids = memory_new(count, sizeof *machine_ids);
    size_t eligible = 0;
    for (size_t i = 0; i < count; i++) {
        if (!is_eligible(&offers[i]) || (book->model[0] != '\0' && strcmp(offers[i].model, book->model) != 0))
            continue;
        prices[eligible] = offers[i].usd_gpu_hour;
        machine_ids[eligible++] = offers[i].machine_id;
    }
    size_t machines = count_distinct(machine_ids, eligible);
    size_t middle = machines >= MEDIAN_MACHINES ? eligible : 0,
           sides = machines >= QUARTILE_MACHINES ? eligible : 0;
    book->offers = amount_of((double)eligible);
    book->machines = amount_of((double)machines);
    book->low = quantile(prices, eligible, 0);
    book->median = quantile(prices, middle, 0.5);
    book->quartile1 = quantile(prices, sides, 0.25);
    book->quartile3 = quantile(prices, sides, 0.75);
    free(prices);
    free(machine_ids);
}

static int by_model_and_card(const void *a, const void *b)
{
    const struct gpu_card *left = a, *right = b;
    int order = strcmp(left->model, right->model);
    if (order == 0)
        order = (left->machine > right->machine) - (left->machine < right->machine);
    return order != 0 ? order : (left->gpu > right->gpu) - (left->gpu < right->gpu);
}

size_t gpu_cards_distinct(struct gpu_card *cards, size_t count, const char *model)
{
    size_t distinct = 0;
    size_t sorted = 1;
    while (sorted < count && by_model_and_card(&cards[sorted - 1], &cards[sorted]) <= 0)
        sorted++;
    if (sorted < count)
        qsort(cards, count, sizeof *cards, by_model_and_card);
    for (size_t i = 0; i < count; i++)
        distinct +=
            strcmp(cards[i].model, model) == 0 && (i == 0 || by_model_and_card(&cards[i - 1], &cards[i]) != 0);
    return distinct;
}
