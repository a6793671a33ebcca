/* SPDX-License-Identifier: MIT
 * JarvisLabs' servers: free devices and a price per GPU by region. A model stands there once per kind of workload;
 * a figure that is no number is not told. */
#include "config.h"

#include "provider.h"
#include "sources.h"
#include "venue.h"

#include "base/text.h"

#include <string.h>

static const struct venue venue = {"JarvisLabs", "jarvislabs_stock", GPU_NAMES_JARVIS, GPU_ROLE_MARKET};

static bool request(const struct subscription *subscription, const char *token, struct source_request *request,
                    struct error *err)
{
    (void)token;
    return venue_get(request, subscription, "https://backendn.jarvislabs.net/misc/server_meta",
                     "Authorization: Bearer ", err);
}

/* The same devices listed as machine and as container are the same devices. */
static bool is_listed(const struct observations *observations, const char *name, const char *region)
{
    for (size_t i = 0; i < observations->gpu_quote_count; i++)
        if (strcmp(observations->gpu_quotes[i].raw_model, name) == 0 &&
            strcmp(observations->gpu_quotes[i].region, region) == 0)
            return true;
    return false;
}

static void read_server(struct observations *observations, const struct cJSON *item)
{
    char region[40];
    const char *name = json_string(item, "gpu_type");
    json_text(item, "region", region, sizeof region);
    struct amount price = json_number(item, "price_per_hour"), idle = json_amount(item, "num_free_devices", 0, 1e5);
    bool told = (price.known || idle.known) && !is_listed(observations, name, region);
    struct gpu_quote *quote = told ? venue_quote(&venue, observations, name) : NULL;
    if (quote == NULL)
        return;
    quote->unit = GPU_USD_EACH;
    quote->price = price;
    quote->spot = json_number(item, "spot_price");
    text_copy(quote->region, sizeof quote->region, region);
    venue_free_gpus(quote, idle);
}

static bool parse(const struct subscription *subscription, const struct source_response *response,
                  struct observations *observations, struct error *err)
{
    (void)subscription;
    return venue_read(&venue, "server_meta", read_server, response, observations, err);
}

const struct source_provider provider_jarvislabs = {
    .name = "jarvislabs",
    .heading = "JarvisLabs",
    .homepage = "https://jarvislabs.ai",
    .terms = "free account; no limit published",
    .rate = 0.1,
    .burst = 1,
    .key = "jarvislabs",
    .key_home = "jarvislabs.ai/settings",
};

const struct source source_jarvislabs_stock = {
    .name = "jarvislabs_stock",
    .heading = "JarvisLabs stock",
    .provider = &provider_jarvislabs,
    .kind = DATASET_GPU_MARKET,
    .role = SOURCE_MERGE,
    .batch = 1,
    .refresh_seconds = 900,
    .request = request,
    .parse = parse,
};
