/* SPDX-License-Identifier: MIT
 * The XDG base directories. */
#include "config.h"

#include "base/xdg.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const struct place {
    const char *variable, *under_home;
} places[] = {
    [XDG_CONFIG] = {"XDG_CONFIG_HOME", ".config"},
    [XDG_CACHE] = {"XDG_CACHE_HOME", ".cache"},
    [XDG_DATA] = {"XDG_DATA_HOME", ".local/share"},
    [XDG_STATE] = {"XDG_STATE_HOME", ".local/state"},
};

bool xdg_path(enum xdg_kind kind, const char *name, char *path, size_t size, struct error *err)
{
    const struct place *place = &places[kind];
    const char *base = getenv(place->variable), *home = getenv("HOME");
    const char *slash = name[0] != '\0' ? "/" : "";
    int length;
    if (base != NULL && base[0] == '/')
        length = snprintf(path, size, "%s/gputape%s%s", base, slash, name);
    else if (home != NULL && home[0] == '/')
        length = snprintf(path, size, "%s/%s/gputape%s%s", home, place->under_home, slash, name);
    else
        return error_set(err, ERROR_INVALID, "neither HOME nor %s is set: where should files go?", place->variable);
    if (length < 0 || (size_t)length >= size)
        return error_set(err, ERROR_INVALID, "the path in %s is too long", place->variable);
    return true;
}

bool xdg_make_parents(const char *path, struct error *err)
{
    char folder[XDG_PATH_SIZE];
    size_t length = strlen(path);
    if (length >= sizeof folder)
        return error_set(err, ERROR_INVALID, "the path is too long: %.60s...", path);
    memcpy(folder, path, length + 1);
    for (char *at = strchr(folder + 1, '/'); at != NULL; at = strchr(at + 1, '/')) {
        *at = '\0';
        if (mkdir(folder, 0700) != 0 && errno != EEXIST)
            return error_set(err, ERROR_SYSTEM, "cannot make the folder %s: %s", folder, strerror(errno));
        *at = '/';
    }
    return true;
}
