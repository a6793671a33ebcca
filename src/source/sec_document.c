/* SPDX-License-Identifier: MIT
 * A document of a filing out of the SEC's archive, read while it arrives. It never changes: it is asked for once.
 */
#include "config.h"

#include "html_text.h"
#include "provider.h"
#include "sec_answer.h"
#include "sources.h"

#include "base/memory.h"
#include "base/text.h"
#include "model/document.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define BODY_MOST    ((size_t)32 << 20) /* nothing of it is kept but its text */
#define SECONDS_MOST 120
#define HEAD_BYTES   4096 /* where a block page says what it is */

struct stream {
    struct line_writer writer;
    struct html_text *html;
    char subject[SUBJECT_SIZE];
    char head[HEAD_BYTES];
    size_t head_length, length;
    bool plain; /* text as it is: older filings */
};

static bool request(const struct subscription *subscription, const char *token, struct source_request *request,
                    struct error *err)
{
    (void)token;
    if (!document_subject_is_valid(subscription->subject))
        return error_set(err, ERROR_INVALID, "not a document of a filing: %s", subscription->subject);
    *request = (struct source_request){
        .accept = "text/html, text/plain", .body_limit = BODY_MOST, .total_seconds = SECONDS_MOST};
    document_address(subscription->subject, request->url, sizeof request->url);
    return true;
}

static bool ends_in(const char *name, const char *end)
{
    size_t length = strlen(name), tail = strlen(end);
    return length > tail && strcasecmp(name + length - tail, end) == 0;
}

static void *stream_begin(const struct subscription *subscription, struct observations *observations)
{
    struct stream *stream = memory_new(1, sizeof *stream);
    (void)observations;
    line_writer_init(&stream->writer, DOCUMENT_TEXT_MOST);
    text_copy(stream->subject, sizeof stream->subject, subscription->subject);
    stream->plain = ends_in(stream->subject, ".txt");
    stream->html = html_text_new(&stream->writer, subscription->subject);
    return stream;
}

/* What has no words, and the edge's own pages, which may come with status 200. */
static bool is_readable(const struct stream *stream, struct error *err)
{
    static const char *const blocks[] = {"Request Rate Threshold Exceeded", "Undeclared Automated Tool"};
    if (strncmp(stream->head, "%PDF", 4) == 0 || ends_in(stream->subject, ".pdf"))
        return error_set(err, ERROR_FORMAT, "%s is a PDF: y copies its address for a browser",
                         document_name(stream->subject));
    for (size_t i = 0; i < sizeof blocks / sizeof blocks[0]; i++)
        if (strstr(stream->head, blocks[i]) != NULL)
            return error_set(err, ERROR_BLOCKED, "the SEC blocks us for now (%s): resting 10 minutes or more",
                             blocks[i]);
    if (memchr(stream->head, '\0', stream->head_length) != NULL)
        return error_set(err, ERROR_FORMAT, "%s holds no text: y copies its address for a browser",
                         document_name(stream->subject));
    return true;
}

/* A portal's or a proxy's page would otherwise be kept for ever in the document's place. */
static bool is_sign_in_page(const struct stream *stream)
{
    static const char *const words[] = {"sign in", "log in", "type=\"password\""};
    for (size_t i = 0; stream->length < HEAD_BYTES && i < sizeof words / sizeof words[0]; i++)
        if (text_contains_fold(stream->head, words[i]))
            return true;
    return false;
}

static bool stream_feed(void *self, const char *bytes, size_t length, struct error *err)
{
    struct stream *stream = self;
    if (stream->head_length + 1 < sizeof stream->head) {
        size_t room = sizeof stream->head - 1 - stream->head_length;
        size_t copied = length < room ? length : room;
        memcpy(stream->head + stream->head_length, bytes, copied);
        stream->head_length += copied;
        if (!is_readable(stream, err))
            return false;
    }
    stream->length += length;
    return stream->plain ? html_text_feed_plain(stream->html, bytes, length)
                         : html_text_feed(stream->html, bytes, length, err);
}

static bool hand_over(const struct stream *stream, struct observations *observations)
{
    struct document_text *document = observations_add_document(observations);
    if (document == NULL)
        return true; /* counted as rejected */
    text_copy(document->subject, sizeof document->subject, stream->subject);
    document->length = stream->writer.text.length;
    document->text = arena_text_n(&observations->arena, buffer_text(&stream->writer.text), document->length);
    document->source_bytes = stream->length;
    return true;
}

static bool stream_end(void *self, const struct source_response *response, struct observations *observations,
                       struct error *err)
{
    struct stream *stream = self;
    (void)response;
    if (is_sign_in_page(stream))
        return error_set(err, ERROR_BLOCKED, "a sign-in page came instead of the document: a portal or a proxy");
    if (!html_text_end(stream->html, err))
        return false;
    if (stream->writer.cut) {
        char sentence[320], address[SUBJECT_SIZE + 64];
        document_address(stream->subject, address, sizeof address);
        snprintf(sentence, sizeof sentence,
                 "Cut here: the document holds more than %zu MB of text. The rest is at %s",
                 DOCUMENT_TEXT_MOST >> 20, address);
        line_write_cut(&stream->writer, sentence);
    }
    if (stream->writer.text.length == 0)
        return error_set(err, ERROR_NO_DATA, "%s holds no words", document_name(stream->subject));
    return hand_over(stream, observations);
}

static void stream_free(void *self)
{
    struct stream *stream = self;
    html_text_free(stream->html);
    line_writer_clear(&stream->writer);
    free(stream);
}

static bool parse(const struct subscription *subscription, const struct source_response *response,
                  struct observations *observations, struct error *err)
{
    char sentence[128];
    snprintf(sentence, sizeof sentence, "the SEC has no such document: %s", document_name(subscription->subject));
    if (response->status != 200 && !sec_answer_ok(response, ERROR_NOT_FOUND, sentence, err))
        return false;
    return source_stream_whole(&source_sec_document, subscription, response, observations, err);
}

const struct source source_sec_document = {
    .name = "sec_document",
    .heading = "SEC archive",
    .provider = &provider_sec,
    .kind = DATASET_DOCUMENT,
    .role = SOURCE_CHAIN,
    .batch = 1,
    .refresh_seconds = 1,
    .request = request,
    .parse = parse,
    .stream_begin = stream_begin,
    .stream_feed = stream_feed,
    .stream_end = stream_end,
    .stream_free = stream_free,
};
