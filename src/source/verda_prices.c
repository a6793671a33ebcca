/* SPDX-License-Identifier: MIT
 * Verda's (DataCrunch's) instance types: whole shapes, in decimal strings. Which are in stock it tells only to
 * those with an account, so this is a price list. Its spot price is a fixed half by now, a rule of the house. */
#include "config.h"

#include "provider.h"
#include "sources.h"
#include "venue.h"

static const struct venue venue = {"Verda", "verda_prices", GPU_NAMES_VERDA, GPU_ROLE_LIST};

static bool request(const struct subscription *subscription, const char *token, struct source_request *request,
                    struct error *err)
{
    (void)token;
    return venue_get(request, subscription, "https://api.verda.com/v1/instance-types", NULL, err);
}

static void read_type(struct observations *observations, const struct cJSON *item)
{
    int64_t gpus = json_integer(json_member(item, "gpu"), "number_of_gpus", 1, 64, 0);
    struct gpu_quote *quote = gpus > 0 ? venue_quote(&venue, observations, json_string(item, "name")) : NULL;
    if (quote == NULL)
        return;
    quote->gpus = (int)gpus;
    quote->unit = GPU_USD_WHOLE;
    quote->price = json_number(item, "price_per_hour");
    quote->spot = json_number(item, "spot_price");
}

static bool parse(const struct subscription *subscription, const struct source_response *response,
                  struct observations *observations, struct error *err)
{
    (void)subscription;
    return venue_read(&venue, NULL, read_type, response, observations, err);
}

const struct source_provider provider_verda = {
    .name = "verda",
    .heading = "Verda",
    .homepage = "https://verda.com",
    .terms = "keyless; its terms restrict automated reading",
    .off_because = "its terms restrict automated reading",
    .rate = 0.1,
    .burst = 1,
};

const struct source source_verda_prices = {
    .name = "verda_prices",
    .heading = "Verda prices",
    .provider = &provider_verda,
    .kind = DATASET_GPU_MARKET,
    .role = SOURCE_MERGE,
    .batch = 1,
    .refresh_seconds = 21600,
    .request = request,
    .parse = parse,
};
