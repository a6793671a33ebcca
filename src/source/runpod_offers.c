/* SPDX-License-Identifier: MIT
 * RunPod's GraphQL: one request for all GPU types and data centres. RunPod quotes one price per GPU-hour and a word
 * for the stock. Its numbers need care: 0 is "not offered", 0.5 a placeholder, and errors come with HTTP 200. */
#include "config.h"

#include "json.h"
#include "provider.h"
#include "sources.h"

#include "base/text.h"

#include <stdio.h>
#include <string.h>

#define BODY_MOST   ((size_t)1 << 20)
#define VENUE       "RunPod"
#define PRICE_MOST  GPU_PRICE_MOST
#define PLACEHOLDER 0.5
#define SHAPE       "uninterruptablePrice minimumBidPrice stockStatus availableGpuCounts"

static const char query[] =
    "{\"query\":\"query { gpuTypes { id displayName manufacturer memoryInGb secureCloud communityCloud securePrice "
    "communityPrice secureSpotPrice communitySpotPrice clusterPrice oneMonthPrice threeMonthPrice sixMonthPrice "
    "oneYearPrice maxGpuCount "
    "g1: lowestPrice(input: {gpuCount: 1, secureCloud: true}) { " SHAPE " } "
    "g8: lowestPrice(input: {gpuCount: 8, secureCloud: true}) { " SHAPE " } } "
    "dataCenters { id name location listed gpuAvailability { gpuTypeId stockStatus } } }\",\"variables\":{}}";

struct reading {
    const struct source_response *response;
    struct observations *observations;
    const struct cJSON *data_centers;
    bool partial; /* errors beside the data: what is null may only have failed */
};

static const struct {
    const char *word;
    double score;
} stock_words[] = {{"High", 1}, {"Medium", 1}, {"Low", 0.5}, {"None", 0}};

static bool request(const struct subscription *subscription, const char *token, struct source_request *request,
                    struct error *err)
{
    (void)subscription;
    (void)token;
    (void)err;
    *request = (struct source_request){.accept = "application/json", .body_limit = BODY_MOST, .total_seconds = 20};
    text_copy(request->url, sizeof request->url, "https://api.runpod.io/graphql");
    text_copy(request->body, sizeof request->body, query);
    text_copy(request->headers[0], sizeof request->headers[0], "Content-Type: application/json");
    return true;
}

static struct amount stock_score(const char *word)
{
    for (size_t i = 0; i < sizeof stock_words / sizeof stock_words[0]; i++) {
        if (text_equal_fold(word, stock_words[i].word))
            return amount_of(stock_words[i].score);
    }
    return AMOUNT_UNKNOWN;
}

/* The venue's word and what it is worth. A shape that was answered with null for its stock has none; of one that
 * was not asked for, or failed, nothing is known. */
static struct amount read_stock(const struct reading *reading, const struct cJSON *shape, char *word, size_t size)
{
    bool null = json_is_object(shape) && json_member(shape, "stockStatus") == NULL;
    if (null && !reading->partial)
        text_copy(word, size, "None");
    else
        json_text(shape, "stockStatus", word, size);
    return stock_score(word);
}

static bool is_told_false(const struct cJSON *type, const char *flag)
{
    return json_member(type, flag) != NULL && !json_true(type, flag);
}

/* A price above nothing; what is not offered is 0 or null. */
static struct amount offered_price(const struct cJSON *object, const char *name)
{
    struct amount price = json_amount(object, name, 0, PRICE_MOST);
    return price.value >= GPU_PRICE_LEAST ? price : AMOUNT_UNKNOWN;
}

/* A cloud's list price: not of a cloud that does not carry the type, and 0.5 only where there is stock. */
static struct amount list_price(const struct cJSON *type, const char *name, const char *flag, bool in_stock)
{
    struct amount price = offered_price(type, name);
    bool placeholder = price.value == PLACEHOLDER && !(in_stock && json_true(type, flag));
    return placeholder || is_told_false(type, flag) ? AMOUNT_UNKNOWN : price;
}

/* Of a shape as it can be launched now: without stock a price means nothing. */
static struct amount launch_price(const struct reading *reading, const struct cJSON *shape)
{
    char word[16];
    struct amount stock = read_stock(reading, shape, word, sizeof word);
    bool sold_out = stock.known && stock.value <= 0;
    return sold_out ? AMOUNT_UNKNOWN : offered_price(shape, "uninterruptablePrice");
}

/* Equal to on-demand, or half of it, is a rule of the house and no market (SOURCES: administered numbers). */
static struct amount demand_linked_spot(struct amount spot, struct amount price)
{
    if (!spot.known || !price.known)
        return AMOUNT_UNKNOWN;
    return gpu_spot_is_administered(spot.value, price.value) ? AMOUNT_UNKNOWN : spot;
}

struct breadth { /* data centres that list a type; of these, with stock */
    unsigned listed, stocked;
};

static struct breadth region_breadth(const struct reading *reading, const char *id)
{
    struct breadth breadth = {0, 0};
    const struct cJSON *center = json_first(reading->data_centers);
    for (; center != NULL; center = json_next(center)) {
        const struct cJSON *entry = json_first(json_member(center, "gpuAvailability"));
        while (entry != NULL && strcmp(json_string(entry, "gpuTypeId"), id) != 0)
            entry = json_next(entry);
        breadth.listed += entry != NULL;
        breadth.stocked += stock_score(json_string(entry, "stockStatus")).value > 0;
    }
    return breadth;
}

/* Two of RunPod's types can be one model to us: the first counts. */
static bool has_book(const struct observations *observations, const char *model)
{
    for (size_t i = 0; i < observations->book_count; i++) {
        if (strcmp(observations->books[i].model, model) == 0)
            return true;
    }
    return false;
}

static void add_offer(const struct reading *reading, const struct gpu_offer *offer, int count, struct amount price)
{
    struct gpu_offer *slot = price.known ? observations_add_offer(reading->observations) : NULL;
    if (slot == NULL)
        return;
    *slot = *offer;
    slot->gpu_count = count;
    slot->usd_gpu_hour = slot->raw_amount = price.value;
}

static void add_offers(const struct reading *reading, const struct cJSON *type, const char *model,
                       struct breadth breadth, struct amount secure, struct amount community)
{
    struct gpu_offer offer = {.venue = VENUE, .raw_unit = "$/h per GPU", .verified = true};
    text_copy(offer.model, sizeof offer.model, model);
    json_text(type, "id", offer.raw_model, sizeof offer.raw_model);
    if (breadth.listed > 0)
        snprintf(offer.region, sizeof offer.region, "secure, %u/%u regions", breadth.stocked, breadth.listed);
    else
        text_copy(offer.region, sizeof offer.region, "secure");
    add_offer(reading, &offer, 1, secure);
    add_offer(reading, &offer, 8, launch_price(reading, json_member(type, "g8")));
    text_copy(offer.region, sizeof offer.region, "community");
    offer.verified = false;
    add_offer(reading, &offer, 1, community);
}

/* The price is that of one GPU in the secure cloud as it can be launched now, else its list price there; that of
 * the community cloud only for types that the secure cloud does not carry. */
static void read_type(const struct reading *reading, const struct cJSON *type)
{
    const char *model = gpu_model_from_runpod(json_string(type, "id"));
    if (model == NULL || has_book(reading->observations, model))
        return;
    const struct cJSON *one = json_member(type, "g1");
    struct gpu_book book = {.venue = VENUE, .source = "runpod_offers", .seen_at = reading->response->received_at};
    text_copy(book.model, sizeof book.model, model);
    book.stock = read_stock(reading, one, book.stock_word, sizeof book.stock_word);

    bool sold_out = book.stock.known && book.stock.value <= 0;
    struct amount secure = launch_price(reading, one);
    if (!secure.known && !sold_out)
        secure = list_price(type, "securePrice", "secureCloud", book.stock.known);
    struct amount community = list_price(type, "communityPrice", "communityCloud", false);
    struct amount bid = offered_price(one, "minimumBidPrice");

    struct breadth breadth = region_breadth(reading, json_string(type, "id"));
    if (breadth.listed > 0) {
        book.regions = amount_of(breadth.listed);
        book.regions_stocked = amount_of(breadth.stocked);
    }
    char word8[16];
    book.stock8 = read_stock(reading, json_member(type, "g8"), word8, sizeof word8);
    book.median = book.low = book.raw = secure.known || sold_out ? secure : community;
    book.spot = demand_linked_spot(bid.known ? bid : offered_price(type, "secureSpotPrice"), secure);
    book.raw_gpus = 1;
    text_copy(book.raw_unit, sizeof book.raw_unit, gpu_unit_name(GPU_USD_EACH));
    struct gpu_book *slot =
        book.median.known || book.stock.known ? observations_add_book(reading->observations) : NULL;
    if (slot != NULL)
        *slot = book;
    add_offers(reading, type, model, breadth, secure, community);
}

static bool read_document(struct reading *reading, const struct cJSON *root, struct error *err)
{
    const struct cJSON *data = json_member(root, "data");
    const struct cJSON *problem = json_first(json_member(root, "errors"));
    const struct cJSON *types = json_member(data, "gpuTypes");
    reading->partial = problem != NULL;
    reading->data_centers = json_member(data, "dataCenters");
    if (!json_is_array(types) && problem != NULL) {
        char message[96];
        json_text(problem, "message", message, sizeof message);
        return error_set(err, ERROR_SERVER, "RunPod reports an error: %s", message);
    }
    if (!json_is_array(types))
        return error_set(err, ERROR_FORMAT, "RunPod's answer holds no GPU types");
    for (const struct cJSON *type = json_first(types); type != NULL; type = json_next(type))
        read_type(reading, type);
    if (reading->observations->book_count == 0)
        return error_set(err, ERROR_FORMAT, "RunPod's answer holds no GPU that we follow");
    return true;
}

static bool parse(const struct subscription *subscription, const struct source_response *response,
                  struct observations *observations, struct error *err)
{
    (void)subscription;
    if (!source_status_ok(response, err))
        return false;
    struct cJSON *root = json_parse(response->body, response->length, err);
    if (root == NULL)
        return false;
    struct reading reading = {.response = response, .observations = observations};
    bool good = read_document(&reading, root, err);
    json_free(root);
    return good;
}

const struct source_provider provider_runpod = {
    .name = "runpod",
    .heading = "RunPod",
    .homepage = "https://www.runpod.io/pricing",
    .terms = "keyless at the provider's pleasure; some read the terms as forbidding automated access: can be "
             "switched off",
    .rate = 0.2,
    .burst = 1,
};

const struct source source_runpod_offers = {
    .name = "runpod_offers",
    .heading = "RunPod GPU prices",
    .provider = &provider_runpod,
    .kind = DATASET_GPU_MARKET,
    .role = SOURCE_MERGE,
    .batch = 1,
    .refresh_seconds = 600,
    .request = request,
    .parse = parse,
};
