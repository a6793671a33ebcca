/* SPDX-License-Identifier: MIT
 * Settings: defaults from the table, the file over them, every fault told with its line. */
#include "config.h"

#include "config/config.h"

#include "assign.h"

#include "base/key.h"
#include "base/log.h"
#include "base/memory.h"
#include "base/text.h"
#include "config/ini.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define NAMES_MOST 64
#define SOURCE_FIELD(field)                                                                                        \
    .offset = offsetof(struct config_source, field), .size = sizeof((struct config_source *)0)->field

void config_init(struct config *config)
{
    size_t count;
    const struct option *table = option_table(&count);
    memset(config, 0, sizeof *config);
    for (size_t i = 0; i < count; i++)
        if (!assign_value(&table[i], config, table[i].fallback, NULL, NULL))
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
    for (size_t i = 0; i < config->alert_count; i++)
        free(config->alerts[i].rule);
    free(config->alerts);
    free(config->groups);
    free(config->sources);
    free(config->bindings);
    free(config->keys);
    explicit_bzero(config, sizeof *config); /* the proxy may hold a password */
}

/* --- reading the file --- */

struct loading {
    struct config *config;
    const char *path;
    const struct config_names *names;
    struct config_report *report;
    unsigned *set_in;           /* per row of the option table: the line that set it, 0 none */
    char section[64], name[64]; /* of the entry before */
    char strange[64];           /* the unknown section that was told last */
};

static bool fault(struct loading *loading, unsigned line, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* Always false. */
static bool fault(struct loading *loading, unsigned line, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    report_fault_list(loading->report, loading->path, line, format, arguments);
    va_end(arguments);
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

static bool unknown_section(struct loading *loading, const char *section, unsigned line)
{
    const char *known[NAMES_MOST] = {"watchlist", "source", "keys", "alerts"};
    size_t count, names = 4;
    const struct option *table = option_table(&count);
    if (strcmp(loading->strange, section) == 0)
        return true; /* told once, however many entries it has */
    text_copy(loading->strange, sizeof loading->strange, section);
    for (size_t i = 0; i < count && names < NAMES_MOST; i++)
        known[names++] = table[i].section;
    return unknown(loading, line, "section", section, known, names);
}

static bool set_option(struct loading *loading, size_t row, const char *value, unsigned line)
{
    size_t count;
    const struct option *option = &option_table(&count)[row];
    struct error err = {0};
    if (loading->set_in[row] != 0)
        return fault(loading, line, "%s is set in line %u already (an indented line continues the one above)",
                     option->name, loading->set_in[row]);
    loading->set_in[row] = line;
    if (assign_value(option, loading->config, value, loading->names, &err))
        return true;
    return fault(loading, line, "%s %s", option->name, err.message);
}

static bool take_option(struct loading *loading, const char *section, const char *name, const char *value,
                        unsigned line)
{
    size_t count, names = 0;
    const struct option *table = option_table(&count);
    const char *known[NAMES_MOST], *elsewhere = NULL;
    for (size_t i = 0; i < count && names < NAMES_MOST; i++) {
        bool named = strcmp(table[i].name, name) == 0;
        if (strcmp(table[i].section, section) != 0) {
            elsewhere = named ? table[i].section : elsewhere;
            continue;
        }
        if (named)
            return set_option(loading, i, value, line);
        known[names++] = table[i].name;
    }
    if (names == 0)
        return unknown_section(loading, section, line);
    if (elsewhere != NULL)
        return fault(loading, line, "%s belongs into [%s], not into [%s]", name, elsewhere, section);
    return unknown(loading, line, "setting", name, known, names);
}

static struct config_group *group_entry(struct config *config, const char *name)
{
    for (size_t i = 0; i < config->group_count; i++)
        if (strcmp(config->groups[i].name, name) == 0)
            return &config->groups[i];
    config->groups = memory_grow(config->groups, config->group_count + 1, sizeof *config->groups);
    struct config_group *group = &config->groups[config->group_count++];
    text_copy(group->name, sizeof group->name, name);
    group->symbols = memory_text("");
    return group;
}

static bool take_group(struct loading *loading, const char *name, const char *value, bool continued, unsigned line)
{
    char word[WORD_SIZE], symbol[WORD_SIZE];
    size_t before = loading->config->group_count;
    bool good = true;
    if (strlen(name) >= CONFIG_NAME_SIZE)
        return fault(loading, line, "a group's name has 1 to %d bytes", CONFIG_NAME_SIZE - 1);
    struct config_group *group = group_entry(loading->config, name);
    if (loading->config->group_count == before && !continued)
        return fault(loading, line, "the group \"%s\" is there twice", name);
    for (const char *at = assign_next_word(value, word); at != NULL; at = assign_next_word(at, word)) {
        if (text_symbol(symbol, sizeof symbol, word))
            assign_append_word(&group->symbols, word);
        else
            good = fault(loading, line, "\"%s\" is not a symbol (letters, digits, . - ^ =, at most 15)", word);
    }
    return good;
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
    static const struct option rows[] = {
        {.name = "enabled", .type = OPTION_SWITCH, SOURCE_FIELD(enabled)},
        {.name = "interval", .type = OPTION_NUMBER, .least = 5, .most = 604800, SOURCE_FIELD(interval_seconds)},
        {.name = "base_url", .type = OPTION_ADDRESS, SOURCE_FIELD(base_url)},
    };
    const struct config_names *names = loading->names;
    struct error err = {0};
    bool found = names == NULL || names->sources == NULL;
    for (size_t i = 0; !found && i < names->source_count; i++)
        found = strcmp(names->sources[i], source_name) == 0;
    if (!found || strlen(source_name) >= CONFIG_NAME_SIZE)
        return unknown(loading, line, "source", source_name, names != NULL ? names->sources : NULL,
                       names != NULL ? names->source_count : 0);
    struct config_source *source = source_entry(loading->config, source_name);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (strcmp(rows[i].name, name) == 0)
            return assign_value(&rows[i], source, value, NULL, &err) ||
                   fault(loading, line, "%s %s", name, err.message);
    return unknown(loading, line, "setting", name, known, sizeof known / sizeof known[0]);
}

static char **binding_entry(struct config *config, const char *action)
{
    for (size_t i = 0; i < config->binding_count; i++)
        if (strcmp(config->bindings[i].action, action) == 0)
            return &config->bindings[i].keys;
    config->bindings = memory_grow(config->bindings, config->binding_count + 1, sizeof *config->bindings);
    struct config_binding *binding = &config->bindings[config->binding_count++];
    text_copy(binding->action, sizeof binding->action, action);
    binding->keys = memory_text("");
    return &binding->keys;
}

static bool take_binding(struct loading *loading, const char *action, const char *value, bool continued,
                         unsigned line)
{
    const struct config_names *names = loading->names;
    char word[WORD_SIZE];
    size_t before = loading->config->binding_count;
    bool found = names == NULL || names->actions == NULL, good = true;
    for (size_t i = 0; !found && i < names->action_count; i++)
        found = strcmp(names->actions[i], action) == 0;
    if (!found || strlen(action) >= CONFIG_NAME_SIZE)
        return unknown(loading, line, "action", action, names != NULL ? names->actions : NULL,
                       names != NULL ? names->action_count : 0);
    if (assign_next_word(value, word) == NULL)
        return fault(loading, line, "a key is missing; \"none\" takes the keys of %s away", action);
    char **keys = binding_entry(loading->config, action);
    if (loading->config->binding_count == before && !continued)
        return fault(loading, line, "%s is bound twice (an indented line continues the one above)", action);
    for (const char *at = assign_next_word(value, word); at != NULL; at = assign_next_word(at, word)) {
        if (text_equal_fold(word, "none") || key_parse(word) != KEYS_NONE)
            assign_append_word(keys, word);
        else
            good = fault(loading, line, "there is no key \"%s\" (examples: x, Ctrl-x, F5, PgUp, Tab, Space)", word);
    }
    return good;
}

static bool take_alert(struct loading *loading, const char *name, const char *value, bool continued, unsigned line)
{
    struct config *config = loading->config;
    struct error err = {0};
    if (strlen(name) >= CONFIG_NAME_SIZE)
        return fault(loading, line, "an alert's name has 1 to %d bytes", CONFIG_NAME_SIZE - 1);
    for (size_t i = 0; i < config->alert_count; i++)
        if (strcmp(config->alerts[i].name, name) == 0)
            return fault(loading, line, continued ? "a rule stands in one line" : "the alert \"%s\" is there twice",
                         name);
    if (loading->names != NULL && loading->names->check_alert != NULL && !loading->names->check_alert(value, &err))
        return fault(loading, line, "%s: %s", name, err.message);
    config->alerts = memory_grow(config->alerts, config->alert_count + 1, sizeof *config->alerts);
    struct config_alert *alert = &config->alerts[config->alert_count++];
    text_copy(alert->name, sizeof alert->name, name);
    alert->rule = memory_text(value);
    return true;
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
    else if (strcmp(section, "alerts") == 0)
        take_alert(loading, name, value, continued, line);
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

/* "scheme://user:password@host": the password must not reach the log. */
static void hide_proxy_password(const char *proxy)
{
    const char *start = strstr(proxy, "://"), *at = strrchr(proxy, '@');
    start = start != NULL ? start + 3 : proxy;
    const char *colon = strchr(start, ':');
    if (at == NULL || colon == NULL || colon > at)
        return;
    char *password = memory_text(colon + 1);
    password[at - colon - 1] = '\0';
    if (!log_add_secret(password))
        log_write(LOG_WARNING, "the proxy's password is too short to be kept out of the log");
    wipe(password);
}

/* A command is run only when nobody else can have written it there. */
static void check_hook(struct loading *loading)
{
    struct config *config = loading->config;
    struct stat about;
    bool sound = stat(loading->path, &about) == 0 && about.st_uid == geteuid() && (about.st_mode & 022) == 0;
    if (config->hook[0] == '\0')
        return;
    if (!sound)
        fault(loading, 0, "the hook is not used: others can write this file; mend it with: chmod go-w '%s'",
              loading->path);
    else if (config->hook[0] != '/')
        fault(loading, 0, "the hook is not used: the command must be given by its whole path, from / on");
    else
        return;
    config->hook[0] = '\0';
}

/* They protect the user's address at the providers, so a slip of the pen does not lift them. */
static void check_limits(struct loading *loading)
{
    struct config *config = loading->config;
    if (strcmp(config->limits, "none") != 0 || config->base_url[0] != '\0')
        return;
    fault(loading, 0, "[network] limits = none is for a mirror of your own: set base_url, too, or leave it out");
    text_copy(config->limits, sizeof config->limits, "providers");
}

bool config_load(struct config *config, const char *path, bool must_exist, const struct config_names *names,
                 struct config_report *report)
{
    size_t count;
    struct error err = {0};
    unsigned before = report->errors, faults = 0;
    (void)option_table(&count);
    struct loading loading = {.config = config, .path = path, .names = names, .report = report};
    loading.set_in = memory_new(count, sizeof *loading.set_in);
    bool read = ini_read_file(path, take_entry, take_fault, &loading, &faults, &err);
    free(loading.set_in);
    hide_proxy_password(config->proxy);
    check_hook(&loading);
    check_limits(&loading);
    if (!read && (must_exist || err.code != ERROR_NOT_FOUND))
        return fault(&loading, 0, "cannot be read: %s", err.message);
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
