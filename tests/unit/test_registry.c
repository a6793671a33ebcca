/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "source/source.h"

#include "base/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static void test_rows_are_complete_and_distinct(void **state)
{
    (void)state;
    size_t count;
    const struct source *const *table = source_table(&count);
    assert_true(count >= 5);
    for (size_t i = 0; i < count; i++) {
        const struct source *source = table[i];
        assert_true(source->name[0] != '\0' && strlen(source->name) < SOURCE_NAME_SIZE);
        assert_true(source->heading[0] != '\0' && strlen(source->heading) < 32);
        assert_non_null(source->request);
        assert_non_null(source->parse);
        assert_true(source->batch >= 1 && source->refresh_seconds > 0 && source->kind < DATASET_KINDS);
        assert_ptr_equal(source_find(source->name), source);
        for (size_t j = 0; j < i; j++)
            assert_string_not_equal(table[j]->name, source->name);
        const struct source_provider *provider = source->provider;
        assert_true(provider->name[0] != '\0' && provider->heading[0] != '\0' && provider->terms[0] != '\0');
        assert_memory_equal(provider->homepage, "https://", 8);
        assert_true(provider->rate > 0 && provider->burst >= 1);
        assert_true(!source->handshake || provider->handshake != NULL);
    }
    assert_null(source_find("no_such_source"));
}

static void test_requests_are_https_and_bounded(void **state)
{
    (void)state;
    static const char symbols[2][SYMBOL_SIZE] = {"TEST", "BRK-B"};
    size_t count;
    const struct source *const *table = source_table(&count);
    for (size_t i = 0; i < count; i++) {
        struct source_request request;
        struct error err = {0};
        struct subscription subscription = {
            .kind = table[i]->kind,
            .subject = "TEST",
            .range = RANGE_1D,
            .symbols = symbols,
            .symbol_count = 2,
            .key = "a-key",
            .secret = "its-secret",
            .cik = 320193,
            .now = 1795446000,
            .filing = {.cik = 320193, .accession = "0000320193-25-000057", .document = "a.htm"},
        };
        size_t most = table[i]->stream_begin != NULL ? SIZE_MAX : 32u << 20; /* what streams is not held */
        memset(&request, 0xa5, sizeof request);                              /* nothing may be left as it was */
        if (table[i]->subjects != NULL) {
            size_t subjects;
            text_copy(subscription.subject, sizeof subscription.subject, table[i]->subjects(&subjects)[0]);
        }
        if (table[i]->kind == DATASET_DOCUMENT)
            text_copy(subscription.subject, sizeof subscription.subject, "320193/000032019325000057/test.htm");
        assert_true(table[i]->request(&subscription, "to/ken", &request, &err));
        assert_memory_equal(request.url, "https://", 8);
        assert_true(request.body_limit >= 1024 && request.body_limit <= most);
        for (const char *at = request.url; *at != '\0'; at++)
            assert_true(*at > ' ' && *at < 0x7f && *at != '"');
        for (size_t j = 0; j < 4; j++)
            assert_null(strpbrk(request.headers[j], "\r\n"));
    }
}

static void test_batches_of_the_widest_symbols_fit(void **state)
{
    (void)state;
    static char symbols[64][SYMBOL_SIZE];
    for (size_t i = 0; i < 64; i++)
        text_copy(symbols[i], SYMBOL_SIZE, "ABCDEFGHIJKLM.N");
    size_t count;
    const struct source *const *table = source_table(&count);
    for (size_t i = 0; i < count; i++) {
        struct source_request request;
        struct error err = {0};
        struct subscription subscription = {.kind = table[i]->kind,
                                            .symbols = (const char(*)[SYMBOL_SIZE])symbols,
                                            .symbol_count = table[i]->batch,
                                            .key = "a-key",
                                            .secret = "its-secret"};
        if (table[i]->kind == DATASET_QUOTES && !table[i]->request(&subscription, "token", &request, &err))
            assert_int_equal(err.code, ERROR_NO_DATA); /* the symbol itself may be unknown */
    }
}

static void test_status(void **state)
{
    (void)state;
    static const struct {
        long status;
        const char *body;
        int64_t retry_after;
        enum error_code code;
    } cases[] = {
        {200, "{}", -1, ERROR_NONE},       {200, "", -1, ERROR_NONE},         {200, " \n<html>", -1, ERROR_BLOCKED},
        {401, "{}", -1, ERROR_AUTH},       {403, "<html>", -1, ERROR_AUTH},   {404, "{}", -1, ERROR_NOT_FOUND},
        {429, "", -1, ERROR_RATE_LIMITED}, {999, "", -1, ERROR_RATE_LIMITED}, {503, "", -1, ERROR_SERVER},
        {503, "", 30, ERROR_RATE_LIMITED}, {500, "{}", -1, ERROR_SERVER},     {302, "", -1, ERROR_SERVER},
        {400, "{}", -1, ERROR_SERVER},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct error err = {0};
        struct source_response response = {
            .status = cases[i].status,
            .content_type = "",
            .body = cases[i].body,
            .length = strlen(cases[i].body),
            .retry_after_seconds = cases[i].retry_after,
        };
        assert_int_equal(source_status_ok(&response, &err), cases[i].code == ERROR_NONE);
        assert_int_equal(err.code, cases[i].code);
        assert_true(err.code == ERROR_NONE || err.message[0] != '\0');
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows_are_complete_and_distinct),
        cmocka_unit_test(test_requests_are_https_and_bounded),
        cmocka_unit_test(test_batches_of_the_widest_symbols_fit),
        cmocka_unit_test(test_status),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
