/* SPDX-License-Identifier: MIT
 * Hyperstack's stock: free GPUs by region and shape, and what it plans to have in 7, 30 and 100 days, which makes
 * the only published lead time. "200+" is cut by the venue: at least 200. */
#include "config.h"

#include "provider.h"
#include "sources.h"
#include "venue.h"

#include "base/text.h"

#include <stdlib.h>
#include <string.h>

static const struct venue venue = {"Hyperstack", "hyperstack_stock", GPU_NAMES_HYPERSTACK, GPU_ROLE_MARKET};

static bool request(const struct subscription *subscription, const char *token, struct source_request *request,
                    struct error *err)
{
    (void)token;
    return venue_get(request, subscription, "https://infrahub-api.nexgencloud.com/v1/core/stocks",
                     "api_key: ", err);
}

#define LONGER_DAYS 101 /* than the venue plans ahead */

static const struct {
    const char *name;
    double days;
} plans[] = {{"planned_7_days", 7}, {"planned_30_days", 30}, {"planned_100_days", 100}};

/* "0", "12", "200+"; null is not told. */
static struct amount read_count(const struct cJSON *item, const char *name)
{
    char *end;
    const char *text = json_string(item, name);
    double count = strtod(text, &end);
    bool whole = end != text && (*end == '\0' || strcmp(end, "+") == 0) && count >= 0 && count <= 1e6;
    return whole ? amount_of(count) : json_amount(item, name, 0, 1e6);
}

static struct amount lead_days(const struct cJSON *item, struct amount available)
{
    bool told = false;
    if (available.known && available.value > 0)
        return amount_of(0);
    for (size_t i = 0; i < sizeof plans / sizeof plans[0]; i++) {
        struct amount planned = read_count(item, plans[i].name);
        told = told || planned.known;
        if (planned.known && planned.value > 0)
            return amount_of(plans[i].days);
    }
    return told ? amount_of(LONGER_DAYS) : AMOUNT_UNKNOWN;
}

static void read_model(struct observations *observations, const struct cJSON *item, const char *region)
{
    struct amount available = read_count(item, "available");
    struct gpu_quote *quote =
        available.known ? venue_quote(&venue, observations, json_string(item, "model")) : NULL;
    if (quote == NULL)
        return;
    text_copy(quote->region, sizeof quote->region, region);
    venue_free_gpus(quote, available);
    quote->lead_days = lead_days(item, available);
    struct amount whole = json_amount(json_member(item, "configurations"), "8x", 0, 1e6);
    if (whole.known && (quote = venue_quote(&venue, observations, json_string(item, "model"))) != NULL) {
        quote->gpus = 8;
        quote->stock = amount_of(whole.value > 0);
        text_copy(quote->region, sizeof quote->region, region);
    }
}

static void read_stock(struct observations *observations, const struct cJSON *stock)
{
    char region[40];
    const struct cJSON *item = json_first(json_member(stock, "models"));
    json_text(stock, "region", region, sizeof region);
    for (; item != NULL; item = json_next(item))
        read_model(observations, item, region);
}

static bool parse(const struct subscription *subscription, const struct source_response *response,
                  struct observations *observations, struct error *err)
{
    (void)subscription;
    return venue_read(&venue, "stocks", read_stock, response, observations, err);
}

const struct source_provider provider_hyperstack = {
    .name = "hyperstack",
    .heading = "Hyperstack",
    .homepage = "https://www.hyperstack.cloud",
    .terms = "free account; no limit published",
    .rate = 0.1,
    .burst = 1,
    .key = "hyperstack",
    .key_home = "console.hyperstack.cloud/api-keys",
};

const struct source source_hyperstack_stock = {
    .name = "hyperstack_stock",
    .heading = "Hyperstack stock",
    .provider = &provider_hyperstack,
    .kind = DATASET_GPU_MARKET,
    .role = SOURCE_MERGE,
    .batch = 1,
    .refresh_seconds = 600,
    .request = request,
    .parse = parse,
};
