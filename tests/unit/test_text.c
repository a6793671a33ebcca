/* SPDX-License-Identifier: MIT
 * Remote text made safe, measured and cut. */
#include "config.h"

#include "base/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include <cmocka.h>

static const char *clean(const char *source)
{
    static char target[512];
    text_clean(target, sizeof target, source, strlen(source));
    return target;
}

/* What must hold for anything that passed text_clean; utf8proc is asked directly, not through our code. */
static void assert_clean(const char *text, size_t length)
{
    bool after_base = false, after_mark = false, after_space = true;
    assert_int_equal(strlen(text), length);
    for (size_t at = 0; at < length;) {
        utf8proc_int32_t value;
        utf8proc_ssize_t used =
            utf8proc_iterate((const utf8proc_uint8_t *)text + at, (utf8proc_ssize_t)(length - at), &value);
        assert_true(used > 0); /* valid UTF-8 */
        assert_true(value >= 0x20 && (value < 0x7f || value > 0x9f));
        utf8proc_category_t category = utf8proc_category(value);
        assert_true(category != UTF8PROC_CATEGORY_CC && category != UTF8PROC_CATEGORY_CF &&
                    category != UTF8PROC_CATEGORY_CS && category != UTF8PROC_CATEGORY_CO &&
                    category != UTF8PROC_CATEGORY_CN && category != UTF8PROC_CATEGORY_ZL &&
                    category != UTF8PROC_CATEGORY_ZP);
        bool mark = category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_ME, space = value == ' ';
        assert_false(mark && (!after_base || after_mark)); /* one mark per base, none alone */
        assert_false(space && after_space);                /* runs folded, none at the start */
        after_base = mark || !space;
        after_mark = mark;
        after_space = space;
        at += (size_t)used;
    }
    assert_true(length == 0 || !after_space);
}

static void random_bytes_come_out_clean(void **state)
{
    unsigned seed = 4711;
    char source[96], target[128];
    (void)state;
    for (int round = 0; round < 60000; round++) {
        seed = seed * 1103515245U + 12345U;
        size_t length = (seed >> 16) % sizeof source;
        for (size_t i = 0; i < length; i++) {
            seed = seed * 1103515245U + 12345U;
            source[i] = (char)(seed >> 16);
        }
        size_t size = 1 + (size_t)round % sizeof target;
        size_t used = text_clean(target, size, source, length);
        assert_true(used < size);
        assert_clean(target, used);
    }
}

/* Random characters of every plane reach what random bytes seldom do. */
static void random_characters_come_out_clean(void **state)
{
    static const uint32_t ranges[][2] = {
        {0, 0x2ff},       {0x300, 0x36f},     {0x600, 0x6ff},     {0x1ab0, 0x1aff},   {0x2000, 0x20ff},
        {0x3000, 0x30ff}, {0xac00, 0xd7a3},   {0xd800, 0xdfff},   {0xe000, 0xe0ff},   {0xfe00, 0xfeff},
        {0xfff0, 0xffff}, {0x1f300, 0x1f6ff}, {0xe0000, 0xe01ef}, {0xf0000, 0xf00ff}, {0x10fff0, 0x10ffff}};
    unsigned seed = 815;
    char source[512], target[512];
    (void)state;
    for (int round = 0; round < 20000; round++) {
        size_t length = 0;
        for (int i = 0; i < 60; i++) {
            utf8proc_uint8_t bytes[4];
            seed = seed * 1103515245U + 12345U;
            const uint32_t *range = ranges[(seed >> 16) % (sizeof ranges / sizeof ranges[0])];
            seed = seed * 1103515245U + 12345U;
            uint32_t value = range[0] + (seed >> 12) % (range[1] - range[0] + 1);
            utf8proc_ssize_t used = utf8proc_encode_char((utf8proc_int32_t)value, bytes);
            memcpy(source + length, bytes, (size_t)used);
            length += (size_t)used;
        }
        assert_clean(target, text_clean(target, sizeof target, source, length));
    }
}

static void every_character_alone_comes_out_clean(void **state)
{
    (void)state;
    for (uint32_t value = 0; value <= 0x10ffff; value++) {
        char source[5], target[8];
        if (value >= 0xd800 && value <= 0xdfff)
            continue;
        size_t length = text_encode(value, source);
        assert_clean(target, text_clean(target, sizeof target, source, length));
    }
}

static void what_is_clean_stays_as_it_is(void **state)
{
    static const char *const texts[] = {"",
                                        "CoreWeave, Inc.",
                                        "caf\xc3\xa9",
                                        "e\xcc\x81tude",
                                        "\xe5\x8f\xb0\xe7\xa9\x8d",
                                        "\xf0\x9f\x98\x80 up",
                                        "a \xe2\x80\x93 b"};
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        assert_string_equal(clean(texts[i]), texts[i]);
}

static void each_kind_has_its_fate(void **state)
{
    static const struct {
        const char *source, *expected;
    } rows[] = {
        {"  a \t\r\n b  ", "a b"}, /* controls are spaces, runs fold, ends go */
        {"a\x1b[31mb", "a [31mb"}, /* escape */
        {"a\xc2\x9b"
         "31m",
         "a 31m"}, /* its C1 form */
        {"a\x7f"
         "b",
         "a b"}, /* delete */
        {"a\xe2\x80\xa8"
         "b\xe2\x80\xa9"
         "c",
         "a b c"}, /* line and paragraph separators */
        {"a\xe2\x80\xae"
         "b",
         "ab"}, /* right-to-left override */
        {"a\xe2\x81\xa6"
         "b",
         "ab"}, /* isolate */
        {"a\xe2\x80\x8b"
         "b\xef\xbb\xbf",
         "ab"}, /* zero width space, byte order mark */
        {"a\xc2\xad"
         "b",
         "ab"}, /* soft hyphen */
        {"a\xf3\xa0\x81\x81"
         "b",
         "ab"}, /* tag */
        {"a\xee\x80\x80"
         "b",
         "ab"}, /* private use */
        {"a\xef\xbf\xbf"
         "b",
         "ab"}, /* noncharacter */
        {"a\xed\xa0\x80"
         "b",
         "a\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd"
         "b"}, /* surrogate: three invalid bytes */
        {"a\xff"
         "b",
         "a\xef\xbf\xbd"
         "b"}, /* invalid byte */
        {"a\xc0\xaf"
         "b",
         "a\xef\xbf\xbd\xef\xbf\xbd"
         "b"}, /* overlong slash */
        {"\xcc\x81"
         "abc",
         "abc"},                                      /* a mark without its base */
        {"e\xcc\x81\xcc\x82\xcc\x83x", "e\xcc\x81x"}, /* more than one */
        {"a \xcc\x81"
         "b",
         "a b"},                                      /* on a space */
        {"\xe2\x9d\xa4\xef\xb8\x8f", "\xe2\x9d\xa4"}, /* variation selector */
        {"a\xe3\x80\x80"
         "b\xc2\xa0"
         "c",
         "a b c"}, /* wide and no-break space */
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        assert_string_equal(clean(rows[i].source), rows[i].expected);
}

static void a_nul_within_is_a_control(void **state)
{
    char target[8];
    (void)state;
    assert_int_equal(text_clean(target, sizeof target, "a\0b", 3), 3);
    assert_string_equal(target, "a b");
    assert_int_equal(text_clean(target, 0, "abc", 3), 0);
    assert_int_equal(text_clean(target, 1, "abc", 3), 0);
    assert_string_equal(target, "");
}

static void columns_are_counted(void **state)
{
    (void)state;
    assert_int_equal(text_width("CRWV"), 4);
    assert_int_equal(text_width("\xe5\x8f\xb0\xe7\xa9\x8d"), 4);
    assert_int_equal(text_width("e\xcc\x81"), 1);
    assert_int_equal(text_width(""), 0);
    assert_int_equal(text_columns(0x301), 0);
    assert_int_equal(text_columns('a'), 1);
    assert_int_equal(text_columns(0x4e00), 2);
    assert_int_equal(text_columns(0x1f600), 2);
    assert_int_equal(text_columns(0x2502), 1);
    assert_int_equal(text_columns(0x28ff), 1);
}

static void a_prefix_never_splits_a_character(void **state)
{
    static const char text[] = "ab\xe5\x8f\xb0"
                               "e\xcc\x81z";
    static const size_t expected[] = {0, 1, 2, 2, 5, 8, 9, 9};
    (void)state;
    for (size_t columns = 0; columns < 8; columns++)
        assert_int_equal(text_prefix(text, columns), expected[columns]);
}

static void characters_go_there_and_back(void **state)
{
    uint32_t value;
    char bytes[5];
    (void)state;
    for (uint32_t i = 1; i <= 0x10ffff; i += 7) {
        if (i >= 0xd800 && i <= 0xdfff)
            continue;
        size_t length = text_encode(i, bytes);
        assert_int_equal(text_decode(bytes, &value), length);
        assert_int_equal(value, i);
    }
    assert_int_equal(text_decode("", &value), 0);
    assert_int_equal(text_decode("\xff", &value), 1);
    assert_int_equal(value, 0xfffd);
    assert_int_equal(text_decode("\xe2\x82", &value), 1); /* cut short */
    assert_int_equal(value, 0xfffd);
    assert_int_equal(text_encode(0x110000, bytes), 3);
    assert_string_equal(bytes, "\xef\xbf\xbd");
}

static void copies_are_cut_between_characters(void **state)
{
    char target[5];
    (void)state;
    assert_int_equal(text_copy(target, sizeof target, "abcd"), 4);
    assert_string_equal(target, "abcd");
    assert_int_equal(text_copy(target, sizeof target, "abc\xc3\xa9"), 3);
    assert_string_equal(target, "abc");
    assert_int_equal(text_copy(target, sizeof target, "a\xf0\x9f\x98\x80"), 1);
    assert_int_equal(text_copy(target, 0, "abc"), 0);
    assert_int_equal(text_copy(target, 1, "abc"), 0);
    assert_string_equal(target, "");
}

static void case_is_folded_for_ascii(void **state)
{
    (void)state;
    assert_true(text_equal_fold("CrWv", "cRwV"));
    assert_false(text_equal_fold("CRWV", "CRW"));
    assert_false(text_equal_fold("CRW", "CRWV"));
    assert_true(text_contains_fold("Wells Fargo", "FARGO"));
    assert_true(text_contains_fold("Wells", ""));
    assert_false(text_contains_fold("", "x"));
    assert_false(text_contains_fold("Fa", "Far"));
}

static void the_nearest_word_is_suggested(void **state)
{
    static const char *const words[] = {"theme", "glyphs", "colour", "mouse", "range", "x"};
    (void)state;
    assert_string_equal(text_nearest("thme", words, 6), "theme");
    assert_string_equal(text_nearest("color", words, 6), "colour");
    assert_string_equal(text_nearest("Mouse", words, 6), "mouse");
    assert_string_equal(text_nearest("rnage", words, 6), "range");
    assert_string_equal(text_nearest("rang", words, 6), "range");
    assert_string_equal(text_nearest("muose", words, 6), "mouse"); /* letters that changed places */
    assert_string_equal(text_nearest("htmee", words, 6), "theme");
    static const char *const gain[] = {"gain"};
    assert_null(text_nearest("grid", gain, 1)); /* half its length is too far */
    assert_null(text_nearest("theory", words + 1, 5));
    assert_null(text_nearest("entirely", words, 6));
    assert_null(text_nearest("y", words, 6)); /* one of one letter is no likeness */
    assert_null(text_nearest("", words, 6));
    assert_null(text_nearest("theme", NULL, 0));
    char endless[200];
    memset(endless, 'a', sizeof endless - 1);
    endless[sizeof endless - 1] = '\0';
    assert_null(text_nearest(endless, words, 6));
}

static void symbols_are_plausible_tickers(void **state)
{
    static const char *const bad[] = {"", "A B", "A/B", "A$", "ABCDEFGHIJKLMNOP", "\xc3\x84", "A\n", "A'"};
    char symbol[16];
    (void)state;
    assert_true(text_symbol(symbol, sizeof symbol, "brk-b"));
    assert_string_equal(symbol, "BRK-B");
    assert_true(text_symbol(symbol, sizeof symbol, "^gspc"));
    assert_true(text_symbol(symbol, sizeof symbol, "EURUSD=X"));
    assert_true(text_symbol(symbol, sizeof symbol, "2330.tw"));
    assert_true(text_symbol(symbol, sizeof symbol, "ABCDEFGHIJKLMNO"));
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_false(text_symbol(symbol, sizeof symbol, bad[i]));
    assert_false(text_symbol(symbol, 4, "CRWV")); /* no room for the NUL */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(random_bytes_come_out_clean),
        cmocka_unit_test(random_characters_come_out_clean),
        cmocka_unit_test(every_character_alone_comes_out_clean),
        cmocka_unit_test(what_is_clean_stays_as_it_is),
        cmocka_unit_test(each_kind_has_its_fate),
        cmocka_unit_test(a_nul_within_is_a_control),
        cmocka_unit_test(columns_are_counted),
        cmocka_unit_test(a_prefix_never_splits_a_character),
        cmocka_unit_test(characters_go_there_and_back),
        cmocka_unit_test(copies_are_cut_between_characters),
        cmocka_unit_test(case_is_folded_for_ascii),
        cmocka_unit_test(the_nearest_word_is_suggested),
        cmocka_unit_test(symbols_are_plausible_tickers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
