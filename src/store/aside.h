/* SPDX-License-Identifier: MIT
 * A damaged file goes aside under a name that says when; nothing is ever deleted. Private to the store. */
#ifndef STORE_ASIDE_H
#define STORE_ASIDE_H

#include "store_state.h"

/* Renames path, path-wal and path-shm to path.corrupt-YYYYMMDD-HHMMSS..., and says so. */
bool aside_put(const char *path, const char *word, int64_t now, struct store_report *report);

/* One process at a time opens, mends and upgrades files: takes the locks of their folders. A folder that gives none
 * within two seconds is done without. */
struct aside_locks {
    int fds[STORE_FILES]; /* -1: none */
};
void aside_lock(struct aside_locks *locks, const struct store *store);
void aside_unlock(struct aside_locks *locks);

#endif
