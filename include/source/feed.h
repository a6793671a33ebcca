/* SPDX-License-Identifier: MIT
 * Feeds: providers that send trades over a WebSocket. Pure, as sources are: which address, which messages, what a
 * frame says. */
#ifndef SOURCE_FEED_H
#define SOURCE_FEED_H

#include "source/source.h"

#define FEED_TRADES_MOST 512 /* of one frame */

struct feed_trade {
    char symbol[SYMBOL_SIZE]; /* spelled our way: BRK-B */
    double price;
    int64_t at_ms; /* ms since 1970-01-01 UTC */
};

struct feed_trades {
    struct feed_trade items[FEED_TRADES_MOST];
    size_t count;
};

struct source_feed {
    const char *name;            /* "finnhub_stream": stands in quotes as their source */
    const struct source *source; /* of the same provider: when it is switched off, so is the feed */
    size_t symbols_most;         /* beyond them the provider refuses */
    /* The address, "wss://...". It may hold the key: never logged. */
    bool (*address)(const struct subscription *subscription, char *url, size_t size, struct error *err);
    /* The index-th message after opening; false: there are no more. */
    bool (*message)(const struct subscription *subscription, size_t index, char *text, size_t size);
    /* Adds the trades of one frame. False with *err when the provider refuses or the frame cannot be read; a frame
     * without trades (a ping, a greeting) is fine. */
    bool (*parse)(const char *frame, size_t length, struct feed_trades *trades, struct error *err);
};

/* In the order in which they are taken; the one that has its keys serves. */
const struct source_feed *const *source_feeds(size_t *count);

#endif
