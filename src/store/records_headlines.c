/* SPDX-License-Identifier: MIT
 * How headlines lie in their table. */
#include "config.h"

#include "record_fields.h"

static const struct field headline_fields[] = {
    TEXT(struct stored_headline, headline.symbol, "symbol"),
    NUMBER(struct stored_headline, key, "key"),
    TEXT(struct stored_headline, headline.source, "source"),
    TIME(struct stored_headline, headline.when, "at"),
    WORDS(struct stored_headline, headline.title, "title"),
    WORDS(struct stored_headline, headline.publisher, "publisher"),
    WORDS(struct stored_headline, headline.link, "link"),
    TIME(struct stored_headline, headline.first_seen, "first_seen"),
};
RECORD(headline, FILE_CACHE, "cache.headline", 3, FIRST_STAYS, NULL);
