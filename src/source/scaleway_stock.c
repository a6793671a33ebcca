/* SPDX-License-Identifier: MIT
 * Scaleway's availability, zone by zone: the best defined stock words there are. Prices are in euro and not asked.
 */
#include "config.h"

#include "provider.h"
#include "sources.h"
#include "venue.h"

#include "base/text.h"

#include <stdio.h>
#include <string.h>

static const struct venue venue = {"Scaleway", "scaleway_stock", GPU_NAMES_SCALEWAY, GPU_ROLE_MARKET};

static const char *const zones[] = {"fr-par-1", "fr-par-2", "nl-ams-1", "pl-waw-2"};

#define ZONES (sizeof zones / sizeof zones[0])

static const struct {
    const char *word;
    double score;
} words[] = {{"available", 1}, {"scarce", 0.5}, {"shortage", 0}};

static size_t zone_of(const struct subscription *subscription)
{
    for (size_t i = 1; i < ZONES; i++)
        if (strcmp(subscription->older_name, zones[i]) == 0)
            return i;
    return 0;
}

static bool request(const struct subscription *subscription, const char *token, struct source_request *request,
                    struct error *err)
{
    char url[160];
    (void)token;
    snprintf(url, sizeof url,
             "https://api.scaleway.com/instance/v1/zones/%s/products/servers/availability?per_page=100",
             zones[zone_of(subscription)]);
    return venue_get(request, subscription, url, NULL, err);
}

static void read_server(struct observations *observations, const struct cJSON *server, const char *zone)
{
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        bool said = strcmp(json_string(server, "availability"), words[i].word) == 0;
        struct gpu_quote *quote = said ? venue_quote(&venue, observations, json_name(server)) : NULL;
        if (quote == NULL)
            continue;
        quote->stock = amount_of(words[i].score);
        text_copy(quote->word, sizeof quote->word, words[i].word);
        text_copy(quote->region, sizeof quote->region, zone);
    }
}

static bool parse(const struct subscription *subscription, const struct source_response *response,
                  struct observations *observations, struct error *err)
{
    size_t zone = zone_of(subscription);
    struct cJSON *root = NULL;
    bool closed = response->status == 404 && zone > 0; /* a zone that is no more */
    if (!closed && !venue_document(response, &root, err))
        return false;
    const struct cJSON *servers = json_member(root, "servers");
    bool good = closed || json_is_object(servers);
    for (const struct cJSON *item = json_first_member(servers); item != NULL; item = json_next(item))
        read_server(observations, item, zones[zone]);
    json_free(root);
    if (!good)
        return error_set(err, ERROR_FORMAT, "Scaleway's answer holds no servers");
    if (zone + 1 == ZONES)
        return venue_publish_whole(&venue, response, observations, err);
    venue_publish(&venue, response, observations);
    text_copy(observations->older_name, sizeof observations->older_name, zones[zone + 1]);
    return true;
}

const struct source_provider provider_scaleway = {
    .name = "scaleway",
    .heading = "Scaleway",
    .homepage = "https://www.scaleway.com",
    .terms = "keyless public API",
    .rate = 0.2,
    .burst = 1,
};

const struct source source_scaleway_stock = {
    .name = "scaleway_stock",
    .heading = "Scaleway stock",
    .provider = &provider_scaleway,
    .kind = DATASET_GPU_MARKET,
    .role = SOURCE_MERGE,
    .batch = 1,
    .refresh_seconds = 900,
    .gathers = true,
    .request = request,
    .parse = parse,
};
