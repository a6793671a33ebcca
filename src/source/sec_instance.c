/* SPDX-License-Identifier: MIT
 * The XBRL document of a report, read while it arrives. The SEC extracts it from the report's page under the page's
 * own name ("aapl-20250329_htm.xml"); where no page is known yet, or an older report has a document of its own, the
 * folder's index tells the name. Minutes before companyfacts, and the only place with facts that have dimensions.
 */
#include "config.h"

#include "json.h"
#include "provider.h"
#include "sec_statement.h"
#include "sources.h"
#include "xbrl.h"

#include "base/buffer.h"
#include "base/memory.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

#define DOCUMENT_MOST ((size_t)50 << 20)

struct instance_stream {
    const struct subscription *subscription;
    struct xbrl_reader *reader; /* NULL: the index, which is small */
    struct buffer index;
};

static bool is_index(const struct subscription *subscription)
{
    return strcmp(sec_statement_document(subscription), SEC_INDEX) == 0;
}

static bool request(const struct subscription *subscription, const char *token, struct source_request *request,
                    struct error *err)
{
    (void)token;
    if (!sec_statement_request(subscription, request, err))
        return false;
    request->body_limit = DOCUMENT_MOST;
    request->total_seconds = 120;
    return true;
}

/* --- the folder's index --- */

static bool ends_with(const char *text, const char *end)
{
    size_t length = strlen(text), tail = strlen(end);
    return length > tail && strcmp(text + length - tail, end) == 0;
}

/* A document of its own, as reports before 2019 have: neither a linkbase nor the renderer's summary. */
static bool is_classic_instance(const char *name)
{
    static const char *const others[] = {"_cal.xml", "_def.xml", "_lab.xml", "_pre.xml", "_ref.xml"};
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        if (ends_with(name, others[i]))
            return false;
    return ends_with(name, ".xml") && strcmp(name, "FilingSummary.xml") != 0 && strncmp(name, "R", 1) != 0;
}

static void choose_document(const struct cJSON *items, char name[64])
{
    name[0] = '\0';
    for (const struct cJSON *item = json_first(items); item != NULL; item = json_next(item)) {
        char found[96];
        json_text(item, "name", found, sizeof found);
        if (strlen(found) >= 64 || strcspn(found, "/\\?#%") < strlen(found))
            continue;
        if (ends_with(found, "_htm.xml")) {
            text_copy(name, 64, found);
            return;
        }
        if (name[0] == '\0' && is_classic_instance(found))
            text_copy(name, 64, found);
    }
}

static bool read_index(const struct subscription *subscription, const char *body, size_t length,
                       struct observations *observations, struct error *err)
{
    struct cJSON *root = json_parse(body, length, err);
    if (root == NULL)
        return false;
    choose_document(json_member(json_member(root, "directory"), "item"), observations->older_name);
    json_free(root);
    if (observations->older_name[0] == '\0')
        return sec_statement_missing(subscription, "the report holds no XBRL document", err);
    return true;
}

/* --- the stream --- */

static void *stream_begin(const struct subscription *subscription, struct observations *observations)
{
    struct instance_stream *stream = memory_new(1, sizeof *stream);
    (void)observations;
    stream->subscription = subscription;
    if (is_index(subscription))
        buffer_init(&stream->index, (size_t)1 << 20);
    else
        stream->reader = xbrl_reader_new(subscription, false);
    return stream;
}

static bool stream_feed(void *context, const char *bytes, size_t length, struct error *err)
{
    struct instance_stream *stream = context;
    if (stream->reader != NULL)
        return xbrl_reader_feed(stream->reader, bytes, length, err);
    return buffer_append(&stream->index, bytes, length) ||
           error_set(err, ERROR_TOO_BIG, "the index of the report is larger than it can sensibly be");
}

static bool stream_end(void *context, const struct source_response *response, struct observations *observations,
                       struct error *err)
{
    struct instance_stream *stream = context;
    if (stream->reader == NULL)
        return read_index(stream->subscription, buffer_text(&stream->index), stream->index.length, observations,
                          err);
    return xbrl_reader_end(stream->reader, observations, err) &&
           sec_statement_read(stream->subscription, STATEMENT_INSTANCE, response->received_at, observations);
}

static void stream_free(void *context)
{
    struct instance_stream *stream = context;
    xbrl_reader_free(stream->reader);
    buffer_clear(&stream->index);
    free(stream);
}

static bool parse(const struct subscription *subscription, const struct source_response *response,
                  struct observations *observations, struct error *err)
{
    bool first = subscription->older_name[0] == '\0' && !is_index(subscription);
    if (response->status == 200)
        return source_stream_whole(&source_sec_instance, subscription, response, observations, err);
    if (first && sec_statement_is_absent(response)) { /* under another name? */
        text_copy(observations->older_name, sizeof observations->older_name, SEC_INDEX);
        return true;
    }
    return sec_statement_answer_ok(subscription, response, err);
}

const struct source source_sec_instance = {
    .name = "sec_instance",
    .heading = "SEC statements",
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
