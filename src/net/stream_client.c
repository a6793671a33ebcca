/* SPDX-License-Identifier: MIT
 * The client side of a WebSocket. */
#include "config.h"

#include "net/stream.h"

#include "base/buffer.h"
#include "base/memory.h"
#include "base/text.h"
#include "net/http.h"

#include <libwebsockets.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FRAME_MOST      (256U << 10)
#define RETRY_FIRST_MS  1000U
#define RETRY_MOST_MS   60000U
#define PING_SECONDS    30 /* of silence, then it is asked whether it is still there */
#define HANG_UP_SECONDS 45

struct stream {
    struct stream_options options;
    char url[STREAM_URL_MOST];
    char ca_file[512];
    struct lws_context *context;
    lws_sorted_usec_list_t retry;
    unsigned retry_ms;
    size_t sent; /* messages of this connection */
    struct buffer frame;
    atomic_bool stopping;
};

static const lws_retry_bo_t patience = {.secs_since_valid_ping = PING_SECONDS,
                                        .secs_since_valid_hangup = HANG_UP_SECONDS};

static void open_connection(lws_sorted_usec_list_t *retry);

static void try_again(struct stream *stream, const char *reason)
{
    stream->options.closed(stream->options.context, reason);
    lws_sul_schedule(stream->context, 0, &stream->retry, open_connection,
                     (lws_usec_t)stream->retry_ms * LWS_US_PER_MS);
    stream->retry_ms = stream->retry_ms * 2 < RETRY_MOST_MS ? stream->retry_ms * 2 : RETRY_MOST_MS;
}

static void open_connection(lws_sorted_usec_list_t *retry)
{
    struct stream *stream = lws_container_of(retry, struct stream, retry);
    char url[STREAM_URL_MOST], path[STREAM_URL_MOST + 1];
    const char *scheme, *host, *rest;
    int port;
    text_copy(url, sizeof url, stream->url);
    if (lws_parse_uri(url, &scheme, &host, &port, &rest) != 0) {
        try_again(stream, "the address cannot be read");
        return;
    }
    snprintf(path, sizeof path, "/%s", rest);
    bool secure = strcmp(scheme, "wss") == 0 || strcmp(scheme, "https") == 0;
    struct lws_client_connect_info info = {
        .context = stream->context,
        .address = host,
        .port = port,
        .path = path,
        .host = host,
        .ssl_connection = secure ? LCCSCF_USE_SSL : 0,
        .local_protocol_name = "stream",
        .retry_and_idle_policy = &patience,
    };
    /* A refusal comes as a callback, too, unless no connection could even be made. */
    if (lws_client_connect_via_info(&info) == NULL && stream->retry.list.owner == NULL)
        try_again(stream, "no connection");
}

static int send_next(struct stream *stream, struct lws *connection)
{
    unsigned char room[LWS_PRE + STREAM_MESSAGE_MOST];
    char *text = (char *)room + LWS_PRE;
    if (!stream->options.message(stream->options.context, stream->sent, text))
        return 0;
    size_t length = strlen(text);
    bool sent = lws_write(connection, room + LWS_PRE, length, LWS_WRITE_TEXT) == (int)length;
    explicit_bzero(room, sizeof room); /* it may have held a key */
    stream->sent++;
    lws_callback_on_writable(connection);
    return sent ? 0 : -1;
}

static int receive(struct stream *stream, struct lws *connection, const char *bytes, size_t length)
{
    if (!buffer_append(&stream->frame, bytes, length))
        return -1; /* no provider's message is so long: closed, and opened anew */
    if (lws_remaining_packet_payload(connection) > 0 || !lws_is_final_fragment(connection))
        return 0;
    stream->options.frame(stream->options.context, buffer_text(&stream->frame), stream->frame.length);
    buffer_empty(&stream->frame);
    stream->retry_ms = RETRY_FIRST_MS;
    return 0;
}

static int on_event(struct lws *connection, enum lws_callback_reasons reason, void *user, void *in, size_t length)
{
    struct stream *stream = lws_context_user(lws_get_context(connection));
    (void)user;
    switch ((int)reason) { /* most of some ninety do not concern us */
    case LWS_CALLBACK_CLIENT_ESTABLISHED:
        stream->sent = 0;
        buffer_empty(&stream->frame);
        stream->options.opened(stream->options.context);
        lws_callback_on_writable(connection);
        break;
    case LWS_CALLBACK_CLIENT_WRITEABLE:
        return send_next(stream, connection);
    case LWS_CALLBACK_CLIENT_RECEIVE:
        return receive(stream, connection, in, length);
    case LWS_CALLBACK_CLIENT_CONNECTION_ERROR:
        try_again(stream, in != NULL ? in : "no connection");
        break;
    case LWS_CALLBACK_CLIENT_CLOSED:
        try_again(stream, "the connection was closed");
        break;
    default:
        break;
    }
    return 0;
}

static bool is_acceptable(const char *url, struct error *err)
{
    bool secure = strncmp(url, "wss://", 6) == 0 || strncmp(url, "https://", 8) == 0;
    if (strlen(url) < STREAM_URL_MOST && (secure || http_is_loopback(url)))
        return true;
    return error_set(err, ERROR_INVALID, "a stream's address begins with wss:// or https://");
}

struct stream *stream_new(const struct stream_options *options, struct error *err)
{
    static const struct lws_protocols protocols[] = {{.name = "stream", .callback = on_event}, {.name = NULL}};
    if (!is_acceptable(options->url, err))
        return NULL;
    struct stream *stream = memory_new(1, sizeof *stream);
    stream->options = *options;
    stream->options.url = NULL;
    stream->retry_ms = RETRY_FIRST_MS;
    text_copy(stream->url, sizeof stream->url, options->url);
    text_copy(stream->ca_file, sizeof stream->ca_file, options->ca_file != NULL ? options->ca_file : "");
    buffer_init(&stream->frame, FRAME_MOST);
    struct lws_context_creation_info info = {
        .port = CONTEXT_PORT_NO_LISTEN,
        .protocols = protocols,
        .options = LWS_SERVER_OPTION_DO_SSL_GLOBAL_INIT,
        .client_ssl_ca_filepath = stream->ca_file[0] != '\0' ? stream->ca_file : NULL,
        .gid = -1,
        .uid = -1,
        .user = stream,
    };
    lws_set_log_level(0, NULL); /* its lines hold addresses, and those keys */
    stream->context = lws_create_context(&info);
    if (stream->context != NULL)
        return stream;
    stream_free(stream);
    error_set(err, ERROR_SYSTEM, "the library for streams does not start");
    return NULL;
}

void stream_run(struct stream *stream)
{
    lws_sul_schedule(stream->context, 0, &stream->retry, open_connection, 1);
    while (!atomic_load(&stream->stopping) && lws_service(stream->context, 0) >= 0)
        continue;
}

void stream_stop(struct stream *stream)
{
    atomic_store(&stream->stopping, true);
    lws_cancel_service(stream->context);
}

static void ignore_end(void *context, const char *reason)
{
    (void)context, (void)reason;
}

void stream_free(struct stream *stream)
{
    if (stream == NULL)
        return;
    stream->options.closed = ignore_end; /* the end of the context closes the connection */
    if (stream->context != NULL)
        lws_context_destroy(stream->context);
    buffer_clear(&stream->frame);
    explicit_bzero(stream->url, sizeof stream->url);
    free(stream);
}
