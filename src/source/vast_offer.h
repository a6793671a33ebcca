/* SPDX-License-Identifier: MIT
 * One offer of Vast.ai's order book, read from its bytes without building a tree. */
#ifndef SOURCE_VAST_OFFER_H
#define SOURCE_VAST_OFFER_H

#include "json_scan.h"
#include "source/source.h"

#define VAST_VENUE     "Vast.ai"
#define VAST_GPUS_MOST 16 /* of one offer */

struct vast_doubts { /* of one model in one answer: offers set aside because their price is not credible */
    const char *model;
    unsigned count;
    const char *doubt;
};

#define VAST_MODELS_MOST 24

struct vast_reading {
    struct observations *observations;
    const char *name; /* the only name of Vast's that was asked for; NULL: any */
    bool know_ids;    /* an offer may come twice: the later one is dropped */
    size_t listed;    /* offers seen */
    size_t unusable;  /* of these, that could not be read; also counted in observations->rejected */
    struct vast_doubts doubts[VAST_MODELS_MOST];
    size_t doubt_count;
};

/* Adds the offer and its GPUs to the observations. What cannot be read is counted. Addresses and names of hosts are
 * never looked at. */
void vast_offer_take(struct vast_reading *reading, struct json_slice bytes);

/* Makes the model's book out of all offers and cards in the observations. */
void vast_publish(const struct vast_reading *reading, const struct source_response *response, const char *model,
                  const char *source, bool capped);

/* {"success":false,"error":"invalid_args","msg":"..."}, whatever the status: then true, with *err. */
bool vast_refuses(const struct source_response *response, struct error *err);

#endif
