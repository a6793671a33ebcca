/* SPDX-License-Identifier: MIT
 * Trades as they happen, when a key allows it: a thread of their own reads them, the poller takes the newest of
 * each symbol twice a second at most. */
#ifndef POLLER_STREAMING_H
#define POLLER_STREAMING_H

#include "poller_state.h"

/* After a change of the watchlist: the feed that has its keys is subscribed to it, or to nothing. */
void streaming_rebuild(struct poller *poller);
/* Takes what came in, and notices when the stream begins or ends to speak: then polling slows down or takes over.
 */
void streaming_turn(struct poller *poller);
/* Milliseconds until it has something to do: INT64_MAX nothing. */
int64_t streaming_due_ms(const struct poller *poller);
/* It has spoken lately: polling may go slowly. */
bool streaming_speaks(const struct poller *poller);
/* True when not the market decides the pace: of second opinions, and of quotes whose trades are streamed. */
bool streaming_sets_pace(const struct poller *poller, const struct job *job, int *seconds);
const char *streaming_heading(const struct poller *poller); /* "Finnhub"; "" when none speaks */
void streaming_free(struct poller *poller);

#endif
