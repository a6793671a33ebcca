/* SPDX-License-Identifier: MIT
 * Polls of a venue condensed to what a fix needs of them. */
#include "config.h"

#include "model/gsi_fix.h"

#include <math.h>

struct mean {
    double sum;
    int64_t count;
};

static void add(struct mean *mean, struct amount part)
{
    if (!part.known)
        return;
    mean->sum += part.value;
    mean->count++;
}

static struct amount mean_of(const struct mean *mean)
{
    return mean->count > 0 ? amount_of(mean->sum / (double)mean->count) : AMOUNT_UNKNOWN;
}

static bool is_step(struct amount from, double to)
{
    return from.known && fabs(log(to / from.value)) > GSI_STEP_MOST;
}

static void take_price(struct gsi_input *input, const struct gpu_book *poll)
{
    double price = poll->median.value;
    if (!poll->median.known || price <= 0)
        return;
    bool confirmed = input->held.known && !is_step(input->held, price);
    input->price_at = poll->seen_at;
    if (input->role != GPU_ROLE_INDEX && is_step(input->price, price) && !confirmed) {
        input->held = poll->median;
        return;
    }
    input->price = poll->median;
    input->held = AMOUNT_UNKNOWN;
}

static void take_regions(struct gsi_input *input, const struct gpu_book *poll)
{
    if (!poll->regions.known || !poll->regions_stocked.known)
        return;
    input->regions = poll->regions;
    input->regions_stocked = poll->regions_stocked;
    input->regions_at = poll->seen_at;
    if (!input->regions_seen.known || input->regions_seen.value < poll->regions.value)
        input->regions_seen = poll->regions;
}

/* Only order books name the machines behind their offers, and with them the single cards that stand idle. */
static bool is_open_book(const struct gpu_book *poll)
{
    return poll->idle_gpus.known && poll->machines.known;
}

void gsi_input_polls(struct gsi_input *input, const struct gpu_book *polls, size_t count,
                     const struct gsi_input *before)
{
    struct mean stocked = {0}, stocked8 = {0}, idle = {0};
    if (before != NULL && count > 0) {
        input->price = before->price;
        input->held = before->held;
    }
    for (size_t i = 0; i < count; i++) {
        add(&stocked, polls[i].stock);
        add(&stocked8, polls[i].stock8);
        add(&idle, is_open_book(&polls[i]) ? polls[i].idle_gpus : AMOUNT_UNKNOWN);
        take_price(input, &polls[i]);
        take_regions(input, &polls[i]);
        if (polls[i].stock.known)
            input->stock_at = polls[i].seen_at;
        if (is_open_book(&polls[i]))
            input->idle_at = polls[i].seen_at;
    }
    if (input->price_at == 0) /* nothing was quoted: what was known before is not said again */
        input->price = input->held = AMOUNT_UNKNOWN;
    input->polls = (int64_t)count;
    input->stocked = mean_of(&stocked);
    input->stocked8 = mean_of(&stocked8);
    input->idle = mean_of(&idle);
}

void gsi_input_usage(struct gsi_input *input, const struct gpu_book *books, size_t count)
{
    struct mean rented = {0}, total = {0};
    for (size_t i = 0; i < count; i++) {
        if (!books[i].rented.known || !books[i].total.known || books[i].total.value <= 0)
            continue;
        add(&rented, books[i].rented);
        add(&total, books[i].total);
        if (books[i].seen_at > input->usage_at)
            input->usage_at = books[i].seen_at;
    }
    input->rented = mean_of(&rented);
    input->total = mean_of(&total);
}

void gsi_input_spot(struct gsi_input *input, const struct gpu_book *book)
{
    input->spot_ratio = book->spot_ratio;
    input->interruption = book->interruption;
    input->spot_at = book->seen_at;
}

bool gsi_input_is_useful(const struct gsi_input *input)
{
    return input->stocked.known || input->price.known || input->regions.known || input->total.known ||
           input->spot_ratio.known || input->interruption.known || input->idle.known;
}
