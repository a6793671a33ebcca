/* SPDX-License-Identifier: MIT
 * Groups of symbols and the edits made to them. */
#include "config.h"

#include "model/watchlist.h"

#include "base/memory.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

void watchlist_init(struct watchlist *list)
{
    memset(list, 0, sizeof *list);
}

void watchlist_clear(struct watchlist *list)
{
    for (size_t i = 0; i < list->count; i++)
        free(list->groups[i].symbols);
    watchlist_init(list);
}

void watchlist_copy(struct watchlist *target, const struct watchlist *source)
{
    *target = *source;
    for (size_t i = 0; i < source->count; i++) {
        struct watch_group *group = &target->groups[i];
        group->room = group->count;
        group->symbols = memory_new(group->room, sizeof *group->symbols);
        memcpy(group->symbols, source->groups[i].symbols, group->count * sizeof *group->symbols);
    }
}

void watchlist_defaults(struct watchlist *list)
{
    static const struct {
        const char *group, *symbols[8];
    } defaults[] = {
        {"Neoclouds", {"CRWV", "NBIS", "IREN", "APLD", "CIFR", "WULF"}},
        {"Hyperscalers", {"MSFT", "GOOGL", "AMZN", "META", "ORCL"}},
        {"Silicon", {"NVDA", "AMD", "AVGO", "TSM", "MU", "SMCI", "DELL"}},
    };
    for (size_t i = 0; i < sizeof defaults / sizeof defaults[0]; i++)
        for (size_t k = 0; k < 8 && defaults[i].symbols[k] != NULL; k++)
            (void)watchlist_add(list, defaults[i].group,
                                defaults[i].symbols[k]); /* the table is within the limits */
}

struct watch_group *watchlist_group(struct watchlist *list, const char *name)
{
    for (size_t i = 0; i < list->count; i++)
        if (strcmp(list->groups[i].name, name) == 0)
            return &list->groups[i];
    return NULL;
}

static size_t total(const struct watchlist *list)
{
    size_t sum = 0;
    for (size_t i = 0; i < list->count; i++)
        sum += list->groups[i].count;
    return sum;
}

size_t watch_group_find(const struct watch_group *group, const char *symbol)
{
    size_t i = 0;
    while (i < group->count && strcmp(group->symbols[i], symbol) != 0)
        i++;
    return i;
}

static struct watch_group *make_group(struct watchlist *list, const char *name)
{
    struct watch_group *group = watchlist_group(list, name);
    if (group != NULL || list->count == WATCH_GROUPS_MOST || name[0] == '\0' || strlen(name) >= WATCH_NAME_SIZE)
        return group;
    group = &list->groups[list->count++];
    memset(group, 0, sizeof *group);
    text_copy(group->name, sizeof group->name, name);
    return group;
}

bool watchlist_add(struct watchlist *list, const char *group_name, const char *symbol)
{
    char upper[SYMBOL_SIZE] = "";
    if (!text_symbol(upper, sizeof upper, symbol) || total(list) >= WATCH_SYMBOLS_MOST)
        return false;
    struct watch_group *group = make_group(list, group_name);
    if (group == NULL || watch_group_find(group, upper) < group->count)
        return false;
    if (group->count == group->room) {
        group->room = group->room == 0 ? 8 : group->room * 2;
        group->symbols = memory_grow(group->symbols, group->room, sizeof *group->symbols);
    }
    memcpy(group->symbols[group->count++], upper, sizeof upper);
    return true;
}

bool watchlist_remove(struct watchlist *list, const char *group_name, const char *symbol)
{
    char upper[SYMBOL_SIZE] = "";
    struct watch_group *group = watchlist_group(list, group_name);
    if (group == NULL || !text_symbol(upper, sizeof upper, symbol))
        return false;
    size_t at = watch_group_find(group, upper);
    if (at == group->count)
        return false;
    group->count--;
    memmove(group->symbols + at, group->symbols + at + 1, (group->count - at) * sizeof *group->symbols);
    return true;
}

bool watchlist_move(struct watchlist *list, const char *group_name, const char *symbol, int place)
{
    struct watch_group *group = watchlist_group(list, group_name);
    char moved[SYMBOL_SIZE] = "";
    size_t at = group != NULL ? watch_group_find(group, symbol) : 0;
    if (group == NULL || at == group->count || place < 0)
        return false;
    size_t to = (size_t)place < group->count ? (size_t)place : group->count - 1;
    memcpy(moved, group->symbols[at], sizeof moved);
    if (to > at)
        memmove(group->symbols + at, group->symbols + at + 1, (to - at) * sizeof *group->symbols);
    else
        memmove(group->symbols + to + 1, group->symbols + to, (at - to) * sizeof *group->symbols);
    memcpy(group->symbols[to], moved, sizeof moved);
    return to != at;
}

bool watchlist_add_group(struct watchlist *list, const char *name)
{
    return watchlist_group(list, name) == NULL && make_group(list, name) != NULL;
}

bool watchlist_remove_group(struct watchlist *list, const char *name)
{
    struct watch_group *group = watchlist_group(list, name);
    if (group == NULL)
        return false;
    size_t at = (size_t)(group - list->groups);
    free(group->symbols);
    list->count--;
    memmove(group, group + 1, (list->count - at) * sizeof *group);
    return true;
}

bool watchlist_rename_group(struct watchlist *list, const char *name, const char *to)
{
    struct watch_group *group = watchlist_group(list, name);
    if (group == NULL || watchlist_group(list, to) != NULL || to[0] == '\0' || strlen(to) >= WATCH_NAME_SIZE)
        return false;
    text_copy(group->name, sizeof group->name, to);
    return true;
}

bool watchlist_edit(struct watchlist *list, const struct watch_edit *edit)
{
    switch (edit->kind) {
    case WATCH_ADD:
        return watchlist_add(list, edit->group, edit->symbol);
    case WATCH_REMOVE:
        return watchlist_remove(list, edit->group, edit->symbol);
    case WATCH_MOVE:
        return watchlist_move(list, edit->group, edit->symbol, edit->place);
    case WATCH_GROUP_ADD:
        return watchlist_add_group(list, edit->group);
    case WATCH_GROUP_REMOVE:
        return watchlist_remove_group(list, edit->group);
    case WATCH_GROUP_RENAME:
        return watchlist_rename_group(list, edit->group, edit->name);
    case WATCH_EDIT_KINDS:
        break;
    }
    return false;
}

void watchlist_apply(struct watchlist *list, const struct watch_edit *edits, size_t count)
{
    for (size_t i = 0; i < count; i++)
        (void)watchlist_edit(list, &edits[i]); /* of another configuration, perhaps */
}

size_t watchlist_symbols(const struct watchlist *list, char (*symbols)[SYMBOL_SIZE], size_t most)
{
    size_t count = 0;
    for (size_t g = 0; g < list->count; g++)
        for (size_t i = 0; i < list->groups[g].count && count < most; i++) {
            size_t known = 0;
            while (known < count && strcmp(symbols[known], list->groups[g].symbols[i]) != 0)
                known++;
            if (known == count)
                memcpy(symbols[count++], list->groups[g].symbols[i], SYMBOL_SIZE);
        }
    return count;
}
