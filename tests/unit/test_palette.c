/* SPDX-License-Identifier: MIT
 * Roles, colours and looks. */
#include "config.h"

#include "draw/palette.h"

#include "draw/canvas.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void roles_have_distinct_names_and_letters(void **state)
{
    (void)state;
    for (int i = 0; i < ROLE_COUNT; i++) {
        assert_true(role_name((enum role)i)[0] != '\0');
        assert_int_equal(role_find(role_name((enum role)i)), i);
        for (int j = 0; j < i; j++)
            assert_int_not_equal(role_letter((enum role)i), role_letter((enum role)j));
    }
    assert_int_equal(role_find("gains"), -1);
}

static void colours_are_read(void **state)
{
    struct colour colour;
    (void)state;
    assert_true(colour_parse("#1aF0b3", &colour));
    assert_true(colour.set && colour.red == 0x1a && colour.green == 0xf0 && colour.blue == 0xb3);
    assert_true(colour_parse("default", &colour));
    assert_false(colour.set);
    assert_true(colour_parse("bright-blue", &colour));
    assert_false(colour_parse("#12345", &colour));
    assert_false(colour_parse("#12345g", &colour));
    assert_false(colour_parse("", &colour));
    assert_false(colour_parse("blew", &colour));
}

static void looks_are_read(void **state)
{
    struct look look;
    struct error err = {0};
    (void)state;
    assert_true(look_parse("  #ffffff on blue bold  underline", &look, &err));
    assert_true(look.foreground.set && look.background.set);
    assert_int_equal(look.style, STYLE_BOLD | STYLE_UNDERLINE);
    assert_true(look_parse("bold", &look, &err));
    assert_false(look.foreground.set);
    assert_true(look_parse("on red", &look, &err));
    assert_true(look.background.set && !look.foreground.set);
    assert_true(look_parse("", &look, &err));
    assert_false(look_parse("red blew", &look, &err));
    assert_non_null(strstr(err.message, "\"blew\""));
    assert_false(look_parse("red on", &look, &err));
    assert_false(look_parse("red on bold", &look, &err));
    assert_non_null(strstr(err.message, "\"bold\""));
}

static int index_of(const char *word, int colours)
{
    struct colour colour;
    assert_true(colour_parse(word, &colour));
    return colour_to_index(colour, colours);
}

static void the_nearest_colour_is_found(void **state)
{
    (void)state;
    assert_int_equal(index_of("red", 256), 1);
    assert_int_equal(index_of("red", 16), 1);
    assert_int_equal(index_of("bright-red", 16), 9);
    assert_int_equal(index_of("bright-red", 8), 1);
    assert_int_equal(index_of("default", 256), -1);
    assert_int_equal(index_of("#5fd700", 256), 16 + 36 * 1 + 6 * 4 + 0);
    assert_int_equal(index_of("#2800c8", 256), 16 + 4);
    assert_int_equal(index_of("#808081", 256), 244);
    assert_int_equal(index_of("#3070e0", 16), 12);
    assert_int_equal(index_of("#ffffff", 2), -1);
    for (unsigned i = 0; i < 0x1000000; i += 997) {
        struct colour colour = {(uint8_t)(i >> 16), (uint8_t)(i >> 8), (uint8_t)i, true};
        assert_in_range(colour_to_index(colour, 256), 0, 255);
        assert_in_range(colour_to_index(colour, 16), 0, 15);
        assert_in_range(colour_to_index(colour, 8), 0, 7);
    }
}

static void mono_has_attributes_only(void **state)
{
    struct palette palette;
    (void)state;
    palette_mono(&palette);
    for (size_t i = 0; i < ROLE_COUNT; i++)
        assert_false(palette.looks[i].foreground.set || palette.looks[i].background.set);
    assert_int_not_equal(palette.looks[ROLE_SELECTION].style, palette.looks[ROLE_TEXT].style);
    assert_int_not_equal(palette.looks[ROLE_FAILED].style, palette.looks[ROLE_STALE].style);
    assert_int_not_equal(palette.looks[ROLE_FRAME].style, palette.looks[ROLE_FRAME_FOCUS].style);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(roles_have_distinct_names_and_letters),
        cmocka_unit_test(colours_are_read),
        cmocka_unit_test(looks_are_read),
        cmocka_unit_test(the_nearest_colour_is_found),
        cmocka_unit_test(mono_has_attributes_only),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
