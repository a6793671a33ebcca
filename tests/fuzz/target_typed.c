/* SPDX-License-Identifier: MIT
 * The readers of what users type: filters, names of columns and indicators, the command line. */
#include "config.h"

#include "target.h"

#include "base/memory.h"
#include "base/text.h"
#include "config/command_line.h"
#include "filter.h"
#include "model/indicator.h"
#include "overlay_choice.h"
#include "ui/columns.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ARGUMENTS_MOST 24

static char *text_of(const char *data, size_t size)
{
    char *text = memory_new(size + 1, 1);
    memcpy(text, data, size);
    text[size] = '\0';
    return text;
}

/* --- filters --- */

struct row {
    const char *symbol;
    struct amount percent;
};

static const struct row rows[] = {{"CRWV", {3.18, true}}, {"2330.TW", {0, false}}};

static void write_symbol(const void *row, char *text, size_t size)
{
    text_copy(text, size, ((const struct row *)row)->symbol);
}

static struct amount percent_of(const void *row)
{
    return ((const struct row *)row)->percent;
}

static void write_percent(const void *row, char *text, size_t size)
{
    snprintf(text, size, "%.2f%%", percent_of(row).value);
}

static const struct column columns[] = {
    {.heading = "SYM", .format = write_symbol},
    {.heading = "CHG%", .number = true, .format = write_percent, .figure = percent_of},
};
static const struct table table = {columns, 2, rows, sizeof rows[0], 2, NULL, NULL, 0};

/* No row passes an expression and its opposite. */
static void try_opposite(const struct filter *filter, const char *text)
{
    struct filter *opposite = memory_new(1, sizeof *opposite);
    struct error err = {0};
    size_t length = strlen(text) + 8;
    char *words = memory_new(length, 1);
    snprintf(words, length, "not (%s)", text);
    if (filter_read(words, &table, opposite, &err))
        for (size_t i = 0; i < table.row_count; i++)
            if (filter_passes(filter, text, &table, &rows[i]) && filter_passes(opposite, words, &table, &rows[i]))
                abort();
    free(words);
    free(opposite);
}

void target_filter(const char *name, const char *data, size_t size)
{
    char *text = text_of(data, size);
    struct filter *filter = memory_new(1, sizeof *filter);
    struct error err = {0};
    (void)name;
    if (!filter_read(text, &table, filter, &err))
        target_message(&size, err.message);
    else if (filter->count > FILTER_NODES_MOST)
        abort();
    else if (filter->count > 0)
        try_opposite(filter, text);
    for (size_t i = 0; err.code == ERROR_NONE && i < table.row_count; i++)
        (void)filter_passes(filter, text, &table, &rows[i]);
    free(filter);
    free(text);
}

/* --- names --- */

static void choose_columns(const char *text)
{
    struct column_choice choice = {.count = 0}, again = {.count = 0};
    char names[COLUMNS_TEXT_SIZE];
    struct error err = {0};
    size_t messages = 0;
    if (!columns_parse(&choice, text, &err)) {
        target_message(&messages, err.message);
        return;
    }
    columns_write(&choice, names, sizeof names);
    if (!columns_parse(&again, names, &err) || again.count != choice.count ||
        memcmp(again.at, choice.at, choice.count) != 0)
        abort();
}

static void choose_indicators(const char *text)
{
    struct indicator_set set = {.count = 0}, again = {.count = 0};
    char names[INDICATORS_MOST * INDICATOR_NAME_SIZE], one[INDICATOR_NAME_SIZE], other[INDICATOR_NAME_SIZE];
    struct error err = {0};
    size_t messages = 0, used = 0;
    if (!indicator_parse(&set, text, &err)) {
        target_message(&messages, err.message);
        return;
    }
    names[0] = '\0';
    for (size_t i = 0; i < set.count; i++) {
        indicator_name(&set.items[i], one);
        used += (size_t)snprintf(names + used, sizeof names - used, "%s ", one);
    }
    if (set.count > INDICATORS_MOST || !indicator_parse(&again, names, &err) || again.count != set.count)
        abort();
    for (size_t i = 0; i < set.count; i++) {
        indicator_name(&set.items[i], one);
        indicator_name(&again.items[i], other);
        if (strcmp(one, other) != 0)
            abort();
    }
}

static void choose_overlays(const char *text)
{
    struct overlay_choice choice = {0}, again = {0};
    char names[COLUMNS_TEXT_SIZE];
    struct error err = {0};
    size_t messages = 0;
    if (!overlays_parse(&choice, text, &err)) {
        target_message(&messages, err.message);
        return;
    }
    overlays_write(&choice, names, sizeof names);
    if (!overlays_parse(&again, names, &err) || memcmp(&choice, &again, sizeof choice) != 0)
        abort();
}

/* What is chosen is kept by its names: they must read as what was chosen. */
void target_chosen(const char *name, const char *data, size_t size)
{
    char *text = text_of(data, size);
    (void)name;
    choose_columns(text);
    choose_indicators(text);
    choose_overlays(text);
    free(text);
}

/* --- the command line: a line each --- */

void target_arguments(const char *name, const char *data, size_t size)
{
    char *text = text_of(data, size), *rest = text, program[] = "gputape";
    char *words[ARGUMENTS_MOST + 2] = {program};
    int count = 1;
    struct command_line line;
    struct error err = {0};
    (void)name;
    for (char *word = strsep(&rest, "\n"); word != NULL && count <= ARGUMENTS_MOST; word = strsep(&rest, "\n"))
        words[count++] = word;
    if (!command_line_parse(&line, count, words, &err))
        target_message(&size, err.message);
    else if (line.symbol_count < 0 || line.symbol_count >= count || line.word_count >= count || line.port > 65535 ||
             (line.command == COMMAND_PRINT && line.pane == NULL))
        abort();
    free(text);
}
