/* SPDX-License-Identifier: MIT
 * A news feed in RSS 2.0 or Atom: its items, one by one. */
#ifndef SOURCE_RSS_H
#define SOURCE_RSS_H

#include "base/error.h"

#include <stddef.h>
#include <stdint.h>

enum rss_field { RSS_TITLE, RSS_LINK, RSS_TIME, RSS_SOURCE, RSS_CREATOR, RSS_SUBJECTS, RSS_FIELDS };

#define RSS_TEXT_SIZE 1200

struct rss_item { /* as the feed writes it, not cleaned; "" absent, what is longer is cut */
    char fields[RSS_FIELDS][RSS_TEXT_SIZE];
    int64_t when; /* UTC s; 0 unknown */
};

typedef void rss_take(void *context, struct rss_item *item); /* the item may be changed */

/* Hands over every item, at most `most`, in the feed's order. False with *err for what is no well-formed feed; what
 * was handed over before that must not be trusted. No entity is resolved but XML's own five and characters. */
bool rss_read(const char *body, size_t length, size_t most, rss_take *take, void *context, struct error *err)
    __attribute__((warn_unused_result));

/* "Tue, 14 Jul 2026 15:06:00 +0000", "... GMT", or ISO 8601; 0 when malformed. */
int64_t rss_time(const char *text);

#endif
