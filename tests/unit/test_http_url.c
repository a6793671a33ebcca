/* SPDX-License-Identifier: MIT
 * The parts of the HTTP client that need no network: addresses, redirects, Retry-After, what a status means. */
#include "config.h"

#include "net/http.h"

#include "http_parts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

static void public_url_hides_query_and_user(void **state)
{
    static const char *const rows[][2] = {
        {"https://h.example/a/b?token=x&y=1", "https://h.example/a/b"},
        {"https://me:pass@h.example/a#frag", "https://h.example/a"},
        {"http://127.0.0.1:8080/ok?key=1", "http://127.0.0.1:8080/ok"},
        {"https://h.example", "https://h.example/"},
        {"not an address ?token=x", "(unreadable address)"},
        {"", "(unreadable address)"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        char text[128];
        http_public_url(rows[i][0], text, sizeof text);
        assert_string_equal(text, rows[i][1]);
    }
    char small[8];
    http_public_url("https://h.example/a", small, sizeof small);
    assert_string_equal(small, "https:/");
}

static void host_is_lower_case(void **state)
{
    char host[64];
    (void)state;
    http_host("https://Query1.Finance.YAHOO.com:443/x", host, sizeof host);
    assert_string_equal(host, "query1.finance.yahoo.com");
    http_host("rubbish://", host, sizeof host);
    assert_string_equal(host, "");
}

static void loopback_is_only_this_computer(void **state)
{
    static const struct {
        const char *url;
        bool loopback;
    } rows[] = {
        {"http://127.0.0.1/", true},
        {"http://127.9.8.7:80/x", true},
        {"https://localhost:1/", true},
        {"http://LOCALHOST/", true},
        {"http://[::1]:8080/", true},
        {"http://127.0.0.1.example.com/", false},
        {"http://127.example.com/", false},
        {"http://localhost.example.com/", false},
        {"http://128.0.0.1/", false},
        {"http://0.0.0.0/", false},
        {"http://user@127.0.0.1@evil.example/", false},
        {"http://evil.example/?127.0.0.1", false},
        {"ftp://127.0.0.1/", false},
        {"127.0.0.1", false},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++)
        if (http_is_loopback(rows[i].url) != rows[i].loopback)
            fail_msg("%s", rows[i].url);
}

static void only_https_is_accepted(void **state)
{
    static const char *const good[] = {"https://data.sec.gov/a?b=c", "http://127.0.0.1:9/x", "http://localhost/"};
    static const char *const bad[] = {
        "http://data.sec.gov/",
        "ftp://h.example/",
        "file:///etc/passwd",
        "https://me:key@h.example/",
        "https://h.example/\r\nX: y",
        "https://h.example/a b",
        "https://h.example/\x1b[31m",
        "https://",
        "",
        "h.example/no-scheme",
    };
    (void)state;
    for (size_t i = 0; i < COUNT(good); i++)
        assert_true(http_address_accept(good[i], NULL));
    for (size_t i = 0; i < COUNT(bad); i++) {
        struct error err = {0};
        if (http_address_accept(bad[i], &err))
            fail_msg("%s", bad[i]);
        assert_int_equal(err.code, ERROR_INVALID);
        assert_null(strstr(err.message, "key@"));
    }
}

static void redirects_stay_on_the_site(void **state)
{
    static const struct {
        const char *from, *to;
        bool allowed;
    } rows[] = {
        {"https://h.example.com/a", "https://h.example.com/b?c", true},
        {"https://h.example.com/a", "https://www.example.com/b", true},
        {"https://example.com/a", "https://www.example.com/b", true},
        {"https://a.b.example.com/a", "https://c.example.com/b", true},
        {"https://h.example.com/a", "https://H.EXAMPLE.COM/b", true},
        {"https://h.example.com/a", "https://h.example.com:443/b", true},
        {"https://h.example.com/a", "http://h.example.com/b", false},
        {"https://h.example.com/a", "https://h.example.com:8443/b", false},
        {"https://h.example.com/a", "https://example.net/b", false},
        {"https://h.example.com/a", "https://badexample.com/b", false},
        {"https://h.example.com/a", "https://com/b", false},
        {"https://h.example.com/a", "https://example.com.evil.net/b", false},
        {"https://h.example.com/a", "https://user@h.example.com/b", false},
        {"https://h.example.com/a", "file:///etc/passwd", false},
        {"https://h.example.com/a", "//", false},
        {"https://shop.co.uk/a", "https://other.co.uk/b", false},
        {"https://www.shop.co.uk/a", "https://api.shop.co.uk/b", true},
        {"https://www.shop.com.au/a", "https://api.other.com.au/b", false},
        {"https://10.0.0.1/a", "https://10.0.0.1/b", true},
        {"https://10.0.0.1/a", "https://11.0.0.1/b", false},
        {"https://localhost/a", "http://localhost/a", false},
        {"http://127.0.0.1:80/a", "http://127.0.0.1:80/b", true},
        {"http://127.0.0.1:80/a", "http://127.0.0.1:81/b", false},
        {"http://127.0.0.1:80/a", "https://127.0.0.1:80/b", false},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++)
        if (http_redirect_allowed(rows[i].from, rows[i].to) != rows[i].allowed)
            fail_msg("%s -> %s", rows[i].from, rows[i].to);
}

static void keys_do_not_travel(void **state)
{
    static const char *const headers[] = {"X-Finnhub-Token: k", "Content-Type: application/json",
                                          "Authorization: k",   "If-None-Match: \"e\"",
                                          "X-Api-Key: k",       "accept: text/plain",
                                          "Cookie: k"};
    struct curl_slist *all = NULL, *kept = NULL;
    (void)state;
    for (size_t i = 0; i < COUNT(headers); i++)
        all = curl_slist_append(all, headers[i]);
    assert_true(http_headers_for_sibling(all, &kept));
    assert_string_equal(kept->data, "Content-Type: application/json");
    assert_string_equal(kept->next->data, "If-None-Match: \"e\"");
    assert_string_equal(kept->next->next->data, "accept: text/plain");
    assert_null(kept->next->next->next);
    curl_slist_free_all(all);
    curl_slist_free_all(kept);
}

static void retry_after_is_seconds_or_a_date(void **state)
{
    static const struct {
        const char *value;
        int64_t seconds;
    } rows[] = {
        {"", -1},
        {"0", 0},
        {"7", 7},
        {"3600", 3600},
        {"3601", 3600},
        {"99999999999999999999999", 3600},
        {"-5", -1},
        {"soon", -1},
        {"7 s", -1},
        {"1.5", -1},
        {"Mon, 23 Nov 2026 00:01:30 GMT", 90},
        {"Sun, 22 Nov 2026 23:59:00 GMT", 0},
        {"Tue, 24 Nov 2026 00:00:00 GMT", 3600},
        {"Monday, never", -1},
    };
    const int64_t now = 1795392000; /* Mon, 23 Nov 2026 00:00:00 GMT */
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++)
        if (http_retry_after(rows[i].value, now) != rows[i].seconds)
            fail_msg("%s: %lld", rows[i].value, (long long)http_retry_after(rows[i].value, now));
}

static void a_status_says_what_to_do(void **state)
{
    static const struct {
        long status;
        const char *body;
        int64_t retry_after_seconds;
        enum error_code code;
    } rows[] = {
        {200, "{}", -1, ERROR_NONE},
        {200, "  [1]", -1, ERROR_NONE},
        {200, "<?xml version=\"1.0\"?><a/>", -1, ERROR_NONE},
        {200, "\xef\xbb\xbf{}", -1, ERROR_NONE},
        {200, "", -1, ERROR_NONE},
        {200, "<html>", -1, ERROR_BLOCKED},
        {200, "\n <!DOCTYPE html>", -1, ERROR_BLOCKED},
        {403, "<html>", -1, ERROR_BLOCKED},
        {204, "", -1, ERROR_NO_DATA},
        {304, "", -1, ERROR_NO_DATA},
        {302, "", -1, ERROR_SERVER},
        {400, "{}", -1, ERROR_FORMAT},
        {401, "{}", -1, ERROR_AUTH},
        {401, "<html>", -1, ERROR_AUTH},
        {403, "{}", -1, ERROR_AUTH},
        {404, "{}", -1, ERROR_NOT_FOUND},
        {408, "", -1, ERROR_SERVER},
        {410, "", -1, ERROR_NOT_FOUND},
        {429, "", -1, ERROR_RATE_LIMITED},
        {429, "<html>", 7, ERROR_RATE_LIMITED},
        {451, "", -1, ERROR_BLOCKED},
        {500, "", -1, ERROR_SERVER},
        {502, "<html>", -1, ERROR_SERVER},
        {503, "", -1, ERROR_SERVER},
        {503, "", 120, ERROR_RATE_LIMITED},
        {504, "", -1, ERROR_SERVER},
        {511, "<html>", -1, ERROR_BLOCKED},
        {522, "<html>", -1, ERROR_SERVER},
        {524, "", -1, ERROR_SERVER},
        {999, "", -1, ERROR_RATE_LIMITED},
        {0, "", -1, ERROR_FORMAT},
        {100, "", -1, ERROR_FORMAT},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct error err = {0};
        struct http_response response = {.status = rows[i].status,
                                         .retry_after_seconds = rows[i].retry_after_seconds,
                                         .url = "https://api.example.com/path?token=hidden"};
        buffer_init(&response.body, 1000);
        assert_true(buffer_append_text(&response.body, rows[i].body));
        bool ok = http_status_ok(&response, &err);
        buffer_clear(&response.body);
        if (ok != (rows[i].code == ERROR_NONE) || err.code != rows[i].code)
            fail_msg("%ld %s: %s %s", rows[i].status, rows[i].body, error_word(err.code), err.message);
        assert_true(ok || strstr(err.message, "api.example.com: ") == err.message);
        assert_null(strstr(err.message, "hidden"));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(public_url_hides_query_and_user),  cmocka_unit_test(host_is_lower_case),
        cmocka_unit_test(loopback_is_only_this_computer),   cmocka_unit_test(only_https_is_accepted),
        cmocka_unit_test(redirects_stay_on_the_site),       cmocka_unit_test(keys_do_not_travel),
        cmocka_unit_test(retry_after_is_seconds_or_a_date), cmocka_unit_test(a_status_says_what_to_do),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
