/* SPDX-License-Identifier: MIT
 * The HTTP client against a server that misbehaves: each fault becomes one error that says what happened, once,
 * without a secret, and never hinders a healthy neighbour. Order is counted, time is not. */
#include "config.h"

#include "net/http.h"

#include "base/log.h"

#include "asking.h"
#include "fault_server.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <netinet/in.h>

#include <cmocka.h>

#define SHORT_MS 400
#define LARGE    ((size_t)8 * 1024 * 1024)
#define URL_SIZE 256

static struct fault_server *server; /* one for all tests of this program; they only ever read it */

static void url_of(char url[URL_SIZE], const char *fault)
{
    snprintf(url, URL_SIZE, "http://127.0.0.1:%u/%s/v1?token=" SECRET "-query", fault_server_port(server), fault);
}

static struct http *client(struct http_options options)
{
    struct error err = {0};
    struct http *http = http_new(&options, &err);
    if (http == NULL)
        fail_msg("%s", err.message);
    return http;
}

static struct answer ask(struct http *http, const char *fault)
{
    char url[URL_SIZE];
    url_of(url, fault);
    return asking(http, url);
}

static void no_secret_in(const struct error *err)
{
    static char lines[LOG_RING_LINES][LOG_LINE_SIZE];
    assert_null(strstr(err->message, SECRET));
    assert_null(strstr(err->message, "token"));
    size_t count = log_tail(lines, LOG_RING_LINES);
    assert_true(count > 0);
    for (size_t i = 0; i < count; i++)
        assert_null(strstr(lines[i], SECRET));
}

/* --- one row per fault --- */

struct row {
    const char *fault;
    enum error_code code;
    const char *text; /* part of the error's message, or of the body */
    long status;      /* when code is ERROR_NONE */
    bool slow;        /* a neighbour that is asked later must end earlier */
};

static const struct row rows[] = {
    {"ok", ERROR_NONE, "{\"ok\":true}", 200, false},
    {"gzip", ERROR_NONE, "{\"ok\":true}", 200, false},
    {"gzip-large", ERROR_NONE, "   ", 200, false},
    {"silence", ERROR_TIMEOUT, "no answer in time", 0, true},
    {"stalled", ERROR_TIMEOUT, "stalled before its end", 0, true},
    {"drip-headers", ERROR_TIMEOUT, "no answer in time", 0, true},
    {"drip", ERROR_TIMEOUT, "stalled before its end", 0, true},
    {"short", ERROR_NETWORK, "broke off before its end", 0, false},
    {"short-no-length", ERROR_NONE, "{\"cut\": [1, 2", 200, false}, /* only a parser can see it */
    {"gzip-cut", ERROR_NONE, "{\"cut\": [1, 2", 200, false},        /* likewise */
    {"gzip-garbage", ERROR_FORMAT, "compressed answer is damaged", 0, false},
    {"chunk-error", ERROR_NETWORK, "connection broke while the answer came in", 0, false},
    {"chunk-cut", ERROR_NETWORK, "broke off before its end", 0, false},
    {"reset", ERROR_NETWORK, "connection broke", 0, false},
    {"reset-body", ERROR_NETWORK, "connection broke", 0, false},
    {"empty", ERROR_NETWORK, "closed without an answer", 0, false},
    {"two-lengths", ERROR_FORMAT, "two different lengths", 0, false},
    {"huge-length", ERROR_TOO_BIG, "larger than it can sensibly be", 0, false},
    {"endless", ERROR_TOO_BIG, "larger than it can sensibly be", 0, false},
    {"bomb", ERROR_TOO_BIG, "expands too far", 0, false},
    {"bomb-twice", ERROR_TOO_BIG, "expands too far", 0, false},
    {"big-header", ERROR_TOO_BIG, "header", 0, false},
    {"many-headers", ERROR_TOO_BIG, "too many headers", 0, false},
    {"http09", ERROR_FORMAT, "does not speak HTTP", 0, false},
    {"bad-status", ERROR_FORMAT, "does not speak HTTP", 0, false},
    {"not-modified", ERROR_SERVER, "not modified", 0, false},
    {"redirect", ERROR_NONE, "GET /echo/moved?token=from-location", 200, false},
    {"redirect-307", ERROR_NONE, "GET /echo/moved", 200, false},
    {"redirect-twice", ERROR_NONE, "GET /echo/moved", 200, false},
    {"redirect-loop", ERROR_SERVER, "redirects without end", 0, false},
    {"redirect-port", ERROR_SERVER, "moved to 127.0.0.1, another site", 0, false},
    {"redirect-site", ERROR_SERVER, "moved to portal.example.net, another site", 0, false},
    {"redirect-plain", ERROR_SERVER, "moved to portal.example.net, another site", 0, false},
    {"redirect-file", ERROR_SERVER, "moved to ", 0, false},
    {"429", ERROR_NONE, "", 429, false},
    {"503", ERROR_NONE, "", 503, false},
    {"522", ERROR_NONE, "<html>", 522, false},
    {"html", ERROR_NONE, "<html>", 200, false},
    {"html-as-json", ERROR_NONE, "<html>", 200, false},
    {"status-500", ERROR_NONE, "", 500, false},
    {"status-401", ERROR_NONE, "", 401, false},
};

#define ROWS (sizeof rows / sizeof rows[0])

static void check_end(const struct row *row, const struct answer *answer)
{
    assert_int_equal(answer->calls, 1);
    if (answer->err.code != row->code)
        fail_msg("%s: %s: %s", row->fault, error_word(answer->err.code), answer->err.message);
    assert_int_equal(answer->status, row->status);
    const char *text = row->code == ERROR_NONE ? answer->body : answer->err.message;
    if (strstr(text, row->text) == NULL)
        fail_msg("%s: '%s' is not in '%s'", row->fault, row->text, text);
    if (row->code != ERROR_NONE)
        assert_int_equal(answer->length, 0);
    no_secret_in(&answer->err);
}

static void a_fault_is_one_clear_error(void **state)
{
    const struct row *row = *state;
    char url[URL_SIZE], healthy_url[URL_SIZE];
    unsigned clock = 0;
    struct answer answer = {.clock = &clock}, healthy = {.clock = &clock};
    struct http *http = client((struct http_options){.total_ms = row->slow ? SHORT_MS : 0});
    url_of(url, row->fault);
    url_of(healthy_url, "ok");
    struct http_request request = asking_request(url), healthy_request = asking_request(healthy_url);
    asking_start(http, &request, &answer);
    asking_start(http, &healthy_request, &healthy);
    assert_int_equal(http_running(http), 2);
    asking_finish(http);
    http_turn(http, 0);
    check_end(row, &answer);
    assert_int_equal(healthy.calls, 1);
    assert_int_equal(healthy.status, 200);
    if (row->slow)
        assert_true(healthy.order < answer.order);
    http_free(http);
    assert_int_equal(answer.calls, 1);
    assert_int_equal(healthy.calls, 1);
}

/* --- time limits that need their own peer --- */

static void a_refused_port_is_no_connection(void **state)
{
    struct sockaddr_in address = {.sin_family = AF_INET};
    socklen_t size = sizeof address;
    char url[URL_SIZE];
    (void)state;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int fd = socket(AF_INET, SOCK_STREAM, 0); /* bound, never listening: nobody else can take the port */
    assert_int_equal(bind(fd, (const struct sockaddr *)&address, sizeof address), 0);
    assert_int_equal(getsockname(fd, (struct sockaddr *)&address, &size), 0);
    snprintf(url, sizeof url, "http://127.0.0.1:%u/?token=" SECRET, ntohs(address.sin_port));
    struct http *http = client((struct http_options){0});
    struct answer answer = asking(http, url);
    assert_int_equal(answer.err.code, ERROR_NETWORK);
    assert_string_equal(answer.err.message, "127.0.0.1: no connection: refused or unreachable");
    no_secret_in(&answer.err);
    http_free(http);
    close(fd);
}

/* Linux drops the greetings of those for whom a full queue has no place, as a firewall would. */
static void a_swallowed_connection_ends_in_time(void **state)
{
    struct sockaddr_in address = {.sin_family = AF_INET};
    socklen_t size = sizeof address;
    int fillers[4];
    char url[URL_SIZE];
    (void)state;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    assert_int_equal(bind(fd, (const struct sockaddr *)&address, sizeof address), 0);
    assert_int_equal(getsockname(fd, (struct sockaddr *)&address, &size), 0);
    assert_int_equal(listen(fd, 0), 0);
    for (size_t i = 0; i < 4; i++) {
        fillers[i] = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
        (void)connect(fillers[i], (const struct sockaddr *)&address, sizeof address); /* some cannot */
    }
    snprintf(url, sizeof url, "http://127.0.0.1:%u/?token=" SECRET, ntohs(address.sin_port));
    struct http *http = client((struct http_options){.connect_ms = SHORT_MS});
    struct answer answer = asking(http, url);
    assert_int_equal(answer.err.code, ERROR_TIMEOUT);
    assert_string_equal(answer.err.message, "127.0.0.1: no connection in time");
    http_free(http);
    for (size_t i = 0; i < 4; i++)
        close(fillers[i]);
    close(fd);
}

static void a_drip_ends_by_its_speed_alone(void **state)
{
    (void)state;
    struct http *http = client((struct http_options){.low_speed_seconds = 1});
    struct answer answer = ask(http, "drip");
    assert_int_equal(answer.err.code, ERROR_TIMEOUT);
    assert_non_null(strstr(answer.err.message, "stalled"));
    http_free(http);
}

static void a_name_that_is_not_found(void **state)
{
    (void)state;
    struct http *http = client((struct http_options){.total_ms = 3000});
    struct answer answer = asking(http, "https://no-such-host.invalid/a?token=" SECRET);
    if (answer.err.code == ERROR_TIMEOUT) /* the resolver of this machine stalls: that, too, ends in time */
        assert_non_null(strstr(answer.err.message, "no-such-host.invalid: no name lookup"));
    else
        assert_string_equal(answer.err.message,
                            "no-such-host.invalid: the name is not found: is this computer online?");
    no_secret_in(&answer.err);
    http_free(http);
}

static void a_stuck_host_does_not_hold_up_another(void **state)
{
    char url[URL_SIZE], other[URL_SIZE];
    unsigned clock = 0;
    struct answer stuck[6], healthy[6];
    (void)state;
    memset(stuck, 0, sizeof stuck);
    memset(healthy, 0, sizeof healthy);
    struct http *http = client((struct http_options){.total_ms = SHORT_MS});
    url_of(url, "silence");
    snprintf(other, sizeof other, "http://localhost:%u/ok", fault_server_port(server));
    struct http_request request = asking_request(url), healthy_request = asking_request(other);
    for (size_t i = 0; i < 6; i++) {
        stuck[i].clock = healthy[i].clock = &clock;
        asking_start(http, &request, &stuck[i]);
    }
    for (size_t i = 0; i < 6; i++)
        asking_start(http, &healthy_request, &healthy[i]);
    asking_finish(http);
    for (size_t i = 0; i < 6; i++) {
        if (healthy[i].status != 200)
            fail_msg("%s", healthy[i].err.message);
        assert_true(healthy[i].order <= 6);
        assert_int_equal(stuck[i].err.code, ERROR_TIMEOUT);
    }
    http_free(http);
}

/* --- sizes --- */

static void the_limit_is_exact(void **state)
{
    char url[URL_SIZE];
    (void)state;
    struct http *http = client((struct http_options){0});
    static const char *const faults[] = {"ok", "gzip"};
    for (size_t i = 0; i < 2; i++)
        for (size_t limit = 10; limit <= 11; limit++) { /* the body has 11 bytes */
            struct answer answer = {0};
            url_of(url, faults[i]);
            struct http_request request = asking_request(url);
            request.body_limit = limit;
            asking_start(http, &request, &answer);
            asking_finish(http);
            assert_int_equal(answer.err.code, limit == 11 ? ERROR_NONE : ERROR_TOO_BIG);
        }
    http_free(http);
}

/* --- what is sent --- */

static void a_request_goes_out_as_asked(void **state)
{
    char url[URL_SIZE];
    struct answer answer = {0};
    (void)state;
    struct http *http = client((struct http_options){0});
    url_of(url, "echo");
    struct http_request request = asking_request(url);
    request.body = "{\"query\":1}";
    request.accept = "application/json";
    request.headers[1] = "Content-Type: application/json";
    asking_start(http, &request, &answer);
    asking_finish(http);
    static const char *const expected[] = {"POST /echo/v1?token=" SECRET "-query HTTP/1.1\r\n",
                                           "\r\nUser-Agent: gputape-test\r\n",
                                           "\r\nAccept: application/json\r\n",
                                           "\r\nContent-Type: application/json\r\n",
                                           "\r\nX-Token: " SECRET "-header\r\n",
                                           "\r\nContent-Length: 11\r\n",
                                           "\r\nAccept-Encoding: ",
                                           "gzip"};
    for (size_t i = 0; i < sizeof expected / sizeof expected[0]; i++)
        if (strstr(answer.body, expected[i]) == NULL)
            fail_msg("'%s' is not in %s", expected[i], answer.body);
    assert_null(strstr(answer.body, "Expect:"));
    assert_null(strstr(answer.body, "Cookie:"));
    assert_null(strstr(answer.body, "If-"));
    assert_string_equal(answer.content_type, "text/plain");
    http_free(http);
}

static void what_must_not_be_sent_is_refused(void **state)
{
    (void)state;
    struct http *http = client((struct http_options){0});
    struct http_request good = asking_request("http://127.0.0.1:9/");
    struct http_request bad[9];
    for (size_t i = 0; i < 9; i++)
        bad[i] = good;
    bad[0].url = "http://example.com/?token=" SECRET;
    bad[1].headers[1] = "X-Key: " SECRET "\r\nHost: evil.example";
    bad[2].headers[1] = "X-Key:";
    bad[3].headers[1] = "no colon " SECRET;
    bad[4].user_agent = "name\nX: " SECRET;
    bad[5].etag = "\"a\r\n" SECRET "\"";
    bad[6].body_limit = 0;
    bad[7].url = "https://" SECRET ":" SECRET "@example.com/";
    bad[8].user_agent = NULL;
    for (size_t i = 0; i < 9; i++) {
        struct error err = {0};
        struct answer answer = {0};
        assert_false(http_start(http, &bad[i], asking_done, &answer, &err));
        assert_int_equal(err.code, ERROR_INVALID);
        assert_null(strstr(err.message, SECRET));
        assert_int_equal(http_running(http), 0);
        http_turn(http, 0);
        assert_int_equal(answer.calls, 0);
    }
    http_free(http);
}

static void strings_of_a_request_are_copied(void **state)
{
    char url[URL_SIZE], header[64] = "X-Copy: first", agent[32] = "first-agent";
    struct answer answer = {0};
    (void)state;
    struct http *http = client((struct http_options){0});
    url_of(url, "echo");
    struct http_request request = asking_request(url);
    request.headers[1] = header;
    request.user_agent = agent;
    asking_start(http, &request, &answer);
    memset(url, 'z', sizeof url);
    memset(header, 'z', sizeof header);
    memset(agent, 'z', sizeof agent);
    asking_finish(http);
    assert_non_null(strstr(answer.body, "X-Copy: first\r\n"));
    assert_non_null(strstr(answer.body, "User-Agent: first-agent\r\n"));
    http_free(http);
}

/* --- what comes back --- */

static void validators_make_a_cheap_answer(void **state)
{
    char url[URL_SIZE];
    struct answer again = {0};
    (void)state;
    struct http *http = client((struct http_options){0});
    struct answer first = ask(http, "validated");
    assert_int_equal(first.status, 200);
    assert_string_equal(first.etag, "\"one\"");
    assert_string_equal(first.last_modified, "Mon, 16 Nov 2026 09:00:00 GMT");
    url_of(url, "validated");
    struct http_request request = asking_request(url);
    request.etag = first.etag;
    request.last_modified = first.last_modified;
    asking_start(http, &request, &again);
    asking_finish(http);
    assert_int_equal(again.err.code, ERROR_NONE);
    assert_int_equal(again.status, 304);
    assert_int_equal(again.length, 0);
    http_free(http);
}

static void a_refusal_tells_how_long(void **state)
{
    static const struct {
        const char *fault;
        int64_t seconds;
    } table[] = {{"429", 7},   {"429-date", 90}, {"429-negative", -1}, {"429-huge", 3600}, {"429-bare", -1},
                 {"503", 120}, {"ok", -1}};
    (void)state;
    struct http *http = client((struct http_options){0});
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        struct answer answer = ask(http, table[i].fault);
        assert_int_equal(answer.err.code, ERROR_NONE);
        if (answer.retry_after_seconds != table[i].seconds)
            fail_msg("%s: %lld", table[i].fault, (long long)answer.retry_after_seconds);
        assert_int_equal(answer.server_date, strcmp(table[i].fault, "429-date") == 0 ? 1795305600 : 0);
    }
    http_free(http);
}

static void content_type_is_lower_case_and_bare(void **state)
{
    (void)state;
    struct http *http = client((struct http_options){0});
    assert_string_equal(ask(http, "html").content_type, "text/html");
    http_free(http);
}

/* --- cookies --- */

static struct answer ask_with_jar(struct http *http, const char *fault, const char *jar)
{
    char url[URL_SIZE];
    struct answer answer = {0};
    url_of(url, fault);
    struct http_request request = asking_request(url);
    request.jar = jar;
    asking_start(http, &request, &answer);
    asking_finish(http);
    return answer;
}

static void cookies_stay_in_their_jar(void **state)
{
    (void)state;
    struct http *http = client((struct http_options){0});
    assert_true(ask_with_jar(http, "cookie", "yahoo").set_cookie);
    assert_false(ask_with_jar(http, "ok", "yahoo").set_cookie);
    assert_non_null(strstr(ask_with_jar(http, "echo", "yahoo").body, "\r\nCookie: session=abc\r\n"));
    assert_null(strstr(ask_with_jar(http, "echo", "other").body, "Cookie:"));
    assert_null(strstr(ask_with_jar(http, "echo", NULL).body, "Cookie:"));
    http_forget_jar(http, "never used");
    http_forget_jar(http, "other");
    assert_non_null(strstr(ask_with_jar(http, "echo", "yahoo").body, "Cookie:"));
    http_forget_jar(http, "yahoo");
    assert_null(strstr(ask_with_jar(http, "echo", "yahoo").body, "Cookie:"));
    ask_with_jar(http, "cookie", "yahoo");
    http_renew(http); /* new connections, the same session */
    assert_non_null(strstr(ask_with_jar(http, "echo", "yahoo").body, "Cookie:"));
    http_free(http);
}

/* --- redirects --- */

static void redirects_are_counted_and_named(void **state)
{
    char expected[URL_SIZE];
    (void)state;
    struct http *http = client((struct http_options){0});
    struct answer answer = ask(http, "redirect-twice");
    snprintf(expected, sizeof expected, "http://127.0.0.1:%u/echo/moved?token=from-location",
             fault_server_port(server));
    assert_int_equal(answer.redirects, 2);
    assert_string_equal(answer.url, expected);
    assert_non_null(strstr(answer.body, "X-Token: " SECRET)); /* the same host may know it */
    http_free(http);
}

static void nothing_reaches_another_site(void **state)
{
    (void)state;
    struct http *http = client((struct http_options){0});
    unsigned before = fault_server_requests(server, "echo");
    ask(http, "redirect-port");
    assert_int_equal(fault_server_requests(server, "echo"), before);
    unsigned loops = fault_server_requests(server, "redirect-loop");
    ask(http, "redirect-loop");
    assert_int_equal(fault_server_requests(server, "redirect-loop"), loops + 3);
    http_free(http);
}

static void a_question_is_repeated_only_where_it_may(void **state)
{
    char url[URL_SIZE];
    (void)state;
    struct http *http = client((struct http_options){0});
    static const char *const faults[] = {"redirect-307", "redirect"};
    for (size_t i = 0; i < 2; i++) {
        struct answer answer = {0};
        url_of(url, faults[i]);
        struct http_request request = asking_request(url);
        request.body = "{}";
        asking_start(http, &request, &answer);
        asking_finish(http);
        assert_int_equal(answer.err.code, i == 0 ? ERROR_NONE : ERROR_SERVER);
        assert_true(i == 1 || strncmp(answer.body, "POST /echo/moved", 16) == 0);
    }
    http_free(http);
}

/* As a browser sends a form: the answer leads to a page, which is asked for without the form. */
static void a_form_goes_on_without_its_body(void **state)
{
    char url[URL_SIZE];
    (void)state;
    struct http *http = client((struct http_options){0});
    struct answer answer = {0};
    url_of(url, "redirect");
    struct http_request request = asking_request(url);
    request.body = "agree=no";
    request.then_get = true;
    asking_start(http, &request, &answer);
    asking_finish(http);
    assert_int_equal(answer.err.code, ERROR_NONE);
    assert_int_equal(strncmp(answer.body, "GET /echo/moved", 15), 0);
    assert_null(strstr(answer.body, "agree=no"));
    assert_null(strstr(answer.body, "Content-Length: 8"));
    url_of(url, "redirect-site"); /* the site is kept to all the same */
    asking_start(http, &request, &answer);
    asking_finish(http);
    assert_int_equal(answer.err.code, ERROR_SERVER);
    http_free(http);
}

/* --- connections --- */

static void connections_are_kept(void **state)
{
    (void)state;
    struct http *http = client((struct http_options){0});
    unsigned before = fault_server_connections(server);
    for (int i = 0; i < 10; i++)
        assert_int_equal(ask(http, "ok").status, 200);
    assert_int_equal(fault_server_connections(server), before + 1);
    http_free(http);
}

static void few_connections_are_enough(void **state)
{
    char url[URL_SIZE];
    struct answer answers[32];
    (void)state;
    memset(answers, 0, sizeof answers);
    struct http *http = client((struct http_options){0});
    unsigned before = fault_server_connections(server);
    url_of(url, "ok");
    struct http_request request = asking_request(url);
    for (size_t i = 0; i < 32; i++)
        asking_start(http, &request, &answers[i]);
    asking_finish(http);
    for (size_t i = 0; i < 32; i++)
        assert_int_equal(answers[i].status, 200);
    assert_in_range(fault_server_connections(server) - before, 1, 8);
    http_free(http);
}

static void a_dropped_connection_is_tried_once_more(void **state)
{
    (void)state;
    struct http *http = client((struct http_options){0});
    unsigned before = fault_server_requests(server, "drop");
    assert_int_equal(ask(http, "drop").status, 200);
    assert_int_equal(ask(http, "drop").status, 200);
    assert_int_equal(fault_server_requests(server, "drop"), before + 3);
    unsigned resets = fault_server_requests(server, "reset");
    assert_int_equal(ask(http, "reset").err.code, ERROR_NETWORK); /* on the kept one, then on a new one: enough */
    assert_int_equal(fault_server_requests(server, "reset"), resets + 2);
    assert_int_equal(ask(http, "reset").err.code, ERROR_NETWORK); /* on a new one: once */
    assert_int_equal(fault_server_requests(server, "reset"), resets + 3);
    http_free(http);
}

static void an_answer_cut_on_a_kept_connection_is_asked_again(void **state)
{
    (void)state;
    struct http *http = client((struct http_options){0});
    char url[URL_SIZE];
    struct answer pair[2];
    memset(pair, 0, sizeof pair);
    url_of(url, "ok");
    struct http_request request = asking_request(url);
    for (size_t i = 0; i < 2; i++)
        asking_start(http, &request, &pair[i]);
    asking_finish(http); /* two kept connections: the second try may be cut, too, and is the last */
    unsigned before = fault_server_requests(server, "reset-body");
    assert_int_equal(ask(http, "reset-body").err.code, ERROR_NETWORK);
    assert_int_equal(fault_server_requests(server, "reset-body"), before + 2);
    http_free(http);
}

static int64_t fixed_time(void *context)
{
    return *(const int64_t *)context;
}

/* One request pays for a dead connection; those that wait beside it start again and succeed. */
static void a_dead_connection_costs_one_request(void **state)
{
    char url[URL_SIZE];
    int64_t now = 1000;
    struct clock clock = {fixed_time, fixed_time, &now};
    struct answer first = {0}, second = {0}, hasty = {0}, patient = {0}, queued = {0};
    (void)state;
    struct http *http = client((struct http_options){.clock = &clock});
    url_of(url, "hole");
    struct http_request request = asking_request(url), short_of_time = request;
    short_of_time.total_seconds = 1;
    asking_start(http, &request, &first);
    asking_start(http, &request, &second);
    asking_finish(http); /* two kept connections, both dead from now on */
    asking_start(http, &short_of_time, &hasty);
    asking_start(http, &request, &patient);
    asking_start(http, &request, &queued);
    asking_finish(http);
    assert_int_equal(first.status, 200);
    assert_int_equal(second.status, 200);
    assert_int_equal(hasty.err.code, ERROR_TIMEOUT);
    assert_int_equal(patient.status, 200);
    assert_int_equal(queued.status, 200);
    http_free(http);
}

static void connections_are_renewed_at_most_twice_a_minute(void **state)
{
    int64_t now = 1000;
    struct clock clock = {fixed_time, fixed_time, &now};
    (void)state;
    struct http *http = client((struct http_options){.clock = &clock, .total_ms = SHORT_MS});
    static const struct {
        int64_t step_ms;
        unsigned connections; /* that a good request needs after a dead one beside a kept one */
    } steps[] = {{0, 1}, {29999, 0}, {1, 1}};
    for (size_t i = 0; i < 3; i++) {
        now += steps[i].step_ms;
        ask(http, "ok");
        char silent_url[URL_SIZE], good_url[URL_SIZE];
        struct answer dead = {0}, beside = {0};
        url_of(silent_url, "silence");
        url_of(good_url, "ok");
        struct http_request silent = asking_request(silent_url), good = asking_request(good_url);
        asking_start(http, &silent, &dead); /* takes the kept connection */
        asking_start(http, &good, &beside); /* opens another, and leaves it kept */
        asking_finish(http);
        assert_int_equal(dead.err.code, ERROR_TIMEOUT);
        assert_int_equal(beside.status, 200);
        unsigned before = fault_server_connections(server);
        assert_int_equal(ask(http, "ok").status, 200);
        assert_int_equal(fault_server_connections(server) - before, steps[i].connections);
    }
    http_free(http);
}

/* An answer that is coming in ends on the connections that are given up. */
static void renewing_keeps_what_is_coming_in(void **state)
{
    char url[URL_SIZE];
    struct answer coming = {0}, waiting = {0};
    (void)state;
    struct http *http = client((struct http_options){.low_speed_seconds = 1});
    url_of(url, "drip");
    struct http_request drip = asking_request(url);
    unsigned drips = fault_server_requests(server, "drip");
    unsigned silences = fault_server_requests(server, "silence");
    asking_start(http, &drip, &coming);
    while (fault_server_requests(server, "drip") == drips)
        http_turn(http, 10);
    for (int i = 0; i < 20; i++) /* its headers come in */
        http_turn(http, 10);
    url_of(url, "silence");
    struct http_request silent = asking_request(url);
    asking_start(http, &silent, &waiting);
    while (fault_server_requests(server, "silence") == silences)
        http_turn(http, 10);
    http_renew(http);
    assert_int_equal(http_running(http), 2);
    while (fault_server_requests(server, "silence") == silences + 1)
        http_turn(http, 10); /* asked once more, on a new connection */
    assert_int_equal(fault_server_requests(server, "drip"), drips + 1);
    asking_finish(http);
    assert_int_equal(coming.err.code, ERROR_TIMEOUT);
    assert_non_null(strstr(coming.err.message, "stalled"));
    assert_int_equal(waiting.calls, 1);
    http_free(http);
}

/* --- ends --- */

static void cancelling_tells_everybody_once(void **state)
{
    char url[URL_SIZE];
    struct answer answers[4];
    (void)state;
    memset(answers, 0, sizeof answers);
    struct http *http = client((struct http_options){0});
    url_of(url, "silence");
    struct http_request request = asking_request(url);
    for (size_t i = 0; i < 4; i++)
        asking_start(http, &request, &answers[i]);
    http_turn(http, 0);
    http_cancel_all(http);
    assert_int_equal(answers[0].calls, 0);
    http_turn(http, -1);
    for (size_t i = 0; i < 4; i++) {
        assert_int_equal(answers[i].calls, 1);
        assert_int_equal(answers[i].err.code, ERROR_CANCELLED);
        assert_int_equal(answers[i].status, 0);
    }
    assert_int_equal(http_running(http), 0);
    assert_int_equal(ask(http, "ok").status, 200); /* and it goes on */
    http_free(http);
}

static void freeing_tells_nobody(void **state)
{
    char url[URL_SIZE];
    struct answer answer = {0};
    (void)state;
    struct http *http = client((struct http_options){0});
    url_of(url, "silence");
    struct http_request request = asking_request(url);
    asking_start(http, &request, &answer);
    http_turn(http, 0);
    http_free(http);
    assert_int_equal(answer.calls, 0);
}

struct chain { /* asks again from inside its own end */
    struct http *http;
    struct answer answer;
    unsigned left;
};

static void ask_again(void *context, const struct http_response *response, const struct error *err)
{
    struct chain *chain = context;
    char url[URL_SIZE];
    asking_done(&chain->answer, response, err);
    url_of(url, "ok");
    struct http_request request = asking_request(url);
    if (chain->left-- > 0)
        assert_true(http_start(chain->http, &request, ask_again, chain, NULL));
}

static void an_end_may_start_the_next(void **state)
{
    char url[URL_SIZE];
    (void)state;
    struct chain chain = {.http = client((struct http_options){0}), .left = 5};
    url_of(url, "ok");
    struct http_request request = asking_request(url);
    assert_true(http_start(chain.http, &request, ask_again, &chain, NULL));
    asking_finish(chain.http);
    assert_int_equal(chain.answer.calls, 6);
    http_free(chain.http);
}

static void *wake_from_afar(void *context)
{
    http_wake(context);
    return NULL;
}

static void another_thread_can_wake_it(void **state)
{
    pthread_t thread;
    (void)state;
    struct http *http = client((struct http_options){0});
    http_wake(http);
    http_turn(http, -1); /* would stay for ever */
    assert_int_equal(pthread_create(&thread, NULL, wake_from_afar, http), 0);
    http_turn(http, -1);
    pthread_join(thread, NULL);
    http_free(http);
}

/* --- proxies and settings --- */

static void a_proxy_that_refuses_is_named(void **state)
{
    char proxy[URL_SIZE];
    (void)state;
    snprintf(proxy, sizeof proxy, "http://me:" SECRET "@127.0.0.1:%u", fault_server_port(server));
    struct http *http = client((struct http_options){.proxy = proxy});
    struct answer answer = asking(http, "https://api.example.com/a?token=" SECRET);
    assert_int_equal(answer.err.code, ERROR_NETWORK);
    assert_string_equal(answer.err.message,
                        "api.example.com: the proxy refuses (HTTP 404): check the proxy setting");
    no_secret_in(&answer.err);
    assert_int_equal(ask(http, "ok").status, 200); /* this computer is asked directly */
    http_free(http);
}

static void a_missing_ca_file_is_said_at_once(void **state)
{
    struct error err = {0};
    (void)state;
    assert_null(http_new(&(struct http_options){.ca_file = "/nonexistent/ca.pem"}, &err));
    assert_int_equal(err.code, ERROR_INVALID);
    assert_non_null(strstr(err.message, "/nonexistent/ca.pem"));
}

/* --- all of it --- */

static int start_server(void **state)
{
    (void)state;
    struct error err = {0};
    if (!log_open(NULL, LOG_DEBUG, &err))
        return -1;
    server = fault_server_new(&(struct fault_server_options){0});
    return server != NULL ? 0 : -1;
}

static int stop_server(void **state)
{
    (void)state;
    fault_server_free(server);
    log_close();
    return 0;
}

int main(void)
{
    static const struct CMUnitTest others[] = {
        cmocka_unit_test(a_refused_port_is_no_connection),
        cmocka_unit_test(a_swallowed_connection_ends_in_time),
        cmocka_unit_test(a_drip_ends_by_its_speed_alone),
        cmocka_unit_test(a_name_that_is_not_found),
        cmocka_unit_test(a_stuck_host_does_not_hold_up_another),
        cmocka_unit_test(the_limit_is_exact),
        cmocka_unit_test(a_request_goes_out_as_asked),
        cmocka_unit_test(what_must_not_be_sent_is_refused),
        cmocka_unit_test(strings_of_a_request_are_copied),
        cmocka_unit_test(validators_make_a_cheap_answer),
        cmocka_unit_test(a_refusal_tells_how_long),
        cmocka_unit_test(content_type_is_lower_case_and_bare),
        cmocka_unit_test(cookies_stay_in_their_jar),
        cmocka_unit_test(redirects_are_counted_and_named),
        cmocka_unit_test(nothing_reaches_another_site),
        cmocka_unit_test(a_question_is_repeated_only_where_it_may),
        cmocka_unit_test(a_form_goes_on_without_its_body),
        cmocka_unit_test(connections_are_kept),
        cmocka_unit_test(few_connections_are_enough),
        cmocka_unit_test(a_dropped_connection_is_tried_once_more),
        cmocka_unit_test(an_answer_cut_on_a_kept_connection_is_asked_again),
        cmocka_unit_test(a_dead_connection_costs_one_request),
        cmocka_unit_test(connections_are_renewed_at_most_twice_a_minute),
        cmocka_unit_test(renewing_keeps_what_is_coming_in),
        cmocka_unit_test(cancelling_tells_everybody_once),
        cmocka_unit_test(freeing_tells_nobody),
        cmocka_unit_test(an_end_may_start_the_next),
        cmocka_unit_test(another_thread_can_wake_it),
        cmocka_unit_test(a_proxy_that_refuses_is_named),
        cmocka_unit_test(a_missing_ca_file_is_said_at_once),
    };
    struct CMUnitTest tests[ROWS + sizeof others / sizeof others[0]];
    for (size_t i = 0; i < ROWS; i++)
        tests[i] = (struct CMUnitTest){.name = rows[i].fault,
                                       .test_func = a_fault_is_one_clear_error,
                                       .initial_state = (void *)(uintptr_t)&rows[i]};
    memcpy(tests + ROWS, others, sizeof others);
    return cmocka_run_group_tests(tests, start_server, stop_server);
}
