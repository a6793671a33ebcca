/* SPDX-License-Identifier: MIT
 * Where the files live. */
#include "config.h"

#include "base/xdg.h"

#include <errno.h>
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

static void variables_come_before_home(void **state)
{
    char path[XDG_PATH_SIZE];
    struct error err = {0};
    (void)state;
    setenv("HOME", "/home/jo", 1);
    unsetenv("XDG_CONFIG_HOME");
    assert_true(xdg_path(XDG_CONFIG, "gputape.conf", path, sizeof path, &err));
    assert_string_equal(path, "/home/jo/.config/gputape/gputape.conf");
    assert_true(xdg_path(XDG_DATA, "", path, sizeof path, &err));
    assert_string_equal(path, "/home/jo/.local/share/gputape");
    setenv("XDG_CACHE_HOME", "/var/cache/jo", 1);
    assert_true(xdg_path(XDG_CACHE, "cache.db", path, sizeof path, &err));
    assert_string_equal(path, "/var/cache/jo/gputape/cache.db");
    setenv("XDG_STATE_HOME", "relative", 1); /* ignored, as the rules demand */
    assert_true(xdg_path(XDG_STATE, "log", path, sizeof path, &err));
    assert_string_equal(path, "/home/jo/.local/state/gputape/log");
}

static void no_home_is_told(void **state)
{
    char path[XDG_PATH_SIZE];
    struct error err = {0};
    (void)state;
    unsetenv("HOME");
    unsetenv("XDG_CONFIG_HOME");
    assert_false(xdg_path(XDG_CONFIG, "x", path, sizeof path, &err));
    assert_int_equal(err.code, ERROR_INVALID);
    assert_non_null(strstr(err.message, "XDG_CONFIG_HOME"));
    setenv("HOME", "", 1);
    assert_false(xdg_path(XDG_CONFIG, "x", path, sizeof path, &err));
    setenv("HOME", "/home/jo", 1);
    assert_false(xdg_path(XDG_CONFIG, "x", path, 10, &err));
}

static void parents_are_made_private(void **state)
{
    char folder[] = "/tmp/gputape-xdg-XXXXXX", path[128];
    struct stat about;
    struct error err = {0};
    (void)state;
    umask(0);
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/a/b/file", folder);
    assert_true(xdg_make_parents(path, &err));
    assert_true(xdg_make_parents(path, &err)); /* again: fine */
    assert_int_equal(stat(path, &about), -1);
    *strrchr(path, '/') = '\0';
    assert_int_equal(stat(path, &about), 0);
    assert_int_equal(about.st_mode & 0777, 0700);
    rmdir(path);
    *strrchr(path, '/') = '\0';
    rmdir(path);
    rmdir(folder);
}

static void what_cannot_be_made_is_told(void **state)
{
    char endless[XDG_PATH_SIZE + 10];
    struct error err = {0};
    (void)state;
    assert_false(xdg_make_parents("/dev/null/folder/file", &err));
    assert_int_equal(err.code, ERROR_SYSTEM);
    memset(endless, 'x', sizeof endless - 1);
    endless[sizeof endless - 1] = '\0';
    assert_false(xdg_make_parents(endless, &err));
    assert_int_equal(err.code, ERROR_INVALID);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(variables_come_before_home),
        cmocka_unit_test(no_home_is_told),
        cmocka_unit_test(parents_are_made_private),
        cmocka_unit_test(what_cannot_be_made_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
