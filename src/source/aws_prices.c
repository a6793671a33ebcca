/* SPDX-License-Identifier: MIT
 * AWS: the spot advisor tells by region how far spot lies below on-demand and how often it is taken back; the
 * metered list tells on-demand prices of one region. A list: it says nothing of stock. */
#include "config.h"

#include "json_scan.h"
#include "provider.h"
#include "sources.h"
#include "venue.h"

#include "base/text.h"

#include <string.h>

#define ON_DEMAND  "on-demand"
#define RATIO_MOST 1.5
#define URL                                                                                                        \
    "https://b0.p.awsstatic.com/pricing/2.0/meteredUnitMaps/ec2/USD/current/ec2-ondemand-without-sec-sel/"         \
    "US%20East%20(N.%20Virginia)/Linux/index.json"

static const struct venue venue = {"AWS", "aws_prices", GPU_NAMES_AWS, GPU_ROLE_LIST};

static bool is_list(const struct subscription *subscription)
{
    return strcmp(subscription->older_name, ON_DEMAND) == 0;
}

static bool request(const struct subscription *subscription, const char *token, struct source_request *request,
                    struct error *err)
{
    (void)token;
    return venue_get(request, subscription,
                     is_list(subscription) ? URL
                                           : "https://spot-bid-advisor.s3.amazonaws.com/spot-advisor-data.json",
                     NULL, err);
}

/* {"s": savings in percent, "r": 0..4}. Savings can be negative: spot above the region's list. */
static void read_advice(struct observations *observations, const char *type, const char *region,
                        struct json_slice advice)
{
    struct json_scan scan;
    struct json_slice name, value;
    double savings, rate;
    bool has_savings = false, has_rate = false;
    json_scan_begin(&scan, advice.at, advice.length);
    if (!json_scan_enter(&scan, '{'))
        return;
    while (json_scan_member(&scan, &name) && json_scan_take(&scan, &value)) {
        if (json_slice_is(name, "s"))
            has_savings = json_slice_number(value, &savings) && savings <= 100 && savings >= -1000;
        else if (json_slice_is(name, "r"))
            has_rate = json_slice_number(value, &rate) && rate >= 0 && rate <= 4;
    }
    struct gpu_quote *quote = has_savings ? venue_quote(&venue, observations, type) : NULL;
    if (quote == NULL)
        return;
    double ratio = 1 - savings / 100;
    quote->spot_ratio = amount_of(ratio < RATIO_MOST ? ratio : RATIO_MOST);
    quote->interruption = has_rate ? amount_of(rate) : AMOUNT_UNKNOWN;
    text_copy(quote->region, sizeof quote->region, region);
}

static void read_region(struct observations *observations, const char *region, struct json_slice systems)
{
    struct json_scan scan;
    struct json_slice name, value;
    char type[32];
    json_scan_begin(&scan, systems.at, systems.length);
    if (!json_scan_find(&scan, "Linux") || !json_scan_enter(&scan, '{'))
        return;
    while (json_scan_member(&scan, &name) && json_scan_take(&scan, &value)) {
        venue_word(type, sizeof type, name.at, name.length);
        if (gpu_name_find(venue.naming, type) != NULL)
            read_advice(observations, type, region, value);
    }
}

static bool read_advisor(const struct source_response *response, struct observations *observations,
                         struct error *err)
{
    struct json_scan scan;
    struct json_slice name, value;
    char region[40];
    json_scan_begin(&scan, response->body, response->length);
    if (!json_scan_find(&scan, "spot_advisor") || !json_scan_enter(&scan, '{'))
        return error_set(err, ERROR_FORMAT, "AWS's spot advisor holds no regions");
    while (json_scan_member(&scan, &name) && json_scan_take(&scan, &value)) {
        venue_word(region, sizeof region, name.at, name.length);
        read_region(observations, region, value);
    }
    if (!json_scan_finish(&scan))
        return error_set(err, ERROR_FORMAT, "AWS's spot advisor is cut short or malformed");
    return true;
}

static bool read_list(const struct source_response *response, struct observations *observations, struct error *err)
{
    struct cJSON *root = json_parse(response->body, response->length, err);
    const struct cJSON *region = json_first_member(json_member(root, "regions"));
    bool any = region != NULL;
    for (; region != NULL; region = json_next(region)) {
        const struct cJSON *entry = json_first_member(region);
        for (; entry != NULL; entry = json_next(entry)) {
            struct gpu_quote *quote = venue_quote(&venue, observations, json_string(entry, "Instance Type"));
            if (quote == NULL)
                continue;
            quote->unit = GPU_USD_WHOLE;
            quote->price = json_number(entry, "price");
            text_copy(quote->region, sizeof quote->region, "us-east-1");
        }
    }
    bool good = root != NULL;
    json_free(root);
    return good && (any || error_set(err, ERROR_FORMAT, "AWS's price list holds no regions"));
}

static bool parse(const struct subscription *subscription, const struct source_response *response,
                  struct observations *observations, struct error *err)
{
    if (!source_status_ok(response, err))
        return false;
    if (is_list(subscription))
        return read_list(response, observations, err) && venue_publish_whole(&venue, response, observations, err);
    if (!read_advisor(response, observations, err))
        return false;
    venue_publish(&venue, response, observations);
    text_copy(observations->older_name, sizeof observations->older_name, ON_DEMAND);
    return true;
}

const struct source_provider provider_aws = {
    .name = "aws",
    .heading = "AWS",
    .homepage = "https://aws.amazon.com/ec2/spot/instance-advisor",
    .terms = "public price files, facts; the metered list is undocumented",
    .rate = 0.2,
    .burst = 1,
};

const struct source source_aws_prices = {
    .name = "aws_prices",
    .heading = "AWS spot and on-demand",
    .provider = &provider_aws,
    .kind = DATASET_GPU_MARKET,
    .role = SOURCE_MERGE,
    .batch = 1,
    .gathers = true,
    .refresh_seconds = 86400,
    .request = request,
    .parse = parse,
};
