/* SPDX-License-Identifier: MIT
 * Bodies that are given away while they arrive: what a reader sees of good, cut, endless and refused answers. */
#include "config.h"

#include "net/http.h"

#include "asking.h"
#include "fault_server.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define SMALL_LIMIT ((size_t)64 * 1024)

static struct fault_server *server;

struct reader { /* the answer must come first: asking_done() takes the context for one */
    struct answer answer;
    unsigned parts;
    size_t length;
    size_t refuse_beyond; /* bytes; 0: takes all */
    char start[64];
};

static bool read_part(void *context, const char *bytes, size_t length)
{
    struct reader *reader = context;
    assert_int_equal(reader->answer.calls, 0);
    for (size_t i = 0; i < length && reader->length + i < sizeof reader->start - 1; i++)
        reader->start[reader->length + i] = bytes[i];
    reader->parts++;
    reader->length += length;
    return reader->refuse_beyond == 0 || reader->length <= reader->refuse_beyond;
}

static struct reader read_from(const char *fault, size_t body_limit, size_t refuse_beyond)
{
    struct error err = {0};
    struct reader reader = {.refuse_beyond = refuse_beyond};
    char url[256];
    struct http *http = http_new(&(struct http_options){.total_ms = 3000}, &err);
    assert_non_null(http);
    snprintf(url, sizeof url, "http://127.0.0.1:%u/%s/v1", fault_server_port(server), fault);
    struct http_request request = asking_request(url);
    request.body_limit = body_limit;
    request.part = read_part;
    assert_true(http_start(http, &request, asking_done, &reader, &err));
    asking_finish(http);
    assert_int_equal(reader.answer.calls, 1);
    assert_int_equal(http_running(http), 0);
    http_free(http);
    return reader;
}

static void a_good_body_goes_to_the_reader_alone(void **state)
{
    static const char *const faults[] = {"ok", "gzip", "redirect", "redirect-twice"};
    (void)state;
    for (size_t i = 0; i < sizeof faults / sizeof faults[0]; i++) {
        struct reader reader = read_from(faults[i], SMALL_LIMIT, 0);
        assert_int_equal(reader.answer.err.code, ERROR_NONE);
        assert_int_equal(reader.answer.status, 200);
        assert_int_equal(reader.answer.length, 0);
        assert_true(reader.parts > 0);
        assert_non_null(strstr(reader.start, i < 2 ? "{\"ok\":true}" : "GET /echo/moved"));
    }
}

static void a_large_body_comes_in_parts(void **state)
{
    (void)state;
    struct reader reader = read_from("gzip-large", (size_t)8 << 20, 0);
    assert_int_equal(reader.answer.err.code, ERROR_NONE);
    assert_true(reader.parts > 1);
    assert_true(reader.length > SMALL_LIMIT);
}

static void other_answers_are_collected(void **state)
{
    (void)state;
    struct reader reader = read_from("522", SMALL_LIMIT, 0);
    assert_int_equal(reader.answer.status, 522);
    assert_int_equal(reader.parts, 0);
    assert_non_null(strstr(reader.answer.body, "<html>"));
}

static void the_limit_holds(void **state)
{
    (void)state;
    struct reader reader = read_from("endless", SMALL_LIMIT, 0);
    assert_int_equal(reader.answer.err.code, ERROR_TOO_BIG);
    assert_true(reader.length > 0);
    assert_true(reader.length <= SMALL_LIMIT);
}

static void a_bomb_is_seen(void **state)
{
    (void)state;
    struct reader reader = read_from("bomb", (size_t)1 << 30, 0);
    assert_int_equal(reader.answer.err.code, ERROR_TOO_BIG);
    assert_non_null(strstr(reader.answer.err.message, "expands too far"));
}

static void a_cut_body_is_no_answer(void **state)
{
    (void)state;
    struct reader reader = read_from("short", SMALL_LIMIT, 0);
    assert_int_equal(reader.answer.err.code, ERROR_NETWORK);
    assert_int_equal(reader.answer.status, 0);
}

/* What was given away cannot be taken back: no second try behind the reader's back. */
static void a_reset_in_the_middle_is_not_repeated(void **state)
{
    (void)state;
    unsigned before = fault_server_requests(server, "reset-body");
    struct reader reader = read_from("reset-body", SMALL_LIMIT, 0);
    assert_int_equal(reader.answer.err.code, ERROR_NETWORK);
    assert_int_equal(fault_server_requests(server, "reset-body") - before, 1);
}

static void a_reader_may_refuse(void **state)
{
    (void)state;
    struct reader reader = read_from("endless", (size_t)1 << 30, 1000);
    assert_int_equal(reader.answer.err.code, ERROR_FORMAT);
    assert_non_null(strstr(reader.answer.err.message, "refused while it came in"));
    assert_true(reader.length > 1000);
    assert_int_equal(reader.answer.status, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_good_body_goes_to_the_reader_alone),
        cmocka_unit_test(a_large_body_comes_in_parts),
        cmocka_unit_test(other_answers_are_collected),
        cmocka_unit_test(the_limit_holds),
        cmocka_unit_test(a_bomb_is_seen),
        cmocka_unit_test(a_cut_body_is_no_answer),
        cmocka_unit_test(a_reset_in_the_middle_is_not_repeated),
        cmocka_unit_test(a_reader_may_refuse),
    };
    server = fault_server_new(&(struct fault_server_options){0});
    if (server == NULL)
        return 1;
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    fault_server_free(server);
    return failed;
}
