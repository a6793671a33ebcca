/* SPDX-License-Identifier: MIT
 * The user's files that the configuration names: lots, and prices of GPUs. The figures of lots go to the screen and
 * to --print, and nowhere else. */
#include "config.h"

#include "app.h"
#include "text_file.h"

#include "base/date.h"
#include "base/memory.h"
#include "base/text.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct user_file {
    const char *name, *setting; /* as the configuration has them */
    bool (*read)(void *target, const char *text, size_t length, int32_t today, struct user_file *file);
    void *target;
    struct config_report *report;
    char path[PATH_MAX];
};

static void say(const struct user_file *file, unsigned line, const char *words)
{
    char text[PATH_MAX + 200], clean[PATH_MAX + 200];
    if (line > 0)
        snprintf(text, sizeof text, "%s:%u: %s", file->path, line, words);
    else
        snprintf(text, sizeof text, "%s: %s: %s", file->path, file->setting, words);
    text_clean(clean, sizeof clean, text, strlen(text));
    file->report->errors++;
    if (file->report->message != NULL)
        file->report->message(file->report->context, clean);
}

static void take_fault(void *context, unsigned line, const char *sentence)
{
    say(context, line, sentence);
}

/* True when none is named, too. */
static bool read_file(struct user_file *file, const struct command_line *line)
{
    size_t length = 0;
    if (file->name[0] == '\0')
        return true;
    text_copy(file->path, sizeof file->path, file->name);
    if (!text_file_beside(file->name, line->config_path, file->path, sizeof file->path)) {
        say(file, 0, "there is no such place");
        return false;
    }
    char *text = text_file_read(file->path, &length);
    if (text == NULL) {
        say(file, 0, strerror(errno));
        return false;
    }
    bool sound = file->read(file->target, text, length, date_new_york_day(clock_wall_seconds(&clock_system)), file);
    explicit_bzero(text, length);
    free(text);
    return sound;
}

static bool read_positions(void *target, const char *text, size_t length, int32_t today, struct user_file *file)
{
    const struct line_report to = {take_fault, file};
    return positions_read(target, text, length, today, &to);
}

bool run_read_positions(struct positions *positions, const struct config *config, const struct command_line *line,
                        struct config_report *report)
{
    struct user_file file = {config->positions_file, "positions", read_positions, positions, report, ""};
    positions_init(positions, config->positions_currency);
    return read_file(&file, line);
}

static bool read_attested(void *target, const char *text, size_t length, int32_t today, struct user_file *file)
{
    const struct line_report to = {take_fault, file};
    return attested_read(target, text, length, today, &to);
}

bool run_read_attested(struct attested *attested, const struct config *config, const struct command_line *line,
                       struct config_report *report)
{
    struct user_file file = {config->attested_file, "attested", read_attested, attested, report, ""};
    *attested = (struct attested){NULL, 0};
    return read_file(&file, line);
}
