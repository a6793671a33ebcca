/* SPDX-License-Identifier: MIT
 * API keys: from a file that only its owner can read, then from the environment. */
#include "config.h"

#include "assign.h"
#include "key_command.h"

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

#define KEY_MOST     512
#define PREFIX       "GPUTAPE_KEY_"
#define COMMAND_WORD "key_command "

/* A key goes into a request's header or address: no blanks, no controls, ASCII. */
static bool is_plain(const char *value)
{
    for (; *value != '\0'; value++)
        if (*value <= ' ' || *value > '~')
            return false;
    return true;
}

/* No message holds the value. */
static bool add_key(struct config *config, const char *name, const char *value, const char *where, unsigned line,
                    struct config_report *report)
{
    if (name[0] == '\0' || strlen(name) >= CONFIG_NAME_SIZE)
        return report_fault(report, where, line, "a provider's name of 1 to %d bytes is missing",
                            CONFIG_NAME_SIZE - 1);
    if (value[0] == '\0')
        return report_fault(report, where, line, "the key of %s is missing", name);
    if (!is_plain(value))
        return report_fault(report, where, line, "the key of %s holds a blank or a letter that no key has", name);
    if (!log_add_secret(value))
        return report_fault(report, where, line, "the key of %s is too short to be one", name);
    config->keys = memory_grow(config->keys, config->key_count + 1, sizeof *config->keys);
    struct config_key *key = &config->keys[config->key_count++];
    text_copy(key->name, sizeof key->name, name);
    key->value = memory_text(value);
    return true;
}

/* The rule of ssh: ours, and nobody else's to read. */
static bool is_private(int fd, const char *path, struct config_report *report)
{
    struct stat about;
    if (fstat(fd, &about) != 0)
        return report_fault(report, path, 0, "no keys are read: %s", strerror(errno));
    if (!S_ISREG(about.st_mode))
        return report_fault(report, path, 0, "no keys are read: it is not a plain file");
    if (about.st_uid != geteuid())
        return report_fault(report, path, 0,
                            "no keys are read: it belongs to somebody else; mend it with: sudo chown %u '%s'",
                            (unsigned)geteuid(), path);
    if ((about.st_mode & 077) != 0)
        return report_fault(report, path, 0, "no keys are read: others can read it; mend it with: chmod 600 '%s'",
                            path);
    return true;
}

static char *trim(char *text)
{
    text += strspn(text, " \t");
    size_t length = strlen(text);
    while (length > 0 && strchr(" \t\r\n", text[length - 1]) != NULL)
        text[--length] = '\0';
    return text;
}

struct lines {
    struct config *config;
    const char *path;
    struct config_report *report;
    size_t from_environment; /* keys that the file does not change */
};

/* "key_command NAME": the value is a command that prints the key. */
static bool take_command(const struct lines *lines, const char *name, char *command, unsigned number)
{
    char key[KEY_MOST];
    struct error err = {0};
    if (!key_from_command(command, key, sizeof key, &err))
        return report_fault(lines->report, lines->path, number, "the key of %s: %s", name, err.message);
    bool taken = add_key(lines->config, name, key, lines->path, number, lines->report);
    explicit_bzero(key, sizeof key);
    return taken;
}

static bool take_line(const struct lines *lines, char *line, unsigned number)
{
    char *name = trim(line), *equals = strchr(name, '=');
    bool runs = strncmp(name, COMMAND_WORD, sizeof COMMAND_WORD - 1) == 0;
    if (name[0] == '\0' || name[0] == '#' || name[0] == ';')
        return true;
    if (equals == NULL)
        return report_fault(lines->report, lines->path, number, "this is no \"name = key\"");
    *equals = '\0';
    name = trim(runs ? name + sizeof COMMAND_WORD - 1 : name);
    for (size_t i = 0; i < lines->config->key_count; i++) {
        if (strcmp(lines->config->keys[i].name, name) != 0)
            continue;
        return i < lines->from_environment ||
               report_fault(lines->report, lines->path, number, "there is a key of %s already", name);
    }
    return runs ? take_command(lines, name, trim(equals + 1), number)
                : add_key(lines->config, name, trim(equals + 1), lines->path, number, lines->report);
}

static void read_lines(FILE *file, const struct lines *lines)
{
    char line[KEY_MOST + 64];
    bool within = false; /* a line that was too long goes on */
    for (unsigned number = 1; fgets(line, sizeof line, file) != NULL;) {
        bool ends = strchr(line, '\n') != NULL || feof(file);
        if (!ends && !within)
            (void)report_fault(lines->report, lines->path, number, "the line is longer than %d bytes", KEY_MOST);
        else if (ends && !within)
            (void)take_line(lines, line, number); /* the report counts */
        within = !ends;
        number += ends ? 1 : 0;
    }
    explicit_bzero(line, sizeof line);
}

static void read_file(struct config *config, const char *path, struct config_report *report)
{
    struct lines lines = {config, path, report, config->key_count};
    /* O_NONBLOCK: a named pipe must not hold up the start */
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY);
    if (fd < 0 && errno == ELOOP)
        (void)report_fault(report, path, 0,
                           "no keys are read: it is a symbolic link; mend it with: cp --remove-destination "
                           "\"$(readlink -f '%s')\" '%s'",
                           path, path);
    else if (fd < 0 && errno != ENOENT)
        (void)report_fault(report, path, 0, "no keys are read: %s", strerror(errno));
    if (fd < 0)
        return;
    FILE *file = is_private(fd, path, report) ? fdopen(fd, "r") : NULL;
    if (file == NULL) {
        close(fd);
        return;
    }
    setvbuf(file, NULL, _IONBF, 0); /* no copy of the keys stays in the library's buffer */
    read_lines(file, &lines);
    fclose(file);
}

static void read_variable(struct config *config, const char *variable, struct config_report *report)
{
    char name[256];
    const char *equals = strchr(variable, '=');
    if (strncmp(variable, PREFIX, sizeof PREFIX - 1) != 0 || equals == NULL || equals[1] == '\0')
        return;
    const char *start = variable + sizeof PREFIX - 1;
    size_t length = (size_t)(equals - start);
    if (length == 0 || length >= sizeof name)
        return;
    for (size_t i = 0; i < length; i++)
        name[i] = start[i] >= 'A' && start[i] <= 'Z' ? (char)(start[i] - 'A' + 'a') : start[i];
    name[length] = '\0';
    if (add_key(config, name, equals + 1, "the environment", 0, report))
        log_write(LOG_WARNING, "the key of %s is from the environment, which other programs inherit", name);
}

bool config_load_keys(struct config *config, const char *path, struct config_report *report)
{
    unsigned before = report->errors;
    for (char **variable = environ; variable != NULL && *variable != NULL; variable++)
        read_variable(config, *variable, report);
    read_file(config, path, report); /* second: the environment wins */
    return report->errors == before;
}
