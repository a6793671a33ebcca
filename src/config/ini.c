/* SPDX-License-Identifier: MIT
 * inih with line numbers: its reader callback hands it one line at a time, and counts. */
#include "config.h"

#include "config/ini.h"

#include "base/buffer.h"

#include <errno.h>
#include <ini.h>
#include <stdio.h>
#include <string.h>

#define FILE_MOST (1024 * 1024)

struct reading {
    const char *rest;
    unsigned line;
    unsigned faults;
    ini_entry entry;
    ini_fault fault;
    void *context;
};

static void complain(struct reading *reading, unsigned line, const char *message)
{
    reading->faults++;
    reading->fault(reading->context, line, message);
}

/* A line that is neither blank, comment, section, entry nor continuation is dropped by inih without a word that
 * names it, so it is looked at here. */
static bool looks_sound(const char *line, size_t length)
{
    size_t blanks = strspn(line, " \t\r");
    if (blanks >= length || strchr(";#\n", line[blanks]) != NULL)
        return true;
    if (line[blanks] == '[')
        return memchr(line, ']', length) != NULL;
    return blanks > 0 || memchr(line, '=', length) != NULL || memchr(line, ':', length) != NULL;
}

/* Like fgets over the text; a line too long for inih is reported and handed over as an empty one. */
static char *next_line(char *target, int size, void *stream)
{
    struct reading *reading = stream;
    if (*reading->rest == '\0')
        return NULL;
    size_t length = strcspn(reading->rest, "\n");
    const char *line = reading->rest;
    reading->rest += length + (reading->rest[length] == '\n');
    reading->line++;
    bool fits = length + 3 < (size_t)size;
    bool sound = fits && looks_sound(line, length);
    if (!fits)
        complain(reading, reading->line, "the line is too long: continue it on the next line, indented");
    else if (!sound)
        complain(reading, reading->line, "neither a [section] nor a name = value");
    if (!sound)
        length = 0;
    memcpy(target, line, length);
    target[length] = '\n';
    target[length + 1] = '\0';
    return target;
}

static int take_entry(void *context, const char *section, const char *name, const char *value)
{
    struct reading *reading = context;
    if (!reading->entry(reading->context, section, name, value, reading->line))
        reading->faults++;
    return 1; /* counted above: inih's own count would add it twice */
}

unsigned ini_read_text(const char *text, ini_entry entry, ini_fault fault, void *context)
{
    struct reading reading = {.rest = text, .entry = entry, .fault = fault, .context = context};
    if (strlen(text) > FILE_MOST) {
        complain(&reading, 1, "the file is larger than 1 MB");
        return reading.faults;
    }
    ini_parse_stream(next_line, &reading, take_entry, &reading);
    return reading.faults;
}

static bool read_all(FILE *file, struct buffer *buffer)
{
    char chunk[4096];
    size_t length;
    while ((length = fread(chunk, 1, sizeof chunk, file)) > 0) {
        for (size_t i = 0; i < length; i++) /* a NUL would hide what follows */
            if (chunk[i] == '\0')
                chunk[i] = '?';
        if (!buffer_append(buffer, chunk, length))
            return false;
    }
    return ferror(file) == 0;
}

bool ini_read_file(const char *path, ini_entry entry, ini_fault fault, void *context, unsigned *faults,
                   struct error *err)
{
    struct buffer buffer;
    FILE *file = fopen(path, "re");
    if (file == NULL)
        return error_set(err, ERROR_INVALID, "cannot read %s: %s", path, strerror(errno));
    buffer_init(&buffer, FILE_MOST);
    bool good = read_all(file, &buffer);
    fclose(file);
    if (good)
        *faults = ini_read_text(buffer_text(&buffer), entry, fault, context);
    else
        error_set(err, ERROR_INVALID, "cannot read %s whole: it is larger than 1 MB or unreadable", path);
    buffer_clear(&buffer);
    return good;
}
