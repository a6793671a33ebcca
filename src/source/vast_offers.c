/* SPDX-License-Identifier: MIT
 * Vast.ai's open order book without a key: one request per model name. An answer holds 64 offers at most, whatever
 * is asked for; a full one is asked for again in parts: by number of GPUs, and where that is full too, by place. */
#include "config.h"

#include "provider.h"
#include "request_url.h"
#include "sources.h"
#include "vast_offer.h"

#include "base/text.h"

#include <stdio.h>
#include <string.h>

#define BODY_MOST    ((size_t)4 << 20)
#define KEYLESS_MOST 64
#define OFFERS_MOST  1000 /* of one answer: as many as are asked for */
#define MODELS_MOST  4    /* that one name can stand for: A100 has 40 and 80 GB */

static const char *const sizes[] = {"{\"eq\":1}", "{\"eq\":2}", "{\"eq\":4}", "{\"eq\":8}",
                                    "{\"notin\":[1,2,4,8]}"};
#define AMERICAS "\"CA\",\"MX\",\"BR\",\"AR\",\"CL\""
#define EUROPE                                                                                                     \
    "\"GB\",\"DE\",\"FR\",\"NL\",\"SE\",\"NO\",\"FI\",\"PL\",\"CZ\",\"ES\",\"PT\",\"IT\",\"BG\",\"RO\",\"HU\","    \
    "\"UA\",\"CH\","                                                                                               \
    "\"AT\",\"BE\",\"DK\",\"IE\",\"IS\",\"EE\",\"LT\",\"LV\",\"SI\""
static const char *const places[] = {"{\"in\":[\"US\"]}", "{\"in\":[" AMERICAS "]}", "{\"in\":[" EUROPE "]}",
                                     "{\"notin\":[\"US\"," AMERICAS "," EUROPE "]}"};

#define SIZES  ((int)(sizeof sizes / sizeof sizes[0]))
#define PLACES ((int)(sizeof places / sizeof places[0]))

struct part {  /* of a model's book */
    int size;  /* -1: all */
    int place; /* -1: all */
    int cut;   /* a part that cannot be split any more was full: 1 */
};

static struct part part_of(const struct subscription *subscription)
{
    struct part part;
    bool good =
        /* NOLINTNEXTLINE(cert-err34-c): the widths bound the numbers */
        sscanf(subscription->older_name, "size %4d place %4d cut %4d", &part.size, &part.place, &part.cut) == 3;
    good = good && part.size >= 0 && part.size < SIZES && part.place >= -1 && part.place < PLACES;
    return good ? part : (struct part){-1, -1, 0};
}

/* What is to be asked after this part; false when nothing is left. */
static bool advance(struct part *part, bool full)
{
    if (part->size < 0) {
        part->size = 0;
        return full;
    }
    if (part->place < 0 && full) {
        part->place = 0;
        return true;
    }
    part->cut = part->cut != 0 || (part->place >= 0 && full);
    if (part->place >= 0 && part->place + 1 < PLACES) {
        part->place++;
    } else {
        part->place = -1;
        part->size++;
    }
    return part->size < SIZES;
}

static bool request(const struct subscription *subscription, const char *token, struct source_request *request,
                    struct error *err)
{
    (void)token;
    struct request_url url;
    struct part part = part_of(subscription);
    if (subscription->subject[0] == '\0')
        return error_set(err, ERROR_INVALID, "Vast.ai is asked for one GPU model at a time");
    *request = (struct source_request){.accept = "application/json", .body_limit = BODY_MOST, .total_seconds = 20};
    request_url_start(&url, request->url, sizeof request->url);
    request_url_add(&url, "https://console.vast.ai/api/v0/bundles/?q=");
    request_url_add_encoded(&url, "{\"gpu_name\":{\"eq\":\"");
    request_url_add_encoded(&url, subscription->subject);
    request_url_add_encoded(&url, "\"}");
    if (part.size >= 0) {
        request_url_add_encoded(&url, ",\"num_gpus\":");
        request_url_add_encoded(&url, sizes[part.size]);
    }
    if (part.place >= 0) {
        request_url_add_encoded(&url, ",\"geolocation\":");
        request_url_add_encoded(&url, places[part.place]);
    }
    request_url_add_encoded(&url,
                            ",\"rentable\":{\"eq\":true},\"rented\":{\"eq\":false},\"verified\":{\"eq\":true},"
                            "\"type\":\"on-demand\",\"order\":[[\"dph_total\",\"asc\"]],\"limit\":1000}");
    return request_url_done(&url, err);
}

/* The models that the name asked for can stand for: each gets a book, be it an empty one. */
static size_t list_models(const char *name, const char *models[MODELS_MOST])
{
    static const double memories_mb[] = {0, 40960, 81920};
    size_t count = 0;
    for (size_t i = 0; i < sizeof memories_mb / sizeof memories_mb[0]; i++) {
        const char *model = gpu_model_from_vast(name, memories_mb[i]);
        bool known = model == NULL;
        for (size_t k = 0; k < count; k++)
            known = known || strcmp(models[k], model) == 0;
        if (!known)
            models[count++] = model;
    }
    return count;
}

static bool read_document(struct vast_reading *reading, const struct source_response *response, struct error *err)
{
    struct json_scan scan;
    struct json_slice offer;
    json_scan_begin(&scan, response->body, response->length);
    if (!json_scan_find(&scan, "offers") || !json_scan_enter(&scan, '['))
        return error_set(err, ERROR_FORMAT, "Vast.ai's answer holds no offers");
    while (json_scan_element(&scan) && json_scan_take(&scan, &offer)) {
        if (reading->listed < OFFERS_MOST)
            vast_offer_take(reading, offer);
        else
            reading->observations->rejected++;
    }
    if (!json_scan_finish(&scan))
        return error_set(err, ERROR_FORMAT, "Vast.ai's answer is cut short or malformed");
    if (reading->listed > 0 && reading->unusable == reading->listed)
        return error_set(err, ERROR_FORMAT, "none of Vast.ai's offers can be read");
    return true;
}

/* Until the last part has come, what is known is a lower bound. */
static void publish(const struct vast_reading *reading, const struct subscription *subscription,
                    const struct source_response *response, const char *const *models, size_t model_count)
{
    struct observations *observations = reading->observations;
    struct part part = part_of(subscription);
    bool more = advance(&part, reading->listed >= KEYLESS_MOST);
    observations->book_count = 0;
    for (size_t i = 0; i < model_count; i++)
        vast_publish(reading, response, models[i], "vast_offers", more || part.cut != 0);
    observations->older_name[0] = '\0';
    if (more)
        snprintf(observations->older_name, sizeof observations->older_name, "size %d place %d cut %d", part.size,
                 part.place, part.cut);
}

static bool parse(const struct subscription *subscription, const struct source_response *response,
                  struct observations *observations, struct error *err)
{
    const char *models[MODELS_MOST];
    if (vast_refuses(response, err) || !source_status_ok(response, err))
        return false;
    size_t model_count = list_models(subscription->subject, models);
    struct vast_reading reading = {.observations = observations, .name = subscription->subject, .know_ids = true};
    if (model_count == 0)
        return error_set(err, ERROR_NOT_FOUND, "not a GPU that we follow: %s", subscription->subject);
    if (!read_document(&reading, response, err))
        return false;
    publish(&reading, subscription, response, models, model_count);
    return true;
}

const struct source_provider provider_vast = {
    .name = "vast",
    .heading = "Vast.ai",
    .homepage = "https://vast.ai/pricing",
    .terms = "keyless search, about ten requests a minute; 64 offers at most per answer",
    .rate = 1.0 / 6,
    .burst = 1,
};

const struct source source_vast_offers = {
    .name = "vast_offers",
    .heading = "Vast.ai offers",
    .provider = &provider_vast,
    .kind = DATASET_GPU_MARKET,
    .role = SOURCE_MERGE,
    .batch = 1,
    .gathers = true,
    .yields_to = "vast_book",
    .subjects = gpu_vast_names,
    .refresh_seconds = 900,
    .request = request,
    .parse = parse,
};
