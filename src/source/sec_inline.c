/* SPDX-License-Identifier: MIT
 * The second way to a report's statement: the XBRL within its own page, when the document that the SEC extracts
 * from it is not there. Some pages are not well-formed: then there is a third. */
#include "config.h"

#include "provider.h"
#include "sec_statement.h"
#include "sources.h"
#include "xbrl.h"

#include "base/memory.h"

#include <stdlib.h>

#define PAGE_MOST ((size_t)50 << 20)

struct inline_stream {
    const struct subscription *subscription;
    struct xbrl_reader *reader;
};

static bool request(const struct subscription *subscription, const char *token, struct source_request *request,
                    struct error *err)
{
    (void)token;
    if (subscription->filing.document[0] == '\0')
        return error_set(err, ERROR_NOT_FOUND, "the page of the report is not known");
    if (!sec_statement_request_document(subscription, subscription->filing.document, request, err))
        return false;
    request->body_limit = PAGE_MOST;
    request->total_seconds = 120;
    return true;
}

static void *stream_begin(const struct subscription *subscription, struct observations *observations)
{
    struct inline_stream *stream = memory_new(1, sizeof *stream);
    (void)observations;
    stream->subscription = subscription;
    stream->reader = xbrl_reader_new(subscription, true);
    return stream;
}

static bool stream_feed(void *context, const char *bytes, size_t length, struct error *err)
{
    struct inline_stream *stream = context;
    return xbrl_reader_feed(stream->reader, bytes, length, err);
}

static bool stream_end(void *context, const struct source_response *response, struct observations *observations,
                       struct error *err)
{
    struct inline_stream *stream = context;
    return xbrl_reader_end(stream->reader, observations, err) &&
           sec_statement_read(stream->subscription, STATEMENT_INLINE, response->received_at, observations);
}

static void stream_free(void *context)
{
    struct inline_stream *stream = context;
    xbrl_reader_free(stream->reader);
    free(stream);
}

static bool parse(const struct subscription *subscription, const struct source_response *response,
                  struct observations *observations, struct error *err)
{
    if (response->status == 200)
        return source_stream_whole(&source_sec_inline, subscription, response, observations, err);
    return sec_statement_answer_ok(subscription, response, err);
}

const struct source source_sec_inline = {
    .name = "sec_inline",
    .heading = "SEC report pages",
    .provider = &provider_sec,
    .kind = DATASET_CUSTOMERS,
    .role = SOURCE_CHAIN,
    .batch = 1,
    .refresh_seconds = 60,
    .request = request,
    .parse = parse,
    .stream_begin = stream_begin,
    .stream_feed = stream_feed,
    .stream_end = stream_end,
    .stream_free = stream_free,
};
