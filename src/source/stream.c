/* SPDX-License-Identifier: MIT
 * A whole body through a source's stream: for recordings, for tests, and for whoever has it in hand anyway. */
#include "config.h"

#include "source/source.h"

bool source_stream_whole(const struct source *source, const struct subscription *subscription,
                         const struct source_response *response, struct observations *observations,
                         struct error *err)
{
    struct source_response end = *response;
    void *stream = source->stream_begin(subscription, observations);
    end.body = "";
    bool good = source->stream_feed(stream, response->body, response->length, err) &&
                source->stream_end(stream, &end, observations, err);
    source->stream_free(stream);
    return good;
}
