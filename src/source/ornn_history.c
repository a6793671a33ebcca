/* SPDX-License-Identifier: MIT
 * Ornn's settled index day by day, about three months back without a key: what charts begin with, and the price
 * pressure of the index until our own fixes reach far enough. Rounded to cents, so that the newest days are left to
 * the settled index itself, and a day that was settled before stays as it was (put_gpu.c). */
#include "config.h"

#include "provider.h"
#include "request_url.h"
#include "sources.h"
#include "venue.h"

#include "base/date.h"
#include "base/text.h"

#include <string.h>

#define VENUE       "Ornn index"
#define DAY_SECONDS 86400
#define DAYS        120 /* as far back as anything looks that is made of it */
#define LEFT_HOURS  44  /* so young a day is told by the settled index, unrounded */

static const char *const *subjects(size_t *count)
{
    static const char *const names[] = {"H100 SXM", "H200", "B200", "A100 SXM4", "RTX 5090"};
    *count = sizeof names / sizeof names[0];
    return names;
}

static bool request(const struct subscription *subscription, const char *token, struct source_request *request,
                    struct error *err)
{
    char text[SOURCE_URL_SIZE], day[16];
    struct request_url url;
    (void)token;
    request_url_start(&url, text, sizeof text);
    request_url_add(&url, "https://api.ornnai.com/api/gpu/");
    request_url_add_encoded(&url, subscription->subject);
    request_url_add(&url, "/index-history?startDate=");
    date_to_iso((int32_t)(subscription->now / DAY_SECONDS) - DAYS, day, sizeof day);
    request_url_add(&url, day);
    request_url_add(&url, "&endDate=");
    date_to_iso((int32_t)(subscription->now / DAY_SECONDS), day, sizeof day);
    request_url_add(&url, day);
    return request_url_done(&url, err) && venue_get(request, subscription, text, NULL, err);
}

static void read_day(const struct source_response *response, struct observations *observations,
                     const struct gpu_name *name, const struct cJSON *row)
{
    char day[11];
    const char *doubt = NULL;
    json_text(row, "timestamp", day, sizeof day);
    int32_t settled = date_from_iso(day);
    int64_t at = settled != DATE_UNKNOWN ? (int64_t)settled * DAY_SECONDS + 20 * 3600 : 0;
    int64_t age = response->received_at - at;
    struct amount price = gpu_price(json_number(row, "index_value"), GPU_USD_EACH, 1, &doubt);
    if (at <= 0 || age < LEFT_HOURS * 3600 || age > (int64_t)DAYS * DAY_SECONDS || venue_is_invented(row)) {
        return;
    }
    if (!price.known) {
        observations->rejected += doubt != NULL;
        return;
    }
    struct gpu_book *book = observations_add_book(observations);
    if (book == NULL) {
        return;
    }
    text_copy(book->venue, sizeof book->venue, VENUE);
    text_copy(book->model, sizeof book->model, name->model);
    text_copy(book->source, sizeof book->source, "ornn_history");
    text_copy(book->raw_unit, sizeof book->raw_unit, gpu_unit_name(GPU_USD_EACH));
    book->seen_at = at;
    book->role = GPU_ROLE_INDEX;
    book->median = price;
    book->raw = price;
    book->raw_gpus = 1;
}

static bool parse(const struct subscription *subscription, const struct source_response *response,
                  struct observations *observations, struct error *err)
{
    struct cJSON *root;
    const struct gpu_name *name = gpu_name_find(GPU_NAMES_ORNN, subscription->subject);
    if (name == NULL)
        return error_set(err, ERROR_NOT_FOUND, "not a GPU of Ornn's index: %s", subscription->subject);
    if (!venue_document(response, &root, err))
        return false;
    bool other = strcmp(json_string(root, "gpu_type"), subscription->subject) != 0;
    for (const struct cJSON *row = json_first(json_member(root, "data")); row != NULL && !other;
         row = json_next(row))
        read_day(response, observations, name, row);
    json_free(root);
    if (other)
        return error_set(err, ERROR_FORMAT, "Ornn's history is of another GPU");
    return observations->book_count > 0 || error_set(err, ERROR_FORMAT, "Ornn's history holds no settled price");
}

const struct source source_ornn_history = {
    .name = "ornn_history",
    .heading = "Ornn index history",
    .provider = &provider_ornn,
    .kind = DATASET_GPU_MARKET,
    .role = SOURCE_MERGE,
    .batch = 1,
    .subjects = subjects,
    .refresh_seconds = DAY_SECONDS,
    .request = request,
    .parse = parse,
};
