/* SPDX-License-Identifier: MIT
 * Settings: defaults from the table, the file over them, every fault told with its line. */
#include "config.h"

#include "config/config.h"

#include "base/buffer.h"
#include "base/memory.h"
#include "base/text.h"
#include "config/ini.h"
#include "config/option.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define NAMES_MOST        512
#define MESSAGE_SIZE      400
#define SYMBOLS_TEXT_MOST 16384

/* --- values --- */

static bool set_number(const struct option *option, const char *value, int *target)
{
    char *end;
    errno = 0;
    long number = strtol(value, &end, 10);
    if (errno != 0 || end == value || *end != '\0' || number < option->least || number > option->most)
        return false;
    *target = (int)number;
    return true;
}

/* 1 yes, 0 no, -1 neither. */
static int switch_value(const char *value)
{
    static const char *const yes[] = {"yes", "on", "true", "1"}, *const no[] = {"no", "off", "false", "0"};
    for (size_t i = 0; i < 4; i++) {
        if (text_equal_fold(value, yes[i]))
            return 1;
        if (text_equal_fold(value, no[i]))
            return 0;
    }
    return -1;
}

static bool is_choice(const char *choices, const char *value)
{
    size_t length = strlen(value);
    for (const char *at = choices; *at != '\0'; at += strspn(at, " ")) {
        size_t word = strcspn(at, " ");
        if (word == length && strncmp(at, value, length) == 0)
            return true;
        at += word;
    }
    return false;
}

/* False when the value does not suit the option. */
static bool assign(struct config *config, const struct option *option, const char *value)
{
    char *field = (char *)config + option->offset;
    switch (option->type) {
    case OPTION_NUMBER:
        return set_number(option, value, (int *)(void *)field);
    case OPTION_SWITCH:
        if (switch_value(value) < 0)
            return false;
        *(bool *)(void *)field = switch_value(value) == 1;
        return true;
    case OPTION_CHOICE:
        if (!is_choice(option->choices, value))
            return false;
        break;
    case OPTION_TEXT:
        /* What goes into a request's header must not end the line. */
        if (strlen(value) >= option->size || strpbrk(value, "\r\n") != NULL)
            return false;
        break;
    }
    text_copy(field, option->size, value);
    return true;
}

void config_init(struct config *config)
{
    size_t count;
    const struct option *table = option_table(&count);
    memset(config, 0, sizeof *config);
    for (size_t i = 0; i < count; i++)
        if (!assign(config, &table[i], table[i].fallback))
            abort(); /* our own table is wrong */
}

static void wipe(char *secret)
{
    explicit_bzero(secret, strlen(secret));
    free(secret);
}

void config_clear(struct config *config)
{
    for (size_t i = 0; i < config->group_count; i++)
        free(config->groups[i].symbols);
    for (size_t i = 0; i < config->binding_count; i++)
        free(config->bindings[i].keys);
    for (size_t i = 0; i < config->key_count; i++)
        wipe(config->keys[i].value);
    free(config->groups);
    free(config->sources);
    free(config->bindings);
    free(config->keys);
    memset(config, 0, sizeof *config);
}

/* --- reading the file --- */

struct loading {
    struct config *config;
    const char *path;
    const struct config_names *names;
    struct config_report *report;
    char section[64], name[64];
};

static bool fault(struct loading *loading, unsigned line, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

static void report_fault(struct loading *loading, const char *text)
{
    loading->report->errors++;
    if (loading->report->message != NULL)
        loading->report->message(loading->report->context, text);
}

/* Always false. */
static bool fault(struct loading *loading, unsigned line, const char *format, ...)
{
    char text[MESSAGE_SIZE], whole[MESSAGE_SIZE + 300];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    snprintf(whole, sizeof whole, "%s:%u: %s", loading->path, line, text);
    report_fault(loading, whole);
    return false;
}

static bool unknown(struct loading *loading, unsigned line, const char *what, const char *word,
                    const char *const *known, size_t count)
{
    const char *nearest = text_nearest(word, known, count);
    if (nearest != NULL)
        return fault(loading, line, "unknown %s \"%.60s\"; did you mean \"%s\"?", what, word, nearest);
    return fault(loading, line, "unknown %s \"%.60s\"", what, word);
}

static bool take_option(struct loading *loading, const char *section, const char *name, const char *value,
                        unsigned line)
{
    size_t count, names = 0;
    const struct option *table = option_table(&count);
    const char *known[NAMES_MOST];
    for (size_t i = 0; i < count; i++) {
        if (strcmp(table[i].section, section) != 0)
            continue;
        known[names++] = table[i].name;
        if (strcmp(table[i].name, name) != 0)
            continue;
        if (assign(loading->config, &table[i], value))
            return true;
        if (table[i].type == OPTION_NUMBER)
            return fault(loading, line, "%s must be a number from %ld to %ld, not \"%.40s\"", name, table[i].least,
                         table[i].most, value);
        if (table[i].type == OPTION_SWITCH)
            return fault(loading, line, "%s must be yes or no, not \"%.40s\"", name, value);
        if (table[i].type == OPTION_CHOICE)
            return fault(loading, line, "%s must be one of: %s; not \"%.40s\"", name, table[i].choices, value);
        return fault(loading, line, "%s is too long", name);
    }
    if (names > 0)
        return unknown(loading, line, "setting", name, known, names);
    static const char *const own[] = {"watchlist", "source", "keys"};
    for (size_t i = 0; i < sizeof own / sizeof own[0]; i++)
        known[names++] = own[i];
    for (size_t i = 0; i < count; i++)
        known[names++] = table[i].section;
    return unknown(loading, line, "section", section, known, names);
}

/* Appends value to an owned text, a blank between. False beyond the cap. */
static bool join(char **text, const char *value)
{
    size_t length = *text != NULL ? strlen(*text) : 0, more = strlen(value);
    if (length + more + 2 > SYMBOLS_TEXT_MOST)
        return false;
    *text = memory_grow(*text, length + more + 2, 1);
    if (length > 0)
        (*text)[length++] = ' ';
    memcpy(*text + length, value, more + 1);
    return true;
}

static bool take_group(struct loading *loading, const char *name, const char *value, bool continued, unsigned line)
{
    struct config *config = loading->config;
    struct config_group *group = NULL;
    char clean[CONFIG_NAME_SIZE * 4], symbol[16];
    char *copy = memory_text(value), *rest = NULL;
    bool good = true;
    for (char *word = strtok_r(copy, " ,\t", &rest); good && word != NULL; word = strtok_r(NULL, " ,\t", &rest))
        if (!text_symbol(symbol, sizeof symbol, word))
            good = fault(loading, line, "\"%.40s\" is not a symbol", word);
    free(copy);
    text_clean(clean, sizeof clean, name, strlen(name));
    if (good && (clean[0] == '\0' || strlen(clean) >= CONFIG_NAME_SIZE))
        good = fault(loading, line, "a group's name has 1 to %d bytes", CONFIG_NAME_SIZE - 1);
    if (!good)
        return false;
    for (size_t i = 0; i < config->group_count; i++)
        if (strcmp(config->groups[i].name, clean) == 0)
            group = &config->groups[i];
    if (group != NULL && !continued)
        return fault(loading, line, "the group \"%s\" is there twice", clean);
    if (group == NULL) {
        config->groups = memory_grow(config->groups, config->group_count + 1, sizeof *config->groups);
        group = &config->groups[config->group_count++];
        memset(group, 0, sizeof *group);
        text_copy(group->name, sizeof group->name, clean);
    }
    return join(&group->symbols, value) || fault(loading, line, "too many symbols in one group");
}

static struct config_source *source_entry(struct config *config, const char *name)
{
    for (size_t i = 0; i < config->source_count; i++)
        if (strcmp(config->sources[i].name, name) == 0)
            return &config->sources[i];
    config->sources = memory_grow(config->sources, config->source_count + 1, sizeof *config->sources);
    struct config_source *source = &config->sources[config->source_count++];
    memset(source, 0, sizeof *source);
    source->enabled = -1;
    text_copy(source->name, sizeof source->name, name);
    return source;
}

static bool take_source(struct loading *loading, const char *source_name, const char *name, const char *value,
                        unsigned line)
{
    static const char *const known[] = {"enabled", "interval", "base_url"};
    const struct config_names *names = loading->names;
    bool found = names == NULL || names->sources == NULL;
    for (size_t i = 0; !found && i < names->source_count; i++)
        found = strcmp(names->sources[i], source_name) == 0;
    if (!found)
        return unknown(loading, line, "source", source_name, names->sources, names->source_count);
    struct config_source *source = source_entry(loading->config, source_name);
    if (strcmp(name, "enabled") == 0) {
        source->enabled = switch_value(value);
        return source->enabled >= 0 || fault(loading, line, "enabled must be yes or no, not \"%.40s\"", value);
    }
    if (strcmp(name, "interval") == 0) {
        static const struct option range = {.least = 5, .most = 604800};
        return set_number(&range, value, &source->interval_seconds) ||
               fault(loading, line, "interval must be a number from 5 to 604800, not \"%.40s\"", value);
    }
    if (strcmp(name, "base_url") == 0) {
        if (strlen(value) >= sizeof source->base_url)
            return fault(loading, line, "base_url is too long");
        text_copy(source->base_url, sizeof source->base_url, value);
        return true;
    }
    return unknown(loading, line, "setting", name, known, sizeof known / sizeof known[0]);
}

static bool take_binding(struct loading *loading, const char *action, const char *value, bool continued,
                         unsigned line)
{
    struct config *config = loading->config;
    const struct config_names *names = loading->names;
    bool found = names == NULL || names->actions == NULL;
    for (size_t i = 0; !found && i < names->action_count; i++)
        found = strcmp(names->actions[i], action) == 0;
    if (!found)
        return unknown(loading, line, "action", action, names->actions, names->action_count);
    struct config_binding *binding = NULL;
    for (size_t i = 0; i < config->binding_count; i++)
        if (strcmp(config->bindings[i].action, action) == 0)
            binding = &config->bindings[i];
    if (binding == NULL) {
        config->bindings = memory_grow(config->bindings, config->binding_count + 1, sizeof *config->bindings);
        binding = &config->bindings[config->binding_count++];
        memset(binding, 0, sizeof *binding);
        text_copy(binding->action, sizeof binding->action, action);
    } else if (!continued) {
        free(binding->keys);
        binding->keys = NULL;
    }
    return join(&binding->keys, value) || fault(loading, line, "too many keys");
}

static bool take_entry(void *context, const char *section, const char *name, const char *value, unsigned line)
{
    static const char source_prefix[] = "source.";
    struct loading *loading = context;
    bool continued = strcmp(loading->section, section) == 0 && strcmp(loading->name, name) == 0;
    unsigned before = loading->report->errors;
    text_copy(loading->section, sizeof loading->section, section);
    text_copy(loading->name, sizeof loading->name, name);
    if (section[0] == '\0')
        fault(loading, line, "\"%.40s\" stands before any [section]", name);
    else if (strcmp(section, "watchlist") == 0)
        take_group(loading, name, value, continued, line);
    else if (strcmp(section, "keys") == 0)
        take_binding(loading, name, value, continued, line);
    else if (strncmp(section, source_prefix, sizeof source_prefix - 1) == 0)
        take_source(loading, section + sizeof source_prefix - 1, name, value, line);
    else
        take_option(loading, section, name, value, line);
    return loading->report->errors == before;
}

static void take_fault(void *context, unsigned line, const char *message)
{
    fault(context, line, "%s", message);
}

bool config_load(struct config *config, const char *path, bool must_exist, const struct config_names *names,
                 struct config_report *report)
{
    struct loading loading = {.config = config, .path = path, .names = names, .report = report};
    struct error err = {0};
    unsigned before = report->errors, faults = 0;
    if (!must_exist && access(path, F_OK) != 0 && errno == ENOENT)
        return true;
    if (!ini_read_file(path, take_entry, take_fault, &loading, &faults, &err))
        report_fault(&loading, err.message);
    return report->errors == before;
}

/* --- looking things up --- */

const char *config_key(const struct config *config, const char *name)
{
    for (size_t i = 0; i < config->key_count; i++)
        if (strcmp(config->keys[i].name, name) == 0)
            return config->keys[i].value;
    return NULL;
}

const struct config_source *config_source(const struct config *config, const char *name)
{
    for (size_t i = 0; i < config->source_count; i++)
        if (strcmp(config->sources[i].name, name) == 0)
            return &config->sources[i];
    return NULL;
}

const char *config_binding(const struct config *config, const char *action)
{
    for (size_t i = 0; i < config->binding_count; i++)
        if (strcmp(config->bindings[i].action, action) == 0)
            return config->bindings[i].keys;
    return NULL;
}
