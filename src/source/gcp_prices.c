/* SPDX-License-Identifier: MIT
 * Google Cloud's prices as Cyclenerd publishes them: where each accelerator exists, then a YAML file of prices.
 * Prices of regions that do not have the accelerator are left over from long ago and would ruin the median. */
#include "config.h"

#include "provider.h"
#include "sources.h"
#include "venue.h"

#include "base/text.h"

#include <stdlib.h>
#include <string.h>

#define PRICES      "prices"
#define ROOT        "https://raw.githubusercontent.com/Cyclenerd/google-cloud-pricing-cost-calculator/master/"
#define LEVELS_MOST 8
#define NAME_SIZE   48

static const struct venue venue = {"Google", "gcp_prices", GPU_NAMES_GCP, GPU_ROLE_LIST};

static bool is_prices(const struct subscription *subscription)
{
    return strcmp(subscription->older_name, PRICES) == 0;
}

static bool request(const struct subscription *subscription, const char *token, struct source_request *request,
                    struct error *err)
{
    (void)token;
    bool good =
        venue_get(request, subscription,
                  is_prices(subscription) ? ROOT "pricing.yml" : ROOT "tools/acceleratortyperegion.csv", NULL, err);
    request->accept = NULL;
    return good;
}

/* NULL of a line without its end: of a list that was cut the last figure may lack digits. */
static const char *line_end(const char *at, const char *end)
{
    return memchr(at, '\n', (size_t)(end - at));
}

/* --- where: NAME;REGION, a region or one of its zones --- */

static void read_place(struct observations *observations, const char *line, size_t length)
{
    char name[NAME_SIZE], region[NAME_SIZE];
    const char *semicolon = memchr(line, ';', length);
    if (semicolon == NULL)
        return;
    venue_word(name, sizeof name, line, (size_t)(semicolon - line));
    venue_word(region, sizeof region, semicolon + 1, (size_t)(line + length - semicolon - 1));
    region[strcspn(region, "\r;")] = '\0';
    size_t used = strlen(region);
    if (used > 2 && region[used - 2] == '-')
        region[used - 2] = '\0';
    const struct venue accelerators = {venue.name, venue.source, GPU_NAMES_GCP_CARDS, venue.role};
    struct gpu_quote *quote = venue_quote(&accelerators, observations, name);
    if (quote != NULL)
        text_copy(quote->region, sizeof quote->region, region);
}

static bool read_places(const struct source_response *response, struct observations *observations,
                        struct error *err)
{
    const char *end = response->body + response->length;
    for (const char *at = response->body, *stop; (stop = line_end(at, end)) != NULL; at = stop + 1)
        read_place(observations, at, (size_t)(stop - at));
    if (observations->gpu_quote_count == 0)
        return error_set(err, ERROR_FORMAT, "the list of Google's accelerators names none that we follow");
    return true;
}

/* --- prices: compute > instance > TYPE > cost > REGION > hour, hour_spot --- */

struct path { /* the keys above the line at hand */
    char names[LEVELS_MOST][NAME_SIZE];
    size_t indents[LEVELS_MOST];
    size_t depth;
};

static bool is_at(const struct path *path, size_t level, const char *name)
{
    return strcmp(path->names[level], name) == 0;
}

static bool exists(const struct observations *observations, const char *model, const char *region)
{
    for (size_t i = 0; i < observations->gpu_quote_count; i++) {
        const struct gpu_quote *quote = &observations->gpu_quotes[i];
        if (strcmp(quote->model, model) == 0 && strcmp(quote->region, region) == 0)
            return true;
    }
    return false;
}

static struct gpu_quote *quote_of(struct observations *observations, const char *type, const char *region)
{
    for (size_t i = 0; i < observations->gpu_quote_count; i++) {
        struct gpu_quote *quote = &observations->gpu_quotes[i];
        if (strcmp(quote->raw_model, type) == 0 && strcmp(quote->region, region) == 0)
            return quote;
    }
    const struct gpu_name *name = gpu_name_find(venue.naming, type);
    bool offered = name != NULL && exists(observations, name->model, region);
    struct gpu_quote *quote = offered ? venue_quote(&venue, observations, type) : NULL;
    if (quote != NULL) {
        quote->unit = GPU_USD_WHOLE;
        text_copy(quote->region, sizeof quote->region, region);
    }
    return quote;
}

static void take_figure(struct observations *observations, const struct path *path, const char *key,
                        const char *value)
{
    char *stop;
    bool hour = strcmp(key, "hour") == 0, spot = strcmp(key, "hour_spot") == 0;
    if ((!hour && !spot) || path->depth != 5 || !is_at(path, 0, "compute") || !is_at(path, 1, "instance") ||
        !is_at(path, 3, "cost"))
        return;
    double figure = strtod(value, &stop);
    struct gpu_quote *quote = stop != value ? quote_of(observations, path->names[2], path->names[4]) : NULL;
    if (quote == NULL)
        return;
    *(hour ? &quote->price : &quote->spot) = amount_of(figure);
}

static void read_line(struct observations *observations, struct path *path, const char *line, size_t length)
{
    char key[NAME_SIZE], value[NAME_SIZE];
    size_t indent = 0;
    while (indent < length && line[indent] == ' ')
        indent++;
    const char *colon = memchr(line + indent, ':', length - indent);
    if (colon == NULL || line[indent] == '#')
        return;
    while (path->depth > 0 && path->indents[path->depth - 1] >= indent)
        path->depth--;
    venue_word(key, sizeof key, line + indent, (size_t)(colon - line) - indent);
    venue_word(value, sizeof value, colon + 1, (size_t)(line + length - colon - 1));
    if (value[strspn(value, " \r")] != '\0') {
        take_figure(observations, path, key, value + strspn(value, " '\""));
    } else if (path->depth < LEVELS_MOST) {
        text_copy(path->names[path->depth], NAME_SIZE, key);
        path->indents[path->depth++] = indent;
    }
}

static bool read_prices(const struct source_response *response, struct observations *observations,
                        struct error *err)
{
    struct path path = {.depth = 0};
    size_t before = observations->gpu_quote_count;
    const char *end = response->body + response->length;
    for (const char *at = response->body, *stop; (stop = line_end(at, end)) != NULL; at = stop + 1)
        read_line(observations, &path, at, (size_t)(stop - at));
    if (observations->gpu_quote_count == before)
        return error_set(err, ERROR_FORMAT, "the list of Google's prices holds no machine that we follow");
    return true;
}

static bool parse(const struct subscription *subscription, const struct source_response *response,
                  struct observations *observations, struct error *err)
{
    if (!source_status_ok(response, err))
        return false;
    if (is_prices(subscription))
        return read_prices(response, observations, err) && venue_publish_whole(&venue, response, observations, err);
    if (!read_places(response, observations, err))
        return false;
    text_copy(observations->older_name, sizeof observations->older_name, PRICES);
    return true;
}

const struct source_provider provider_cyclenerd = {
    .name = "cyclenerd",
    .heading = "Google Cloud (Cyclenerd)",
    .homepage = "https://github.com/Cyclenerd/google-cloud-pricing-cost-calculator",
    .terms = "Apache-2.0, rebuilt about weekly out of Google's price catalogue",
    .rate = 0.2,
    .burst = 1,
};

const struct source source_gcp_prices = {
    .name = "gcp_prices",
    .heading = "Google Cloud prices",
    .provider = &provider_cyclenerd,
    .kind = DATASET_GPU_MARKET,
    .role = SOURCE_MERGE,
    .batch = 1,
    .gathers = true,
    .refresh_seconds = 604800,
    .request = request,
    .parse = parse,
};
