/* SPDX-License-Identifier: MIT
 * Typing: editing keys, history, completion, drawing. */
#include "config.h"

#include "input_line.h"

#include "base/key.h"
#include "base/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define CONTROL(letter) ((uint32_t)(letter) - '@')

static struct input_line line;

static int reset(void **state)
{
    (void)state;
    memset(&line, 0, sizeof line);
    input_start(&line, "");
    return 0;
}

static size_t complete_ranges(void *context, const char *text, size_t *start, char (*candidates)[INPUT_SIZE],
                              size_t most)
{
    static const char *const words[] = {"range", "refresh", "reload"};
    size_t count = 0;
    (void)context;
    *start = 0;
    for (size_t i = 0; i < 3 && count < most; i++)
        if (strncmp(words[i], text, strlen(text)) == 0)
            text_copy(candidates[count++], INPUT_SIZE, words[i]);
    return count;
}

static void press(uint32_t key)
{
    assert_int_equal(input_key(&line, key, complete_ranges, NULL), INPUT_CHANGED);
}

static void type(const char *text)
{
    uint32_t key;
    for (size_t length; (length = text_decode(text, &key)) > 0; text += length)
        press(key);
}

static void letters_go_in_at_the_cursor(void **state)
{
    (void)state;
    type("rnge");
    press(KEYS_HOME);
    press(KEYS_RIGHT);
    type("a");
    assert_string_equal(line.text, "range");
    press(KEYS_END);
    type(" 1y");
    press(CONTROL('W'));
    assert_string_equal(line.text, "range ");
    press(KEYS_BACKSPACE);
    press(KEYS_LEFT);
    press(KEYS_DELETE);
    assert_string_equal(line.text, "rang");
    press(KEYS_LEFT);
    press(CONTROL('K'));
    assert_string_equal(line.text, "ran");
    press(CONTROL('U'));
    assert_string_equal(line.text, "");
}

static void characters_are_whole(void **state)
{
    (void)state;
    type("a台é");
    press(KEYS_LEFT);
    press(KEYS_BACKSPACE);
    assert_string_equal(line.text, "aé");
    press(KEYS_BACKSPACE);
    press(KEYS_DELETE);
    assert_string_equal(line.text, "");
}

static void escape_and_an_empty_backspace_cancel(void **state)
{
    (void)state;
    assert_int_equal(input_key(&line, KEYS_BACKSPACE, NULL, NULL), INPUT_CANCELLED);
    type("x");
    assert_int_equal(input_key(&line, KEYS_ESCAPE, NULL, NULL), INPUT_CANCELLED);
    assert_int_equal(input_key(&line, KEYS_ENTER, NULL, NULL), INPUT_ENTERED);
    assert_int_equal(input_key(&line, KEYS_F1, NULL, NULL), INPUT_IGNORED);
    assert_int_equal(input_key(&line, 0x301, NULL, NULL), INPUT_IGNORED);
}

static void history_goes_back_and_forth(void **state)
{
    (void)state;
    type("first");
    input_remember(&line);
    input_start(&line, "");
    type("second");
    input_remember(&line);
    input_remember(&line); /* the same again is not kept */
    input_start(&line, "");
    type("third");
    press(KEYS_UP);
    assert_string_equal(line.text, "second");
    press(KEYS_UP);
    press(KEYS_UP);
    assert_string_equal(line.text, "first");
    press(KEYS_DOWN);
    press(KEYS_DOWN);
    press(KEYS_DOWN);
    assert_string_equal(line.text, "third");
    assert_int_equal(line.history_count, 2);
}

static void history_has_an_end(void **state)
{
    (void)state;
    for (int i = 0; i < 3 * INPUT_HISTORY; i++) {
        char text[2] = {(char)('a' + i % 26), '\0'};
        input_start(&line, text);
        input_remember(&line);
    }
    assert_int_equal(line.history_count, INPUT_HISTORY);
}

static void tab_goes_round_the_candidates(void **state)
{
    (void)state;
    type("re");
    press(KEYS_TAB);
    assert_string_equal(line.text, "refresh");
    press(KEYS_TAB);
    assert_string_equal(line.text, "reload");
    press(KEYS_TAB);
    assert_string_equal(line.text, "refresh");
    press(KEYS_BACK_TAB);
    assert_string_equal(line.text, "reload");
    input_start(&line, "ra");
    press(KEYS_TAB);
    assert_string_equal(line.text, "range ");
    input_start(&line, "zz");
    press(KEYS_TAB);
    assert_string_equal(line.text, "zz");
}

static void a_long_line_stays_in_bounds(void **state)
{
    struct canvas canvas;
    (void)state;
    for (int i = 0; i < 500; i++)
        press(i % 3 == 0 ? 0x53f0 : 'x');
    assert_true(line.length < INPUT_SIZE);
    assert_int_equal(strlen(line.text), line.length);
    canvas_init(&canvas, 1, 20);
    input_draw(&line, &canvas, (struct rect){0, 0, 1, 20}, ":");
    assert_int_equal(canvas.cursor_row, 0);
    assert_in_range(canvas.cursor_column, 1, 19);
    canvas_clear(&canvas);
}

static void random_keys_keep_it_sound(void **state)
{
    (void)state;
    srand(3); /* NOLINT(cert-msc51-cpp,cert-msc32-c): repeatable */
    for (int i = 0; i < 100000; i++) {
        uint32_t key = (uint32_t)rand(); /* NOLINT(cert-msc30-c,concurrency-mt-unsafe) */
        key = key % 3 == 0 ? key % 0x80 : key % 3 == 1 ? key % 0x3000 : KEYS_FIRST + key % (KEYS_LAST - KEYS_FIRST);
        if (input_key(&line, key, complete_ranges, NULL) == INPUT_ENTERED)
            input_remember(&line);
        assert_int_equal(strlen(line.text), line.length);
        assert_true(line.cursor <= line.length);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(letters_go_in_at_the_cursor, reset),
        cmocka_unit_test_setup(characters_are_whole, reset),
        cmocka_unit_test_setup(escape_and_an_empty_backspace_cancel, reset),
        cmocka_unit_test_setup(history_goes_back_and_forth, reset),
        cmocka_unit_test_setup(history_has_an_end, reset),
        cmocka_unit_test_setup(tab_goes_round_the_candidates, reset),
        cmocka_unit_test_setup(a_long_line_stays_in_bounds, reset),
        cmocka_unit_test_setup(random_keys_keep_it_sound, reset),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
