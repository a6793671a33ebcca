/* SPDX-License-Identifier: MIT
 * Vast.ai's open order book: one request per model name. The same machine is offered in overlapping chunks (1, 2,
 * 4, 8 GPUs), so idle GPUs are counted by their ids. Without a key an answer holds 64 offers at most. Hosts are
 * private people: their addresses and host names are never read. */
#include "config.h"

#include "json.h"
#include "json_scan.h"
#include "provider.h"
#include "request_url.h"
#include "sources.h"

#include "base/memory.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

#define BODY_MOST     ((size_t)4 << 20)
#define VENUE         "Vast.ai"
#define KEYLESS_MOST  64
#define PRICE_MOST    1000.0 /* USD per GPU-hour */
#define GPUS_MOST     16     /* of one offer */
#define ID_MOST       INT64_C(9007199254740991)
#define MODELS_MOST   4    /* that one name can stand for: A100 has 40 and 80 GB */
#define MESSAGE_MOST  4096 /* a refusal is short */
#define GPU_IDS_START 256
#define OFFERS_MOST   1000 /* of one answer: as many as are asked for */

struct gpu_id { /* one physical GPU */
    int64_t machine, gpu;
};

struct gpu_ids {
    struct gpu_id *items;
    size_t count, room;
};

struct model_reading { /* the offers of one model in one answer */
    const char *model;
    struct gpu_offer *offers;
    size_t count, room;
    struct gpu_ids idle;
};

struct reading {
    const struct source_response *response;
    struct observations *observations;
    struct model_reading models[MODELS_MOST];
    size_t model_count;
    size_t listed;
};

static bool request(const struct subscription *subscription, const char *token, struct source_request *request,
                    struct error *err)
{
    (void)token;
    struct request_url url;
    if (subscription->subject[0] == '\0')
        return error_set(err, ERROR_INVALID, "Vast.ai is asked for one GPU model at a time");
    *request = (struct source_request){.accept = "application/json", .body_limit = BODY_MOST, .total_seconds = 20};
    request_url_start(&url, request->url, sizeof request->url);
    request_url_add(&url, "https://console.vast.ai/api/v0/bundles/?q=");
    request_url_add_encoded(&url, "{\"gpu_name\":{\"eq\":\"");
    request_url_add_encoded(&url, subscription->subject);
    request_url_add_encoded(&url,
                            "\"},\"rentable\":{\"eq\":true},\"rented\":{\"eq\":false},\"verified\":{\"eq\":true},"
                            "\"type\":\"on-demand\",\"order\":[[\"dph_total\",\"asc\"]],\"limit\":1000}");
    return request_url_done(&url, err);
}

/* The models that the name asked for can stand for: each gets a book, be it an empty one. */
static void list_models(struct reading *reading, const char *name)
{
    static const double memories_mb[] = {0, 40960, 81920};
    for (size_t i = 0; i < sizeof memories_mb / sizeof memories_mb[0]; i++) {
        const char *model = gpu_model_from_vast(name, memories_mb[i]);
        bool known = model == NULL;
        for (size_t k = 0; k < reading->model_count; k++)
            known = known || strcmp(reading->models[k].model, model) == 0;
        if (!known)
            reading->models[reading->model_count++].model = model;
    }
}

static struct model_reading *model_of(struct reading *reading, const struct cJSON *root)
{
    struct amount memory = json_amount(root, "gpu_ram", 1, 1e7);
    const char *model = gpu_model_from_vast(json_string(root, "gpu_name"), memory.known ? memory.value : 0);
    for (size_t i = 0; model != NULL && i < reading->model_count; i++) {
        if (strcmp(reading->models[i].model, model) == 0)
            return &reading->models[i];
    }
    return NULL; /* not what was asked for */
}

static void add_gpu(struct gpu_ids *ids, struct gpu_id id)
{
    if (ids->count == ids->room) {
        ids->room = ids->room == 0 ? GPU_IDS_START : ids->room * 2;
        ids->items = memory_grow(ids->items, ids->room, sizeof *ids->items);
    }
    ids->items[ids->count++] = id;
}

static void collect_gpus(const struct cJSON *root, int64_t machine, struct gpu_ids *ids)
{
    const struct cJSON *item = json_first(json_member(root, "gpu_ids"));
    for (size_t i = 0; item != NULL && i < GPUS_MOST; i++, item = json_next(item)) {
        struct amount gpu = json_number_of(item);
        if (gpu.known && gpu.value >= 0 && gpu.value <= (double)ID_MOST)
            add_gpu(ids, (struct gpu_id){machine, (int64_t)gpu.value});
    }
}

static int compare_gpus(const void *a, const void *b)
{
    const struct gpu_id *left = a, *right = b;
    int by_machine = (left->machine > right->machine) - (left->machine < right->machine);
    return by_machine != 0 ? by_machine : (left->gpu > right->gpu) - (left->gpu < right->gpu);
}

static size_t count_distinct(struct gpu_ids *ids)
{
    size_t distinct = 0;
    if (ids->count > 1)
        qsort(ids->items, ids->count, sizeof *ids->items, compare_gpus);
    for (size_t i = 0; i < ids->count; i++)
        distinct += i == 0 || compare_gpus(&ids->items[i - 1], &ids->items[i]) != 0;
    return distinct;
}

/* "Italy, IT"; ", US" when the place is not told. */
static void read_region(const struct cJSON *root, char *region, size_t size)
{
    char place[48];
    json_text(root, "geolocation", place, sizeof place);
    text_copy(region, size, place + strspn(place, ", "));
}

/* Amounts are for the whole offer and come as int or float. False when the offer cannot be used. */
static bool read_offer(const struct cJSON *root, struct gpu_offer *offer)
{
    struct amount whole = json_amount(root, "dph_total", 0, PRICE_MOST * GPUS_MOST);
    offer->gpu_count = (int)json_integer(root, "num_gpus", 1, GPUS_MOST, 0);
    offer->machine_id = json_integer(root, "machine_id", 1, ID_MOST, 0);
    offer->offer_id = json_integer(root, "id", 1, ID_MOST, 0);
    if (!whole.known || whole.value <= 0 || offer->gpu_count == 0 || offer->machine_id == 0 || offer->offer_id == 0)
        return false;
    offer->raw_amount = whole.value;
    offer->usd_gpu_hour = whole.value / offer->gpu_count;
    if (offer->usd_gpu_hour >= PRICE_MOST)
        return false;
    text_copy(offer->venue, sizeof offer->venue, VENUE);
    text_copy(offer->raw_unit, sizeof offer->raw_unit, "$/h whole");
    json_text(root, "gpu_name", offer->raw_model, sizeof offer->raw_model);
    read_region(root, offer->region, sizeof offer->region);
    offer->spot = json_true(root, "is_bid");
    offer->verified = strcmp(json_string(root, "verification"), "verified") == 0;
    offer->reliability = json_amount(root, "reliability", 0, 1);
    if (!offer->reliability.known)
        offer->reliability = json_amount(root, "reliability2", 0, 1);
    return true;
}

/* The query asks for what can be rented; an offer that says otherwise is no offer. */
static bool is_for_rent(const struct cJSON *root)
{
    return !json_true(root, "rented") && (json_member(root, "rentable") == NULL || json_true(root, "rentable"));
}

static void keep_offer(struct model_reading *model, const struct gpu_offer *offer)
{
    if (model->count == model->room) {
        model->room = model->room == 0 ? KEYLESS_MOST : model->room * 2;
        model->offers = memory_grow(model->offers, model->room, sizeof *model->offers);
    }
    model->offers[model->count++] = *offer;
}

static void take_offer(struct reading *reading, struct json_slice bytes)
{
    struct cJSON *root = json_parse(bytes.at, bytes.length, NULL);
    struct model_reading *model = model_of(reading, root);
    struct gpu_offer offer = {.offer_id = 0};
    if (model == NULL || !read_offer(root, &offer)) {
        reading->observations->rejected++;
    } else if (is_for_rent(root)) {
        text_copy(offer.model, sizeof offer.model, model->model);
        keep_offer(model, &offer);
        collect_gpus(root, offer.machine_id, &model->idle);
    }
    json_free(root);
}

static void publish(const struct reading *reading, struct model_reading *model)
{
    struct gpu_book *book = observations_add_book(reading->observations);
    if (book == NULL)
        return;
    gpu_book_from_offers(book, model->offers, model->count);
    text_copy(book->venue, sizeof book->venue, VENUE);
    text_copy(book->model, sizeof book->model, model->model);
    text_copy(book->source, sizeof book->source, "vast_offers");
    book->seen_at = reading->response->received_at;
    book->capped = reading->listed >= KEYLESS_MOST;
    if (model->count == 0 || model->idle.count > 0) /* else the ids were left out: not told */
        book->idle_gpus = amount_of((double)count_distinct(&model->idle));
    book->stock = amount_of(model->count > 0);
    for (size_t i = 0; i < model->count; i++) {
        struct gpu_offer *offer = observations_add_offer(reading->observations);
        if (offer != NULL)
            *offer = model->offers[i];
    }
}

/* {"success":false,"error":"invalid_args","msg":"..."}, whatever the status. */
static bool is_refusal(const struct source_response *response, struct error *err)
{
    if (response->length > MESSAGE_MOST || response->body[0] != '{')
        return false;
    struct cJSON *root = json_parse(response->body, response->length, NULL);
    bool refused = json_member(root, "success") != NULL && !json_true(root, "success");
    char message[96];
    if (json_text(root, "msg", message, sizeof message) == 0)
        json_text(root, "error", message, sizeof message);
    json_free(root);
    if (!refused)
        return false;
    enum error_code code = response->status == 401 || response->status == 403 ? ERROR_AUTH
                           : response->status == 429                          ? ERROR_RATE_LIMITED
                                                                              : ERROR_SERVER;
    error_set(err, code, "Vast.ai refuses: %s", message);
    return true;
}

static bool read_document(struct reading *reading, struct error *err)
{
    struct json_scan scan;
    struct json_slice offer;
    json_scan_begin(&scan, reading->response->body, reading->response->length);
    if (!json_scan_find(&scan, "offers") || !json_scan_enter(&scan, '['))
        return error_set(err, ERROR_FORMAT, "Vast.ai's answer holds no offers");
    while (json_scan_element(&scan) && json_scan_take(&scan, &offer)) {
        if (reading->listed++ < OFFERS_MOST)
            take_offer(reading, offer);
        else
            reading->observations->rejected++;
    }
    if (!json_scan_finish(&scan))
        return error_set(err, ERROR_FORMAT, "Vast.ai's answer is cut short or malformed");
    for (size_t i = 0; i < reading->model_count; i++) {
        if (reading->listed > 0 && reading->observations->rejected == reading->listed)
            return error_set(err, ERROR_FORMAT, "none of Vast.ai's offers can be read");
        publish(reading, &reading->models[i]);
    }
    return true;
}

static bool parse(const struct subscription *subscription, const struct source_response *response,
                  struct observations *observations, struct error *err)
{
    if (is_refusal(response, err) || !source_status_ok(response, err))
        return false;
    struct reading reading = {.response = response, .observations = observations};
    list_models(&reading, subscription->subject);
    bool good = reading.model_count > 0
                    ? read_document(&reading, err)
                    : error_set(err, ERROR_NOT_FOUND, "not a GPU that we follow: %s", subscription->subject);
    for (size_t i = 0; i < reading.model_count; i++) {
        free(reading.models[i].offers);
        free(reading.models[i].idle.items);
    }
    return good;
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
    .subjects = gpu_vast_names,
    .refresh_seconds = 900,
    .request = request,
    .parse = parse,
};
