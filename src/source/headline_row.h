/* SPDX-License-Identifier: MIT
 * What the sources of headlines share: how a headline is checked, cleaned and added. */
#ifndef SOURCE_HEADLINE_ROW_H
#define SOURCE_HEADLINE_ROW_H

#include "json.h"
#include "rss.h"
#include "source/source.h"

#define HEADLINES_READ_MOST 100 /* of one answer: feeds put the newest first */

struct headline_row { /* as the provider writes it; NULL and "" are none */
    const char *title, *publisher, *link;
    int64_t when; /* UTC s */
};

struct headline_taker { /* of one answer */
    const char *symbol, *source;
    int64_t received_at;
    struct observations *observations;
};

/* Adds it. What has no title or no plausible time counts as rejected; what is older than 400 days is left out; an
 * address that is not https is dropped. */
void headline_row_add(const struct headline_taker *taker, const struct headline_row *row);

/* A feed whole; `row_of` makes a row of an item, false leaves it out. No item in it is no failure. */
bool headline_row_feed(const struct source *source, const struct subscription *subscription,
                       const struct source_response *response, struct observations *observations,
                       bool (*row_of)(struct rss_item *item, const char *symbol, struct headline_row *row),
                       struct error *err) __attribute__((warn_unused_result));

/* One list of JSON objects: their members by name. */
struct headline_members {
    const char *title, *publisher, *link;
    const char *when; /* a number of seconds, or ISO 8601 text */
};
/* A whole answer whose status was found good: the list under `list` of the document (NULL: the document itself);
 * `wanted` (may be NULL: all are) leaves items out. An empty list is no failure. */
bool headline_row_list(const struct source *source, const struct subscription *subscription,
                       const struct source_response *response, struct observations *observations, const char *list,
                       const struct headline_members *members,
                       bool (*wanted)(const struct cJSON *item, const char *symbol), struct error *err)
    __attribute__((warn_unused_result));

#endif
