/* SPDX-License-Identifier: MIT
 * The HTTP client and TLS: which certificates it takes, what it says of the others, and how it shares, keeps and
 * gives up HTTP/2 connections. */
#include "config.h"

#include "net/http.h"

#include "asking.h"
#include "fault_server.h"
#include "tls_server.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#define SHORT_MS 500
#define MANY     200

struct world {
    char folder[64];
    char ca_file[96];
    struct tls_authority *authority;
};

static struct http *client(struct http_options options)
{
    struct error err = {0};
    struct http *http = http_new(&options, &err);
    if (http == NULL)
        fail_msg("%s", err.message);
    return http;
}

static void url_of(char url[256], const struct tls_server *server)
{
    snprintf(url, 256, "https://localhost:%u/v1?token=" SECRET, tls_server_port(server));
}

static struct tls_server *serve(const struct world *world, struct tls_server_options options)
{
    struct tls_server *server = tls_server_new(world->authority, &options);
    assert_non_null(server);
    return server;
}

/* --- certificates --- */

static const struct {
    struct tls_server_options server;
    bool with_ca_file;
    enum error_code code;
    const char *text; /* of the message, NULL: it must work */
} certificates[] = {
    {{.host = "localhost"}, true, ERROR_NONE, NULL},
    {{.host = "localhost", .http2 = true}, true, ERROR_NONE, NULL},
    {{.host = "localhost"}, false, ERROR_NETWORK, "from an unknown authority: behind a company proxy, set ca_file"},
    {{.host = "other.example"}, true, ERROR_NETWORK, "its certificate is for another host"},
    {{.host = "localhost", .expired = true}, true, ERROR_NETWORK, "its certificate has expired"},
    {{.host = "localhost", .self_signed = true}, false, ERROR_NETWORK, "its certificate is self-signed"},
    {{.host = "localhost", .self_signed = true}, true, ERROR_NETWORK, "its certificate is self-signed"},
    {{.host = "localhost", .old = true}, true, ERROR_NETWORK, "no secure connection (TLS 1.2 or newer)"},
};

static void only_a_good_certificate_is_taken(void **state)
{
    const struct world *world = *state;
    for (size_t i = 0; i < sizeof certificates / sizeof certificates[0]; i++) {
        char url[256];
        struct tls_server *server = serve(world, certificates[i].server);
        struct http *http =
            client((struct http_options){.ca_file = certificates[i].with_ca_file ? world->ca_file : NULL});
        url_of(url, server);
        struct answer answer = asking(http, url);
        if (answer.err.code != certificates[i].code ||
            (certificates[i].text != NULL && strstr(answer.err.message, certificates[i].text) == NULL))
            fail_msg("row %zu: %s: %s", i, error_word(answer.err.code), answer.err.message);
        assert_int_equal(answer.status, certificates[i].code == ERROR_NONE ? 200 : 0);
        assert_int_equal(tls_server_requests(server), certificates[i].code == ERROR_NONE);
        assert_null(strstr(answer.err.message, SECRET));
        http_free(http);
        tls_server_free(server);
    }
}

static void a_server_without_tls_is_named(void **state)
{
    char url[256];
    (void)state;
    struct fault_server *server = fault_server_new(&(struct fault_server_options){0});
    assert_non_null(server);
    struct http *http = client((struct http_options){.total_ms = SHORT_MS});
    snprintf(url, sizeof url, "https://127.0.0.1:%u/http09", fault_server_port(server));
    struct answer answer = asking(http, url);
    /* It waits for a request as we wait for its greeting, or hangs up on what it reads. */
    assert_true(answer.err.code == ERROR_NETWORK || answer.err.code == ERROR_TIMEOUT);
    assert_int_equal(fault_server_requests(server, NULL), 0);
    http_free(http);
    fault_server_free(server);
}

/* --- HTTP/2 --- */

static void many_requests_share_a_connection(void **state)
{
    const struct world *world = *state;
    struct answer *answers = calloc(MANY, sizeof *answers);
    char url[256];
    assert_non_null(answers);
    struct tls_server *server = serve(world, (struct tls_server_options){.host = "localhost", .http2 = true});
    struct http *http = client((struct http_options){.ca_file = world->ca_file});
    url_of(url, server);
    struct http_request request = asking_request(url);
    for (size_t i = 0; i < 32; i++)
        asking_start(http, &request, &answers[i]);
    asking_finish(http);
    assert_int_equal(tls_server_connections(server), 1);
    for (size_t i = 0; i < MANY; i++) {
        answers[i] = (struct answer){0};
        asking_start(http, &request, &answers[i]);
    }
    asking_finish(http);
    for (size_t i = 0; i < MANY; i++)
        assert_int_equal(answers[i].status, 200);
    assert_in_range(tls_server_connections(server), 1, 2);
    http_free(http);
    tls_server_free(server);
    free(answers);
}

static void without_http2_two_connections_are_the_most(void **state)
{
    const struct world *world = *state;
    struct answer answers[20];
    char url[256];
    memset(answers, 0, sizeof answers);
    struct tls_server *server = serve(world, (struct tls_server_options){.host = "localhost", .http2 = true});
    struct http *http = client((struct http_options){.ca_file = world->ca_file});
    url_of(url, server);
    struct http_request request = asking_request(url);
    request.no_http2 = true;
    for (size_t i = 0; i < 20; i++)
        asking_start(http, &request, &answers[i]);
    asking_finish(http);
    for (size_t i = 0; i < 20; i++)
        assert_int_equal(answers[i].status, 200);
    assert_int_equal(tls_server_connections(server), 2);
    http_free(http);
    tls_server_free(server);
}

/* libcurl 7.88 by itself would use the dead connection for ever. */
static void a_dead_http2_connection_costs_one_request(void **state)
{
    const struct world *world = *state;
    char url[256];
    struct tls_server *server =
        serve(world, (struct tls_server_options){.host = "localhost", .http2 = true, .dead_after = 3});
    struct http *http = client((struct http_options){.ca_file = world->ca_file, .total_ms = SHORT_MS});
    url_of(url, server);
    for (unsigned i = 0; i < 6; i++) {
        struct answer answer = asking(http, url);
        assert_int_equal(answer.err.code, i == 3 ? ERROR_TIMEOUT : ERROR_NONE);
    }
    assert_int_equal(tls_server_connections(server), 2);
    http_free(http);
    tls_server_free(server);
}

/* A request that shares the dead connection is asked again on a new one. */
static void who_shares_a_dead_connection_is_asked_again(void **state)
{
    const struct world *world = *state;
    char url[256];
    struct answer hasty = {0}, patient = {0};
    struct tls_server *server =
        serve(world, (struct tls_server_options){.host = "localhost", .http2 = true, .dead_after = 1});
    struct http *http = client((struct http_options){.ca_file = world->ca_file});
    url_of(url, server);
    assert_int_equal(asking(http, url).status, 200);
    struct http_request request = asking_request(url), short_of_time = request;
    short_of_time.total_seconds = 1;
    asking_start(http, &short_of_time, &hasty);
    asking_start(http, &request, &patient);
    asking_finish(http);
    assert_int_equal(hasty.err.code, ERROR_TIMEOUT);
    assert_int_equal(patient.status, 200);
    assert_int_equal(tls_server_connections(server), 2);
    http_free(http);
    tls_server_free(server);
}

static void after_sleep_no_connection_is_trusted(void **state)
{
    const struct world *world = *state;
    char url[256];
    struct tls_server *server = serve(world, (struct tls_server_options){.host = "localhost", .http2 = true});
    struct http *http = client((struct http_options){.ca_file = world->ca_file});
    url_of(url, server);
    assert_int_equal(asking(http, url).status, 200);
    assert_int_equal(asking(http, url).status, 200);
    assert_int_equal(tls_server_connections(server), 1);
    http_renew(http);
    assert_int_equal(asking(http, url).status, 200);
    assert_int_equal(tls_server_connections(server), 2);
    http_free(http);
    tls_server_free(server);
}

static int make_world(void **state)
{
    struct world *world = calloc(1, sizeof *world);
    if (world == NULL)
        return -1;
    *state = world;
    signal(SIGPIPE, SIG_IGN); /* as the program does: OpenSSL writes to sockets without asking */
    snprintf(world->folder, sizeof world->folder, "/tmp/gputape-tls-XXXXXX");
    if (mkdtemp(world->folder) == NULL)
        return -1;
    snprintf(world->ca_file, sizeof world->ca_file, "%s/authority.pem", world->folder);
    world->authority = tls_authority_new(world->ca_file);
    return world->authority != NULL ? 0 : -1;
}

static int drop_world(void **state)
{
    struct world *world = *state;
    tls_authority_free(world->authority);
    unlink(world->ca_file);
    rmdir(world->folder);
    free(world);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_a_good_certificate_is_taken),
        cmocka_unit_test(a_server_without_tls_is_named),
        cmocka_unit_test(many_requests_share_a_connection),
        cmocka_unit_test(without_http2_two_connections_are_the_most),
        cmocka_unit_test(a_dead_http2_connection_costs_one_request),
        cmocka_unit_test(who_shares_a_dead_connection_is_asked_again),
        cmocka_unit_test(after_sleep_no_connection_is_trusted),
    };
    return cmocka_run_group_tests(tests, make_world, drop_world);
}
