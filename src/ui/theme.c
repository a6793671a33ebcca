/* SPDX-License-Identifier: MIT
 * Theme files into palettes. The five shipped themes are also built in, so that a program that is not installed, or
 * whose data folder is gone, has them all. */
#include "config.h"

#include "ui/theme.h"

#include "base/text.h"
#include "base/xdg.h"
#include "builtin_themes.h"
#include "config/ini.h"

#include <dirent.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define DEFAULT_THEME "dark"
#define SUFFIX        ".theme"
#define SECTION       "roles"
#define BUILTIN_COUNT (sizeof builtin_themes / sizeof builtin_themes[0])

struct reading {
    struct palette *palette;
    struct config_report *report;
    const char *where; /* for the messages */
};

static void say(struct reading *reading, unsigned line, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
static void say(struct reading *reading, unsigned line, const char *format, ...)
{
    char message[256];
    char text[XDG_PATH_SIZE + 300];
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    if (length < 0 || reading->report == NULL)
        return;
    if (line > 0)
        snprintf(text, sizeof text, "%s:%u: %s", reading->where, line, message);
    else
        snprintf(text, sizeof text, "%s", message);
    reading->report->errors++;
    if (reading->report->message != NULL)
        reading->report->message(reading->report->context, text);
}

static const char *nearest_role(const char *name)
{
    const char *names[ROLE_COUNT];
    for (int i = 0; i < ROLE_COUNT; i++)
        names[i] = role_name((enum role)i);
    return text_nearest(name, names, ROLE_COUNT);
}

static bool take_entry(void *context, const char *section, const char *name, const char *value, unsigned line)
{
    struct reading *reading = context;
    struct error err = {0};
    int role = role_find(name);
    if (strcmp(section, SECTION) != 0) {
        say(reading, line, "a theme has one section, [" SECTION "]; \"%s\" is none of it", section);
        return false;
    }
    if (role < 0) {
        const char *nearest = nearest_role(name);
        say(reading, line, "there is no role \"%s\"%s%s%s", name, nearest != NULL ? "; did you mean \"" : "",
            nearest != NULL ? nearest : "", nearest != NULL ? "\"?" : "");
        return false;
    }
    if (!look_parse(value, &reading->palette->looks[role], &err)) {
        say(reading, line, "%s: %s", name, err.message);
        return false;
    }
    return true;
}

static void take_fault(void *context, unsigned line, const char *message)
{
    say(context, line, "%s", message);
}

static const char *builtin_text(const char *name)
{
    for (size_t i = 0; i < BUILTIN_COUNT; i++)
        if (strcmp(builtin_themes[i].name, name) == 0)
            return builtin_themes[i].text;
    return NULL;
}

static bool read_text(struct palette *palette, const char *name, const char *text, struct config_report *report)
{
    struct reading reading = {palette, report, name};
    return ini_read_text(text, take_entry, take_fault, &reading) == 0;
}

static bool read_file(struct palette *palette, const char *path, struct config_report *report)
{
    struct reading reading = {palette, report, path};
    struct error err = {0};
    unsigned faults = 0;
    if (ini_read_file(path, take_entry, take_fault, &reading, &faults, &err))
        return faults == 0;
    say(&reading, 0, "the theme file cannot be read: %s", err.message);
    return false;
}

/* The user's own themes first, then the installed ones. */
static bool theme_folder(size_t index, char folder[XDG_PATH_SIZE])
{
    if (index == 0)
        return xdg_path(XDG_CONFIG, "themes", folder, XDG_PATH_SIZE, NULL);
    return text_copy(folder, XDG_PATH_SIZE, PACKAGE_DATA_FOLDER "/themes") > 0;
}
#define FOLDERS     2
#define THEMES_MOST 16

static bool find_file(const char *name, char path[XDG_PATH_SIZE + CONFIG_NAME_SIZE])
{
    for (size_t i = 0; i < FOLDERS; i++) {
        char folder[XDG_PATH_SIZE];
        if (!theme_folder(i, folder) || strlen(name) >= CONFIG_NAME_SIZE - sizeof SUFFIX)
            continue;
        snprintf(path, XDG_PATH_SIZE + CONFIG_NAME_SIZE, "%s/%s" SUFFIX, folder, name);
        if (access(path, R_OK) == 0)
            return true;
    }
    return false;
}

static bool refuse_unknown(const char *name, struct error *err)
{
    char names[THEMES_MOST][CONFIG_NAME_SIZE], list[256] = "";
    const char *pointers[THEMES_MOST];
    size_t used = 0, count = theme_names(names, THEMES_MOST);
    for (size_t i = 0; i < count; i++) {
        pointers[i] = names[i];
        if (used + strlen(names[i]) + 3 < sizeof list)
            used += (size_t)snprintf(list + used, sizeof list - used, "%s%s", i > 0 ? ", " : "", names[i]);
    }
    const char *nearest = text_nearest(name, pointers, count);
    if (nearest != NULL)
        return error_set(err, ERROR_INVALID, "\"%.30s\" is no theme; did you mean \"%s\"?", name, nearest);
    return error_set(err, ERROR_INVALID, "\"%.30s\" is no theme; there are %s", name, list);
}

bool theme_check(const char *name, struct error *err)
{
    char path[XDG_PATH_SIZE + CONFIG_NAME_SIZE];
    return strchr(name, '/') != NULL || find_file(name, path) || builtin_text(name) != NULL ||
           refuse_unknown(name, err);
}

bool theme_load(const char *name, struct palette *palette, struct config_report *report)
{
    char path[XDG_PATH_SIZE + CONFIG_NAME_SIZE];
    memset(palette, 0, sizeof *palette);
    bool sound = read_text(palette, DEFAULT_THEME, builtin_text(DEFAULT_THEME), report);
    if (strchr(name, '/') != NULL)
        return read_file(palette, name, report) && sound;
    if (find_file(name, path))
        return read_file(palette, path, report) && sound;
    const char *text = builtin_text(name);
    if (text != NULL)
        return read_text(palette, name, text, report) && sound;
    struct reading reading = {NULL, report, name};
    struct error err = {0};
    (void)refuse_unknown(name, &err);
    say(&reading, 0, "%s", err.message);
    return false;
}

/* --- names --- */

static size_t add_name(char (*names)[CONFIG_NAME_SIZE], size_t count, size_t most, const char *name)
{
    size_t at = 0;
    while (at < count && strcmp(names[at], name) < 0)
        at++;
    if (count >= most || (at < count && strcmp(names[at], name) == 0))
        return count;
    memmove(names + at + 1, names + at, (count - at) * sizeof *names);
    text_copy(names[at], CONFIG_NAME_SIZE, name);
    return count + 1;
}

static size_t add_folder(char (*names)[CONFIG_NAME_SIZE], size_t count, size_t most, const char *folder)
{
    DIR *directory = opendir(folder);
    if (directory == NULL)
        return count;
    for (const struct dirent *entry = readdir(directory); entry != NULL; entry = readdir(directory)) {
        char name[CONFIG_NAME_SIZE];
        size_t length = strlen(entry->d_name);
        size_t suffix = strlen(SUFFIX);
        if (length <= suffix || length - suffix >= sizeof name || entry->d_name[0] == '.' ||
            strcmp(entry->d_name + length - suffix, SUFFIX) != 0)
            continue;
        memcpy(name, entry->d_name, length - suffix);
        name[length - suffix] = '\0';
        count = add_name(names, count, most, name);
    }
    closedir(directory);
    return count;
}

size_t theme_names(char (*names)[CONFIG_NAME_SIZE], size_t most)
{
    size_t count = 0;
    for (size_t i = 0; i < BUILTIN_COUNT; i++)
        count = add_name(names, count, most, builtin_themes[i].name);
    for (size_t i = 0; i < FOLDERS; i++) {
        char folder[XDG_PATH_SIZE];
        if (theme_folder(i, folder))
            count = add_folder(names, count, most, folder);
    }
    return count;
}
