/* SPDX-License-Identifier: MIT
 * For sources whose venue lists shapes with prices: one quote per shape and region, books made of all of them. */
#ifndef SOURCE_VENUE_H
#define SOURCE_VENUE_H

#include "json.h"
#include "source/source.h"

#include "model/gpu_names.h"

struct venue {
    const char *name;   /* "Scaleway" */
    const char *source; /* name of the source's row */
    enum gpu_naming naming;
    enum gpu_role role;
};

/* A new quote of the shape that the venue calls so; NULL when it is none that we follow (or there are too many). */
struct gpu_quote *venue_quote(const struct venue *venue, struct observations *observations, const char *name);

/* Stock as a number of free GPUs, which is at the same time the word. Unknown stays unknown. */
void venue_free_gpus(struct gpu_quote *quote, struct amount count);

/* Stock as a plain yes or no. */
void venue_in_stock(struct gpu_quote *quote, bool stock);

/* Makes the books, and one offer per credible price, anew out of all quotes gathered so far. */
void venue_publish(const struct venue *venue, const struct source_response *response,
                   struct observations *observations);

/* As venue_publish, of a catalogue that is complete: models it does not name are not carried. False with *err when
 * nothing of it could be read. */
bool venue_publish_whole(const struct venue *venue, const struct source_response *response,
                         struct observations *observations, struct error *err);

/* A row of a history that says of itself that nobody observed it: "seed", "synthetic" or "estimated" true, or a
 * "source" or "method" that names an estimate. */
bool venue_is_invented(const struct cJSON *row);

/* Copies a word of printable ASCII (names of regions and types outside of json.h); anything else, or what does not
 * fit, gives "". */
void venue_word(char *target, size_t size, const char *at, size_t length);

/* A whole answer: read() is called for each element (or member) of the list of that name, NULL: of the document
 * itself, and what it added is published as all that the venue has. */
bool venue_read(const struct venue *venue, const char *list,
                void (*read)(struct observations *observations, const struct cJSON *item),
                const struct source_response *response, struct observations *observations, struct error *err);
/* A checked document; *root must be freed with json_free. False with *err. */
bool venue_document(const struct source_response *response, struct cJSON **root, struct error *err);

/* A GET of JSON with the provider's key in a header ("X-API-KEY: ", then the key); header NULL: none. */
bool venue_get(struct source_request *request, const struct subscription *subscription, const char *url,
               const char *header, struct error *err);

#endif
