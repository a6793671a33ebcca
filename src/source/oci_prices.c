/* SPDX-License-Identifier: MIT
 * Oracle's price list, by part number: lookalikes (licences, Cloud@Customer) have the same metric. Nothing is said
 * of stock, and its spot price is a fixed half, so neither is asked. */
#include "config.h"

#include "provider.h"
#include "sources.h"
#include "venue.h"

#include "base/text.h"

#include <string.h>

static const struct venue venue = {"Oracle", "oci_prices", GPU_NAMES_OCI, GPU_ROLE_LIST};

static bool request(const struct subscription *subscription, const char *token, struct source_request *request,
                    struct error *err)
{
    (void)token;
    return venue_get(request, subscription,
                     "https://apexapps.oracle.com/pls/apex/cetools/api/v1/products/?currencyCode=USD", NULL, err);
}

static struct amount pay_as_you_go(const struct cJSON *item)
{
    const struct cJSON *localized = json_first(json_member(item, "currencyCodeLocalizations"));
    for (; localized != NULL; localized = json_next(localized)) {
        const struct cJSON *price = json_first(json_member(localized, "prices"));
        if (strcmp(json_string(localized, "currencyCode"), "USD") != 0)
            continue;
        for (; price != NULL; price = json_next(price))
            if (strcmp(json_string(price, "model"), "PAY_AS_YOU_GO") == 0)
                return json_number(price, "value");
    }
    return AMOUNT_UNKNOWN;
}

static void read_product(struct observations *observations, const struct cJSON *item)
{
    bool rent = strcmp(json_string(item, "metricName"), "GPU Per Hour") == 0;
    struct gpu_quote *quote = rent ? venue_quote(&venue, observations, json_string(item, "partNumber")) : NULL;
    if (quote == NULL)
        return;
    quote->unit = GPU_USD_EACH;
    quote->price = pay_as_you_go(item);
}

static bool parse(const struct subscription *subscription, const struct source_response *response,
                  struct observations *observations, struct error *err)
{
    (void)subscription;
    return venue_read(&venue, "items", read_product, response, observations, err);
}

const struct source_provider provider_oracle = {
    .name = "oracle",
    .heading = "Oracle Cloud",
    .homepage = "https://www.oracle.com/cloud/price-list",
    .terms = "public price list, facts",
    .rate = 0.1,
    .burst = 1,
};

const struct source source_oci_prices = {
    .name = "oci_prices",
    .heading = "Oracle price list",
    .provider = &provider_oracle,
    .kind = DATASET_GPU_MARKET,
    .role = SOURCE_MERGE,
    .batch = 1,
    .refresh_seconds = 86400,
    .request = request,
    .parse = parse,
};
