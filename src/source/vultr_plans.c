/* SPDX-License-Identifier: MIT
 * Vultr's plans, bare metal first, then cloud GPUs. Plans with a part of a card's memory are parts of a GPU and
 * left out. An empty list of locations means sold out. */
#include "config.h"

#include "provider.h"
#include "sources.h"
#include "venue.h"

#include "base/text.h"

#include <stdio.h>
#include <string.h>

static const struct venue venue = {"Vultr", "vultr_plans", GPU_NAMES_VULTR, GPU_ROLE_MARKET};

#define CLOUD "vcg"

static bool request(const struct subscription *subscription, const char *token, struct source_request *request,
                    struct error *err)
{
    (void)token;
    bool cloud = strcmp(subscription->older_name, CLOUD) == 0;
    return venue_get(request, subscription,
                     cloud ? "https://api.vultr.com/v2/plans?type=vcg&per_page=500"
                           : "https://api.vultr.com/v2/plans-metal?per_page=500",
                     NULL, err);
}

static void add(struct observations *observations, const struct cJSON *plan, const char *name, const char *place)
{
    struct gpu_quote *quote = venue_quote(&venue, observations, name);
    if (quote == NULL)
        return;
    quote->unit = GPU_USD_WHOLE;
    quote->price = json_number(plan, "hourly_cost");
    quote->spot = json_number(plan, "hourly_cost_preemptible");
    text_copy(quote->region, sizeof quote->region, place);
    venue_in_stock(quote, place[0] != '\0');
}

static void read_plan(struct observations *observations, const struct cJSON *plan)
{
    char name[64], place[24];
    const struct cJSON *locations = json_member(plan, "locations");
    struct amount memory = json_amount(plan, "gpu_vram_gb", 1, 10000);
    if (memory.known)
        snprintf(name, sizeof name, "%.40s %.0f", json_string(plan, "gpu_type"), memory.value);
    else
        text_copy(name, sizeof name, json_string(plan, "id"));
    if (!json_is_array(locations))
        return; /* not told, which is not sold out */
    if (json_first(locations) == NULL)
        add(observations, plan, name, "");
    for (const struct cJSON *item = json_first(locations); item != NULL; item = json_next(item))
        if (json_text_of(item, place, sizeof place) > 0)
            add(observations, plan, name, place);
}

static bool parse(const struct subscription *subscription, const struct source_response *response,
                  struct observations *observations, struct error *err)
{
    bool cloud = strcmp(subscription->older_name, CLOUD) == 0;
    struct cJSON *root;
    if (!venue_document(response, &root, err))
        return false;
    const struct cJSON *plans = json_member(root, cloud ? "plans" : "plans_metal");
    bool good = json_is_array(plans);
    for (const struct cJSON *plan = json_first(plans); plan != NULL; plan = json_next(plan))
        read_plan(observations, plan);
    json_free(root);
    if (!good)
        return error_set(err, ERROR_FORMAT, "Vultr's answer holds no plans");
    if (cloud)
        return venue_publish_whole(&venue, response, observations, err);
    venue_publish(&venue, response, observations);
    text_copy(observations->older_name, sizeof observations->older_name, CLOUD);
    return true;
}

const struct source_provider provider_vultr = {
    .name = "vultr",
    .heading = "Vultr",
    .homepage = "https://www.vultr.com/pricing",
    .terms = "keyless public API, 30 requests a second",
    .rate = 0.2,
    .burst = 1,
};

const struct source source_vultr_plans = {
    .name = "vultr_plans",
    .heading = "Vultr plans",
    .provider = &provider_vultr,
    .kind = DATASET_GPU_MARKET,
    .role = SOURCE_MERGE,
    .batch = 1,
    .refresh_seconds = 900,
    .gathers = true,
    .request = request,
    .parse = parse,
};
