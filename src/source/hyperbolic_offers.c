/* SPDX-License-Identifier: MIT
 * Hyperbolic, a broker: it quotes other operators' machines, so it has no vote. What its own cost would be is
 * redacted (111, 222, 333) and never read. */
#include "config.h"

#include "provider.h"
#include "sources.h"
#include "venue.h"

#include "base/text.h"

#include <stdio.h>

static const struct venue venue = {"Hyperbolic", "hyperbolic_offers", GPU_NAMES_HYPERBOLIC, GPU_ROLE_RESELLER};

static bool request(const struct subscription *subscription, const char *token, struct source_request *request,
                    struct error *err)
{
    (void)token;
    return venue_get(request, subscription, "https://api.hyperbolic.xyz/v2/alpha/on-demand/rental-options", NULL,
                     err);
}

static void read_option(struct observations *observations, const struct cJSON *item)
{
    char name[64];
    int64_t gpus = json_integer(item, "gpuCount", 1, 64, 0);
    snprintf(name, sizeof name, "%.20s %.20s", json_string(item, "gpuType"), json_string(item, "gpuFormFactor"));
    if (!json_true(item, "enabled") || gpus == 0)
        return;
    struct gpu_quote *quote = venue_quote(&venue, observations, name);
    if (quote == NULL)
        return;
    quote->gpus = (int)gpus;
    quote->unit = GPU_CENTS_WHOLE;
    quote->price = json_number(item, "costPerHourCents");
    json_text(item, "region", quote->region, sizeof quote->region);
    venue_free_gpus(quote, json_amount(item, "totalAvailable", 0, 1e6));
}

static bool parse(const struct subscription *subscription, const struct source_response *response,
                  struct observations *observations, struct error *err)
{
    (void)subscription;
    return venue_read(&venue, NULL, read_option, response, observations, err);
}

const struct source_provider provider_hyperbolic = {
    .name = "hyperbolic",
    .heading = "Hyperbolic",
    .homepage = "https://hyperbolic.xyz",
    .terms = "keyless, undocumented; a broker: shown, never counted",
    .rate = 0.1,
    .burst = 1,
};

const struct source source_hyperbolic_offers = {
    .name = "hyperbolic_offers",
    .heading = "Hyperbolic options",
    .provider = &provider_hyperbolic,
    .kind = DATASET_GPU_MARKET,
    .role = SOURCE_MERGE,
    .batch = 1,
    .refresh_seconds = 900,
    .request = request,
    .parse = parse,
};
