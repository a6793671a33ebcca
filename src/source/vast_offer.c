/* SPDX-License-Identifier: MIT
 * Vast.ai's offers. The same machine is offered in overlapping chunks (1, 2, 4, 8 GPUs), so idle GPUs are counted
 * by their ids. Hosts are private people: their addresses and host names are never read. */
#include "config.h"

#include "vast_offer.h"

#include "json.h"

#include "base/memory.h"
#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ID_MOST      9007199254740991.0
#define MESSAGE_MOST 4096 /* a refusal is short */

enum member {
    ID,
    MACHINE,
    GPUS,
    IDS,
    NAME,
    MEMORY,
    PRICE,
    PLACE,
    VERIFICATION,
    RELIABILITY,
    RELIABILITY2,
    RENTABLE,
    RENTED,
    BID,
    MEMBERS
};

static const struct {
    const char *name;
    size_t length;
} names[MEMBERS] = {
#define MEMBER(text)                                                                                               \
    {                                                                                                              \
        text, sizeof(text) - 1                                                                                     \
    }
    [ID] = MEMBER("id"),
    [MACHINE] = MEMBER("machine_id"),
    [GPUS] = MEMBER("num_gpus"),
    [IDS] = MEMBER("gpu_ids"),
    [NAME] = MEMBER("gpu_name"),
    [MEMORY] = MEMBER("gpu_ram"),
    [PRICE] = MEMBER("dph_total"),
    [PLACE] = MEMBER("geolocation"),
    [VERIFICATION] = MEMBER("verification"),
    [RELIABILITY] = MEMBER("reliability"),
    [RELIABILITY2] = MEMBER("reliability2"),
    [RENTABLE] = MEMBER("rentable"),
    [RENTED] = MEMBER("rented"),
    [BID] = MEMBER("is_bid"),
#undef MEMBER
};

struct members {
    struct json_slice values[MEMBERS]; /* at NULL: absent */
};

static bool collect(struct json_slice bytes, struct members *members)
{
    struct json_scan scan;
    struct json_slice name, value;
    json_scan_begin(&scan, bytes.at, bytes.length);
    if (!json_scan_enter(&scan, '{'))
        return false;
    while (json_scan_member(&scan, &name) && json_scan_take(&scan, &value))
        for (size_t i = 0; i < MEMBERS; i++)
            if (names[i].length == name.length && memcmp(names[i].name, name.at, name.length) == 0 &&
                members->values[i].at == NULL)
                members->values[i] = value;
    return json_scan_finish(&scan);
}

static struct amount number(const struct members *members, enum member member, double low, double high)
{
    double value;
    bool known = members->values[member].at != NULL && json_slice_number(members->values[member], &value) &&
                 value >= low && value <= high;
    return known ? amount_of(value) : AMOUNT_UNKNOWN;
}

static bool is_true(const struct members *members, enum member member)
{
    return members->values[member].at != NULL && json_slice_is(members->values[member], "true");
}

/* Plain ASCII as it stands; anything else through the checking layer. */
static void text(const struct members *members, enum member member, char *target, size_t size)
{
    struct json_slice value = members->values[member];
    target[0] = '\0';
    if (value.at == NULL || json_slice_plain(value, target, size) || value.length > MESSAGE_MOST)
        return;
    char *wrapped = memory_new(value.length + 3, 1);
    snprintf(wrapped, value.length + 3, "[%.*s]", (int)value.length, value.at);
    struct cJSON *root = json_parse(wrapped, value.length + 2, NULL);
    json_text_of(json_first(root), target, size);
    json_free(root);
    free(wrapped);
}

static void note_doubt(struct vast_reading *reading, const char *model, const char *doubt)
{
    size_t i = 0;
    while (i < reading->doubt_count && strcmp(reading->doubts[i].model, model) != 0)
        i++;
    if (i == VAST_MODELS_MOST)
        return;
    if (i == reading->doubt_count)
        reading->doubts[reading->doubt_count++] = (struct vast_doubts){.model = model};
    reading->doubts[i].count++;
    reading->doubts[i].doubt = doubt;
}

/* Amounts are for the whole offer and come as int or float. */
static bool read_price(struct vast_reading *reading, const struct members *members, const char *model,
                       struct gpu_offer *offer)
{
    const char *doubt = NULL;
    struct amount whole = number(members, PRICE, -1e12, 1e12);
    struct amount price = gpu_price(whole, GPU_USD_WHOLE, offer->gpu_count, &doubt);
    if (doubt != NULL)
        note_doubt(reading, model, doubt);
    offer->raw_amount = whole.value;
    offer->usd_gpu_hour = price.value;
    return price.known;
}

static bool read_offer(struct vast_reading *reading, const struct members *members, const char *model,
                       struct gpu_offer *offer)
{
    char word[16], place[48];
    struct amount gpus = number(members, GPUS, 1, VAST_GPUS_MOST), machine = number(members, MACHINE, 1, ID_MOST),
                  id = number(members, ID, 1, ID_MOST);
    offer->gpu_count = (int)gpus.value;
    offer->machine_id = (int64_t)machine.value;
    offer->offer_id = (int64_t)id.value;
    if (!gpus.known || !machine.known || !id.known || !read_price(reading, members, model, offer))
        return false;
    text_copy(offer->venue, sizeof offer->venue, VAST_VENUE);
    text_copy(offer->model, sizeof offer->model, model);
    text_copy(offer->raw_unit, sizeof offer->raw_unit, gpu_unit_name(GPU_USD_WHOLE));
    text(members, NAME, offer->raw_model, sizeof offer->raw_model);
    text(members, PLACE, place, sizeof place); /* "Italy, IT"; ", US" when the place is not told */
    text_copy(offer->region, sizeof offer->region, place + strspn(place, ", "));
    text(members, VERIFICATION, word, sizeof word);
    offer->verified = strcmp(word, "verified") == 0;
    offer->spot = is_true(members, BID);
    offer->reliability = number(members, RELIABILITY, 0, 1);
    if (!offer->reliability.known)
        offer->reliability = number(members, RELIABILITY2, 0, 1);
    return true;
}

static void collect_cards(struct vast_reading *reading, struct json_slice list, const char *model, int64_t machine)
{
    struct json_scan scan;
    struct json_slice item;
    double gpu;
    if (list.at == NULL)
        return;
    json_scan_begin(&scan, list.at, list.length);
    if (!json_scan_enter(&scan, '['))
        return;
    for (size_t i = 0; i < VAST_GPUS_MOST && json_scan_element(&scan) && json_scan_take(&scan, &item); i++) {
        bool known = json_slice_number(item, &gpu) && gpu >= 0 && gpu <= ID_MOST;
        struct gpu_card *card = known ? observations_add_gpu_card(reading->observations) : NULL;
        if (card != NULL)
            *card = (struct gpu_card){model, machine, (int64_t)gpu};
    }
}

static bool is_known(const struct observations *observations, int64_t id)
{
    for (size_t i = 0; i < observations->offer_count; i++)
        if (observations->offers[i].offer_id == id)
            return true;
    return false;
}

/* NULL when it is not what was asked for. */
static const char *model_of(const struct vast_reading *reading, const struct members *members)
{
    char name[48];
    text(members, NAME, name, sizeof name);
    if (reading->name != NULL && strcmp(name, reading->name) != 0)
        return NULL;
    return gpu_model_from_vast(name, number(members, MEMORY, 1, 1e7).value);
}

static void unusable(struct vast_reading *reading)
{
    reading->unusable++;
    reading->observations->rejected++;
}

/* The query asks for what can be rented; an offer that says otherwise is no offer. */
void vast_offer_take(struct vast_reading *reading, struct json_slice bytes)
{
    struct members members = {.values = {{NULL, 0}}};
    struct gpu_offer offer = {.offer_id = 0};
    reading->listed++;
    bool whole = collect(bytes, &members);
    const char *model = whole ? model_of(reading, &members) : NULL;
    if (model == NULL) {
        if (!whole || reading->name != NULL) /* a whole book holds models that we do not follow */
            unusable(reading);
        return;
    }
    if (!read_offer(reading, &members, model, &offer)) {
        unusable(reading);
        return;
    }
    bool for_rent =
        !is_true(&members, RENTED) && (members.values[RENTABLE].at == NULL || is_true(&members, RENTABLE));
    if (!for_rent || (reading->know_ids && is_known(reading->observations, offer.offer_id)))
        return;
    struct gpu_offer *slot = observations_add_offer(reading->observations);
    if (slot == NULL)
        return;
    *slot = offer;
    collect_cards(reading, members.values[IDS], model, offer.machine_id);
}

static void tell_doubt(const struct vast_reading *reading, struct gpu_book *book)
{
    for (size_t i = 0; i < reading->doubt_count; i++)
        if (strcmp(reading->doubts[i].model, book->model) == 0) {
            book->doubted = amount_of(reading->doubts[i].count);
            text_copy(book->doubt, sizeof book->doubt, reading->doubts[i].doubt);
        }
}

static size_t count_of(const struct observations *observations, const char *model)
{
    size_t count = 0;
    for (size_t i = 0; i < observations->offer_count; i++)
        count += strcmp(observations->offers[i].model, model) == 0;
    return count;
}

/* Eight GPUs in one machine, or not. */
static bool has_whole_node(const struct observations *observations, const char *model)
{
    for (size_t i = 0; i < observations->offer_count; i++)
        if (observations->offers[i].gpu_count >= 8 && strcmp(observations->offers[i].model, model) == 0)
            return true;
    return false;
}

void vast_publish(const struct vast_reading *reading, const struct source_response *response, const char *model,
                  const char *source, bool capped)
{
    struct observations *observations = reading->observations;
    struct gpu_book *book = observations_add_book(observations);
    if (book == NULL)
        return;
    size_t offers = count_of(observations, model);
    text_copy(book->venue, sizeof book->venue, VAST_VENUE);
    text_copy(book->model, sizeof book->model, model);
    text_copy(book->source, sizeof book->source, source);
    gpu_book_from_offers(book, observations->offers, observations->offer_count);
    book->seen_at = response->received_at;
    book->capped = capped;
    size_t cards = gpu_cards_distinct(observations->gpu_cards, observations->gpu_card_count, model);
    if (offers == 0 || cards > 0) /* else the ids were left out: not told */
        book->idle_gpus = amount_of((double)cards);
    book->stock = amount_of(offers > 0);
    book->stock8 = amount_of(has_whole_node(observations, model));
    tell_doubt(reading, book);
}

bool vast_refuses(const struct source_response *response, struct error *err)
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
