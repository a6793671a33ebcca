/* SPDX-License-Identifier: MIT
 * Small text files, read at once. */
#include "config.h"

#include "text_file.h"

#include "base/error.h"
#include "base/memory.h"
#include "base/xdg.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define FILE_MOST ((size_t)1024 * 1024)

bool text_file_path(const char *name, char *path, size_t size)
{
    const char *home = getenv("HOME");
    bool in_home = strncmp(name, "~/", 2) == 0 && home != NULL;
    int written = snprintf(path, size, "%s%s", in_home ? home : "", in_home ? name + 1 : name);
    return written >= 0 && (size_t)written < size;
}

bool text_file_beside(const char *name, const char *config_path, char *path, size_t size)
{
    struct error err = {0};
    const char *slash = config_path != NULL ? strrchr(config_path, '/') : NULL;
    int written;
    if (name[0] == '/' || name[0] == '~')
        return text_file_path(name, path, size);
    if (slash != NULL)
        written = snprintf(path, size, "%.*s/%s", (int)(slash - config_path), config_path, name);
    else if (config_path != NULL)
        written = snprintf(path, size, "%s", name);
    else
        return xdg_path(XDG_CONFIG, name, path, size, &err);
    return written >= 0 && (size_t)written < size;
}

/* A pipe or a terminal would make the screen wait. */
static FILE *open_plain(const char *path)
{
    struct stat about;
    if (stat(path, &about) != 0)
        return NULL;
    if (!S_ISREG(about.st_mode)) {
        errno = S_ISDIR(about.st_mode) ? EISDIR : EINVAL;
        return NULL;
    }
    return fopen(path, "re");
}

char *text_file_read(const char *path, size_t *length)
{
    FILE *file = open_plain(path);
    if (file == NULL)
        return NULL;
    char *text = memory_new(FILE_MOST + 2, 1);
    *length = fread(text, 1, FILE_MOST + 1, file);
    int fault = ferror(file) != 0 ? EIO : *length > FILE_MOST ? EFBIG : 0;
    fclose(file);
    if (fault == 0)
        return text;
    explicit_bzero(text, *length);
    free(text);
    errno = fault;
    return NULL;
}
