/* SPDX-License-Identifier: MIT
 * The file of lots that the configuration names. Its figures go to the screen and to --print, and nowhere else. */
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

struct lots_sink {
    struct config_report *report;
    const char *path;
};

static void say(struct config_report *report, const char *path, unsigned line, const char *words)
{
    char text[PATH_MAX + 200], clean[PATH_MAX + 200];
    if (line > 0)
        snprintf(text, sizeof text, "%s:%u: %s", path, line, words);
    else
        snprintf(text, sizeof text, "%s: positions: %s", path, words);
    text_clean(clean, sizeof clean, text, strlen(text));
    report->errors++;
    if (report->message != NULL)
        report->message(report->context, clean);
}

static void take_fault(void *context, unsigned line, const char *sentence)
{
    const struct lots_sink *sink = context;
    say(sink->report, sink->path, line, sentence);
}

bool run_read_positions(struct positions *positions, const struct config *config, const struct command_line *line,
                        struct config_report *report)
{
    char path[PATH_MAX];
    size_t length = 0;
    positions_init(positions, config->positions_currency);
    if (config->positions_file[0] == '\0')
        return true;
    if (!text_file_beside(config->positions_file, line->config_path, path, sizeof path)) {
        say(report, config->positions_file, 0, "there is no such place");
        return false;
    }
    char *text = text_file_read(path, &length);
    if (text == NULL) {
        say(report, path, 0, strerror(errno));
        return false;
    }
    struct lots_sink sink = {report, path};
    const struct positions_report to = {take_fault, &sink};
    bool sound = positions_read(positions, text, length, date_new_york_day(clock_wall_seconds(&clock_system)), &to);
    explicit_bzero(text, length);
    free(text);
    return sound;
}
