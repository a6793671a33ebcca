/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "provider.h"

#include "bodies.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

enum { STEP_COOKIE, STEP_CRUMB };

static bool accept_body(int step, long status, const char *body, char token[SOURCE_TOKEN_SIZE], struct error *err)
{
    struct source_response response = {
        .status = status, .content_type = "", .body = body, .length = strlen(body), .retry_after_seconds = -1};
    memset(token, 0, SOURCE_TOKEN_SIZE);
    *err = (struct error){0};
    return provider_yahoo.handshake->accept(step, &response, token, err);
}

static void test_steps(void **state)
{
    (void)state;
    struct source_request request;
    struct error err = {0};
    assert_int_equal(provider_yahoo.handshake->steps, 2);
    assert_true(provider_yahoo.handshake->request(STEP_COOKIE, &request, &err));
    assert_string_equal(request.url, "https://fc.yahoo.com/");
    assert_true(provider_yahoo.handshake->request(STEP_CRUMB, &request, &err));
    assert_string_equal(request.url, "https://query1.finance.yahoo.com/v1/test/getcrumb");
    assert_string_equal(request.body, "");
}

static void test_the_cookie_page_is_a_404(void **state)
{
    (void)state;
    char token[SOURCE_TOKEN_SIZE];
    struct error err;
    assert_true(accept_body(STEP_COOKIE, 404, "<html>nothing here</html>", token, &err));
    assert_true(accept_body(STEP_COOKIE, 502, "", token, &err));
    assert_true(accept_body(STEP_COOKIE, 200, "", token, &err));
    assert_string_equal(token, "");
    assert_false(accept_body(STEP_COOKIE, 429, "Too Many Requests\r\n", token, &err));
    assert_int_equal(err.code, ERROR_RATE_LIMITED);
}

static void test_crumbs(void **state)
{
    (void)state;
    static const struct {
        long status;
        const char *body, *token;
        enum error_code code;
    } cases[] = {
        {200, "abc/DEF.123", "abc/DEF.123", ERROR_NONE},
        {200, "a\\u002Fb", "a\\u002Fb", ERROR_NONE},
        {200, "abcdefghijk\n", "abcdefghijk", ERROR_NONE},
        {200, "123456789012345678901234567890", "123456789012345678901234567890", ERROR_NONE},
        {200, "1234567890123456789012345678901", "", ERROR_SESSION},
        {200, "", "", ERROR_SESSION},
        {200, "two words", "", ERROR_SESSION},
        {200, "tab\tbed", "", ERROR_SESSION},
        {200, "Too Many Requests\r\n", "", ERROR_RATE_LIMITED},
        {200, "Edge: Too Many Requests", "", ERROR_RATE_LIMITED},
        {429, "Too Many Requests", "", ERROR_RATE_LIMITED},
        {999, "", "", ERROR_RATE_LIMITED},
        {200, "<html>", "", ERROR_BLOCKED},
        {200, "\n<!DOCTYPE html>", "", ERROR_BLOCKED},
        {200, "{\"finance\":1}", "", ERROR_SESSION},
        {200, "a{b", "", ERROR_SESSION},
        {200, "a<b", "", ERROR_SESSION},
        {200, "\xc3\xa4", "", ERROR_SESSION},
        {401, "{\"finance\":{\"error\":{\"description\":\"Invalid Cookie\"}}}", "", ERROR_SESSION},
        {403, "Forbidden", "", ERROR_BLOCKED},
        {404, "gone", "", ERROR_SERVER},
        {500, "abcdefghijk", "", ERROR_SERVER},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char token[SOURCE_TOKEN_SIZE];
        struct error err;
        bool good = accept_body(STEP_CRUMB, cases[i].status, cases[i].body, token, &err);
        if (good != (cases[i].code == ERROR_NONE) || err.code != cases[i].code)
            fail_msg("case %zu: code %d", i, (int)err.code);
        assert_string_equal(token, cases[i].token);
    }
}

static void test_recorded(void **state)
{
    (void)state;
    char token[SOURCE_TOKEN_SIZE];
    struct error err;
    struct body crumb = bodies_real("yahoo/getcrumb-200.txt");
    assert_true(accept_body(STEP_CRUMB, 200, crumb.text, token, &err));
    assert_int_equal(strlen(token), 11);
    bodies_clear(&crumb);
    static const char *const refusals[] = {"yahoo/error-429-edge.txt", "yahoo/error-429-too-many-requests.txt"};
    for (size_t i = 0; i < 2; i++) {
        struct body body = bodies_real(refusals[i]);
        assert_false(accept_body(STEP_CRUMB, 200, body.text, token, &err));
        assert_int_equal(err.code, ERROR_RATE_LIMITED);
        bodies_clear(&body);
    }
    struct body consent = bodies_real("yahoo/consent-collectConsent-200.html");
    assert_false(accept_body(STEP_CRUMB, 200, consent.text, token, &err));
    assert_int_equal(err.code, ERROR_BLOCKED);
    bodies_clear(&consent);
}

static bool fill_form(const char *page, struct source_request *request, struct error *err)
{
    const struct source_response response = {.status = 200,
                                             .content_type = "text/html",
                                             .body = page,
                                             .length = strlen(page),
                                             .retry_after_seconds = -1};
    memset(request, 0, sizeof *request);
    *err = (struct error){0};
    return provider_yahoo.handshake->form(&response, request, err);
}

static void test_the_form_is_sent_back(void **state)
{
    (void)state;
    struct source_request request;
    struct error err;
    assert_true(fill_form("<form class=\"consent-form\"><input type=hidden name=csrfToken value='a+b'>"
                          "<input type=\"hidden\" name=\"sessionId\" value=\"3_x/1\"><input name=shown value=y>"
                          "<input type=\"hidden\" name=\"originalDoneUrl\" value=\"https://x/?g&#x3D;1&amp;h\">",
                          &request, &err));
    assert_string_equal(request.url, "https://consent.yahoo.com/v2/collectConsent?sessionId=3_x%2F1");
    assert_string_equal(request.body,
                        "csrfToken=a%2Bb&sessionId=3_x%2F1&originalDoneUrl=https%3A%2F%2Fx%2F%3Fg%3D1%26h&"
                        "reject=reject&reject=reject");
    assert_true(request.then_get);
    assert_false(fill_form("<html>nothing here</html>", &request, &err));
    assert_int_equal(err.code, ERROR_NONE); /* it is no form at all */
    assert_false(
        fill_form("<form class=\"consent-form\"><input type=hidden name=sessionId value=1>", &request, &err));
    assert_int_equal(err.code, ERROR_FORMAT);
    char page[9000] = "<form class=\"consent-form\"><input type=hidden name=csrfToken value='";
    memset(page + strlen(page), 'x', 8000);
    assert_false(fill_form(page, &request, &err));
    assert_int_not_equal(err.code, ERROR_NONE);
    memcpy(page + sizeof page - 4, "'>", 3);
    assert_false(fill_form(page, &request, &err));
}

static void test_the_recorded_form(void **state)
{
    (void)state;
    struct source_request request;
    struct error err;
    struct body page = bodies_real("yahoo/consent-collectConsent-200.html");
    assert_true(fill_form(page.text, &request, &err));
    assert_non_null(strstr(request.body, "csrfToken=GoNrer0&sessionId=3_cc-session_dcf322f7-"));
    assert_non_null(strstr(request.body,
                           "originalDoneUrl=https%3A%2F%2Ffinance.yahoo.com%2Fquote%2FAAPL%3Fguccounter%3D1&"
                           "namespace=yahoo&reject=reject"));
    bodies_clear(&page);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_steps),
        cmocka_unit_test(test_the_cookie_page_is_a_404),
        cmocka_unit_test(test_crumbs),
        cmocka_unit_test(test_recorded),
        cmocka_unit_test(test_the_form_is_sent_back),
        cmocka_unit_test(test_the_recorded_form),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
