/* SPDX-License-Identifier: MIT
 * Frames made shorter show the same: a small terminal of our own reads both and compares every cell. */
#include "config.h"

#include "thrift.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define LIMIT 65536

static struct thrift thrift;
static struct buffer out;

static int open_thrift(void **state)
{
    (void)state;
    thrift_init(&thrift);
    buffer_init(&out, LIMIT);
    return 0;
}

static int close_thrift(void **state)
{
    (void)state;
    buffer_clear(&out);
    return 0;
}

static const char *pass(const char *bytes, bool settle)
{
    buffer_empty(&out);
    thrift_pass(&thrift, bytes, strlen(bytes), settle, &out);
    return buffer_text(&out);
}

/* Behind a first reset, with the terminal in its own colours. */
static void expect(const char *bytes, const char *shorter)
{
    thrift_init(&thrift);
    (void)pass("\033[m", false);
    assert_string_equal(pass(bytes, false), shorter);
}

static void a_change_waits_for_what_shows_it(void **state)
{
    (void)state;
    expect("\033[32mup\033[39m   \033[32mup\033[39m", "\033[32mup   up");
    expect("\033[32m\033[31mx", "\033[31mx");
    expect("\033[32m\033[5;1H\033[39mx", "\033[5;1Hx");
    expect("\033[38;5;78m1\033[39m\033(B\033[m \033[38;5;78m2", "\033[38;5;78m1\033(B 2");
}

static void what_a_blank_shows_is_told_before_it(void **state)
{
    (void)state;
    expect("\033[41m ", "\033[41m ");
    expect("\033[7m ", "\033[7m ");
    expect("\033[4m ", "\033[4m ");
    expect("\033[1;32m ", " ");
    expect("\033[41mx\033[49m ", "\033[41mx\033[m ");
    expect("\033[7;32mx\033[31m ", "\033[7;32mx\033[31m ");
}

static void what_is_erased_takes_the_background(void **state)
{
    (void)state;
    expect("\033[41m\033[K", "\033[41m\033[K");
    expect("\033[31m\033[K", "\033[K");
    expect("\033[41mx\033[m\033[2J", "\033[41mx\033[m\033[2J");
}

static void what_is_switched_off_goes_through_a_reset(void **state)
{
    (void)state;
    expect("\033[1;31ma\033[m\033[31mb", "\033[1;31ma\033[0;31mb");
    expect("\033[1ma\033[mb", "\033[1ma\033[mb");
    expect("\033[1ma\033[2mb", "\033[1ma\033[2mb");
    expect("\033[38;2;1;2;3ma\033[48;5;9mb", "\033[38;2;1;2;3ma\033[48;5;9mb");
    expect("\033[97ma\033[107mb", "\033[97ma\033[107mb");
}

static void letters_are_said_to_be_letters_once(void **state)
{
    (void)state;
    expect("\033(Ba\033(Bb", "\033(Bab");
    expect("\033(Ba\033(0q\033(Bb", "\033(Ba\033(0q\033(Bb");
}

static void what_is_not_understood_passes(void **state)
{
    (void)state;
    expect("\033[31m\033[58;5;3mx", "\033[31m\033[58;5;3mx"); /* no colour behind 31 may be lost */
    expect("\033[58;5;3m\033[31mx\033[31my\033[mz\033[mz", "\033[58;5;3m\033[31mx\033[31my\033[mzz");
    expect("\033[3", "\033[3");
    expect("\033", "\033");
    expect("\033[>4;1m", "\033[>4;1m");
    thrift_init(&thrift);
    assert_string_equal(pass("\033[32ma\033[32mb", false), "\033[32ma\033[32mb"); /* nothing is known yet */
}

static void the_last_frame_leaves_nothing_open(void **state)
{
    (void)state;
    expect("\033[32ma", "\033[32ma");
    assert_string_equal(pass("\033[m", false), "");
    assert_string_equal(pass("\033[?1049l", true), "\033[?1049l\033[m");
    assert_string_equal(pass("", true), "");
}

/* --- any bytes at all --- */

struct shown {
    char glyph;
    unsigned styles, foreground, background;
};

#define CELLS 512
struct little {
    struct shown cells[CELLS], look;
    size_t at;
};

static void little_look(struct little *little, const char *text, size_t length)
{
    char copy[64], *rest = NULL;
    snprintf(copy, sizeof copy, "%.*s", (int)length, text);
    if (length == 0)
        little->look = (struct shown){0};
    for (char *word = strtok_r(copy, ";", &rest); word != NULL; word = strtok_r(NULL, ";", &rest)) {
        unsigned code = (unsigned)strtoul(word, NULL, 10);
        if (code == 0)
            little->look = (struct shown){0};
        else if (code < 10)
            little->look.styles |= 1U << code;
        else if (code / 10 == 3)
            little->look.foreground = code == 39 ? 0 : code;
        else
            little->look.background = code == 49 ? 0 : code;
    }
}

/* A blank shows its background, and all of it when it is reversed or underlined. */
static void little_put(struct little *little, char glyph)
{
    struct shown *cell = &little->cells[little->at++ % CELLS];
    *cell = little->look;
    cell->glyph = glyph;
    if (glyph == ' ' && (cell->styles & (1U << 7 | 1U << 4)) == 0)
        cell->styles = cell->foreground = 0;
}

static void little_read(struct little *little, const char *bytes)
{
    while (*bytes != '\0') {
        if (*bytes != '\033') {
            little_put(little, *bytes++);
            continue;
        }
        size_t length = strcspn(bytes + 2, "mKH");
        if (bytes[2 + length] == 'm')
            little_look(little, bytes + 2, length);
        else if (bytes[2 + length] == 'H')
            little->at = strtoul(bytes + 2, NULL, 10);
        else
            for (int i = 0; i < 5; i++)
                little->cells[(little->at + (size_t)i) % CELLS] =
                    (struct shown){.background = little->look.background};
        bytes += 3 + length;
    }
}

static unsigned next(unsigned *seed)
{
    *seed = *seed * 1103515245U + 12345U;
    return *seed >> 16;
}

static void make_frame(char *frame, size_t size, unsigned *seed)
{
    static const char *const parts[] = {"\033[m",   "\033[1m",  "\033[2m",  "\033[4m",      "\033[7m",   "\033[31m",
                                        "\033[32m", "\033[39m", "\033[41m", "\033[49m",     "\033[0;1m", "\033[K",
                                        "x",        "  ",       "abc",      "\033[7;31;42m"};
    size_t used = (size_t)snprintf(frame, size, "\033[m");
    for (unsigned i = next(seed) % 40; i > 0; i--) {
        unsigned part = next(seed) % (sizeof parts / sizeof parts[0] + 1);
        if (part == sizeof parts / sizeof parts[0])
            used += (size_t)snprintf(frame + used, size - used, "\033[%uH", next(seed) % CELLS);
        else
            used += (size_t)snprintf(frame + used, size - used, "%s", parts[part]);
    }
}

static void any_frames_show_the_same(void **state)
{
    static struct little whole, less;
    size_t before = 0, after = 0;
    unsigned seed = 4;
    (void)state;
    memset(&whole, 0, sizeof whole);
    memset(&less, 0, sizeof less);
    thrift_init(&thrift);
    for (int i = 0; i < 20000; i++) {
        char frame[1024];
        make_frame(frame, sizeof frame, &seed);
        little_read(&whole, frame);
        const char *shorter = pass(frame, i % 5 == 0);
        little_read(&less, shorter);
        assert_memory_equal(whole.cells, less.cells, sizeof whole.cells);
        before += strlen(frame);
        after += strlen(shorter);
    }
    assert_true(after < before * 3 / 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_change_waits_for_what_shows_it),
        cmocka_unit_test(what_a_blank_shows_is_told_before_it),
        cmocka_unit_test(what_is_erased_takes_the_background),
        cmocka_unit_test(what_is_switched_off_goes_through_a_reset),
        cmocka_unit_test(letters_are_said_to_be_letters_once),
        cmocka_unit_test(what_is_not_understood_passes),
        cmocka_unit_test(the_last_frame_leaves_nothing_open),
        cmocka_unit_test(any_frames_show_the_same),
    };
    return cmocka_run_group_tests(tests, open_thrift, close_thrift);
}
