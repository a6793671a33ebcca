/* SPDX-License-Identifier: MIT
 * Keys to actions. What the user binds comes first, so that a default never takes a key from it. */
#include "config.h"

#include "keymap.h"

#include "base/key.h"
#include "base/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define WORD_SIZE 32
#define NONE_WORD "none"

static void say(const struct config_report *report, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void say(const struct config_report *report, const char *format, ...)
{
    char text[256];
    va_list arguments;
    if (report == NULL || report->message == NULL)
        return;
    va_start(arguments, format);
    int length = vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    if (length > 0)
        report->message(report->context, text);
}

static const char *action_name(enum action_id id)
{
    size_t count;
    const struct action *table = action_table(&count);
    for (size_t i = 0; i < count; i++)
        if (table[i].id == id)
            return table[i].name;
    return "";
}

static void bind(struct keymap *keymap, uint32_t key, enum action_id action)
{
    if (keymap->count == KEYMAP_MOST)
        return;
    keymap->items[keymap->count].key = key;
    keymap->items[keymap->count].action = action;
    keymap->count++;
}

/* Copies the next blank-separated word; returns what is behind it, NULL at the end. */
static const char *next_word(const char *keys, char word[WORD_SIZE])
{
    keys += strspn(keys, " \t");
    size_t length = strcspn(keys, " \t");
    size_t kept = length < WORD_SIZE - 1 ? length : WORD_SIZE - 1;
    memcpy(word, keys, kept);
    word[kept] = '\0';
    return length > 0 ? keys + length : NULL;
}

static void bind_word(struct keymap *keymap, const char *word, enum action_id action, bool by_user,
                      const struct config_report *report)
{
    uint32_t key = key_parse(word);
    enum action_id taken = keymap_find(keymap, key);
    if (key == KEYS_NONE) {
        say(report, "[keys] %s: there is no key \"%s\" (examples: x, Ctrl-x, F5, PgUp, Tab, space)",
            action_name(action), word);
    } else if (taken == ACTION_NONE) {
        bind(keymap, key, action);
    } else if (by_user && taken != action) {
        say(report, "[keys] %s: %s is already given to %s", action_name(action), word, action_name(taken));
    }
}

static void bind_words(struct keymap *keymap, const char *keys, enum action_id action, bool by_user,
                       const struct config_report *report)
{
    char word[WORD_SIZE];
    if (text_equal_fold(keys, NONE_WORD))
        return;
    for (const char *at = next_word(keys, word); at != NULL; at = next_word(at, word))
        bind_word(keymap, word, action, by_user, report);
}

static void report_unknown(const char *name, const struct config_report *report)
{
    const char *names[ACTION_COUNT];
    size_t count;
    const struct action *table = action_table(&count);
    for (size_t i = 0; i < count; i++)
        names[i] = table[i].name;
    const char *nearest = text_nearest(name, names, count);
    if (nearest != NULL)
        say(report, "[keys] there is no action \"%s\"; did you mean \"%s\"?", name, nearest);
    else
        say(report, "[keys] there is no action \"%s\" (gputape --list-actions shows them)", name);
}

void keymap_build(struct keymap *keymap, const struct config *config, const struct config_report *report)
{
    size_t count;
    const struct action *table = action_table(&count);
    keymap->count = 0;
    for (size_t i = 0; i < config->binding_count; i++) {
        const struct config_binding *binding = &config->bindings[i];
        const struct action *action = action_find(binding->action);
        if (action == NULL)
            report_unknown(binding->action, report);
        else
            bind_words(keymap, binding->keys, action->id, true, report);
    }
    for (size_t i = 0; i < count; i++)
        if (config_binding(config, table[i].name) == NULL)
            bind_words(keymap, table[i].keys, table[i].id, false, report);
}

enum action_id keymap_find(const struct keymap *keymap, uint32_t key)
{
    for (size_t i = 0; i < keymap->count; i++)
        if (keymap->items[i].key == key)
            return keymap->items[i].action;
    return ACTION_NONE;
}

void keymap_names(const struct keymap *keymap, enum action_id action, size_t most, char *text, size_t size)
{
    size_t named = 0;
    size_t used = 0;
    text[0] = '\0';
    for (size_t i = 0; i < keymap->count && named < most; i++) {
        char name[WORD_SIZE];
        if (keymap->items[i].action != action)
            continue;
        key_label(keymap->items[i].key, name, sizeof name);
        if (used + strlen(name) + 2 > size)
            return;
        used += (size_t)snprintf(text + used, size - used, "%s%s", named > 0 ? " " : "", name);
        named++;
    }
}
