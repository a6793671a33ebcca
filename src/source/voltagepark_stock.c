/* SPDX-License-Identifier: MIT
 * Voltage Park's locations: free GPUs and a price per GPU for each kind of network. A price stands there with
 * nothing free too. */
#include "config.h"

#include "provider.h"
#include "sources.h"
#include "venue.h"

#include "base/text.h"

static const struct venue venue = {"Voltage Park", "voltagepark_stock", GPU_NAMES_VOLTAGE_PARK, GPU_ROLE_MARKET};

static bool request(const struct subscription *subscription, const char *token, struct source_request *request,
                    struct error *err)
{
    (void)token;
    return venue_get(request, subscription, "https://cloud-api.voltagepark.com/api/v1/bare-metal/locations", NULL,
                     err);
}

static const struct {
    const char *name, *count, *price;
} networks[] = {
    {"ethernet", "gpu_count_ethernet", "gpu_price_ethernet"},
    {"infiniband", "gpu_count_infiniband", "gpu_price_infiniband"},
};

static void read_location(struct observations *observations, const struct cJSON *location)
{
    const char *model = json_string(json_member(location, "specs_per_node"), "gpu_model");
    for (size_t i = 0; i < sizeof networks / sizeof networks[0]; i++) {
        struct amount free_gpus = json_amount(location, networks[i].count, 0, 1e6);
        struct amount price = json_number(location, networks[i].price);
        struct gpu_quote *quote = free_gpus.known || price.known ? venue_quote(&venue, observations, model) : NULL;
        if (quote == NULL)
            continue;
        quote->unit = GPU_USD_EACH;
        quote->price = price;
        venue_free_gpus(quote, free_gpus);
        text_copy(quote->region, sizeof quote->region, networks[i].name);
    }
}

static bool parse(const struct subscription *subscription, const struct source_response *response,
                  struct observations *observations, struct error *err)
{
    (void)subscription;
    return venue_read(&venue, "results", read_location, response, observations, err);
}

const struct source_provider provider_voltagepark = {
    .name = "voltagepark",
    .heading = "Voltage Park",
    .homepage = "https://www.voltagepark.com",
    .terms = "keyless, undocumented: no limit published",
    .rate = 0.1,
    .burst = 1,
};

const struct source source_voltagepark_stock = {
    .name = "voltagepark_stock",
    .heading = "Voltage Park stock",
    .provider = &provider_voltagepark,
    .kind = DATASET_GPU_MARKET,
    .role = SOURCE_MERGE,
    .batch = 1,
    .refresh_seconds = 900,
    .request = request,
    .parse = parse,
};
