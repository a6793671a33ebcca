/* SPDX-License-Identifier: MIT
 * A WebSocket server that speaks as Finnhub and Alpaca do: who subscribes is told trades several times a second. */
#include "config.h"

#include "sim_stream.h"

#include "base/date.h"
#include "base/memory.h"
#include "sim_market.h"

#include <libwebsockets.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TRADE_MS     250
#define MESSAGE_MOST 4096
#define TEXT_MOST    8192

struct sim_stream {
    struct lws_context *context;
    struct lws_vhost *host;
    lws_sorted_usec_list_t timer;
    pthread_t thread;
    uint64_t seed;
    const struct clock *clock;
    atomic_bool stopping, cut;
};

struct listener { /* one connection; made and cleared by the library */
    bool alpaca;
    bool greeted, admitted;
    uint64_t wanted; /* bit i: the i-th company */
};

static struct sim_stream *stream_of(struct lws *connection)
{
    return lws_context_user(lws_get_context(connection));
}

static void tick(lws_sorted_usec_list_t *timer)
{
    struct sim_stream *stream = lws_container_of(timer, struct sim_stream, timer);
    lws_callback_on_writable_all_protocol_vhost(stream->host, lws_vhost_name_to_protocol(stream->host, "trades"));
    lws_sul_schedule(stream->context, 0, &stream->timer, tick, (lws_usec_t)TRADE_MS * LWS_US_PER_MS);
}

/* --- what is heard --- */

static int admit(struct lws *connection, struct listener *listener)
{
    char path[128] = "", query[256] = "";
    (void)lws_hdr_copy(connection, path, sizeof path, WSI_TOKEN_GET_URI);
    (void)lws_hdr_copy_fragment(connection, query, sizeof query, WSI_TOKEN_HTTP_URI_ARGS, 0);
    listener->alpaca = strncmp(path, "/stream.data.alpaca.markets/v2/", 31) == 0;
    listener->admitted = strncmp(path, "/ws.finnhub.io", 14) == 0 && strncmp(query, "token=", 6) == 0;
    return atomic_load(&stream_of(connection)->cut) || (!listener->alpaca && !listener->admitted) ? -1 : 0;
}

static void hear(struct listener *listener, const char *text)
{
    char quoted[24];
    size_t count;
    const struct sim_company *companies = sim_companies(&count);
    if (strstr(text, "\"auth\"") != NULL)
        listener->admitted = strstr(text, "\"secret\"") != NULL;
    for (size_t i = 0; listener->admitted && i < count && i < 64; i++) {
        snprintf(quoted, sizeof quoted, "\"%s\"", companies[i].symbol);
        if (strstr(text, quoted) != NULL)
            listener->wanted |= UINT64_C(1) << i;
    }
}

/* --- what is told --- */

static int one_trade(char *text, size_t size, const struct listener *listener, const char *symbol, double price,
                     int64_t now_ms)
{
    int year, month, day, second = (int)(now_ms / 1000 % 86400);
    if (!listener->alpaca)
        return snprintf(text, size, "{\"c\":[],\"p\":%.2f,\"s\":\"%s\",\"t\":%lld,\"v\":100}", price, symbol,
                        (long long)now_ms);
    date_to_civil((int32_t)(now_ms / 86400000), &year, &month, &day);
    return snprintf(text, size,
                    "{\"T\":\"t\",\"S\":\"%s\",\"i\":1,\"x\":\"V\",\"p\":%.2f,\"s\":100,\"t\":"
                    "\"%04d-%02d-%02dT%02d:%02d:%02d.%03dZ\",\"c\":[\"@\"],\"z\":\"C\"}",
                    symbol, price, year, month, day, second / 3600, second / 60 % 60, second % 60,
                    (int)(now_ms % 1000));
}

static size_t write_trades(const struct sim_stream *stream, const struct listener *listener, char *text)
{
    size_t count, used = 0;
    const struct sim_company *companies = sim_companies(&count);
    int64_t now_ms = clock_wall_ms(stream->clock);
    used += (size_t)snprintf(text, TEXT_MOST, listener->alpaca ? "[" : "{\"data\":[");
    bool first = true;
    for (size_t i = 0; i < count && i < 64 && used + 400 < TEXT_MOST; i++) {
        if ((listener->wanted >> i & 1) == 0)
            continue;
        used += (size_t)snprintf(text + used, TEXT_MOST - used, "%s", first ? "" : ",");
        used += (size_t)one_trade(text + used, TEXT_MOST - used, listener, companies[i].symbol,
                                  sim_price(stream->seed, &companies[i], now_ms / 1000), now_ms);
        first = false;
    }
    used += (size_t)snprintf(text + used, TEXT_MOST - used, listener->alpaca ? "]" : "],\"type\":\"trade\"}");
    return used;
}

static int tell(struct lws *connection, struct listener *listener)
{
    static const char greeting[] = "[{\"T\":\"success\",\"msg\":\"connected\"}]";
    unsigned char room[LWS_PRE + TEXT_MOST];
    char *text = (char *)room + LWS_PRE;
    const struct sim_stream *stream = stream_of(connection);
    size_t length = 0;
    if (atomic_load(&stream->cut))
        return -1;
    if (listener->alpaca && !listener->greeted)
        length = (size_t)snprintf(text, TEXT_MOST, "%s", greeting);
    else if (listener->wanted != 0)
        length = write_trades(stream, listener, text);
    listener->greeted = true;
    return length == 0 || lws_write(connection, room + LWS_PRE, length, LWS_WRITE_TEXT) == (int)length ? 0 : -1;
}

static int on_event(struct lws *connection, enum lws_callback_reasons reason, void *user, void *in, size_t length)
{
    char text[MESSAGE_MOST];
    switch ((int)reason) { /* the others do not concern us */
    case LWS_CALLBACK_ESTABLISHED:
        return admit(connection, user);
    case LWS_CALLBACK_RECEIVE:
        snprintf(text, sizeof text, "%.*s", (int)length, (const char *)in);
        hear(user, text);
        break;
    case LWS_CALLBACK_SERVER_WRITEABLE:
        return tell(connection, user);
    default:
        break;
    }
    return 0;
}

/* --- life --- */

static void *run(void *context)
{
    struct sim_stream *stream = context;
    while (!atomic_load(&stream->stopping) && lws_service(stream->context, 0) >= 0)
        continue;
    return NULL;
}

struct sim_stream *sim_stream_start(uint64_t seed, const struct clock *clock)
{
    static const struct lws_protocols protocols[] = {
        {.name = "trades",
         .callback = on_event,
         .per_session_data_size = sizeof(struct listener),
         .rx_buffer_size = MESSAGE_MOST},
        {.name = NULL},
    };
    struct sim_stream *stream = memory_new(1, sizeof *stream);
    stream->seed = seed;
    stream->clock = clock;
    lws_set_log_level(0, NULL);
    struct lws_context_creation_info info = {
        .port = 0,
        .iface = "127.0.0.1",
        .protocols = protocols,
        .options = LWS_SERVER_OPTION_EXPLICIT_VHOSTS | LWS_SERVER_OPTION_DISABLE_IPV6,
        .gid = -1,
        .uid = -1,
        .user = stream,
    };
    stream->context = lws_create_context(&info);
    stream->host = stream->context != NULL ? lws_create_vhost(stream->context, &info) : NULL;
    if (stream->host != NULL) {
        lws_sul_schedule(stream->context, 0, &stream->timer, tick, (lws_usec_t)TRADE_MS * LWS_US_PER_MS);
        if (pthread_create(&stream->thread, NULL, run, stream) == 0)
            return stream;
    }
    if (stream->context != NULL)
        lws_context_destroy(stream->context);
    free(stream);
    return NULL;
}

unsigned sim_stream_port(const struct sim_stream *stream)
{
    return (unsigned)lws_get_vhost_listen_port(stream->host);
}

void sim_stream_cut(struct sim_stream *stream, bool cut)
{
    atomic_store(&stream->cut, cut);
}

void sim_stream_stop(struct sim_stream *stream)
{
    if (stream == NULL)
        return;
    atomic_store(&stream->stopping, true);
    lws_cancel_service(stream->context);
    pthread_join(stream->thread, NULL);
    lws_context_destroy(stream->context);
    free(stream);
}
