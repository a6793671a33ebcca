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

enum watch_edit_kind {
    WATCH_ADD,
    WATCH_REMOVE,
    WATCH_MOVE, /* to `place` within its group */
    WATCH_GROUP_ADD,
    WATCH_GROUP_REMOVE, /* with all its symbols */
    WATCH_GROUP_RENAME, /* to `name` */
    WATCH_EDIT_KINDS
};

struct watch_edit { /* made in the program, kept in the store, done again at each start in the same order */
    enum watch_edit_kind kind;
    char group[WATCH_NAME_SIZE];
    char symbol[SYMBOL_SIZE];
    char name[WATCH_NAME_SIZE];
    int place; /* from 0; behind the end: the last */
    int64_t at;
};

void watchlist_init(struct watchlist *list);
void watchlist_clear(struct watchlist *list);
void watchlist_copy(struct watchlist *target, const struct watchlist *source); /* target is uninitialised */
void watchlist_defaults(struct watchlist *list); /* the three groups of the first minute */

/* False when there are too many, the symbol is implausible or already there. Makes the group if missing. */
bool watchlist_add(struct watchlist *list, const char *group, const char *symbol);
bool watchlist_remove(struct watchlist *list, const char *group, const char *symbol);
/* Puts it where it is to stand. False when it is not there, or stands there. */
bool watchlist_move(struct watchlist *list, const char *group, const char *symbol, int place);
/* False when there are too many, or the name is there, too long or none. */
bool watchlist_add_group(struct watchlist *list, const char *name);
bool watchlist_remove_group(struct watchlist *list, const char *name);
bool watchlist_rename_group(struct watchlist *list, const char *name, const char *to);
/* What is done already, or cannot be done any more, changes nothing: false. */
bool watchlist_edit(struct watchlist *list, const struct watch_edit *edit);
void watchlist_apply(struct watchlist *list, const struct watch_edit *edits, size_t count);
/* All distinct symbols in order of first appearance; returns the count, writes at most `most`. */
size_t watchlist_symbols(const struct watchlist *list, char (*symbols)[SYMBOL_SIZE], size_t most);
/* Where it stands; count when it does not. */
size_t watch_group_find(const struct watch_group *group, const char *symbol);
struct watch_group *watchlist_group(struct watchlist *list, const char *name); /* NULL when none */

#endif
