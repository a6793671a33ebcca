/* SPDX-License-Identifier: MIT
 * The server: loopback only, one thread of its own, routing by provider host. */
#include "config.h"

#include "sim/simulator.h"

#include "sim_reply.h"
#include "sim_stream.h"

#include "base/memory.h"
#include "base/text.h"

#include <arpa/inet.h>
#include <assert.h>
#include <microhttpd.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define REPLY_LIMIT (16U * 1024 * 1024)
#define HELD_MOST   256

struct simulator {
    struct MHD_Daemon *daemon;
    struct replay *replay;     /* NULL: generate */
    struct sim_stream *stream; /* NULL with a recording, which has none */
    const struct clock *clock;
    char scenario[32];
    uint64_t seed;
    int64_t filing_at, upgrade_at;
    unsigned port;
    atomic_ulong requests;
    struct MHD_Connection *held[HELD_MOST]; /* connections that a scenario leaves hanging */
    atomic_size_t held_count;
    atomic_bool stopping;
};

struct exchange { /* of one request */
    char *uri;
    bool answered;
};

static const struct route {
    const char *host;
    void (*respond)(const struct sim_request *, struct sim_reply *);
} routes[] = {
    {"fc.yahoo.com", sim_yahoo},
    {"query1.finance.yahoo.com", sim_yahoo},
    {"query2.finance.yahoo.com", sim_yahoo},
    {"quote.cnbc.com", sim_cnbc},
    {"data.alpaca.markets", sim_alpaca},
    {"finnhub.io", sim_finnhub},
    {"api.nasdaq.com", sim_nasdaq},
    {"www.nasdaq.com", sim_nasdaq_feed},
    {"www.nyse.com", sim_nyse},
    {"news.google.com", sim_google_news},
    {"www.alphavantage.co", sim_alphavantage},
    {"gds-earnings.cnbc.com", sim_cnbc_earnings},
    {"api.massive.com", sim_massive},
    {"api.benzinga.com", sim_benzinga},
    {"financialmodelingprep.com", sim_fmp},
    {"data.sec.gov", sim_sec},
    {"www.sec.gov", sim_sec},
    {"efts.sec.gov", sim_sec_search},
    {"api.runpod.io", sim_runpod},
    {"console.vast.ai", sim_vast},
    {"api.ornnai.com", sim_ornn},
    {"console-api.akash.network", sim_akash},
    {"api.scaleway.com", sim_scaleway},
    {"cloud-api.voltagepark.com", sim_voltagepark},
    {"lium.io", sim_lium},
    {"api.vultr.com", sim_vultr},
    {"apexapps.oracle.com", sim_oracle},
    {"api.hyperbolic.xyz", sim_hyperbolic},
    {"cloud.lambda.ai", sim_lambda},
    {"infrahub-api.nexgencloud.com", sim_hyperstack},
    {"spot-bid-advisor.s3.amazonaws.com", sim_aws},
    {"b0.p.awsstatic.com", sim_aws},
    {"spot-price.s3.amazonaws.com", sim_aws_spot},
    {"api.verda.com", sim_verda},
    {"prices.azure.com", sim_azure},
    {"raw.githubusercontent.com", sim_cyclenerd},
    {"api.shadeform.ai", sim_shadeform},
    {"backendn.jarvislabs.net", sim_jarvislabs},
    {"openapi.twse.com.tw", sim_twse},
    {"fred.stlouisfed.org", sim_fred},
};

static int hex(char digit)
{
    return digit >= '0' && digit <= '9'   ? digit - '0'
           : digit >= 'a' && digit <= 'f' ? digit - 'a' + 10
           : digit >= 'A' && digit <= 'F' ? digit - 'A' + 10
                                          : -1;
}

bool sim_parameter(const struct sim_request *request, const char *name, char *value, size_t size)
{
    size_t name_length = strlen(name), used = 0;
    const char *at = request->query;
    while (strncmp(at, name, name_length) != 0 || at[name_length] != '=') {
        at = strchr(at, '&');
        if (at == NULL)
            return false;
        at++;
    }
    for (at += name_length + 1; *at != '\0' && *at != '&' && used + 1 < size; at++) {
        if (*at == '%' && hex(at[1]) >= 0 && hex(at[2]) >= 0) {
            value[used++] = (char)(hex(at[1]) * 16 + hex(at[2]));
            at += 2;
        } else {
            value[used++] = *at == '+' ? ' ' : *at;
        }
    }
    value[used] = '\0';
    return true;
}

struct credentials {
    const char *cookie; /* NULL none */
    bool key;
};

static bool brings_key(struct MHD_Connection *connection)
{
    static const char *const headers[] = {"X-Finnhub-Token", "APCA-API-SECRET-KEY"};
    for (size_t i = 0; i < sizeof headers / sizeof headers[0]; i++)
        if (MHD_lookup_connection_value(connection, MHD_HEADER_KIND, headers[i]) != NULL)
            return true;
    return false;
}

static void generate(struct simulator *simulator, const char *method, char *uri, const struct credentials *brought,
                     struct sim_reply *reply)
{
    struct sim_request request = {
        .method = method,
        .host = uri + 1,
        .path = "/",
        .query = "",
        .cookie = brought->cookie != NULL ? brought->cookie : "",
        .has_key = brought->key,
        .seed = simulator->seed,
        .now = clock_wall_seconds(simulator->clock),
        .filing_at = simulator->filing_at,
        .upgrade_at = simulator->upgrade_at,
        .number = atomic_load(&simulator->requests),
    };
    char *query = strchr(uri, '?');
    if (query != NULL) {
        *query = '\0';
        request.query = query + 1;
    }
    char host[64];
    char *path = strchr(uri + 1, '/');
    if (path != NULL)
        request.path = path;
    snprintf(host, sizeof host, "%.*s", (int)(path != NULL ? path - uri - 1 : (long)strlen(uri + 1)), uri + 1);
    request.host = host;
    sim_plain(reply, 404, "text/plain", "no such provider\n");
    if (sim_interfere(simulator->scenario, &request, reply))
        return;
    for (size_t i = 0; i < sizeof routes / sizeof routes[0]; i++)
        if (strcmp(routes[i].host, host) == 0) {
            buffer_empty(&reply->body);
            reply->status = 200;
            reply->content_type = "application/json";
            routes[i].respond(&request, reply);
        }
    sim_spoil(simulator->scenario, &request, reply);
}

static void compose(struct simulator *simulator, const char *method, char *uri, const struct credentials *brought,
                    struct sim_reply *reply)
{
    char url[8192];
    if (simulator->replay == NULL) {
        generate(simulator, method, uri, brought, reply);
        return;
    }
    snprintf(url, sizeof url, "https://%s", uri + 1);
    replay_answer(simulator->replay, method, url, reply);
}

static enum MHD_Result send_reply(struct MHD_Connection *connection, struct sim_reply *reply)
{
    struct MHD_Response *response =
        MHD_create_response_from_buffer(reply->body.length, reply->body.data, MHD_RESPMEM_MUST_COPY);
    MHD_add_response_header(response, "Content-Type", reply->content_type);
    for (size_t i = 0; i < reply->header_count; i++)
        MHD_add_response_header(response, reply->headers[i].name, reply->headers[i].value);
    enum MHD_Result result = MHD_queue_response(connection, reply->status, response);
    MHD_destroy_response(response);
    return result;
}

/* Noted before the look at `stopping`: either the stop sees the connection or we see the stop. */
static bool hold(struct simulator *simulator, struct MHD_Connection *connection)
{
    size_t count = atomic_load(&simulator->held_count);
    if (count == HELD_MOST)
        return false;
    simulator->held[count] = connection;
    atomic_store(&simulator->held_count, count + 1);
    if (atomic_load(&simulator->stopping))
        return false;
    MHD_suspend_connection(connection);
    return true;
}

static enum MHD_Result handle(void *context, struct MHD_Connection *connection, const char *path,
                              const char *method, const char *version, const char *upload, size_t *upload_size,
                              void **state)
{
    struct simulator *simulator = context;
    struct exchange *exchange = *state;
    struct sim_reply reply = {.status = 200, .content_type = "application/json"};
    (void)path, (void)version, (void)upload;
    if (*upload_size > 0) { /* what is posted does not matter: the providers' queries are fixed */
        *upload_size = 0;
        return MHD_YES;
    }
    if (!exchange->answered) {
        exchange->answered = true; /* the first call only announces the headers */
        return MHD_YES;
    }
    atomic_fetch_add(&simulator->requests, 1);
    buffer_init(&reply.body, REPLY_LIMIT);
    struct credentials brought = {MHD_lookup_connection_value(connection, MHD_HEADER_KIND, MHD_HTTP_HEADER_COOKIE),
                                  brings_key(connection)};
    compose(simulator, method, exchange->uri, &brought, &reply);
    enum MHD_Result result = MHD_YES;
    if (!reply.hang || !hold(simulator, connection))
        result = send_reply(connection, &reply);
    buffer_clear(&reply.body);
    return result;
}

/* The only place where the address is seen as it was sent, before any decoding. */
static void *note_uri(void *context, const char *uri, struct MHD_Connection *connection)
{
    struct exchange *exchange = memory_new(1, sizeof *exchange);
    (void)context, (void)connection;
    exchange->uri = memory_text(uri[0] == '/' ? uri : "/");
    return exchange;
}

static void forget(void *context, struct MHD_Connection *connection, void **state,
                   enum MHD_RequestTerminationCode code)
{
    struct exchange *exchange = *state;
    (void)context, (void)connection, (void)code;
    if (exchange == NULL)
        return;
    free(exchange->uri);
    free(exchange);
    *state = NULL;
}

static bool listen_on_loopback(struct simulator *simulator, unsigned port, struct error *err)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    simulator->daemon = MHD_start_daemon(
        MHD_USE_INTERNAL_POLLING_THREAD | MHD_ALLOW_SUSPEND_RESUME, (uint16_t)port, NULL, NULL, handle, simulator,
        MHD_OPTION_SOCK_ADDR, (struct sockaddr *)&address, MHD_OPTION_URI_LOG_CALLBACK, note_uri, NULL,
        MHD_OPTION_NOTIFY_COMPLETED, forget, NULL, MHD_OPTION_CONNECTION_LIMIT, 200U, MHD_OPTION_END);
    if (simulator->daemon == NULL)
        return error_set(err, ERROR_SYSTEM, "the simulator cannot listen on port %u of the loopback address", port);
    const union MHD_DaemonInfo *info = MHD_get_daemon_info(simulator->daemon, MHD_DAEMON_INFO_BIND_PORT);
    simulator->port = info != NULL ? info->port : port;
    return true;
}

static bool check_scenario(const char *scenario, struct error *err)
{
    const struct simulator_scenario *known;
    for (size_t i = 0; (known = simulator_scenario(i)) != NULL; i++)
        if (strcmp(known->name, scenario) == 0)
            return true;
    return error_set(err, ERROR_INVALID, "there is no scenario \"%s\"; gputape(1) lists them", scenario);
}

struct simulator *simulator_start(const struct simulator_options *options, struct error *err)
{
    struct simulator *simulator = memory_new(1, sizeof *simulator);
    const char *scenario = options->scenario != NULL ? options->scenario : "normal";
    text_copy(simulator->scenario, sizeof simulator->scenario, scenario);
    simulator->seed = options->seed;
    simulator->clock = options->clock;
    if (options->upgrade_after_seconds > 0)
        simulator->upgrade_at = clock_wall_seconds(options->clock) + options->upgrade_after_seconds;
    if (options->filing_after_seconds > 0)
        simulator->filing_at = clock_wall_seconds(options->clock) + options->filing_after_seconds;
    bool good = check_scenario(scenario, err);
    if (good && options->replay_folder != NULL) {
        simulator->replay = replay_open(options->replay_folder, err);
        good = simulator->replay != NULL;
    }
    if (!good || !listen_on_loopback(simulator, options->port, err)) {
        replay_close(simulator->replay);
        free(simulator);
        return NULL;
    }
    if (simulator->replay == NULL)
        simulator->stream = sim_stream_start(options->seed, options->clock);
    return simulator;
}

unsigned simulator_stream_port(const struct simulator *simulator)
{
    return simulator->stream != NULL ? sim_stream_port(simulator->stream) : 0;
}

void simulator_cut_streams(struct simulator *simulator, bool cut)
{
    if (simulator->stream != NULL)
        sim_stream_cut(simulator->stream, cut);
}

void simulator_stop(struct simulator *simulator)
{
    if (simulator == NULL)
        return;
    atomic_store(&simulator->stopping, true); /* the server refuses to stop while connections are held */
    for (size_t i = 0; i < atomic_load(&simulator->held_count); i++)
        MHD_resume_connection(simulator->held[i]);
    MHD_stop_daemon(simulator->daemon);
    sim_stream_stop(simulator->stream);
    replay_close(simulator->replay);
    free(simulator);
}

unsigned simulator_port(const struct simulator *simulator)
{
    return simulator->port;
}

int64_t simulator_recorded_at(const struct simulator *simulator)
{
    return simulator->replay != NULL ? replay_recorded_at(simulator->replay) : 0;
}

unsigned long simulator_requests(const struct simulator *simulator)
{
    return atomic_load(&((struct simulator *)(uintptr_t)simulator)->requests);
}
