/* SPDX-License-Identifier: MIT
 * Ornn's settled index: executed rentals, one figure per model and day at 20:00 UTC. An index and no venue: shown
 * beside the market, without a vote in it. */
#include "config.h"

#include "provider.h"
#include "sources.h"
#include "venue.h"

#include "base/text.h"

#include "base/date.h"

#include <string.h>

#define VENUE "Ornn index"

static bool request(const struct subscription *subscription, const char *token, struct source_request *request,
                    struct error *err)
{
    (void)token;
    return venue_get(request, subscription, "https://api.ornnai.com/api/daily-index/all", NULL, err);
}

static void read_row(const struct source_response *response, struct observations *observations,
                     const struct cJSON *row)
{
    char day[11];
    const char *doubt = NULL;
    const struct gpu_name *name = gpu_name_find(GPU_NAMES_ORNN, json_string(row, "gpu_type"));
    json_text(row, "date", day, sizeof day);
    int32_t settled = date_from_iso(day);
    struct amount quoted = json_number(row, "index_value");
    struct amount price = gpu_price(quoted, GPU_USD_EACH, 1, &doubt);
    int64_t at = settled != DATE_UNKNOWN ? (int64_t)settled * 86400 + 20 * 3600 : 0;
    struct gpu_book *book = name != NULL && at > 0 && at <= response->received_at && (price.known || doubt != NULL)
                                ? observations_add_book(observations)
                                : NULL;
    if (book == NULL)
        return;
    text_copy(book->venue, sizeof book->venue, VENUE);
    text_copy(book->model, sizeof book->model, name->model);
    text_copy(book->source, sizeof book->source, "ornn_index");
    text_copy(book->raw_unit, sizeof book->raw_unit, gpu_unit_name(GPU_USD_EACH));
    text_copy(book->doubt, sizeof book->doubt, doubt != NULL ? doubt : "");
    book->doubted = doubt != NULL ? amount_of(1) : AMOUNT_UNKNOWN;
    book->seen_at = at;
    book->role = GPU_ROLE_INDEX;
    book->median = price;
    book->raw = quoted;
    book->raw_gpus = 1;
}

static bool parse(const struct subscription *subscription, const struct source_response *response,
                  struct observations *observations, struct error *err)
{
    struct cJSON *root;
    (void)subscription;
    if (!venue_document(response, &root, err))
        return false;
    for (const struct cJSON *row = json_first(json_member(root, "data")); row != NULL; row = json_next(row))
        read_row(response, observations, row);
    json_free(root);
    if (observations->book_count == 0)
        return error_set(err, ERROR_FORMAT, "Ornn's answer holds no settled price");
    return true;
}

const struct source_provider provider_ornn = {
    .name = "ornn",
    .heading = "Ornn",
    .homepage = "https://www.ornnai.com",
    .terms = "free tier, 60 requests a minute; personal use, no redistribution",
    .rate = 0.2,
    .burst = 1,
};

const struct source source_ornn_index = {
    .name = "ornn_index",
    .heading = "Ornn settled index",
    .provider = &provider_ornn,
    .kind = DATASET_GPU_MARKET,
    .role = SOURCE_MERGE,
    .batch = 1,
    .refresh_seconds = 3600,
    .request = request,
    .parse = parse,
};
