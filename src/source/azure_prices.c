/* SPDX-License-Identifier: MIT
 * Azure's retail prices, page by page. Low-priority, dedicated and Windows rows are other goods; a reservation's
 * price stands for its whole term although its unit says an hour. Spot within 2 % of on-demand is not priced at
 * all. */
#include "config.h"

#include "provider.h"
#include "request_url.h"
#include "sources.h"
#include "venue.h"

#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define UNPRICED  0.98
#define SKIP_MOST 20000

static const struct venue venue = {"Azure", "azure_prices", GPU_NAMES_AZURE, GPU_ROLE_LIST};

static const char *const types[] = {
    "Standard_ND96isr_H100_v5",   "Standard_ND96isr_H200_v5",       "Standard_ND96asr_v4",
    "Standard_ND96amsr_A100_v4",  "Standard_NC24ads_A100_v4",       "Standard_NC40ads_H100_v5",
    "Standard_ND96isr_MI300X_v5", "Standard_ND128isr_NDR_GB200_v6", "Standard_ND128isr_GB300_v6",
};

static bool request(const struct subscription *subscription, const char *token, struct source_request *request,
                    struct error *err)
{
    struct request_url url;
    (void)token;
    *request =
        (struct source_request){.accept = "application/json", .body_limit = (size_t)8 << 20, .total_seconds = 20};
    request_url_start(&url, request->url, sizeof request->url);
    request_url_add(&url, "https://prices.azure.com/api/retail/prices?$filter=");
    request_url_add_encoded(&url, "serviceName eq 'Virtual Machines' and priceType eq 'Consumption' and (");
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
        request_url_add_encoded(&url, i > 0 ? " or armSkuName eq '" : "armSkuName eq '");
        request_url_add_encoded(&url, types[i]);
        request_url_add_encoded(&url, "'");
    }
    request_url_add_encoded(&url, ")");
    if (subscription->older_name[0] != '\0') {
        request_url_add(&url, "&$skip=");
        request_url_add_encoded(&url, subscription->older_name);
    }
    return request_url_done(&url, err);
}

/* On-demand and spot of one type and region come as two rows. */
static struct gpu_quote *quote_of(struct observations *observations, const char *type, const char *region)
{
    for (size_t i = 0; i < observations->gpu_quote_count; i++) {
        struct gpu_quote *quote = &observations->gpu_quotes[i];
        if (strcmp(quote->raw_model, type) == 0 && strcmp(quote->region, region) == 0)
            return quote;
    }
    struct gpu_quote *quote = venue_quote(&venue, observations, type);
    if (quote != NULL) {
        quote->unit = GPU_USD_WHOLE;
        text_copy(quote->region, sizeof quote->region, region);
    }
    return quote;
}

static bool is_another_good(const struct cJSON *item)
{
    const char *name = json_string(item, "skuName");
    return strcmp(json_string(item, "type"), "Consumption") != 0 || strstr(name, "Low Priority") != NULL ||
           strstr(name, "Dedicated") != NULL || strstr(json_string(item, "productName"), "Windows") != NULL ||
           strcmp(json_string(item, "unitOfMeasure"), "1 Hour") != 0;
}

static void read_item(struct observations *observations, const struct cJSON *item)
{
    char region[40];
    struct amount price = json_number(item, "retailPrice");
    json_text(item, "armRegionName", region, sizeof region);
    if (is_another_good(item) || !price.known || region[0] == '\0')
        return;
    struct gpu_quote *quote = quote_of(observations, json_string(item, "armSkuName"), region);
    if (quote == NULL)
        return;
    if (strstr(json_string(item, "skuName"), "Spot") != NULL)
        quote->spot = price;
    else
        quote->price = price;
}

static void drop_unpriced(struct observations *observations)
{
    for (size_t i = 0; i < observations->gpu_quote_count; i++) {
        struct gpu_quote *quote = &observations->gpu_quotes[i];
        struct amount ratio = amount_over(quote->spot, quote->price);
        if (ratio.known && ratio.value >= UNPRICED)
            quote->spot = AMOUNT_UNKNOWN;
    }
}

/* Only the offset of the next page's address is used; an empty page is the end whatever it says. */
static void name_next(const struct subscription *subscription, const struct cJSON *root,
                      struct observations *observations)
{
    const char *mark = "skip=", *at = strstr(json_string(root, "NextPageLink"), mark);
    long now = strtol(subscription->older_name, NULL, 10),
         next = at != NULL ? strtol(at + strlen(mark), NULL, 10) : 0;
    observations->older_name[0] = '\0';
    if (json_first(json_member(root, "Items")) != NULL && next > now && next <= SKIP_MOST)
        snprintf(observations->older_name, sizeof observations->older_name, "%ld", next);
}

static bool parse(const struct subscription *subscription, const struct source_response *response,
                  struct observations *observations, struct error *err)
{
    struct cJSON *root;
    if (!venue_document(response, &root, err))
        return false;
    const struct cJSON *items = json_member(root, "Items");
    bool good = json_is_array(items);
    for (const struct cJSON *item = json_first(items); item != NULL; item = json_next(item))
        read_item(observations, item);
    name_next(subscription, root, observations);
    json_free(root);
    if (!good)
        return error_set(err, ERROR_FORMAT, "Azure's answer holds no prices");
    drop_unpriced(observations);
    if (observations->older_name[0] == '\0')
        return venue_publish_whole(&venue, response, observations, err);
    venue_publish(&venue, response, observations);
    return true;
}

const struct source_provider provider_azure = {
    .name = "azure",
    .heading = "Azure",
    .homepage = "https://azure.microsoft.com/pricing",
    .terms = "public Retail Prices API, facts",
    .rate = 0.2,
    .burst = 1,
};

const struct source source_azure_prices = {
    .name = "azure_prices",
    .heading = "Azure retail prices",
    .provider = &provider_azure,
    .kind = DATASET_GPU_MARKET,
    .role = SOURCE_MERGE,
    .batch = 1,
    .gathers = true,
    .refresh_seconds = 86400,
    .request = request,
    .parse = parse,
};
