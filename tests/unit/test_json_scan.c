/* SPDX-License-Identifier: MIT
 * The slice scan: what it finds, what it refuses, and that it never reads past the end (documents lie in blocks of
 * exactly their length, so that the sanitizer and valgrind see one byte too many). */
#include "config.h"

#include "json_scan.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const char book[] =
    "{ \"cik\" : 1769628, \"name\":\"a \\\"quoted\\\" \\\\\", \"empty\":{}, \"none\":[ ],\n"
    "  \"facts\":{\"us-gaap\":{\"Revenues\":{\"units\":{\"USD\":[{\"val\":1},{\"val\":-2.5e3}]}}},"
    "\"dei\":{}}, \"odd\":\"]}\\\\\", \"last\":null } \n";

static char *exact_copy(const char *text, size_t length)
{
    char *copy = malloc(length > 0 ? length : 1);
    assert_non_null(copy);
    memcpy(copy, text, length);
    return copy;
}

static bool find(const char *text, const char *path, char *found, size_t size)
{
    struct json_scan scan;
    struct json_slice value;
    json_scan_begin(&scan, text, strlen(text));
    if (!json_scan_find(&scan, path) || !json_scan_take(&scan, &value) || !json_scan_finish(&scan))
        return false;
    snprintf(found, size, "%.*s", (int)value.length, value.at);
    return true;
}

static void finds_members_by_path(void **state)
{
    (void)state;
    static const struct {
        const char *path, *value;
    } cases[] = {
        {"cik", "1769628"},    {"name", "\"a \\\"quoted\\\" \\\\\""},
        {"empty", "{}"},       {"none", "[ ]"},
        {"odd", "\"]}\\\\\""}, {"last", "null"},
        {"facts.dei", "{}"},   {"facts.us-gaap.Revenues.units.USD", "[{\"val\":1},{\"val\":-2.5e3}]"},
    };
    char found[100];
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_true(find(book, cases[i].path, found, sizeof found));
        assert_string_equal(found, cases[i].value);
    }
    assert_false(find(book, "absent", found, sizeof found));
    assert_false(find(book, "cik.deeper", found, sizeof found));
    assert_false(find(book, "none.0", found, sizeof found));
    assert_false(find(book, "facts.absent", found, sizeof found));
    assert_false(find(book, "CIK", found, sizeof found));
}

static void of_equal_names_the_first_counts(void **state)
{
    (void)state;
    char found[10];
    assert_true(find("{\"a\":1,\"a\":2}", "a", found, sizeof found));
    assert_string_equal(found, "1");
}

/* Walks the whole document down to its leaves; the number of values, or -1 when it is not one whole document. */
static void walk(struct json_scan *scan, int *values)
{
    struct json_slice name;
    (*values)++;
    if (json_scan_enter(scan, '{')) {
        while (json_scan_member(scan, &name))
            walk(scan, values);
    } else if (json_scan_enter(scan, '[')) {
        while (json_scan_element(scan))
            walk(scan, values);
    } else {
        (void)json_scan_take(scan, NULL);
    }
}

static int count_values(const char *text, size_t length)
{
    char *copy = exact_copy(text, length);
    struct json_scan scan;
    int values = 0;
    json_scan_begin(&scan, copy, length);
    walk(&scan, &values);
    bool whole = json_scan_finish(&scan);
    json_scan_begin(&scan, copy, length);
    bool passed = json_scan_take(&scan, NULL) && json_scan_finish(&scan);
    assert_true(passed || !whole); /* what can be walked can be passed over */
    free(copy);
    return whole ? values : -1;
}

static void walks_every_value(void **state)
{
    (void)state;
    assert_int_equal(count_values(book, strlen(book)), 17);
    assert_int_equal(count_values("7", 1), 1);
    assert_int_equal(count_values(" \"x\" ", 5), 1);
    assert_int_equal(count_values("[1,[2,{}],\"3\"]", 14), 6);
}

static void a_cut_document_is_never_whole(void **state)
{
    (void)state;
    size_t last = strlen(book) - 2; /* but for the space behind it */
    for (size_t length = 0; length < last; length++)
        assert_int_equal(count_values(book, length), -1);
    assert_int_equal(count_values(book, last), 17);
}

static void refuses_what_is_no_json(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "",
        " ",
        "{",
        "}",
        "[1,]",
        "[,1]",
        "[1 2]",
        "{\"a\"}",
        "{\"a\":}",
        "{a:1}",
        "{\"a\":1,}",
        "{,\"a\":1}",
        "[1}",
        "{\"a\":1]",
        "{\"a\":1}}",
        "{\"a\":1} x",
        "\"open",
        "[\"\\\"]",
        "[1]2",
        "<html></html>",
        "{\"a\" 1}",
        "[[]",
        "{\"a\":1\"b\":2}",
        "[1,,2]",
        "[1;2]",
        "{\"a\":1;\"b\":2}",
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        if (count_values(bad[i], strlen(bad[i])) != -1)
            fail_msg("accepted: %s", bad[i]);
    assert_int_equal(count_values("{\"a\":\0}", 7), -1);
}

static void brackets_inside_a_value_passed_over_must_match(void **state)
{
    (void)state;
    struct json_scan scan;
    const char text[] = "{\"a\":[{]},\"b\":1}";
    json_scan_begin(&scan, text, sizeof text - 1);
    assert_false(json_scan_find(&scan, "b"));
    assert_false(json_scan_finish(&scan));
}

static void depth_is_limited(void **state)
{
    (void)state;
    char text[2 * (JSON_SCAN_DEPTH + 1)];
    for (unsigned depth = JSON_SCAN_DEPTH; depth <= JSON_SCAN_DEPTH + 1; depth++) {
        memset(text, '[', depth);
        memset(text + depth, ']', depth);
        assert_int_equal(count_values(text, 2 * (size_t)depth), depth == JSON_SCAN_DEPTH ? JSON_SCAN_DEPTH : -1);
    }
}

static void a_failure_stays(void **state)
{
    (void)state;
    struct json_scan scan;
    struct json_slice name;
    json_scan_begin(&scan, "{\"a\":1 \"b\":2}", 13);
    assert_true(json_scan_enter(&scan, '{'));
    assert_true(json_scan_member(&scan, &name));
    assert_true(json_slice_is(name, "a"));
    assert_false(json_slice_is(name, "ab"));
    assert_true(json_scan_take(&scan, NULL));
    assert_false(json_scan_member(&scan, &name));
    assert_true(scan.failed);
    assert_false(json_scan_take(&scan, NULL));
    assert_false(json_scan_enter(&scan, '{'));
    assert_false(json_scan_element(&scan));
    assert_false(json_scan_finish(&scan));
}

static struct json_slice slice_of(const char *text)
{
    return (struct json_slice){text, strlen(text)};
}

static void reads_numbers_by_the_grammar(void **state)
{
    (void)state;
    double number = 7;
    static const char *const bad[] = {"",    "-",   "01", "+1", ".5",    "1.",   "1e",    "1e+", "inf",
                                      "nan", "0x1", "1 ", " 1", "1e999", "null", "\"1\"", "1,2", "-01"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        if (json_slice_number(slice_of(bad[i]), &number))
            fail_msg("accepted: %s", bad[i]);
    assert_true(number == 7); /* untouched by every refusal */
    assert_true(json_slice_number(slice_of("-0"), &number) && number == 0);
    assert_true(json_slice_number(slice_of("416526000"), &number) && number == 416526000);
    assert_true(json_slice_number(slice_of("-2.5E+3"), &number) && number == -2500);
    assert_true(json_slice_number(slice_of("0.125e-1"), &number) && number == 0.0125);
    char longest[100];
    memset(longest, '1', sizeof longest - 1);
    longest[sizeof longest - 1] = '\0';
    assert_false(json_slice_number(slice_of(longest), &number));
    assert_false(json_slice_number((struct json_slice){"1\0002", 3}, &number));
}

static void reads_plain_strings_only(void **state)
{
    (void)state;
    char text[12];
    assert_true(json_slice_plain(slice_of("\"2026-11-23\""), text, sizeof text));
    assert_string_equal(text, "2026-11-23");
    assert_true(json_slice_plain(slice_of("\"\""), text, sizeof text));
    assert_string_equal(text, "");
    assert_true(json_slice_plain(slice_of("\"12345678901\""), text, sizeof text));
    static const char *const bad[] = {"\"123456789012\"", "null",         "1",       "\"", "",
                                      "\"a\\u0041\"",     "\"\xc3\xa9\"", "\"\x1b\""};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        assert_false(json_slice_plain(slice_of(bad[i]), text, sizeof text));
        assert_string_equal(text, "");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_members_by_path),
        cmocka_unit_test(of_equal_names_the_first_counts),
        cmocka_unit_test(walks_every_value),
        cmocka_unit_test(a_cut_document_is_never_whole),
        cmocka_unit_test(refuses_what_is_no_json),
        cmocka_unit_test(brackets_inside_a_value_passed_over_must_match),
        cmocka_unit_test(depth_is_limited),
        cmocka_unit_test(a_failure_stays),
        cmocka_unit_test(reads_numbers_by_the_grammar),
        cmocka_unit_test(reads_plain_strings_only),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
