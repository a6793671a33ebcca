/* SPDX-License-Identifier: MIT
 * Shadeform, a reseller of about twenty clouds: shown, never counted, for it quotes what others have. Two units
 * stand in one body: cents for the whole instance as a number, dollars as text in the availability of a region. */
#include "config.h"

#include "provider.h"
#include "sources.h"
#include "venue.h"

#include "base/text.h"

#include <stdio.h>
#include <string.h>

static const struct venue venue = {"Shadeform", "shadeform_stock", GPU_NAMES_SHADEFORM, GPU_ROLE_RESELLER};

static bool request(const struct subscription *subscription, const char *token, struct source_request *request,
                    struct error *err)
{
    (void)token;
    return venue_get(request, subscription, "https://api.shadeform.ai/v1/instances/types", "X-API-KEY: ", err);
}

static void read_region(struct observations *observations, const struct cJSON *type, const struct cJSON *place)
{
    char name[64], cloud[20], region[24];
    const struct cJSON *shape = json_member(type, "configuration");
    const char *rental = json_string(place, "rental_type");
    int64_t gpus = json_integer(shape, "num_gpus", 1, 64, 0);
    snprintf(name, sizeof name, "%.20s %.20s", json_string(shape, "gpu_type"), json_string(shape, "interconnect"));
    if (gpus == 0 || (rental[0] != '\0' && strcmp(rental, "on_demand") != 0))
        return;
    struct gpu_quote *quote = venue_quote(&venue, observations, name);
    if (quote == NULL)
        return;
    bool dollars = json_string(place, "hourly_price")[0] != '\0';
    quote->gpus = (int)gpus;
    quote->unit = dollars ? GPU_USD_WHOLE : GPU_CENTS_WHOLE;
    quote->price = json_number(dollars ? place : type, "hourly_price");
    json_text(type, "cloud", cloud, sizeof cloud);
    json_text(place, "region", region, sizeof region);
    snprintf(quote->region, sizeof quote->region, "%.19s%s%.19s", cloud, region[0] != '\0' ? " " : "", region);
    if (json_member(place, "available") != NULL)
        venue_in_stock(quote, json_true(place, "available"));
}

static void read_type(struct observations *observations, const struct cJSON *type)
{
    const struct cJSON *place = json_first(json_member(type, "availability"));
    for (; place != NULL; place = json_next(place))
        read_region(observations, type, place);
}

static bool parse(const struct subscription *subscription, const struct source_response *response,
                  struct observations *observations, struct error *err)
{
    (void)subscription;
    return venue_read(&venue, "instance_types", read_type, response, observations, err);
}

const struct source_provider provider_shadeform = {
    .name = "shadeform",
    .heading = "Shadeform",
    .homepage = "https://www.shadeform.ai",
    .terms = "free account; the key can also start machines: guard it",
    .rate = 0.1,
    .burst = 1,
    .key = "shadeform",
    .key_home = "platform.shadeform.ai/settings/api",
};

const struct source source_shadeform_stock = {
    .name = "shadeform_stock",
    .heading = "Shadeform stock",
    .provider = &provider_shadeform,
    .kind = DATASET_GPU_MARKET,
    .role = SOURCE_MERGE,
    .batch = 1,
    .refresh_seconds = 600,
    .request = request,
    .parse = parse,
};
