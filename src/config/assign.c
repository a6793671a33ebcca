/* SPDX-License-Identifier: MIT
 * Values by type, one function each. */
#include "config.h"

#include "assign.h"

#include "base/memory.h"
#include "base/text.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CHOICES_MOST 16

struct target {
    void *field;
    const struct option *row;
    const char *value;
    const struct config_names *names;
};

/* --- words --- */

const char *assign_next_word(const char *text, char word[WORD_SIZE])
{
    text += strspn(text, WORD_BLANKS);
    size_t length = strcspn(text, WORD_BLANKS);
    char whole[WORD_SIZE] = "";
    memcpy(whole, text, length < WORD_SIZE - 1 ? length : WORD_SIZE - 1);
    text_copy(word, WORD_SIZE, whole);
    return length > 0 ? text + length : NULL;
}

void assign_append_word(char **list, const char *word)
{
    size_t used = *list != NULL ? strlen(*list) : 0, length = strlen(word);
    *list = memory_grow(*list, used + length + 2, 1);
    if (used > 0)
        (*list)[used++] = ' ';
    memcpy(*list + used, word, length + 1);
}

/* Fills *err with the sentence and the nearest of the words that would do. */
static bool refuse(struct error *err, const char *sentence, const char *word, const char *const *words,
                   size_t count)
{
    const char *nearest = text_nearest(word, words, count);
    if (nearest != NULL)
        return error_set(err, ERROR_INVALID, "%s; did you mean \"%s\"?", sentence, nearest);
    return error_set(err, ERROR_INVALID, "%s", sentence);
}

/* --- values --- */

static bool assign_text(const struct target *target, struct error *err)
{
    size_t length = strlen(target->value);
    if (length >= target->row->size)
        return error_set(err, ERROR_INVALID, "is longer than %zu bytes", target->row->size - 1);
    memcpy(target->field, target->value, length + 1);
    return true;
}

static bool assign_number(const struct target *target, struct error *err)
{
    const struct option *row = target->row;
    char *end;
    errno = 0;
    long value = strtol(target->value, &end, 10);
    if (target->value[0] == '\0' || *end != '\0' || errno != 0 || value < row->least || value > row->most)
        return error_set(err, ERROR_INVALID, "must be a number from %ld to %ld, not \"%.40s\"", row->least,
                         row->most, target->value);
    *(int *)target->field = (int)value;
    return true;
}

static bool assign_switch(const struct target *target, struct error *err)
{
    static const struct {
        const char *word;
        bool on;
    } words[] = {{"yes", true},  {"no", false},    {"on", true}, {"off", false},
                 {"true", true}, {"false", false}, {"1", true},  {"0", false}};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (!text_equal_fold(target->value, words[i].word))
            continue;
        if (target->row->size == sizeof(bool))
            *(bool *)target->field = words[i].on;
        else
            *(int *)target->field = words[i].on ? 1 : 0;
        return true;
    }
    return error_set(err, ERROR_INVALID, "must be yes or no, not \"%.40s\"", target->value);
}

static bool assign_choice(const struct target *target, struct error *err)
{
    char words[CHOICES_MOST][WORD_SIZE], sentence[160];
    const char *names[CHOICES_MOST];
    size_t count = 0;
    for (const char *at = target->row->choices; count < CHOICES_MOST; count++) {
        at = assign_next_word(at, words[count]);
        if (at == NULL)
            break;
        names[count] = words[count];
        if (strcmp(words[count], target->value) == 0)
            return assign_text(target, err);
    }
    snprintf(sentence, sizeof sentence, "must be one of: %s; not \"%.40s\"", target->row->choices, target->value);
    return refuse(err, sentence, target->value, names, count);
}

static bool starts_with(const char *text, const char *start)
{
    return strncmp(text, start, strlen(start)) == 0;
}

static bool is_this_machine(const char *host)
{
    static const char *const names[] = {"127.0.0.1", "localhost", "[::1]"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        size_t length = strlen(names[i]);
        if (strncmp(host, names[i], length) == 0 && strchr(":/", host[length]) != NULL)
            return true;
    }
    return false;
}

static bool assign_address(const struct target *target, struct error *err)
{
    const char *value = target->value;
    bool none = value[0] == '\0';
    bool safe = starts_with(value, "https://") && strlen(value) > strlen("https://");
    bool local = starts_with(value, "http://") && is_this_machine(value + strlen("http://"));
    if (!none && ((!safe && !local) || strchr(value, ' ') != NULL))
        return error_set(err, ERROR_INVALID, "must be https://... (http:// only for this machine), not \"%.40s\"",
                         value);
    return assign_text(target, err);
}

static bool assign_sources(const struct target *target, struct error *err)
{
    char word[WORD_SIZE], sentence[160];
    const struct config_names *names = target->names;
    if (assign_next_word(target->value, word) == NULL)
        return error_set(err, ERROR_INVALID, "must name a source (--list-sources shows them)");
    for (const char *at = assign_next_word(target->value, word); at != NULL; at = assign_next_word(at, word)) {
        bool known = names == NULL || names->sources == NULL;
        for (size_t i = 0; !known && i < names->source_count; i++)
            known = strcmp(names->sources[i], word) == 0;
        if (known)
            continue;
        snprintf(sentence, sizeof sentence, "names the unknown source \"%s\"", word);
        return refuse(err, sentence, word, names->sources, names->source_count);
    }
    return assign_text(target, err);
}

/* What only another layer can judge. */
static bool assign_checked(const struct target *target, bool (*check)(const char *, struct error *),
                           struct error *err)
{
    return (check == NULL || check(target->value, err)) && assign_text(target, err);
}

static bool assign_columns(const struct target *target, struct error *err)
{
    return assign_checked(target, target->names != NULL ? target->names->check_columns : NULL, err);
}

static bool assign_theme(const struct target *target, struct error *err)
{
    return assign_checked(target, target->names != NULL ? target->names->check_theme : NULL, err);
}

bool assign_value(const struct option *row, void *base, const char *value, const struct config_names *names,
                  struct error *err)
{
    static bool (*const by_type[])(const struct target *, struct error *) = {
        [OPTION_TEXT] = assign_text,       [OPTION_NUMBER] = assign_number,   [OPTION_SWITCH] = assign_switch,
        [OPTION_CHOICE] = assign_choice,   [OPTION_ADDRESS] = assign_address, [OPTION_SOURCES] = assign_sources,
        [OPTION_COLUMNS] = assign_columns, [OPTION_THEME] = assign_theme,
    };
    struct target target = {(char *)base + row->offset, row, value, names};
    return by_type[row->type](&target, err);
}

/* --- faults --- */

void report_fault_list(struct config_report *report, const char *path, unsigned line, const char *format,
                       va_list arguments)
{
    char message[512], whole[2048], clean[2048];
    vsnprintf(message, sizeof message, format, arguments);
    if (line > 0)
        snprintf(whole, sizeof whole, "%s:%u: %s", path, line, message);
    else
        snprintf(whole, sizeof whole, "%s: %s", path, message);
    text_clean(clean, sizeof clean, whole, strlen(whole));
    report->errors++;
    if (report->message != NULL)
        report->message(report->context, clean);
}

bool report_fault(struct config_report *report, const char *path, unsigned line, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    report_fault_list(report, path, line, format, arguments);
    va_end(arguments);
    return false;
}
