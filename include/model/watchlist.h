/* SPDX-License-Identifier: MIT
 * Groups of symbols: from the configuration, with the additions and removals made in the program on top. */
#ifndef MODEL_WATCHLIST_H
#define MODEL_WATCHLIST_H

#include "model/prices.h"

#define WATCH_NAME_SIZE    32
#define WATCH_GROUPS_MOST  24
#define WATCH_SYMBOLS_MOST 1000

struct watch_group {
    char name[WATCH_NAME_SIZE];
    char (*symbols)[SYMBOL_SIZE];
    size_t count, room;
};

struct watchlist {
    struct watch_group groups[WATCH_GROUPS_MOST];
    size_t count;
};

struct watch_edit { /* made in the program, kept in the store */
    char group[WATCH_NAME_SIZE];
    char symbol[SYMBOL_SIZE];
    bool removed;
    int64_t at;
};

void watchlist_init(struct watchlist *list);
void watchlist_clear(struct watchlist *list);
void watchlist_copy(struct watchlist *target, const struct watchlist *source); /* target is uninitialised */
void watchlist_defaults(struct watchlist *list); /* the three groups of the first minute */

/* False when there are too many, the symbol is implausible or already there. Makes the group if missing. */
bool watchlist_add(struct watchlist *list, const char *group, const char *symbol);
bool watchlist_remove(struct watchlist *list, const char *group, const char *symbol);
void watchlist_apply(struct watchlist *list, const struct watch_edit *edits, size_t count);
/* All distinct symbols in order of first appearance; returns the count, writes at most `most`. */
size_t watchlist_symbols(const struct watchlist *list, char (*symbols)[SYMBOL_SIZE], size_t most);
struct watch_group *watchlist_group(struct watchlist *list, const char *name); /* NULL when none */

#endif
