/* SPDX-License-Identifier: MIT
 * Lium's capacity by model, for one GPU and for whole nodes, with a rate per GPU. What is free can exceed the cap
 * that is told beside it, so no fleet and no utilisation is made of the two. */
#include "config.h"

#include "provider.h"
#include "sources.h"
#include "venue.h"

#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>

static const struct venue venue = {"Lium", "lium_capacity", GPU_NAMES_LIUM, GPU_ROLE_MARKET};

static bool request(const struct subscription *subscription, const char *token, struct source_request *request,
                    struct error *err)
{
    (void)token;
    return venue_get(request, subscription, "https://lium.io/api/executors/capacity", NULL, err);
}

static void read_bucket(struct observations *observations, const char *model, const struct cJSON *bucket)
{
    char *end;
    long gpus = strtol(json_name(bucket), &end, 10);
    struct amount unrented = json_amount(bucket, "unrented_count", 0, 1e6);
    if (*end != '\0' || gpus < 1 || gpus > 64)
        return;
    struct gpu_quote *quote = venue_quote(&venue, observations, model);
    if (quote == NULL)
        return;
    quote->gpus = (int)gpus;
    quote->unit = GPU_USD_EACH;
    quote->price = json_number(bucket, "hourly_rate");
    venue_free_gpus(quote, unrented);
    quote->free_gpus = AMOUNT_UNKNOWN; /* the buckets overlap */
}

static void read_executors(struct observations *observations, const struct cJSON *item)
{
    const struct cJSON *bucket = json_first_member(json_member(item, "buckets"));
    for (; bucket != NULL; bucket = json_next(bucket))
        read_bucket(observations, json_string(item, "base_model"), bucket);
}

static bool parse(const struct subscription *subscription, const struct source_response *response,
                  struct observations *observations, struct error *err)
{
    (void)subscription;
    return venue_read(&venue, NULL, read_executors, response, observations, err);
}

const struct source_provider provider_lium = {
    .name = "lium",
    .heading = "Lium",
    .homepage = "https://lium.io",
    .terms = "keyless, undocumented: no limit published",
    .rate = 0.1,
    .burst = 1,
};

const struct source source_lium_capacity = {
    .name = "lium_capacity",
    .heading = "Lium capacity",
    .provider = &provider_lium,
    .kind = DATASET_GPU_MARKET,
    .role = SOURCE_MERGE,
    .batch = 1,
    .refresh_seconds = 900,
    .request = request,
    .parse = parse,
};
