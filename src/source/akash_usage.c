/* SPDX-License-Identifier: MIT
 * Akash's breakdown: its fleet and what of it was leased, day by day, far back: the one free history of
 * utilisation. */
#include "config.h"

#include "provider.h"
#include "sources.h"
#include "venue.h"

#include "base/text.h"

#include "base/date.h"

#define VENUE   "Akash"
#define DAYS    120
#define SECONDS 86400

static bool request(const struct subscription *subscription, const char *token, struct source_request *request,
                    struct error *err)
{
    (void)token;
    return venue_get(request, subscription, "https://console-api.akash.network/v1/gpu-breakdown?vendor=nvidia",
                     NULL, err);
}

/* The last day is still under way. */
static void read_row(const struct source_response *response, struct observations *observations,
                     const struct cJSON *row)
{
    char day[11];
    const struct gpu_name *name = gpu_name_find(GPU_NAMES_AKASH_SHORT, json_string(row, "model"));
    json_text(row, "date", day, sizeof day);
    int64_t at = (int64_t)date_from_iso(day) * SECONDS, age = response->received_at - at;
    struct amount total = json_amount(row, "totalGpus", 0, 1e6), leased = json_amount(row, "leasedGpus", 0, 1e6);
    bool usable = name != NULL && !venue_is_invented(row) && age >= SECONDS && age <= (int64_t)DAYS * SECONDS &&
                  total.known && leased.known && total.value > 0 && leased.value <= total.value;
    struct gpu_book *book = usable ? observations_add_book(observations) : NULL;
    if (book == NULL)
        return;
    text_copy(book->venue, sizeof book->venue, VENUE);
    text_copy(book->model, sizeof book->model, name->model);
    text_copy(book->source, sizeof book->source, "akash_usage");
    book->seen_at = at;
    book->rented = leased;
    book->total = total;
}

static bool parse(const struct subscription *subscription, const struct source_response *response,
                  struct observations *observations, struct error *err)
{
    struct cJSON *root;
    (void)subscription;
    if (!venue_document(response, &root, err))
        return false;
    for (const struct cJSON *row = json_first(root); row != NULL; row = json_next(row))
        read_row(response, observations, row);
    json_free(root);
    if (observations->book_count == 0)
        return error_set(err, ERROR_FORMAT, "Akash's breakdown holds no day of a GPU that we follow");
    return true;
}

const struct source source_akash_usage = {
    .name = "akash_usage",
    .heading = "Akash utilisation",
    .provider = &provider_akash,
    .kind = DATASET_GPU_MARKET,
    .role = SOURCE_MERGE,
    .batch = 1,
    .refresh_seconds = 43200,
    .request = request,
    .parse = parse,
};
