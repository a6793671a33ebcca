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

static size_t find(const struct watch_group *group, const char *symbol)
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
    if (group == NULL || find(group, upper) < group->count)
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
    size_t at = find(group, upper);
    if (at == group->count)
        return false;
    group->count--;
    memmove(group->symbols + at, group->symbols + at + 1, (group->count - at) * sizeof *group->symbols);
    return true;
}

void watchlist_apply(struct watchlist *list, const struct watch_edit *edits, size_t count)
{
    for (size_t i = 0; i < count; i++) /* what is done already changes nothing */
        if (edits[i].removed)
            (void)watchlist_remove(list, edits[i].group, edits[i].symbol);
        else
            (void)watchlist_add(list, edits[i].group, edits[i].symbol);
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
