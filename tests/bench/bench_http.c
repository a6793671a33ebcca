/* SPDX-License-Identifier: MIT
 * 200 requests over HTTP/2 to a server 60 ms away, all wanted at once, against libcurl alone; and a host that is
 * silent, or whose name nobody resolves, beside one that is well. */
#include "config.h"

#include "fault_server.h"
#include "measure.h"
#include "net/http.h"
#include "relay.h"
#include "tls_server.h"

#include <curl/curl.h>
#include <dlfcn.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define REQUESTS    200
#define ONE_WAY_MS  30
#define STREAMS     100 /* libcurl's at once on a connection: two waves */
#define RUNS        5
#define UNRESOLVED  "resolver.test"
#define RESOLVER_MS 3000

struct tally {
    unsigned good, bad;
};

static void count_answer(void *context, const struct http_response *response, const struct error *err)
{
    struct tally *tally = context;
    if (err->code == ERROR_NONE && response->status == 200)
        tally->good++;
    else
        tally->bad++;
}

static void start(struct http *http, const char *url, struct tally *tally)
{
    struct http_request request = {.url = url, .user_agent = "bench", .body_limit = 65536, .total_seconds = 5};
    struct error err = {0};
    if (!http_start(http, &request, count_answer, tally, &err))
        measure_die("no request: %s", err.message);
}

static double ask_ours(struct http *http, const char *url, unsigned requests)
{
    struct tally tally = {0, 0};
    double started = measure_now_ms();
    for (unsigned i = 0; i < requests; i++)
        start(http, url, &tally);
    while (tally.good + tally.bad < requests)
        http_turn(http, 1000);
    if (tally.bad > 0)
        measure_die("%u of %u requests failed", tally.bad, requests);
    return measure_now_ms() - started;
}

/* --- the floor --- */

static size_t ignore(char *bytes, size_t size, size_t count, void *context)
{
    (void)bytes, (void)context;
    return size * count;
}

static CURL *make_plain(const char *url, const char *ca_file)
{
    CURL *easy = curl_easy_init();
    curl_easy_setopt(easy, CURLOPT_URL, url);
    curl_easy_setopt(easy, CURLOPT_CAINFO, ca_file);
    curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_2TLS);
    curl_easy_setopt(easy, CURLOPT_PIPEWAIT, 1L);
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, ignore);
    return easy;
}

static double ask_plain(CURLM *multi, CURL **easies, unsigned requests)
{
    int running = 1;
    double started = measure_now_ms();
    for (unsigned i = 0; i < requests; i++)
        curl_multi_add_handle(multi, easies[i]);
    while (running > 0) {
        curl_multi_perform(multi, &running);
        if (running > 0)
            curl_multi_poll(multi, NULL, 0, 1000, NULL);
    }
    double took = measure_now_ms() - started;
    for (unsigned i = 0; i < requests; i++)
        curl_multi_remove_handle(multi, easies[i]);
    return took;
}

static double plain_ms(const char *url, const char *ca_file)
{
    CURLM *multi = curl_multi_init();
    CURL *easies[REQUESTS];
    double times[RUNS];
    curl_multi_setopt(multi, CURLMOPT_MAX_HOST_CONNECTIONS, 1L);
    for (unsigned i = 0; i < REQUESTS; i++)
        easies[i] = make_plain(url, ca_file);
    (void)ask_plain(multi, easies, 1);
    for (int i = 0; i < RUNS; i++)
        times[i] = ask_plain(multi, easies, REQUESTS);
    for (unsigned i = 0; i < REQUESTS; i++)
        curl_easy_cleanup(easies[i]);
    curl_multi_cleanup(multi);
    return measure_share(times, RUNS, 0.5);
}

/* --- both --- */

static void bench_many(const struct bench_home *home)
{
    struct tls_server_options options = {.host = "localhost", .http2 = true};
    struct http_options http_options;
    struct error err = {0};
    char ca_file[128], url[128];
    double times[RUNS];
    snprintf(ca_file, sizeof ca_file, "%s/ca.pem", home->path);
    struct tls_authority *authority = tls_authority_new(ca_file);
    struct tls_server *server = authority != NULL ? tls_server_new(authority, &options) : NULL;
    if (server == NULL)
        measure_die("no TLS server");
    struct relay *relay = relay_new(tls_server_port(server), ONE_WAY_MS);
    snprintf(url, sizeof url, "https://localhost:%u/x", relay_port(relay));
    http_options = (struct http_options){.ca_file = ca_file};
    struct http *http = http_new(&http_options, &err);
    if (http == NULL)
        measure_die("no client: %s", err.message);
    (void)ask_ours(http, url, 1);
    unsigned before = tls_server_connections(server);
    for (int i = 0; i < RUNS; i++)
        times[i] = ask_ours(http, url, REQUESTS);
    double more = (double)(tls_server_connections(server) - before), plain = plain_ms(url, ca_file);
    double waves = 2.0 * ONE_WAY_MS * REQUESTS / STREAMS, least = plain < waves ? plain : waves;
    measure_line("200 requests, 60 ms away, HTTP/2, warm, median of 5", "ms", measure_share(times, RUNS, 0.5),
                 least, 1.3 * least);
    measure_line("connections opened besides the first", "count", more, 0, 1);
    http_free(http);
    relay_free(relay);
    tls_server_free(server);
    tls_authority_free(authority);
}

/* libcurl asks its resolver through this name, too: one host's answer comes late, as from a name server that is
 * gone. */
int getaddrinfo(const char *node, const char *service, const struct addrinfo *hints, struct addrinfo **result)
{
    int (*own)(const char *, const char *, const struct addrinfo *, struct addrinfo **) = NULL;
    void *found = dlsym(RTLD_NEXT, "getaddrinfo");
    memcpy(&own, &found, sizeof own);
    if (node != NULL && strcmp(node, UNRESOLVED) == 0) {
        measure_sleep_ms(RESOLVER_MS);
        return EAI_AGAIN;
    }
    return own != NULL ? own(node, service, hints, result) : EAI_FAIL;
}

/* How long eight requests to a host that is well take beside eight to another one. */
static double beside_ms(struct fault_server *server, const char *bad)
{
    struct http_options options = {.total_ms = 4000};
    struct tally well = {0, 0}, other = {0, 0};
    struct error err = {0};
    char url[128];
    struct http *http = http_new(&options, &err);
    if (http == NULL)
        measure_die("no client: %s", err.message);
    snprintf(url, sizeof url, "http://127.0.0.1:%u/ok/x", fault_server_port(server));
    double started = measure_now_ms();
    for (int i = 0; i < 8; i++)
        start(http, bad, &other);
    for (int i = 0; i < 8; i++)
        start(http, url, &well);
    while (well.good + well.bad < 8)
        http_turn(http, 1000);
    double took = measure_now_ms() - started;
    if (well.bad > 0)
        measure_die("the host that is well failed");
    http_free(http);
    return took;
}

static void bench_neighbours(void)
{
    struct fault_server *server = fault_server_new(&(struct fault_server_options){0});
    if (server == NULL)
        measure_die("no fault server");
    char well[128], silent[128];
    snprintf(well, sizeof well, "http://localhost:%u/ok/x", fault_server_port(server));
    snprintf(silent, sizeof silent, "http://localhost:%u/silence/x", fault_server_port(server));
    double least = beside_ms(server, well), host = beside_ms(server, silent);
    double resolver = beside_ms(server, "https://" UNRESOLVED "/x");
    measure_line("a stuck host delays the others by", "ms", host > least ? host - least : 0, 0, 100);
    measure_line("a stuck resolver delays the others by", "ms", resolver > least ? resolver - least : 0, 0, 100);
    fault_server_free(server);
}

int main(void)
{
    struct bench_home home;
    curl_global_init(CURL_GLOBAL_DEFAULT);
    bench_home_make(&home);
    bench_many(&home);
    bench_neighbours();
    bench_home_remove(&home);
    return measure_status();
}
