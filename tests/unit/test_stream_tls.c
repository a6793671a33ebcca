/* SPDX-License-Identifier: MIT
 * Streams over TLS: whose certificate is taken, and that no reason tells the key in the address. */
#include "config.h"

#include "net/stream.h"

#include "tls_server.h"

#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#define SECRET "finn-0123456789-secret"

struct attempt {
    struct stream *stream;
    char reason[256];
    bool opened;
};

static bool message(void *context, size_t index, char text[STREAM_MESSAGE_MOST])
{
    (void)context, (void)index, (void)text;
    return false;
}

static void opened(void *context)
{
    ((struct attempt *)context)->opened = true;
}

static void frame(void *context, const char *text, size_t length)
{
    (void)context, (void)text, (void)length;
}

static void closed(void *context, const char *reason)
{
    struct attempt *attempt = context;
    snprintf(attempt->reason, sizeof attempt->reason, "%s", reason);
    stream_stop(attempt->stream);
}

static struct attempt attempt_at(const struct tls_server *server, const char *ca_file)
{
    struct attempt attempt = {.opened = false};
    char url[128];
    struct error err = {0};
    snprintf(url, sizeof url, "wss://localhost:%u/?token=" SECRET, tls_server_port(server));
    const struct stream_options options = {.url = url,
                                           .ca_file = ca_file,
                                           .message = message,
                                           .opened = opened,
                                           .frame = frame,
                                           .closed = closed,
                                           .context = &attempt};
    attempt.stream = stream_new(&options, &err);
    if (attempt.stream == NULL)
        fail_msg("%s", err.message);
    stream_run(attempt.stream); /* until the first end */
    stream_free(attempt.stream);
    assert_null(strstr(attempt.reason, SECRET));
    assert_true(attempt.reason[0] != '\0');
    assert_false(attempt.opened); /* the server knows no streams: it answers as to a request */
    return attempt;
}

static void a_certificate_of_the_named_authority_is_taken(void **state)
{
    char folder[] = "/tmp/gputape-wss-XXXXXX", ca_file[64];
    (void)state;
    alarm(60);
    assert_non_null(mkdtemp(folder));
    snprintf(ca_file, sizeof ca_file, "%s/ca.pem", folder);
    struct tls_authority *authority = tls_authority_new(ca_file);
    assert_non_null(authority);
    static const struct {
        struct tls_server_options server;
        bool with_authority, taken;
    } cases[] = {
        {{.host = "localhost"}, true, true},
        {{.host = "localhost"}, false, false}, /* the system's know nothing of it */
        {{.host = "elsewhere.example.net"}, true, false},
        {{.host = "localhost", .self_signed = true}, true, false},
        {{.host = "localhost", .expired = true}, true, false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct tls_server *server = tls_server_new(authority, &cases[i].server);
        assert_non_null(server);
        struct attempt attempt = attempt_at(server, cases[i].with_authority ? ca_file : "");
        if ((tls_server_requests(server) > 0) != cases[i].taken)
            fail_msg("case %zu: %u requests, %s", i, tls_server_requests(server), attempt.reason);
        tls_server_free(server);
    }
    tls_authority_free(authority);
    unlink(ca_file);
    rmdir(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_certificate_of_the_named_authority_is_taken)};
    signal(SIGPIPE, SIG_IGN);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
