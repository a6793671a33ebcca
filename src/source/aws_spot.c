/* SPDX-License-Identifier: MIT
 * AWS's file of spot prices: JSON within a call of a function, some regions by the names of long ago, "N/A*" where
 * there is none. It carries no date, so that the server's must do: what is old is no price of now. */
#include "config.h"

#include "provider.h"
#include "rss.h"
#include "sources.h"
#include "venue.h"

#include "base/text.h"

#include <string.h>

#define OLD_SECONDS (3 * 86400)

static const struct venue venue = {"AWS spot", "aws_spot", GPU_NAMES_AWS, GPU_ROLE_LIST};

static bool request(const struct subscription *subscription, const char *token, struct source_request *request,
                    struct error *err)
{
    (void)token;
    return venue_get(request, subscription, "https://spot-price.s3.amazonaws.com/spot.js", NULL, err);
}

static const char *region_name(const char *name)
{
    static const struct {
        const char *before, *now;
    } names[] = {{"us-east", "us-east-1"},       {"us-west", "us-west-1"},       {"eu-ireland", "eu-west-1"},
                 {"apac-sin", "ap-southeast-1"}, {"apac-syd", "ap-southeast-2"}, {"apac-tokyo", "ap-northeast-1"}};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (strcmp(names[i].before, name) == 0)
            return names[i].now;
    return name;
}

static struct amount linux_price(const struct cJSON *size)
{
    const struct cJSON *column = json_first(json_member(size, "valueColumns"));
    for (; column != NULL; column = json_next(column))
        if (strcmp(json_string(column, "name"), "linux") == 0)
            return json_number(json_member(column, "prices"), "USD"); /* "N/A*" is no number */
    return AMOUNT_UNKNOWN;
}

static void read_region(struct observations *observations, const struct cJSON *region)
{
    char name[40];
    json_text(region, "region", name, sizeof name);
    const struct cJSON *type = json_first(json_member(region, "instanceTypes"));
    for (; type != NULL; type = json_next(type)) {
        const struct cJSON *size = json_first(json_member(type, "sizes"));
        for (; size != NULL; size = json_next(size)) {
            struct amount spot = linux_price(size);
            struct gpu_quote *quote =
                spot.known ? venue_quote(&venue, observations, json_string(size, "size")) : NULL;
            if (quote == NULL)
                continue;
            quote->unit = GPU_USD_WHOLE;
            quote->spot = spot;
            text_copy(quote->region, sizeof quote->region, region_name(name));
        }
    }
}

/* callback({...}); with the call, or without. */
static struct cJSON *unwrap(const struct source_response *response, struct error *err)
{
    static const char call[] = "callback(";
    const char *first = response->body, *end = response->body + response->length;
    if (response->length <= strlen(call) || memcmp(first, call, strlen(call)) != 0)
        return json_parse(response->body, response->length, err);
    first += strlen(call);
    while (end > first && strchr("; \r\n", end[-1]) != NULL)
        end--;
    if (end == first || end[-1] != ')') {
        error_set(err, ERROR_FORMAT, "AWS's file of spot prices is cut short");
        return NULL;
    }
    return json_parse(first, (size_t)(end - 1 - first), err);
}

static bool parse(const struct subscription *subscription, const struct source_response *response,
                  struct observations *observations, struct error *err)
{
    (void)subscription;
    if (!source_status_ok(response, err))
        return false;
    int64_t made_at = response->modified != NULL ? rss_time(response->modified) : 0;
    if (made_at < response->received_at - OLD_SECONDS)
        return error_set(err, ERROR_NO_DATA,
                         made_at > 0 ? "AWS's file of spot prices is no longer made anew"
                                     : "AWS's file of spot prices does not say of when it is");
    struct cJSON *root = unwrap(response, err);
    if (root == NULL)
        return false;
    const struct cJSON *region = json_first(json_member(json_member(root, "config"), "regions"));
    for (; region != NULL; region = json_next(region))
        read_region(observations, region);
    json_free(root);
    return venue_publish_whole(&venue, response, observations, err);
}

const struct source source_aws_spot = {
    .name = "aws_spot",
    .heading = "AWS spot prices",
    .provider = &provider_aws_spot,
    .kind = DATASET_GPU_MARKET,
    .role = SOURCE_MERGE,
    .batch = 1,
    .refresh_seconds = 21600,
    .request = request,
    .parse = parse,
};

const struct source_provider provider_aws_spot = {
    .name = "aws_spot",
    .heading = "AWS spot file",
    .homepage = "https://aws.amazon.com/ec2/spot/pricing",
    .terms = "public price file, undocumented; the spot advisor tells more",
    .off_because = "the file may be frozen; the spot advisor is read",
    .rate = 0.1,
    .burst = 1,
};
