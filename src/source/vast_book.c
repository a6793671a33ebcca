/* SPDX-License-Identifier: MIT
 * Vast.ai's whole order book with the user's own key: some 25,000 offers in 80 MB, read offer by offer while they
 * arrive. */
#include "config.h"

#include "json_elements.h"
#include "provider.h"
#include "request_url.h"
#include "sources.h"
#include "vast_offer.h"

#include "base/memory.h"
#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>

#define BODY_MOST     ((size_t)160 << 20)
#define OFFER_MOST    ((size_t)64 << 10) /* bytes of one offer: some 3 KB in truth */
#define TOTAL_SECONDS 180

struct stream {
    struct vast_reading reading;
    struct json_elements elements;
    const struct subscription *subscription;
};

static bool request(const struct subscription *subscription, const char *token, struct source_request *request,
                    struct error *err)
{
    (void)token;
    struct request_url url;
    const char *key = subscription->key != NULL ? subscription->key : "";
    *request = (struct source_request){
        .accept = "application/json", .body_limit = BODY_MOST, .total_seconds = TOTAL_SECONDS};
    request_url_start(&url, request->url, sizeof request->url);
    request_url_add(&url, "https://console.vast.ai/api/v0/bundles/?q=");
    request_url_add_encoded(&url, "{\"disable_bundling\":true,\"external\":{\"eq\":\"false\"},"
                                  "\"rentable\":{\"eq\":true},\"rented\":{\"eq\":false},\"type\":\"on-demand\","
                                  "\"order\":[[\"dph_total\",\"asc\"]],\"limit\":30000}");
    if ((size_t)snprintf(request->headers[0], sizeof request->headers[0], "Authorization: Bearer %s", key) >=
        sizeof request->headers[0])
        return error_set(err, ERROR_NEEDS_KEY, "the API key is too long to be one");
    return request_url_done(&url, err);
}

static void take(void *context, struct json_slice offer)
{
    vast_offer_take(context, offer);
}

static void *stream_begin(const struct subscription *subscription, struct observations *observations)
{
    struct stream *stream = memory_new(1, sizeof *stream);
    stream->subscription = subscription;
    stream->reading.observations = observations;
    json_elements_begin(&stream->elements, "offers", OFFER_MOST, take, &stream->reading);
    return stream;
}

static bool stream_feed(void *context, const char *bytes, size_t length, struct error *err)
{
    struct stream *stream = context;
    if (json_elements_feed(&stream->elements, bytes, length))
        return true;
    return error_set(err, ERROR_FORMAT, "Vast.ai's order book is no JSON, or an offer in it is endless");
}

/* The models that Vast may have: those without an offer are out of stock. */
static bool stream_end(void *context, const struct source_response *response, struct observations *observations,
                       struct error *err)
{
    struct stream *stream = context;
    size_t count;
    const char *const *models = gpu_models(&count);
    if (!json_elements_end(&stream->elements))
        return error_set(err, ERROR_FORMAT, "Vast.ai's order book is cut short");
    if (observations->offer_count == 0)
        return error_set(err, ERROR_FORMAT, "Vast.ai's order book holds no offer of a GPU that we follow");
    for (size_t i = 0; i < count; i++)
        if (gpu_model_is_on_vast(models[i]))
            vast_publish(&stream->reading, response, models[i], "vast_book", false);
    text_copy(observations->whole_venue, sizeof observations->whole_venue, VAST_VENUE);
    return true;
}

static void stream_free(void *context)
{
    struct stream *stream = context;
    json_elements_clear(&stream->elements);
    free(stream);
}

static bool parse(const struct subscription *subscription, const struct source_response *response,
                  struct observations *observations, struct error *err)
{
    if (vast_refuses(response, err) || !source_status_ok(response, err))
        return false;
    return source_stream_whole(&source_vast_book, subscription, response, observations, err);
}

const struct source_provider provider_vast_account = {
    .name = "vast_account",
    .heading = "Vast.ai (account)",
    .homepage = "https://docs.vast.ai/api-reference",
    .terms = "free account; the whole order book is 80 MB an answer",
    .rate = 1.0 / 60,
    .burst = 1,
    .key = "vast",
    .key_home = "cloud.vast.ai/manage-keys",
};

const struct source source_vast_book = {
    .name = "vast_book",
    .heading = "Vast.ai order book",
    .provider = &provider_vast_account,
    .kind = DATASET_GPU_MARKET,
    .role = SOURCE_MERGE,
    .batch = 1,
    .refresh_seconds = 1800,
    .request = request,
    .parse = parse,
    .stream_begin = stream_begin,
    .stream_feed = stream_feed,
    .stream_end = stream_end,
    .stream_free = stream_free,
};
