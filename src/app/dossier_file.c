/* SPDX-License-Identifier: MIT
 * Sections become entries: [commitment NAME], [guidance NAME], [backlog NAME]. */
#include "config.h"

#include "dossier_file.h"

#include "builtin_dossier.h"
#include "config/ini.h"
#include "text_file.h"

#include "base/text.h"

#include <limits.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define YEAR_LEAST 1990
#define YEAR_MOST  2100

struct reading {
    struct dossier *dossier;
    struct dossier_entry *entry; /* under way; NULL none */
    char section[2 * DOSSIER_NAME_SIZE];
    unsigned section_line;
    const char *path;
    struct config_report *report;
};

static bool say(struct reading *reading, unsigned line, const char *words)
{
    char text[PATH_MAX + 256], clean[PATH_MAX + 256];
    snprintf(text, sizeof text, "%s:%u: %s", reading->path, line, words);
    text_clean(clean, sizeof clean, text, strlen(text));
    reading->report->errors++;
    if (reading->report->message != NULL)
        reading->report->message(reading->report->context, clean);
    return false;
}

static void take_fault(void *context, unsigned line, const char *message)
{
    (void)say(context, line, message);
}

/* An entry that lacks something does not count. */
static bool end_entry(struct reading *reading)
{
    struct error err = {0};
    struct dossier_entry *entry = reading->entry;
    reading->entry = NULL;
    if (entry == NULL || dossier_check(entry, &err))
        return true;
    struct dossier *dossier = reading->dossier;
    *entry = dossier->entries[--dossier->count];
    return say(reading, reading->section_line, err.message);
}

static bool begin_entry(struct reading *reading, const char *section, unsigned line)
{
    bool sound = end_entry(reading);
    const char *name = strchr(section, ' ');
    size_t length = name != NULL ? (size_t)(name - section) : 0, kind = 0;
    text_copy(reading->section, sizeof reading->section, section);
    reading->section_line = line;
    while (kind < DOSSIER_KINDS && (strlen(dossier_kind_name((enum dossier_kind)kind)) != length ||
                                    strncmp(dossier_kind_name((enum dossier_kind)kind), section, length) != 0))
        kind++;
    if (name == NULL || kind == DOSSIER_KINDS)
        return say(reading, line, "a section is [commitment NAME], [guidance NAME] or [backlog NAME]");
    reading->entry = dossier_entry(reading->dossier, (enum dossier_kind)kind, name + 1);
    return reading->entry != NULL ? sound : say(reading, line, "there are too many entries");
}

static bool take_number(const char *value, double least, double most, double *number)
{
    char *rest;
    *number = strtod(value, &rest);
    return rest != value && *rest == '\0' && *number >= least && *number <= most;
}

static bool take_figure(struct reading *reading, const char *name, const char *value, unsigned line)
{
    struct dossier_entry *entry = reading->entry;
    bool is_year = strcmp(name, "year") == 0;
    double number;
    if (!take_number(value, is_year ? YEAR_LEAST : 0, is_year ? YEAR_MOST : 1e15, &number))
        return say(reading, line, is_year ? "a year is expected" : "an amount in USD is expected: 6.3e9");
    if (is_year)
        entry->year = (int)number;
    if (strcmp(name, "low") == 0 || strcmp(name, "amount") == 0)
        entry->low = amount_of(number);
    if (strcmp(name, "high") == 0 || strcmp(name, "amount") == 0)
        entry->high = amount_of(number);
    return true;
}

static bool take_text(struct reading *reading, const char *name, const char *value, unsigned line)
{
#define FIELD(field) offsetof(struct dossier_entry, field), sizeof((struct dossier_entry *)0)->field
    static const struct {
        const char *name;
        size_t at, size;
    } fields[] = {{"party", FIELD(party)},
                  {"announced", FIELD(announced)},
                  {"until", FIELD(until)},
                  {"says", FIELD(says)},
                  {"source", FIELD(source)}};
#undef FIELD
    if (strcmp(name, "symbol") == 0)
        return text_symbol(reading->entry->symbol, sizeof reading->entry->symbol, value) ||
               say(reading, line, "this is no symbol");
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++)
        if (strcmp(fields[i].name, name) == 0) {
            text_copy((char *)reading->entry + fields[i].at, fields[i].size, value);
            return true;
        }
    return say(reading, line, "known are symbol, party, amount, low, high, year, announced, until, says, source");
}

static bool take_entry(void *context, const char *section, const char *name, const char *value, unsigned line)
{
    static const char *const figures[] = {"amount", "low", "high", "year"};
    struct reading *reading = context;
    if (section[0] == '\0')
        return say(reading, line,
                   "this stands in no section: [commitment NAME], [guidance NAME] or [backlog NAME]");
    if (strcmp(section, reading->section) != 0 && !begin_entry(reading, section, line))
        return false;
    if (reading->entry == NULL)
        return false; /* its section was refused */
    for (size_t i = 0; i < sizeof figures / sizeof figures[0]; i++)
        if (strcmp(figures[i], name) == 0)
            return take_figure(reading, name, value, line);
    return take_text(reading, name, value, line);
}

static bool read_own(struct reading *reading, const struct config *config, const struct command_line *line)
{
    char path[PATH_MAX];
    unsigned faults = 0;
    struct error err = {0};
    if (config->dossier[0] == '\0')
        return true;
    reading->path = config->dossier;
    if (!text_file_beside(config->dossier, line->config_path, path, sizeof path))
        return say(reading, 0, "there is no such place");
    reading->path = path;
    bool sound = ini_read_file(path, take_entry, take_fault, reading, &faults, &err);
    if (!sound)
        return say(reading, 0, err.message);
    return end_entry(reading) && faults == 0;
}

bool dossier_read(struct dossier *dossier, const struct config *config, const struct command_line *line,
                  struct config_report *report)
{
    struct reading reading = {.dossier = dossier, .path = "the built-in dossier", .report = report};
    *dossier = (struct dossier){NULL, 0};
    bool sound = ini_read_text(builtin_dossier, take_entry, take_fault, &reading) == 0 && end_entry(&reading);
    reading.section[0] = '\0';
    return read_own(&reading, config, line) && sound;
}
