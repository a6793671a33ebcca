/* SPDX-License-Identifier: MIT
 * API keys: from a file that only its owner can read, then from the environment. */
#include "config.h"

#include "config/config.h"

#include "base/log.h"
#include "base/memory.h"
#include "base/text.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define KEY_MOST 512
#define PREFIX   "GPUTAPE_KEY_"

extern char **environ;

static void tell(struct config_report *report, const char *text)
{
    report->errors++;
    if (report->message != NULL)
        report->message(report->context, text);
}

static bool add_key(struct config *config, const char *name, const char *value, const char *where,
                    struct config_report *report)
{
    char text[400];
    for (size_t i = 0; i < config->key_count; i++)
        if (strcmp(config->keys[i].name, name) == 0)
            return true; /* the file's comes first and stays */
    if (!log_add_secret(value) || strlen(value) >= KEY_MOST || strpbrk(value, "\r\n\t ") != NULL) {
        snprintf(text, sizeof text, "%.250s: the key for \"%.30s\" has fewer than 6 bytes, blanks, or is too long",
                 where, name);
        tell(report, text);
        return false;
    }
    config->keys = memory_grow(config->keys, config->key_count + 1, sizeof *config->keys);
    struct config_key *key = &config->keys[config->key_count++];
    memset(key, 0, sizeof *key);
    text_copy(key->name, sizeof key->name, name);
    key->value = memory_text(value);
    return true;
}

/* The rule of ssh: ours, and nobody else's to read. */
static bool is_private(const struct stat *about, const char *path, struct config_report *report)
{
    char text[600];
    if (S_ISREG(about->st_mode) && about->st_uid == getuid() && (about->st_mode & 077) == 0)
        return true;
    if (!S_ISREG(about->st_mode))
        snprintf(text, sizeof text, "%.250s is not a plain file: no keys are read", path);
    else if (about->st_uid != getuid())
        snprintf(text, sizeof text, "%.250s belongs to somebody else: no keys are read", path);
    else
        snprintf(text, sizeof text,
                 "%.250s can be read by others: no keys are read; mend it with: chmod 600 %.250s", path, path);
    tell(report, text);
    return false;
}

static char *trim(char *text)
{
    text += strspn(text, " \t");
    size_t length = strlen(text);
    while (length > 0 && strchr(" \t\r\n", text[length - 1]) != NULL)
        text[--length] = '\0';
    return text;
}

static bool read_lines(FILE *file, struct config *config, const char *path, struct config_report *report)
{
    char line[KEY_MOST + 64], where[300], text[400];
    bool good = true;
    for (unsigned number = 1; fgets(line, sizeof line, file) != NULL; number++) {
        char *name = trim(line), *equals = strchr(name, '=');
        if (name[0] == '\0' || name[0] == '#' || name[0] == ';')
            continue;
        snprintf(where, sizeof where, "%.250s:%u", path, number);
        if (equals == NULL) {
            snprintf(text, sizeof text, "%s: not a name = value", where);
            tell(report, text);
            good = false;
            continue;
        }
        *equals = '\0';
        good = add_key(config, trim(name), trim(equals + 1), where, report) && good;
    }
    explicit_bzero(line, sizeof line);
    return good;
}

static bool read_file(struct config *config, const char *path, struct config_report *report)
{
    struct stat about;
    char text[400];
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (fd < 0 && errno == ENOENT)
        return true;
    if (fd < 0) {
        snprintf(text, sizeof text, "%.250s: no keys are read: %s", path,
                 errno == ELOOP ? "it is a symbolic link" : strerror(errno));
        tell(report, text);
        return false;
    }
    FILE *file = fstat(fd, &about) == 0 && is_private(&about, path, report) ? fdopen(fd, "r") : NULL;
    if (file == NULL) {
        close(fd);
        return false;
    }
    bool good = read_lines(file, config, path, report);
    fclose(file);
    return good;
}

static bool read_environment(struct config *config, struct config_report *report)
{
    bool good = true;
    for (char **entry = environ; entry != NULL && *entry != NULL; entry++) {
        char name[CONFIG_NAME_SIZE];
        const char *equals = strchr(*entry, '=');
        if (strncmp(*entry, PREFIX, sizeof PREFIX - 1) != 0 || equals == NULL)
            continue;
        const char *start = *entry + sizeof PREFIX - 1;
        size_t length = (size_t)(equals - start);
        if (length == 0 || length >= sizeof name)
            continue;
        for (size_t i = 0; i < length; i++)
            name[i] = start[i] >= 'A' && start[i] <= 'Z' ? (char)(start[i] - 'A' + 'a') : start[i];
        name[length] = '\0';
        good = add_key(config, name, equals + 1, "the environment", report) && good;
    }
    return good;
}

bool config_load_keys(struct config *config, const char *path, struct config_report *report)
{
    bool file = read_file(config, path, report);
    return read_environment(config, report) && file;
}
