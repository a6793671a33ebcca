/* SPDX-License-Identifier: MIT
 * Lambda's instance types: a price for the whole instance in cents, and the regions that have it; none means sold
 * out. */
#include "config.h"

#include "provider.h"
#include "sources.h"
#include "venue.h"

#include "base/text.h"

static const struct venue venue = {"Lambda", "lambda_stock", GPU_NAMES_LAMBDA, GPU_ROLE_MARKET};

static bool request(const struct subscription *subscription, const char *token, struct source_request *request,
                    struct error *err)
{
    (void)token;
    return venue_get(request, subscription, "https://cloud.lambda.ai/api/v1/instance-types",
                     "Authorization: Bearer ", err);
}

static void add(struct observations *observations, const struct cJSON *type, const struct cJSON *region)
{
    struct gpu_quote *quote = venue_quote(&venue, observations, json_string(type, "name"));
    if (quote == NULL)
        return;
    quote->unit = GPU_CENTS_WHOLE;
    quote->price = json_number(type, "price_cents_per_hour");
    json_text(region, "name", quote->region, sizeof quote->region);
    venue_in_stock(quote, region != NULL);
}

static void read_entry(struct observations *observations, const struct cJSON *entry)
{
    const struct cJSON *type = json_member(entry, "instance_type");
    const struct cJSON *regions = json_member(entry, "regions_with_capacity_available");
    if (!json_is_array(regions))
        return; /* not told, which is not sold out */
    if (json_first(regions) == NULL)
        add(observations, type, NULL);
    for (const struct cJSON *region = json_first(regions); region != NULL; region = json_next(region))
        add(observations, type, region);
}

static bool parse(const struct subscription *subscription, const struct source_response *response,
                  struct observations *observations, struct error *err)
{
    (void)subscription;
    return venue_read(&venue, "data", read_entry, response, observations, err);
}

const struct source_provider provider_lambda = {
    .name = "lambda",
    .heading = "Lambda",
    .homepage = "https://lambda.ai",
    .terms = "free account; one request a second",
    .rate = 0.2,
    .burst = 1,
    .key = "lambda",
    .key_home = "cloud.lambda.ai/api-keys",
};

const struct source source_lambda_stock = {
    .name = "lambda_stock",
    .heading = "Lambda stock",
    .provider = &provider_lambda,
    .kind = DATASET_GPU_MARKET,
    .role = SOURCE_MERGE,
    .batch = 1,
    .refresh_seconds = 600,
    .request = request,
    .parse = parse,
};
