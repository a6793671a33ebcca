/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "json.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static struct cJSON *parse(const char *text)
{
    struct error err = {0};
    struct cJSON *root = json_parse(text, strlen(text), &err);
    if (root == NULL)
        assert_true(err.code != ERROR_NONE && err.message[0] != '\0');
    return root;
}

static enum error_code code_of(const char *text, size_t length)
{
    struct error err = {0};
    struct cJSON *root = json_parse(text, length, &err);
    json_free(root);
    return root == NULL ? err.code : ERROR_NONE;
}

static void test_whole_documents_only(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        enum error_code code;
    } cases[] = {
        {"{}", ERROR_NONE},
        {" \r\n[1,2] \n", ERROR_NONE},
        {"\xef\xbb\xbf{}", ERROR_NONE},
        {"", ERROR_FORMAT},
        {"  ", ERROR_FORMAT},
        {"7", ERROR_FORMAT},
        {"\"text\"", ERROR_FORMAT},
        {"Too Many Requests", ERROR_FORMAT},
        {"<html></html>", ERROR_BLOCKED},
        {"\n\t<!DOCTYPE html>", ERROR_BLOCKED},
        {"{} x", ERROR_FORMAT},
        {"{}{}", ERROR_FORMAT},
        {"{\"a\":1", ERROR_FORMAT},
        {"[1,]", ERROR_FORMAT},
        {"{\"a\":\"b", ERROR_FORMAT},
        {"{\"a\":\"b\\", ERROR_FORMAT},
        {"{\"a\":\"\\u0000\"}", ERROR_FORMAT},
        {"{\"\\u0000\":1}", ERROR_FORMAT},
        {"{\"a\":\"\\\\u0000\"}", ERROR_NONE},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        enum error_code code = code_of(cases[i].text, strlen(cases[i].text));
        if (code != cases[i].code)
            fail_msg("case %zu: %s gives %d", i, cases[i].text, (int)code);
    }
    assert_int_equal(code_of("{}\0", 3), ERROR_FORMAT);
    assert_int_equal(code_of("{}garbage", 2), ERROR_NONE); /* only the length given is read */
}

static void test_depth(void **state)
{
    (void)state;
    char text[2 * JSON_DEPTH_MOST + 3];
    for (int depth = JSON_DEPTH_MOST; depth <= JSON_DEPTH_MOST + 1; depth++) {
        memset(text, '[', (size_t)depth);
        memset(text + depth, ']', (size_t)depth);
        text[2 * depth] = '\0';
        assert_int_equal(code_of(text, strlen(text)), depth > JSON_DEPTH_MOST ? ERROR_FORMAT : ERROR_NONE);
    }
    /* Brackets in text do not count. */
    char flat[400] = "[\"";
    memset(flat + 2, '[', 300);
    flat[302] = '"';
    flat[303] = ']';
    assert_int_equal(code_of(flat, strlen(flat)), ERROR_NONE);
}

static void test_lone_surrogates(void **state)
{
    (void)state;
    static const char replacement[] = "\xef\xbf\xbd";
    static const struct {
        const char *text, *value;
    } cases[] = {
        {"{\"a\":\"\\ud83d\\ude00\"}", "\xf0\x9f\x98\x80"},
        {"{\"a\":\"x\\ud83dy\"}", "x\xef\xbf\xbdy"},
        {"{\"a\":\"\\ude00\"}", replacement},
        {"{\"a\":\"\\uD83D\\u0041\"}", "\xef\xbf\xbd"
                                       "A"},
        {"{\"a\":\"\\ud83d\"}", replacement},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct cJSON *root = parse(cases[i].text);
        assert_non_null(root);
        assert_string_equal(json_string(root, "a"), cases[i].value);
        json_free(root);
    }
}

static void test_numbers(void **state)
{
    (void)state;
    static const struct {
        const char *value;
        bool known;
        double number;
    } cases[] = {
        {"1.5", true, 1.5},
        {"-3", true, -3},
        {"{\"raw\":2}", true, 2},
        {"\"7,489.72\"", true, 7489.72},
        {"\"+1.13%\"", true, 1.13},
        {"\"-24.52\"", true, -24.52},
        {"\"4.718%\"", true, 4.718},
        {"0", true, 0},
        {"{}", false, 0},
        {"{\"raw\":null}", false, 0},
        {"null", false, 0},
        {"true", false, 0},
        {"[1]", false, 0},
        {"1e999", false, 0},
        {"-1e999", false, 0},
        {"\"1e999\"", false, 0},
        {"\"\"", false, 0},
        {"\"-\"", false, 0},
        {"\"N/A\"", false, 0},
        {"\"UNCH\"", false, 0},
        {"\"nan\"", false, 0},
        {"\"inf\"", false, 0},
        {"\"0x10\"", false, 0},
        {"\"1.5M\"", false, 0},
        {"\"1 2\"", false, 0},
        {"\"1.2.3\"", false, 0},
        {"\"%\"", false, 0},
        {"{\"raw\":1e999}", false, 0},
        {"{\"raw\":\"12\"}", true, 12},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char text[64];
        snprintf(text, sizeof text, "{\"a\":%s}", cases[i].value);
        struct cJSON *root = parse(text);
        struct amount amount = json_number(root, "a");
        if (amount.known != cases[i].known || fabs(amount.value - cases[i].number) > 1e-9)
            fail_msg("%s gives %s %g", cases[i].value, amount.known ? "known" : "unknown", amount.value);
        json_free(root);
    }
}

struct figures {
    struct amount price, volume, worth, missing;
};

static void test_fields(void **state)
{
    (void)state;
    static const struct json_field fields[] = {
        {"p", offsetof(struct figures, price), &json_gate_price},
        {"v", offsetof(struct figures, volume), &json_gate_volume},
        {"w", offsetof(struct figures, worth), &json_gate_worth},
        {"m", offsetof(struct figures, missing), &json_gate_price},
    };
    static const struct {
        const char *text;
        unsigned rejected;
        bool price, volume, worth;
    } cases[] = {
        {"{\"p\":1,\"v\":0,\"w\":\"4.537T\"}", 0, true, true, true},
        {"{\"p\":0,\"v\":\"51.77M\",\"w\":0}", 0, false, true, false},
        {"{\"p\":-1,\"v\":-1,\"w\":1e16}", 3, false, false, false},
        {"{\"p\":1e8,\"v\":1e999,\"w\":\"2B%\"}", 1, false, false, true},
        {"{\"p\":\"1K\",\"v\":null,\"w\":[]}", 0, false, false, false},
        {"[]", 0, false, false, false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct figures figures = {0};
        struct cJSON *root = parse(cases[i].text);
        assert_int_equal(json_fields(root, fields, 4, &figures), cases[i].rejected);
        assert_int_equal(figures.price.known, cases[i].price);
        assert_int_equal(figures.volume.known, cases[i].volume);
        assert_int_equal(figures.worth.known, cases[i].worth);
        assert_false(figures.missing.known);
        json_free(root);
    }
    struct figures figures = {0};
    struct cJSON *root = parse(cases[0].text);
    (void)json_fields(root, fields, 4, &figures);
    assert_true(fabs(figures.worth.value - 4.537e12) < 1);
    json_free(root);
}

static void test_members(void **state)
{
    (void)state;
    struct cJSON *root =
        parse("{\"Name\":\"wrong\",\"name\":\"first\",\"name\":\"second\",\"none\":null,"
              "\"yes\":true,\"text\":\" a\\u0007 b\\n\",\"list\":[1,2,3],\"one\":{\"x\":1,\"y\":2}}");
    assert_string_equal(json_string(root, "name"), "first");
    assert_null(json_member(root, "NAME"));
    assert_null(json_member(root, "none"));
    assert_null(json_member(NULL, "name"));
    assert_null(json_member(json_member(root, "list"), "x"));
    assert_true(json_true(root, "yes"));
    assert_false(json_true(root, "name"));
    assert_string_equal(json_string(root, "list"), "");
    assert_int_equal(json_length(json_member(root, "list")), 3);
    assert_int_equal(json_length(json_member(root, "one")), 0);
    assert_null(json_first(json_member(root, "one")));
    const struct cJSON *member = json_first_member(json_member(root, "one"));
    assert_string_equal(json_name(member), "x");
    assert_string_equal(json_name(json_next(member)), "y");
    assert_null(json_next(json_next(member)));
    assert_null(json_next(NULL));
    assert_true(json_is_object(root) && json_is_array(json_member(root, "list")));
    json_free(root);
}

static void test_text(void **state)
{
    (void)state;
    char text[8];
    struct arena arena;
    struct cJSON *root = parse("{\"a\":\"ab\\u0007cd\\u001b[2J\",\"long\":\"0123456789\",\"n\":5}");
    json_text(root, "a", text, sizeof text);
    for (const char *at = text; *at != '\0'; at++)
        assert_true((unsigned char)*at >= 0x20);
    assert_int_equal(json_text(root, "long", text, sizeof text), 7);
    assert_string_equal(text, "0123456");
    assert_int_equal(json_text(root, "n", text, sizeof text), 0);
    assert_string_equal(text, "");
    arena_init(&arena);
    assert_string_equal(json_arena_text(root, "long", &arena, 4), "0123");
    assert_string_equal(json_arena_text(root, "none", &arena, 4), "");
    arena_clear(&arena);
    json_free(root);
}

static void test_whole_numbers_and_times(void **state)
{
    (void)state;
    struct cJSON *root =
        parse("{\"i\":42,\"f\":1.5,\"big\":1e300,\"t\":1795446000,\"f0\":0,\"neg\":-5,\"late\":5e9,"
              "\"raw\":{\"raw\":1795446000,\"fmt\":\"x\"},\"s\":\"12\"}");
    assert_int_equal(json_integer(root, "i", 0, 100, -1), 42);
    assert_int_equal(json_integer(root, "i", 0, 41, -1), -1);
    assert_int_equal(json_integer(root, "f", 0, 100, -1), -1);
    assert_int_equal(json_integer(root, "big", 0, INT64_MAX, -1), -1);
    assert_int_equal(json_integer(root, "none", 0, 100, 7), 7);
    assert_int_equal(json_integer(root, "s", 0, 100, 7), 12);
    assert_int_equal(json_time(root, "t"), 1795446000);
    assert_int_equal(json_time(root, "raw"), 1795446000);
    assert_int_equal(json_time(root, "neg"), 0);
    assert_int_equal(json_time(root, "late"), 0);
    assert_int_equal(json_time(root, "none"), 0);
    json_free(root);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_whole_documents_only),
        cmocka_unit_test(test_depth),
        cmocka_unit_test(test_lone_surrogates),
        cmocka_unit_test(test_numbers),
        cmocka_unit_test(test_fields),
        cmocka_unit_test(test_members),
        cmocka_unit_test(test_text),
        cmocka_unit_test(test_whole_numbers_and_times),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
