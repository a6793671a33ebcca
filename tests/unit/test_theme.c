/* SPDX-License-Identifier: MIT
 * Theme files: the shipped ones are whole and sound, faults are told by line, a user's own goes first. */
#include "config.h"

#include "ui/theme.h"

#include "base/text.h"
#include "draw/canvas.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static char folder[64];

struct faults {
    size_t count;
    char last[1500];
};

static void take_fault(void *context, const char *text)
{
    struct faults *faults = context;
    faults->count++;
    text_copy(faults->last, sizeof faults->last, text);
}

static bool load(const char *name, struct palette *palette, struct faults *faults)
{
    struct config_report report = {.message = take_fault, .context = faults};
    memset(faults, 0, sizeof *faults);
    bool sound = theme_load(name, palette, &report);
    assert_int_equal(report.errors, faults->count);
    assert_int_equal(sound, faults->count == 0);
    return sound;
}

static int make_folder(void **state)
{
    char path[128];
    (void)state;
    snprintf(folder, sizeof folder, "/tmp/gputape-theme-XXXXXX");
    if (mkdtemp(folder) == NULL)
        return -1;
    snprintf(path, sizeof path, "%s/gputape", folder);
    mkdir(path, 0700);
    snprintf(path, sizeof path, "%s/gputape/themes", folder);
    mkdir(path, 0700);
    return setenv("XDG_CONFIG_HOME", folder, 1);
}

static void write_theme(const char *name, const char *text)
{
    char path[128];
    snprintf(path, sizeof path, "%s/gputape/themes/%s.theme", folder, name);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

static void remove_theme(const char *name)
{
    char path[128];
    snprintf(path, sizeof path, "%s/gputape/themes/%s.theme", folder, name);
    assert_int_equal(unlink(path), 0);
}

static int drop_folder(void **state)
{
    char path[128];
    (void)state;
    snprintf(path, sizeof path, "%s/gputape/themes", folder);
    rmdir(path);
    snprintf(path, sizeof path, "%s/gputape", folder);
    rmdir(path);
    return rmdir(folder);
}

static const char *const shipped[] = {"colour-blind-safe", "dark", "high-contrast", "light", "mono"};
#define SHIPPED (sizeof shipped / sizeof shipped[0])

static void shipped_themes_are_sound(void **state)
{
    struct palette palette;
    struct faults faults;
    (void)state;
    for (size_t i = 0; i < SHIPPED; i++)
        assert_true(load(shipped[i], &palette, &faults));
}

/* Each names every role, so that none is a mixture of two themes. */
static void shipped_themes_are_whole(void **state)
{
    const char *source = getenv("GPUTAPE_SOURCE_FOLDER");
    (void)state;
    for (size_t i = 0; i < SHIPPED; i++) {
        char path[512];
        char text[8192];
        snprintf(path, sizeof path, "%s/themes/%s.theme", source != NULL ? source : ".", shipped[i]);
        FILE *file = fopen(path, "r");
        assert_non_null(file);
        size_t length = fread(text, 1, sizeof text - 1, file);
        fclose(file);
        text[length] = '\0';
        for (int role = 0; role < ROLE_COUNT; role++) {
            char entry[40];
            snprintf(entry, sizeof entry, "\n%s ", role_name((enum role)role));
            assert_non_null(strstr(text, entry));
        }
    }
}

static void mono_has_no_colour_and_tells_states_apart(void **state)
{
    struct palette palette;
    struct faults faults;
    (void)state;
    assert_true(load("mono", &palette, &faults));
    for (int i = 0; i < ROLE_COUNT; i++)
        assert_false(palette.looks[i].foreground.set || palette.looks[i].background.set);
    assert_int_not_equal(palette.looks[ROLE_SELECTION].style, palette.looks[ROLE_TEXT].style);
    assert_int_not_equal(palette.looks[ROLE_FAILED].style, palette.looks[ROLE_STALE].style);
}

static void blue_and_orange_tell_gain_from_loss(void **state)
{
    struct palette palette;
    struct faults faults;
    (void)state;
    assert_true(load("colour-blind-safe", &palette, &faults));
    struct colour gain = palette.looks[ROLE_GAIN].foreground;
    struct colour loss = palette.looks[ROLE_LOSS].foreground;
    assert_true(gain.blue > gain.red);
    assert_true(loss.red > loss.blue);
}

static void a_user_theme_goes_first_and_may_be_partial(void **state)
{
    struct palette mine, dark;
    struct faults faults;
    char names[16][CONFIG_NAME_SIZE];
    (void)state;
    assert_true(load("dark", &dark, &faults));
    write_theme("mine", "[roles]\ngain = #112233 bold\n");
    assert_true(load("mine", &mine, &faults));
    assert_int_equal(mine.looks[ROLE_GAIN].foreground.blue, 0x33);
    assert_int_equal(mine.looks[ROLE_LOSS].foreground.red, dark.looks[ROLE_LOSS].foreground.red);
    size_t count = theme_names(names, 16);
    assert_int_equal(count, SHIPPED + 1);
    assert_string_equal(names[SHIPPED - 1], "mine"); /* sorted: before mono */
    write_theme("dark", "[roles]\ngain = #445566\n");
    assert_true(load("dark", &mine, &faults));
    assert_int_equal(mine.looks[ROLE_GAIN].foreground.blue, 0x66);
    assert_int_equal(theme_names(names, 16), count);
    assert_int_equal(theme_names(names, 2), 2);
    remove_theme("mine");
    remove_theme("dark");
}

static void faults_are_told_by_line(void **state)
{
    struct palette palette;
    struct faults faults;
    (void)state;
    write_theme("odd", "# a comment\n[roles]\ngian = red\n");
    assert_false(load("odd", &palette, &faults));
    assert_non_null(strstr(faults.last, "odd.theme:3: "));
    assert_non_null(strstr(faults.last, "did you mean \"gain\""));
    write_theme("odd", "[roles]\ngain = rad\nloss = red\n");
    assert_false(load("odd", &palette, &faults));
    assert_non_null(strstr(faults.last, ":2: gain: unknown word \"rad\""));
    assert_true(palette.looks[ROLE_LOSS].foreground.red > 0xc0); /* the good line applies */
    write_theme("odd", "[colours]\ngain = red\n");
    assert_false(load("odd", &palette, &faults));
    assert_non_null(strstr(faults.last, "[roles]"));
    remove_theme("odd");
}

static void an_unknown_name_lists_what_there_is(void **state)
{
    struct palette palette;
    struct faults faults;
    (void)state;
    assert_false(load("solarised", &palette, &faults));
    assert_non_null(strstr(faults.last, "high-contrast"));
    assert_true(palette.looks[ROLE_GAIN].foreground.set); /* the default is there */
    assert_false(load("/nowhere/at/all.theme", &palette, &faults));
    assert_false(load("../../etc/passwd", &palette, &faults));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shipped_themes_are_sound),
        cmocka_unit_test(shipped_themes_are_whole),
        cmocka_unit_test(mono_has_no_colour_and_tells_states_apart),
        cmocka_unit_test(blue_and_orange_tell_gain_from_loss),
        cmocka_unit_test(a_user_theme_goes_first_and_may_be_partial),
        cmocka_unit_test(faults_are_told_by_line),
        cmocka_unit_test(an_unknown_name_lists_what_there_is),
    };
    return cmocka_run_group_tests(tests, make_folder, drop_folder);
}
