/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "request_url.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static void test_encoding(void **state)
{
    (void)state;
    char text[64];
    struct request_url url;
    struct error err = {0};
    request_url_start(&url, text, sizeof text);
    request_url_add(&url, "https://host/?a=");
    request_url_add_encoded(&url, "^GS=X/ +~.-_\xc3\xa4");
    assert_true(request_url_done(&url, &err));
    assert_string_equal(text, "https://host/?a=%5EGS%3DX%2F%20%2B~.-_%C3%A4");
}

static void test_overflow_is_an_error(void **state)
{
    (void)state;
    char text[8];
    struct request_url url;
    struct error err = {0};
    request_url_start(&url, text, sizeof text);
    request_url_add(&url, "1234567");
    assert_true(request_url_done(&url, &err));
    request_url_add(&url, "8");
    request_url_add_encoded(&url, "");
    assert_false(request_url_done(&url, &err));
    assert_int_equal(err.code, ERROR_INVALID);
    assert_string_equal(text, "1234567");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_encoding),
        cmocka_unit_test(test_overflow_is_an_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
