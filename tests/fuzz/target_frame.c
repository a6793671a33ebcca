/* SPDX-License-Identifier: MIT
 * One frame of a provider's WebSocket, with any bytes in it, for every feed. */
#include "config.h"

#include "target.h"

#include "source/feed.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static bool is_sane(const struct feed_trade *trade)
{
    return trade->symbol[0] != '\0' && memchr(trade->symbol, '\0', sizeof trade->symbol) != NULL &&
           strpbrk(trade->symbol, "\033\n\r ") == NULL && isfinite(trade->price) && trade->price > 0 &&
           trade->at_ms > 0;
}

void target_frame(const char *name, const char *data, size_t size)
{
    size_t count;
    const struct source_feed *const *feeds = source_feeds(&count);
    (void)name;
    for (size_t i = 0; i < count; i++) {
        struct feed_trades trades = {.count = 0};
        struct error err = {0};
        if (!feeds[i]->parse(data, size, &trades, &err) && err.message[0] == '\0')
            abort();
        for (size_t k = 0; k < trades.count; k++)
            if (!is_sane(&trades.items[k]))
                abort();
    }
}
