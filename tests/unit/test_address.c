/* SPDX-License-Identifier: MIT
 * Where a request really goes, and who we say we are there. */
#include "config.h"

#include "poller_state.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define COUNT_OF(array) (sizeof(array) / sizeof(array)[0])

struct asked {
    struct config config;
    struct poller poller;
    struct source_provider provider;
    struct source source;
    struct source_request request;
    struct http_request http;
    struct address address;
    struct error err;
};

static void prepare(struct asked *asked)
{
    *asked = (struct asked){0};
    asked->poller.config = &asked->config;
    snprintf(asked->config.user_agent, sizeof asked->config.user_agent, "Mozilla/5.0 (test)");
    asked->provider.name = "provider";
    asked->source.name = "provider_things";
    asked->source.provider = &asked->provider;
    snprintf(asked->request.url, sizeof asked->request.url, "https://data.example.com/v1?x=1");
    asked->request.body_limit = 1000;
}

static bool ask(struct asked *asked)
{
    return address_request(&asked->poller, &asked->source, &asked->provider, &asked->request, &asked->http,
                           &asked->address, &asked->err);
}

static void hosts_become_folders(void **state)
{
    static const struct {
        const char *base, *url, *expected;
    } rows[] = {
        {"", "https://a.example/x?y=1", "https://a.example/x?y=1"},
        {NULL, "https://a.example/x", "https://a.example/x"},
        {"http://127.0.0.1:8080", "https://a.example/x?y=1", "http://127.0.0.1:8080/a.example/x?y=1"},
        {"http://127.0.0.1:8080/", "https://a.example/x", "http://127.0.0.1:8080/a.example/x"},
        {"https://mirror.example/deep///", "https://a.example/", "https://mirror.example/deep/a.example/"},
        {"http://127.0.0.1:1", "no scheme", "no scheme"},
    };
    char text[256];
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        address_rewrite(rows[i].base, rows[i].url, text, sizeof text);
        assert_string_equal(text, rows[i].expected);
    }
}

static void a_source_of_its_own_goes_before_all(void **state)
{
    struct asked asked;
    struct config_source own = {.name = "provider_things", .base_url = "https://own.example"};
    (void)state;
    prepare(&asked);
    assert_true(ask(&asked));
    assert_string_equal(asked.http.url, "https://data.example.com/v1?x=1");
    snprintf(asked.config.base_url, sizeof asked.config.base_url, "https://all.example");
    assert_true(ask(&asked));
    assert_string_equal(asked.http.url, "https://all.example/data.example.com/v1?x=1");
    asked.config.sources = &own;
    asked.config.source_count = 1;
    assert_true(ask(&asked));
    assert_string_equal(asked.http.url, "https://own.example/data.example.com/v1?x=1");
}

static void who_we_say_we_are(void **state)
{
    struct asked asked;
    (void)state;
    prepare(&asked);
    assert_true(ask(&asked));
    assert_string_equal(asked.http.user_agent, "gputape/" PACKAGE_VERSION);
    asked.provider.browser_agent = true;
    assert_true(ask(&asked));
    assert_string_equal(asked.http.user_agent, "Mozilla/5.0 (test)");
    asked.provider.browser_agent = false;
    asked.provider.needs_contact = true;
    snprintf(asked.config.sec_contact, sizeof asked.config.sec_contact, "Ann Doe ann@example.org");
    assert_true(ask(&asked));
    assert_string_equal(asked.http.user_agent, "gputape/" PACKAGE_VERSION " Ann Doe ann@example.org");
}

static void without_contact_nothing_is_asked(void **state)
{
    struct asked asked;
    (void)state;
    prepare(&asked);
    asked.provider.needs_contact = true;
    assert_false(ask(&asked));
    assert_int_equal(asked.err.code, ERROR_NEEDS_SETTING);
    assert_non_null(strstr(asked.err.message, "contact = Name name@example.org"));
    snprintf(asked.config.base_url, sizeof asked.config.base_url, "https://mirror.example");
    assert_false(ask(&asked)); /* a mirror elsewhere is not ours */
    snprintf(asked.config.base_url, sizeof asked.config.base_url, "http://127.0.0.1:8080");
    assert_true(ask(&asked)); /* our own simulator is */
}

static void everything_else_is_handed_on(void **state)
{
    struct asked asked;
    (void)state;
    prepare(&asked);
    snprintf(asked.request.body, sizeof asked.request.body, "{}");
    snprintf(asked.request.headers[0], sizeof asked.request.headers[0], "A: 1");
    snprintf(asked.request.headers[2], sizeof asked.request.headers[2], "B: 2");
    asked.request.accept = "application/json";
    asked.request.total_seconds = 60;
    assert_true(ask(&asked));
    assert_string_equal(asked.http.body, "{}");
    assert_string_equal(asked.http.headers[0], "A: 1");
    assert_string_equal(asked.http.headers[1], "B: 2");
    assert_null(asked.http.headers[2]);
    assert_string_equal(asked.http.accept, "application/json");
    assert_int_equal(asked.http.total_seconds, 60);
    assert_int_equal(asked.http.body_limit, 1000);
    assert_null(asked.http.jar);
    static const struct source_handshake handshake = {.steps = 1};
    asked.provider.handshake = &handshake;
    asked.request.body[0] = '\0';
    assert_true(ask(&asked));
    assert_null(asked.http.body); /* GET */
    assert_string_equal(asked.http.jar, "provider");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hosts_become_folders),
        cmocka_unit_test(a_source_of_its_own_goes_before_all),
        cmocka_unit_test(who_we_say_we_are),
        cmocka_unit_test(without_contact_nothing_is_asked),
        cmocka_unit_test(everything_else_is_handed_on),
    };
    return cmocka_run_group_tests_name("address", tests, NULL, NULL);
}
