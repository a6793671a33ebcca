/* SPDX-License-Identifier: MIT
 * From a venue's list to quotes, offers and books. */
#include "config.h"

#include "venue.h"

#include "base/memory.h"
#include "base/text.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BODY_MOST ((size_t)8 << 20)

struct gpu_quote *venue_quote(const struct venue *venue, struct observations *observations, const char *name)
{
    const struct gpu_name *known = gpu_name_find(venue->naming, name);
    struct gpu_quote *quote = known != NULL ? observations_add_gpu_quote(observations) : NULL;
    if (quote == NULL)
        return NULL;
    quote->model = known->model;
    quote->gpus = known->gpus;
    text_copy(quote->raw_model, sizeof quote->raw_model, known->name);
    return quote;
}

void venue_free_gpus(struct gpu_quote *quote, struct amount count)
{
    if (!count.known || count.value < 0)
        return;
    quote->free_gpus = count;
    quote->stock = amount_of(count.value > 0);
    snprintf(quote->word, sizeof quote->word, "%.0f free", count.value);
}

void venue_in_stock(struct gpu_quote *quote, bool stock)
{
    quote->stock = amount_of(stock);
    text_copy(quote->word, sizeof quote->word, stock ? "available" : "sold out");
}

static void add_offer(const struct venue *venue, struct observations *observations, const struct gpu_quote *quote,
                      struct amount quoted, bool spot)
{
    const char *doubt = NULL;
    struct amount price = gpu_price(quoted, quote->unit, quote->gpus, &doubt);
    struct gpu_offer *offer = price.known ? observations_add_offer(observations) : NULL;
    if (offer == NULL)
        return;
    text_copy(offer->venue, sizeof offer->venue, venue->name);
    text_copy(offer->model, sizeof offer->model, quote->model);
    text_copy(offer->raw_model, sizeof offer->raw_model, quote->raw_model);
    text_copy(offer->region, sizeof offer->region, quote->region);
    text_copy(offer->raw_unit, sizeof offer->raw_unit, gpu_unit_name(quote->unit));
    offer->raw_amount = quoted.value;
    offer->usd_gpu_hour = price.value;
    offer->gpu_count = quote->gpus > 0 ? quote->gpus : 1;
    offer->spot = spot;
    offer->verified = true;
}

static void add_book(const struct venue *venue, const struct source_response *response,
                     struct observations *observations, const struct gpu_quote *quotes, size_t count)
{
    struct gpu_book *book = observations_add_book(observations);
    if (book == NULL)
        return;
    text_copy(book->venue, sizeof book->venue, venue->name);
    text_copy(book->model, sizeof book->model, quotes[0].model);
    text_copy(book->source, sizeof book->source, venue->source);
    book->role = venue->role;
    book->seen_at = response->received_at;
    gpu_book_from_quotes(book, quotes, count);
    observations->rejected += (unsigned)book->doubted.value;
}

static int by_model(const void *a, const void *b)
{
    return strcmp(((const struct gpu_quote *)a)->model, ((const struct gpu_quote *)b)->model);
}

void venue_publish(const struct venue *venue, const struct source_response *response,
                   struct observations *observations)
{
    struct gpu_quote *quotes = observations->gpu_quotes;
    size_t count = observations->gpu_quote_count;
    observations->book_count = observations->offer_count = 0;
    if (count > 1)
        qsort(quotes, count, sizeof *quotes, by_model);
    for (size_t first = 0, end; first < count; first = end) {
        for (end = first + 1; end < count && by_model(&quotes[first], &quotes[end]) == 0; end++)
            ;
        add_book(venue, response, observations, quotes + first, end - first);
    }
    for (size_t i = 0; i < count; i++) {
        add_offer(venue, observations, &quotes[i], quotes[i].price, false);
        add_offer(venue, observations, &quotes[i], quotes[i].spot, true);
    }
}

bool venue_publish_whole(const struct venue *venue, const struct source_response *response,
                         struct observations *observations, struct error *err)
{
    if (observations->gpu_quote_count == 0)
        return error_set(err, ERROR_FORMAT, "%s's answer holds no GPU that we follow", venue->name);
    venue_publish(venue, response, observations);
    text_copy(observations->whole_venue, sizeof observations->whole_venue, venue->name);
    return true;
}

bool venue_read(const struct venue *venue, const char *list,
                void (*read)(struct observations *observations, const struct cJSON *item),
                const struct source_response *response, struct observations *observations, struct error *err)
{
    struct cJSON *root;
    if (!venue_document(response, &root, err))
        return false;
    const struct cJSON *items = list != NULL ? json_member(root, list) : root;
    const struct cJSON *item = json_is_array(items) ? json_first(items) : json_first_member(items);
    for (; item != NULL; item = json_next(item))
        read(observations, item);
    json_free(root);
    return venue_publish_whole(venue, response, observations, err);
}

bool venue_is_invented(const struct cJSON *row)
{
    static const char *const flags[] = {"seed", "synthetic", "estimated"};
    static const char *const origins[] = {"source", "method"};
    bool invented = false;
    for (size_t i = 0; i < sizeof flags / sizeof flags[0]; i++)
        invented = invented || json_true(row, flags[i]);
    for (size_t i = 0; i < sizeof origins / sizeof origins[0]; i++)
        invented = invented || strstr(json_string(row, origins[i]), "estimate") != NULL;
    return invented;
}

void venue_word(char *target, size_t size, const char *at, size_t length)
{
    target[0] = '\0';
    for (size_t i = 0; i < length; i++)
        if (at[i] < ' ' || at[i] > '~' || at[i] == '\\')
            return;
    if (length < size)
        snprintf(target, size, "%.*s", (int)length, at);
}

bool venue_document(const struct source_response *response, struct cJSON **root, struct error *err)
{
    *root = NULL;
    if (!source_status_ok(response, err))
        return false;
    *root = json_parse(response->body, response->length, err);
    return *root != NULL;
}

bool venue_get(struct source_request *request, const struct subscription *subscription, const char *url,
               const char *header, struct error *err)
{
    *request = (struct source_request){.accept = "application/json", .body_limit = BODY_MOST, .total_seconds = 20};
    text_copy(request->url, sizeof request->url, url);
    if (header == NULL)
        return true;
    const char *key = subscription->key != NULL ? subscription->key : "";
    if ((size_t)snprintf(request->headers[0], sizeof request->headers[0], "%s%s", header, key) >=
        sizeof request->headers[0])
        return error_set(err, ERROR_NEEDS_KEY, "the API key is too long to be one");
    return true;
}
