/* SPDX-License-Identifier: MIT
 * Akash's GPU prices, with its fleet: total and available cards by model, from which utilisation follows. */
#include "config.h"

#include "provider.h"
#include "sources.h"
#include "venue.h"

#include "base/text.h"

#include <stdio.h>
#include <string.h>

static const struct venue venue = {"Akash", "akash_prices", GPU_NAMES_AKASH, GPU_ROLE_MARKET};

static bool request(const struct subscription *subscription, const char *token, struct source_request *request,
                    struct error *err)
{
    (void)token;
    return venue_get(request, subscription, "https://console-api.akash.network/v1/gpu-prices", NULL, err);
}

static void read_model(struct observations *observations, const struct cJSON *item)
{
    char name[64];
    const struct cJSON *fleet = json_member(item, "availability"), *price = json_member(item, "price");
    snprintf(name, sizeof name, "%.20s %.10s %.10s", json_string(item, "model"), json_string(item, "ram"),
             json_string(item, "interface"));
    struct amount total = json_amount(fleet, "total", 0, 1e6), idle = json_amount(fleet, "available", 0, 1e6);
    struct gpu_quote *quote = venue_quote(&venue, observations, name);
    if (quote == NULL)
        return;
    quote->unit = GPU_USD_EACH;
    if (strcmp(json_string(price, "currency"), "USD") == 0)
        quote->price = json_number(price, "med");
    venue_free_gpus(quote, idle);
    if (total.known && idle.known && idle.value <= total.value) {
        quote->total = total;
        quote->rented = amount_of(total.value - idle.value);
    }
}

static bool parse(const struct subscription *subscription, const struct source_response *response,
                  struct observations *observations, struct error *err)
{
    (void)subscription;
    return venue_read(&venue, "models", read_model, response, observations, err);
}

const struct source_provider provider_akash = {
    .name = "akash",
    .heading = "Akash",
    .homepage = "https://console.akash.network",
    .terms = "open console API, answers are cached for two minutes",
    .rate = 0.2,
    .burst = 1,
};

const struct source source_akash_prices = {
    .name = "akash_prices",
    .heading = "Akash prices",
    .provider = &provider_akash,
    .kind = DATASET_GPU_MARKET,
    .role = SOURCE_MERGE,
    .batch = 1,
    .refresh_seconds = 900,
    .request = request,
    .parse = parse,
};
